"""成本层: what each receipt of a pool costed first-in-first-out brought, and what is left of it.

The open layers are kept, so that an issue reads only the few that it uses up. Out of order they
are found anew from the entries: those of a moment are the newest receipts that make up what was on
hand (`ledger.methods`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import new_id
from huolang.ledger.methods import Fifo, Layer, Stock
from huolang.ledger.rows import QUANTITY_DIGITS, Row, amount, units

Place = tuple[datetime, int, int]
"""occurred_at, no and seq of an entry: its place in time."""
AT_ONCE, MOST_AT_ONCE = 50, 20_000
"""Layers read of a pool in one go: most issues need one or two. Who needs more gets four times as
many the next time."""
OPEN = """
SELECT k.pool, l.entry, l.quantity, l.value, l.left_quantity, l.occurred_at, l.no, l.seq
FROM unnest(%s::uuid[], %s::int[]) AS k(pool, skip)
CROSS JOIN LATERAL (
    SELECT * FROM ledger_costlayer l
    WHERE l.company_id = %s::bigint AND l.pool = k.pool AND l.left_quantity > 0
    ORDER BY l.company_id, l.pool, l.occurred_at, l.no, l.seq OFFSET k.skip LIMIT %s) l
ORDER BY k.pool, l.occurred_at, l.no, l.seq
"""
RECEIPTS = """
SELECT k.pool, e.id, e.quantity, e.cost + coalesce(a.amount, 0), e.occurred_at, e.no, e.seq,
       e.annulled
FROM unnest(%s::uuid[], %s::timestamptz[], %s::bigint[], %s::int[]) AS k(pool, occurred_at, no, seq)
CROSS JOIN LATERAL (
    SELECT e.*, EXISTS (SELECT FROM ledger_stockentry m WHERE m.company_id = e.company_id
            AND m.reverses = e.id AND m.valuation = 'mirror') OR e.valuation = 'mirror' AS annulled
    FROM ledger_stockentry e
    WHERE e.company_id = %s::bigint AND e.pool = k.pool AND e.quantity > 0
      AND e.valuation <> 'none'
      AND (e.occurred_at, e.no, e.seq) < (k.occurred_at, k.no, k.seq)
    ORDER BY e.occurred_at DESC, e.no DESC, e.seq DESC LIMIT %s) e
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id) a ON true
ORDER BY k.pool, e.occurred_at DESC, e.no DESC, e.seq DESC
"""
CLEAR = """
UPDATE ledger_costlayer SET left_quantity = 0, left_value = 0
WHERE company_id = %s::bigint AND pool = ANY(%s::uuid[]) AND left_quantity > 0
  AND entry <> ALL(%s::uuid[])
"""
KEEP = """
INSERT INTO ledger_costlayer (company_id, id, pool, entry, occurred_at, no, seq, quantity, value,
    left_quantity, left_value)
VALUES {rows}
ON CONFLICT (company_id, entry) DO UPDATE SET quantity = excluded.quantity,
    value = excluded.value, left_quantity = excluded.left_quantity,
    left_value = excluded.left_value
WHERE (ledger_costlayer.value, ledger_costlayer.left_quantity, ledger_costlayer.left_value)
    <> (excluded.value, excluded.left_quantity, excluded.left_value)
