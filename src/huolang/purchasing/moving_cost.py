"""调拨费用: what a transfer shows of the charges for it that are confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger.proof import Difference

HOLD = """
SELECT id FROM inventory_stocktransfer
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) ORDER BY id FOR NO KEY UPDATE
"""
ADD = """
UPDATE inventory_stocktransfer t
SET moving_cost = nullif(coalesce(t.moving_cost, 0) + k.cost, 0),
    updated_at = greatest(clock_timestamp(), t.updated_at + interval '1 microsecond')
FROM unnest(%s::uuid[], %s::numeric[]) AS k(transfer, cost)
WHERE t.company_id = %s::bigint AND t.id = k.transfer
"""
DEPARTED = """
SELECT t.number, coalesce(c.cost, 0), coalesce(t.moving_cost, 0)
FROM inventory_stocktransfer t
LEFT JOIN (SELECT l.transfer_id, sum(l.cost) AS cost FROM purchasing_transferchargeline l
           JOIN purchasing_transfercharge d
               ON d.company_id = l.company_id AND d.id = l.document_id AND d.state = 'confirmed'
           WHERE l.company_id = %(company)s::bigint GROUP BY 1) c ON c.transfer_id = t.id
WHERE t.company_id = %(company)s::bigint AND coalesce(c.cost, 0) <> coalesce(t.moving_cost, 0)
"""


def hold(transfers: Collection[UUID]) -> None:
    """Lock them, in the order of their ids."""
    sql.run(HOLD, [current_id(), sql.array(sorted(transfers))])


def add(costs: Mapping[UUID, Decimal]) -> None:
    """Moving these transfers, which are locked, cost so much more."""
    sql.run(ADD, [sql.array(costs), sql.array(costs.values()), current_id()])


def differences(company: int) -> Iterator[Difference]:
    """Transfers that show something else than their charges come to."""
    for what, derived, kept in sql.run_often(DEPARTED, {"company": company}):
        yield Difference(company, "moving_cost", str(what), derived, kept)
