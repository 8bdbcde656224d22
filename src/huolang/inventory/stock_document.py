"""仓库单据: what documents share that move goods in or out of a warehouse without a trade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import gave_way
from huolang.documents.document import CORRECTED, Line, State
from huolang.kernel.columns import Money, Price
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import MAX_AMOUNT, Move, Posting
from huolang.masters import batching, factors, goods, placing, serial_lines
from huolang.masters.batched_document import BatchedDocument
from huolang.masters.batching import MovingLine, NewBatchLine
from huolang.masters.goods import Good, GoodsLine
from huolang.masters.warehouse import Warehouse

ZERO = Decimal(0)


class NotStocked(Invalid):
    code = "stock_document.service"
    message = _("{product} 是服务，不能出入库")


def measure(document: Any) -> list[BusinessError]:
    """Work out the base quantities of a document's lines, which are of goods that lie in stock;
    answers what is wrong with them."""
    known = document.goods = goods.read(document)
    errors: list[BusinessError] = []
    for index, row in enumerate(document.rows):
        good, place = known[row.product_id], f"lines.{index}."
        errors += row.fit(good, place, kept=document.was_confirmed)
        if not good.stocked:
            errors.append(NotStocked(field=f"{place}product", product=good.name))
    return errors


class AmountTooLarge(Invalid):
    code = "stock_document.amount_too_large"
    message = _("金额过大")


class StockDocument(BatchedDocument):
    """Goods enter or leave `warehouse`, or that of their line; `counter` is the other side."""

    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("仓库"))

    class Meta(BatchedDocument.Meta):
        abstract = True

    @property
    def wins(self) -> bool:
        """What it says is gone is gone: promises to orders give way."""
        return False

    @property
    def counter(self) -> str:
        """The account role on the other side of the inventory account."""
        raise NotImplementedError

    @classmethod
    def ahead(cls, documents: Sequence[Any]) -> None:
        goods.read_ahead(documents)

    def compute(self, *, at: datetime) -> None:
        """Base quantities; services have no stock."""
        known = self.goods = goods.read(self)
        kept = factors.taken_over(self, known)
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            good, place = known[row.product_id], f"lines.{index}."
            errors += row.fit(good, place, kept=row.id in kept)
            if not good.stocked:
                errors.append(NotStocked(field=f"{place}product", product=good.name))
        errors += self.unfit(known)
        Several.raise_any(errors)
        batching.fit(self, known)
        serial_lines.fit(self, known)
        placing.fit(self)
        self.currency = self.own_company.currency

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        """What else is wrong with the lines, whose products are `known`."""
        return []

    def posting(self) -> Posting:
        """Goods in or out, all against the same account."""
        moves = tuple(row.move(index, self) for index, row in enumerate(self.rows))
        return Posting(moves=moves, currency=self.currency, rate=self.rate, wins=self.wins)

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """Which orders lost promised goods to it."""
        if self.state != State.CONFIRMED.value or not self.wins:
            return super().warnings(at=at)
        return gave_way.to_document(self)


class StockLine(MovingLine, GoodsLine, Line):
    """Goods of a line; the books say what they cost unless `worth` does."""

    class Meta(GoodsLine.Meta, Line.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [*GoodsLine.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            *Line.Meta.indexes,
            *GoodsLine.Meta.indexes,
            *MovingLine.Meta.indexes,
        ]

    def worth(self, digits: int) -> Decimal | None:
        """What the goods that come in are said to be worth; None leaves it to the books."""
        return None

    def move(self, index: int, document: Any) -> Move:
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=self.warehouse_of(document),
            quantity=self.base_quantity if document.incoming else -self.base_quantity,
            value=self.worth(document.own_company.digits),
            counter=document.counter,
            batch=self.batch_key,
            field=f"lines.{index}.quantity",
            name=self.called,
        )


class OwnWarehouseLine(models.Model):
    """Its goods may enter or leave another warehouse than the document's."""

    warehouse = CompanyForeignKey(
        Warehouse, null=True, blank=True, related_name="+", verbose_name=_("仓库")
    )

    class Meta:
        abstract = True


class CostedDocument(StockDocument):
    """Goods come in at what is said to be their worth."""

    amount = Money(_("金额"), null=True, editable=False)
    """Nothing when a line leaves its cost to the books."""

    incoming = True

    class Meta(StockDocument.Meta):
        abstract = True

    class Form:
        sums = ["amount"]
        hidden_groups = {"amount": "cost"}
        actions = CORRECTED

    def compute(self, *, at: datetime) -> None:
        """What each line is worth, and all of them."""
        super().compute(at=at)
        digits = self.own_company.digits
        for row in self.rows:
            row.amount = row.worth(digits)
        said = [row.amount for row in self.rows if row.amount is not None]
        if sum(said, ZERO) >= MAX_AMOUNT:
            raise AmountTooLarge(field="lines")
        self.amount = sum(said, ZERO) if len(said) == len(self.rows) else None

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        digits = self.own_company.digits
        return [
            AmountTooLarge(field=f"lines.{index}.unit_cost")
            for index, row in enumerate(self.rows)
            if (row.worth(digits) or ZERO) >= MAX_AMOUNT
        ]


class CostedLine(OwnWarehouseLine, NewBatchLine, StockLine):
    """`unit_cost` for one of the line's unit, `amount` for all of them."""

    unit_cost = Price(_("单位成本"), null=True, blank=True, validators=[MinValueValidator(0)])
    amount = Money(_("金额"), null=True, editable=False)

    class Meta(StockLine.Meta):
        abstract = True

    class Form:
        hidden_groups = {"unit_cost": "cost", "amount": "cost"}

    def worth(self, digits: int) -> Decimal | None:
        """quantity × unit cost, rounded; nothing when no cost is given."""
        if self.unit_cost is None:
            return None
        return round_half_up(EXACT.multiply(self.quantity, self.unit_cost), digits)
