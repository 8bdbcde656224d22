"""Loan (借出单): goods go to somebody and stay ours: to be used, tried, shown, or sold for us.

They leave the shelves and stand at a place off them, in the same warehouse and at their cost, until
they come back (`loan_return`) or a sales delivery sells them from there.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huolang.documents.convert import Conversion, Payload
from huolang.documents.document import CHECKED_BY, MADE_BY, STOREKEEPER
from huolang.forms.form import Paper, Signature
from huolang.inventory import lent
from huolang.inventory.lent import Purpose
from huolang.inventory.stock_document import StockDocument, StockLine
from huolang.kernel import clock
from huolang.kernel.columns import Quantity
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import Invalid
from huolang.ledger.posting import WITHIN, Move, Posting
from huolang.masters import goods, leaving, merge
from huolang.masters.batching import Moving
from huolang.masters.expecting import in_line_unit
from huolang.masters.partner import Partner
from huolang.masters.remaining import open_quantity
from huolang.masters.serial_lines import SerialLine

ZERO = Decimal(0)


class DueBefore(Invalid):
    code = "loan.due_before"
    message = _("应还日期不能早于借出日期")


class Out(models.TextChoices):
    """How much of it is still out."""

    NONE = "none", _("在外")
    PARTIAL = "partial", _("部分了结")
    DONE = "done", _("已了结")


def header(loan: Any) -> Payload:
    return {"partner": merge.kept("partner", loan.partner_id), "warehouse": loan.warehouse_id}


def lines(loan: Any) -> list[Payload]:
    """What is still out."""
    known, pieces = goods.read(loan), _open_pieces(loan)
    found: list[Payload] = []
    for row in loan.rows:
        if row.open_base:
            unit, quantity = open_quantity(row, known[row.product_id])
            line = {"loan_line": row.id, "product": row.product_id, "unit": unit}
            told = {"quantity": quantity, "batch": row.batch, "remark": row.remark}
            found.append({**line, **told, **pieces.get(row.id, {})})
    return found


def _open_pieces(loan: Any) -> dict[UUID, Payload]:
    """Of each line with numbers those that neither came back nor were sold."""
    rows = [row for row in loan.rows if row.serialized]
    if not rows:
        return {}
    gone = lent.taken([row.id for row in rows])
    return {
        row.id: {
            "serials": [
                number
                for number, key in zip(row.serials, row.serial_records, strict=True)
                if (row.id, key) not in gone
            ]
        }
        for row in rows
    }


class Loan(StockDocument):
    """`due_on` may be put off also after it was confirmed."""

    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("借用单位"))
    purpose = models.CharField(
        _("借出用途"),
        max_length=12,
        choices=Purpose,
        default=Purpose.USE.value,
        help_text=_("委托代销的货由对方代卖，卖出后下推销售出库单结算"),
    )
    due_on = models.DateField(
        _("应还日期"), null=True, blank=True, help_text=_("审核后仍可修改，用来展期；留空不催还")
    )
    progress = models.CharField(
        _("归还进度"), max_length=8, choices=Out, blank=True, default="", editable=False
    )

    prefix = "JC"
    exceptions = leaving.EXCEPTIONS
    editable_when_confirmed = frozenset({"remark", "due_on"})
    conversions = (
        Conversion(
            target="loan_return",
            label=_("下推借出归还单"),
            header=header,
            lines=lines,
            several=True,
        ),
        Conversion(
            target="sales_delivery",
            label=_("下推销售出库单"),
            header=header,
            lines=lines,
            several=True,
        ),
    )

    class Meta(StockDocument.Meta):
        verbose_name = _("借出单")
        indexes: ClassVar[list[models.Index]] = [
            *StockDocument.Meta.indexes,
            models.Index(fields=["company", "partner", "-date", "-id"], name="loan_partner"),
            models.Index(
                fields=["company", "due_on"],
                condition=Q(state="confirmed") & ~Q(progress="done"),
                name="loan_out",
            ),
        ]

    class Form:
        sections = [
            (
                _("基本信息"),
                ["number", "date", "partner", "warehouse", "purpose", "due_on", "progress"],
            ),
            (_("其他"), ["remark"]),
        ]
        list = [
            "number",
            "state",
            "progress",
            "date",
            "partner",
            "warehouse",
            "purpose",
            "due_on",
            "remark",
        ]
        filters = ["state", "progress", "date", "partner", "warehouse", "purpose", "due_on"]
        paper = Paper(
            signatures=(MADE_BY, CHECKED_BY, STOREKEEPER, Signature(label=_("借用人签收"))),
            leave_out=("progress", "open_quantity"),
        )

    def derive(self, tables: Any, *, at: datetime) -> None:
        super().derive(tables, at=at)
        self._refuse_due(self.date or clock.business_day(at, self.own_company.zone))

    def compute(self, *, at: datetime) -> None:
        super().compute(at=at)
        self.progress = Out.NONE.value
        for row in self.rows:
            row.open_quantity = row.quantity

    def rules(self) -> None:
        super().rules()
        self._refuse_due(self.date)

    def _refuse_due(self, day: date | None) -> None:
        if self.due_on is not None and day is not None and self.due_on < day:
            raise DueBefore(field="due_on")

    @property
    def leaving(self) -> list[Moving]:
        """What may not be sold is not lent either."""
        return self.moving

    def posting(self) -> Posting:
        """Off the shelves, to where lent goods stand: nothing of it has a value."""
        moves = [move for index, row in enumerate(self.rows) for move in row.moves(index, self)]
        return Posting(moves=tuple(moves), currency=self.currency, rate=self.rate)


class LoanLine(SerialLine, StockLine):
    """`done_base` of `base_quantity` came back, was lost or sold; `open_quantity` is still out, in
    the line's unit."""

    document = CompanyForeignKey(Loan, related_name="lines", editable=False)
    done_base = Quantity(default=ZERO, editable=False)
    open_quantity = models.GeneratedField(
        verbose_name=_("未还数量"),
        expression=in_line_unit(F("base_quantity") - F("done_base")),
        output_field=Quantity(),
        db_persist=True,
    )

    class Meta(StockLine.Meta):
        verbose_name = _("借出明细")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *StockLine.Meta.constraints,
            models.CheckConstraint(
                condition=Q(done_base__gte=0, done_base__lte=F("base_quantity")),
                name="inventory_loanline_done_within",
            ),
        ]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "open_quantity",
            "batch",
            "serials",
            "location",
            "remark",
        ]

    @property
    def takes(self) -> bool:
        return True

    @property
    def open_base(self) -> Decimal:
        """What is still out, in base units."""
        return self.base_quantity - self.done_base

    def moves(self, index: int, document: Any) -> tuple[Move, Move]:
        """Out and in."""
        told: dict[str, Any] = {
            "line": self.id,
            "product": self.product_id,
            "warehouse": document.warehouse_id,
            "counter": WITHIN,
            "partner": document.partner_id,
            "batch": self.batch_key,
            "field": f"lines.{index}.quantity",
            "name": self.called,
        }
        place = lent.place_of(document.purpose)
        return (
            Move(quantity=-self.base_quantity, **told),
            Move(location=place, at=str(lent.NAMES[place]), quantity=self.base_quantity, **told),
        )
