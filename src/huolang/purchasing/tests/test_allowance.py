"""采购折让: the supplier takes something off the price of goods that stay."""

from decimal import Decimal
from typing import Any

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")

D = Decimal


@pytest.fixture
def bought(shop):
    """200 screws at 0.30 and a service for 100, of P1, invoiced; half of the screws are sold."""
    rows = (line("LS8", 200, "0.30"), line("AZ", 1, 100))
    receipt = trading.confirmed("purchase_receipt", *rows, date="2026-11-20")
    trading.act(trading.convert(receipt, "purchase_invoice"), "confirm")
    trading.confirmed("sales_delivery", line("LS8", 100, 1), date="2026-11-21")
    return receipt


def allowed(receipt: Any, *amounts: Any, then: str | None = "confirm", **fields: Any) -> Any:
    rows = [
        {"receipt_line": str(row.id), "amount": str(amount)}
        for row, amount in zip(receipt.rows, amounts, strict=False)
    ]
    told = {"partner": {"code": "P1"}, "lines": rows, **fields}
    return trading.create("purchase_allowance", told, then=then)


def test_goods_were_worth_less_from_the_beginning_and_we_owe_less(bought):
    paid = trading.balance("payable")

    paper = allowed(bought, 20, 10)

    assert paper.number == "CGZR-20261123-0001"
    assert (paper.amount, paper.tax, paper.total) == (30, D("3.20"), D("33.20"))
    assert (trading.stock_value("LS8"), trading.balance("cost_of_sales")) == (20, 20)
    assert trading.balance("service_expense") == 90
    assert trading.balance("payable") - paid == D("33.20")
    assert trading.balance("input_tax") == D("13.80") - D("3.20")
    assert trading.balance("received_not_invoiced") == 0


def test_taken_back_everything_is_as_it_was(bought):
    paid = trading.balance("payable")
    paper = allowed(bought, 20, 10)

    trading.act(paper, "cancel")

    assert (trading.stock_value("LS8"), trading.balance("cost_of_sales")) == (30, 30)
    assert trading.balance("payable") == paid


def test_tax_that_was_not_deducted_was_part_of_the_worth(bought):
    allowed(bought, 20, invoice_kind="ordinary")

    assert trading.stock_value("LS8") + trading.balance("cost_of_sales") == D("37.40")
    assert trading.balance("input_tax") == D("13.80")


def test_the_receipt_leads_to_it_and_stays_as_long_as_it_does(bought):
    draft = trading.convert(bought, "purchase_allowance")
    first, second = draft.tables["lines"]
    trading.change(draft, lines=[{"id": str(first.id), "amount": "6"}, {"id": str(second.id)}])
    trading.act(draft, "confirm")

    with pytest.raises(BusinessError) as refusal:
        trading.act(bought, "reopen")

    assert refused(refusal)[0][0] == "document.has_successors"
    assert trading.stock_value("LS8") == 27


@pytest.mark.parametrize(
    ("amounts", "fields", "refusals"),
    [
        ([0, 0], {}, [("purchase_allowance.nothing_given", "lines")]),
        ([-1], {}, [("purchase_allowance.negative", "lines.0.amount")]),
        (["1.001"], {}, [("purchase_allowance.digits", "lines.0.amount")]),
        (["60.01"], {}, [("purchase_allowance.more_than_bought", "lines.0.amount")]),
        ([1], {"partner": {"code": "P2"}}, [("follow.does_not_match", "lines.0.receipt_line")]),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_moves(bought, amounts, fields, refusals):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        allowed(bought, *amounts, **fields)

    assert refused(refusal) == refusals
    assert trading.books() == before


@pytest.mark.parametrize(
    ("first", "second"), [((40,), ("20.01",)), ((0, 70), (0, "30.01"))], ids=["goods", "service"]
)
def test_two_of_them_take_no_more_off_than_there_was(bought, first, second):
    allowed(bought, *first)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        allowed(bought, *second)

    place = f"lines.{len(second) - 1}.amount"
    assert refused(refusal) == [("purchase_allowance.more_than_bought", place)]
    assert trading.books() == before


def test_what_was_taken_back_can_be_given_again(bought):
    trading.act(allowed(bought, 60, 100), "cancel")

    assert allowed(bought, 60, 100).amount == 160


def test_drafts_of_one_line_are_held_to_it_when_the_second_is_confirmed(bought):
    drafts = [allowed(bought, 0, 60, then=None) for _ in range(2)]
    trading.act(drafts[0], "confirm")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(drafts[1], "confirm")

    assert refused(refusal) == [("purchase_allowance.more_than_bought", "lines.1.amount")]
    assert trading.books() == before


def test_before_the_invoice_a_draft_says_that_the_invoice_may_say_it_itself(shop):
    receipt = trading.confirmed("purchase_receipt", line("LS8", 200, "0.30"))
    draft = trading.fresh(allowed(receipt, 6, then=None))

    assert [one.code for one in draft.warnings(at=trading.MORNING)] == [
        "purchase_allowance.not_invoiced_yet"
    ]
    trading.act(trading.convert(receipt, "purchase_invoice"), "confirm")
    assert draft.warnings(at=trading.MORNING) == []
