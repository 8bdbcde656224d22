"""示例公司的资料: everything its documents refer to, entered as a person would.

Started again it adds what is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from huolang.forms import registry, store, validate, writer
from huolang.kernel import clock, transactions
from huolang.kernel.company import acting
from huolang.kernel.people import User
from huolang.kernel.permissions import Access
from huolang.samples import (
    demo_bundles,
    demo_figures,
    demo_goods,
    demo_partners,
    demo_prices,
    demo_specials,
    demo_staff,
    entering,
)
from huolang.samples import demo_stockroom as stockroom
from huolang.samples.demo_goods import CENT, Contact, Ware
from huolang.samples.entering import Progress

FORMS = (
    *("unit", "warehouse", "department", "employee", "brand", "product_category", "price_level"),
    *("partner", "product", "price_list", "supplier_price_list", "funds_account"),
)
UNIT_OF_CASES = "BOX"
FLOOR = Decimal("1.05")
"""Nothing is sold below its cost and so much more."""
SAFE_DAYS = 7
"""Days of sale that always lie there."""
HOUSE_BRAND = ("PP99", "示例优选")
BEST_PRICE = Decimal("0.9")

Ids = dict[str, dict[str, UUID]]


class Masters:
    """`ids`: the records by form and code."""

    def __init__(self, access: Access, show: Progress) -> None:
        self.access, self.show = access, show
        self.ids: Ids = {}

    def enter(
        self,
        wares: Sequence[Ware],
        suppliers: Sequence[Contact],
        customers: Sequence[Contact],
        end: date,
    ) -> None:
        """All of them, each after what it refers to."""
        with acting(self.access.company):
            self.ids = {name: entering.codes(name) for name in FORMS}
        self._staff()
        places = [
            {"code": code, "name": name, "address": f"义乌市仓储路 {number} 号"}
            for number, (code, name, _part) in enumerate(demo_figures.WAREHOUSES, 1)
        ]
        self._add("warehouse", places)
        self._answer_for()
        self._add("brand", _brands())
        for level in _categories():
            self._add("product_category", level)
        self._add("price_level", demo_partners.levels())
        supply = [*suppliers, demo_specials.CARRIER]
        self._add("partner", demo_partners.partners(supply, list(customers)))
        goods = (*wares, *demo_specials.wares())
        self._add("product", [_product(one, self.ids, end) for one in goods])
        sets = demo_bundles.wares()
        self._add("product", [demo_bundles.product(one, self.ids) for one in sets])
        self._add("price_list", demo_prices.sales_lists(wares, self.ids, end))
        self._add("supplier_price_list", demo_prices.purchase_lists(wares, self.ids, end))

    def _staff(self) -> None:
        """Departments and employees; those who log in here are linked to themselves."""
        here = User.objects.filter(memberships__company=self.access.company)
        for level in demo_staff.departments():
            self._add("department", level)
        staff = demo_staff.employees(set(here.values_list("username", flat=True)))
        self._add("employee", staff)

    def _answer_for(self) -> None:
        """The department of each warehouse, also of the one that every company begins with."""
        form, at = registry.get("warehouse"), clock.now()

        def work() -> None:
            for code, department in demo_staff.ANSWERS_FOR.items():
                place: Any = store.load(form, self.ids["warehouse"][code], lock=True)
                if place.department_id is None:
                    told = {"department": {"code": department}}
                    values = validate.read(form, told, existing=place, partial=True)
                    writer.save(form, values, existing=place, by=self.access.user, at=at)

        transactions.run(self.access.company, work)

    def _add(self, form: str, payloads: Sequence[dict[str, Any]]) -> None:
        entering.enter(form, payloads, self.ids[form], access=self.access, show=self.show)


def _brands() -> list[dict[str, Any]]:
    """Every supplier sells under a name of its own, and some goods bear that of the house."""
    makers = [(f"PP{n + 1:02d}", demo_goods.WORDS[n]) for n in range(demo_goods.SUPPLIERS)]
    return [{"code": code, "name": name} for code, name in (*makers, HOUSE_BRAND)]


def _categories() -> list[list[dict[str, Any]]]:
    """Groups first, then what lies in them."""
    groups = [{"code": code, "name": name} for code, name, _inside in demo_goods.GROUPS]
    group_of = {one: code for code, _name, inside in demo_goods.GROUPS for one in inside}
    inside = [
        {"code": one.code, "name": one.name, "parent": {"code": group_of[one.code]}}
        for one in demo_goods.CATEGORIES
    ]
    return [groups, inside]


def _product(one: Ware, ids: Ids, end: date) -> dict[str, Any]:
    number = int(one.code[2:])
    case = {
        "unit": ids["unit"][UNIT_OF_CASES],
        "numerator": one.packed,
        "denominator": 1,
        "barcode": demo_goods.of_a_case(one.barcode),
    }
    maker = f"PP{int(one.supplier[1:]):02d}"
    told: dict[str, Any] = {
        "code": one.code,
        "name": one.name,
        "specification": one.specification,
        "category": ids["product_category"][one.category],
        "brand": ids["brand"][HOUSE_BRAND[0] if number % 7 == 0 else maker],
        "unit": ids["unit"][one.unit],
        "units": [case],
        "barcode": one.barcode,
        "purchase_price": one.cost,
        "sales_price": one.price,
        "floor_price": _money(one.cost * FLOOR),
        "limits": [
            _limit(one, code, ids, end)
            for code, *_ in demo_figures.WAREHOUSES
            if demo_figures.pace(one, code, end)
        ],
    }
    if number % 10 == 1:
        old = demo_goods.ean13(f"20{number:010d}")  # what the shop had stuck on it itself
        told["barcodes"] = [{"barcode": old, "unit": ids["unit"][one.unit]}]
    if number % 12 == 0:
        best = {"level": ids["price_level"]["DJ04"], "price": _money(one.price * BEST_PRICE)}
        told["prices"] = [{**best, "unit": ids["unit"][one.unit]}]
    return told | demo_specials.kept(one.code)


def _limit(one: Ware, place: str, ids: Ids, end: date) -> dict[str, Any]:
    """By how fast it sells in this season."""
    pace = demo_figures.pace(one, place, end)
    least = round(pace * stockroom.REORDER * 0.6)
    most = pace * (stockroom.COVER + stockroom.REORDER)
    return {
        "warehouse": ids["warehouse"][place],
        "min_stock": least,
        "max_stock": demo_figures.whole_cases(one, most) + least,
        "safety_stock": min(round(pace * SAFE_DAYS), least),
    }


def _money(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
