"""库龄分析: what is there came with the newest arrivals, and is that old."""

from __future__ import annotations

from datetime import date
from typing import Any

from huolang.kernel.company import acting
from huolang.ledger import periods
from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, days_ago, line

AGES = tuple(f"quantity_{n}" for n in range(6))
WORTH = tuple(f"value_{n}" for n in range(6))


def aged(shop: Shop, **asked: Any) -> dict[str, Any]:
    return report(shop.client, "stock_ageing", **asked)


def bought(shop: Shop) -> None:
    """S1: 10 at 1.00 400 days ago, 10 at 2.00 100 ago, 10 at 3.00 10 ago; 13 were sold."""
    for price, days in ((1, 400), (2, 100), (3, 10)):
        shop.make("purchase_receipt", line("S1", 10, price), date=days_ago(days))
    shop.make("sales_delivery", line("S1", 13), date=days_ago(5))


def test_what_is_left_is_as_old_as_the_newest_arrivals(shop: Shop) -> None:
    """17 at 2.00: 10 of the last, 7 of the one before."""
    bought(shop)

    page = aged(shop)
    ((days, oldest),) = figures(page, "days", "oldest")

    assert figures(page, "product", "quantity", *AGES) == [
        ("S1", "17", "10", None, None, "7", None, None)
    ]
    assert figures(page, "value", *WORTH) == [("34.00", "20.00", None, None, "14.00", None, None)]
    assert (days, oldest) == (47, 100)  # (10 × 10 + 7 × 100) ÷ 17
    assert totals(page, "value", "value_3") == ("34.00", "14.00")


def test_a_past_day_is_asked_as_it_was(shop: Shop) -> None:
    bought(shop)

    page = aged(shop, until=days_ago(11))

    assert figures(page, "quantity", *AGES) == [("20", None, None, "10", None, None, "10")]


def test_every_arrival_tells_what_is_left_of_it_and_cents_add_up(shop: Shop) -> None:
    """7 for 10.00 in three arrivals of 3, 3 and 1: 4.29, 4.28 and 1.43."""
    for quantity, price, days in ((3, 1, 90), (3, 2, 20), (1, 1, 0)):
        shop.make("purchase_receipt", line("S2", quantity, price), date=days_ago(days))

    page = aged(shop, view="arrival")

    assert figures(page, "day", "days", "quantity", "value") == [
        (days_ago(90), 90, "3", "4.29"),
        (days_ago(20), 20, "3", "4.28"),
        (days_ago(0), 0, "1", "1.43"),
    ]
    assert totals(page, "value") == ("10.00",)
    assert len(set(figures(page, "document"))) == 3


def test_moved_goods_are_as_old_as_they_were_and_new_where_they_came(shop: Shop) -> None:
    shop.warehouse("CK09", "门店")
    bought(shop)
    shop.make("stock_transfer", line("S1", 5), into={"code": "CK09"}, date=days_ago(2))

    whole, places = aged(shop), aged(shop, view="warehouse")

    assert figures(whole, *AGES) == [("10", None, None, "7", None, None)]
    assert figures(places, "warehouse", "quantity", "quantity_0", "quantity_3") == [
        ("CK01", "12", "10", "2"),
        ("CK09", "5", "5", None),
    ]
    assert totals(places, "value") == ("34.00",)


def test_what_was_cancelled_never_came_nor_left(shop: Shop) -> None:
    bought(shop)
    wrong = shop.make("purchase_receipt", line("S1", 9, 2), date=days_ago(3))
    shop.do("purchase_receipt", wrong, "cancel")
    assert figures(aged(shop), "quantity", *AGES) == [("17", "10", None, None, "7", None, None)]
    sold = shop.make("sales_delivery", line("S1", 2), date=days_ago(99))
    assert figures(aged(shop), "quantity", *AGES) == [("15", "10", None, None, "5", None, None)]
    with acting(shop.company):
        for month in sorted({days_ago(days)[:7] for days in range(99, 401)}):
            periods.close(date.fromisoformat(f"{month}-01"), by=None)

    shop.do("sales_delivery", sold, "cancel")

    assert figures(aged(shop), "quantity", *AGES) == [("17", "10", None, None, "7", None, None)]


def test_who_may_not_see_costs_sees_ages_only(shop: Shop, client: Any) -> None:
    bought(shop)

    page = report(client("warehouse"), "stock_ageing")

    assert figures(page, *AGES) == [("10", None, None, "7", None, None)]
    assert "value" not in page["items"][0]
    assert "value_0" not in page["totals"]
