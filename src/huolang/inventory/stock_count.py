"""Stock count (盘点单): what really lies in a warehouse at a moment; the books follow.

The difference to what the books said at that moment is posted once and stays, whatever is recorded
later of the time before; who looks at the count is told of that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import State
from huolang.forms import registry, store
from huolang.inventory import counted_pieces
from huolang.inventory.count_plan import CountPlan
from huolang.inventory.count_reasons import COUNTERS, Reason
from huolang.inventory.counted_pieces import PiecesLine
from huolang.inventory.stock_document import StockDocument, StockLine
from huolang.kernel import clock
from huolang.kernel.columns import Quantity
from huolang.kernel.figures import figure
from huolang.kernel.keys import NIL, CompanyForeignKey
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger import moment
from huolang.ledger.posting import Move, Posting
from huolang.masters import batch, batching, location
from huolang.masters.batching import NewBatchLine
from huolang.masters.goods import Good

ZERO = Decimal(0)


class CountedTwice(Invalid):
    code = "stock_count.twice"
    message = _("{product} 在本单中出现了两次，请合计后填一行")


class NoLocation(Invalid):
    code = "stock_count.no_location"
    message = _("{product} 在这个仓库放在库位上，请按库位盘点，每个库位一行")


class ReasonUnfit(BusinessError):
    code = "stock_count.reason_unfit"
    message = _("{product} 的盈亏数量是 {difference}，与原因“{reason}”不符")


class ChangedSince(BusinessError):
    """Not a refusal: what the page of a count says."""

    code = "stock_count.changed_since"
    message = _(
        "盘点之后又有日期在盘点之前的单据记账：{numbers} 使 {product} 变动 {quantity}，"
        "账面不再等于盘点结果，请核对是否重盘"
    )


class StockCount(StockDocument):
    """`date` may be an exact moment; on a past day it is its end. `plan` is the task whose
    differences it posts."""

    plan = CompanyForeignKey(
        CountPlan, null=True, editable=False, related_name="+", verbose_name=_("盘点任务")
    )

    prefix = "PD"
    wins = True
    counts_stock = True
    reads_books = True

    class Meta(StockDocument.Meta):
        verbose_name = _("盘点单")
        indexes: ClassVar[list[models.Index]] = [
            *StockDocument.Meta.indexes,
            models.Index(
                fields=["company", "plan"],
                condition=models.Q(plan__isnull=False),
                name="inventory_stockcount_plan",
            ),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "warehouse", "plan"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "warehouse", "plan", "remark"]
        filters = ["state", "date", "warehouse", "plan"]

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        """Each product, or each of its batches, is counted once, or once in each location."""
        seen: set[tuple[batch.Key, UUID | None]] = set()
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            key = batch.key_of(row.product_id, row.batch), row.location_id
            if key in seen:
                errors.append(CountedTwice(field=f"lines.{index}.product", product=row.called))
            seen.add(key)
        return errors

    def compute(self, *, at: datetime) -> None:
        """Beside what was counted stands what the books say of that moment."""
        super().compute(at=at)
        typed: date | datetime | None = self.occurred_at or self.date
        day, instant = clock.occurred_at(
            typed, zone=self.own_company.zone, at=at, incoming=self.incoming
        )
        is_now = typed is None or (typed == day and instant == at)
        self._compare(moment.NOW if is_now else instant)

    def settle(self, *, at: datetime) -> None:
        """Nobody moves the goods from here on: the difference is that of this very moment."""
        is_typed = self.occurred_at is not None
        super().settle(at=at)
        assert self.date is not None and self.occurred_at is not None
        is_now = not is_typed and self.occurred_at == at
        instant = moment.NOW if is_now else self.occurred_at
        before = [_figures(row) for row in self.rows]
        counted_pieces.hold(self, instant, at=at)
        whole = counted_pieces.products_of(self)
        moment.hold(self._counted(), self.warehouse_id, day=self.date, whole=whole)  # pyright: ignore
        self._compare(instant)
        counted_pieces.hold_late(self)
        changed = [row for row, was in zip(self.rows, before, strict=True) if was != _figures(row)]
        table = registry.of(type(self)).tables_by_name["lines"]
        store.update(table, dict.fromkeys(changed, counted_pieces.FIGURES))

    def take_pieces(self, *, at: datetime) -> None:
        """They were, before the books were asked what there is."""

    def rules(self) -> None:
        """A gain is not a loss, and what nobody expected was read twice."""
        errors = [one for n, row in enumerate(self.rows) for one in row.unfit(n)]
        errors += self._somewhere()
        for n, row in enumerate(self.rows):
            errors += row.unexpected(n, self.pieces)
        Several.raise_any(errors)

    def _somewhere(self) -> list[BusinessError]:
        """What lies in locations is counted in each of them; a task lists what lies in none."""
        if self.warehouse_id not in self.located or self.plan_id:  # pyright: ignore
            return []
        lines = [(n, row) for n, row in enumerate(self.rows) if row.in_no_location]
        wanted = {row.product_id for _n, row in lines}
        found = location.in_locations(wanted, self.warehouse_id)  # pyright: ignore
        return [
            NoLocation(field=f"lines.{n}.location", product=row.called)
            for n, row in lines
            if row.product_id in found
        ]

    def posting(self) -> Posting:
        """What there is more enters at its current cost, what is missing leaves at it."""
        moves = [one for index, row in enumerate(self.rows) for one in row.posted(index, self)]
        return Posting(moves=tuple(moves), currency=self.currency, rate=self.rate, wins=self.wins)

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """What was recorded later of the time before, and who lost promised goods to the count."""
        if self.state != State.CONFIRMED.value:
            return super().warnings(at=at)
        return [*self._changed_since(), *super().warnings(at=at)]

    def _compare(self, instant: datetime) -> None:
        found = moment.on_hand(self._moments(instant), self.warehouse_id)  # pyright: ignore
        for row in self.rows:
            row.book_quantity = found.get(row.kept, ZERO)
            row.difference = row.base_quantity - row.book_quantity
        counted_pieces.compare(self, instant)

    def _moments(self, instant: datetime) -> dict[moment.Kept, datetime]:
        """When each was counted: at the moment of the document, if its line says no other."""
        counted = self._counted()
        return {row.kept: row.counted_at or instant for row in self.rows if row.kept in counted}

    def _counted(self) -> set[moment.Kept]:
        """What the books know of what was counted; a batch that they do not know was not there."""
        return {
            row.kept
            for row in self.rows
            if row.batch_record_id is not None or not (row.batched or row.serialized)
        }

    def _changed_since(self) -> list[BusinessError]:
        names = {row.kept: row.called for row in self.rows}
        form, when = registry.of(type(self)).name, dict[moment.Kept, datetime]()
        when |= {row.kept: row.counted_at or moment.NOW for row in self.rows}
        found = moment.recorded_since(form, self.id, self.revision, when, self.warehouse_id)  # pyright: ignore
        return [
            ChangedSince(
                field="lines",
                numbers=listed(numbers),
                product=names[kept],
                quantity=figure(quantity),
            )
            for kept, quantity, numbers in found
        ]


def _figures(row: Any) -> list[Any]:
    return [getattr(row, name) for name in counted_pieces.FIGURES]


class StockCountLine(PiecesLine, NewBatchLine, StockLine):
    """`quantity` was counted, in the line's unit; the other quantities are in base units. Counted
    for a task, each line has its own moment (`counted_at`)."""

    document = CompanyForeignKey(StockCount, related_name="lines", editable=False)
    quantity = Quantity(_("实盘数量"), validators=[MinValueValidator(0)])
    book_quantity = Quantity(_("账面数量"), default=ZERO, editable=False)
    difference = Quantity(_("盈亏数量"), default=ZERO, editable=False)
    reason = models.CharField(
        _("盈亏原因"), max_length=10, choices=Reason, default=Reason.PENDING.value
    )
    counted_at = models.DateTimeField(_("盘点时间"), null=True, editable=False)

    may_be_nothing = True

    class Meta(StockLine.Meta):
        verbose_name = _("盘点明细")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(quantity__gte=0, base_quantity__gte=0),
                name="inventory_stockcountline_not_negative",
            ),
        ]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "batch",
            *batching.TOLD,
            "serials",
            "location",
            "base_quantity",
            "book_quantity",
            "difference",
            "missing_serials",
            "surplus_serials",
            "surplus_is_right",
            "reason",
            "counted_at",
            "remark",
        ]

    def unfit(self, index: int) -> list[BusinessError]:
        """Whether the reason is one of a gain or of a loss."""
        reason, place = Reason(self.reason), f"lines.{index}.reason"
        loses = self.difference < ZERO or bool(self.missing_serials)
        gains = self.difference > ZERO or bool(self.surplus_serials)
        if not ((reason == Reason.SURPLUS and loses) or (reason == Reason.ACCIDENT and gains)):
            return []
        difference = figure(self.difference)
        if loses and gains:
            difference = f"+{len(self.surplus_serials)} −{len(self.missing_serials)}"
        told = {"product": self.called, "difference": difference}
        return [ReasonUnfit(field=place, reason=str(reason.label), **told)]

    @property
    def proposes(self) -> bool:
        """It says where goods were found."""
        return False

    @property
    def kept(self) -> moment.Kept:
        """As what the books know the goods; pieces are counted wherever in the warehouse."""
        location = NIL if self.serialized else self.location_id or NIL  # pyright: ignore
        return self.product_id, self.batch_key, location  # pyright: ignore

    @property
    def in_no_location(self) -> bool:
        return self.location_id is None and not self.serialized  # pyright: ignore

    def placed(self, move: Move) -> UUID | None:
        """A missing piece leaves from where it should be."""
        return None if self.serialized and move.quantity < ZERO else super().placed(move)

    def posted(self, index: int, document: Any) -> list[Move]:
        """The difference, or every piece of it."""
        if self.serialized:
            return list(self.moves(index, document, COUNTERS[Reason(self.reason)]))
        return [self.move(index, document)] if self.difference else []

    def move(self, index: int, document: Any) -> Move:
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=document.warehouse_id,
            quantity=self.difference,
            counter=COUNTERS[Reason(self.reason)],
            batch=self.batch_key,
            field=f"lines.{index}.quantity",
            name=self.called,
        )
