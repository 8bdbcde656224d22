"""预警: what is not as it should be, from when until when, and who has taken note of it.

One row is one state: this product below its minimum in this warehouse since then. While it lasts
there is no second row of the same (`planning_stockalert_once`), so nobody is told of it twice; when
it is over the row is closed, and a later time is another row.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import audit, clock
from huolang.kernel.columns import Quantity
from huolang.kernel.company import Company, CompanyModel, CompanyRow, current_id
from huolang.kernel.keys import NIL, CompanyField
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, NotFound

FORM = "stock_alert"
"""What permissions and the audit call it."""


WAITING = """
SELECT 'alerts', a.kind, count(*) FROM planning_stockalert a
WHERE a.company_id = %(company)s::bigint AND a.closed_at IS NULL AND a.acknowledged_at IS NULL
  AND (a.snoozed_until IS NULL OR a.snoozed_until <= %(today)s::date)
GROUP BY a.kind
"""
"""By kind, how many wait for somebody to see to them: for the home page."""


class Kind(models.TextChoices):
    BELOW = "below", _("低于下限")
    SAFETY = "safety", _("低于安全库存")
    ABOVE = "above", _("高于上限")
    NEGATIVE = "negative", _("负库存")
    NEAR = "near", _("临期")
    EXPIRED = "expired", _("已过期")
    SLOW = "slow", _("呆滞")
    UNCOSTED = "uncosted", _("没有成本")
    LATE_PURCHASE = "late_purchase", _("采购订单逾期")
    LATE_SALE = "late_sale", _("销售订单逾期")
    LATE_LOAN = "late_loan", _("借出逾期")
    LATE_BORROWING = "late_borrowing", _("借入逾期")
    LATE_REQUEST = "late_request", _("调拨申请逾期")


class SnoozedToday(BusinessError):
    code = "stock_alert.snoozed_until"
    message = _("请选择今天以后的日期")
    status = 422


class AlertOver(BusinessError):
    code = "stock_alert.over"
    message = _("预警已经解除")


class StockAlert(CompanyModel):
    """Which parts of the key a kind has: product and warehouse, also a batch, or a document of
    `form`. `quantity` is what there is and `bound` what it passed, as last looked at."""

    kind = models.CharField(_("预警"), max_length=16, choices=Kind)
    product = models.UUIDField(default=NIL)
    warehouse = models.UUIDField(default=NIL)
    batch = models.UUIDField(default=NIL)
    form = models.CharField(max_length=64, blank=True, default="")
    record = models.UUIDField(default=NIL)
    quantity = Quantity(_("数量"), null=True)
    bound = Quantity(_("界限"), null=True)
    day = models.DateField(_("日期"), null=True)
    """The end of a batch, or the day by which an order was expected."""
    opened_at = models.DateTimeField(_("发生时间"), default=clock.now)
    closed_at = models.DateTimeField(_("解除时间"), null=True)
    acknowledged_at = models.DateTimeField(_("知悉时间"), null=True)
    acknowledged_by = models.UUIDField(_("知悉人"), null=True)
    snoozed_until = models.DateField(_("暂缓到"), null=True)
    price_list = models.UUIDField(default=NIL, db_default=NIL)
    """The clearance prices that were made of it, and what they take off."""
    percent = models.SmallIntegerField(null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("预警")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "kind", "product", "warehouse", "batch", "record"],
                condition=models.Q(closed_at__isnull=True),
                name="planning_stockalert_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["company", "product", "warehouse"],
                condition=models.Q(closed_at__isnull=True),
                name="planning_stockalert_open",
            ),
            models.Index(
                fields=["company", "record"],
                condition=models.Q(closed_at__isnull=True) & ~models.Q(record=NIL),
                name="planning_stockalert_record",
            ),
            models.Index(
                fields=["company", "closed_at"],
                condition=models.Q(closed_at__isnull=False),
                name="planning_stockalert_over",
            ),
        ]


class AlertHead(CompanyRow):
    """Up to which number of the books a company's alerts are evaluated, and on which day all of
    them were. Whoever evaluates locks it."""

    company = CompanyField(primary_key=True, default=current_id)
    no = models.BigIntegerField(default=0)
    day = models.DateField(null=True)
    proposed_at = models.DateTimeField(null=True)
    """When it was worked out, the last time, what should be ordered of everything."""

    class Meta(CompanyRow.Meta):
        pass


def acknowledge(ids: Collection[UUID], *, by: Access, at: datetime) -> list[StockAlert]:
    """Somebody sees to them: they are in the list, and wait for nobody any more."""
    return _mark(ids, by, at, {"acknowledged_at": at, "acknowledged_by": by.user})


def snooze(ids: Collection[UUID], until: date, *, by: Access, at: datetime) -> list[StockAlert]:
    """Not before `until` do they wait for anybody again; then everybody is told once more."""
    if until <= today(at):
        raise SnoozedToday(field="until")
    return _mark(ids, by, at, {"snoozed_until": until})


def today(at: datetime) -> date:
    """The company's day."""
    return clock.business_day(at, Company.objects.get(id=current_id()).time_zone)


def _mark(
    ids: Collection[UUID], by: Access, at: datetime, values: Mapping[str, Any]
) -> list[StockAlert]:
    by.require(FORM, "edit")
    found = list(StockAlert.objects.select_for_update().filter(id__in=ids).order_by("id"))
    if len(found) < len(set(ids)):
        raise NotFound()
    if any(one.closed_at is not None for one in found):
        raise AlertOver()
    traces: list[audit.Trace] = []
    for one in found:
        before = {name: getattr(one, name) for name in values}
        changes = {name: [_said(before[name]), _said(values[name])] for name in values}
        traces.append(
            audit.Trace(form=FORM, record=one.id, action="change", by=by.user, changes=changes)
        )
        for name, value in values.items():
            setattr(one, name, value)
    StockAlert.objects.bulk_update(found, list(values))
    audit.write(traces, at=at)
    return found


def _said(value: Any) -> str | None:
    return None if value is None else str(value)
