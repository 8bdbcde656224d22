"""A duplicate that was merged: what it bought, sold, ordered and borrowed counts for the partner
that is kept, in every report and proposal; the documents keep the name they were told."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from huolang.kernel import sql
from huolang.kernel.company import acting
from huolang.masters import merged
from tests.support.reports import figures, report
from tests.support.shop import Shop, days_ago, line

WARM = {"since": days_ago(60), "until": days_ago(0)}
K2 = {"partner": {"code": "K2"}}


@pytest.fixture
def kept(shop: Shop) -> str:
    """K1, into which K2 was merged, which had traded, and K3 before into K2."""
    for code in ("K1", "K2", "K3"):
        shop.partner(code, "华强", is_customer=True, is_supplier=True)
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(30), **K2)
    shop.make("purchase_receipt", line("S1", 4, 2), date=days_ago(29))
    shop.make("sales_delivery", line("S1", 3, 7), date=days_ago(20), **K2)
    third = {"partner": {"code": "K3"}}
    shop.make("sales_delivery", line("S1", 1, 6), date=days_ago(15), **third)
    shop.make("sales_delivery", line("S1", 2, 5), date=days_ago(25), partner={"code": "K1"})
    order = shop.make("sales_order", line("S1", 1, 7), **K2)
    shop.do("sales_order", order, "close")
    loan = shop.make("loan", line("S1", 1), due_on=days_ago(-9), **K2)
    shop.make("loan_return", line("S1", 1, loan_line=loan["lines"][0]["id"]), **K2)
    for code, form in (("K2", "customer"), ("K2", "supplier"), ("K3", "customer")):
        settle(shop, code, f"{form}_payment")
    merge(shop, "K3", "K2")
    merge(shop, "K2", "K1")
    return shop.ids["K1"]


def settle(shop: Shop, code: str, form: str) -> None:
    """Pay everything that `code` owes, or is owed."""
    kind = "receivable" if form == "customer_payment" else "payable"
    items = shop.ok(shop.client.get(f"/owed/items?partner={shop.ids[code]}"))["items"]
    lines = [{"item": one["id"], "amount": one["left"]} for one in items if one["kind"] == kind]
    account = shop.ok(shop.client.get("/records/funds_account"))["items"][0]["id"]
    amount = f"{sum(float(one['amount']) for one in lines):.2f}"
    told = {"partner": {"code": code}, "funds_account": {"id": account}, "amount": amount}
    shop.ok(shop.client.post(f"/records/{form}?then=confirm", {**told, "lines": lines}), 201)


def merge(shop: Shop, duplicate: str, into: str) -> None:
    path = f"/records/partner/{shop.ids[duplicate]}/merge"
    shop.ok(shop.client.post(path, {"into": shop.ids[into]}))


@pytest.mark.parametrize(
    ("name", "asked", "columns", "expected"),
    [
        ("sales", {"view": "partner"}, ("partner", "net"), [("K1", "37.00")]),
        ("sales", {"view": "product"}, ("product", "net"), [("S1", "37.00")]),
        ("purchases", {"view": "partner"}, ("partner", "net"), [("K1", "20.00")]),
        ("gross_margin", {"view": "partner"}, ("partner", "margin"), [("K1", "25.00")]),
        (
            "document_profit",
            {},
            ("partner", "margin"),
            [("K1", "4.00"), ("K1", "15.00"), ("K1", "6.00")],
        ),
    ],
)
def test_reports_of_trade_count_both(
    shop: Shop, kept: str, name: str, asked: dict[str, str], columns: Any, expected: Any
) -> None:
    page = report(shop.client, name, partner=kept, **asked, **WARM)

    assert figures(page, *columns) == expected
    assert shop.differences() == []


def test_what_was_ordered_and_lent_is_told_of_the_one_that_is_kept(shop: Shop, kept: str) -> None:
    orders = report(shop.client, "sales_order_execution", partner=kept, state="all")
    loans = report(shop.client, "loans_out", view="line", partner=kept, state="all")
    lenders = report(shop.client, "loans_out", view="partner", partner=kept, state="all")

    assert figures(orders, "partner", "quantity") == [("K1", "1")]
    assert figures(loans, "partner", "quantity") == [("K1", "1")]
    assert figures(lenders, "partner") == [("K1",)]


def test_the_last_price_and_the_earlier_ones_are_those_of_both(shop: Shop, kept: str) -> None:
    body = {"form": "sales_order", "partner": kept, "lines": [{"product": shop.ids["S1"]}]}
    proposed = shop.ok(shop.client.post("/prices/proposals", body))["items"]
    address = f"/prices/history?form=sales_order&partner={kept}&product={shop.ids['S1']}"

    assert [(one["source"], one["price"]) for one in proposed] == [("last", "6")]
    history = shop.ok(shop.client.get(address))["items"]
    assert [one["price"] for one in history] == ["6", "7", "5"]


def test_what_still_opens_under_the_old_name_is_owed_by_the_one_that_is_kept(
    shop: Shop, kept: str
) -> None:
    """A payment that is cancelled after the merge opens what it had settled."""
    paid = shop.ok(shop.client.get("/records/customer_payment"))["items"]
    of_k2 = next(one for one in paid if one["partner"]["id"] == shop.ids["K2"])
    shop.do("customer_payment", of_k2, "cancel")

    ages = report(shop.client, "receivable_ageing", view="partner")
    documents = report(shop.client, "receivable_ageing", view="document", partner=kept)

    assert figures(ages, "partner", "left_over") == [("K1", "35.03")]
    assert figures(documents, "partner", "left_over") == [("K1", "11.30"), ("K1", "23.73")]


def listed(shop: Shop, form: str, *conditions: list[Any]) -> tuple[list[str], str]:
    """Code of the partner of every document of a list, in its order, and what they come to."""
    asked = quote(json.dumps(conditions))
    page = shop.ok(shop.client.get(f"/records/{form}?filter={asked}"))
    summary = shop.ok(shop.client.get(f"/records/{form}/summary?filter={asked}"))
    return [one["partner"]["code"] for one in page["items"]], summary["sums"]["amount"]


def test_lists_of_the_kept_one_show_what_names_its_duplicates(shop: Shop, kept: str) -> None:
    shop.partner("K9", "别家", is_customer=True)
    shop.make("sales_delivery", line("S1", 1, 9), date=days_ago(3), partner={"code": "K9"})
    product = shop.ids["S1"]

    every = listed(shop, "sales_delivery")
    own = listed(shop, "sales_delivery", ["partner", "=", kept])
    among = listed(shop, "sales_delivery", ["partner", "in", [kept]])
    others = listed(shop, "sales_delivery", ["partner", "!=", kept])
    duplicate = listed(shop, "sales_delivery", ["partner", "=", shop.ids["K2"]])
    goods = listed(shop, "sales_delivery", ["lines.product", "=", product], ["partner", "=", kept])

    assert every == (["K9", "K3", "K2", "K1"], "46.00")
    assert own == among == goods == (["K3", "K2", "K1"], "37.00")
    assert others == (["K9"], "9.00")
    assert duplicate == (["K2"], "21.00")


def test_money_orders_and_goods_under_way_are_those_of_the_kept_one(shop: Shop) -> None:
    """Nothing is settled or closed before."""
    for code in ("K1", "K2"):
        shop.partner(code, "华强", is_customer=True, is_supplier=True)
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(30), **K2)
    shop.make("sales_delivery", line("S1", 1, 7), date=days_ago(20), **K2)
    shop.make("sales_delivery", line("S1", 1, 5), date=days_ago(10), partner={"code": "K1"})
    shop.make("sales_order", line("S1", 3, 7), **K2)
    shop.make("borrowing", line("S1", 2), due_on=days_ago(-9), **K2)
    before = shop.ok(shop.client.get("/home"))
    merge(shop, "K2", "K1")
    kept = shop.ids["K1"]

    owed = shop.ok(shop.client.get("/owed"))["items"]
    ages = report(shop.client, "receivable_ageing", view="partner")
    orders = report(shop.client, "sales_order_execution", partner=kept)
    borrowed = report(shop.client, "borrowed_goods", partner=kept)

    assert [(one["partner"]["code"], one["receivable"], one["payable"]) for one in owed] == [
        ("K1", "13.56", "22.60")
    ]
    items = shop.ok(shop.client.get(f"/owed/items?partner={kept}"))["items"]
    assert [one["left"] for one in items] == ["22.60", "7.91", "5.65"]
    assert figures(ages, "partner", "items", "left_over") == [("K1", 2, "13.56")]
    assert figures(orders, "partner", "open") == [("K1", "3")]
    assert figures(borrowed, "partner", "open") == [("K1", "2")]
    home = shop.ok(shop.client.get("/home"))
    assert [home[name] for name in ("receivable", "payable", "sales")] == [
        before[name] for name in ("receivable", "payable", "sales")
    ]
    assert shop.differences() == []


def test_a_partner_and_its_duplicates_are_found_by_the_index(shop: Shop, kept: str) -> None:
    same = merged.alike("%(partner)s::uuid")
    statement = (
        "EXPLAIN (COSTS OFF) SELECT * FROM sales_salesdeliveryline l"
        f" WHERE l.company_id = %(company)s::bigint AND l.partner = ANY({same})"
        " AND l.product_id = %(product)s::uuid"
    )
    bound = {"company": str(shop.company), "partner": kept, "product": shop.ids["S1"]}

    with acting(shop.company):
        sql.run("SET LOCAL enable_seqscan = off")
        plan = "\n".join(row[0] for row in sql.run_named(statement, bound))

    assert "InitPlan" in plan and "Index Cond" in plan and "SubPlan" not in plan
    assert "partner = ANY" in plan.split("Index Cond", 1)[1]
