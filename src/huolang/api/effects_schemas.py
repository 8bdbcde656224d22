"""Shapes of what a document changes in the cost of others."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema

from huolang.api.schemas import EntryOut


class CauseOut(Schema):
    no: int
    form: str
    record: UUID
    number: str
    kind: str


class EffectOut(Schema):
    """`amount` is added to the cost of `entry` (which has the sign of its quantity), and with
    `variance` to what it brought, or took, on the account that it stands against. `forward`: the
    entry's month was closed, so it counts on `recognised_on`. `cause`: none before it is made."""

    entry: EntryOut
    amount: str
    variance: str
    recognised_on: date
    forward: bool
    cause: CauseOut | None


class EffectsSummary(Schema):
    """`receipts` of the `entries` came in at a value of their own. `issued`: what went out (less
    what came back) costs so much more; `received`: what came in cost so much more; `stock`: what
    lies in stock is worth so much more; `variance`: what a standard leaves of it. `later_*`:
    what of that belongs to closed months and counts from `later_on` on."""

    entries: int
    receipts: int
    documents: int
    products: int
    issued: str
    received: str
    stock: str
    variance: str
    later_entries: int
    later_issued: str
    later_received: str
    later_on: date | None


class EffectsPage(Schema):
    """`summary` only on the first page. `deferred`: more is, or would be, corrected by a background
    job: `more_than` so many entries, or what rests on others that are still being corrected."""

    summary: EffectsSummary | None
    items: list[EffectOut]
    next: str | None
    deferred: bool
    more_than: int | None
