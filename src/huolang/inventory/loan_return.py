"""Loan return (借出归还单): lent goods came back onto the shelves, or were lost or worn out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.document import CHECKED_BY, MADE_BY, STOREKEEPER
from huolang.documents.follow import Follow
from huolang.forms.form import Paper, Signature
from huolang.inventory import lent
from huolang.inventory.lent import FromLoanLine
from huolang.inventory.losing import LOST, LosingLine
from huolang.inventory.stock_document import StockDocument
from huolang.kernel.columns import Quantity
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.posting import WITHIN, Move, Posting
from huolang.masters.goods import Good
from huolang.masters.partner import Partner

ZERO = Decimal(0)


class NothingLent(Invalid):
    code = "loan_return.no_loan"
    message = _("{product} 没有对应的借出货物，请从借出单下推")


class LostApart(Invalid):
    code = "loan_return.lost_apart"
    message = _("{product} 按序列号管理，归还和损耗请分两行填写")


class LoanReturn(StockDocument):
    """By whom and to which warehouse is as on the loan."""

    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("借用单位"))

    prefix = "JCGH"
    needs_source = True
    follows = (
        Follow(
            field="loan_line",
            form=lent.LOAN,
            allowed="base_quantity",
            header=("partner_id", "warehouse_id"),
            uses="l.base_quantity + l.lost_base",
        ),
    )

    class Meta(StockDocument.Meta):
        verbose_name = _("借出归还单")
        indexes: ClassVar[list[models.Index]] = [
            *StockDocument.Meta.indexes,
            models.Index(fields=["company", "partner", "-date", "-id"], name="loanreturn_partner"),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "partner", "warehouse"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "partner", "warehouse", "remark"]
        filters = ["state", "date", "partner", "warehouse"]
        paper = Paper(
            signatures=(MADE_BY, CHECKED_BY, STOREKEEPER, Signature(label=_("归还人签字")))
        )

    def compute(self, *, at: datetime) -> None:
        """The goods stand where their loan brought them."""
        found = lent.read(row.loan_line_id for row in self.rows)
        for row in self.rows:
            out = found.get(row.loan_line_id)
            row.lent_at = out and out.place
        super().compute(at=at)
        follow.check(self, self.rows)

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            good = known[row.product_id]
            if row.loan_line_id is None:
                errors.append(NothingLent(field=f"lines.{index}.product", product=good.name))
            errors += row.lose(good, f"lines.{index}.")
        return errors

    def used(self) -> Mapping[UUID, Decimal]:
        return {row.id: row.base_quantity + row.lost_base for row in self.rows}

    def rules(self) -> None:
        super().rules()
        lent.refuse_taken(self)

    def posting(self) -> Posting:
        """What came back goes onto the shelves, without a value; what was lost is a loss of
        stock, at its cost."""
        moves = [move for index, row in enumerate(self.rows) for move in row.moves(index, self)]
        return Posting(moves=tuple(moves), currency=self.currency, rate=self.rate)


class LoanReturnLine(FromLoanLine, LosingLine):
    """`quantity` came back, `lost` did not and will not; both in the line's unit."""

    document = CompanyForeignKey(LoanReturn, related_name="lines", editable=False)
    loan_line = lent.loan_line()
    quantity = Quantity(_("归还数量"), validators=[MinValueValidator(0)])
    lost = Quantity(_("损耗数量"), default=ZERO, validators=[MinValueValidator(0)])

    apart = LostApart

    class Meta(LosingLine.Meta):
        verbose_name = _("借出归还明细")
        indexes: ClassVar[list[models.Index]] = [
            *LosingLine.Meta.indexes,
            models.Index(fields=["company", "loan_line"], name="loanreturnline_loan"),
        ]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "lost",
            "batch",
            "serials",
            "location",
            "remark",
        ]

    @property
    def proposes(self) -> bool:
        """What is lost is put nowhere."""
        return self.base_quantity > ZERO

    def moves(self, index: int, document: Any) -> list[Move]:
        """From where it stood, and onto the shelves as far as it came back."""
        told: dict[str, Any] = {
            "line": self.id,
            "product": self.product_id,
            "warehouse": document.warehouse_id,
            "partner": document.partner_id,
            "batch": self.batch_key,
            "name": self.called,
        }
        moves: list[Move] = []
        if self.base_quantity:
            told["field"] = f"lines.{index}.quantity"
            back = Move(quantity=-self.base_quantity, counter=WITHIN, **self.stands, **told)
            moves += [back, Move(quantity=self.base_quantity, counter=WITHIN, **told)]
        if self.lost_base:
            told["field"] = f"lines.{index}.lost"
            moves.append(Move(quantity=-self.lost_base, counter=LOST, **self.stands, **told))
        return moves
