"""示例公司借出的货: a printer on trial, scanners on show, gift boxes that a shop sells for us, and
a printer that should have come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from huolang.samples.demo_specials import BOX, PIECES
from huolang.samples.demo_stockroom import Line, Paper
from huolang.samples.demo_workshop import MAIN, Workshop

PRINTER, SCANNER = PIECES


@dataclass(frozen=True)
class Lent:
    """What is lent, to which of the customers, for what, for how many days; none: until sold."""

    ware: str
    quantity: int
    customer: int
    purpose: str
    days: int = 0


@dataclass(frozen=True)
class Goes:
    """What becomes of the goods lent on working day `lent`: a form, and how many of them."""

    lent: int
    form: str
    quantity: int


LENT: Mapping[int, Lent] = {
    20: Lent(PRINTER, 1, 3, "trial", 21),
    60: Lent(BOX, 12, 5, "consignment"),
    90: Lent(SCANNER, 2, 7, "show", 90),
    128: Lent(PRINTER, 1, 11, "use", 14),
}
GOES: Mapping[int, tuple[Goes, ...]] = {
    34: (Goes(20, "loan_return", 1),),
    86: (Goes(60, "sales_delivery", 5),),
    116: (Goes(60, "sales_delivery", 4), Goes(60, "loan_return", 1)),
    122: (Goes(90, "loan_return", 1),),
}
"""By working day. The last printer is not back yet."""


class Lending(Workshop):
    """What the workshop keeps an account of is also what it lends."""

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.lent: dict[int, Paper] = {}
        self.out: dict[int, list[str]] = {}
        """Of what was lent on a working day: the numbers that are out."""

    def _special(self, day: date) -> Iterator[Paper]:
        yield from super()._special(day)
        number = self._nth(day)
        if one := LENT.get(number):
            yield from self._lend(day, number, one)
        for goes in GOES.get(number, ()):
            if goes.lent in self.lent:
                yield self._goes(day, goes)

    def _lend(self, day: date, number: int, one: Lent) -> Iterator[Paper]:
        there = self.there[BOX] if one.ware == BOX else len(self.pieces[one.ware])
        if there <= one.quantity:
            return
        told: tuple[tuple[str, Any], ...] = ()
        if one.ware == BOX:
            self.there[BOX] -= one.quantity
        else:
            self.out[number] = [self.pieces[one.ware].pop(0) for _ in range(one.quantity)]
            told = (("serials", tuple(self.out[number])),)
        line = Line(one.ware, one.quantity, more=told)
        customer = self.customers[one.customer].code
        header: list[tuple[str, Any]] = [("purpose", one.purpose)]
        if one.days:
            header.append(("due_on", f"{day + timedelta(days=one.days)}"))
        paper = self._paper("loan", day, MAIN, [line], customer)
        self.lent[number] = replace(paper, more=tuple(header))
        yield self.lent[number]

    def _goes(self, day: date, goes: Goes) -> Paper:
        loan = self.lent[goes.lent]
        ware, told = loan.lines[0].ware, tuple[tuple[str, Any], ...]()
        if goes.lent in self.out:
            back = [self.out[goes.lent].pop(0) for _ in range(goes.quantity)]
            self.pieces[ware] += back
            told = (("serials", tuple(back)),)
        elif goes.form == "loan_return":
            self.there[ware] += goes.quantity
        price = self.special[ware].price if goes.form == "sales_delivery" else None
        source = {"source": (loan.key, 0), "link": "loan_line"}
        line = Line(ware, goes.quantity, price, **source, more=told)
        return self._paper(goes.form, day, MAIN, [line], loan.partner)
