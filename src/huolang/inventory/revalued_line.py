"""成本调整明细: the cost pool or the single pieces that a line of a revaluation is about: what they
are worth, and what they shall be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import Line
from huolang.kernel.columns import Money, Price, Quantity
from huolang.kernel.keys import NIL, CompanyForeignKey
from huolang.kernel.money import EXACT, round_half_up, spread
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger import methods
from huolang.ledger.costpools import PoolKey
from huolang.ledger.facts import Place
from huolang.ledger.moment import Worth
from huolang.ledger.posting import MAX_AMOUNT, Move
from huolang.masters import serial, serial_lines
from huolang.masters.batching import BatchedLine
from huolang.masters.product import Product
from huolang.masters.serial import Piece
from huolang.masters.serial_lines import NotSerialized, SerialLine
from huolang.masters.warehouse import Warehouse

ZERO = Decimal(0)
TYPED = ("unit_cost", "new_value", "change")
BY_WAREHOUSE = {"warehouse", "warehouse_batch"}
BY_BATCH = {"batch", "warehouse_batch"}


class Twice(Invalid):
    code = "revaluation.twice"
    message = _("{product} 在本单中出现了两次")


class WholePool(Invalid):
    code = "revaluation.whole_company"
    message = _("{product} 按公司核算成本，不能只调整一个仓库，请不填仓库")


class WhichPool(Invalid):
    code = "revaluation.which_warehouse"
    message = _("{product} 按仓库核算成本，请填写仓库")


class WhichBatch(Invalid):
    code = "revaluation.which_batch"
    message = _("{product} 按批次核算成本，请填写批号")


class WhichPieces(Invalid):
    code = "revaluation.which_pieces"
    message = _("{product} 按序列号核算成本，请填写序列号")


class NotByPiece(Invalid):
    code = "revaluation.not_by_piece"
    message = _("{product} 不按序列号核算成本，不能只调整几件，请不填序列号")


class NotByBatch(Invalid):
    code = "revaluation.not_by_batch"
    message = _("{product} 不按批次核算成本，不能只调整一个批次，请不填批号")


class AtStandard(Invalid):
    code = "revaluation.at_standard"
    message = _("{product} 按标准成本核算，请修改它的标准成本")


class NothingThere(BusinessError):
    code = "revaluation.nothing_there"
    message = _("{product} 当时没有库存，无法调整成本")


class AmountTooLarge(Invalid):
    code = "revaluation.amount_too_large"
    message = _("金额过大")


class RevaluedLine(SerialLine, BatchedLine, Line):
    """Exactly one of `unit_cost` (per base unit), `new_value` and `change` is typed. Where single
    pieces are costed, it is about those that `serials` name, together."""

    product = CompanyForeignKey(Product, related_name="+", verbose_name=_("商品"))
    warehouse = CompanyForeignKey(
        Warehouse,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("仓库"),
        help_text=_("按仓库核算成本的商品必填，其他商品不填"),
    )
    product_name = models.CharField(_("品名"), max_length=200, default="", editable=False)
    quantity = Quantity(_("数量"), default=ZERO, editable=False)
    value_before = Money(_("原金额"), default=ZERO, editable=False)
    unit_cost = Price(_("新单位成本"), null=True, blank=True, validators=[MinValueValidator(0)])
    new_value = Money(_("新金额"), null=True, blank=True, validators=[MinValueValidator(0)])
    change = Money(_("增减"), null=True, blank=True)
    value_after = Money(_("调整后金额"), default=ZERO, editable=False)
    difference = Money(_("增减金额"), default=ZERO, editable=False)

    pools: Sequence[Worth] = ()
    """What it is about, while the document is worked out."""
    scope = ""

    class Meta(Line.Meta):
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            *Line.Meta.indexes,
            *BatchedLine.Meta.indexes,
            models.Index(fields=["company", "product"], name="revaluationline_product"),
        ]

    class Form:
        columns = [
            "product",
            "warehouse",
            "batch",
            "serials",
            "quantity",
            "value_before",
            "unit_cost",
            "new_value",
            "change",
            "value_after",
            "difference",
            "remark",
        ]
        hidden_groups = dict.fromkeys(("value_before", *TYPED, "value_after", "difference"), "cost")

    @property
    def typed(self) -> str:
        """What was typed."""
        return next(name for name in TYPED if getattr(self, name) is not None)

    @property
    def places(self) -> list[tuple[Place, Decimal]]:
        """Where the goods lie."""
        return [one for pool in self.pools for one in pool.places]

    def find(
        self, found: Sequence[Piece | None], index: int, seen: set[serial.Key]
    ) -> list[BusinessError]:
        """Take over the pieces that it names; answer what is wrong with their numbers."""
        place = f"lines.{index}."
        self.serial_records = [one.id for one in found if one is not None]
        if not self.serials:
            return []
        if not self.serialized:
            return [NotSerialized(field=f"{place}serials", product=self.product_name)]
        wrong = serial_lines.unknown(place, self, found)
        self.serials = [
            number if one is None else one.number
            for number, one in zip(self.serials, found, strict=True)
        ]
        return [*serial_lines.twice(place, self, seen), *wrong]

    def take(
        self, known: Mapping[PoolKey, Worth], index: int, digits: int, taken: set[UUID]
    ) -> list[BusinessError]:
        """Its pools among those of its product, and what they are worth afterwards."""
        told = {"product": self.product_name}
        wrong = self._misnamed()
        if wrong is not None:
            field, refusal = wrong
            return [refusal(field=f"lines.{index}.{field}", **told)]
        place, keys = self.warehouse_id or NIL, self.serial_records or [self.batch_key]
        its = [known[one] for key in keys if (one := (self.product_id, place, key)) in known]
        if any(one.method == methods.STANDARD for one in its):
            return [AtStandard(field=f"lines.{index}.product", **told)]
        if any(one.pool in taken for one in its):
            return [Twice(field=f"lines.{index}.product", **told)]
        self.pools = its
        self.quantity = sum((one.quantity for one in its), ZERO)
        self.value_before = sum((one.value for one in its), ZERO)
        taken.update(one.pool for one in its)
        self.value_after = self._after(digits)
        self.difference = self.value_after - self.value_before
        if abs(self.value_after) >= MAX_AMOUNT:
            return [AmountTooLarge(field=f"lines.{index}.{self.typed}")]
        return []

    def _misnamed(self) -> tuple[str, type[BusinessError]] | None:
        """A pool is named as the costing of its product has it."""
        by_warehouse = self.scope in BY_WAREHOUSE
        by_batch = self.scope in BY_BATCH and (self.batched or self.serialized)
        if self.scope and by_warehouse != (self.warehouse_id is not None):
            return "warehouse", WhichPool if by_warehouse else WholePool
        if self.serialized:
            if by_batch == bool(self.serials):
                return None
            return "serials", WhichPieces if by_batch else NotByPiece
        if self.scope and by_batch != (self.batch_record_id is not None):
            return "batch", WhichBatch if by_batch else NotByBatch
        return None

    def not_there(self, index: int) -> list[BusinessError]:
        """Which of the pieces that it names were not in stock then."""
        there = {one.batch for one in self.pools if one.quantity > ZERO}
        return [
            NothingThere(
                field=f"lines.{index}.serials.{n}", product=f"{self.product_name}（{number}）"
            )
            for n, (number, key) in enumerate(zip(self.serials, self.serial_records, strict=True))
            if key not in there
        ]

    def leaves(self, index: int, document: Any) -> list[Move]:
        """Everything, place by place."""
        return [
            self._move(index, document, place, -quantity)
            for place, quantity in self.places
            if quantity > ZERO
        ]

    def returns(self, index: int, document: Any) -> list[Move]:
        """The same at its new value."""
        digits = document.own_company.digits
        return [
            self._move(index, document, place, quantity, value)
            for pool, worth in self._shares(digits)
            for place, quantity, value in _by_place(pool, worth, digits)
        ]

    def changes(self, digits: int) -> bool:
        """Also where the pieces are worth as much together as before, and otherwise each."""
        return any(pool.value != worth for pool, worth in self._shares(digits))

    def _shares(self, digits: int) -> list[tuple[Worth, Decimal]]:
        """Pieces cost the same each where that was typed; otherwise they share the new value in
        the proportion of the old one."""
        pools = [one for one in self.pools if one.quantity > ZERO]
        if not pools:
            return []
        weights = [one.value for one in pools]
        if self.unit_cost is not None or not any(weights):
            weights = [one.quantity for one in pools]
        return list(zip(pools, spread(self.value_after, weights, digits), strict=True))

    def _after(self, digits: int) -> Decimal:
        if self.unit_cost is not None:
            return round_half_up(EXACT.multiply(self.quantity, self.unit_cost), digits)
        if self.new_value is not None:
            return self.new_value
        return self.value_before + (self.change or ZERO)

    def _move(
        self,
        index: int,
        document: Any,
        place: Place,
        quantity: Decimal,
        value: Decimal | None = None,
    ) -> Move:
        product, warehouse, location, batch, owner = place
        piece = batch if self.serialized and batch != NIL else None
        return Move(
            line=self.id,
            product=product,
            warehouse=warehouse,
            location=location,
            batch=batch,
            serial=piece,
            owner=owner,
            quantity=quantity,
            value=value,
            counter=document.counter,
            field=f"lines.{index}.product",
            name=self.called,
        )


def _by_place(pool: Worth, worth: Decimal, digits: int) -> list[tuple[Place, Decimal, Decimal]]:
    """Each place shares by quantity."""
    there = [(place, quantity) for place, quantity in pool.places if quantity > ZERO]
    parts = spread(worth, [quantity for _place, quantity in there], digits)
    return [(*one, part) for one, part in zip(there, parts, strict=True)]
