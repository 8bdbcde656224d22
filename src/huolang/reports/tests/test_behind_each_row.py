"""Where rows and figures lead: each of them to a page that is answered and has something on it,
however long ago the goods moved."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.db import connection

from tests.support.client import ApiClient
from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, days_ago, line

NIL = "00000000-0000-0000-0000-000000000000"
LONG_AGO = {"since": days_ago(300)}
STOCK = {"stock_balance", "slow_moving", "location_stock", "stock_alerts", "stock_by_warehouse"}


def traded_long_ago(shop: Shop) -> None:
    """Nothing moved within the last month; limits are passed and orders open."""
    product = shop.ok(shop.client.get(f"/records/product/{shop.ids['S1']}"))
    least = {"warehouse": {"code": "CK01"}, "min_stock": "50"}
    shop.change("product", product, limits=[least])
    bin_ = {"warehouse": {"code": "CK02"}, "code": "A-1", "name": "A-1"}
    store = shop.read("warehouse", {"id": shop.ids["CK02"]})
    shop.change("warehouse", store, located=True)
    shop.master("location", **bin_)
    shop.make("purchase_order", line("S1", 4, 3), date=days_ago(210))
    shop.make("purchase_receipt", line("S1", 30, 3), line("S2", 8, 2), date=days_ago(200))
    shop.make("sales_delivery", line("S1", 5, 9), date=days_ago(190))
    shop.make("sales_order", line("S2", 2, 9), date=days_ago(190))
    put = line("S1", 3, into_location={"code": "A-1"})
    shop.make("stock_transfer", put, into={"code": "CK02"}, date=days_ago(180))
    shop.master("product", code="YP", name="药片", unit={"code": "PCS"}, batched=True)
    place = {"warehouse": {"code": "CK02"}, "date": days_ago(180)}
    for number, many in (("B1", 20), ("B2", 7)):
        put = line("YP", many, unit_cost="1", batch=number, location={"code": "A-1"})
        shop.make("stock_receipt", put, **place)
    shop.make("loan", line("S1", 1), date=days_ago(170), due_on=days_ago(160))


def test_each_row_and_figure_leads_to_what_made_it(shop: Shop) -> None:
    traded_long_ago(shop)
    followed: dict[str, int] = {}

    for name in [one["name"] for one in shop.ok(shop.client.get("/reports"))["items"]]:
        told = shop.ok(shop.client.get(f"/reports/{name}/definition"))
        for view in told["views"]:
            asked = {"view": view["name"], **_long_ago(told, view)}
            page = report(shop.client, told["name"], **asked)
            for where, given in _ways(page, view):
                answer = shop.client.get(f"/reports/{where}?{urlencode(given)}")
                said = (told["name"], view["name"], where, given, answer.content.decode()[:300])
                assert answer.status_code == 200, said
                assert answer.json()["items"], said
                followed[told["name"]] = followed.get(told["name"], 0) + 1

    assert set(followed) >= STOCK and sum(followed.values()) > 100


def test_a_balance_is_what_the_entries_it_leads_to_come_to(shop: Shop) -> None:
    traded_long_ago(shop)
    view = _view(shop, "stock_balance", "warehouse")
    until = days_ago(100)
    page = report(shop.client, "stock_balance", view="warehouse", until=until)
    without = report(shop.client, "stock_balance", until=until, of_category=NIL)

    found = [
        (row["quantity"], row["value"], *_comes_to(shop, page, view, row)) for row in page["items"]
    ]

    assert figures(without, "product", "quantity") == [("YP", "27")]  # of no category
    assert [one[:2] for one in found] == [one[2:] for one in found]
    assert [one[:2] for one in found] == [
        ("22", "66.00"),
        ("3", "9.00"),
        ("8", "16.00"),
        ("27", "27.00"),
    ]


def test_what_lies_in_a_place_is_what_the_entries_it_leads_to_come_to(shop: Shop) -> None:
    traded_long_ago(shop)
    view = _view(shop, "location_stock", "location")
    page = report(shop.client, "location_stock")

    found = [
        (row["product"]["code"], row["quantity"], _comes_to(shop, page, view, row)[0])
        for row in page["items"]
    ]

    assert sorted(found) == [("S1", "3", "3"), ("YP", "20", "20"), ("YP", "7", "7")]


def test_what_was_known_of_a_balance_leads_to_the_entries_that_were_known(
    live_client: Callable[..., ApiClient], live_company: Any
) -> None:
    """A receipt that comes to light today makes a delivery of before cheaper."""
    shop = Shop(live_client("admin"), live_company.id)
    shop.partner("P1", "华联商贸")
    shop.product("S1", "螺丝 1 号")
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(9))
    shop.make("sales_delivery", line("S1", 4, 9), date=days_ago(8))
    _recorded_three_days_ago(shop.company)
    shop.make("purchase_receipt", line("S1", 10, 1), date=days_ago(9))
    view = _view(shop, "stock_balance", "product")
    found = {}

    for known_at in (days_ago(4), days_ago(1), days_ago(0)):
        page = report(shop.client, "stock_balance", known_at=known_at)
        behind = [_comes_to(shop, page, view, row) for row in page["items"]]
        found[known_at] = (figures(page, "quantity", "value"), behind)
    whole = {"product": shop.ids["S1"], "since": days_ago(9)}
    costs = {
        known_at: totals(
            report(shop.client, "stock_entries", **whole, known_at=known_at), "cost", "value"
        )
        for known_at in found
    }

    assert found == {
        days_ago(4): ([], []),
        days_ago(1): ([("6", "12.00")], [("6", "12.00")]),
        days_ago(0): ([("16", "24.00")], [("16", "24.00")]),
    }
    assert costs[days_ago(1)] == ("12.00", "12.00") and costs[days_ago(0)] == ("22.00", "24.00")


def _recorded_three_days_ago(company: int) -> None:
    """As if somebody had confirmed all that is in the books then."""
    url = os.environ["HUOLANG_OWNER_DATABASE_URL"]
    with psycopg.connect(url, dbname=connection.settings_dict["NAME"]) as owner:
        owner.execute("ALTER TABLE ledger_postinghead DISABLE TRIGGER append_only")
        moved = owner.execute(
            "UPDATE ledger_postinghead SET recorded_at = recorded_at - interval '3 days'"
            " WHERE company_id = %s",
            [company],
        )
        assert moved.rowcount == 2
        owner.execute("ALTER TABLE ledger_postinghead ENABLE TRIGGER append_only")


def test_what_lies_of_a_batch_is_what_the_entries_its_figure_leads_to_come_to(shop: Shop) -> None:
    traded_long_ago(shop)
    page = report(shop.client, "batch_stock", until=days_ago(100))
    view = _view(shop, "batch_stock", "batch")

    found = []
    for row in page["items"]:
        ways = dict(_ways({**page, "items": [row]}, view))
        came = report(shop.client, "stock_entries", **ways["stock_entries"])["totals"]
        found.append((row["batch"]["number"], row["quantity"], came["quantity"]))

    assert sorted(found) == [("B1", "20", "20"), ("B2", "7", "7")]


def _comes_to(shop: Shop, page: Any, view: Any, row: Any) -> tuple[str, str | None]:
    where, given = next(_ways({**page, "items": [row]}, view))
    totals = report(shop.client, where, **given)["totals"]
    return totals["quantity"], totals.get("value")


def _view(shop: Shop, name: str, view: str) -> Any:
    told = shop.ok(shop.client.get(f"/reports/{name}/definition"))
    return next(one for one in told["views"] if one["name"] == view)


def _long_ago(told: dict[str, Any], view: dict[str, Any]) -> dict[str, str]:
    offered = {
        one["name"] for one in told["filters"] if not one["views"] or view["name"] in one["views"]
    }
    return {name: day for name, day in LONG_AGO.items() if name in offered}


def _ways(page: dict[str, Any], view: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """The report and the question behind each row, and behind each figure that is not zero."""
    for row in page["items"]:
        columns = page.get("columns") or view["columns"]
        drills = [one["drill"] for one in columns if one["drill"] and _some(row[one["name"]])]
        for drill in [view["drill"], *drills]:
            if drill is None:
                continue
            given = {key: page["asked"][key] for key in drill["keeps"] if page["asked"].get(key)}
            cells = {key: _plain(row[column]) for key, column in drill["filters"].items()}
            cells |= {key: NIL for key in drill["nothing"] if not cells[key]}
            assert all(cells.values()), (row, drill)
            yield drill["report"], {"view": drill["view"], **given, **cells, **drill["fixed"]}


def _plain(cell: Any) -> str:
    return str(cell["id"] if isinstance(cell, dict) else cell or "")


def _some(figure: str | None) -> bool:
    return figure not in (None, "0", "0.00")
