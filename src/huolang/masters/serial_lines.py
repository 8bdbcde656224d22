"""按序列号出入库: the pieces that a line of a document moves, and what may be said of them.

A line whose goods are kept piece by piece says the number of each one. What comes in from outside
may have a number that nobody knew: it begins when the document is confirmed. In the books a piece
is a batch of one, so a line that moves fifty is fifty entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.forms import registry
from huolang.forms.words import SERIAL_LENGTH
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger import books
from huolang.masters import serial, serial_codes
from huolang.masters.goods import Good
from huolang.masters.serial import Key, Piece, Status
from huolang.masters.serial_life import BOUGHT

Moving = tuple[str, Any]
"""Goods of a document, and the place at which a refusal of them is shown: "lines.3."."""
MOST = 20_000
"""Pieces of one document."""
ORIGINALS = """
SELECT l.id, l.serial_records FROM {lines} l
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""

OPEN = """
SELECT s.id, s.number, s.status, s.warehouse_id, s.receipt_record, s.delivery_record,
    coalesce(s.supplier_id = %s::uuid, false)
FROM masters_serialnumber s
WHERE s.company_id = %s::bigint AND s.id = ANY(%s::uuid[])
  AND s.status <> ALL('{inspecting,rejected,lent,consigned}')
"""
IN_STATE = """
SELECT s.id, s.number FROM masters_serialnumber s
WHERE s.company_id = %s::bigint AND s.id = ANY(%s::uuid[]) AND s.status = %s
"""


class NotSerialized(Invalid):
    code = "line.not_serialized"
    message = _("{product} 不按序列号管理，不能填写序列号")


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


class ProductMerged(Invalid):
    code = "line.serials_went_on"
    message = _("{product} 已并入 {kept}，它的序列号归 {kept}，退回的货请用 {kept} 另开一行")


class OtherSerial(Invalid):
    code = "line.other_serial"
    message = _("{product} 的序列号 {serial} 不在源单行上")


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
    def how_many(self) -> Decimal:
        """How many numbers it must say."""
        return self.base_quantity  # pyright: ignore

    @property
    def moved_pieces(self) -> list[tuple[str, str, UUID]]:
        """Place within the line, number and key of each piece that it moves."""
        known = enumerate(zip(self.serials, self.serial_records, strict=True))
        return [(f"serials.{index}", number, key) for index, (number, key) in known]


def fit(document: Any, known: Mapping[UUID, Good]) -> None:
    """Raise what is wrong with the numbers already in a draft: those of goods that have none, and
    the same one twice."""
    errors: list[BusinessError] = []
    seen: set[Key] = set()
    for place, row in document.moving:
        good = known[row.product_id]
        if not isinstance(row, SerialLine):
            continue  # an order moves nothing
        row.serialized = good.serialized
        if good.serialized:
            errors += twice(place, row, seen)
            continue
        row.serial_records = []
        if row.serials:
            errors.append(NotSerialized(field=f"{place}serials", product=row.product_name))
    if len(seen) > MOST:
        errors.append(TooManySerials(field="lines", limit=MOST))
    Several.raise_any(errors)


def twice(place: str, row: Any, seen: set[Key]) -> Iterator[BusinessError]:
    """Numbers that are among `seen` already, which learns of all of them."""
    for index, number in enumerate(row.serials):
        key = serial.key_of(row.product_id, number)
        if key in seen:
            told = {"product": row.product_name, "serial": number}
            yield SerialTwice(field=f"{place}serials.{index}", **told)
        seen.add(key)


def rows_of(document: Any) -> list[Moving]:
    """The lines whose goods are moved piece by piece, with their places."""
    return [(place, row) for place, row in document.moving if getattr(row, "serialized", False)]


