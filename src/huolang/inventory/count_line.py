"""盘点行: what a task lists: one product, its batch, its location; and what became of it.

`book_quantity` is what the books had there when the task began. What follows from tallies and
books is worked out when it is asked for (`count_figures`), and kept once the differences are
approved: `counted`, `counted_at`, `book_then`, `difference`.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from huolang.inventory.count_plan import CountPlan
from huolang.inventory.count_reasons import Reason
from huolang.kernel.columns import Quantity
from huolang.kernel.company import AppendOnlyModel, CompanyModel
from huolang.kernel.keys import CompanyForeignKey
from huolang.masters.location import Location
from huolang.masters.product import Product


class CountLine(CompanyModel):
    """Quantities are of the base unit. Goods with serial numbers have one line for all pieces;
    `pieces` are those to look for where a task is about some locations only."""

    plan = CompanyForeignKey(CountPlan, related_name="+")
    product = CompanyForeignKey(Product, related_name="+", verbose_name=_("商品"))
    batch = models.CharField(_("批号"), max_length=64, blank=True, default="")
    location = CompanyForeignKey(Location, null=True, related_name="+", verbose_name=_("库位"))
    pieces = ArrayField(models.UUIDField(), null=True)
    book_quantity = Quantity(_("快照账面"))
    unexpected = models.BooleanField(_("快照外"), default=False)
    """The books had nothing of it there when the task began; somebody found it."""
    round = models.PositiveSmallIntegerField(_("第几盘"), default=1)
    produced_on = models.DateField(_("生产日期"), null=True)
    expires_on = models.DateField(_("有效期至"), null=True)
    reason = models.CharField(_("盈亏原因"), max_length=10, choices=Reason)
    remark = models.CharField(_("备注"), max_length=500, blank=True, default="")
    counted = Quantity(_("实盘数量"), null=True, validators=[MinValueValidator(0)])
    counted_at = models.DateTimeField(_("盘点时间"), null=True)
    book_then = Quantity(_("盘点时账面"), null=True)
    difference = Quantity(_("盈亏数量"), null=True)
    posted = models.UUIDField(null=True)
    """The line of the stock count that posted the difference."""

    class Meta(CompanyModel.Meta):
        verbose_name = _("盘点行")
        constraints = [
            models.UniqueConstraint(
                "company",
                "plan",
                "product",
                Upper("batch"),
                "location",
                name="inventory_countline_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(fields=["company", "product"], name="inventory_countline_product"),
            models.Index(
                fields=["company", "location"],
                condition=models.Q(location__isnull=False),
                name="inventory_countline_place",
            ),
            models.Index(
                fields=["company", "posted"],
                condition=models.Q(posted__isnull=False),
                name="inventory_countline_posted",
            ),
        ]


class CountTally(AppendOnlyModel):
    """One thing that somebody counted: so much of a line, or one piece; less takes back what was
    too much. Its `id` is given by whoever counted, so that it is never written twice."""

    plan = CompanyForeignKey(CountPlan, related_name="+")
    line = CompanyForeignKey(CountLine, related_name="+")
    round = models.PositiveSmallIntegerField()
    quantity = Quantity(_("数量"))
    serial = models.CharField(_("序列号"), max_length=64, blank=True, default="")
    by = models.UUIDField(null=True)
    counted_at = models.DateTimeField(_("盘点时间"))
    recorded_at = models.DateTimeField(_("收到时间"))

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("盘点记录")
        indexes = [
            models.Index(fields=["company", "plan", "line"], name="inventory_counttally_plan"),
            models.Index(fields=["company", "line"], name="inventory_counttally_line"),
        ]
