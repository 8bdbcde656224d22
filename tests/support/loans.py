"""Lent goods for tests: screws and phones that somebody has, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from huolang.kernel import sql
from huolang.kernel.company import current_id
from tests.support import trading
from tests.support.trading import line

PLACES = """
SELECT coalesce(sum(b.quantity) FILTER (WHERE b.location = k.lent), 0),
       coalesce(sum(b.quantity) FILTER (WHERE b.location = k.consigned), 0),
       coalesce(sum(b.quantity) FILTER (WHERE b.location NOT IN (k.lent, k.consigned)), 0)
FROM ledger_stockbalance b
JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product
CROSS JOIN (SELECT '00000000-0000-0000-0000-000000000010'::uuid AS lent,
                   '00000000-0000-0000-0000-000000000011'::uuid AS consigned) k
WHERE b.company_id = %s::bigint AND p.code = %s
"""


def places(code: str = "LS8") -> tuple[Decimal, Decimal, Decimal]:
    """How many are lent, at customers who sell them for us, and on the shelves."""
    return sql.run(PLACES, [current_id(), code]).fetchone()


def lent(quantity: Any = 40, *, product: str = "LS8", **more: Any) -> Any:
    """A loan to P1 by CK01; what is told of its line stands in `line`."""
    told = more.pop("line", {})
    return trading.confirmed("loan", line(product, quantity, **told), **more)


def drafted(loan: Any, target: str, *lines: Mapping[str, Any], **header: Any) -> Any:
    """What a loan becomes, its lines changed as told."""
    draft = trading.convert(loan, target)
    if lines:
        rows = draft.tables["lines"]
        header["lines"] = [{"id": str(r.id), **one} for r, one in zip(rows, lines, strict=True)]
    if header:
        trading.change(draft, **header)
    return draft


def returned(loan: Any, *lines: Mapping[str, Any], **header: Any) -> Any:
    return trading.act(drafted(loan, "loan_return", *lines, **header), "confirm")


def sold(loan: Any, *lines: Mapping[str, Any], **header: Any) -> Any:
    return trading.act(drafted(loan, "sales_delivery", *lines, **header), "confirm")
