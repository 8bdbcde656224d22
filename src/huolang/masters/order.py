"""订单: what purchase orders and sales orders have in common. They write nothing to the books; they
know how much of every line was received or delivered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Round
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import (
    CANCEL,
    CHECKED_BY,
    CLOSE,
    CONFIRM,
    DELETE,
    MADE_BY,
    REOPEN_ORDER,
    State,
)
from huolang.forms import registry
from huolang.forms.form import Paper, Signature
from huolang.kernel import settings_registry, sql
from huolang.kernel.columns import Quantity
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Several
from huolang.kernel.settings_registry import Setting, Settings, T
from huolang.masters.goods import BASE_DIGITS
from huolang.masters.trade import TradeDocument, TradeLine

ZERO = Decimal(0)
NOTHING_DONE = (None, None, "", None, ZERO)


class BelowDone(BusinessError):
    code = "order.below_done"
    message = _("{product} 不能少于已执行的数量 {done}")


class DoneLineRemoved(BusinessError):
    code = "order.done_line_removed"
    message = _("{product} 已有执行数量，不能删除该行")


class DoneChanged(BusinessError):
    code = "order.done_changed"
    message = _("已有执行数量，不能更换往来单位或商品")


class DoneStays(BusinessError):
    """Not a refusal: what the page of an order says that was opened again."""

    code = "order.done_stays"
    message = _("订单已有执行数量，不能作废；不再执行的话，请先审核，再关闭")


class Progress(models.TextChoices):
    NONE = "none", _("未执行")
    PARTIAL = "partial", _("部分执行")
    DONE = "done", _("已完成")


def in_line_unit(base: Any) -> Any:
    """A quantity of base units, in the unit of its line."""
    measured = models.ExpressionWrapper(
        base * F("denominator") / F("numerator"), output_field=Quantity()
    )
    return Round(measured, precision=6, output_field=Quantity())


class TradeOrder(TradeDocument):
    """`progress` follows from the lines; a fully done order stays confirmed until it is closed."""

    progress = models.CharField(
        _("执行进度"), max_length=8, choices=Progress, default=Progress.NONE.value, editable=False
    )

    settings: Settings | None = None
    """What the company decided, where it was read for many orders at once."""

    posts = False
    tolerance: ClassVar[Setting[Decimal] | None] = None
    """By how many percent more than was ordered may be done; None: not at all."""

    class Meta(TradeDocument.Meta):
        abstract = True

    class Form:
        actions = (CONFIRM, REOPEN_ORDER, CLOSE, CANCEL, DELETE)
        paper = Paper(
            signatures=(MADE_BY, CHECKED_BY, Signature(label=_("{partner}签章"))),
            leave_out=("department", "done_quantity", "open_quantity"),
        )
        list = [
            "number",
            "state",
            "progress",
            "date",
            "partner",
            "warehouse",
            "salesperson",
            "amount",
            "tax",
            "total",
        ]
        filters = [
            "state",
            "progress",
            "date",
            "partner",
            "warehouse",
            "salesperson",
            "department",
        ]

    @classmethod
    def ahead(cls, documents: Sequence[Any]) -> None:
        super().ahead(documents)
        settings = settings_registry.load()
        for one in documents:
            one.settings = settings

    def decided(self, setting: Setting[T]) -> T:
        """What the company decided about `setting`."""
        return (self.settings or settings_registry.load())[setting]

    def compute(self, *, at: datetime) -> None:
        super().compute(at=at)
        percent = self.decided(self.tolerance) if self.tolerance else ZERO
        for row in self.rows:
            row.allow(percent)
        if self.revision > 1:
            self._refuse_below_done()
        self.progress = self._progress().value

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        told = super().warnings(at=at)
        reopened = self.state == State.DRAFT.value and self.was_confirmed
        done = reopened and any(row.done_base for row in self.rows)
        return [*told, DoneStays()] if done else told

    def _progress(self) -> Progress:
        """How far the order is; receipts and deliveries keep it from then on."""
        if not any(row.done_base for row in self.rows):
            return Progress.NONE
        return Progress.PARTIAL if any(row.open_base for row in self.rows) else Progress.DONE

    def _refuse_below_done(self) -> None:
        """An order that is edited again keeps what was already received or delivered of it."""
        done = self._done_lines()
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            _id, product, _name, partner, before = done.pop(row.id, NOTHING_DONE)
            if product is None:
                continue
            if product != row.product_id:
                errors.append(DoneChanged(field=f"lines.{index}.product"))
            elif row.done_base > row.allowed_base and row.base_quantity >= before:
                row.allowed_base = row.done_base  # more was allowed when it came
            elif row.done_base > row.allowed_base:
                told = {"product": row.product_name, "done": row.measured(row.done_base)}
                errors.append(BelowDone(field=f"lines.{index}.quantity", **told))
            if partner != self.partner_id:
                errors.append(DoneChanged(field="partner"))
        errors += [DoneLineRemoved(field="lines", product=left[2]) for left in done.values()]
        Several.raise_any(errors)

    def _done_lines(self) -> dict[UUID, Any]:
        """Stored lines of which something was done: product, its name, the stored partner, and
        what was ordered (base units)."""
        form = registry.of(type(self))
        statement = (
            "SELECT l.id, l.product_id, l.product_name, o.partner_id, l.base_quantity"  # noqa: S608
            f" FROM {form.tables_by_name['lines'].table} l"
            f" JOIN {form.table} o ON o.company_id = l.company_id AND o.id = l.document_id"
            " WHERE l.company_id = %s::bigint AND l.document_id = %s::uuid AND l.done_base > 0"
        )
        return {row[0]: row for row in sql.run(statement, [current_id(), self.id]).fetchall()}


class OrderLine(TradeLine):
    """`done_base` of `allowed_base` (base units) was received or delivered; PostgreSQL holds the
    limit. What is shown, `done_quantity` and `open_quantity`, is in the line's unit."""

    expected_on = models.DateField(_("交货日期"), null=True, blank=True)
    done_base = Quantity(default=ZERO, editable=False)
    allowed_base = Quantity(default=ZERO, editable=False)
    done_quantity = models.GeneratedField(
        verbose_name=_("已执行数量"),
        expression=in_line_unit(F("done_base")),
        output_field=Quantity(),
        db_persist=True,
    )
    open_quantity = models.GeneratedField(
        verbose_name=_("未执行数量"),
        expression=in_line_unit(Greatest(F("base_quantity") - F("done_base"), ZERO)),
        output_field=Quantity(),
        db_persist=True,
    )

    class Meta(TradeLine.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *TradeLine.Meta.constraints,
            models.CheckConstraint(
                condition=Q(done_base__gte=0, done_base__lte=F("allowed_base")),
                name="%(app_label)s_%(class)s_done_within",
            ),
        ]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "unit_price",
            "discount",
            "tax_rate",
            "amount",
            "tax",
            "total",
            "is_gift",
            "expected_on",
            "done_quantity",
            "open_quantity",
            "warehouse",
            "remark",
        ]

    def allow(self, percent: Decimal) -> None:
        """As much may be done as was ordered, and `percent` more, never rounded up. The shown
        figures are PostgreSQL's once stored."""
        most = self.base_quantity * (100 + percent) / 100
        self.allowed_base = most.quantize(Decimal(1).scaleb(-BASE_DIGITS), ROUND_DOWN)
        self.done_quantity = round(self.in_line_unit(self.done_base), BASE_DIGITS)
        left = max(self.base_quantity - self.done_base, ZERO)
        self.open_quantity = round(self.in_line_unit(left), BASE_DIGITS)

    @property
    def open_base(self) -> Decimal:
        """What is still expected, in base units."""
        return max(self.base_quantity - self.done_base, ZERO)
