"""Gives a person a new password, tells the audit, and lets them log in at once."""

import argparse
import getpass
import sys

import django

django.setup()

from allauth.account.adapter import get_adapter  # noqa: E402
from allauth.mfa.models import Authenticator  # noqa: E402
from django.contrib.auth.password_validation import validate_password  # noqa: E402
from django.core.exceptions import ValidationError  # noqa: E402
from django.db import transaction  # noqa: E402

from huolang.kernel import own_audit  # noqa: E402
from huolang.kernel.passwords import easy_to_read  # noqa: E402
from huolang.kernel.people import User  # noqa: E402


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("username")
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--without-second-factor", action="store_true")
    given = parser.parse_args(words)
    person = User.objects.filter(username=given.username.strip().lower()).first()
    if person is None or not person.is_active:
        print(f"没有这个用户 / There is no user {given.username}", file=sys.stderr)
        return 1
    try:
        password = _chosen(person) if given.choose else easy_to_read()
    except ValidationError as refused:
        print(" ".join(refused.messages), file=sys.stderr)
        return 1
    renew(person, password, alone=given.without_second_factor)
    print("密码已更新 The password is changed" if given.choose else password)
    return 0


def _chosen(person: User) -> str:
    if sys.stdin.isatty():
        password = getpass.getpass("新密码 New password: ")
        if getpass.getpass("再输一次 Once more: ") != password:
            raise ValidationError("两次输入不一致 / These are two different passwords.")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    validate_password(password, person)
    return password


def renew(person: User, password: str, *, alone: bool = False) -> None:
    """Sessions end with the old password, for each carries a digest of it.

    `alone` says that the password is enough from now on: who lost the telephone with the second
    factor, and the recovery codes too, cannot turn it off themselves.
    """
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        own_audit.write(person.id, "password", by=None)
        if alone:
            Authenticator.objects.filter(user=person).delete()
            own_audit.write(person.id, "second_factor_off", by=None)
    get_adapter().forget_failures(person.username)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
