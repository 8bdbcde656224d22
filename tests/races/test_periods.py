"""A month is closed while others still post into it."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from typing import Any

import pytest

from huolang.kernel.company import acting
from huolang.ledger import periods
from tests.races.test_documents import codes
from tests.support.live import LiveCompany
from tests.support.shop import Shop, line, today

pytestmark = pytest.mark.race


def test_nothing_enters_a_month_after_it_was_closed(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    last_month = today().replace(day=1) - timedelta(days=1)
    seen: list[Any] = []

    def post_or_close(n: int) -> Any:
        if n == 0:
            while len(seen) < 6:
                time.sleep(0.005)
            with acting(live_company.id):
                periods.close(last_month, by=None)
            return None
        while not seen or seen[-1].status_code == 201:
            time.sleep(random.uniform(0, 0.03))
            seen.append(shop.send("purchase_receipt", line("A1", 1, 3), date=str(last_month)))
        return None

    assert live_company.together(5, post_or_close) == [None] * 5

    outcomes = codes(seen)
    assert set(outcomes) == {201, "ledger.closed_period"}
    closed_at = shop.one("SELECT closed_at FROM ledger_period WHERE closed")
    late = "SELECT count(*) FROM ledger_postinghead WHERE recorded_at > %s::timestamptz"
    assert shop.one(late, closed_at) == 0
    assert shop.one("SELECT count(*) FROM ledger_postinghead") == outcomes[201]
    assert shop.stock("A1")["on_hand"] == str(outcomes[201])
    assert shop.differences() == []
