"""盘点序列号: which pieces a task found, which are missing, which are too many.

Every piece is judged by its own scan and not by the moment of its line, for the others are scanned
before and after. Who counts them says at one moment that it was there; what the books move after
that moment is the newer word on it. So it is one too many when the books do not have it here and
have not moved it since it was seen; and one that nobody saw is missing when the books have it here
and have not moved it since the counting of its line began: what came in or left meanwhile nobody
could be sure to meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger.posting import shelves
from huolang.masters.serial import Status

MOVED = """(SELECT max(e.occurred_at) FROM ledger_stockentry e
    WHERE e.company_id = {of}.company_id AND e.serial_id = {of}.{key} AND e.quantity <> 0)"""
LYING = """
SELECT b.product, s.id, s.number, {moved}
FROM ledger_stockbalance b
JOIN masters_serialnumber s ON s.company_id = b.company_id AND s.id = b.batch
WHERE b.company_id = %s::bigint AND b.product = ANY(%s::uuid[]) AND b.warehouse = %s::uuid
  AND {shelves} AND b.owner = '00000000-0000-0000-0000-000000000000' AND b.quantity > 0
ORDER BY upper(s.number), s.id
""".replace("{shelves}", shelves("b")).replace(
    "{moved}", MOVED.replace("{of}", "s").replace("{key}", "id")
)
SCANNED = """
SELECT l.id, t.by, t.number, t.called, t.net, t.at, s.moved, s.present, s.status, s.place
FROM inventory_countline l
CROSS JOIN LATERAL (
    SELECT t.by, upper(t.serial) AS number, max(t.serial) AS called, sum(t.quantity) AS net,
        max(t.counted_at) FILTER (WHERE t.quantity > 0) AS at
    FROM inventory_counttally t
    WHERE t.company_id = l.company_id AND t.line_id = l.id AND t.round = l.round
      AND t.serial <> ''
    GROUP BY t.by, upper(t.serial)) t
LEFT JOIN LATERAL (
    SELECT {moved} AS moved, s.present = 1 AS present, s.status, coalesce(w.name, '') AS place
    FROM masters_serialnumber s
    LEFT JOIN masters_warehouse w ON w.company_id = s.company_id AND w.id = s.warehouse_id
    WHERE s.company_id = l.company_id AND s.product_id = l.product_id
      AND upper(s.number) = t.number LIMIT 1) s ON true
WHERE l.company_id = %s::bigint AND l.plan_id = %s::uuid
ORDER BY t.number, t.by
""".replace("{moved}", MOVED.replace("{of}", "s").replace("{key}", "id"))


@dataclass(frozen=True, slots=True)
class Lying:
    """A piece that the books have in the warehouse now, and when they moved it last."""

    key: UUID
    number: str
    moved_at: datetime | None

    def unmoved_since(self, at: datetime) -> bool:
        return self.moved_at is None or self.moved_at <= at


@dataclass(frozen=True, slots=True)
class Seen:
    """A number as one person scanned it: `net` times more than it was taken back, last at `at`.
    `elsewhere` says where the books have that piece of ours, if they have it."""

    number: str
    called: str
    net: int
    at: datetime | None
    moved_at: datetime | None
    elsewhere: str

    @property
    def is_last_word(self) -> bool:
        """The books have not moved it since it was seen."""
        return self.at is None or self.moved_at is None or self.moved_at <= self.at


Numbers = dict[str, Seen]


@dataclass(slots=True)
class Judged:
    """What came of the pieces of one line. `here` are those that were looked at and that the books
    have here: found, or missing."""

    serials: list[str] = field(default_factory=list[str])
    missing: list[Lying] = field(default_factory=list[Lying])
    surplus: list[Seen] = field(default_factory=list[Seen])
    found: list[Lying] = field(default_factory=list[Lying])


class Pieces:
    """The pieces of a task: what lies there by the books, and what was scanned by whom."""

    def __init__(self, plan: Any, products: Sequence[UUID]) -> None:
        company = current_id()
        self.lying: dict[UUID, list[Lying]] = {}
        given = [company, sql.array(products), plan.warehouse_id]
        for product, *row in sql.run(LYING, given).fetchall():
            self.lying.setdefault(product, []).append(Lying(*row))
        self.scanned: dict[UUID, dict[UUID | None, Numbers]] = {}
        for line, by, *row in sql.run(SCANNED, [company, plan.id]).fetchall():
            one = _seen(row)
            self.scanned.setdefault(line, {}).setdefault(by, {})[one.number] = one

    def together(self, line: UUID) -> Numbers:
        """What all have scanned of a line, each number as it was seen last."""
        all_of_them: Numbers = {}
        for its in self.scanned.get(line, {}).values():
            for number, one in its.items():
                before = all_of_them.get(number)
                all_of_them[number] = one if before is None else _both(before, one)
        return _left(all_of_them)

    def by_each(self, line: UUID) -> dict[UUID | None, Numbers]:
        return {by: _left(its) for by, its in self.scanned.get(line, {}).items()}

    def judge(
        self, product: UUID, numbers: Numbers, since: datetime, wanted: Sequence[UUID] | None
    ) -> Judged:
        """Hold `numbers` against the books; others are looked for since `since`, and only those of
        `wanted`, if it says any."""
        its, only = self.lying.get(product, []), None if wanted is None else set(wanted)
        here = {one.number.upper() for one in its}
        return Judged(
            serials=[one.called for one in numbers.values()],
            missing=[
                one
                for one in its
                if one.number.upper() not in numbers
                and (only is None or one.key in only)
                and one.unmoved_since(since)
            ],
            surplus=[
                one for number, one in numbers.items() if number not in here and one.is_last_word
            ],
            found=[one for one in its if one.number.upper() in numbers],
        )

    def expected(self, product: UUID, wanted: Sequence[UUID] | None) -> list[Lying]:
        """What the books have now of what is to be looked for."""
        its, only = self.lying.get(product, []), None if wanted is None else set(wanted)
        return [one for one in its if only is None or one.key in only]


def differences(judged: Judged) -> tuple[frozenset[UUID], frozenset[str]]:
    """In what two persons must agree."""
    missing = frozenset(one.key for one in judged.missing)
    return missing, frozenset(one.number for one in judged.surplus)


def _seen(row: Sequence[Any]) -> Seen:
    number, called, net, at, moved, present, status, place = row
    elsewhere = ""
    if present:
        label = str(Status(status).label)
        elsewhere = f"{label}（{place}）" if place else label
    return Seen(number, called, int(net), at, moved, elsewhere)


def _both(one: Seen, other: Seen) -> Seen:
    moments = [at for at in (one.at, other.at) if at is not None]
    net, at = one.net + other.net, max(moments, default=None)
    return Seen(one.number, one.called, net, at, one.moved_at, one.elsewhere)


def _left(numbers: Mapping[str, Seen]) -> Numbers:
    """Without those that were taken back."""
    return {number: one for number, one in numbers.items() if one.net > 0}
