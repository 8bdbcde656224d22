"""Stock at the end of each month, so that a past day is read without its whole history."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel.columns import ZERO, Money, Quantity
from huolang.kernel.company import CompanyRow, current_id
from huolang.kernel.keys import NIL, CompanyField


class MonthHead(CompanyRow):
    """How far the months of a company are summed up: all postings up to `no`, and no other."""

    company = CompanyField(primary_key=True, default=current_id)
    no = models.BigIntegerField(default=0)
    until = models.DateField(null=True)
    """First day of the last month that there are rows of."""

    class Meta(CompanyRow.Meta):
        verbose_name = _("月末结存进度")


class MonthStock(CompanyRow):
    """月末结存 of one product in one warehouse and cost pool; where there is nothing, no row.

    `value` adds up what its entries cost. Corrections of a pool stand in a row without warehouse,
    in the month that recognises them; so only a pool as a whole has a value, not its warehouses.
    """

    pk = models.CompositePrimaryKey("company_id", "month", "product", "warehouse", "owner", "pool")
    month = models.DateField()
    """Its first day; the row says what there was at its end."""
    product = models.UUIDField()
    warehouse = models.UUIDField(default=NIL)
    owner = models.UUIDField(default=NIL)
    pool = models.UUIDField(default=NIL)
    quantity = Quantity(default=ZERO)
    value = Money(default=ZERO)

    class Meta(CompanyRow.Meta):
        verbose_name = _("月末结存")
