"""序列号: which pieces there are, what each costs, and what became of one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, days_ago, line


def pieces(*numbers: str, price: int = 1000, code: str = "SJ") -> dict[str, object]:
    return line(code, len(numbers), price, serials=list(numbers))


@pytest.fixture
def phones(shop: Shop) -> Shop:
    """From P1: A1 and A2 at 1000, four days ago; B1 at 1300, sold. Tablets cost the same each."""
    shop.product("SJ", "手机", serialized=True, costing_scope="batch")
    shop.product("PB", "平板", serialized=True)
    shop.make("purchase_receipt", pieces("A1", "A2"), date=days_ago(4))
    shop.make("purchase_receipt", pieces("B1", price=1300))
    shop.make("purchase_receipt", pieces("T1", price=10, code="PB"))
    shop.make("purchase_receipt", pieces("T2", "T3", price=20, code="PB"))
    shop.make("sales_delivery", pieces("B1", price=2000))
    return shop


def test_every_piece_that_there_is_with_its_cost(phones: Shop) -> None:
    phones.make(
        "stock_transfer", line("SJ", 1, serials=["A2"]), into={"code": "CK02"}, in_steps=True
    )
    told = {"product": {"code": "SJ"}, "serials": ["A1"], "unit_cost": "700"}
    paper = {"explanation": "跌价", "lines": [told]}
    phones.ok(phones.client.post("/records/revaluation?then=confirm", paper), 201)

    found = report(phones.client, "serial_stock", sort="serial")

    columns = ("serial", "warehouse", "status", "days", "supplier", "value")
    assert figures(found, *columns) == [
        ("A1", "CK01", "in_stock", 4, "P1", "700.00"),
        ("A2", "CK02", "in_transit", 4, "P1", "1000.00"),
        ("T1", "CK01", "in_stock", 0, "P1", "16.66"),
        ("T2", "CK01", "in_stock", 0, "P1", "16.67"),
        ("T3", "CK01", "in_stock", 0, "P1", "16.67"),
    ]
    assert totals(found, "value") == (f"{phones.account('1405'):.2f}",) == ("1750.00",)
    asked = {"product": phones.ids["SJ"], "status": "in_transit"}
    assert figures(report(phones.client, "serial_stock", **asked), "serial") == [("A2",)]


def test_pieces_on_their_way_cost_what_they_left_with(shop: Shop) -> None:
    shop.product("SJ", "手机", serialized=True, costing_scope="warehouse")
    shop.make("purchase_receipt", pieces("A1", "A2", price=10))
    shop.make("purchase_receipt", pieces("A3", price=40) | {"warehouse": {"code": "CK02"}})
    sent = line("SJ", 2, serials=["A1", "A2"])
    shop.make("stock_transfer", sent, into={"code": "CK02"}, in_steps=True)

    found = report(shop.client, "serial_stock", sort="serial")

    expected = [("A1", "10.00"), ("A2", "10.00"), ("A3", "40.00")]
    assert figures(found, "serial", "value") == expected


def test_who_may_not_see_costs_sees_where_the_pieces_are(phones: Shop, client: Any) -> None:
    page = report(client("warehouse"), "serial_stock", sort="serial", product=phones.ids["SJ"])

    assert figures(page, "serial", "warehouse") == [("A1", "CK01"), ("A2", "CK01")]
    assert "value" not in page["items"][0]


def test_its_life_tells_how_a_piece_became_another(phones: Shop) -> None:
    phones.product("DN", "电脑", serialized=True)
    whole = {"product": {"code": "DN"}, "quantity": "1", "serials": ["PC1"]}
    phones.make("assembly", line("SJ", 1, serials=["A1"]), **whole)
    phones.make("disassembly", line("SJ", 1, serials=["A1"]), **whole)

    rows = figures(report(phones.client, "serial_life"), "serial", "through_number", "way")

    own = [(number, way) for number, other, way in rows if other is None]
    assert [way for number, way in own if number == "A1"] == ["in", "used", "made"]
    assert [way for number, way in own if number == "PC1"] == ["made", "used"]
    assert [row[1:] for row in rows if row[0] == "A1" and row[1]] == [
        ("PC1", "made"),
        ("PC1", "used"),
    ]
