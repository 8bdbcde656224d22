"""Revaluation (成本调整单): what lies in stock is worth something else from a moment on, and why.

Everything in a cost pool leaves at its cost and comes back in the same moment at its new value, so
that nothing is missing meanwhile, whatever is promised of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import Document, Line
from huolang.forms import registry, store
from huolang.inventory.revalued import Revalued
from huolang.kernel import clock
from huolang.kernel.columns import Money, Price, Quantity
from huolang.kernel.keys import NIL, CompanyForeignKey
from huolang.kernel.money import EXACT, round_half_up, spread
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger import deferring, methods, moment
from huolang.ledger.facts import Place
from huolang.ledger.moment import Worth
from huolang.ledger.posting import MAX_AMOUNT, Move, Posting
from huolang.ledger.refusals import CostInWork
from huolang.masters import batch
from huolang.masters.batching import BatchedLine, NoSuchBatch, NotBatched
from huolang.masters.product import Product
from huolang.masters.warehouse import Warehouse

ZERO = Decimal(0)
FIGURES = ("quantity", "value_before", "value_after", "difference")
"""What follows of the stock of the moment."""


class OneOfThree(Invalid):
    code = "revaluation.one_of_three"
    message = _("单位成本、新金额、增减金额填且只填一项")


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


class ByPiece(Invalid):
    code = "revaluation.by_piece"
    message = _("{product} 按序列号核算成本，还不能在此调整")


class NotByBatch(Invalid):
    code = "revaluation.not_by_batch"
    message = _("{product} 不按批次核算成本，不能只调整一个批次，请不填批号")


class AtStandard(Invalid):
    code = "revaluation.at_standard"
    message = _("{product} 按标准成本核算，请修改它的标准成本")


class NothingThere(BusinessError):
    code = "revaluation.nothing_there"
    message = _("{product} 当时没有库存，无法调整成本")


class SoldShort(BusinessError):
    code = "revaluation.sold_short"
    message = _("{product} 当时有仓库是负库存，请先补足再调整成本")


class LessThanNothing(BusinessError):
    code = "revaluation.less_than_nothing"
    message = _("{product} 调整后的金额不能小于 0")
    status = 422


class MoneyDigits(Invalid):
    code = "revaluation.digits"
    message = _("金额最多 {digits} 位小数")


class AmountTooLarge(Invalid):
    code = "revaluation.amount_too_large"
    message = _("金额过大")


class Reason(models.TextChoices):
    CORRECTION = "correction", _("成本更正")
    DEVALUATION = "devaluation", _("毁损、滞销贬值")
    OPENING = "opening", _("期初更正")


COUNTERS = {
    Reason.CORRECTION: "stock_revaluation",
    Reason.DEVALUATION: "other_issue",
    Reason.OPENING: "opening",
}
"""The account role that bears the difference. 小企业会计准则 knows no provision for stock that lost
worth: a loss is 营业外支出 when it is seen, a cost that was wrong belongs to 主营业务成本."""


class Revaluation(Revalued, Document):
    """`difference` is what all lines are worth more (+) or less (−)."""

    reason = models.CharField(
        _("调整原因"), max_length=12, choices=Reason, default=Reason.CORRECTION.value
    )
    explanation = models.CharField(_("说明"), max_length=200)
    difference = Money(_("增减金额"), default=ZERO, editable=False)

    prefix = "CBTZ"
    only_in_its_month = True
    reads_books = True

    class Meta(Document.Meta):
        verbose_name = _("成本调整单")

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "reason", "explanation", "difference"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "reason", "explanation", "difference", "remark"]
        sums = ["difference"]
        filters = ["state", "date", "reason"]
        needs = "cost"
        hidden_groups = {"difference": "cost"}

    @property
    def rows(self) -> list[Any]:
        """The lines, in their order."""
        return self.tables["lines"]

    def compute(self, *, at: datetime) -> None:
        """Beside what is typed stands what there is at the document's moment."""
        self.currency = self.own_company.currency
        typed: date | datetime | None = self.occurred_at or self.date
        day, instant = clock.occurred_at(
            typed, zone=self.own_company.zone, at=at, incoming=self.incoming
        )
        is_now = typed is None or (typed == day and instant == at)
        Several.raise_any([one for n, row in enumerate(self.rows) for one in self._unfit(n, row)])
        self._find_batches()
        self._take(moment.worth(self._products(), moment.NOW if is_now else instant))

    def settle(self, *, at: datetime) -> None:
        """Nobody moves the goods, or changes what they are worth, from here on."""
        is_typed = self.occurred_at is not None
        super().settle(at=at)
        assert self.date is not None and self.occurred_at is not None
        instant = moment.NOW if not is_typed and self.occurred_at == at else self.occurred_at
        before = [[getattr(row, name) for name in FIGURES] for row in self.rows]
        moment.hold_worth(moment.worth(self._products(), instant), day=self.date)
        total = self.difference
        self._take(moment.worth(self._products(), instant))
        changed = [
            row
            for row, was in zip(self.rows, before, strict=True)
            if was != [getattr(row, name) for name in FIGURES]
        ]
        form = registry.of(type(self))
        store.update(form.tables_by_name["lines"], {row: FIGURES for row in changed})
        if total != self.difference:
            store.update(form, {self: ["difference"]})

    def rules(self) -> None:
        """There is something, what it costs is known, and it is not worth less than nothing."""
        errors: list[BusinessError] = []
        in_work = deferring.in_work(self._products())
        for index, row in enumerate(self.rows):
            told = {"field": f"lines.{index}.{row.typed}", "product": row.product_name}
            if row.product_id in in_work:
                errors.append(CostInWork(**{**told, "field": f"lines.{index}.product"}))
            elif any(quantity < ZERO for _place, quantity in row.places):
                errors.append(SoldShort(**{**told, "field": f"lines.{index}.product"}))
            elif row.quantity <= ZERO:
                errors.append(NothingThere(**{**told, "field": f"lines.{index}.product"}))
            elif row.value_after < ZERO:
                errors.append(LessThanNothing(**told))
        Several.raise_any(errors)

    def posting(self) -> Posting:
        """All of it out at its cost, then in at its new value, against the reason's account."""
        changed = [(index, row) for index, row in enumerate(self.rows) if row.difference]
        out = [move for index, row in changed for move in row.leaves(index, self)]
        back = [move for index, row in changed for move in row.returns(index, self)]
        return Posting(moves=(*out, *back), currency=self.currency, rate=self.rate)

    @property
    def counter(self) -> str:
        return COUNTERS[Reason(self.reason)]

    def _products(self) -> set[UUID]:
        return {row.product_id for row in self.rows}

    def _unfit(self, index: int, row: Any) -> list[BusinessError]:
        place, digits = f"lines.{index}.", self.own_company.digits
        given = [name for name in TYPED if getattr(row, name) is not None]
        if len(given) != 1:
            return [OneOfThree(field=f"{place}{given[1] if given else 'new_value'}")]
        errors: list[BusinessError] = []
        value = getattr(row, given[0])
        if given[0] != "unit_cost" and value != round(value, digits):
            errors.append(MoneyDigits(field=f"{place}{given[0]}", digits=digits))
        if abs(value) >= MAX_AMOUNT:
            errors.append(AmountTooLarge(field=f"{place}{given[0]}"))
        return errors

    def _find_batches(self) -> None:
        """The names of the goods, and the batches that lines name."""
        its = Product.objects.filter(id__in=self._products())
        named = its.values_list("id", "name", "batched", "serialized")
        known = {key: told for key, *told in named}
        found = batch.named([(row.product_id, row.batch) for row in self.rows if row.batch])
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            told = known.get(row.product_id, ("", False, False))
            row.product_name, row.batched, row.by_piece = told
            lot = found.get(batch.key_of(row.product_id, row.batch)) if row.batch else None
            row.batch_record_id = lot and lot.id
            row.batch = lot.number if lot else row.batch
            place = {"field": f"lines.{index}.batch", "product": row.product_name}
            if row.batch and not row.batched:
                errors.append(NotBatched(**place))
            elif row.batch and lot is None:
                errors.append(NoSuchBatch(**place, batch=row.batch))
        Several.raise_any(errors)

    def _take(self, pools: list[Worth]) -> None:
        """Give each line its pool."""
        errors: list[BusinessError] = []
        taken: set[UUID] = set()
        for index, row in enumerate(self.rows):
            its = [one for one in pools if one.product == row.product_id]
            errors += row.take(its, index, self.own_company.digits, taken)
        Several.raise_any(errors)
        self.difference = sum((row.difference for row in self.rows), ZERO)


