"""The trading company that the benchmark works in: goods, partners, and plenty of stock."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from huolang.documents import lifecycle
from huolang.forms import registry, store, validate, writer
from huolang.kernel import clock, tokens
from huolang.kernel.company import Company, acting
from huolang.kernel.people import User
from huolang.kernel.permissions import Access
from huolang.ledger import items
from huolang.ledger.items import ItemFacts
from huolang.masters.product import Product

PRODUCTS = 5_000
HOT = 50
PARTNERS = 200
OPENING = 1_000_000
"""Units of every product, so that no delivery is ever refused."""


@dataclass(frozen=True)
class Shop:
    """What clients and floor must know: ids as text."""

    company: int
    user: str
    token: str
    warehouse: str
    products: list[str]
    partners: list[str]

    def told(self) -> dict[str, Any]:
        return asdict(self)


def opened() -> Shop:
    """Fill the first company of the database."""
    company, user = Company.objects.get(), User.objects.get(username="admin")
    with acting(company.id):
        unit = _id("unit", "PCS")
        products = _products(unit)
        partners = [_partner(number) for number in range(PARTNERS)]
        warehouse = _id("warehouse", "CK01")
    access = Access(company=company.id, user=user.id, granted={"*": frozenset({"*"})})
    for start in range(0, len(products), 500):
        _fill(access, warehouse, products[start : start + 500])
    return Shop(
        company=company.id,
        user=str(user.id),
        token=tokens.issue(user, name="bench", company=company.id),
        warehouse=str(warehouse),
        products=products,
        partners=partners,
    )


def _id(form: str, code: str) -> Any:
    return registry.get(form).model.objects.get(code=code).id


def _products(unit: Any) -> list[str]:
    form, at = registry.get("product"), clock.now()
    made = []
    for number in range(PRODUCTS):
        product = Product(
            code=f"B{number:05}",
            name=f"测试商品 {number}",
            unit_id=unit,
            purchase_price=Decimal(10),
            sales_price=Decimal(15),
        )
        product.derive({"units": []}, at=at)
        made.append(product)
    store.insert(form, made)
    items.write([ItemFacts(product=one.id, digits=0) for one in made])
    return [str(one.id) for one in made]


def _partner(number: int) -> str:
    form = registry.get("partner")
    told = {"code": f"P{number:03}", "name": f"往来 {number}", "is_supplier": True}
    values = validate.read(form, {**told, "is_customer": True})
    return str(writer.save(form, values, by=None, at=clock.now()).id)


def _fill(access: Access, warehouse: Any, products: list[str]) -> None:
    lines = [{"product": p, "quantity": OPENING, "unit_cost": "10"} for p in products]
    payload = {"warehouse": str(warehouse), "reason": "opening", "lines": lines}
    with acting(access.company):
        lifecycle.create(registry.get("stock_receipt"), payload, access=access, then="confirm")
