"""示例公司的套装: two sets of goods off the shelf, sold at a price of their own; some come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from huolang.samples.demo_goods import ALL_YEAR, Ware, ean13
from huolang.samples.demo_loans import Lending
from huolang.samples.demo_stockroom import Line, Paper
from huolang.samples.demo_workshop import MAIN

DESK, CLEAN = "SP9301", "SP9302"
TABLE = """
SP9301 开工文具套装 C06 39.90
SP9302 门店清洁套装 C07 58.00
"""
"""Its code, name, category, and what it is sold for."""
PARTS: Mapping[str, tuple[tuple[str, int], ...]] = {
    DESK: (("SP0121", 5), ("SP0321", 2), ("SP0421", 2)),
    CLEAN: (("SP0711", 2), ("SP0721", 2), ("SP0941", 1)),
}


@dataclass(frozen=True)
class Sale:
    """So many of a bundle, to which of the customers; `back` of them come back."""

    bundle: str
    quantity: int
    customer: int
    back: int = 0


SOLD: Mapping[int, Sale] = {
    8: Sale(DESK, 6, 2),
    45: Sale(CLEAN, 4, 9),
    71: Sale(DESK, 10, 14, back=2),
    103: Sale(CLEAN, 3, 2),
    139: Sale(DESK, 5, 6),
}
"""By working day."""
BACK_AFTER = 6
"""Working days."""


def wares() -> list[Ware]:
    return [_ware(line.split(), number) for number, line in enumerate(TABLE.strip().splitlines())]


def _ware(fields: list[str], number: int) -> Ware:
    code, name, category, price = fields
    return Ware(
        code=code,
        name=name,
        specification="",
        category=category,
        unit="PCS",
        packed=1,
        cost=Decimal(0),
        price=Decimal(price),
        barcode=ean13(f"69098{number:07d}"),
        supplier="",
        pace=0,
        season=ALL_YEAR,
    )


def product(one: Ware, ids: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """As somebody fills in a bundle."""
    return {
        "code": one.code,
        "name": one.name,
        "kind": "bundle",
        "category": ids["product_category"][one.category],
        "unit": ids["unit"][one.unit],
        "barcode": one.barcode,
        "sales_price": one.price,
        "parts": [
            {"part": ids["product"][code], "quantity": quantity}
            for code, quantity in PARTS[one.code]
        ],
    }


class Bundling(Lending):
    """It takes what is free of the shelves of the main warehouse."""

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.prices = {one.code: one.price for one in wares()}
        self.sold: dict[int, Paper] = {}
        """By the working day on which some of it come back."""

    def _special(self, day: date) -> Iterator[Paper]:
        yield from super()._special(day)
        number = self._nth(day)
        if one := SOLD.get(number):
            yield from self._sell_bundle(day, number, one)
        if paper := self.sold.get(number):
            yield self._bring_back(day, paper, SOLD[number - BACK_AFTER])

    def _sell_bundle(self, day: date, number: int, one: Sale) -> Iterator[Paper]:
        parts = [(code, part * one.quantity) for code, part in PARTS[one.bundle]]
        if any(self.free[MAIN, code] < wanted for code, wanted in parts):
            return
        for code, wanted in parts:
            self.free[MAIN, code] -= wanted
        line = Line(one.bundle, one.quantity, self.prices[one.bundle])
        customer = self.customers[one.customer].code
        paper = self._paper("sales_delivery", day, MAIN, [line], customer)
        if one.back:
            self.sold[number + BACK_AFTER] = paper
        yield paper

    def _bring_back(self, day: date, paper: Paper, one: Sale) -> Paper:
        line = Line(one.bundle, one.back, self.prices[one.bundle], source=(paper.key, 0))
        for code, part in PARTS[one.bundle]:
            self._arrive(MAIN, code, part * one.back)
        return self._paper("sales_return", day, MAIN, [line], paper.partner)
