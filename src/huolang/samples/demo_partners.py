"""示例公司的往来单位: contacts, addresses, tax numbers and banks of its made-up partners.

Nothing here is drawn by chance: it follows from the partner's place in its list.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huolang.kernel import tax_number
from huolang.samples import demo_staff
from huolang.samples.demo_goods import Contact

LEVELS = (
    ("DJ01", "零售", Decimal(1)),
    ("DJ02", "会员", Decimal("0.98")),
    ("DJ03", "批发", Decimal("0.95")),
    ("DJ04", "大客户", Decimal("0.92")),
)
"""Code, name, and what part of the list price such customers pay."""
LEVEL_OF = {part: code for code, _name, part in LEVELS}
PROVINCES = {"上海": "上海市", "苏州": "江苏省"}
"""Of the cities that lie outside 浙江省."""
DISTRICTS = {"上海": ("310115", "浦东新区"), "苏州": ("320508", "姑苏区")}
TITLES = {"is_supplier": ("销售经理", "财务"), "is_customer": ("采购", "店长")}
SECOND = ("周会计", "钱主管", "孙助理")


def partners(suppliers: list[Contact], customers: list[Contact]) -> list[dict[str, Any]]:
    told = [_partner(one, place, "is_supplier") for place, one in enumerate(suppliers)]
    return told + [_partner(one, place, "is_customer") for place, one in enumerate(customers)]


def levels() -> list[dict[str, Any]]:
    return [{"code": code, "name": name, "percent": part * 100} for code, name, part in LEVELS]


def _partner(one: Contact, place: int, role: str) -> dict[str, Any]:
    city = one.name[:2]
    seat, district = DISTRICTS.get(city, ("330100", "城区"))
    told: dict[str, Any] = {
        "code": one.code,
        "name": one.name,
        role: True,
        "contact": one.contact,
        "phone": one.phone,
        "address": one.address,
        "contacts": _contacts(one, place, TITLES[role]),
        "tax_number": _credit_code(seat, f"MA{one.code[-3:]}{place:04d}"),
        "invoice_kind": "ordinary" if role == "is_customer" and place % 3 else "special",
        "bank_name": f"示例银行{city}分行",
        "bank_account": f"0000{seat}{place:08d}",
        **demo_staff.agreed(place, role),
    }
    if role == "is_customer":
        told["price_level"] = {"code": LEVEL_OF[one.level]}
        told["addresses"] = _addresses(one, city, district, place)
    return told


def _contacts(one: Contact, place: int, titles: tuple[str, str]) -> list[dict[str, Any]]:
    main = {"name": one.contact, "title": titles[0], "phone": one.phone, "is_main": True}
    if place % 2:
        return [main]
    phone = f"1990002{place:04d}"
    return [main, {"name": SECOND[place % 3], "title": titles[1], "phone": phone}]


def _addresses(one: Contact, city: str, district: str, place: int) -> list[dict[str, Any]]:
    """Where goods go; every fourth customer has a store room elsewhere as well."""
    province = PROVINCES.get(city, "浙江省")
    told = {"province": province, "city": f"{city}市", "district": district}
    street = one.address.partition("市")[2]
    shop = {**told, "street": street, "receiver": one.contact, "phone": one.phone}
    if place % 4:
        return [{**shop, "is_default": True}]
    store = {**told, "street": f"物流园 {place + 1} 号库", "receiver": "仓库收货"}
    return [{**shop, "is_default": True}, {**store, "phone": one.phone}]


def _credit_code(seat: str, body: str) -> str:
    """A 统一社会信用代码 of nobody, with its check character (GB 32100-2015)."""
    start = f"91{seat}{body}"
    return next(start + last for last in tax_number.ALPHABET if tax_number.is_right(start + last))
