"""What a draft tells the screen of the discounts that go with its goods."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huolang.api import doors
from huolang.forms import registry
from huolang.forms.form import seen_by
from tests.support import trading
from tests.support.trading import line, shop  # noqa: F401

pytestmark = pytest.mark.usefixtures("shop")
TEN = line("LS8", 10, "10", tax_rate="13")


def test_a_draft_tells_what_is_left_of_the_discounts_that_go_with_its_goods():
    order = trading.confirmed(
        "sales_order", TEN, line("LS8", 1, "5", unit={"code": "BOX"}), discount="9"
    )
    trading.confirmed("stock_receipt", line("LS8", 1000, unit_cost="1"), reason="opening")
    part = trading.convert(order, "sales_delivery")
    taken = [{"id": str(part.tables["lines"][0].id), "quantity": "4"}]
    trading.act(trading.fresh(trading.change(part, lines=taken)), "confirm")

    rest = trading.convert(order, "sales_delivery")

    first, second = order.tables["lines"]
    told = shown("sales_delivery", rest)["carried_discounts"]
    assert [(Decimal(one["discount"]), one["digits"]) for one in told] == [(Decimal("5.57"), 2)]
    assert [figures(one) for one in told[0]["lines"]] == [
        (str(first.id), 6, 10, 0, 1, 1),
        (str(second.id), 100, 5, 0, 100, 1),
    ]
    assert "carried_discounts" not in shown(
        "sales_delivery", trading.act(trading.fresh(rest), "confirm")
    )


def test_who_sees_no_prices_is_told_no_discounts():
    order = trading.confirmed("purchase_order", TEN, discount="9")

    made = trading.convert(order, "purchase_receipt")

    assert "carried_discounts" in shown("purchase_receipt", made)
    assert "carried_discounts" not in shown("purchase_receipt", made, "purchase_price")


def shown(form, made, *hidden):
    seen = seen_by(registry.get(form), frozenset(hidden))
    return doors.shown(seen, trading.fresh(made), trading.anybody())


def figures(one):
    names = ("open", "unit_price", "discount", "numerator", "denominator")
    return (one["id"], *(Decimal(one[name]) for name in names))
