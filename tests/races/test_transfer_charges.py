"""Several people charge one transfer, and somebody takes it back meanwhile."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race

ON_ITS_WAY = """
SELECT coalesce(sum(b.quantity), 0) FROM ledger_stockbalance b
WHERE b.company_id = %s::bigint AND b.location = '00000000-0000-0000-0000-000000000001'
"""


def sent(shop: Shop) -> dict[str, Any]:
    """5 of A1, for 7.00 each, on their way to the branch."""
    shop.warehouse("CK09")
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 12, 7))
    return shop.make("stock_transfer", line("A1", 5), into={"code": "CK09"}, in_steps=True)


def charge(shop: Shop, moved: dict[str, Any], amount: str, **fields: Any) -> dict[str, Any]:
    """A draft: the carrier wants so much for it."""
    told = {"lines": [{"transfer": moved["id"], "amount": amount}], **fields}
    return shop.ok(shop.client.post("/records/transfer_charge", told), 201)


def carrier(shop: Shop) -> dict[str, Any]:
    return {"partner": {"code": shop.read("partner", {"id": shop.ids["P1"]})["code"]}}


def outcomes(answers: list[Any]) -> Counter[Any]:
    return Counter(
        one.json()["code"] if one.status_code >= 400 else one.status_code for one in answers
    )


def shown(shop: Shop, moved: dict[str, Any]) -> Decimal:
    return Decimal(shop.read("stock_transfer", moved)["moving_cost"] or 0)


def test_what_several_people_charge_at_once_is_all_charged(
    live_company: LiveCompany, shop: Shop
) -> None:
    moved = sent(shop)
    owed = shop.owed("payable")
    drafts = [charge(shop, moved, f"{10 + n}", **carrier(shop)) for n in range(6)]

    answers = live_company.together(6, lambda n: shop.act("transfer_charge", drafts[n], "confirm"))

    assert outcomes(answers) == {200: 6}
    assert shown(shop, moved) == 75  # 10 + 11 + … + 15
    assert (shop.owed("payable") - owed, shop.account("560101")) == (75, 75)
    assert shop.differences() == []


def test_one_paper_of_the_carrier_is_charged_once(live_company: LiveCompany, shop: Shop) -> None:
    moved = sent(shop)
    owed = shop.owed("payable")
    told = {**carrier(shop), "invoice_number": "FP-1"}
    drafts = [charge(shop, moved, "30", **told) for _ in range(4)]

    answers = live_company.together(4, lambda n: shop.act("transfer_charge", drafts[n], "confirm"))

    assert outcomes(answers) == {200: 1, "purchase_invoice.entered_before": 3}
    assert shown(shop, moved) == shop.account("560101") == shop.owed("payable") - owed == 30
    assert shop.differences() == []


@pytest.mark.parametrize("action", ["cancel", "reopen"])
def test_a_transfer_is_charged_or_taken_back_never_both(
    live_company: LiveCompany, shop: Shop, action: str
) -> None:
    moved = sent(shop)
    draft = charge(shop, moved, "30", **carrier(shop))
    owed = shop.owed("payable")

    def either(n: int) -> Any:
        if n:
            return shop.act("transfer_charge", draft, "confirm")
        return shop.act("stock_transfer", moved, action)

    back, charged = live_company.together(2, either)

    stands = shop.read("stock_transfer", moved)["state"] == "confirmed"
    cost = 30 if stands else 0
    assert (back.status_code == 200, charged.status_code == 200) == (not stands, stands)
    refused = (back if stands else charged).json()["code"]
    assert refused in ("document.has_successors", "document.original_not_confirmed")
    assert shown(shop, moved) == shop.account("560101") == shop.owed("payable") - owed == cost
    assert shop.rows(ON_ITS_WAY, shop.company) == [(Decimal(5 if stands else 0),)]
    assert shop.differences() == []


def test_a_charge_is_taken_back_while_another_comes(live_company: LiveCompany, shop: Shop) -> None:
    moved = sent(shop)
    before = shop.owed("payable")
    drafts = [charge(shop, moved, "10", **carrier(shop)) for _ in range(6)]
    for one in drafts[:3]:
        shop.do("transfer_charge", one, "confirm")

    answers = live_company.together(
        6,
        lambda n: shop.act("transfer_charge", drafts[n], "cancel" if n < 3 else "confirm"),
    )

    assert outcomes(answers) == {200: 6}
    assert shown(shop, moved) == shop.account("560101") == shop.owed("payable") - before == 30
    assert shop.differences() == []