TYPED = ("unit_cost", "new_value", "change")
BY_WAREHOUSE = {"warehouse", "warehouse_batch"}
BY_BATCH = {"batch", "warehouse_batch"}


class RevaluationLine(BatchedLine, Line):
    """Exactly one of `unit_cost` (per base unit), `new_value` and `change` is typed."""

    by_piece = False
    document = CompanyForeignKey(Revaluation, related_name="lines", editable=False)
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

    places: Sequence[tuple[Place, Decimal]] = ()
    """Where the goods lie, while the document is worked out."""

    class Meta(Line.Meta):
        verbose_name = _("成本调整明细")
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

    def take(
        self, pools: list[Worth], index: int, digits: int, taken: set[UUID]
    ) -> list[BusinessError]:
        """The pool of this line among those of its product, and what it is worth afterwards."""
        told = {"product": self.product_name}
        scopes = {one.scope for one in pools}
        by_warehouse, by_batch = bool(scopes & BY_WAREHOUSE), bool(scopes & BY_BATCH)
        if scopes and by_warehouse != (self.warehouse_id is not None):
            wrong = WhichPool if by_warehouse else WholePool
            return [wrong(field=f"lines.{index}.warehouse", **told)]
        if by_batch and self.by_piece:
            return [ByPiece(field=f"lines.{index}.product", **told)]
        if scopes and by_batch != (self.batch_record_id is not None):
            wrong = WhichBatch if by_batch else NotByBatch
            return [wrong(field=f"lines.{index}.batch", **told)]
        place = self.warehouse_id or NIL, self.batch_key
        its = [one for one in pools if (one.warehouse, one.batch) == place]
        if its and its[0].method == methods.STANDARD:
            return [AtStandard(field=f"lines.{index}.product", **told)]
        if its and its[0].pool in taken:
            return [Twice(field=f"lines.{index}.product", **told)]
        self.places = its[0].places if its else []
        self.quantity = its[0].quantity if its else ZERO
        self.value_before = its[0].value if its else ZERO
        taken.update(one.pool for one in its)
        self.value_after = self._after(digits)
        self.difference = self.value_after - self.value_before
        if abs(self.value_after) >= MAX_AMOUNT:
            return [AmountTooLarge(field=f"lines.{index}.{self.typed}")]
        return []

    def leaves(self, index: int, document: Any) -> list[Move]:
        """Everything, place by place."""
        return [self._move(index, document, place, -quantity) for place, quantity in self.there()]

    def returns(self, index: int, document: Any) -> list[Move]:
        """The same at its new value, which each place shares by quantity."""
        there = self.there()
        if not there:
            return []
        parts = spread(
            self.value_after, [quantity for _p, quantity in there], document.own_company.digits
        )
        return [
            self._move(index, document, place, quantity, value)
            for (place, quantity), value in zip(there, parts, strict=True)
        ]

    def there(self) -> list[tuple[Place, Decimal]]:
        """The places where something lies."""
        return [(place, quantity) for place, quantity in self.places if quantity > ZERO]

    def _after(self, digits: int) -> Decimal:
        if self.unit_cost is not None:
            return round_half_up(EXACT.multiply(self.quantity, self.unit_cost), digits)
        added = self.value_before + (self.change or ZERO)
        return added if self.new_value is None else self.new_value

    def _move(
        self,
        index: int,
        document: Any,
        place: Place,
        quantity: Decimal,
        value: Decimal | None = None,
    ) -> Move:
        product, warehouse, location, batch, owner = place
        return Move(
            line=self.id,
            product=product,
            warehouse=warehouse,
            location=location,
            batch=batch,
            owner=owner,
            quantity=quantity,
            value=value,
            counter=document.counter,
            field=f"lines.{index}.product",
            name=self.called,
        )
