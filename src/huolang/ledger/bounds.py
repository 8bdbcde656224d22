"""How much of earlier entries a posting may cost anew in its own transaction. What is more is left
to a job (`ledger.deferring`), however many entries that then are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import settings_registry, sql
from huolang.kernel.company import current_id
from huolang.kernel.settings_registry import Setting, declare
from huolang.ledger.costpools import PoolKey
from huolang.ledger.returns import Start

AT_ONCE = declare(
    Setting(
        key="books.corrected_at_once",
        kind="int",
        default=100_000,
        label=_("即时更正成本的流水笔数"),
        help=_(
            "补录、红冲等要重算的后续流水不超过这么多笔时，随单据当场算完；更多时由后台任务接着算"
        ),
        minimum=1_000,
        maximum=10_000_000,
    )
)
FEWEST = 1_000
"""So many are always costed anew at once: no setting is read for them."""
COUNT = """
SELECT coalesce(sum(c.n), 0)::bigint
FROM unnest(%s::uuid[], %s::timestamptz[], %s::bigint[]) AS k(pool, occurred_at, no)
CROSS JOIN LATERAL (SELECT count(*) AS n FROM (
    SELECT FROM ledger_stockentry e WHERE e.company_id = %s::bigint AND e.pool = k.pool
      AND (e.occurred_at, e.no) > (k.occurred_at, k.no) LIMIT %s) t) c
"""
COUNT_SINCE = """
SELECT coalesce(sum(c.n), 0)::bigint
FROM (SELECT p.id FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])
          AS k(product, warehouse, batch, shipment)
      JOIN ledger_costpool p ON p.company_id = %s::bigint AND p.product = k.product
          AND p.warehouse = k.warehouse AND p.batch = k.batch AND p.shipment = k.shipment
          AND p.generation = 0
      UNION SELECT unnest(%s::uuid[])) r
CROSS JOIN LATERAL (SELECT count(*) AS n FROM (
    SELECT FROM ledger_stockentry e WHERE e.company_id = %s::bigint AND e.pool = r.id
      AND e.occurred_at >= %s::timestamptz LIMIT %s) t) c
"""


class Beyond(Exception):
    """What a posting changes is too much for its transaction. Never seen by who posts."""


class RestsOnWork(Beyond):
    """It rests on what a job is still correcting."""


def most() -> int:
    return settings_registry.load()[AT_ONCE]


def exceeded(count: Callable[[int], int]) -> bool:
    """Are there more than may be costed anew at once? `count` is told how many it may count."""
    if count(FEWEST + 1) <= FEWEST:
        return False
    limit = most()
    return count(limit + 1) > limit


def count(starts: Mapping[UUID, Start], limit: int) -> int:
    """How many entries the pools have after their starts; of each not more than `limit` are
    looked at."""
    found = sql.run(COUNT, [*arrays(starts), current_id(), limit]).fetchone()
    return int(found[0])


def count_since(
    keys: Iterable[PoolKey], since: datetime, limit: int, *, also: Iterable[UUID] = ()
) -> int:
    """How many entries the pools of `keys` and `also` have from `since` on, before any of them is
    locked."""
    company = current_id()
    parameters = [*sql.columns(keys, 4), company, sql.array(also), company, since, limit]
    found = sql.run(COUNT_SINCE, parameters).fetchone()
    return int(found[0])


def arrays(starts: Mapping[UUID, Start]) -> list[str]:
    """Array parameters for `unnest`: pools, moments, numbers."""
    return [
        sql.array(starts),
        "{" + ",".join(f'"{at}"' for at, _ in starts.values()) + "}",
        sql.array(no for _, no in starts.values()),
    ]
