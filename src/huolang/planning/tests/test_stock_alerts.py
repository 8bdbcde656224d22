"""预警: a state is opened once, told once, and closed when it is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import translation

from huolang.kernel import clock, sql
from huolang.kernel.company import acting
from huolang.kernel.notifications import Notification
from huolang.planning import alert_news, evaluating
from huolang.planning.stock_alert import AlertHead
from tests.support.client import ApiClient
from tests.support.reports import figures, report
from tests.support.shop import Shop, days_ago, line, today

SHOWN = ("kind", "product", "warehouse", "quantity", "bound", "state")
Client = Callable[..., ApiClient]


def limits(shop: Shop, code: str, *rows: tuple[str, Any, Any, Any]) -> None:
    told = [
        {"warehouse": {"code": at}, "min_stock": least, "max_stock": most, "safety_stock": safe}
        for at, least, most, safe in rows
    ]
    record = shop.ok(shop.client.get(f"/records/product/{shop.ids[code]}"))
    shop.change("product", record, limits=told)


def evaluated(shop: Shop, *, days: int = 0) -> list[tuple[str, int]]:
    """Evaluate as the worker does every minute, or every day; what was opened."""
    how = evaluating.everything if days else evaluating.touched
    with acting(shop.company):
        opened = how(at=clock.now() + timedelta(days=days))
        alert_news.tell(opened)
    return sorted({(one.kind, one.times) for one in opened})


def alerts(shop: Shop, **narrowed: str) -> list[tuple[Any, ...]]:
    return sorted(figures(report(shop.client, "alerts", **narrowed), *SHOWN))


def told(shop: Shop) -> list[str]:
    with acting(shop.company), translation.override("zh-hans"):
        found = Notification.objects.filter(form="stock_alert").order_by("id")
        return [one.says() for one in found]


def bought(shop: Shop, code: str, quantity: Any, **fields: Any) -> None:
    shop.make("purchase_receipt", line(code, quantity, 2), **fields)


def ids(shop: Shop, **narrowed: str) -> list[str]:
    return [one["id"] for one in report(shop.client, "alerts", **narrowed)["items"]]


def test_what_moves_opens_alerts_and_everybody_hears_of_each_once(shop: Shop) -> None:
    evaluated(shop)
    limits(shop, "S1", ("CK01", "20", "50", "8"), ("CK02", "1", "3", "0"))
    bought(shop, "S1", 10)
    bought(shop, "S1", 4, warehouse={"code": "CK02"})
    shop.make("sales_order", line("S1", 1, 1))

    assert evaluated(shop) == [("above", 1), ("below", 1)]

    assert alerts(shop) == [
        ("above", "S1", "CK02", "4", "3", "open"),
        ("below", "S1", "CK01", "9", "20", "open"),
    ]
    assert shop.ok(shop.client.get("/home"))["alerts"] == {"above": 1, "below": 1}
    heard = [
        "低于下限：螺丝 1 号 · 主仓，可用 9，下限 20",
        "高于上限：螺丝 1 号 · 门店，现存 4，上限 3",
    ]
    assert sorted(told(shop)) == heard

    shop.make("sales_order", line("S1", 1, 1))  # less, but the same state
    assert evaluated(shop) == evaluated(shop) == []
    assert alerts(shop)[1] == ("below", "S1", "CK01", "8", "20", "open")
    assert sorted(told(shop)) == heard

    shop.make("sales_order", line("S1", 1, 1))
    assert evaluated(shop) == [("safety", 1)]
    assert "低于安全库存：螺丝 1 号 · 主仓，可用 7，安全库存 8" in told(shop)


def test_what_is_over_is_closed_and_coming_back_is_told_anew(shop: Shop) -> None:
    evaluated(shop)
    limits(shop, "S1", ("CK01", "5", None, "0"))
    assert evaluated(shop) == [("below", 1)]
    bought(shop, "S1", 6)
    assert evaluated(shop) == []
    assert alerts(shop) == [] and len(alerts(shop, state="over")) == 1

    shop.make("sales_delivery", line("S1", 2, 3))
    assert evaluated(shop) == [("below", 1)]
    assert len(told(shop)) == 2

    limits(shop, "S1")  # without a limit there is nothing to be below of
    assert evaluated(shop) == []
    assert alerts(shop) == [] and len(alerts(shop, state="all")) == 2


def test_many_of_a_kind_are_one_word(shop: Shop) -> None:
    evaluated(shop)
    for number in range(4):
        shop.product(f"N{number}")
        limits(shop, f"N{number}", ("CK01", "1", None, "0"))

    assert evaluated(shop) == [("below", 4)]

    (said,) = told(shop)
    assert said.startswith("低于下限 4 项：商品 N") and said.endswith(" 等")


def test_negative_and_uncosted_stock(shop: Shop) -> None:
    evaluated(shop)
    shop.product("NG", allow_negative=True)
    shop.make("sales_delivery", line("NG", 3, 5))
    assert evaluated(shop) == [("negative", 1), ("uncosted", 1)]
    assert ("negative", "NG", "CK01", "-3", None, "open") in alerts(shop)

    bought(shop, "NG", 3)
    assert evaluated(shop) == [] and alerts(shop) == []


def test_a_new_day_makes_goods_slow_and_orders_late(shop: Shop) -> None:
    bought(shop, "S1", 10, date=days_ago(100))
    bought(shop, "S1", 5)
    bought(shop, "S2", 10, date=days_ago(100))
    shop.make("sales_delivery", line("S2", 1, 3))
    soon = (today() + timedelta(days=1)).isoformat()
    order = shop.make("purchase_order", line("S1", 5, 1, expected_on=soon))
    sale = shop.make("sales_order", line("S1", 1, 1, expected_on=soon))
    evaluated(shop)
    assert alerts(shop) == [("slow", "S1", "CK01", "10", None, "open")]  # S2 is sold

    assert evaluated(shop, days=1) == []
    assert evaluated(shop, days=2) == [("late_purchase", 1), ("late_sale", 1)]
    assert evaluated(shop, days=2) == []  # a day is evaluated once
    late = report(shop.client, "alerts", kind="late_sale")["items"]
    assert [(one["document"]["number"], one["day"]) for one in late] == [(sale["number"], soon)]

    shop.do("purchase_order", order, "close")
    shop.make("sales_delivery", line("S1", 1, 1, order_line=sale["lines"][0]["id"]))
    evaluated(shop)
    assert alerts(shop) == []


def test_an_order_that_is_late_again_is_told_of_at_once(shop: Shop) -> None:
    order = shop.make("purchase_order", line("S1", 5, 1, expected_on=days_ago(1)), date=days_ago(9))
    assert evaluated(shop) == [("late_purchase", 1)]
    receipt = shop.convert("purchase_order", order, "purchase_receipt")
    shop.do("purchase_receipt", receipt, "confirm")
    evaluated(shop)
    assert alerts(shop) == []

    shop.do("purchase_receipt", receipt, "reopen")

    assert evaluated(shop) == [("late_purchase", 1)]


def test_somebody_takes_note_and_puts_off(shop: Shop, client: Client) -> None:
    evaluated(shop)
    limits(shop, "S1", ("CK01", "5", None, "2"), ("CK02", "5", None, "0"))
    evaluated(shop)
    first, second, third = ids(shop)
    later = (today() + timedelta(days=2)).isoformat()

    shop.ok(shop.client.post("/alerts/acknowledge", {"ids": [first]}))
    shop.ok(shop.client.post("/alerts/snooze", {"ids": [second], "until": later}))

    assert ids(shop) == [third]
    assert ids(shop, state="noted") == [first] and ids(shop, state="snoozed") == [second]
    assert sum(shop.ok(shop.client.get("/home"))["alerts"].values()) == 1
    trail = shop.rows("SELECT record::text FROM kernel_auditentry WHERE form = 'stock_alert'")
    assert sorted(one for (one,) in trail) == sorted([first, second])

    before = len(told(shop))
    evaluated(shop, days=1)
    assert len(told(shop)) == before
    evaluated(shop, days=2)  # put off until today: they hear of it once more
    evaluated(shop, days=2)
    assert len(told(shop)) == before + 1


def test_what_is_refused_changes_nothing(shop: Shop, client: Client) -> None:
    evaluated(shop)
    limits(shop, "S1", ("CK01", "5", None, "0"), ("CK02", "5", None, "0"))
    evaluated(shop)
    first, second = ids(shop)
    bought(shop, "S1", 6)
    bought(shop, "S1", 6, warehouse={"code": "CK02"})
    before = report(shop.client, "alerts", state="all")["items"]
    past = {"ids": [first], "until": today().isoformat()}
    unknown = {"ids": [first, shop.ids["S1"]]}

    answers = {
        "past": shop.client.post("/alerts/snooze", past),
        "unknown": shop.client.post("/alerts/acknowledge", unknown),
        "nothing": shop.client.post("/alerts/acknowledge", {"ids": []}),
        "may_not": client("sales").post("/alerts/acknowledge", {"ids": [first]}),
        "may_not_see": client("sales").get("/reports/alerts"),
    }
    refused = {name: one.status_code for name, one in answers.items()}

    assert refused == {
        "past": 422,
        "unknown": 404,
        "nothing": 422,
        "may_not": 403,
        "may_not_see": 403,
    }
    assert answers["past"].json()["code"] == "stock_alert.snoozed_until"
    assert report(shop.client, "alerts", state="all")["items"] == before
    evaluated(shop)
    over = shop.client.post("/alerts/acknowledge", {"ids": [first, second]})
    assert (over.status_code, over.json()["code"]) == (409, "stock_alert.over")
    assert "alerts" not in shop.ok(client("sales").get("/home"))


def test_evaluation_costs_a_posting_nothing_and_few_statements_itself(shop: Shop) -> None:
    evaluated(shop)
    codes = [f"N{number}" for number in range(12)]
    for code in codes:
        shop.product(code)
        limits(shop, code, ("CK01", "5", None, "0"))
    with acting(shop.company):
        evaluating.touched(at=clock.now())
    with acting(shop.company), sql.counting() as idle:
        evaluating.touched(at=clock.now())
    shop.make("purchase_receipt", *(line(code, 6, 1) for code in codes))

    with acting(shop.company), sql.counting() as busy:
        evaluating.touched(at=clock.now())

    assert len(idle) == 1
    assert len(busy) == 5  # is there anything, up to where, what, settings, all twelve at once
    assert ids(shop) == []


def test_a_loan_that_is_not_given_back_by_its_day_is_told_until_it_is_or_is_put_off(
    shop: Shop,
) -> None:
    bought(shop, "S1", 10)
    soon = (today() + timedelta(days=1)).isoformat()
    loan = shop.make("loan", line("S1", 4), due_on=soon, partner={"code": "P1"})
    evaluated(shop)

    assert evaluated(shop, days=1) == []
    assert evaluated(shop, days=2) == [("late_loan", 1)]
    (late,) = report(shop.client, "alerts", kind="late_loan")["items"]
    assert (late["document"]["number"], late["day"], late["quantity"]) == (
        loan["number"],
        soon,
        "1",
    )

    back = shop.convert("loan", loan, "loan_return")
    shop.do("loan_return", back, "confirm")
    evaluated(shop)
    assert alerts(shop) == []


def test_what_was_borrowed_or_asked_for_and_is_late_is_told_until_it_is_done(shop: Shop) -> None:
    bought(shop, "S1", 10)
    shop.warehouse("CK09", "门店")
    soon = (today() + timedelta(days=1)).isoformat()
    got = shop.make("borrowing", line("S1", 4), due_on=soon, partner={"code": "P1"})
    wanted = shop.make("transfer_request", line("S1", 2), wanted_on=soon, into={"code": "CK09"})
    evaluated(shop)

    assert evaluated(shop, days=1) == []
    assert sorted(evaluated(shop, days=2)) == [("late_borrowing", 1), ("late_request", 1)]
    (late,) = report(shop.client, "alerts", kind="late_request")["items"]
    assert (late["document"]["number"], late["day"]) == (wanted["number"], soon)

    for form, one, target in (
        ("borrowing", got, "borrowing_return"),
        ("transfer_request", wanted, "stock_transfer"),
    ):
        shop.do(target, shop.convert(form, one, target), "confirm")
    with acting(shop.company):
        evaluating.touched(at=clock.now())
    assert alerts(shop) == []


def test_what_was_touched_is_as_everything_says(shop: Shop) -> None:
    """One after another and then all at once: the same alerts, and no others."""
    limits(shop, "S1", ("CK01", "20", "50", "8"), ("CK02", "1", "3", "0"))
    shop.product("NG", allow_negative=True)
    shop.product("NN", batched=True, near_expiry="30")
    soon, past = (f"{today() + timedelta(days=days)}" for days in (10, -3))
    bought(shop, "S1", 10, date=days_ago(120))
    bought(shop, "S2", 10, date=days_ago(120))
    order = shop.make("purchase_order", line("S1", 5, 1, expected_on=days_ago(2)))
    evaluated(shop)
    steps = (
        lambda: bought(shop, "S1", 45),
        lambda: shop.make("sales_delivery", line("NG", 3, 5)),
        lambda: shop.make("sales_delivery", line("S2", 1, 3)),
        lambda: shop.make("purchase_receipt", line("NN", 4, 2, batch="B1", expires_on=soon)),
        lambda: shop.make("purchase_receipt", line("NN", 4, 2, batch="B2", expires_on=past)),
        lambda: shop.make("sales_order", line("S1", 50, 1, expected_on=days_ago(1))),
        lambda: bought(shop, "NG", 3),
        lambda: bought(shop, "S1", 9, warehouse={"code": "CK02"}),
        lambda: shop.do("purchase_order", order, "close"),
        lambda: limits(shop, "S1", ("CK02", "30", None, "0")),
    )
    seen: list[set[str]] = []
    for step in steps:
        step()
        evaluated(shop)
        before = alerts(shop)
        with acting(shop.company):
            AlertHead.objects.update(day=None)  # as if nobody had looked today

        assert evaluated(shop) == []
        assert alerts(shop) == before
        seen.append({one[0] for one in before})

    assert set().union(*seen) == {
        "above", "below", "safety", "slow", "negative", "uncosted", "near", "expired",
        "late_purchase", "late_sale",
    }  # fmt: skip
