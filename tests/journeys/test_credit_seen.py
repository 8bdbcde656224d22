"""Who may read what a customer is allowed: the administrator, the owner and the bookkeeper; sellers
and the warehouse are told that it is reached, and buyers nothing at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.client import ApiClient
from tests.support.shop import Shop, line

READS = {"admin": True, "owner": True, "finance": True, "sales": False, "warehouse": False}
FIGURES = {"credit_limit", "credit_days"}


@pytest.fixture
def draft(trade: Shop) -> dict[str, object]:
    """A delivery of 226.00 to somebody who may owe 100.00."""
    limits = {"credit_limit": "100", "credit_days": 30}
    trade.partner("K9", "城南装修队", is_supplier=False, **limits)
    trade.make("purchase_receipt", line("LS8", 10, "10"))
    row = line("LS8", 10, "20")
    return trade.make("sales_delivery", row, partner={"code": "K9"}, then=None)


@pytest.mark.parametrize("role", [*READS, "purchasing"])
def test_the_figures_are_on_the_card_and_in_lists_of_who_may_read_them(
    trade: Shop, client: Callable[..., ApiClient], draft: dict[str, object], role: str
) -> None:
    caller = client(role)
    form = caller.get("/forms/partner").json()
    card = caller.get(f"/records/partner/{trade.ids['K9']}").json()
    asked = caller.get("/records/partner?fields=code,credit_limit")

    reads = READS.get(role, False)
    fields = {one["name"] for one in form["fields"]}
    assert FIGURES & fields == (FIGURES if reads else set())
    assert FIGURES & card.keys() == (FIGURES if reads else set())
    assert asked.status_code == (200 if reads else 422)


@pytest.mark.parametrize("role", READS)
def test_and_a_delivery_beyond_them_says_no_figure_to_others(
    client: Callable[..., ApiClient], draft: dict[str, object], role: str
) -> None:
    shown = client(role).get(f"/records/sales_delivery/{draft['id']}").json()

    codes = [one["code"] for one in shown["warnings"]]
    assert codes == ["ledger.credit_exceeded" if READS[role] else "ledger.credit_reached"]
    assert ("100.00" in shown["warnings"][0]["message"]) is READS[role]
