"""库位区间: the locations from one code to another (A-01-01 … A-05-10) made in one go, with the
zones and shelves that they lie in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import product
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, validate, writer
from huolang.forms.references import text_array
from huolang.forms.refusals import TooManyRows
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters.location import Kind, Location

MOST = 2_000
"""So many are made at a time."""
APART = re.compile(r"([-./_ ])")
COUNTED = re.compile(r"(.*?)(\d+)")
LEVELS = {
    1: (Kind.BIN,),
    2: (Kind.ZONE, Kind.BIN),
    3: (Kind.ZONE, Kind.SHELF, Kind.BIN),
    4: (Kind.ZONE, Kind.AISLE, Kind.SHELF, Kind.BIN),
}
"""What the parts of a code stand for, by how many there are."""
THERE = """
SELECT upper(code), id, code, warehouse_id FROM masters_location
WHERE company_id = %s::bigint AND upper(code) = ANY(%s::text[])
"""


class NotARange(Invalid):
    code = "location.not_a_range"
    message = _("从 {first} 到 {last} 数不出来：段数要相同，每段相同，或是字母、同样位数的数字递增")


class TooDeep(Invalid):
    code = "location.too_many_parts"
    message = _("编码最多分 {most} 段")


class CodeElsewhere(BusinessError):
    code = "location.code_elsewhere"
    message = _("编码 {location} 已用在另一个仓库")


class NothingNew(BusinessError):
    code = "location.nothing_new"
    message = _("这些库位都已经有了")


def parts_of(first: str, last: str) -> list[tuple[str, list[str]]]:
    """Of each part of the codes what stands before it, and what it may be."""
    one, other = APART.split(first.strip()), APART.split(last.strip())
    refusal = NotARange(field="last", first=first, last=last)
    if len(one) != len(other) or one[1::2] != other[1::2]:
        raise refusal
    found: list[tuple[str, list[str]]] = []
    marks = ["", *one[1::2]]
    for mark, low, high in zip(marks, one[::2], other[::2], strict=True):
        values = _between(low, high)
        if not values:
            raise refusal
        found.append((mark, values))
    return found


def _between(low: str, high: str) -> list[str]:
    if low == high:
        return [low] if low else []
    if len(low) == len(high) == 1 and low.isascii() and low.isalpha() and high.isalpha():
        return [chr(one) for one in range(ord(low), ord(high) + 1)]
    first, last = COUNTED.fullmatch(low), COUNTED.fullmatch(high)
    if first is None or last is None or first[1] != last[1] or len(first[2]) != len(last[2]):
        return []
    if int(last[2]) - int(first[2]) > MOST:
        return [""] * (MOST + 1)
    width = len(first[2])
    return [f"{first[1]}{n:0{width}d}" for n in range(int(first[2]), int(last[2]) + 1)]


def generate(
    warehouse: UUID, first: str, last: str, access: Access, *, at: datetime
) -> tuple[list[Any], int]:
    """Make what is missing of the range, level by level; all of it or none. Answers what was made,
    and how many of its innermost locations were there already."""
    parts = parts_of(first, last)
    if len(parts) not in LEVELS:
        raise TooDeep(field="last", most=max(LEVELS))
    count = 1
    for _mark, values in parts:
        count *= len(values)
    if count > MOST:
        raise TooManyRows(field="last", limit=MOST)
    made: list[Any] = []
    there: dict[str, UUID] = {}
    for depth, kind in enumerate(LEVELS[len(parts)], start=1):
        codes = list(_codes(parts[:depth]))
        found = _known(codes, warehouse)
        new = [code for code in codes if code.upper() not in found]
        rows = [
            {
                "code": code,
                "warehouse": {"id": str(warehouse)},
                "kind": kind.value,
                "parent": _parent(code, parts, depth, there),
            }
            for code in new
        ]
        made += _add(rows, access, at)
        there |= found | {one.code.upper(): one.id for one in made}
    if not made:
        raise NothingNew(field="last")
    inner = [one for one in made if one.kind == Kind.BIN.value]
    return made, count - len(inner)


def _codes(parts: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    marks = [mark for mark, _values in parts]
    for chosen in product(*(values for _mark, values in parts)):
        yield "".join(mark + part for mark, part in zip(marks, chosen, strict=True))


def _parent(
    code: str, parts: Sequence[tuple[str, list[str]]], depth: int, there: dict[str, UUID]
) -> dict[str, str] | None:
    if depth == 1:
        return None
    above = code[: code.rindex(parts[depth - 1][0])]
    return {"id": str(there[above.upper()])}


def _known(codes: Sequence[str], warehouse: UUID) -> dict[str, UUID]:
    upper = text_array(code.upper() for code in codes)
    rows = sql.run(THERE, [current_id(), upper]).fetchall()
    Several.raise_any(
        [CodeElsewhere(field="last", location=row[2]) for row in rows if row[3] != warehouse][:1]
    )
    return {row[0]: row[1] for row in rows}


def _add(rows: Sequence[dict[str, Any]], access: Access, at: datetime) -> list[Any]:
    if not rows:
        return []
    form = registry.of(Location)
    return writer.add(form, validate.read_many(form, rows), by=access.user, at=at)
