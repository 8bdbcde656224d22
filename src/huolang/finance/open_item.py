"""未结算往来: what a payment can settle, read from the books."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import models

from huolang.kernel import sql
from huolang.kernel.company import current_id

COLUMNS = """
SELECT i.id, i.kind, i.partner, i.role, i.currency, i.form, i.record, i.number, i.occurred_on,
       i.due_on, i.total, i."left"
FROM ledger_openitem i WHERE i.company_id = %s::bigint
"""
BY_ID = COLUMNS + "AND i.id = ANY(%s::uuid[])"
OF_RECORD = (
    COLUMNS
    + """AND i.form = %s AND i.record = %s::uuid AND i.kind = %s AND i."left" <> 0 ORDER BY i.id"""
)


class ItemField(models.UUIDField):
    """The column by which a line of a payment says which open item it settles."""

    kind = "line"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One document that is owed for; `left` is what is not settled, gross."""

    id: UUID
    kind: str
    partner: UUID
    role: str
    currency: str
    form: str
    record: UUID
    number: str
    occurred_on: date
    due_on: date | None
    total: Decimal
    left: Decimal


def by_id(items: Iterable[UUID]) -> dict[UUID, OpenItem]:
    """The items of the acting company among `items`, in one statement."""
    found = sql.run(BY_ID, [current_id(), sql.array(items)]).fetchall()
    return {row[0]: OpenItem(*row) for row in found}


def of_record(form: str, record: UUID, kind: str) -> list[OpenItem]:
    """What is still to be settled of one document."""
    found = sql.run(OF_RECORD, [current_id(), form, record, kind]).fetchall()
    return [OpenItem(*row) for row in found]
