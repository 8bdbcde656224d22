"""序列号的出入: a move in the books for every piece, whether it can be, and what is known then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents.instead import Instead
from huolang.forms import registry
from huolang.kernel.keys import NIL
from huolang.kernel.listing import phrases
from huolang.kernel.money import spread
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger.posting import (
    AT_CUSTOMER,
    IN_TRANSIT,
    LENT,
    QUARANTINE,
    REJECTS,
    Move,
    Posting,
)
from huolang.ledger.refusals import ReturnBeforeIssue
from huolang.masters import serial_life
from huolang.masters.goods import BASE_DIGITS
from huolang.masters.serial import Piece, Status
from huolang.masters.serial_life import BOUGHT, SOLD
from huolang.masters.serial_lines import rows_of

Place = tuple[UUID, UUID]
"""warehouse, location"""
OFF_SHELF = {
    Status.IN_TRANSIT: IN_TRANSIT,
    Status.INSPECTING: QUARANTINE,
    Status.REJECTED: REJECTS,
    Status.LENT: LENT,
    Status.CONSIGNED: AT_CUSTOMER,
}
"""The places in which pieces lie that are ours, but on no shelf."""
ONE = Decimal(1)
FINER = Decimal(10) ** 6
"""Weights of a flow are this many times as large where pieces share in it: a third of one per cent
for each of 3,000 needs more digits than are kept."""


class SerialThere(BusinessError):
    code = "line.serial_in_stock"
    message = _("{product} 的序列号 {serial} 已经{where}，不能再次入库")


class SerialNotThere(BusinessError):
    code = "line.serial_not_there"
    message = _("{product} 的序列号 {serial} {where}，不能从这里出库")


class OtherCustomer(BusinessError):
    code = "line.serial_other_customer"
    message = _("{product} 的序列号 {serial} 不是卖给该客户的，或者已不在客户手里")


class OtherSupplier(BusinessError):
    code = "line.serial_other_supplier"
    message = _("{product} 的序列号 {serial} 不是从该供应商买的")


class SerialOutOfOrder(BusinessError):
    code = "line.serial_out_of_order"
    message = _("{product} 的序列号 {serial} 在这一天之后还有别的入库，先后顺序不对")


def by_piece(document: Any, posting: Posting) -> Posting:
    """`posting` with a move for every piece instead of one for all of a line.

    What a line is worth is shared out evenly. What it takes from one place to another is a flow of
    its own for every piece; what several lines become stays one flow, by the same weights.
    """
    rows = {row.id: (place, row) for place, row in rows_of(document)}
    if not rows:
        return posting
    flows: dict[tuple[int, UUID], int] = {}
    free = max([0, *(move.flow or 0 for move in posting.moves)])
    joint = _joint(posting.moves)
    moves: list[Move] = []
    for move in posting.moves:
        if move.flow in joint:
            move = replace(move, weight=move.weight * FINER)
        if move.line not in rows or move.serial is not None:
            moves.append(move)
            continue
        for one in _pieces(document, move, *rows[move.line]):
            if one.flow is None or one.flow in joint:
                moves.append(one)
                continue
            flow = flows.setdefault((one.flow, one.batch), free + len(flows) + 1)
            moves.append(replace(one, flow=flow))
    return replace(posting, moves=tuple(moves))


def _joint(moves: Sequence[Move]) -> set[int]:
    """The flows of several lines: goods that become others."""
    lines: dict[int, set[UUID]] = {}
    for move in moves:
        if move.flow is not None:
            lines.setdefault(move.flow, set()).add(move.line)
    return {flow for flow, its in lines.items() if len(its) > 1}


def _pieces(document: Any, move: Move, place: str, row: Any) -> Iterator[Move]:
    count = len(row.serial_records)
    values: Sequence[Decimal | None] = [None] * count
    if move.value is not None:
        values = spread(move.value, [ONE] * count, document.own_company.digits)
    quantity = ONE if move.quantity > 0 else -ONE
    weight = round(move.weight / count, BASE_DIGITS)
    for index, (key, value) in enumerate(zip(row.serial_records, values, strict=True)):
        yield replace(
            move,
            location=_location(document, move, key),
            quantity=quantity,
            value=value,
            weight=weight,
            batch=key,
            serial=key,
            field=f"{place}serials.{index}",
            name=f"{move.name}（{row.serials[index]}）",
        )


def _location(document: Any, move: Move, key: UUID) -> UUID:
    """A piece of which nobody says from where it is taken leaves from where it lies."""
    piece: Piece | None = document.pieces.get(key)
    if move.location != NIL or move.quantity > 0 or piece is None:
        return move.location
    here = piece.warehouse == move.warehouse and piece.status == Status.IN_STOCK
    return piece.location or NIL if here else NIL


def check_instead(document: Any, posting: Posting, before: Instead) -> None:
    """`check` of a document that is corrected: a piece that stays where it brought it may have gone
    on from there; one that it no longer brings must be there still."""
    now = {(move.serial, move.warehouse) for move in posting.moves}
    names = {row.id: row.product_name for row in before.rows}
    places = {row.id: f"{place}serials" for place, row in rows_of(document)}
    taken: set[UUID] = set()
    errors: list[BusinessError] = []
    for move in before.moves:
        if move.serial is None or (move.serial, move.warehouse) in now:
            continue
        taken.add(move.serial)
        piece: Piece = document.pieces[move.serial]
        if not piece.present or _place_of(piece) != (move.warehouse, move.location):
            told = {"product": names[move.line], "serial": piece.number}
            place = places.get(move.line, "lines")
            errors.append(SerialNotThere(field=place, **told, where=whereabouts(piece)))
    Several.raise_any(errors)
    stays = before.pieces - taken
    coming = tuple(move for move in posting.moves if move.serial not in stays)
    check(document, replace(posting, moves=coming), gone=taken)


def check(
    document: Any, posting: Posting, *, back: bool = False, gone: Collection[UUID] = ()
) -> None:
    """Refuse what leaves from where it is not, and what comes in that is there already, by what is
    known of the held pieces now; `back` when the posting is taken back. Those that are `gone` are
    taken away just before.

    The books refuse what was otherwise at the moment of the posting.
    """
    held: Mapping[UUID, Piece] = document.pieces
    if not held:
        return
    rows = {row.id: row for _place, row in rows_of(document)}
    module = registry.of(type(document)).module
    partner = getattr(document, "partner_id", None)
    where: dict[UUID, Place | None] = {
        one.id: _place_of(one) if one.present and one.warehouse and one.id not in gone else None
        for one in held.values()
    }
    errors: list[BusinessError] = []
    early = False
    for move in reversed(posting.moves) if back else posting.moves:
        if move.serial is None:
            continue
        here, leaves = (move.warehouse, move.location), (move.quantity < 0) is not back
        piece, now = held[move.serial], where[move.serial]
        told = {"product": rows[move.line].product_name, "serial": piece.number}
        if leaves and now != here:
            errors.append(SerialNotThere(field=move.field, **told, where=whereabouts(piece)))
        elif leaves and not back and module == BOUGHT and piece.supplier not in (None, partner):
            errors.append(OtherSupplier(field=move.field, **told))
        elif not leaves and now is not None:
            errors.append(SerialThere(field=move.field, **told, where=whereabouts(piece)))
        elif not leaves and not back and module == SOLD and not _sold_to(partner, piece):
            errors.append(OtherCustomer(field=move.field, **told))
        elif not leaves and not back and module == SOLD and _too_early(document.date, piece):
            early = True
        where[move.serial] = None if leaves else here
    if early:
        errors.append(ReturnBeforeIssue(field="date"))
    Several.raise_any(errors)


def _place_of(piece: Piece) -> Place | None:
    if piece.warehouse is None:
        return None
    if piece.status in OFF_SHELF:
        return piece.warehouse, OFF_SHELF[Status(piece.status)]
    return piece.warehouse, piece.location or NIL


def _sold_to(partner: UUID | None, piece: Piece) -> bool:
    """Nobody else can bring it back, nor anybody what was never sold, used up or given back."""
    return piece.status == Status.DELIVERED and piece.customer == partner


def _too_early(day: date, piece: Piece) -> bool:
    return piece.left_on is not None and day < piece.left_on


def whereabouts(piece: Piece) -> str:
    """Where a piece is, as refusals say it: 在库（主仓库，CGRK…）"""
    beside = phrases(part for part in (piece.warehouse_name, piece.document) if part)
    status = str(Status(piece.status).label)
    return _("{status}（{place}）").format(status=status, place=beside) if beside else status


def moved(document: Any, *, at: datetime) -> None:
    """Say anew what is known of the pieces, from the books that now hold the document, or no more.
    Refuses what would put two receipts of a piece after one another."""
    told = [(place, row, *one) for place, row in rows_of(document) for one in row.moved_pieces]
    pieces = {key for *_rest, key in told}
    if document.instead is not None:
        pieces |= document.instead.pieces
    if not pieces:
        return
    twice = serial_life.tell(pieces, at=at)
    errors: list[BusinessError] = [
        SerialOutOfOrder(field=f"{place}{spot}", product=row.product_name, serial=number)
        for place, row, spot, number, key in told
        if key in twice
    ]
    Several.raise_any(errors)
