"""按序列号出入库: the pieces that a line of a document moves, and what may be said of them.

A line whose goods are kept piece by piece says the number of each one. What comes in from outside
may have a number that nobody knew: it begins when the document is confirmed. In the books a piece
is a batch of one, so a line that moves fifty is fifty entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.forms import registry
from huolang.forms.numbers import plain
from huolang.forms.words import SERIAL_LENGTH
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.kernel.money import spread
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger import books
from huolang.ledger.posting import IN_TRANSIT, Move, Posting
from huolang.masters import serial, serial_life
from huolang.masters.batching import BatchedLine
from huolang.masters.goods import Good
from huolang.masters.serial import Key, Piece, Status
from huolang.masters.serial_life import BOUGHT, SOLD

Moving = tuple[str, Any]
"""Goods of a document, and the place at which a refusal of them is shown: "lines.3."."""
Place = tuple[UUID, UUID]
"""warehouse, location"""
ONE = Decimal(1)
MOST = 20_000
"""Pieces of one document."""
ORIGINALS = """
SELECT l.id, l.serial_records FROM {lines} l
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""


OPEN = """
SELECT s.id, s.number FROM masters_serialnumber s
WHERE s.company_id = %s::bigint AND s.id = ANY(%s::uuid[])
  AND (s.status = 'in_transit' OR %s::uuid IN (s.receipt_record, s.delivery_record)
       OR s.present = 1 AND s.supplier_id = %s::uuid)
"""


class NotSerialized(Invalid):
    code = "line.not_serialized"
    message = _("{product} 不按序列号管理，不能填写序列号")


class NoSerialsHere(Invalid):
    code = "line.no_serials_here"
    message = _("{product} 按序列号管理，{form}还不支持序列号")


class SerialTwice(Invalid):
    code = "line.serial_twice"
    message = _("{product} 的序列号 {serial} 在本单中重复")


class SerialsDiffer(Invalid):
    code = "line.serials_differ"
    message = _("{product} 需要 {needed} 个序列号，已填 {given} 个")


class TooManySerials(Invalid):
    code = "line.too_many_serials"
    message = _("一张单据最多 {limit} 个序列号，请分成几张单据")


class NoSuchSerial(Invalid):
    code = "line.no_such_serial"
    message = _("{product} 没有序列号 {serial}")


class OtherSerial(Invalid):
    code = "line.other_serial"
    message = _("{product} 的序列号 {serial} 不在源单行上")


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


class Serials(ArrayField):  # pyright: ignore[reportMissingTypeArgument]
    """The numbers of the pieces of a line, as somebody scans them off the goods."""

    kind = "serials"


class SerialLine(models.Model):
    """`serials` is what people call the pieces, `serial_records` are these themselves, in the same
    order, once they are known."""

    serials = Serials(
        models.CharField(max_length=SERIAL_LENGTH),
        verbose_name=_("序列号"),
        blank=True,
        default=list,
    )
    serial_records = ArrayField(models.UUIDField(), default=list, editable=False)
    serialized = models.BooleanField(_("序列号管理"), default=False, editable=False)
    """Every piece of its product has a number."""

    class Meta:
        abstract = True

    @property
    def pieces(self) -> Decimal:
        """How many numbers it must say."""
        return self.base_quantity  # pyright: ignore


def fit(document: Any, known: Mapping[UUID, Good]) -> None:
    """Raise what is wrong with the numbers already in a draft: those of goods that have none, the
    same one twice, goods with numbers where they are not asked for."""
    errors: list[BusinessError] = []
    seen: set[Key] = set()
    for place, row in document.moving:
        good = known[row.product_id]
        if not isinstance(row, SerialLine):
            if good.serialized and isinstance(row, BatchedLine):
                errors.append(_not_here(document, place, good))
            continue
        row.serialized = good.serialized
        if good.serialized:
            errors += _twice(place, row, seen)
            continue
        row.serial_records = []
        if row.serials:
            errors.append(NotSerialized(field=f"{place}serials", product=row.product_name))
    if len(seen) > MOST:
        errors.append(TooManySerials(field="lines", limit=MOST))
    Several.raise_any(errors)


def _not_here(document: Any, place: str, good: Good) -> BusinessError:
    told = {"product": good.name, "form": registry.of(type(document)).label}
    return NoSerialsHere(field=f"{place}product", **told)


