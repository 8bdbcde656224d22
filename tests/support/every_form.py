"""One record of every form, whatever forms there are: what tests of all forms begin with."""

from __future__ import annotations

from typing import Any

from tests.support.shop import Shop, days_ago, line
from tests.support.trading import has_partner

LINES: dict[str, dict[str, str]] = {"opening_stock": {"unit_cost": "1"}}
"""What a line must say beside product and quantity, by form."""


def records(shop: Shop, product: str, partner: str) -> dict[str, str]:
    """Ids by form: masters as they are, documents as drafts of `product` with `partner`.

    `shop` has both, and what else must be there before: one of each of the masters whose names it
    knows by its own codes.
    """
    found = {"product": shop.ids[product], "partner": shop.ids[partner]}
    found |= shop.goods_masters(partner)
    found |= papers(shop, product, partner)
    shop.product("PC", batched=True)
    batch = {"product": {"code": "PC"}, "number": "B1"}
    found["batch"] = shop.ok(shop.client.post("/records/batch", batch), 201)["id"]
    shop.product("XL", serialized=True)
    shop.make("stock_receipt", line("XL", 1, unit_cost="1", serials=["X1"]))
    pieces = shop.ok(shop.client.get("/records/serial_number?limit=1"))["items"]
    found["serial_number"] = pieces[0]["id"]
    headers = {"stock_transfer": {"into": shop.master("warehouse", code="FC", name="分仓")}}
    headers["transfer_request"] = headers["stock_transfer"]
    headers["stock_hold"] = {"hold_until": days_ago(-30)}
    shop.make("stock_receipt", line(product, 2, unit_cost="1"))
    lent = shop.make("loan", line(product, 1), partner={"code": partner})
    got = shop.make("borrowing", line(product, 1), partner={"code": partner})
    found["borrowing_return"] = shop.convert("borrowing", got, "borrowing_return")["id"]
    found["loan_return"] = shop.convert("loan", lent, "loan_return")["id"]
    sent = shop.make("stock_transfer", line(product, 1), in_steps=True, **headers["stock_transfer"])
    charge = shop.convert("stock_transfer", sent, "transfer_charge")
    shop.change("transfer_charge", charge, partner={"code": partner})
    found["transfer_charge"] = charge["id"]
    found["transfer_receipt"] = shop.convert("stock_transfer", sent, "transfer_receipt")["id"]
    found |= inspected(shop, partner)
    whole = {"product": {"id": shop.product("ZJ", "整机")}, "quantity": "1"}
    headers |= {"assembly": whole, "disassembly": whole}
    pattern = {**whole, "name": "整机", "lines": [line(product, 1)]}
    made = shop.client.post("/records/assembly_template", pattern)
    found["assembly_template"] = shop.ok(made, 201)["id"]
    for form in ("unit", "warehouse", "funds_account"):
        found[form] = shop.ok(shop.client.get(f"/records/{form}?limit=1"))["items"][0]["id"]
    count = {"warehouse": {"code": "CK01"}}
    found["count_plan"] = shop.ok(shop.client.post("/records/count_plan", count), 201)["id"]
    found["location"] = shop.master("location", code="A-01", warehouse={"code": "FC"})
    for one in shop.ok(shop.client.get("/forms"))["items"]:
        name, more = one["name"], LINES.get(one["name"], {})
        if name in found:
            continue
        if one["kind"] == "master":
            found[name] = shop.master(name, name=name)
            continue
        header: dict[str, Any] = {"partner": {"code": partner}} if has_partner(name) else {}
        header |= headers.get(name, {})
        made = shop.make(name, line(product, 1, **more), then=None, **header)
        found[name] = made["id"]
    return found


def inspected(shop: Shop, partner: str) -> dict[str, str]:
    """Drafts of an inspection, and of what becomes of the goods that another one rejected."""
    shop.product("ZJP", inspection="yes")
    reason = shop.master("reject_reason", code="HS", name="划伤")
    got = shop.make("purchase_receipt", line("ZJP", 3, 1), partner={"code": partner})
    first = shop.convert("purchase_receipt", got, "inspection")
    part = {"quantity": "2", "rejected": "1", "reason": {"id": reason}}
    rows = [{"id": first["lines"][0]["id"], **part}]
    shop.change("inspection", first, lines=rows)
    shop.act("inspection", first, "confirm")
    rest = shop.convert("purchase_receipt", got, "inspection")
    disposal = shop.convert("inspection", first, "reject_disposal")
    return {"reject_reason": reason, "inspection": rest["id"], "reject_disposal": disposal["id"]}


def papers(shop: Shop, product: str, partner: str) -> dict[str, str]:
    """Drafts of documents without goods of their own: invoices, payments, opening balances."""
    who = {"partner": {"code": partner}}
    got = shop.make("purchase_receipt", line(product, 1, 1), **who)
    sold = shop.make("sales_delivery", line(product, 1, 1), **who)
    drafts = {
        "purchase_invoice": shop.convert("purchase_receipt", got, "purchase_invoice"),
        "sales_invoice": shop.convert("sales_delivery", sold, "sales_invoice"),
        "supplier_payment": shop.convert("purchase_receipt", got, "supplier_payment"),
        "landed_cost": shop.convert("purchase_receipt", got, "landed_cost"),
        "purchase_allowance": shop.convert("purchase_receipt", got, "purchase_allowance"),
        "customer_payment": shop.convert("sales_delivery", sold, "customer_payment"),
    }
    worth = [{"product": {"code": product}, "new_value": "1"}]
    told = {"explanation": "更正", "lines": worth}
    drafts["revaluation"] = shop.ok(shop.client.post("/records/revaluation", told), 201)
    otherwise = {"lines": [{"product": {"code": product}, "method": "fifo"}], "reason": "试"}
    change = shop.client.post("/records/costing_change", otherwise)
    drafts["costing_change"] = shop.ok(change, 201)
    owed = {"kind": "receivable", **who, "amount": "1"}
    opening = shop.client.post("/records/opening_balance", {"date": "2026-01-01", "lines": [owed]})
    drafts["opening_balance"] = shop.ok(opening, 201)
    return {form: draft["id"] for form, draft in drafts.items()}
