"""待执行: what orders share with requests for a transfer, which expect something, too. Each line
knows how much of it was done; what is edited again keeps what was done of it already."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Round
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import Document, Line, State
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.columns import Quantity
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Several
from huolang.masters.goods import BASE_DIGITS, GoodsLine

ZERO = Decimal(0)


class BelowDone(BusinessError):
    code = "order.below_done"
    message = _("{product} 不能少于已执行的数量 {done}")


class DoneLineRemoved(BusinessError):
    code = "order.done_line_removed"
    message = _("{product} 已有执行数量，不能删除该行")


class DoneChanged(BusinessError):
    code = "order.done_changed"
    message = _("已有执行数量，不能更换往来单位、仓库或商品")


class DoneStays(BusinessError):
    """Not a refusal: what the page says of what was opened again."""

    code = "order.done_stays"
    message = _("已有执行数量，不能作废；不再执行的话，请先审核，再关闭")


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


class Expecting(Document):
    """`progress` follows from the lines; what is fully done stays confirmed until it is closed."""

    progress = models.CharField(
        _("执行进度"), max_length=8, choices=Progress, default=Progress.NONE.value, editable=False
    )

    posts = False
    stays: ClassVar[tuple[str, ...]] = ("partner",)
    """References of its header that stay once something was done."""

    class Meta(Document.Meta):
        abstract = True

    def count_progress(self, percent: Decimal) -> None:
        """Of every line so much and `percent` more may be done; what is edited again keeps what was
        done of it already."""
        rows = self.tables["lines"]
        for row in rows:
            row.allow(percent)
        if self.revision > 1:
            self._refuse_below_done(rows)
        self.progress = self._progress(rows).value

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        told = super().warnings(at=at)
        reopened = self.state == State.DRAFT.value and self.was_confirmed
        done = reopened and any(row.done_base for row in self.tables["lines"])
        return [*told, DoneStays()] if done else told

    def _progress(self, rows: list[Any]) -> Progress:
        """How far it is; what goes on from it keeps that from then on."""
        if not any(row.done_base for row in rows):
            return Progress.NONE
        return Progress.PARTIAL if any(row.open_base for row in rows) else Progress.DONE

    def _refuse_below_done(self, rows: list[Any]) -> None:
        done = self._done_lines()
        errors: list[BusinessError] = []
        for index, row in enumerate(rows):
            found = done.pop(row.id, None)
            if found is None:
                continue
            _id, product, _name, before, *header = found
            if product != row.product_id:
                errors.append(DoneChanged(field=f"lines.{index}.product"))
            elif row.done_base > row.allowed_base and row.base_quantity >= before:
                row.allowed_base = row.done_base  # more was allowed when it came
            elif row.done_base > row.allowed_base:
                told = {"product": row.product_name, "done": row.measured(row.done_base)}
                errors.append(BelowDone(field=f"lines.{index}.quantity", **told))
            errors += [
                DoneChanged(field=name)
                for name, was in zip(self.stays, header, strict=True)
                if was != getattr(self, f"{name}_id")
            ]
        errors += [DoneLineRemoved(field="lines", product=left[2]) for left in done.values()]
        Several.raise_any(errors)

    def _done_lines(self) -> dict[UUID, Any]:
        """Stored lines of which something was done: product, its name, what was expected (base
        units), and what of the stored header stays."""
        form = registry.of(type(self))
        stays = "".join(f", o.{name}_id" for name in self.stays)
        statement = (
            f"SELECT l.id, l.product_id, l.product_name, l.base_quantity{stays}"  # noqa: S608
            f" FROM {form.tables_by_name['lines'].table} l"
            f" JOIN {form.table} o ON o.company_id = l.company_id AND o.id = l.document_id"
            " WHERE l.company_id = %s::bigint AND l.document_id = %s::uuid AND l.done_base > 0"
        )
        return {row[0]: row for row in sql.run(statement, [current_id(), self.id]).fetchall()}


class ExpectedLine(models.Model):
    """`done_base` of `allowed_base` (base units) was done; PostgreSQL holds the limit. What is
    shown, `done_quantity` and `open_quantity`, is in the line's unit."""

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

    base_quantity: Any
    in_line_unit: Any

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(done_base__gte=0, done_base__lte=F("allowed_base")),
                name="%(app_label)s_%(class)s_done_within",
            ),
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


class ExpectedGoods(ExpectedLine, GoodsLine, Line):
    """A line of goods that are expected at no price."""

    class Meta(GoodsLine.Meta, Line.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *GoodsLine.Meta.constraints,
            *ExpectedLine.Meta.constraints,
        ]
        indexes: ClassVar[list[models.Index]] = [*Line.Meta.indexes, *GoodsLine.Meta.indexes]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "done_quantity",
            "open_quantity",
            "remark",
        ]
