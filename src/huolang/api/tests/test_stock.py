"""The stock page: what is there, what it is worth, and the entries behind every figure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from huolang.kernel import sql
from huolang.kernel.company import acting
from tests.support.client import ApiClient
from tests.support.shop import Shop, days_ago, line


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    """S1: 10 at 2.5, 4 sold. S2: 6 here, 2 in another warehouse, 3 promised."""
    shop.warehouse("CK09", "门店")
    shop.make("purchase_receipt", line("S1", 10, "2.5"))
    shop.make("sales_delivery", line("S1", 4))
    shop.make(
        "purchase_receipt", line("S2", 6, "1"), line("S2", 2, "5", warehouse={"code": "CK09"})
    )
    shop.make("sales_order", line("S2", 3))
    return shop


def test_the_list_shows_quantities_value_and_their_sum(stocked: Shop) -> None:
    page = stocked.client.get("/stock").json()

    first, second = page["items"]
    assert (first["product"]["code"], first["on_hand"], first["value"]) == ("S1", "6", "15.00")
    assert (second["on_hand"], second["reserved"], second["available"]) == ("8", "3", "5")
    assert (second["value"], second["unit_cost"]) == ("16.00", "2")
    assert page["sums"] == {"value": "31.00"}
    assert page["next"] is None


def test_the_list_can_be_by_warehouse_and_its_parts_are_the_whole(stocked: Shop) -> None:
    page = stocked.client.get("/stock?by=product,warehouse").json()

    here = [(i["product"]["code"], i["warehouse"]["code"], i["on_hand"]) for i in page["items"]]
    assert sorted(here) == [("S1", "CK01", "6"), ("S2", "CK01", "6"), ("S2", "CK09", "2")]
    assert sum(Decimal(one["value"]) for one in page["items"]) == Decimal(31)


def test_warehouses_share_what_a_product_is_worth_to_the_last_cent(stocked: Shop) -> None:
    """149.99 for six, four of them here: 99.993… and 49.996…"""
    stocked.warehouse("CK10", "二店")
    places = [{"code": code} for code in ("CK01", "CK09", "CK10")]
    rows = [line("S3", 2, "16.666667", warehouse=place) for place in places]
    stocked.make("purchase_receipt", *rows)
    stocked.make("purchase_receipt", line("S3", 2, "50", warehouse=places[0]))
    stocked.make("sales_delivery", line("S3", 2, warehouse=places[1]))
    product = f"product={stocked.ids['S3']}"

    whole = stocked.client.get(f"/stock?{product}").json()
    parts = stocked.client.get(f"/stock?by=product,warehouse&{product}").json()
    ids = [
        stocked.one("SELECT id FROM masters_warehouse WHERE code = %s", w["code"]) for w in places
    ]
    alone = [stocked.client.get(f"/stock?{product}&warehouse={w}").json() for w in ids]

    told = {one["warehouse"]["code"]: one["value"] for one in parts["items"]}
    assert told == {"CK01": "99.99", "CK10": "50.00"}
    assert whole["items"][0]["value"] == "149.99"
    assert whole["sums"] == parts["sums"] == {"value": "149.99"}
    assert [one["sums"]["value"] for one in alone] == ["99.99", "0.00", "50.00"]
    assert [one["items"][0]["value"] for one in (alone[0], alone[2])] == ["99.99", "50.00"]


def test_cents_that_do_not_divide_go_to_the_warehouses_that_lost_most(stocked: Shop) -> None:
    stocked.warehouse("CK10", "二店")
    for code, quantity in (("CK01", 1), ("CK09", 1), ("CK10", 1)):
        price = "33.34" if code == "CK01" else "33.33"
        stocked.make("purchase_receipt", line("S3", quantity, price, warehouse={"code": code}))

    page = stocked.client.get(f"/stock?by=product,warehouse&product={stocked.ids['S3']}").json()

    values = sorted(Decimal(one["value"]) for one in page["items"])
    assert values == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert page["sums"] == {"value": "100.00"}


def test_the_entries_of_one_warehouse_claim_no_value_of_a_pool_that_others_share(
    stocked: Shop,
) -> None:
    path = f"/stock/entries?product={stocked.ids['S2']}"
    place = f"&warehouse={stocked.ids['CK09']}"

    everywhere = stocked.client.get(path).json()["items"]
    here = stocked.client.get(f"{path}{place}").json()["items"]
    with acting(stocked.company):
        sql.run("UPDATE ledger_costpool SET warehouse = %s::uuid", [stocked.ids["CK09"]])
    own_pool = stocked.client.get(f"{path}{place}").json()["items"]

    assert [one["value_after"] for one in everywhere] == ["16.00", "6.00"]
    assert [(one["on_hand_after"], one.get("value_after")) for one in here] == [("2", None)]
    assert own_pool[0]["value_after"] == "16.00"


def test_the_list_is_searched_and_read_page_by_page(stocked: Shop) -> None:
    first = stocked.client.get("/stock?limit=1").json()
    second = stocked.client.get(f"/stock?limit=1&cursor={first['next']}").json()
    found = stocked.client.get("/stock?q=2 号").json()
    one = stocked.client.get(f"/stock?product={stocked.ids['S1']}").json()
    there = stocked.client.get(f"/stock?warehouse={stocked.ids['CK09']}").json()

    codes = [[i["product"]["code"] for i in p["items"]] for p in (first, second, found, one, there)]
    assert codes == [["S1"], ["S2"], ["S2"], ["S1"], ["S2"]]
    assert second["next"] is None
    assert there["items"][0]["on_hand"] == "2"


def test_every_figure_has_its_entries_newest_first(stocked: Shop) -> None:
    path = f"/stock/entries?product={stocked.ids['S1']}"

    first = stocked.client.get(f"{path}&limit=1").json()
    second = stocked.client.get(f"{path}&limit=1&cursor={first['next']}").json()

    out, into = first["items"][0], second["items"][0]
    assert (out["quantity"], out["on_hand_after"], out["value_after"]) == ("-4", "6", "15.00")
    assert (into["quantity"], into["on_hand_after"], into["value_after"]) == ("10", "10", "25.00")
    assert (into["form"], into["unit_cost"]) == ("purchase_receipt", "2.5")
    assert second["next"] is None


def test_entries_of_goods_on_no_shelf_say_where_those_are(stocked: Shop) -> None:
    stocked.make("stock_transfer", line("S1", 2), into={"code": "CK09"}, in_steps=True)

    found = stocked.client.get(f"/stock/entries?product={stocked.ids['S1']}").json()["items"]

    told = [(one["warehouse"]["code"], one["quantity"], one.get("off_shelf")) for one in found[:2]]
    assert told == [("CK09", "2", "in_transit"), ("CK01", "-2", None)]


def test_availability_is_told_for_many_products_in_one_statement(stocked: Shop) -> None:
    products = ",".join(stocked.ids[code] for code in ("S1", "S2", "S3"))

    with sql.counting() as seen:
        items = stocked.client.get(f"/stock/availability?products={products}").json()["items"]

    told = {one["product"]: one["available"] for one in items}
    assert told == {stocked.ids["S1"]: "6", stocked.ids["S2"]: "5", stocked.ids["S3"]: "0"}
    assert sum("ledger_availability" in one for one in seen) == 1


def test_who_may_not_see_cost_sees_none_anywhere(
    stocked: Shop, client: Callable[..., ApiClient]
) -> None:
    clerk = client("warehouse")
    receipt = stocked.client.get("/records/purchase_receipt").json()["items"][0]

    page = clerk.get("/stock").json()
    entry = clerk.get(f"/stock/entries?product={stocked.ids['S1']}").json()["items"][0]
    books = clerk.get(f"/records/purchase_receipt/{receipt['id']}/entries").json()

    assert "sums" not in page
    assert not {"value", "unit_cost"} & set(page["items"][0])
    assert not {"cost", "unit_cost", "value_after", "adjustment"} & set(entry)
    assert "journal" not in books
    assert books["stock"]


def test_accounts_are_named_in_the_language_of_the_reader(stocked: Shop) -> None:
    receipt = stocked.client.get("/records/purchase_receipt").json()["items"][0]
    path = f"/records/purchase_receipt/{receipt['id']}/entries"

    def names(language: str) -> set[str]:
        journal = stocked.client.get(path, Accept_Language=language).json()["journal"]
        return {line["account"]["name"] for line in journal}

    assert "库存商品" in names("zh-hans")
    assert "Goods in stock" in names("en")


@pytest.mark.parametrize(
    "path",
    [
        "/stock?cursor=x",
        "/stock?by=colour",
        "/stock?limit=0",
        "/stock?product=x",
        "/stock?colour=red",
        "/stock/entries",
        "/stock/entries?product=x",
        "/stock/availability?products=x",
    ],
)
def test_a_wrong_parameter_is_refused(shop: Shop, path: str) -> None:
    assert shop.client.get(path).status_code == 422


def test_the_journal_of_a_document_balances(stocked: Shop) -> None:
    made = stocked.make("sales_delivery", line("S1", 2))

    journal = stocked.client.get(f"/records/sales_delivery/{made['id']}/entries").json()["journal"]

    assert journal
    assert sum(Decimal(r["debit"]) for r in journal) == sum(Decimal(r["credit"]) for r in journal)


def test_a_cursor_of_one_product_is_worth_nothing_for_another(stocked: Shop) -> None:
    first = stocked.client.get(f"/stock/entries?product={stocked.ids['S1']}&limit=1").json()

    answer = stocked.client.get(
        f"/stock/entries?product={stocked.ids['S2']}&limit=1&cursor={first['next']}"
    )

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


def test_a_document_that_goes_on_from_an_order_may_use_what_the_order_holds(stocked: Shop) -> None:
    order = stocked.make("sales_order", line("S2", 4))
    path = f"/stock/availability?products={stocked.ids['S2']}"

    (plain,) = stocked.client.get(path).json()["items"]
    (own,) = stocked.client.get(f"{path}&orders={order['id']}").json()["items"]

    assert (plain["available"], plain["held"]) == ("2", [])
    assert own["available"] == "2"
    assert own["held"] == [{"line": order["lines"][0]["id"], "quantity": "3"}]


def test_what_is_reserved_has_the_order_lines_behind_it(stocked: Shop) -> None:
    order = stocked.make("sales_order", line("S2", 6))
    path = f"/stock/promises?product={stocked.ids['S2']}"

    first = stocked.client.get(f"{path}&limit=1").json()
    second = stocked.client.get(f"{path}&limit=1&cursor={first['next']}").json()
    there = stocked.client.get(f"{path}&warehouse={stocked.ids['CK09']}").json()

    figures = [
        (i["wanted"], i["reserved"], i["waiting"]) for p in (first, second) for i in p["items"]
    ]
    assert figures == [("3", "3", "0"), ("6", "3", "3")]
    newest = second["items"][0]
    assert (newest["form"], newest["number"]) == ("sales_order", order["number"])
    assert newest["partner"]["code"] == "P1"
    assert second["next"] is None
    assert there["items"] == []
    assert stocked.stock("S2")["reserved"] == "6"


def test_what_is_sold_out_is_listed_when_it_is_asked_for(stocked: Shop) -> None:
    stocked.make("sales_delivery", line("S1", 6))

    without = stocked.client.get("/stock").json()
    with_empty = stocked.client.get("/stock?empty=true").json()
    by_place = stocked.client.get("/stock?empty=true&by=product,warehouse").json()

    assert [one["product"]["code"] for one in without["items"]] == ["S2"]
    shown = [(one["product"]["code"], one["on_hand"]) for one in with_empty["items"]]
    assert shown == [("S1", "0"), ("S2", "8")]
    assert len(by_place["items"]) == 3
    assert with_empty["sums"] == without["sums"]


def test_a_past_day_is_read_without_what_came_later(stocked: Shop) -> None:
    stocked.make("purchase_receipt", line("S1", 5, "4"), date=days_ago(40))
    stocked.make("sales_delivery", line("S1", 2), date=days_ago(35))

    def then(days: int, more: str = "") -> Any:
        return stocked.client.get(f"/stock?as_of={days_ago(days)}{more}").json()

    assert then(41) == {"items": [], "next": None, "sums": {"value": "0.00"}}
    (bought,) = then(40)["items"]
    assert (bought["on_hand"], bought["value"], bought["unit_cost"]) == ("5", "20.00", "4")
    assert "reserved" not in bought
    assert [one["on_hand"] for one in then(35)["items"]] == ["3"]
    assert [one["on_hand"] for one in then(0)["items"]] == ["9", "8"]
    assert then(0)["sums"] == stocked.client.get("/stock").json()["sums"]


def test_a_past_day_can_be_by_warehouse_and_page_by_page(stocked: Shop) -> None:
    address = f"/stock?as_of={days_ago(0)}&by=product,warehouse&limit=2"
    first = stocked.client.get(address).json()
    second = stocked.client.get(f"{address}&cursor={first['next']}").json()

    now = stocked.client.get("/stock?by=product,warehouse").json()
    both = [*first["items"], *second["items"]]
    assert [(o["on_hand"], o["value"], o["warehouse"]) for o in both] == [
        (o["on_hand"], o["value"], o["warehouse"]) for o in now["items"]
    ]
    assert first["sums"] == second["sums"] == now["sums"]
    assert second["next"] is None


def test_one_warehouse_of_a_past_day_is_one_row_a_product(stocked: Shop) -> None:
    place = stocked.one("SELECT id FROM masters_warehouse WHERE code = 'CK09'")

    found = stocked.client.get(f"/stock?as_of={days_ago(0)}&warehouse={place}").json()

    assert [(o["product"]["code"], o["on_hand"]) for o in found["items"]] == [("S2", "2")]
    assert found["items"][0]["warehouse"] is None


def test_a_day_that_has_not_come_is_refused(stocked: Shop) -> None:
    answer = stocked.client.get(f"/stock?as_of={days_ago(-1)}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "as_of"


def test_who_may_not_see_cost_sees_no_value_of_a_past_day_either(
    stocked: Shop, client: Callable[..., ApiClient]
) -> None:
    page = client("warehouse").get(f"/stock?as_of={days_ago(0)}").json()

    assert "sums" not in page
    assert all("value" not in one and "unit_cost" not in one for one in page["items"])


def test_the_list_shows_what_lies_below_its_limit_also_what_was_never_there(stocked: Shop) -> None:
    def limited(code: str, *limits: tuple[str, str]) -> None:
        record = stocked.read("product", {"id": stocked.ids[code]})
        rows = [{"warehouse": {"code": place}, "min_stock": least} for place, least in limits]
        stocked.change("product", record, limits=rows)

    limited("S1", ("CK01", "6"))  # 6 there
    limited("S2", ("CK01", "4"), ("CK09", "2"))  # 3 of 6 promised, 2 there
    limited("S3", ("CK09", "1"))  # never there

    def low(**more: Any) -> list[str]:
        asked = "".join(f"&{name}={value}" for name, value in more.items())
        found = stocked.ok(stocked.client.get(f"/stock?low=true{asked}"))["items"]
        return [one["product"]["code"] for one in found]

    assert low() == ["S2", "S3"]
    assert low(warehouse=stocked.ids["CK09"]) == ["S3"]
    places = stocked.ok(stocked.client.get("/stock?low=true&by=product,warehouse"))
    assert [(one["product"]["code"], one["value"]) for one in places["items"]] == [("S2", "12.00")]
    assert places["sums"] == {"value": "12.00"}  # not the other warehouse's 4.00
    assert stocked.client.get("/stock?low=true&as_of=2026-01-01").status_code == 422


def test_stock_can_be_asked_as_it_was_known_before_a_receipt_came_to_light(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 10, "2.5"), date=days_ago(9))
    known = shop.one(
        "SELECT max(recorded_at) FROM ledger_postinghead WHERE company_id = %s::bigint",
        shop.company,
    )
    shop.make("purchase_receipt", line("S1", 10, "5"), date=days_ago(7))
    then = known.isoformat().replace("+", "%2B")

    now = shop.client.get(f"/stock?as_of={days_ago(7)}").json()
    before = shop.client.get(f"/stock?as_of={days_ago(7)}&known_at={then}").json()
    alone = shop.client.get(f"/stock?known_at={then}").json()
    places = shop.client.get(f"/stock?known_at={then}&by=product,warehouse").json()
    never = shop.client.get(f"/stock?known_at={days_ago(1)}").json()

    assert [(i["on_hand"], i["value"]) for i in now["items"]] == [("20", "75.00")]
    for page in (before, alone, places):
        assert [(i["on_hand"], i["value"]) for i in page["items"]] == [("10", "25.00")]
        assert page["sums"] == {"value": "25.00"}
    assert never["items"] == []
    for wrong in ("known_at=2999-01-01", "known_at=now", "known_at=2026-01-05&low=true"):
        assert shop.client.get(f"/stock?{wrong}").status_code == 422


def test_a_warehouse_is_worth_what_lies_there_and_what_is_on_its_way_to_it(shop: Shop) -> None:
    shop.warehouse("CK02", "分仓")
    shop.warehouse("CK09", "门店")
    shop.product("QZ", "铅子", costing_scope="warehouse")
    for warehouse, quantity, price in (("CK01", 20, 10), ("CK02", 4, 40), ("CK09", 10, 30)):
        shop.make("purchase_receipt", line("QZ", quantity, price, warehouse={"code": warehouse}))
    for warehouse, quantity in (("CK01", 12), ("CK09", 5)):
        sent = {"warehouse": {"code": warehouse}, "into": {"code": "CK02"}, "in_steps": True}
        shop.make("stock_transfer", line("QZ", quantity), **sent)

    asked = f"/stock?product={shop.ids['QZ']}"
    page = shop.client.get(f"{asked}&by=product,warehouse").json()
    worth = {one["warehouse"]["code"]: one["value"] for one in page["items"]}
    assert worth == {"CK01": "80.00", "CK02": "430.00", "CK09": "150.00"}
    assert page["sums"] == {"value": "660.00"}
    one = shop.client.get(f"{asked}&warehouse={shop.ids['CK02']}").json()
    assert (one["items"][0]["value"], one["sums"]["value"]) == ("430.00", "430.00")
