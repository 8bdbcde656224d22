"""Words in the place of two days: what they mean is reckoned when the question is asked."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huolang.kernel import clock
from huolang.reports import periods
from tests.support.reports import report
from tests.support.shop import Shop, days_ago, line

SCREEN = Path(__file__).parents[4] / "web" / "src" / "features" / "reports"
CASES: list[dict[str, str]] = json.loads((SCREEN / "periods.cases.json").read_text())


def test_every_word_is_reckoned_as_on_the_screen() -> None:
    for one in CASES:
        first, last = periods.days(one["word"], date.fromisoformat(one["today"]))
        assert (first.isoformat(), last.isoformat()) == (one["since"], one["until"]), one
    assert {one["word"] for one in CASES} == set(periods.WORDS)


def test_a_word_means_other_days_when_it_is_asked_again(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.make("stock_receipt", line("S1", 9), date=days_ago(2))
    shop.make("sales_delivery", line("S1", 2, 5))
    shop.make("sales_delivery", line("S1", 1, 5), date=days_ago(1))
    told = shop.ok(shop.client.get("/reports/sales/definition"))
    bare = shop.ok(shop.client.get("/reports/stock_balance/definition"))

    def asked(**more: Any) -> tuple[str, Any]:
        page = report(shop.client, "sales", period="yesterday", view="document", **more)
        assert page["asked"]["period"] == "yesterday"
        return page["asked"]["since"], page["rows"]

    before = asked()
    tomorrow = date.fromisoformat(days_ago(-1))
    monkeypatch.setattr(clock, "business_day", lambda _at, _zone: tomorrow)
    after = asked()

    assert (before, after) == ((days_ago(1), 1), (days_ago(0), 1))
    assert [one["value"] for one in told["periods"]] == [*periods.WORDS]
    assert bare["periods"] == []
    refused = shop.client.get("/reports/stock_balance?period=month")
    assert (refused.status_code, refused.json()["code"]) == (422, "parameter.unknown")
