"""Goods received, returned and invoiced, and the accounts where they wait for their invoices."""

from __future__ import annotations

from typing import Any

from tests.support.shop import Shop, line

Document = dict[str, Any]
PENDING, PAYABLE, WAITING = "222108", "220201", "220202"
INPUT_TAX, OUTPUT_TAX = "22210101", "22210106"


def received(shop: Shop, quantity: int = 10, price: str = "10") -> Document:
    return shop.make("purchase_receipt", line("LS8", quantity, price))


def returned(shop: Shop, got: Document, quantity: int, **fields: Any) -> Document:
    """So many of what came, or went, back."""
    form = "purchase_receipt" if got["number"].startswith("CGRK") else "sales_delivery"
    target = "purchase_return" if form == "purchase_receipt" else "sales_return"
    draft = shop.convert(form, got, target)
    row = {"id": draft["lines"][0]["id"], "quantity": str(quantity), **fields}
    draft = shop.change(target, draft, lines=[row])
    return shop.do(target, draft, "confirm")


def invoiced(shop: Shop, form: str, made: Document, **first: Any) -> Document:
    target = "purchase_invoice" if form.startswith("purchase") else "sales_invoice"
    draft = shop.convert(form, made, target)
    if first:
        rest = [{"id": row["id"]} for row in draft["lines"][1:]]
        draft = shop.change(target, draft, lines=[{"id": draft["lines"][0]["id"], **first}, *rest])
    return shop.do(target, draft, "confirm")
