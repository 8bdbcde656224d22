"""What came and went by which kind of document: as the report tells it, and slowly."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.reports import asking, in_out_summary, reading
from tests.support import trading

ZERO = Decimal(0)
ALL = [f"{step}_{what}" for step in ("in", "out") for what in ("quantity", "value")]
Kinds = dict[tuple[str, ...], Decimal]


def told(view: str, since: date, until: date) -> Kinds:
    """Product (and warehouse) and what came or went by which kind of document, where it is not
    nothing. Of each row the end is the beginning and all kinds of it."""
    given = {"since": since.isoformat(), "until": until.isoformat(), "view": view}
    wanted = asking.read(in_out_summary.IN_OUT_SUMMARY, given, trading.anybody(), today=until)
    page = reading.page(wanted, limit=200)
    found: Kinds = {}
    for row in page.rows:
        cells = row.cells
        kinds = {name: cells[name] for name in cells if name.startswith(("in_", "out_"))}
        kinds = {name: amount or ZERO for name, amount in kinds.items() if name not in ALL}
        for what in ("quantity", "value"):
            shifted = cells.get("shifted_value", ZERO) if what == "value" else ZERO
            change = sum(
                -amount if name.startswith("out_") else amount
                for name, amount in kinds.items()
                if name.endswith(what)
            )
            assert cells[f"closing_{what}"] == cells[f"opening_{what}"] + change + shifted
        code = [cells[name]["code"] for name in ("product", "warehouse") if name in cells]
        found |= {(*code, name): amount for name, amount in kinds.items() if amount}
    return found


def slowly(view: str, since: date, until: date) -> Kinds:
    """The same entry by entry and correction by correction. Of transfers and new costs both legs
    come, so that nothing is left of them; to and from a warehouse they come and go."""
    statement = """
        SELECT p.code, w.code, e.form, e.occurred_on, e.quantity, e.cost, e.quantity > 0,
               e.reverses IS NOT NULL, e.counter
        FROM ledger_stockentry e
        JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
        JOIN masters_warehouse w ON w.company_id = e.company_id AND w.id = e.warehouse
        WHERE e.company_id = %s::bigint
        UNION ALL
        SELECT p.code, w.code, e.form, a.recognised_on, 0, a.amount, e.quantity > 0,
               e.reverses IS NOT NULL, e.counter
        FROM ledger_costadjustment a
        JOIN ledger_stockentry e ON e.company_id = a.company_id AND e.id = a.entry
        JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
        JOIN masters_warehouse w ON w.company_id = e.company_id AND w.id = e.warehouse
        WHERE a.company_id = %s::bigint"""
    found: Kinds = defaultdict(Decimal)
    for code, place, form, day, quantity, cost, enters, mirror, counter in sql.run(
        statement, [current_id()] * 2
    ).fetchall():
        if not since <= day <= until:
            continue
        moves = view == "warehouse" and form == "stock_transfer"
        came = enters != mirror or (counter == "inventory" and not moves)
        keys = (code, place) if view == "warehouse" else (code,)
        for what, amount in (("quantity", quantity), ("value", cost)):
            step, sign = ("in", 1) if came else ("out", -1)
            found[*keys, f"{step}_{form}_{what}"] += sign * amount
    return {key: amount for key, amount in found.items() if amount}