def _twice(place: str, row: Any, seen: set[Key]) -> Iterator[BusinessError]:
    for index, number in enumerate(row.serials):
        key = serial.key_of(row.product_id, number)
        if key in seen:
            told = {"product": row.product_name, "serial": number}
            yield SerialTwice(field=f"{place}serials.{index}", **told)
        seen.add(key)


def rows_of(document: Any) -> list[Moving]:
    """The lines whose goods are moved piece by piece, with their places."""
    if not any(getattr(row, "serialized", False) for row in document.rows):
        return []
    return [(place, row) for place, row in document.moving if getattr(row, "serialized", False)]


def take(document: Any, *, at: datetime) -> None:
    """Find the pieces of a document that is being confirmed, and hold them; those that it brings
    and nobody knew begin."""
    rows = rows_of(document)
    if not rows:
        return
    errors = [wrong for place, row in rows if (wrong := _miscounted(place, row))]
    Several.raise_any(errors)
    books.pass_gate()  # before anything is held that who posts many documents may wait for
    new = [(row.product_id, number) for _p, row in rows if row.brings for number in row.serials]
    by = None if document.access is None else document.access.user
    serial.begin(new, by=by, at=at)
    pieces = iter(serial.lock([(row.product_id, one) for _p, row in rows for one in row.serials]))
    held: dict[UUID, Piece] = {}
    for place, row in rows:
        found = [next(pieces) for _ in row.serials]
        told = {"product": row.product_name}
        errors += [
            NoSuchSerial(field=f"{place}serials.{index}", **told, serial=row.serials[index])
            for index, one in enumerate(found)
            if one is None
        ]
        known = [one for one in found if one is not None]
        held |= {one.id: one for one in known}
        row.serials, row.serial_records = [p.number for p in known], [p.id for p in known]
    Several.raise_any(errors)
    errors += _others_than_the_originals(document, rows)
    Several.raise_any(errors)
    document.pieces = held


def _miscounted(place: str, row: Any) -> BusinessError | None:
    needed = row.pieces
    if len(row.serials) == needed:
        return None
    told = {"product": row.product_name, "needed": plain(needed), "given": len(row.serials)}
    return SerialsDiffer(field=f"{place}serials", **told)


def _others_than_the_originals(document: Any, rows: Sequence[Moving]) -> list[BusinessError]:
    """What goes on from a line is of the pieces that this one moved."""
    sources: dict[str, dict[UUID, list[Moving]]] = {}
    for place, row in rows:
        one = follow.of(document, row)
        if one is not None:
            asking = sources.setdefault(one.form, {})
            asking.setdefault(getattr(row, one.column), []).append((place, row))
    errors: list[BusinessError] = []
    for form, asking in sources.items():
        table = registry.get(form).tables_by_name["lines"]
        if "serials" not in table.by_name:
            continue  # of an order, which moves nothing
        statement = ORIGINALS.format(lines=table.table)
        for key, moved in sql.run(statement, [current_id(), sql.array(asking)]).fetchall():
            of_it = set(moved)
            for place, row in asking[key]:
                told = {"product": row.product_name}
                errors += [
                    OtherSerial(field=f"{place}serials.{index}", **told, serial=row.serials[index])
                    for index, one in enumerate(row.serial_records)
                    if one not in of_it
                ]
    return errors


def open_pieces(document: Any) -> dict[UUID, list[str]]:
    """Of each line of a confirmed document, the numbers that may go on from it: those still
    where it brought them, with whom it took them to, or on their way; and what may go back to the
    supplier, also when it was sold in between and came back."""
    rows = [row for _place, row in rows_of(document)]
    if not rows:
        return {}
    moved = sql.array(key for row in rows for key in row.serial_records)
    bought = registry.of(type(document)).module == BOUGHT
    supplier = document.partner_id if bought else None
    found = dict(sql.run(OPEN, [current_id(), moved, document.id, supplier]).fetchall())
    return {row.id: [found[key] for key in row.serial_records if key in found] for row in rows}


def hold(document: Any) -> None:
    """Hold the pieces of a document that is being taken back."""
    rows = rows_of(document)
    if rows:
        books.pass_gate()
        wanted = [(row.product_id, number) for _place, row in rows for number in row.serials]
        found = serial.lock(wanted)
        document.pieces = {one.id: one for one in found if one is not None}