def take(document: Any, *, at: datetime, beside: Sequence[tuple[UUID, str]] = ()) -> None:
    """Find the pieces of a document that is being confirmed, and hold them; those that it brings
    and nobody knew begin. `beside` are others that it may move."""
    rows = rows_of(document)
    if not rows and not beside:
        return
    errors = [wrong for place, row in rows if (wrong := _miscounted(place, row))]
    Several.raise_any(errors)
    books.pass_gate()  # before anything is held that who posts many documents may wait for
    bringing = [(place, row) for place, row in rows if row.brings]
    Several.raise_any(serial_codes.refused([one for one in bringing if not _agreed(one[1])]))
    new = [(row.product_id, number) for _p, row in bringing for number in row.serials]
    by = None if document.access is None else document.access.user
    serial.begin(new, by=by, at=at)
    wanted = [(row.product_id, one) for _p, row in rows for one in row.serials]
    pieces = iter(serial.lock([*wanted, *beside]))
    held: dict[UUID, Piece] = {}
    for place, row in rows:
        found = [next(pieces) for _ in row.serials]
        errors += unknown(place, row, found)
        known = [one for one in found if one is not None]
        held |= {one.id: one for one in known}
        row.serials, row.serial_records = [p.number for p in known], [p.id for p in known]
    Several.raise_any(errors)
    errors += _others_than_the_originals(document, rows)
    Several.raise_any(errors)
    document.pieces = held | {one.id: one for one in pieces if one is not None}


def _agreed(row: Any) -> bool:
    """Somebody said of the numbers that they are right."""
    return getattr(row, "surplus_is_right", False)


def unknown(place: str, row: Any, found: Sequence[Piece | None]) -> list[BusinessError]:
    """Which numbers of a line name no piece of its product."""
    missing = [index for index, one in enumerate(found) if one is None]
    if not missing:
        return []
    told = {"product": row.product_name}
    kept = serial.kept_as(row.product_id)
    if kept is not None:
        return [ProductMerged(field=f"{place}product", **told, kept=kept)]
    return [
        NoSuchSerial(field=f"{place}serials.{index}", **told, serial=row.serials[index])
        for index in missing
    ]


def _miscounted(place: str, row: Any) -> BusinessError | None:
    needed = row.how_many
    if len(row.serials) == needed:
        return None
    told = {"product": row.product_name, "needed": needed, "given": len(row.serials)}
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


@dataclass(frozen=True, slots=True)
class _Lying:
    """Where a piece is, by which documents it came and left, and whether it is of the supplier who
    is asked for."""

    number: str
    status: str
    warehouse: UUID | None
    receipt: UUID | None
    delivery: UUID | None
    of_supplier: bool


def open_pieces(document: Any) -> dict[UUID, list[str]]:
    """Of each line of a confirmed document, the numbers that may go on from it: those with whom it
    took them to, or on their way. Back to the supplier goes what is in stock, in the warehouse to
    which it came or else in any, also when it was sold in between and came back."""
    rows = [row for _place, row in rows_of(document)]
    if not rows:
        return {}
    moved = sql.array(key for row in rows for key in row.serial_records)
    bought = is_bought(document)
    supplier = document.partner_id if bought else None
    read = sql.run(OPEN, [supplier, current_id(), moved]).fetchall()
    found = {key: _Lying(*told) for key, *told in read}
    choose = _in_stock if bought else _with_whom
    return {
        row.id: choose(document, row, [found[key] for key in row.serial_records if key in found])
        for row in rows
    }


def is_bought(document: Any) -> bool:
    """Its goods came from a supplier, and what is not in stock cannot go back."""
    return registry.of(type(document)).module == BOUGHT


def _with_whom(_document: Any, row: Any, pieces: Sequence[_Lying]) -> list[str]:
    return [
        one.number
        for one in pieces
        if one.status == Status.IN_TRANSIT or row.document_id in (one.receipt, one.delivery)
    ]


def _in_stock(document: Any, row: Any, pieces: Sequence[_Lying]) -> list[str]:
    ours = [
        one
        for one in pieces
        if one.status == Status.IN_STOCK and (one.of_supplier or one.receipt == row.document_id)
    ]
    at = row.warehouse_id or document.warehouse_id
    here = [one for one in ours if one.warehouse == at]
    return [one.number for one in here or ours]


def pieces_in(document: Any, status: str) -> dict[UUID, list[str]]:
    """Of each line of a confirmed document, the numbers of its pieces that are in this state."""
    rows = [row for _place, row in rows_of(document)]
    if not rows:
        return {}
    moved = sql.array(key for row in rows for key in row.serial_records)
    found = dict(sql.run(IN_STATE, [current_id(), moved, status]).fetchall())
    return {row.id: [found[key] for key in row.serial_records if key in found] for row in rows}


def hold(document: Any) -> None:
    """Hold the pieces of a document that is being taken back."""
    rows = rows_of(document)
    if rows:
        books.pass_gate()
        moved = [key for _place, row in rows for _at, _number, key in row.moved_pieces]
        document.pieces = serial.hold(moved)
