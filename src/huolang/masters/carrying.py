"""优惠随源单: what of an earlier document's discount goes with the part of its goods that a later
one takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents.follow import Follow
from huolang.forms import registry, store
from huolang.forms.form import Form
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT, round_half_up
from huolang.masters import remaining
from huolang.masters.amounts import typed_amount

ZERO = Decimal(0)
EXACTLY = 6
"""Digits in which shares are weighed."""
OF_LINES = """
SELECT DISTINCT document_id FROM {lines} WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""


def share(document: Any) -> Decimal | None:
    """The discount of the earlier documents that belongs to what `document` (derived so far, a
    draft) takes of them: all that is left of it where it takes all that is left of the goods, and
    otherwise in proportion. None where it goes on from none that has one. Earlier documents are
    locked."""
    found: list[Decimal] = []
    for one in document.follows:
        used = _used(one, document.rows)
        found += [_of(source, used) for source in _sources(one, used) if source.discount]
    return sum(found, ZERO) if found else None


def _used(one: Follow, rows: Iterable[Any]) -> dict[UUID, Decimal]:
    """Base quantity by line of the earlier document."""
    used: dict[UUID, Decimal] = {}
    for row in rows:
        key = getattr(row, one.column)
        if key is not None:
            used[key] = used.get(key, ZERO) + row.base_quantity
    return used


def _sources(one: Follow, used: Mapping[UUID, Decimal]) -> list[Any]:
    form = registry.get(one.form)
    if not used or not _gives(form):
        return []
    statement = OF_LINES.format(lines=form.tables_by_name["lines"].table)
    rows = sql.run(statement, [current_id(), sql.array(used)]).fetchall()
    return list(store.load_many(form, sorted(row[0] for row in rows)).values())


def _gives(form: Form) -> bool:
    """Whether documents of the form have a discount that goes on."""
    return "discount" in form.by_name and bool(getattr(form.model, "conversions", ()))


def _of(source: Any, used: Mapping[UUID, Decimal]) -> Decimal:
    left = remaining.open_discount(source)
    if not left:
        return ZERO
    digits = source.own_company.digits
    taken = whole = most = ZERO
    for row in source.rows:
        if row.open_base > ZERO:
            here = min(used.get(row.id, ZERO), row.open_base)
            taken += _worth(row, here, EXACTLY)
            most += _worth(row, here, digits)
            whole += _worth(row, row.open_base, EXACTLY)
    if taken < whole:
        left = round_half_up(EXACT.divide(EXACT.multiply(left, taken), whole), digits)
    return min(left, most)  # goods given nearly for nothing, each rounded down


def _worth(row: Any, base: Decimal, digits: int) -> Decimal:
    """A part of an earlier line, as typed; only what comes to more than nothing carries any."""
    part = replace(row.typed(), quantity=row.in_line_unit(base))
    return max(typed_amount(part, digits), ZERO)
