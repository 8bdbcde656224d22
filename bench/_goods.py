"""What a shop has beside plain goods: goods that lie in several warehouses, batches, pieces with
numbers, locations, goods on their way and lent, counts, orders, and costs that were corrected.

All of it is made of documents as anybody makes them, of 500 lines each.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.test import Client

from bench import _shop
from huolang.forms import registry, store
from huolang.kernel import clock, sql
from huolang.kernel.company import acting
from huolang.ledger import items
from huolang.ledger.items import ItemFacts
from huolang.masters.product import Product

AT_ONCE = 500
OPENED = 740
"""Days ago: before everything else."""
SPREAD_OVER = 3
"""So many further warehouses have every fourth of the goods."""
PIECES = 100
CASES = """
INSERT INTO masters_productunit (company_id, id, position, product_id, unit_id, numerator,
    denominator, barcode, extra)
SELECT p.company_id, gen_random_uuid(), 0, p.id, %s::uuid, 12, 1, '', '{}'
FROM masters_product p WHERE p.code LIKE 'B%%0'
"""
"""Every tenth product comes in cases of twelve."""


class Goods:
    """Fills the shop further, as its administrator."""

    def __init__(self, shop: _shop.Shop) -> None:
        self.shop, self.chance = shop, random.Random(5)
        headers = {"authorization": f"Bearer {shop.token}"}
        self.client = Client(SERVER_NAME="localhost", headers=headers)
        self.today = clock.now().date()
        with acting(shop.company):
            of = registry.get("warehouse").model.objects
            self.places = [str(one) for one in of.order_by("code").values_list("id", flat=True)]
            self.places.remove(shop.warehouse)

    def spread(self) -> None:
        """A quarter of the goods also lies in other warehouses."""
        goods = self.shop.products[: len(self.shop.products) // 4]
        for number in range(SPREAD_OVER):
            for part, some in enumerate(in_parts(goods, AT_ONCE)):
                place = self.places[(part + number) % len(self.places)]
                lines = [{"product": p, "quantity": "100000", "unit_cost": "10"} for p in some]
                self._opened(place, lines)

    def all_the_rest(self) -> None:
        count = len(self.shop.products)
        self._cases()
        self.batches(count // 20)
        self.serials(max(count // 400, 1))
        self.located(count // 10)
        self.under_way(count // 10)
        self.lent(count // 20)
        self.ordered(100)
        self.corrected(min(count // 20, 1_000))

    def batches(self, count: int) -> None:
        """Three batches of each of `count` products: near their end, past it, and good."""
        made = self._products("P", count, batched=True)
        for number, days in enumerate((-20, 10, 400)):
            told = {"batch": f"L{number}", "expires_on": f"{self.today + timedelta(days=days)}"}
            for some in in_parts(made, AT_ONCE):
                place = self.places[number % len(self.places)]
                lines = [{"product": p, "quantity": "20", "unit_price": "10", **told} for p in some]
                self._bought(lines, place, days_ago=200 - number)
        for some in in_parts(made, AT_ONCE):
            lines = [{"product": p, "quantity": "2", "unit_price": "15", "batch": "L2"}
                     for p in some]  # fmt: skip
            self._made("sales_delivery", lines, partner=self.shop.partners[1],
                       warehouse=self.places[2 % len(self.places)], date=self._day(90))  # fmt: skip

    def serials(self, count: int) -> None:
        """`PIECES` of each, of which a fifth is sold."""
        made = self._products("S", count, serialized=True)
        for some in in_parts(made, 20):
            lines = [{"product": p, "quantity": str(PIECES), "unit_price": "10",
                      "serials": _numbers(PIECES)} for p in some]  # fmt: skip
            self._bought(lines, self.shop.warehouse, days_ago=180)
            sold = [{"product": p, "quantity": str(PIECES // 5), "unit_price": "15",
                     "serials": _numbers(PIECES // 5)} for p in some]  # fmt: skip
            self._made("sales_delivery", sold, partner=self.shop.partners[1],
                       warehouse=self.shop.warehouse, date=self._day(60))  # fmt: skip

    def located(self, count: int) -> None:
        """`count` products in the locations of a warehouse that has them, counted five times."""
        told = {"code": "KW", "name": "库位仓", "located": True}
        place = self._sent("records/warehouse", told)["id"]
        spots = [
            self._sent("records/location", {"code": f"A-{n:04}", "warehouse": place})["id"]
            for n in range(max(count // 20, 2))
        ]
        made = self._products("L", count)
        for part, some in enumerate(in_parts(made, AT_ONCE)):
            lines = [
                {"product": p, "quantity": "50", "unit_price": "10",
                 "location": spots[(part * AT_ONCE + at) % len(spots)]}
                for at, p in enumerate(some)
            ]  # fmt: skip
            self._bought(lines, place, days_ago=150)
        for number in range(5):
            self._counted(place, [f"L{n:06}" for n in range(number, min(count, 2_000), 5)])

    def _counted(self, place: str, codes: Sequence[str]) -> None:
        plan = self._sent("records/count_plan?then=confirm", {"warehouse": place})["id"]
        tallies = [{"id": str(uuid4()), "code": code, "quantity": "49"} for code in codes]
        self._sent(f"counts/{plan}/tallies", {"tallies": tallies}, 200)
        self._sent(f"counts/{plan}/approve", {"uncounted": "leave"}, 200)

    def under_way(self, count: int) -> None:
        """As many goods were sent to another warehouse, and a third of each has come."""
        goods = self._at_home(count)
        for some in in_parts(goods, AT_ONCE):
            lines = [{"product": p, "quantity": "6"} for p in some]
            self._made("stock_transfer", lines, warehouse=self.shop.warehouse, in_steps=True,
                       into=self.places[0])  # fmt: skip

    def lent(self, count: int) -> None:
        for some in in_parts(self._at_home(count), AT_ONCE):
            lines = [{"product": p, "quantity": "3"} for p in some]
            due = f"{self.today - timedelta(days=10)}"
            self._made("loan", lines, partner=self.shop.partners[2], warehouse=self.shop.warehouse,
                       date=self._day(20), due_on=due)  # fmt: skip

    def ordered(self, count: int) -> None:
        """Orders of customers, which hold goods, and of ours, which bring some."""
        goods = self.shop.products[: min(len(self.shop.products), 10_000)]
        for _ in range(count):
            lines = [{"product": p, "quantity": "5", "unit_price": "10"}
                     for p in self.chance.sample(goods, 100)]  # fmt: skip
            told = {"partner": self.shop.partners[0], "warehouse": self.shop.warehouse}
            due = f"{self.today + timedelta(days=self.chance.randint(1, 30))}"
            self._made("purchase_order", [{**line, "expected_on": due} for line in lines], **told)
            self._made("sales_order", lines, **told)

    def corrected(self, count: int) -> None:
        """Dearer goods that came long ago: every later issue costs more."""
        goods = self.shop.products[-count:]
        for some in in_parts(goods, 50):
            lines = [{"product": p, "quantity": "500000", "unit_price": "12"} for p in some]
            self._bought(lines, self.shop.warehouse, days_ago=400)

    def _cases(self) -> None:
        case = self._sent(
            "records/unit", {"code": f"CASE{uuid4().hex[:4]}", "name": "箱", "digits": 0}
        )["id"]
        with acting(self.shop.company):
            sql.run(CASES.replace("%%", "%"), [case])

    def _at_home(self, count: int) -> list[str]:
        """Goods that lie in the first warehouse."""
        with acting(self.shop.company):
            rows = sql.run(
                "SELECT b.product FROM ledger_stockbalance b JOIN ledger_item i"
                " ON i.company_id = b.company_id AND i.id = b.product AND NOT i.batched"
                " WHERE b.warehouse = %s::uuid AND b.quantity > 1000 ORDER BY 1 LIMIT %s::int",
                [self.shop.warehouse, count],
            ).fetchall()
        return [str(key) for (key,) in rows]

    def _products(self, prefix: str, count: int, **fields: Any) -> list[str]:
        form, at = registry.get("product"), clock.now()
        with acting(self.shop.company):
            unit = registry.get("unit").model.objects.get(code="PCS").id
            made = [
                Product(code=f"{prefix}{n:06}", name=_shop._name(n), unit_id=unit,
                        purchase_price=Decimal(10), sales_price=Decimal(15), **fields)
                for n in range(count)
            ]  # fmt: skip
            for one in made:
                one.derive({table.name: [] for table in form.tables}, at=at)
            store.insert(form, made)
            facts = ItemFacts(product=made[0].id, digits=0, batched=bool(fields)) if made else None
            items.write([replace(facts, product=one.id) for one in made if facts])
        return [str(one.id) for one in made]

    def _day(self, days_ago: int) -> str:
        return f"{self.today - timedelta(days=days_ago)}"

    def _opened(self, place: str, lines: Sequence[dict[str, Any]]) -> None:
        self._made("stock_receipt", lines, warehouse=place, reason="opening",
                   date=self._day(OPENED))  # fmt: skip

    def _bought(self, lines: Sequence[dict[str, Any]], place: str, *, days_ago: int) -> None:
        self._made("purchase_receipt", lines, partner=self.shop.partners[0], warehouse=place,
                   date=self._day(days_ago))  # fmt: skip

    def _made(self, form: str, lines: Sequence[dict[str, Any]], **told: Any) -> Any:
        return self._sent(f"records/{form}?then=confirm", {**told, "lines": list(lines)})

    def _sent(self, path: str, told: dict[str, Any], status: int = 201) -> Any:
        answer = self.client.post(f"/api/v1/{path}", json.dumps(told), "application/json")
        if answer.status_code != status:
            raise RuntimeError(f"{path}: {answer.content.decode()[:2000]}")
        return answer.json()


def in_parts(goods: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (goods[start : start + size] for start in range(0, len(goods), size))


def _numbers(count: int) -> list[str]:
    return [f"N{number:05}" for number in range(count)]
