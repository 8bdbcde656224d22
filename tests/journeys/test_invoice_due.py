"""What an invoice says more than its goods' documents falls due by their terms, counted from the
invoice, for nobody knew of it before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.support.client import ApiClient
from tests.support.credit import invoiced, received, returned
from tests.support.shop import Shop, days_ago, line, today

MONTH: dict[str, Any] = {"term_kind": "days", "term_days": 30}
COLUMNS = {"purchase": ("purchase_receipt", "payable"), "sales": ("sales_delivery", "receivable")}


def due(trade: Shop, paper: dict[str, Any]) -> str | None:
    (found,) = trade.rows("SELECT due_on FROM ledger_openitem WHERE record = %s::uuid", paper["id"])
    return found[0] and found[0].isoformat()


def in_days(count: int) -> str:
    return (today() + timedelta(days=count)).isoformat()


@pytest.mark.parametrize("side", COLUMNS)
def test_a_difference_has_the_time_that_its_goods_have(trade: Shop, side: str) -> None:
    form, kind = COLUMNS[side]
    trade.partner("K9", "城南装修队")
    trade.make("purchase_receipt", line("LS8", 10, "10"), date=days_ago(50))
    terms = {"partner": {"code": "K9"}, "date": days_ago(40), **MONTH}
    made = trade.make(form, line("LS8", 10, "20"), **terms)

    paper = invoiced(trade, form, made, amount="300", tax=None)

    assert due(trade, made) == days_ago(10)
    assert due(trade, paper) == in_days(30)
    page = f"/owed/items?partner={trade.ids['K9']}&kind={kind}"
    items = trade.ok(trade.client.get(page))["items"]
    assert [one["due_on"] for one in items] == [days_ago(10), in_days(30)]
    assert trade.differences() == []


def test_who_pays_in_time_buys_on_after_an_invoice_that_says_more(
    trade: Shop, client: Callable[..., ApiClient]
) -> None:
    """The invoice is of yesterday; without terms of its own its difference would be late today."""
    trade.partner("K9", "城南装修队", is_supplier=False, credit_days=0, **MONTH)
    trade.make("purchase_receipt", line("LS8", 30, "10"), date=days_ago(50))
    sold = trade.make(
        "sales_delivery", line("LS8", 10, "20"), partner={"code": "K9"}, date=days_ago(20), **MONTH
    )
    draft = trade.convert("sales_delivery", sold, "sales_invoice")
    rows = [{"id": draft["lines"][0]["id"], "amount": "300", "tax": None}]
    draft = trade.change("sales_invoice", draft, lines=rows, date=days_ago(1))
    trade.do("sales_invoice", draft, "confirm")
    seller = Shop(client("sales"), trade.company, trade.ids)

    seller.make("sales_delivery", line("LS8", 1, "20"), partner={"code": "K9"})

    assert due(trade, draft) == in_days(29)


def test_of_several_documents_the_longest_time_holds_and_only_of_those_that_differ(
    trade: Shop,
) -> None:
    received(trade, 30)
    customer = {"partner": {"code": "K1"}}
    short, middle, longest = (
        trade.make(
            "sales_delivery", line("LS8", 1, "20"), term_kind="days", term_days=n, **customer
        )
        for n in (10, 20, 60)
    )
    rows = [
        {
            "product": {"code": "LS8"},
            "quantity": "1",
            "delivery_line": one["lines"][0]["id"],
            **told,
        }
        for one, told in ((short, {"amount": "25"}), (middle, {"amount": "25"}), (longest, {}))
    ]

    paper = trade.make("sales_invoice", *rows, **customer)

    assert (paper["difference"], due(trade, paper)) == ("11.30", in_days(20))


def test_goods_that_came_back_have_no_terms_and_take_those_of_the_partner(trade: Shop) -> None:
    trade.partner("K9", "城南装修队", **MONTH)
    received(trade)
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K9"})
    invoiced(trade, "sales_delivery", sold)
    back = returned(trade, sold, 10)

    red = invoiced(trade, "sales_return", back, amount="-150", tax=None)

    assert (red["difference"], due(trade, red)) == ("56.50", in_days(30))


def test_nothing_agreed_nothing_due_and_what_is_said_less_counts_at_once(trade: Shop) -> None:
    received(trade)
    more, less = (
        trade.make("sales_delivery", line("LS8", 5, "20"), partner={"code": "K1"}) for _ in range(2)
    )

    papers = [
        invoiced(trade, "sales_delivery", one, amount=amount, tax=None)
        for one, amount in ((more, "150"), (less, "50"))
    ]

    assert [due(trade, paper) for paper in papers] == [None, in_days(0)]
