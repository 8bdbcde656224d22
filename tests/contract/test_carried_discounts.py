"""The screen works out carried discounts as the server does: both are held against one file."""

from __future__ import annotations

import json
import os
import random
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from huolang.cli import screen
from huolang.masters import carrying
from huolang.masters.amounts import Typed, total_of
from huolang.masters.carrying import Open, Rest, Share

KEPT = screen.WEB / "src" / "form" / "lines" / "carried.cases.json"
MANY = 100
PRICES = ("7.77", "13.13", "1.005", "0.555555", "19.9", "0.01", "1299", "3.335")
OFFS = ("0", "0", "3.33", "12.5", "50")
RATES = ("13", "9", "6", "1", "0")
UNITS = (("1", "1"), ("1", "1"), ("12", "1"), ("1", "3"))


def test_the_cases_that_the_screen_is_held_against_are_what_the_server_says() -> None:
    told = "[\n" + ",\n".join(json.dumps(one) for one in _cases()) + "\n]\n"
    if os.environ.get("HUOLANG_WRITE_CASES"):
        KEPT.write_text(told, encoding="utf-8")

    assert KEPT.read_text("utf-8") == told, (
        "HUOLANG_WRITE_CASES=1 ./huolang test tests/contract/test_carried_discounts.py"
    )


def _cases() -> list[dict[str, Any]]:
    chance = random.Random(20261127)
    found = [_delivered(), _joined()]
    while len(found) < MANY:
        case = _case(chance)
        if case is not None:
            found.append(case)
    return found


def _delivered() -> dict[str, Any]:
    """Of an order of two lines that gave 3.33, parts of each."""
    lines = [("150", "13.13", "12.5", "6"), ("175", "1.005", "12.5", "9")]
    return _told([("3.33", lines)], ["101", "164"], included=False)


def _joined() -> dict[str, Any]:
    """Two orders that gave 17.77 each, in one."""
    first = [("248", "7.77", "3.33", "13"), ("152", "0.555555", "12.5", "6")]
    second = [
        *(("178", "7.77", "0", "13"), ("30", "0.555555", "12.5", "9")),
        ("257", "1.005", "12.5", "13"),
    ]
    return _told(
        [("17.77", first), ("17.77", second)], ["248", "54", "25", "9", "1"], included=False
    )


def _case(chance: random.Random) -> dict[str, Any] | None:
    """A draft of parts of one to three documents; None where one gave more than its lines hold."""
    documents = [
        (
            str(Decimal(chance.choice((0, 1, 333, 1777, 5000, 12345))) / 100),
            [
                (
                    str(chance.randint(1, 300)),
                    chance.choice(PRICES),
                    chance.choice(OFFS),
                    chance.choice(RATES),
                )
                for _ in range(chance.randint(1, 4))
            ],
        )
        for _ in range(chance.randint(1, 3))
    ]
    ordered = [line[0] for _discount, lines in documents for line in lines]
    taken = [
        one if chance.random() < 0.3 else str(chance.randint(1, int(one) + 5)) for one in ordered
    ]
    units = [chance.choice(UNITS) for _ in ordered]
    included, more = chance.random() < 0.5, chance.randint(0, 2)
    return _told(documents, taken, included=included, units=units, more=more)


def _told(
    documents: list[tuple[str, list[tuple[str, str, str, str]]]],
    taken: list[str],
    *,
    included: bool,
    units: list[tuple[str, str]] | None = None,
    more: int = 0,
) -> Any:
    """What the server says of a draft that takes `taken` of the lines of `documents` (discount;
    quantity, price, percent off, tax rate), with `more` lines that go on from none."""
    units, rows, rests = units or [("1", "1")] * len(taken), list[Any](), list[Rest]()
    for discount, ordered in documents:
        lines: dict[UUID, Open] = {}
        for quantity, price, off, rate in ordered:
            at = len(rows)
            top, bottom = (Decimal(one) for one in units[at])
            typed = Typed(
                quantity=Decimal(quantity),
                unit_price=Decimal(price),
                discount=Decimal(off),
                tax_rate=Decimal(rate),
            )
            base = round(Decimal(quantity) * top / bottom, carrying.EXACTLY)
            lines[UUID(int=at + 1)] = Open(
                base=base, typed=typed, numerator=top, denominator=bottom
            )
            rows.append(_row(at, taken[at], typed, units[at], source=UUID(int=at + 1)))
        rests.append(Rest(Decimal(discount), 2, lines))
    for _ in range(more):
        typed = Typed(quantity=Decimal(3), unit_price=Decimal("3.335"), tax_rate=Decimal(13))
        rows.append(_row(len(rows), "3", typed, ("1", "1"), source=None))
    shares = [_share(rows, rest) for rest in rests]
    try:
        found = carrying.of_lines(
            shares, rows, [row.typed for row in rows], tax_included=included, digits=2
        )
    except carrying.amounts.TooMuchDiscount:
        return None
    whole = total_of(found)
    return {
        "tax_included": included,
        "carried": [carrying.plain(rest) for rest in rests],
        "rows": [row.told for row in rows],
        "discount": str(sum((one.amount for one in shares), Decimal(0))),
        "lines": [[str(one.amount), str(one.tax)] for one in found],
        "whole": [str(whole.amount), str(whole.tax)],
    }


def _row(
    at: int, quantity: str, ordered: Typed, unit: tuple[str, str], *, source: UUID | None
) -> Any:
    top, bottom = unit
    typed = Typed(
        quantity=Decimal(quantity),
        unit_price=ordered.unit_price,
        discount=ordered.discount,
        tax_rate=ordered.tax_rate,
    )
    told = {
        "quantity": quantity,
        "unit_price": str(typed.unit_price),
        "discount": str(typed.discount),
        "tax_rate": str(typed.tax_rate),
        "numerator": top,
        "denominator": bottom,
        "order_line": str(source) if source else None,
    }
    base = round(Decimal(quantity) * Decimal(top) / Decimal(bottom), carrying.EXACTLY)
    return SimpleNamespace(
        id=UUID(int=1000 + at), source=source, base_quantity=base, typed=typed, told=told
    )


def _share(rows: list[Any], rest: Rest) -> Share:
    used = {row.source: row.base_quantity for row in rows if row.source in rest.lines}
    return Share(
        rest.of(used), rest.discount, frozenset(r.id for r in rows if r.source in rest.lines)
    )
