"""调拨费用统计: what it cost to move goods, who sees it, and what a file or a paper says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.client import ApiClient
from tests.support.importing import Importer, workbook
from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, days_ago, line


@pytest.fixture
def sent(shop: Shop) -> dict[str, Any]:
    """60 screws at 2, six days ago to the shop and on their way."""
    shop.make("purchase_receipt", line("S1", 100, 2), date=days_ago(9))
    to = {"into": {"code": "CK02"}, "date": days_ago(6)}
    return shop.make("stock_transfer", line("S1", 60), in_steps=True, **to)


def charge(
    shop: Shop, *lines: dict[str, Any], partner: str = "P1", **fields: Any
) -> dict[str, Any]:
    told = {"partner": {"code": partner}, "lines": lines, "date": days_ago(1), **fields}
    return shop.ok(shop.client.post("/records/transfer_charge?then=confirm", told), 201)


def of(transfer: dict[str, Any], amount: str, **more: Any) -> dict[str, Any]:
    return {"transfer": {"id": transfer["id"]}, "amount": amount, **more}


def costs(shop: Shop, **asked: Any) -> dict[str, Any]:
    return report(shop.client, "moving_costs", since=days_ago(20), **asked)


def test_by_route_carrier_kind_and_transfer(shop: Shop, sent: dict[str, Any]) -> None:
    back = shop.make(
        "stock_transfer",
        line("S1", 1),
        warehouse={"code": "CK01"},
        into={"code": "CK02"},
        date=days_ago(5),
    )
    before = report(shop.client, "stock_in_transit")
    first = charge(shop, of(sent, "300", tax="27"), of(back, "20", kind="handling"))
    charge(shop, of(sent, "50", kind="insurance"), partner="P2", invoice_kind="ordinary")
    wrong = charge(shop, of(back, "999"))
    shop.do("transfer_charge", wrong, "cancel")

    route = costs(shop)
    lines = costs(shop, view="line", kind="freight")

    assert figures(route, "warehouse", "into", "cost", "transfers") == [
        ("CK01", "CK02", "370.00", 2)
    ]
    assert totals(route, "cost") == ("370.00",)
    assert figures(costs(shop, view="partner"), "partner", "cost") == [
        ("P1", "320.00"),
        ("P2", "50.00"),
    ]
    assert figures(costs(shop, view="kind"), "kind", "cost") == [
        ("freight", "300.00"),
        ("insurance", "50.00"),
        ("handling", "20.00"),
    ]
    told = (first["number"], days_ago(1), "P1", sent["number"], "CK01", "CK02", "300.00", "27.00")
    columns = ("document", "day", "partner", "transfer", "warehouse", "into", "cost", "tax")
    assert figures(lines, *columns) == [told]
    assert report(shop.client, "stock_in_transit") == before
    assert shop.account("560101") == 370
    assert shop.differences() == []


def test_the_transfer_says_it_on_page_and_paper_to_who_may_know(
    shop: Shop, sent: dict[str, Any], client: Callable[..., ApiClient]
) -> None:
    charge(shop, of(sent, "300", tax="27"))
    address = f"/records/stock_transfer/{sent['id']}"

    assert shop.read("stock_transfer", sent)["moving_cost"] == "300.00"
    assert "300.00" in shop.client.get(f"{address}/print").content.decode()
    assert "300.00" not in shop.client.get(f"{address}/print?prices=false").content.decode()
    keeper = client("warehouse")
    assert "moving_cost" not in keeper.get(address).json()
    assert "300.00" not in keeper.get(f"{address}/print").content.decode()
    assert "transfer_charge" not in keeper.get(address).json()["conversions"]
    for hidden in ("/records/transfer_charge", "/reports/moving_costs"):
        assert keeper.get(hidden).status_code == 403
    assert keeper.get(f"{address}/chain").json()["after"] == []
    buyer = client("purchasing")
    assert "transfer_charge" in buyer.get(address).json()["conversions"]
    assert buyer.get("/reports/moving_costs").status_code == 200


def test_a_bill_of_the_month_comes_in_a_file_and_goes_out_as_it_was(
    shop: Shop, sent: dict[str, Any]
) -> None:
    importer = Importer(shop.client, shop.company)
    other = shop.make("stock_transfer", line("S1", 2), into={"code": "CK02"})
    content = workbook(
        ["收款单位", "发票号码", "调拨单", "费用项目", "不含税金额", "税额"],
        ["P1", "A-1", sent["number"], "运费", 300, 27],
        ["P1", "A-1", other["number"], "装卸费", 20, 0],
        ["P1", "A-2", "DB-没有", "运费", 1, 0],
    )

    done = importer.bring("transfer_charge", content, confirm=True)

    assert (done["created"], done["refused"]) == (1, 1), importer.faults(done)
    assert [shop.read("stock_transfer", one)["moving_cost"] for one in (sent, other)] == [
        "300.00",
        "20.00",
    ]
    assert shop.owed("payable") == 226 + 347
    listed = shop.ok(shop.client.get("/records/transfer_charge"))["items"]
    assert [one["total"] for one in listed] == ["347.00"]
