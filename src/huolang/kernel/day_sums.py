"""日合计: how many documents of a form there are on each day in each state, and what they come to.

A list of a million documents is added up from these. Whoever writes documents only appends what
changed (`DayChange`), so nobody waits for anybody; `forms.day_sums` reads, folds and rebuilds.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from huolang.kernel.company import CompanyRow
from huolang.kernel.keys import new_id

MOST = 6
"""So many columns of a form are summed up."""
NO_DAY = date(1, 1, 1)
"""Stands for a draft that has no day yet."""


def _sum() -> Any:
    return models.DecimalField(max_digits=30, decimal_places=4, default=Decimal(0))


class Sums(CompanyRow):
    """Of one form, day and state. `sum_1` is the first column that the form adds up."""

    form = models.CharField(max_length=64)
    day = models.DateField()
    state = models.CharField(max_length=10)
    count = models.BigIntegerField()
    sum_1 = _sum()
    sum_2 = _sum()
    sum_3 = _sum()
    sum_4 = _sum()
    sum_5 = _sum()
    sum_6 = _sum()

    class Meta(CompanyRow.Meta):
        abstract = True


class DaySum(Sums):
    pk = models.CompositePrimaryKey("company_id", "form", "day", "state")

    class Meta(Sums.Meta):
        abstract = False


class DayChange(Sums):
    """What one statement added to or took from them; not yet in `DaySum`."""

    pk = models.CompositePrimaryKey("company_id", "form", "id")
    id = models.UUIDField(default=new_id)

    class Meta(Sums.Meta):
        abstract = False


class DaySumHead(CompanyRow):
    """That the sums of a form were built, and for which `columns`, in their order."""

    pk = models.CompositePrimaryKey("company_id", "form")
    form = models.CharField(max_length=64)
    columns = models.TextField()

    class Meta(CompanyRow.Meta):
        pass
