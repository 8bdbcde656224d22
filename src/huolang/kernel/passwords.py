"""How passwords are kept: argon2id, in the memory that a small server can spare."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: the first choice of OWASP's password storage cheat sheet.

    Django's own 100 MiB for each log-in would break our promise of 400 MB in all.
    """

    time_cost = 2
    memory_cost = 19456
    parallelism = 1
