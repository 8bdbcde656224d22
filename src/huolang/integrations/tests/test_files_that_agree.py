"""Exports of many documents of which every figure is right are booked to their own amounts; those
in which a quantity is another one are left out, and no other."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["日期", "单号", "客户", "仓库", "商品", "数量"]
DOCUMENTS, CENT = 30, Decimal("0.01")
Row = list[Any]
Made = tuple[list[Row], Decimal]


def cents(exact: Decimal) -> Decimal:
    return exact.quantize(CENT, ROUND_HALF_UP)


def taxed(by: random.Random, some: int) -> Made:
    """Prices without tax, what each row comes to, and a discount of the whole with tax."""
    rows: list[Row] = []
    for _n in range(some):
        quantity = Decimal(by.choice([1, 2, 7, 12, 300]))
        price = Decimal(by.randint(50, 99_999)) / by.choice([100, 10_000])
        rate, net = by.choice([0, 3, 9, 13]), cents(quantity * price)
        tax = cents(net * rate / 100)
        rows.append([quantity, price, net, rate, tax, net + tax])
    gross = sum((row[-1] for row in rows), Decimal(0))
    off = min(gross, Decimal(by.choice([0, 0, by.randint(1, 300)])) / 100)
    return [[*row, off, gross - off] for row in rows], gross - off


def shown(by: random.Random, some: int) -> Made:
    """Prices shown to the cent, and a discount of each row in money."""
    rows: list[Row] = []
    for _n in range(some):
        quantity, price = by.choice([1, 3, 24, 300]), Decimal(by.randint(20_000, 999_999)) / 10_000
        gross = cents(quantity * price)
        off = Decimal(by.choice([0, by.randint(1, 99)])) / 100
        rows.append([quantity, cents(price), off, gross - off])
    return rows, sum((row[-1] for row in rows), Decimal(0))


def owed(by: random.Random, some: int) -> Made:
    """No word of tax: what all rows come to, less a discount, is what is owed; a part was paid."""
    rows: list[Row] = []
    for _n in range(some):
        quantity, price = by.randint(1, 30), Decimal(by.randint(100, 9_999)) / 100
        rows.append([quantity, price, quantity * price])
    every = sum((row[-1] for row in rows), Decimal(0))
    off = Decimal(by.choice([0, 0, by.randint(1, 99)])) / 100
    paid = by.choice([every - off, Decimal(0), cents((every - off) / 2)])
    return [[*row, off, every - off, paid] for row in rows], every - off


def written(make: Callable[[random.Random, int], Made], *, wrong: int) -> Iterator[tuple[Row, Any]]:
    by = random.Random(20261129)
    for number in range(DOCUMENTS):
        some, total = make(by, by.randint(1, 3))
        if number < wrong:
            some[0][0] += 1
        for place, cells in enumerate(some, start=1):
            figures = [float(one) for one in cells]
            yield ["2026-03-01", f"X{number}", "P1", "CK01", f"S{place}", *figures], total


@pytest.mark.parametrize("wrong", [0, 5])
@pytest.mark.parametrize(
    ("make", "more"),
    [
        (taxed, "单价|金额|税率(%)|税额|价税合计|收款优惠|优惠后金额"),
        (shown, "含税单价|折扣额|金额"),
        (owed, "单价|小计|优惠金额|应收金额|实收金额"),
    ],
)
def test_they_are_booked_to_their_own_amounts(
    shop: Shop,
    importer: Importer,
    make: Callable[[random.Random, int], Made],
    more: str,
    wrong: int,
) -> None:
    rows = [*written(make, wrong=wrong)]
    content = workbook([*HEAD, *more.split("|")], *(row for row, _total in rows))
    told = {row[1]: total for row, total in rows}

    run = importer.bring("sales_order", content)

    assert (run["created"], run["refused"]) == (DOCUMENTS - wrong, wrong)
    made = shop.rows("SELECT total FROM sales_salesorder ORDER BY id")
    expected = [*told.values()][wrong:]
    off = [abs(one - said) for (one,), said in zip(made, expected, strict=True)]
    cents_told = [o for o in run["findings"]["notes"] if o["code"] == "import.total_rounded"]
    assert max(off) <= (2 * CENT if cents_told else 0)


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)
