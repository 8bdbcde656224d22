"""采购入库: what a receipt does to stock, value and debt, and what it refuses."""

from decimal import Decimal

import pytest

from huolang.kernel.company import Company
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def test_goods_come_in_at_net_and_are_owed_gross():
    receipt = trading.confirmed("purchase_receipt", line("LS8", 300, "0.35", tax_rate="13"))

    assert (receipt.number, receipt.state) == ("CGRK-20261123-0001", "confirmed")
    assert (receipt.amount, receipt.tax, receipt.total) == (
        105,
        Decimal("13.65"),
        Decimal("118.65"),
    )
    assert trading.on_hand("LS8") == 300
    assert trading.stock_value("LS8") == 105
    assert trading.balance("inventory") == 105
    assert trading.balance("received_not_invoiced") == -105
    assert trading.owed("payable") == Decimal("118.65")


def test_boxes_are_counted_in_pieces():
    receipt = trading.confirmed(
        "purchase_receipt", line("LS8", 3, "30", unit={"code": "BOX"}, tax_rate="0")
    )

    row = receipt.tables["lines"][0]
    assert (row.quantity, row.base_quantity, row.numerator, row.denominator) == (3, 300, 100, 1)
    assert (row.product_name, row.specification) == ("六角螺栓", "M8×40")
    assert trading.on_hand("LS8") == 300
    assert trading.stock_value("LS8") == 90


def test_a_service_costs_at_once_and_never_enters_the_stock():
    trading.confirmed(
        "purchase_receipt",
        line("LS8", 100, "0.30", tax_rate="0"),
        line("AZ", 1, "50", tax_rate="6"),
    )

    assert trading.balance("inventory") == 30
    assert trading.balance("service_expense") == 50
    assert trading.balance("received_not_invoiced") == -80
    assert trading.owed("payable") == 83
    assert trading.on_hand("AZ") == 0


def test_a_discount_off_the_document_lowers_what_the_goods_cost():
    receipt = trading.confirmed(
        "purchase_receipt",
        line("LS8", 100, "1", tax_rate="0"),
        line("DL", "2.5", "80", tax_rate="0"),
        discount="30",
    )

    assert [row.amount for row in receipt.tables["lines"]] == [90, 180]
    assert trading.stock_value("LS8") == 90
    assert trading.stock_value("DL") == 180


def test_a_line_may_go_to_a_warehouse_of_its_own():
    trading.confirmed(
        "purchase_receipt",
        line("LS8", 10, "1"),
        line("LS8", 5, "1", warehouse={"code": "CK02"}),
    )

    assert trading.on_hand("LS8") == 15
    assert trading.on_hand("LS8", "CK02") == 5


def test_price_tax_and_unit_left_out_are_those_of_the_product():
    receipt = trading.draft("purchase_receipt", line("DL", "1.5"))

    row = receipt.tables["lines"][0]
    assert (row.unit_price, row.tax_rate, row.amount) == (Decimal("12.5"), 13, Decimal("18.75"))


def test_cancelling_takes_goods_and_debt_back():
    receipt = trading.confirmed("purchase_receipt", line("LS8", 300, "0.35"))

    trading.act(receipt, "cancel", reason="录错供应商")

    assert trading.fresh(receipt).state == "cancelled"
    assert trading.on_hand("LS8") == 0
    assert trading.balance("received_not_invoiced") == 0
    assert trading.owed("payable") == 0


def test_cancelling_what_is_already_sold_is_refused():
    receipt = trading.confirmed("purchase_receipt", line("LS8", 300, "0.35"))
    trading.confirmed("sales_delivery", line("LS8", 1, "0.80"))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(receipt, "cancel")

    assert refusal.value.code in ("ledger.not_enough_stock", "ledger.short_later")
    assert trading.fresh(receipt).state == "confirmed"
    assert trading.books() == before
    assert trading.on_hand("LS8") == 299


