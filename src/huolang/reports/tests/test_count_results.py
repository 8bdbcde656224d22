"""盘点结果: how exact a count was, and what its differences are worth."""

from __future__ import annotations

from uuid import uuid4

from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, line


def counted(shop: Shop, **quantities: str) -> dict[str, str]:
    """A plan of everything, counted as told and approved; its id and the number of the count."""
    told = {"warehouse": {"code": "CK01"}}
    plan = shop.ok(shop.client.post("/records/count_plan?then=confirm", told), 201)["id"]
    tallies = [{"id": str(uuid4()), "code": c, "quantity": q} for c, q in quantities.items()]
    shop.ok(shop.client.post(f"/counts/{plan}/tallies", {"tallies": tallies}))
    done = shop.ok(shop.client.post(f"/counts/{plan}/approve", {"uncounted": "leave"}))
    return {"plan": plan, "count": done["count"]}


def goods(shop: Shop) -> None:
    for code, cost in (("Q1", "2"), ("Q2", "10"), ("Q3", "1")):
        shop.product(code)
        shop.make("stock_receipt", line(code, 10, unit_cost=cost))


def test_each_plan_tells_how_exact_it_was_and_each_line_what_it_is_worth(
    shop: Shop, client
) -> None:
    goods(shop)
    made = counted(shop, Q1="8", Q2="11", Q3="10")

    plans = report(shop.client, "count_results", view="plan", plan=made["plan"])
    shown = ("lines", "done", "differs", "accuracy", "gain", "loss", "value")
    rows = figures(plans, *shown)
    assert rows[0][1:] == (3, 2, "33.33", "10.00", "-4.00", "6.00")
    assert totals(plans, "differs", "value") == (2, "6.00")
    lines = report(shop.client, "count_results", view="line", plan=made["plan"])
    assert figures(lines, "product", "book_then", "counted", "difference", "value") == [
        ("Q1", "10", "8", "-2", "-4.00"),
        ("Q2", "10", "11", "1", "10.00"),
    ]
    seen = report(client("warehouse"), "count_results", view="line", plan=made["plan"])
    assert "value" not in seen["items"][0]
    assert shop.read("count_plan", {"id": made["plan"]})["warnings"] == []
    assert shop.differences() == []


def test_of_a_cancelled_stock_count_nothing_is_left(shop: Shop) -> None:
    goods(shop)
    made = counted(shop, Q1="8")
    shop.do("stock_count", made["count"], "cancel")

    asked = {"plan": made["plan"]}
    lines = report(shop.client, "count_results", view="line", **asked)
    task = report(shop.client, "count_results", view="plan", **asked)

    assert figures(lines, "difference", "value", "booked") == [("-2", "0.00", "cancelled")]
    assert figures(task, "differs", "value", "booked") == [(1, "0.00", "cancelled")]
    told = shop.read("count_plan", {"id": made["plan"]})["warnings"]
    assert [one["code"] for one in told] == ["count_plan.not_in_the_books"]


def test_a_stock_count_without_a_task_is_told_too_and_that_of_a_task_once(shop: Shop) -> None:
    """Typed: Q1 2 short, Q2 1 over, Q3 right; a piece for a piece; one cancelled, one a draft."""
    goods(shop)
    shop.product("SN", serialized=True)
    shop.make("stock_receipt", line("SN", 2, unit_cost="5", serials=["N1", "N2"]))
    made = counted(shop, Q1="9", Q2="10")
    swapped = line("SN", 2, serials=["N1", "N3"], surplus_is_right=True)
    typed = shop.make("stock_count", line("Q1", 7), line("Q2", 11), line("Q3", 10), swapped)
    gone = shop.make("stock_count", line("Q3", 1))
    shop.do("stock_count", gone, "cancel")
    shop.make("stock_count", line("Q3", 2), then=None)

    counts = report(shop.client, "count_results", view="plan")
    assert sorted(figures(counts, "lines", "done", "differs", "value", "booked")) == [
        (4, 2, 1, "-2.00", "yes"),
        (4, 4, 3, "6.00", "yes"),
    ]
    record = {"view": "line", "record": typed["id"]}
    lines = report(shop.client, "count_results", **record)
    shown = ("document", "product", "book_then", "counted", "difference", "value", "reason")
    assert figures(lines, *shown) == [
        (typed["number"], "Q1", "9", "7", "-2", "-4.00", "pending"),
        (typed["number"], "Q2", "10", "11", "1", "10.00", "pending"),
        (typed["number"], "SN", "2", "2", "0", "0.00", "pending"),
    ]
    assert len(report(shop.client, "count_results", which="all", **record)["items"]) == 4
    task = report(shop.client, "count_results", view="line", plan=made["plan"])
    assert figures(task, "product", "difference", "value") == [("Q1", "-1", "-2.00")]
    assert len(report(shop.client, "count_results", view="line")["items"]) == 4


def test_what_is_still_being_counted_is_no_result(shop: Shop) -> None:
    goods(shop)
    told = {"warehouse": {"code": "CK01"}}
    plan = shop.ok(shop.client.post("/records/count_plan?then=confirm", told), 201)["id"]

    assert report(shop.client, "count_results", view="plan", plan=plan)["items"] == []
    asked = {"view": "line", "plan": plan, "which": "all"}
    assert report(shop.client, "count_results", **asked)["items"] == []
