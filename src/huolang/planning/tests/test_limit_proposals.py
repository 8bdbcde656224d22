"""上下限建议: limits follow from demand, lead time and service level; a click takes them over."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from huolang.kernel import sql
from huolang.planning.tests.test_replenishing import kept
from huolang.planning.tests.test_stock_alerts import evaluated
from tests.support.client import ApiClient
from tests.support.reports import figures, report
from tests.support.shop import Shop, days_ago, line

Client = Callable[..., ApiClient]
BASIS = {"days": "30", "service": "97.5"}
SHOWN = ("product", "warehouse", "daily", "spread", "lead_days", "safe", "least", "most", "state")


def proposed(shop: Shop, *shown: str, **asked: str) -> list[tuple[Any, ...]]:
    return figures(report(shop.client, "limit_proposals", **{**BASIS, **asked}), *(shown or SHOWN))


def sold(shop: Shop) -> None:
    """30 and 60 screws on two of 30 days, of which 30 came back on the second; 12.5 m of cable."""
    shop.make("purchase_receipt", line("S1", 200, 3), line("DL", 90, 2), date=days_ago(40))
    shop.make("sales_delivery", line("S1", 5, 9), date=days_ago(35))  # too long ago
    shop.make("sales_delivery", line("S1", 30, 9), date=days_ago(20))
    sale = shop.make("sales_delivery", line("S1", 60, 9), date=days_ago(9))
    back = {"delivery_line": sale["lines"][0]["id"]}
    shop.make("sales_return", line("S1", 30, 9, **back), date=days_ago(9))
    shop.make("stock_issue", line("DL", "12.5"), date=days_ago(3))
    shop.make("stock_transfer", line("S1", 7), into={"code": "CK02"})  # no demand


def items(shop: Shop, *codes: str, **typed: str) -> list[dict[str, str]]:
    rows = report(shop.client, "limit_proposals", **BASIS, state="all")["items"]
    return [
        {"product": one["product"]["id"], "warehouse": one["warehouse"]["id"], **typed}
        for one in rows
        if one["product"]["code"] in codes
    ]


def take(shop: Shop, wanted: list[dict[str, str]], **basis: str) -> Any:
    return shop.client.post("/replenishment/limits", {**BASIS, **basis, "items": wanted})


def limits(shop: Shop, code: str) -> list[tuple[str, ...]]:
    record = shop.ok(shop.client.get(f"/records/product/{shop.ids[code]}"))
    names = ("min_stock", "safety_stock", "max_stock")
    return [(one["warehouse"]["code"], *(one[n] for n in names)) for one in record["limits"]]


def test_every_number_follows_from_the_demand(shop: Shop) -> None:
    kept(shop, "S1", suppliers=[("P1", {"lead_days": 4, "minimum": "70"})])
    sold(shop)

    # 60 in 30 days: 2 a day, deviation √((900 + 900) ÷ 30 − 4) = √56. Safety 1.96 × √56 × √4 → 30;
    # minimum 2 × 4 + 30; maximum 38 + the larger of 2 × 30 and 70. Cable comes within a day.
    assert proposed(shop) == [
        ("DL", "CK01", "0.417", "2.244", 1, "4.4", "4.82", "17.32", "none"),
        ("S1", "CK01", "2", "7.483", 4, "30", "38", "108", "none"),
    ]
    assert proposed(shop, "z", "cover", "total", "sold_on")[1] == ("1.96", 30, "60", 2)
    assert proposed(shop, "least", service="90")[1] == ("28",)  # 8 + 1.2816 × 14.97
    assert proposed(shop, "daily", days="60")[1] == ("1.083",)  # 65 in 60 days


def test_they_are_taken_over_by_a_click_and_as_somebody_typed(shop: Shop) -> None:
    sold(shop)
    kept(shop, "S1", ("CK02", "1", "5", "0"), suppliers=[("P1", {"lead_days": 4})])
    evaluated(shop)
    wanted = [*items(shop, "S1"), *items(shop, "DL", max_stock="50.5")]

    changed = shop.ok(take(shop, wanted))["changed"]
    again = shop.ok(take(shop, wanted))["changed"]

    assert (changed, again) == (2, 0)
    assert limits(shop, "S1") == [("CK02", "1", "0", "5"), ("CK01", "38", "30", "98")]
    assert limits(shop, "DL") == [("CK01", "4.82", "4.4", "50.5")]
    assert proposed(shop, "product", "state") == [("DL", "differs")]
    assert proposed(shop, "product", "now", state="same") == [("S1", "30 / 38 / 98")]
    assert evaluated(shop) == [("above", 2)]  # 128 screws of at most 98, 77.5 m of 50.5
    action, changes = shop.rows(
        "SELECT action, changes FROM kernel_auditentry WHERE form = 'product' AND record = %s::uuid"
        " ORDER BY at DESC, id DESC LIMIT 1",
        shop.ids["DL"],
    )[0]
    ((_path, (was, now)),) = json.loads(changes).items()
    assert (action, was, now["max_stock"]) == ("change", None, "50.5")


def test_what_is_wrong_is_said_at_its_place_and_nothing_changes(shop: Shop, client: Client) -> None:
    sold(shop)
    (screws,) = items(shop, "S1")
    stranger = {"product": shop.ids["S2"], "warehouse": screws["warehouse"]}
    before = shop.everything()
    answers = {
        "half a piece": take(shop, [{**screws, "min_stock": "1.5"}]),
        "crossed": take(shop, [{**screws, "max_stock": "3"}]),
        "negative": take(shop, [{**screws, "safety_stock": "-1"}]),
        "no demand": take(shop, [screws, stranger]),
        "twice": take(shop, [screws, screws]),
        "basis": take(shop, [screws], service="100"),
        "may not": client("warehouse").post("/replenishment/limits", {"items": [screws]}),
    }

    def told(answer: Any) -> tuple[int, str, str]:
        body = answer.json()
        fields = [one["field"] for one in body.get("errors", [{"field": ""}])]
        return answer.status_code, body["code"], fields[0] if fields else ""

    assert {name: told(one) for name, one in answers.items()} == {
        "half a piece": (422, "line.quantity_digits", "items.0.min_stock"),
        "crossed": (422, "product.limits_crossed", "items.0.max_stock"),
        "negative": (422, "limits.negative", "items.0.safety_stock"),
        "no demand": (409, "limits.not_proposed", "items.1"),
        "twice": (422, "product.limit_twice", "items.1.warehouse"),
        "basis": (422, "limits.bad_basis", "service"),
        "may not": (403, "auth.forbidden", ""),
    }
    assert shop.everything() == before and limits(shop, "S1") == []


def test_many_take_as_many_statements_as_one(shop: Shop) -> None:
    for number in range(4):
        shop.product(f"N{number}")
    codes = [f"N{number}" for number in range(4)]
    shop.make("purchase_receipt", *(line(code, 9, 1) for code in codes), date=days_ago(9))
    shop.make("sales_delivery", *(line(code, 3, 1) for code in codes), date=days_ago(5))
    counts: list[int] = []
    for some in (codes[:1], codes[1:]):
        wanted = items(shop, *some)
        with sql.counting() as seen:
            assert shop.ok(take(shop, wanted))["changed"] == len(some)
        counts.append(len(seen))
    assert counts[0] == counts[1]
