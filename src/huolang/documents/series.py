"""单据编号: numbers without gaps, one series per company, form and prefix.

The row of a series is locked when its number is taken and stays locked until commit, so a number
is taken late, after everything that can refuse or wait. What is rolled back gives its number back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import models

from huolang.kernel import sql
from huolang.kernel.company import CompanyRow, current_id

NUMBER_DIGITS = 4

NEXT = """
UPDATE documents_series SET last = last + %s::bigint
WHERE company_id = %s::bigint AND form = %s::text AND prefix = %s::text RETURNING last
"""
BEGIN = """
INSERT INTO documents_series AS s (last, company_id, form, prefix)
VALUES (%s::bigint, %s::bigint, %s::text, %s::text)
ON CONFLICT (company_id, form, prefix) DO UPDATE SET last = s.last + excluded.last RETURNING last
"""


class Series(CompanyRow):
    """The last number given to documents of one form whose numbers begin with `prefix`."""

    pk = models.CompositePrimaryKey("company_id", "form", "prefix")
    form = models.CharField(max_length=64)
    prefix = models.CharField(max_length=40)
    last = models.BigIntegerField(default=0)

    class Meta(CompanyRow.Meta):
        pass


def take(form: str, prefix: str, *, count: int = 1) -> int:
    """The last of the next `count` numbers of a series; its row stays locked until the
    transaction ends."""
    key = [current_id(), form, prefix]
    row = sql.run(NEXT, [count, *key]).fetchone()
    if row is None:
        row = sql.run(BEGIN, [count, *key]).fetchone()
    if row is None:
        raise RuntimeError(f"series {key} cannot be seen")
    return int(row[0])


def document_numbers(wanted: Sequence[tuple[str, str, date]]) -> list[str]:
    """Numbers by the default pattern for several documents (form, prefix, day) in their order,
    with one statement a series."""
    counts = Counter((form, f"{prefix}-{day:%Y%m%d}") for form, prefix, day in wanted)
    last = {key: take(*key, count=count) - count for key, count in sorted(counts.items())}
    numbers: list[str] = []
    for form, prefix, day in wanted:
        dated = f"{prefix}-{day:%Y%m%d}"
        last[form, dated] += 1
        numbers.append(f"{dated}-{last[form, dated]:0{NUMBER_DIGITS}}")
    return numbers
