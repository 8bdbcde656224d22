"""更正: what a confirmed document said before, while what it says now takes its place."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import follow, held, links
from huolang.documents.follow import Follow, Use
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import lying, replacing
from huolang.ledger.books import Numbering, Posted
from huolang.ledger.facts import Place
from huolang.ledger.posting import Move, Posting, Source, on_shelf
from huolang.ledger.refusals import NotEnoughStock, NotYetThere, ShortLater

WHERE = ("product", "name", "warehouse", "at")
"""What a shortage says of the goods, and where they are."""


class CorrectedBelow(NotEnoughStock):
    code = "document.corrected_below"
    message = _("{product} 更正后只有 {available}，已出库和已占用的有 {needed}")


@dataclass(frozen=True, slots=True)
class Instead:
    """`source` is what stands in the books, `moves` its goods, `rows` its lines as they were."""

    source: Source
    moves: tuple[Move, ...]
    rows: tuple[Any, ...]
    uses: tuple[tuple[Follow, Sequence[Use]], ...]

    @classmethod
    def of(cls, document: Any, source: Source) -> Instead:
        """Read it before the document is changed."""
        rows = tuple(copy(row) for row in document.tables["lines"])
        used = document.used()
        uses = tuple((one, follow.uses(one, rows, used)) for one in document.follows)
        return cls(source, document.booked().moves, rows, uses)

    @property
    def pieces(self) -> set[UUID]:
        return {move.serial for move in self.moves if move.serial is not None}

    def give_up(self, document: Any) -> None:
        """What the lines used up of earlier documents, which are locked together with those that
        the new lines use."""
        follow.hold(document, [*self.rows, *document.tables["lines"]])
        for one, uses in self.uses:
            follow.uncount(one, uses)
        if any(uses for _one, uses in self.uses):
            document.left = links.remove(document.id)

    def post(
        self,
        document: Any,
        posting: Posting,
        source: Source,
        number: Numbering,
        at: datetime,
        *,
        of_day: bool,
    ) -> Posted:
        """Into the books in its place; refused, at the lines as they are now, where goods would be
        missing."""
        places = {row.id: f"lines.{n}." for n, row in enumerate(document.tables["lines"])}
        moves = [replace(move, field=_place(move, places)) for move in self.moves]
        with held.told(moves), self._said(moves, posting):
            return replacing.post_instead(
                posting,
                source=source,
                instead=self.source,
                occurred_on=document.date,
                occurred_at=document.occurred_at,
                number=number,
                at=at,
                of_day=of_day,
                labels={
                    (move.line, move.batch): (move.field, move.name, move.at) for move in moves
                },
            )

    @contextmanager
    def _said(self, moves: Sequence[Move], posting: Posting) -> Generator[None]:
        """A refusal to take back what was said of what is said now."""
        try:
            yield
        except BusinessError as error:
            Several.raise_any([_of_what_is_left(one, moves, posting) for one in error.parts()])


def _place(move: Move, places: dict[UUID, str]) -> str:
    if move.line not in places:
        return "lines"
    return places[move.line] + ("quantity" if move.serial is None else "serials")


def _of_what_is_left(
    error: BusinessError, moves: Sequence[Move], posting: Posting
) -> BusinessError:
    if isinstance(error, NotYetThere):
        told: dict[str, Any] = {name: error.facts[name] for name in (*WHERE, "day")}
        short = error.facts["needed"] - error.facts["available"]
        return ShortLater(field=error.field, **told, shortage=short)
    if not isinstance(error, NotEnoughStock):
        return error
    ours = [one for one in moves if str(one.product) == error.facts["product_id"]]
    of = _lacking(error, ours)
    if of is None:
        return error
    key, needed = of
    now = sum((one.quantity for one in posting.moves if key in _places(one)), Decimal(0))
    told: dict[str, Any] = {name: error.facts[name] for name in (*WHERE, "product_id")}
    figures: dict[str, Any] = {"available": now, "needed": now + needed - error.facts["available"]}
    return CorrectedBelow(field=error.field, **told, **figures)


def _lacking(error: BusinessError, ours: Sequence[Move]) -> tuple[tuple[UUID, ...], Decimal] | None:
    """Where the goods are missing, and what was brought there: in one batch or place, or on the
    shelves of a warehouse, where other batches do as well."""
    needed, available = error.facts["needed"], error.facts["available"]
    brought: dict[tuple[UUID, ...], Decimal] = {}
    for one in ours:
        for key in _places(one):
            brought[key] = brought.get(key, Decimal(0)) + one.quantity
    there = lying.there(_spot(one) for one in ours)
    for at in (_spot, _shelves):
        for one in ours:
            key = at(one)
            if one.field != error.field or brought.get(key) != needed:
                continue
            if at is _shelves or there.get(_spot(one)) == available:
                return key, needed
    return None


def _places(move: Move) -> tuple[tuple[UUID, ...], ...]:
    return (_spot(move), _shelves(move)) if on_shelf(move.location) else (_spot(move),)


def _spot(move: Move) -> Place:
    return move.product, move.warehouse, move.location, move.batch, move.owner


def _shelves(move: Move) -> tuple[UUID, ...]:
    return move.product, move.warehouse, move.owner
