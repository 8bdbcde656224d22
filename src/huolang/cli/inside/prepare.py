"""Migrates as the owner, then makes the first company; answers with the first log-in."""

import argparse
import dataclasses
import json
import sys

import django
from django.core.management import call_command

django.setup()

from huolang.kernel import first_run  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--demo", action="store_true")
    given = parser.parse_args()
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    login = first_run.ensure(demo=given.demo)
    print(json.dumps(dataclasses.asdict(login) if login else None), file=sys.stdout, flush=True)


if __name__ == "__main__":
    main()
