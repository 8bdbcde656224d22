"""Revaluation (成本调整单): what lies in stock is worth something else from a moment on, and why.

Everything in a cost pool leaves at its cost and comes back in the same moment at its new value, so
that nothing is missing meanwhile, whatever is promised of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import Document
from huolang.forms import registry, store
from huolang.inventory.revalued import Revalued
from huolang.inventory.revalued_line import (
    TYPED,
    AmountTooLarge,
    NothingThere,
    RevaluedLine,
)
from huolang.kernel import clock
from huolang.kernel.columns import Money
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger import deferring, moment
from huolang.ledger.moment import Worth
from huolang.ledger.posting import MAX_AMOUNT, Posting
from huolang.ledger.refusals import CostInWork
from huolang.masters import batch, serial
from huolang.masters.batching import NoSuchBatch, NotBatched
from huolang.masters.product import Product

ZERO = Decimal(0)
FIGURES = ("quantity", "value_before", "value_after", "difference")
"""What follows of the stock of the moment."""


class OneOfThree(Invalid):
    code = "revaluation.one_of_three"
    message = _("单位成本、新金额、增减金额填且只填一项")


class SoldShort(BusinessError):
    code = "revaluation.sold_short"
    message = _("{product} 当时有仓库是负库存，请先补足再调整成本")


class TakenBackLater(BusinessError):
    """What lies there, and what costing knows, are not the same goods at that moment."""

    code = "revaluation.taken_back_later"
    message = _("{product} 当时有作废单据的货：那个月已结账，{day} 才红冲；请把日期填在 {day} 以后")


class LessThanNothing(BusinessError):
    code = "revaluation.less_than_nothing"
    message = _("{product} 调整后的金额不能小于 0")
    status = 422


class MoneyDigits(Invalid):
    code = "revaluation.digits"
    message = _("金额最多 {digits} 位小数")


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
    astray: Mapping[UUID, date] = MappingProxyType({})
    """Products that cannot be valued at its moment, and from when on they can."""
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
        self._find()
        self._take(self._worth(moment.NOW if is_now else instant))

    def settle(self, *, at: datetime) -> None:
        """Nobody moves the goods, or changes what they are worth, from here on."""
        is_typed = self.occurred_at is not None
        super().settle(at=at)
        assert self.date is not None and self.occurred_at is not None
        instant = moment.NOW if not is_typed and self.occurred_at == at else self.occurred_at
        before = [[getattr(row, name) for name in FIGURES] for row in self.rows]
        moment.hold_worth(self._worth(instant), day=self.date)
        total = self.difference
        pools = self._worth(instant)
        self._take(pools)
        self.astray = moment.taken_back_later([one.pool for one in pools], instant)
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
            elif row.product_id in self.astray:
                errors.append(TakenBackLater(**told, day=self.astray[row.product_id]))
            elif any(quantity < ZERO for _place, quantity in row.places):
                errors.append(SoldShort(**{**told, "field": f"lines.{index}.product"}))
            elif gone := row.not_there(index):
                errors += gone
            elif row.quantity <= ZERO:
                errors.append(NothingThere(**{**told, "field": f"lines.{index}.product"}))
            elif row.value_after < ZERO:
                errors.append(LessThanNothing(**told))
        Several.raise_any(errors)

    def posting(self) -> Posting:
        """All of it out at its cost, then in at its new value, against the reason's account."""
        digits = self.own_company.digits
        changed = [(index, row) for index, row in enumerate(self.rows) if row.changes(digits)]
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

    def _find(self) -> None:
        """The names of the goods, and the batches and pieces that lines name."""
        its = Product.objects.filter(id__in=self._products())
        named = its.values_list("id", "name", "batched", "serialized")
        known = {key: told for key, *told in named}
        scopes = moment.scopes(self._products())
        found = batch.named([(row.product_id, row.batch) for row in self.rows if row.batch])
        numbers = [(row.product_id, number) for row in self.rows for number in row.serials]
        pieces = iter(serial.find(numbers))
        errors: list[BusinessError] = []
        seen: set[serial.Key] = set()
        for index, row in enumerate(self.rows):
            told = known.get(row.product_id, ("", False, False))
            row.product_name, row.batched, row.serialized = told
            row.scope = scopes.get(row.product_id, "")
            lot = found.get(batch.key_of(row.product_id, row.batch)) if row.batch else None
            row.batch_record_id = lot and lot.id
            row.batch = lot.number if lot else row.batch
            place = {"field": f"lines.{index}.batch", "product": row.product_name}
            if row.batch and not row.batched:
                errors.append(NotBatched(**place))
            elif row.batch and lot is None:
                errors.append(NoSuchBatch(**place, batch=row.batch))
            errors += row.find([next(pieces) for _ in row.serials], index, seen)
        Several.raise_any(errors)

    def _worth(self, instant: datetime) -> list[Worth]:
        only = {row.batch_key for row in self.rows}
        only = only.union(*(row.serial_records for row in self.rows))
        return moment.worth(self._products(), instant, only=only)

    def _take(self, pools: list[Worth]) -> None:
        """Give each line its pools."""
        errors: list[BusinessError] = []
        taken: set[UUID] = set()
        known = {(one.product, one.warehouse, one.batch): one for one in pools}
        for index, row in enumerate(self.rows):
            errors += row.take(known, index, self.own_company.digits, taken)
        Several.raise_any(errors)
        self.difference = sum((row.difference for row in self.rows), ZERO)


class RevaluationLine(RevaluedLine):
    document = CompanyForeignKey(Revaluation, related_name="lines", editable=False)

    class Meta(RevaluedLine.Meta):
        verbose_name = _("成本调整明细")
