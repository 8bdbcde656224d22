"""Locations of a warehouse for tests, and what lies in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huolang.forms import registry, store
from huolang.kernel import sql
from huolang.kernel.company import current_id
from tests.support import trading
from tests.support.trading import line

WHERE = """
SELECT coalesce(l.code, ''), b.quantity FROM ledger_stockbalance b
JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product
JOIN masters_warehouse w ON w.company_id = b.company_id AND w.id = b.warehouse
LEFT JOIN masters_location l ON l.company_id = b.company_id AND l.id = b.location
WHERE b.company_id = %s::bigint AND p.code = %s AND w.code = %s AND b.quantity <> 0
ORDER BY l.code NULLS FIRST
"""


def locate(code: str = "CK01", *, on: bool = True) -> Any:
    """The warehouse is managed by locations from now on."""
    found = sql.run(
        "SELECT id FROM masters_warehouse WHERE company_id = %s::bigint AND code = %s",
        [current_id(), code],
    ).fetchone()
    warehouse = store.load(registry.get("warehouse"), found[0])
    return trading.change_master(warehouse, located=on)


def location(code: str, /, warehouse: str = "CK01", **fields: Any) -> Any:
    return trading.master("location", code=code, warehouse={"code": warehouse}, **fields)


def bins(*codes: str, warehouse: str = "CK01") -> None:
    for code in codes:
        location(code, warehouse)


def at(code: str) -> dict[str, Any]:
    return {"location": {"code": code}}


def where(product: str, warehouse: str = "CK01") -> dict[str, Decimal]:
    """What lies in which location; "" is none."""
    rows = sql.run(WHERE, [current_id(), product, warehouse]).fetchall()
    found: dict[str, Decimal] = {}
    for code, quantity in rows:
        found[code] = found.get(code, Decimal(0)) + quantity
    return found


def placed(document: Any) -> list[tuple[str, Decimal]]:
    """Location and quantity of each line."""
    names = dict(
        sql.run(
            "SELECT id, code FROM masters_location WHERE company_id = %s::bigint", [current_id()]
        ).fetchall()
    )
    return [(names.get(row.location_id, ""), row.quantity) for row in document.rows]


def receive(quantity: Any, *, to: str | None = None, product: str = "LS8", **more: Any) -> Any:
    told = {**(at(to) if to else {}), **more}
    return trading.confirmed("purchase_receipt", line(product, quantity, "0.5", **told))


def deliver(
    quantity: Any, *, product: str = "LS8", then: str | None = "confirm", **told: Any
) -> Any:
    payload = trading.filled("sales_delivery", line(product, quantity, "1", **told))
    return trading.create("sales_delivery", payload, then=then)


def change_location(code: str, **fields: Any) -> Any:
    found = sql.run(
        "SELECT id FROM masters_location WHERE company_id = %s::bigint AND code = %s",
        [current_id(), code],
    ).fetchone()
    return trading.change_master(store.load(registry.get("location"), found[0]), **fields)
