"""What a day came to is remembered, and never older than the books."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from huolang.kernel.company import acting
from huolang.reports import trade, traded_days
from huolang.reports.traded_days import Day
from tests.support.shop import Shop, days_ago, line
from tests.support.shop import today as shop_today

Statements = Callable[[], AbstractContextManager[list[str]]]


def told(shop: Shop, since: int = 30, until: int = 0) -> dict[date, Day]:
    """What is told, after it was compared with what the books say when they are asked anew."""
    with acting(shop.company):
        period = shop_today() - timedelta(days=since), shop_today() - timedelta(days=until)
        found = traded_days.read(trade.SALES, *period, cost=True)
        assert found == traded_days._added_up(trade.SALES, *period, cost=True)
    return found


def test_days_are_right_after_whatever_happens_to_them(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 100, 2), date=days_ago(20))
    first = shop.make("sales_delivery", line("S1", 10, 5), date=days_ago(9))
    second = shop.make("sales_delivery", line("S1", 6, 5), date=days_ago(5))
    assert sum(day.net for day in told(shop).values()) == 80

    back = {"delivery_line": first["lines"][0]["id"]}
    returned = shop.make("sales_return", line("S1", 1, 5, **back), date=days_ago(3))
    assert sum(day.net for day in told(shop).values()) == 75

    shop.make("purchase_receipt", line("S1", 100, 4), date=days_ago(15))
    assert sum(day.cost for day in told(shop).values()) == Decimal(45)

    shop.do("sales_delivery", second["id"], "reopen")
    assert sum(day.net for day in told(shop).values()) == 45
    shop.do("sales_delivery", second["id"], "confirm")
    shop.do("sales_return", returned["id"], "cancel")
    assert sum(day.net for day in told(shop).values()) == 80

    shop.make("sales_delivery", line("S1", 1, 7))
    assert sum(day.net for day in told(shop, 10, 1).values()) == 80
    assert sum(day.net for day in told(shop, 10).values()) == 87
    assert sum(day.net for day in told(shop, 20).values()) == 87


def test_what_another_history_with_the_same_numbers_came_to_is_not_told(shop: Shop) -> None:
    def history(price: int) -> Decimal:
        savepoint = transaction.savepoint()
        shop.make("purchase_receipt", line("S1", 100, 2), date=days_ago(20))
        shop.make("sales_delivery", line("S1", 10, price), date=days_ago(9))
        came = sum((day.net for day in told(shop).values()), Decimal(0))
        transaction.savepoint_rollback(savepoint)
        return came

    assert (history(5), history(6)) == (50, 60)


def test_only_what_was_touched_is_added_up_again(shop: Shop, statements: Statements) -> None:
    shop.make("purchase_receipt", line("S1", 100, 2), date=days_ago(20))
    shop.make("sales_delivery", line("S1", 10, 5), date=days_ago(9))
    shop.ok(shop.client.get("/home"))

    with statements() as seen:
        shop.ok(shop.client.get("/home"))
    assert not [one for one in seen if "sales_salesdeliveryline" in one and "f.day" in one]

    shop.make("sales_delivery", line("S1", 10, 5), date=days_ago(2))
    with statements() as seen:
        shop.ok(shop.client.get("/home"))
    assert len([one for one in seen if "sales_salesdeliveryline" in one and "f.day" in one]) == 1
