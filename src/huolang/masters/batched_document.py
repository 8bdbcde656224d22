"""What documents share whose lines may move goods in batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from huolang.documents.document import Document, State
from huolang.kernel.outbox import Happened
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.ledger.posting import Posting
from huolang.masters import (
    allotment,
    batching,
    factors,
    goods,
    leaving,
    placing,
    serial_lines,
    serial_moves,
)
from huolang.masters.batching import Moving
from huolang.masters.goods import Good
from huolang.masters.serial import Piece


class BatchedDocument(Document):
    goods: Mapping[UUID, Good]
    """What was read of the products when the lines were worked out."""
    located: frozenset[UUID] = frozenset()
    """The warehouses whose goods lie in locations, read with the products."""
    pieces: Mapping[UUID, Piece] = MappingProxyType({})
    """Those that it moves one by one, while it is confirmed or taken back."""

    class Meta(Document.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [*Document.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [*Document.Meta.indexes]

    @property
    def rows(self) -> list[Any]:
        """The lines, in their order."""
        return self.tables["lines"]

    @property
    def moving(self) -> list[tuple[str, Any]]:
        """Goods that may be of a batch, with their places."""
        return [(f"lines.{index}.", row) for index, row in enumerate(self.rows)]

    @property
    def leaving(self) -> Sequence[Moving]:
        """Those that go to somebody, or to use."""
        return ()

    def permitted(self, access: Access) -> None:
        leaving.refuse(self, access)

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """That a unit of its lines holds something else by now, and what a draft passes over."""
        told = [*super().warnings(at=at), *factors.changed(self, self.moving)]
        is_draft = self.state == State.DRAFT.value
        return [*told, *(leaving.warnings(self, at=at) if is_draft else [])]

    def offered(self) -> None:
        known = goods.read(self)
        kept = factors.taken_over(self, known)
        for _place, row in self.moving:
            row.fit(known[row.product_id], "", kept=row.id in kept)

    def measure(self) -> None:
        goods.measure(self, [row for _place, row in self.moving])

    @property
    def incomplete(self) -> bool:
        return (
            bool(serial_lines.rows_of(self) or self._pieces_before())
            or any(
                getattr(row, "batched", False) and row.batch_record_id is None
                for _place, row in self.moving
            )
            or bool(allotment.open_rows(self))
        )

    @property
    def rests_on_others(self) -> bool:
        return bool(allotment.open_rows(self) or serial_lines.rows_of(self))

    def complete(self, *, at: datetime) -> Sequence[Happened]:
        """The pieces that have numbers are found, first of all, for everybody locks them before
        anything of the books; goods of no batch are taken from those that expire first, goods of no
        location in pick order, and new batches begin."""
        self.take_pieces(at=at)
        if allotment.open_rows(self):
            now = self.occurred_at == at
            if allotment.allot(self, self.goods, now=now):
                self.compute(at=at)
        return batching.begin(self, at=at)

    def take_pieces(self, *, at: datetime) -> None:
        serial_lines.take(self, at=at, beside=self._pieces_before())

    def booked(self) -> Posting:
        return serial_moves.by_piece(self, placing.placed(self, super().booked()))

    def in_books(self, *, back: bool = False) -> Posting:
        posting = self.booked()
        if self.instead is not None:
            serial_moves.check_instead(self, posting, self.instead)
        else:
            serial_moves.check(self, posting, back=back)
        return posting

    def hold(self) -> None:
        serial_lines.hold(self)

    def moved(self, *, at: datetime) -> None:
        serial_moves.moved(self, at=at)

    def _pieces_before(self) -> list[tuple[UUID, str]]:
        """Product and number of those that a document which is corrected had."""
        rows = self.instead.rows if self.instead is not None else ()
        return [(row.product_id, one) for row in rows if row.serialized for one in row.serials]