def test_goods_that_are_promised_are_not_taken_back_and_the_order_is_named():
    receipt = trading.confirmed("purchase_receipt", line("LS8", 300, "0.35"))
    order = trading.confirmed("sales_order", line("LS8", 200, "0.80"))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(receipt, "reopen")

    assert trading.refused(refusal) == [("document.held_by_orders", "lines.0.quantity")]
    assert order.number in str(refusal.value)
    assert trading.books() == before
    trading.act(order, "cancel")
    trading.act(receipt, "reopen")
    assert trading.on_hand("LS8") == 0


def test_reopened_changed_and_confirmed_again_the_books_keep_all_three():
    receipt = trading.confirmed("purchase_receipt", line("LS8", 300, "0.35", tax_rate="0"))
    row = receipt.tables["lines"][0]

    trading.act(receipt, "reopen")
    reopened = trading.fresh(receipt)
    assert (reopened.state, reopened.revision, reopened.number) == (
        "draft",
        2,
        "CGRK-20261123-0001",
    )
    assert trading.on_hand("LS8") == 0
    trading.change(receipt, lines=[{"id": str(row.id), "quantity": 250}])
    again = trading.act(receipt, "confirm")

    assert (again.number, again.revision) == ("CGRK-20261123-0001", 2)
    assert trading.on_hand("LS8") == 250
    assert trading.stock_value("LS8") == Decimal("87.50")
    assert trading.postings(receipt) == [(1, "post"), (1, "mirror"), (2, "post")]


def test_a_price_below_nothing_is_refused_for_goods_and_fine_for_services():
    with pytest.raises(BusinessError) as refusal:
        trading.draft("purchase_receipt", line("LS8", 1, "-0.01"), line("AZ", 1, "-5"))

    assert refused(refusal) == [("line.negative_price", "lines.0.unit_price")]


def test_a_receipt_of_less_than_nothing_is_refused():
    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("purchase_receipt", line("AZ", 1, "-5"))

    assert refused(refusal) == [("document.total_negative", "total")]


def test_only_suppliers_can_be_received_from():
    trading.partner("K1", "零售客户", is_supplier=False)

    with pytest.raises(BusinessError) as refusal:
        trading.draft("purchase_receipt", line("LS8", 1, "1"), partner={"code": "K1"})

    assert refused(refusal) == [("reference.not_allowed", "partner")]


def test_to_a_small_scale_taxpayer_the_tax_is_part_of_the_cost(shop):
    Company.objects.filter(id=shop.id).update(taxpayer_kind="small")

    receipt = trading.confirmed(
        "purchase_receipt",
        line("LS8", 100, "1", tax_rate="13"),
        line("AZ", 1, "50", tax_rate="6"),
    )

    assert trading.stock_value("LS8") == 113
    assert trading.balance("service_expense") == 53
    assert trading.balance("received_not_invoiced") == -166
    assert trading.owed("payable") == 166
    row = str(receipt.tables["lines"][0].id)
    trading.confirmed("purchase_return", line("LS8", 10, "1", tax_rate="13", receipt_line=row))
    assert trading.owed("payable") == Decimal("154.70")
    assert trading.balance("purchase_price_variance") == 0
    trading.confirmed("sales_delivery", line("LS8", 90, "2", tax_rate="1"))
    assert trading.balance("cost_of_sales") == Decimal("101.70")


def test_amounts_are_as_large_as_the_books_can_hold_in_a_currency_of_four_digits(shop):
    Company.objects.filter(id=shop.id).update(digits=4)
    large = {"unit_price": "90000000000000", "tax_rate": "0"}
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("purchase_receipt", line("LS8", 5, **large))
    assert refused(refusal) == [("line.amount_too_large", "lines.0.unit_price")]
    assert trading.books() == before

    trading.confirmed("purchase_receipt", line("LS8", 4, **large))
    trading.confirmed("purchase_receipt", line("LS8", 4, **large))
    trading.confirmed("purchase_receipt", line("LS8", 1, "1", tax_rate="0"), date="2026-11-20")
    before = trading.books()
    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("purchase_receipt", line("LS8", 2, **large), date="2026-11-20")
    assert refused(refusal) == [("ledger.worth_too_much", "lines.0.quantity")]
    assert trading.books() == before
