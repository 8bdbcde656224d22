"""对账 of what the books were told of each product: that is what its master says."""

from __future__ import annotations

from collections.abc import Iterator

from huolang.kernel import sql
from huolang.ledger.proof import Difference

TOLD = """
SELECT p.code, v.asked, v.said, v.known
FROM masters_product p
JOIN ledger_item i ON i.company_id = p.company_id AND i.id = p.id
CROSS JOIN LATERAL (VALUES ('batched', p.batched, i.batched),
                           ('allow_negative', p.allow_negative, i.allow_negative))
    AS v(asked, said, known)
WHERE p.company_id = %(company)s::bigint AND v.said <> v.known
"""


def items(company: int) -> Iterator[Difference]:
    """Every product that the books take for something else: for goods without batches, say."""
    for code, asked, said, known in sql.run_often(TOLD, {"company": company}):
        yield Difference(company, f"item_{asked}", str(code), int(said), int(known))
