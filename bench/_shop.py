"""The trading company that the benchmark works in: goods, partners, and plenty of stock."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from huolang.documents import lifecycle
from huolang.forms import registry, store, validate, writer
from huolang.kernel import clock, sql, tokens
from huolang.kernel.company import Company, acting
from huolang.kernel.people import User
from huolang.kernel.permissions import Access
from huolang.ledger import items, methods
from huolang.ledger.items import ItemFacts, Policy
from huolang.masters.product import Product

PRODUCTS = 5_000
HOT = 50
PARTNERS = 200
OPENING = 1_000_000
"""Units of every product, so that no delivery is ever refused."""

KINDS = [
    "螺丝", "螺母", "垫片", "轴承", "阀门", "水管", "弯头", "法兰", "电线", "开关", "插座", "灯管",
    "水泵", "电机", "皮带", "链条", "齿轮", "弹簧", "扳手", "钳子", "锤子", "锯条", "钻头", "砂轮",
    "手套", "口罩", "胶带", "油漆", "刷子", "合页",
]  # fmt: skip
WAREHOUSES = """
INSERT INTO masters_warehouse
SELECT (jsonb_populate_record(w, jsonb_build_object('id', gen_random_uuid(),
    'code', 'W' || n.n))).* FROM masters_warehouse w, generate_series(2, %s::int) n(n)
WHERE w.code = 'CK01'
"""
AT_ONCE = 500
"""Products of one opening receipt."""
MATERIALS = ["不锈钢", "镀锌", "铜", "铝合金", "塑料", "尼龙", "橡胶", "碳钢", "陶瓷", "木"]


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


def opened(
    *,
    products: int = PRODUCTS,
    stocked: int = PRODUCTS,
    method: str = methods.AVERAGE,
    warehouses: int = 1,
    opened_on: date | None = None,
) -> Shop:
    """Fill the first company of the database; the first `stocked` products are in stock since
    `opened_on` (or today), and costed by `method`. Every `AT_ONCE` of them lie in the next of the
    `warehouses`."""
    company, user = Company.objects.get(), User.objects.get(username="admin")
    with acting(company.id):
        unit = _id("unit", "PCS")
        made = _products(unit, products, method)
        partners = [_partner(number) for number in range(PARTNERS)]
        sql.run(WAREHOUSES, [warehouses])
        warehouse = _id("warehouse", "CK01")
        places = registry.get("warehouse").model.objects.order_by("id").values_list("id", flat=True)
        others = [place for place in places if place != warehouse]
    access = Access(company=company.id, user=user.id, granted={"*": frozenset({"*"})})
    for number, start in enumerate(range(0, stocked, AT_ONCE)):
        place = [warehouse, *others][number % warehouses]
        _fill(access, place, made[start : start + AT_ONCE], opened_on)
    return Shop(
        company=company.id,
        user=str(user.id),
        token=tokens.issue(user, name="bench", company=company.id),
        warehouse=str(warehouse),
        products=made[:stocked],
        partners=partners,
    )


def _id(form: str, code: str) -> Any:
    return registry.get(form).model.objects.get(code=code).id


def _products(unit: Any, count: int, method: str) -> list[str]:
    form, at = registry.get("product"), clock.now()
    policy = Policy(method=method, standard=Decimal(11) if method == methods.STANDARD else None)
    keys: list[str] = []
    for start in range(0, count, PRODUCTS):
        made = []
        for number in range(start, min(start + PRODUCTS, count)):
            product = Product(
                code=f"B{number:06}",
                name=_name(number),
                unit_id=unit,
                purchase_price=Decimal(10),
                sales_price=Decimal(15),
            )
            product.derive({table.name: [] for table in form.tables}, at=at)
            made.append(product)
        store.insert(form, made)
        items.write([ItemFacts(product=one.id, digits=0, policy=policy) for one in made])
        keys += [str(one.id) for one in made]
    return keys


def _name(number: int) -> str:
    """Kind, material and size, as names of goods are."""
    kind, material = KINDS[number % len(KINDS)], MATERIALS[number // 7 % len(MATERIALS)]
    return f"{material}{kind} {number % 97}×{number % 89}"


def _partner(number: int) -> str:
    form = registry.get("partner")
    told = {"code": f"P{number:03}", "name": f"往来 {number}", "is_supplier": True}
    values = validate.read(form, {**told, "is_customer": True})
    return str(writer.save(form, values, by=None, at=clock.now()).id)


def _fill(access: Access, warehouse: Any, products: list[str], day: date | None) -> None:
    lines = [{"product": p, "quantity": OPENING, "unit_cost": "10"} for p in products]
    payload = {"warehouse": str(warehouse), "reason": "opening", "lines": lines}
    if day is not None:
        payload["date"] = f"{day}"
    with acting(access.company):
        lifecycle.create(registry.get("stock_receipt"), payload, access=access, then="confirm")
