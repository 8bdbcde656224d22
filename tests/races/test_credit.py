"""Many deliveries to one customer: never beyond the credit limit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.races.test_documents import codes
from tests.support.client import ApiClient
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
