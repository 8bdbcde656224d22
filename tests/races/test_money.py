"""Many people at one debt, one receipt to be invoiced, one cost."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race


def codes(answers: list[Any]) -> Counter[Any]:
    """How often each outcome: the status of a success, the code of a refusal."""
    return Counter(
        one.json()["code"] if one.status_code >= 400 else one.status_code for one in answers
    )


def test_a_debt_is_paid_once(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    got = shop.make("purchase_receipt", line("A1", 1, 100))
    drafts = [shop.convert("purchase_receipt", got, "supplier_payment") for _ in range(6)]

    answers = live_company.together(6, lambda n: shop.act("supplier_payment", drafts[n], "confirm"))

    assert codes(answers) == {200: 1, "ledger.not_so_much_left": 5}
    assert shop.owed("payable") == 0
    assert shop.account("1001") == Decimal("-113.00")
    assert shop.differences() == []


def test_parts_invoiced_at_once_come_to_the_whole(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    got = shop.make("purchase_receipt", line("A1", 3, "33.34"))
    row = got["lines"][0]
    part = {"product": {"code": "A1"}, "quantity": "1", "receipt_line": row["id"]}

    answers = live_company.together(
        5, lambda n: shop.client.post("/records/purchase_invoice?then=confirm", invoice(part))
    )

    assert codes(answers) == {201: 3, "follow.more_than_open": 2}
    made = [one.json() for one in answers if one.status_code == 201]
    assert sum(Decimal(one["total"]) for one in made) == Decimal("113.02")
    assert {one["difference"] for one in made} == {"0.00"}
    assert (shop.account("220202"), shop.account("220201")) == (0, Decimal("-113.02"))
    assert shop.differences() == []


def test_drafts_of_one_line_confirmed_at_once_come_to_the_whole(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    got = shop.make("purchase_receipt", line("A1", 3, "33.34"))
    part = {"product": {"code": "A1"}, "quantity": "1", "receipt_line": got["lines"][0]["id"]}
    drafts = [
        shop.ok(shop.client.post("/records/purchase_invoice", invoice(part)), 201) for _ in range(5)
    ]

    answers = live_company.together(5, lambda n: shop.act("purchase_invoice", drafts[n], "confirm"))

    assert codes(answers) == {200: 3, "follow.more_than_open": 2}
    made = [one.json() for one in answers if one.status_code == 200]
    assert sorted(one["tax"] for one in made) == ["4.33", "4.33", "4.34"]
    assert {one["difference"] for one in made} == {"0.00"}
    assert (shop.account("220202"), shop.account("220201")) == (0, Decimal("-113.02"))
    assert shop.differences() == []


def test_goods_go_back_and_are_invoiced_in_red_once(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    got = shop.make("purchase_receipt", line("A1", 4, 10))
    shop.do(
        "purchase_invoice", shop.convert("purchase_receipt", got, "purchase_invoice"), "confirm"
    )
    back = shop.do(
        "purchase_return", shop.convert("purchase_receipt", got, "purchase_return"), "confirm"
    )
    drafts = [shop.convert("purchase_return", back, "purchase_invoice") for _ in range(4)]

    def either(n: int) -> Any:
        if n == 4:
            return shop.act("purchase_return", back, "cancel")
        return shop.act("purchase_invoice", drafts[n], "confirm")

    answers = live_company.together(5, either)

    assert sum(one.status_code == 200 for one in answers) == 1
    refused = set(codes(answers)) - {200}
    assert refused <= {
        "follow.more_than_open",
        "document.has_successors",
        "follow.not_confirmed",
    }
    assert shop.differences() == []


def invoice(part: dict[str, Any]) -> dict[str, Any]:
    return {"partner": {"code": "P1"}, "lines": [part]}


def test_an_invoice_is_cancelled_while_what_it_priced_goes_back(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    shop.make("stock_receipt", line("A1", 40, unit_cost="1"))
    sold = [shop.make("sales_delivery", line("A1", 10, 20)) for _ in range(4)]
    papers = [shop.convert("sales_delivery", one, "sales_invoice") for one in sold]
    papers = [
        shop.change("sales_invoice", one, lines=[{**row, "amount": "300", "tax": "39"}])
        for one in papers
        for row in [{"id": one["lines"][0]["id"]}]
    ]
    papers = [shop.do("sales_invoice", one, "confirm") for one in papers]
    back = [shop.convert("sales_delivery", one, "sales_return") for one in sold]
    assert {one["total"] for one in back} == {"339.00"}

    def either(n: int) -> Any:
        if n % 2:
            return shop.act("sales_invoice", papers[n // 2], "cancel")
        return shop.act("sales_return", back[n // 2], "confirm")

    answers = live_company.together(8, either)

    assert set(codes(answers)) <= {200, "document.credited_by_returns"}
    assert all(answers[n].status_code == 200 for n in range(0, 8, 2))
    totals = [answers[n].json()["total"] for n in range(0, 8, 2)]
    gone = [answers[n].status_code == 200 for n in range(1, 8, 2)]
    assert totals == ["226.00" if one else "339.00" for one in gone]
    assert (shop.owed("receivable"), shop.differences()) == (0, [])


def test_a_delivery_is_paid_or_taken_back(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    shop.make("stock_receipt", line("A1", 4, unit_cost="10"))
    sold = [shop.make("sales_delivery", line("A1", 1, 20)) for _ in range(4)]
    paying = [shop.convert("sales_delivery", one, "customer_payment") for one in sold]

    def either(n: int) -> Any:
        if n % 2:
            return shop.act("sales_delivery", sold[n // 2], "cancel")
        return shop.act("customer_payment", paying[n // 2], "confirm")

    answers = live_company.together(8, either)

    assert sum(one.status_code == 200 for one in answers) == 4
    refused = set(codes(answers)) - {200}
    assert refused <= {"ledger.settled_already", "ledger.not_so_much_left"}
    assert shop.owed("receivable") == 0
    assert shop.differences() == []


def test_an_invoice_that_differs_meets_sales(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    got = [shop.make("purchase_receipt", line("A1", 10, 10)) for _ in range(3)]
    papers = [shop.convert("purchase_receipt", one, "purchase_invoice") for one in got]
    for number, paper in enumerate(papers):
        row = {"id": paper["lines"][0]["id"], "amount": str(90 + 17 * number)}
        papers[number] = shop.change("purchase_invoice", paper, lines=[row])

    def either(n: int) -> Any:
        if n < 3:
            return shop.act("purchase_invoice", papers[n], "confirm")
        return shop.send("sales_delivery", line("A1", 5, 20))

    answers = live_company.together(9, either)

    assert codes(answers) == {200: 3, 201: 6}
    assert shop.stock("A1")["on_hand"] == "0"
    assert shop.account("1405") == 0
    assert shop.account("5401") == Decimal(90 + 107 + 124)
    assert shop.differences() == []
