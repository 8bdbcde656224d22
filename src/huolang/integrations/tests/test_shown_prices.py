"""Prices that are shown with fewer digits than they have: the amount is what is owed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huolang.integrations.amounts import rounded_prices
from huolang.integrations.amounts.row_amounts import RowAmount
from huolang.integrations.rows.groups import Group
from huolang.masters.amounts import Typed, of_lines
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["日期", "单号", "客户", "仓库", "商品", "单位", "数量"]
CENT = Decimal("0.01")


@pytest.mark.parametrize(
    ("head", "cells", "total"),
    [
        ("含税单价|折扣率|金额", ["PCS", 300, 3.33, 10, 900], "900"),
        ("含税单价|折扣额|金额", ["PCS", 300, 3.33, 100, 900], "900"),
        ("含税单价|折扣额|金额", ["PCS", 300, 3.33, 0, 1000], "1000"),
        ("含税单价|金额", ["箱", 2, 3.33, 80], "80"),
        ("无税单价|税率|价税合计", ["PCS", 300, 2.95, 13, 1000], "1000"),
        ("含税单价|税率|无税金额", ["PCS", 300, 3.33, 13, 884.96], "1000"),
        ("含税单价|金额", ["PCS", 3, 3.3, 10], None),
    ],
)
def test_the_amount_decides(shop: Shop, head: str, cells: list[Any], total: str | None) -> None:
    """Beside boxes, discounts, and amounts with tax where prices are without."""
    units = {one["name"]: one["code"] for one in shop.client.get("/records/unit").json()["items"]}
    shop.product("B1", units=[{"unit": {"code": units["箱"]}, "numerator": "12"}])
    importer = Importer(shop.client, shop.company)
    row = ["2026-03-01", "X1", "P1", "CK01", "B1", *cells]

    run = importer.bring("sales_order", workbook([*HEAD, *head.split("|")], row))

    wrong = [one[2] for one in importer.faults(run)]
    assert wrong == ([] if total else ["import.amount_differs"])
    made = shop.rows("SELECT trim_scale(total)::text FROM sales_salesorder")
    assert made == ([(total,)] if total else [])


def test_each_of_several_rows_has_its_price_by_what_it_comes_to(shop: Shop) -> None:
    importer = Importer(shop.client, shop.company)
    head = [*HEAD, "含税单价", "价税合计"]
    row = ["2026-03-01", "X1", "P1", "CK01"]
    cells = [[*row, "S1", "PCS", 300, 3.33, 1000], [*row, "S2", "PCS", 3, 10, 30]]

    run = importer.bring("sales_order", workbook(head, *cells))

    assert importer.faults(run) == []
    assert shop.one("SELECT total::int FROM sales_salesorder") == 1030


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    exact=st.integers(20_000, 9_999_000_000).map(lambda one: Decimal(one).scaleb(-6)),
    quantity=st.integers(1, 9_990).map(lambda one: Decimal(one).scaleb(-1)),
    off=st.sampled_from([Decimal(0), Decimal(10), Decimal("12.5")]),
    rate=st.sampled_from([Decimal(0), Decimal(3), Decimal(9), Decimal(13)]),
    included=st.booleans(),
    tax=st.sampled_from([True, False]),
)
def test_what_is_booked_is_what_the_file_says_or_nothing_is_changed(
    exact: Decimal, quantity: Decimal, off: Decimal, rate: Decimal, included: bool, tax: bool
) -> None:
    """Of any price shown to the cent, beside what the exact one comes to, with tax or without."""

    def comes(price: Decimal) -> Decimal:
        line = Typed(quantity=quantity, unit_price=price, discount=off, tax_rate=rate)
        (made,) = of_lines([line], tax_included=included)
        return made.total if tax else made.amount

    shown, said = exact.quantize(CENT, ROUND_HALF_UP), comes(exact)
    group = Group(1, [], payload={"tax_included": included})
    row = {
        "quantity": str(quantity),
        "unit_price": str(shown),
        "discount": str(off),
        "tax_rate": str(rate),
    }
    column = RowAmount(0, "金额", tax, is_total=False, before=False)

    found = rounded_prices.found(group, row, [(column, said)], Decimal("0.005"), 6, {})

    if found is None:
        assert not said or comes(shown) == said or not shown
    else:
        assert comes(Decimal(found[0])) == said
        assert abs(Decimal(found[0]) - shown) <= Decimal("0.005")