"""
ROW = (
    "(%s::bigint, %s::uuid, %s::uuid, %s::uuid, %s::timestamptz, %s::bigint, %s::int,"
    " %s::numeric, %s::numeric, %s::numeric, %s::numeric)"
)


@dataclass(slots=True)
class Known:
    """Layers as they were read, and where in time their entries are."""

    places: dict[UUID, Place] = field(default_factory=dict[UUID, Place])
    read: dict[UUID, list[Layer]] = field(default_factory=dict[UUID, list[Layer]])
    """By pool, the oldest first."""
    anew: set[UUID] = field(default_factory=set[UUID])
    """Pools whose layers were found from the entries: what is kept of others is wrong."""


@dataclass(slots=True)
class Kept:
    """Open layers as they are to be kept: pool, layer, and the place in time of its entry."""

    rows: list[tuple[UUID, Layer]] = field(default_factory=list[tuple[UUID, Layer]])
    places: dict[UUID, Place] = field(default_factory=dict[UUID, Place])
    anew: set[UUID] = field(default_factory=set[UUID])


def front(needs: Mapping[UUID, int], digits: int, known: Known) -> None:
    """Read the oldest open layers of pools, of each as many as make up the quantity it needs."""
    lacking: dict[UUID, int] = dict(needs)
    most = AT_ONCE
    while lacking:
        skip = [len(known.read.get(pool, ())) for pool in lacking]
        parameters = [sql.array(lacking), sql.array(skip), current_id(), most]
        found = dict.fromkeys(lacking, 0)
        for pool, entry, quantity, value, left, *place in sql.run(OPEN, parameters).fetchall():
            whole = units(quantity, QUANTITY_DIGITS)
            taken = whole - units(left, QUANTITY_DIGITS)
            layer = Layer(entry, whole, units(value, digits), taken)
            known.read.setdefault(pool, []).append(layer)
            known.places[entry] = (place[0], place[1], place[2])
            found[pool] += 1
            lacking[pool] -= layer.left
        lacking = {p: n for p, n in lacking.items() if n > 0 and found[p] == most}
        most = min(4 * most, MOST_AT_ONCE)


def before(
    starts: Mapping[UUID, tuple[datetime, int]],
    quantities: Mapping[UUID, int],
    without: Iterable[UUID],
    digits: int,
    known: Known,
) -> None:
    """Find the layers of pools after the posting `no` of a moment: the newest receipts that make
    up the quantity on hand then. `without` are entries that count as never having been."""
    left_out = set(without)
    lacking: dict[UUID, int] = {pool: n for pool, n in quantities.items() if n > 0}
    until: dict[UUID, Place] = {pool: (*starts[pool], 2**31 - 1) for pool in lacking}
    known.anew |= set(starts)
    newest_first: dict[UUID, list[Layer]] = {pool: [] for pool in lacking}
    most = AT_ONCE
    while lacking:
        found = dict.fromkeys(lacking, 0)
        for pool, entry, quantity, cost, *place, annulled in _receipts(lacking, until, most):
            found[pool] += 1
            until[pool] = (place[0], place[1], place[2])
            if lacking[pool] <= 0 or annulled or entry in left_out:
                continue
            whole = units(quantity, QUANTITY_DIGITS)
            taken = max(whole - lacking[pool], 0)
            newest_first[pool].append(Layer(entry, whole, units(cost, digits), taken))
            known.places[entry] = until[pool]
            lacking[pool] -= whole
        lacking = {p: n for p, n in lacking.items() if n > 0 and found[p] == most}
        most = min(4 * most, MOST_AT_ONCE)
    for pool, layers in newest_first.items():
        known.read[pool] = layers[::-1]


def _receipts(
    pools: Iterable[UUID], until: Mapping[UUID, Place], most: int
) -> list[tuple[Any, ...]]:
    pools = list(pools)
    moments = "{" + ",".join(f'"{until[pool][0]}"' for pool in pools) + "}"
    numbers = [sql.array(until[pool][i] for pool in pools) for i in (1, 2)]
    return sql.run(RECEIPTS, [sql.array(pools), moments, *numbers, current_id(), most]).fetchall()


def to_keep(states: Mapping[UUID, Stock], known: Known, places: Mapping[UUID, Place]) -> Kept:
    """What has to be written of the layers of `states`, the pools as the posting leaves them.

    `places` are those of the entries that were costed anew.
    """
    kept = Kept(places=known.places | dict(places), anew=known.anew & set(states))
    for pool, state in states.items():
        if not isinstance(state, Fifo):
            continue
        still = {layer.entry: layer for layer in state.layers}
        was = {layer.entry: layer for layer in known.read.get(pool, ())}
        kept.rows += [(pool, one) for one in still.values() if _changed(one, was, pool, kept)]
        if pool not in kept.anew:
            gone = (layer for entry, layer in was.items() if entry not in still)
            kept.rows += [(pool, Layer(g.entry, g.quantity, g.value, g.quantity)) for g in gone]
    return kept


def _changed(layer: Layer, was: Mapping[UUID, Layer], pool: UUID, kept: Kept) -> bool:
    return pool in kept.anew or was.get(layer.entry) != layer


def write(kept: Kept, rows: Sequence[Row], *, no: int, occurred_at: datetime, digits: int) -> None:
    """Keep the layers; `rows` are the posting's own entries, in their order."""
    if not kept.rows and not kept.anew:
        return
    own: dict[UUID, Place] = {row.id: (occurred_at, no, seq) for seq, row in enumerate(rows, 1)}
    company = current_id()
    if kept.anew:
        standing = sql.array(layer.entry for _, layer in kept.rows)
        sql.run(CLEAR, [company, sql.array(kept.anew), standing])
    values = [
        (
            company,
            new_id(),
            pool,
            layer.entry,
            *(own.get(layer.entry) or kept.places[layer.entry]),
            amount(layer.quantity, QUANTITY_DIGITS),
            amount(layer.value, digits),
            amount(layer.left, QUANTITY_DIGITS),
            Decimal(0) if not layer.left else amount(layer.worth, digits),
        )
        for pool, layer in kept.rows
    ]
    sql.run_rows(KEEP, ROW, values)
