"""How passwords are made, and kept: argon2id, in the memory that a small server can spare."""

import secrets

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: the first choice of OWASP's password storage cheat sheet.

    Django's own 100 MiB for each log-in would break our promise of 400 MB in all.
    """

    time_cost = 2
    memory_cost = 19456
    parallelism = 1


EASY_TO_READ = "abcdefghjkmnpqrstuvwxyz23456789"


def easy_to_read() -> str:
    """A random password that can be read out on the telephone: 79 bits, xxxx-xxxx-xxxx-xxxx."""
    return "-".join("".join(secrets.choice(EASY_TO_READ) for _ in range(4)) for _ in range(4))