def by_piece(document: Any, posting: Posting) -> Posting:
    """`posting` with a move for every piece instead of one for all of a line.

    What a line is worth is shared out evenly; what it takes from one place to another is a flow of
    its own for every piece.
    """
    rows = {row.id: (place, row) for place, row in rows_of(document)}
    if not rows:
        return posting
    flows: dict[tuple[int, UUID], int] = {}
    free = max([0, *(move.flow or 0 for move in posting.moves)])
    moves: list[Move] = []
    for move in posting.moves:
        if move.line not in rows:
            moves.append(move)
            continue
        for one in _pieces(document, move, *rows[move.line]):
            if one.flow is None:
                moves.append(one)
                continue
            flow = flows.setdefault((one.flow, one.batch), free + len(flows) + 1)
            moves.append(replace(one, flow=flow))
    return replace(posting, moves=tuple(moves))


def _pieces(document: Any, move: Move, place: str, row: Any) -> Iterator[Move]:
    count = len(row.serial_records)
    values: Sequence[Decimal | None] = [None] * count
    if move.value is not None:
        values = spread(move.value, [ONE] * count, document.own_company.digits)
    quantity = ONE if move.quantity > 0 else -ONE
    for index, (key, value) in enumerate(zip(row.serial_records, values, strict=True)):
        yield replace(
            move,
            quantity=quantity,
            value=value,
            batch=key,
            serial=key,
            field=f"{place}serials.{index}",
            name=f"{move.name}（{row.serials[index]}）",
        )


def check(document: Any, posting: Posting, *, back: bool = False) -> None:
    """Refuse what leaves from where it is not, and what comes in that is there already, by what is
    known of the held pieces now; `back` when the posting is taken back.

    The books refuse what was otherwise at the moment of the posting.
    """
    held: Mapping[UUID, Piece] = document.pieces
    if not held:
        return
    rows = {row.id: row for _place, row in rows_of(document)}
    module = registry.of(type(document)).module
    partner = getattr(document, "partner_id", None)
    where: dict[UUID, Place | None] = {
        one.id: _place_of(one) if one.present and one.warehouse else None for one in held.values()
    }
    errors: list[BusinessError] = []
    for move in reversed(posting.moves) if back else posting.moves:
        if move.serial is None:
            continue
        here, leaves = (move.warehouse, move.location), (move.quantity < 0) is not back
        piece, now = held[move.serial], where[move.serial]
        told = {"product": rows[move.line].product_name, "serial": piece.number}
        if leaves and now != here:
            errors.append(SerialNotThere(field=move.field, **told, where=_whereabouts(piece)))
        elif leaves and not back and module == BOUGHT and piece.supplier not in (None, partner):
            errors.append(OtherSupplier(field=move.field, **told))
        elif not leaves and now is not None:
            errors.append(SerialThere(field=move.field, **told, where=_whereabouts(piece)))
        elif not leaves and not back and module == SOLD and not _sold_to(partner, piece):
            errors.append(OtherCustomer(field=move.field, **told))
        where[move.serial] = None if leaves else here
    Several.raise_any(errors)


def _place_of(piece: Piece) -> Place | None:
    if piece.warehouse is None:
        return None
    return piece.warehouse, IN_TRANSIT if piece.status == Status.IN_TRANSIT else NIL


def _sold_to(partner: UUID | None, piece: Piece) -> bool:
    """Nobody else can bring it back, nor anybody what was never sold, used up or given back."""
    return piece.status == Status.DELIVERED and piece.customer == partner


def _whereabouts(piece: Piece) -> str:
    """在库（主仓库，CGRK…）"""
    beside = "，".join(part for part in (piece.warehouse_name, piece.document) if part)
    status = str(Status(piece.status).label)
    return f"{status}（{beside}）" if beside else status


def moved(document: Any, *, at: datetime) -> None:
    """Say anew what is known of the pieces, from the books that now hold the document, or no more.
    Refuses what would put two receipts of a piece after one another."""
    held: Mapping[UUID, Piece] = document.pieces
    if not held:
        return
    twice = serial_life.tell(held, at=at)
    errors: list[BusinessError] = [
        SerialOutOfOrder(
            field=f"{place}serials.{index}", product=row.product_name, serial=row.serials[index]
        )
        for place, row in rows_of(document)
        for index, key in enumerate(row.serial_records)
        if key in twice
    ]
    Several.raise_any(errors)
