"""Duplicates that are merged, and what the books say of each name."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import acting, current_id
from huolang.kernel.permissions import Access
from huolang.masters import merge
from tests.support import trading
from tests.support.trading import MORNING

BOOKS = (
    "ledger_postinghead",
    "ledger_stockentry",
    "ledger_journalentry",
    "ledger_journalline",
    "ledger_openitem",
    "ledger_openitementry",
    "ledger_accountbalance",
    "documents_link",
)
BALANCES = """
SELECT p.code, a.code, b.amount FROM ledger_accountbalance b
JOIN masters_partner p ON p.company_id = b.company_id AND p.id = b.partner
JOIN ledger_account a ON a.company_id = b.company_id AND a.id = b.account_id
WHERE b.company_id = %s::bigint AND b.amount <> 0 ORDER BY p.code, a.code
"""


def merged(duplicate: Any, into: Any, access: Access | None = None) -> Any:
    """Let `into` stand for `duplicate` as well."""
    with acting(current_id()):
        form = registry.of(type(duplicate))
        who = access or trading.anybody()
        return merge.merge(form, duplicate.id, into.id, access=who, at=MORNING)


def written() -> list[Any]:
    """Every row of the books, as text: equal before and after where nothing was written."""
    return [
        sql.run(
            f"SELECT t::text FROM {table} t WHERE t.company_id = %s::bigint ORDER BY 1",
            [current_id()],
        ).fetchall()
        for table in BOOKS
    ]


def balances() -> dict[tuple[str, str], Decimal]:
    """By code of the partner and of the account: what stands there."""
    return {(row[0], row[1]): row[2] for row in sql.run(BALANCES, [current_id()])}
