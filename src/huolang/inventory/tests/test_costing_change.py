"""计价方法变更单: a document says how products are costed from now on."""

from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def changed(*lines, **more):
    told = {"reason": "管理需要", "lines": list(lines)}
    return trading.create("costing_change", told | more, then="confirm")


def to(code: str, method: str, **more: object) -> dict[str, object]:
    return {"product": {"code": code}, "method": method, **more}


@pytest.fixture
def screws(shop):
    return trading.confirmed("stock_receipt", line("LS8", 200, unit_cost="0.30"), reason="opening")


def test_the_product_says_it_too_and_its_stock_keeps_its_value(screws):
    document = changed(to("LS8", "fifo"))

    product = trading.stored_product("LS8")
    assert document.number == "JJBG-20261123-0001"
    assert (product.costing_method, product.costing_scope) == ("fifo", "company")
    assert "edit" in trading.audit(product)
    assert trading.stock_value("LS8") == 60
    sold = trading.confirmed("sales_delivery", line("LS8", 10, "1"))
    assert {row.code: row.amount for row in trading.journal(sold)}["1405"] == -3


def test_under_standard_cost_stock_is_worth_the_standard(screws):
    document = changed(to("LS8", "standard", standard_cost="0.25"))

    assert trading.stock_value("LS8") == 50
    assert sum(row.amount for row in trading.journal(document)) == 0


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([to("LS8", "standard")], [("costing_change.no_standard", "lines.0.standard_cost")]),
        (
            [to("LS8", "standard", standard_cost="0")],
            [("costing_change.no_standard", "lines.0.standard_cost")],
        ),
        (
            [to("LS8", "fifo", standard_cost="1")],
            [("costing_change.not_standard", "lines.0.standard_cost")],
        ),
        ([to("LS8", "fifo")] * 2, [("costing_change.twice", "lines.1.product")]),
        ([to("LS8", "moving_average")], [("ledger.costed_already", "lines.0.product")]),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_nothing_moves(screws, lines, expected):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        changed(*lines)

    assert refused(refusal) == expected
    assert trading.books() == before
    assert trading.stored_product("LS8").costing_method == ""


def test_it_can_be_neither_reopened_nor_cancelled(screws):
    document = changed(to("LS8", "fifo"))

    for action in ("reopen", "cancel"):
        with pytest.raises(BusinessError) as refusal:
            trading.act(document, action)
        assert refused(refusal)[0][0] == "document.no_such_action"
    assert trading.stock_value("LS8") == Decimal(60)


def test_stock_can_still_be_revalued_by_hand(screws):
    changed(to("LS8", "fifo"))

    told = {"product": {"code": "LS8"}, "new_value": "50"}
    trading.confirmed("revaluation", told, explanation="更正")

    assert trading.stock_value("LS8") == 50
