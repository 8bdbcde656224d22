"""A migration that fails says why, not what stands in the last line of its traceback."""

import pytest

from huolang.cli import preparation

TRACEBACK = """\
Traceback (most recent call last):
  File "x.py", line 1, in <module>
psycopg.errors.UndefinedColumn: column "weight" does not exist
LINE 1: SELECT weight
               ^

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "y.py", line 2, in main
    raise dj_exc_value
django.db.utils.ProgrammingError: column "weight" does not exist
LINE 1: SELECT weight
               ^
DETAIL:  There is "width".
"""


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        (TRACEBACK, 'django.db.utils.ProgrammingError: column "weight" does not exist'),
        ("ValueError: no such unit\nHINT:  x", "ValueError: no such unit"),
        ("huolang.kernel.refusals.Closed: no\n  at", "huolang.kernel.refusals.Closed: no"),
        ("Killed\n", "Killed"),
        ("", "?"),
    ],
)
def test_the_cause_is_found_in_what_was_said(said: str, cause: str) -> None:
    assert preparation.cause(said) == cause
