"""Makes an API token for a person and prints it, once."""

import argparse
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402

from huolang.kernel import tokens  # noqa: E402
from huolang.kernel.people import User  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("username")
    given = parser.parse_args()
    person = User.objects.filter(username=given.username.strip().lower()).first()
    if person is None or not person.is_active:
        print(f"没有这个用户 / There is no user {given.username}", file=sys.stderr)
        return 1
    name = "./huolang token"
    with transaction.atomic():
        token = tokens.issue(person, name=name)
        tokens.note_issued(person, name)
    print(token)
    return 0


if __name__ == "__main__":
    sys.exit(main())
