"""按序列号盘点: which pieces a count found, which it missed, and which nobody expected here.

Whoever counts goods that have numbers scans those that are there. What the books have here beside
is missing and leaves; what they do not have here comes in, once somebody has said on the line that
it is really so: a number read wrongly would be one piece lost and one found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.words import SERIAL_LENGTH
from huolang.kernel.keys import NIL
from huolang.kernel.refusals import BusinessError
from huolang.ledger import moment
from huolang.ledger.posting import ONE, Move
from huolang.masters import serial, serial_lines, serial_moves
from huolang.masters.serial import Piece
from huolang.masters.serial_lines import SerialLine, Serials

TOLD = ("missing_serials", "missing_records", "surplus_serials", "surplus_records")
FIGURES = ("serials", "serial_records", "book_quantity", "difference", *TOLD)
"""What follows from the pieces that lie there."""


class NotExpected(BusinessError):
    code = "stock_count.not_expected"
    message = _("{product} 的序列号 {serial} 账上{where}，确实盘到请勾选“盘盈属实”")


class PiecesLine(SerialLine):
    """`serials` were found. Of them `surplus_serials` are not here by the books, `missing_serials`
    are, and were not found."""

    missing_serials = Serials(
        models.CharField(max_length=SERIAL_LENGTH),
        verbose_name=_("盘亏序列号"),
        default=list,
        editable=False,
    )
    missing_records = ArrayField(models.UUIDField(), default=list, editable=False)
    surplus_serials = Serials(
        models.CharField(max_length=SERIAL_LENGTH),
        verbose_name=_("盘盈序列号"),
        default=list,
        editable=False,
    )
    surplus_records = ArrayField(models.UUIDField(), default=list, editable=False)
    surplus_is_right = models.BooleanField(
        _("盘盈属实"),
        default=False,
        help_text=_("账上不在本仓的序列号，勾选后按盘盈入库；没有成本的用成本调整单补"),
    )
    looked_for = ArrayField(models.UUIDField(), null=True, editable=False)
    """Only these may be missing or found, as a task judged each by its own scan; the rest of
    `serials` nobody expected. Where it says nothing, all that are in the warehouse."""

    not_copied = ("surplus_is_right",)

    class Meta:
        abstract = True

    @property
    def moved_pieces(self) -> list[tuple[str, str, UUID]]:
        place = {number.upper(): f"serials.{index}" for index, number in enumerate(self.serials)}
        missing = zip(self.missing_serials, self.missing_records, strict=True)
        surplus = zip(self.surplus_serials, self.surplus_records, strict=True)
        return [
            *(("serials", number, key) for number, key in missing),
            *((place[number.upper()], number, key) for number, key in surplus),
        ]

    def moves(self, index: int, document: Any, counter: str) -> Iterator[Move]:
        """What is missing leaves, what nobody expected comes in, each at its current cost."""
        missing = set(self.missing_records)
        for place, number, key in self.moved_pieces:
            yield Move(
                line=self.id,  # pyright: ignore[reportAttributeAccessIssue]
                product=self.product_id,  # pyright: ignore[reportAttributeAccessIssue]
                warehouse=document.warehouse_id,
                location=_lies_in(document, key) if key in missing else NIL,
                quantity=-ONE if key in missing else ONE,
                counter=counter,
                batch=key,
                serial=key,
                field=f"lines.{index}.{place}",
                name=f"{self.product_name}（{number}）",  # pyright: ignore[reportAttributeAccessIssue]
            )

    def unexpected(self, index: int, held: Mapping[UUID, Piece]) -> list[BusinessError]:
        """What nobody said is right. What is elsewhere the books refuse anyway."""
        if self.surplus_is_right or not self.serialized:
            return []
        missing = set(self.missing_records)
        return [
            NotExpected(
                field=f"lines.{index}.{place}",
                product=self.product_name,  # pyright: ignore[reportAttributeAccessIssue]
                serial=number,
                where=serial_moves.whereabouts(held[key]),
            )
            for place, number, key in self.moved_pieces
            if key not in missing and not held[key].present
        ]


def _lies_in(document: Any, key: UUID) -> UUID:
    """What is missing leaves the location in which it should be."""
    piece: Piece | None = document.pieces.get(key)
    return NIL if piece is None else piece.location or NIL


def rows_of(document: Any) -> list[Any]:
    return [row for _place, row in serial_lines.rows_of(document)]


def products_of(document: Any) -> set[UUID]:
    """Goods of which every piece in the warehouse is held against the count."""
    return {row.product_id for row in rows_of(document)}


def compare(document: Any, instant: datetime) -> None:
    """Say of each line what lay there at `instant` and was not found, and what was found beside it.
    Numbers that nobody knows yet have no piece before the count is confirmed."""
    for row in document.rows:
        for name in TOLD:
            setattr(row, name, [])
    rows = rows_of(document)
    if not rows:
        return
    there: dict[UUID, list[tuple[UUID, str]]] = {}
    for key, product, number in _lying(document, instant):
        there.setdefault(product, []).append((key, number))
    for row in rows:
        its = there.get(row.product_id, [])
        found = {number.upper() for number in row.serials}
        here = {number.upper() for _key, number in its}
        keys = dict(zip(row.serials, row.serial_records, strict=True)) if document.pieces else {}
        its_own = set[str]()
        if row.looked_for is not None:
            wanted = set(row.looked_for)
            its = [one for one in its if one[0] in wanted]
            its_own = {one for one in row.serials if keys.get(one) in wanted}
        missing = [one for one in its if one[1].upper() not in found]
        row.missing_records = [key for key, _number in missing]
        row.missing_serials = [number for _key, number in missing]
        beside = [one for one in row.serials if one.upper() not in here]
        row.surplus_serials = [one for one in beside if one not in its_own]
        row.surplus_records = [keys[one] for one in row.surplus_serials if one in keys]
        left = len(beside) - len(row.surplus_serials)
        row.book_quantity = ONE * (len(its) + left)
        row.difference = row.base_quantity - row.book_quantity


def hold(document: Any, instant: datetime, *, at: datetime) -> None:
    """Hold the pieces that were found and those that should be there, before anything of the
    books; numbers that nobody knew begin."""
    if rows_of(document):
        beside = [(product, number) for _key, product, number in _lying(document, instant)]
        serial_lines.take(document, at=at, beside=beside)


def hold_late(document: Any) -> None:
    """Also what came in while we waited for the books."""
    missing = [
        (row.product_id, number)
        for row in rows_of(document)
        for number, key in zip(row.missing_serials, row.missing_records, strict=True)
        if key not in document.pieces
    ]
    late = [one for one in serial.lock(missing) if one is not None]
    document.pieces = {**document.pieces, **{one.id: one for one in late}}


def _lying(document: Any, instant: datetime) -> Sequence[tuple[UUID, UUID, str]]:
    """What was counted for a task is held against the books of now: of what they moved since it
    was seen nothing is posted."""
    when = {
        row.product_id: instant if row.looked_for is None else moment.NOW
        for row in rows_of(document)
    }
    lying = moment.pieces(when, document.warehouse_id)
    return serial.named(lying)
