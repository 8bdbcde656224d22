"""Many at one customer: never beyond the credit limit, never more back than was charged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.races.test_documents import codes
from tests.support.client import ApiClient
from tests.support.credit import invoiced, returned
from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race


def test_twenty_deliveries_at_once_stay_within_the_limit(
    live_company: LiveCompany, shop: Shop, live_client: Callable[..., ApiClient]
) -> None:
    for n in range(20):
        shop.product(f"A{n}")
        shop.make("purchase_receipt", line(f"A{n}", 10, 1))
    shop.partner("K1", "华强", credit_limit="700")
    seller = Shop(live_client("warehouse"), shop.company, shop.ids)

    answers = live_company.together(
        20,
        lambda n: seller.send(
            "sales_delivery", line(f"A{n}", 1, 100, tax_rate="0"), partner={"code": "K1"}
        ),
    )

    assert codes(answers) == {201: 7, "ledger.credit_reached": 13}
    assert shop.owed("receivable") == 700
    assert shop.differences() == []


@pytest.mark.parametrize("action", ["cancel", "reopen"])
@pytest.mark.parametrize("side", ["sales", "purchase"])
def test_the_rest_comes_back_while_the_red_paper_that_prices_it_goes(
    live_company: LiveCompany, shop: Shop, side: str, action: str
) -> None:
    """Ten at 20; five came back, and their red paper credits 60 less: the rest is worth 160 with
    it and 100 without, and one of the two gives way."""
    form = "sales_delivery" if side == "sales" else "purchase_receipt"
    shop.product("R1")
    shop.make("stock_receipt", line("R1", 50, unit_cost="1"))
    for _ in range(3):
        went = shop.make(form, line("R1", 10, "20", tax_rate="13"))
        invoiced(shop, form, went)
        first = returned(shop, went, 5)
        red = invoiced(shop, f"{side}_return", first, amount="-40", tax="-5.20")
        rest = shop.convert(form, went, f"{side}_return")

        def do(n: int, rest: Any = rest, red: Any = red) -> Any:
            if n == 0:
                return shop.act(f"{side}_return", rest, "confirm")
            return shop.act(f"{side}_invoice", red, action)

        answers = live_company.together(2, do)

        gone = answers[1].status_code == 200
        credited = answers[0].json()["amount"]
        assert answers[0].status_code == 200
        assert credited == ("100.00" if gone else "160.00")
        if not gone:
            assert answers[1].json()["code"] == "document.credited_by_returns"
    assert shop.differences() == []
