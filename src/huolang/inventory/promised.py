"""占用明细: which lines of orders and holds hold the stock of a product, or wait for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from huolang.forms import references, registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger.reading import Promise
from huolang.masters.priority import called

ORDERS = """
SELECT o.id, o.number, o.date, o.partner_id FROM {table} o
WHERE o.company_id = %s::bigint AND o.id = ANY(%s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise with the order that it was made to."""

    promise: Promise
    number: str
    date: Any
    partner: Mapping[str, Any] | None
    warehouse: Mapping[str, Any]
    priority: str
    """In words, where it is not the usual one."""


def told(promises: Sequence[Promise]) -> list[Promised]:
    """The same promises, with number, day and partner of their orders."""
    orders: dict[UUID, Sequence[Any]] = {}
    for name in {one.form for one in promises}:
        ids = sql.array({one.record for one in promises if one.form == name})
        statement = ORDERS.format(table=registry.get(name).table)
        orders |= {row[0]: row for row in sql.run(statement, [current_id(), ids]).fetchall()}
    known = references.labels(
        {
            "partner": {row[3] for row in orders.values() if row[3]},
            "warehouse": {one.warehouse for one in promises},
        },
        {},
    )
    return [_told(one, orders.get(one.record), known) for one in promises]


def _told(one: Promise, order: Sequence[Any] | None, known: references.Known) -> Promised:
    number, day, partner = order[1:4] if order else ("", None, None)
    return Promised(
        promise=one,
        number=number,
        date=day,
        partner=_label(known, "partner", partner) if partner else None,
        warehouse=_label(known, "warehouse", one.warehouse),
        priority=called(one.priority) if one.priority else "",
    )


def _label(known: references.Known, form: str, key: UUID) -> Mapping[str, Any]:
    found = known.get(form, {}).get(key)
    return {"id": key} if found is None else found.label
