"""Migrates as the owner, then makes the first company; answers with the first log-in.

Two at once take turns; so does the one whose statement PostgreSQL still runs after it was killed.
"""

import argparse
import dataclasses
import json
import sys

import django
from django.core.management import call_command
from django.db import connections

django.setup()

from django.db import transaction  # noqa: E402

from huolang.kernel import first_run  # noqa: E402
from huolang.samples import demo  # noqa: E402

ONE_AT_A_TIME = "huolang: prepare"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", action="store_true")
    given = parser.parse_args()
    with connections["owner"].cursor() as owner:  # held until this process is gone
        owner.execute("SELECT pg_advisory_lock(hashtext(%s))", [ONE_AT_A_TIME])
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    first_run.catch_up()
    with transaction.atomic():
        login = first_run.ensure(company_name=demo.COMPANY if given.demo else None)
        if login and given.demo:
            demo.announce(login)
    print(json.dumps(dataclasses.asdict(login) if login else None), file=sys.stdout, flush=True)


if __name__ == "__main__":
    main()
