"""采购订单: what was ordered, what has come of it, and what may still change."""

from decimal import Decimal

import pytest

from huolang.documents import buttons
from huolang.kernel import settings_registry
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def order(*lines, **fields):
    return trading.confirmed("purchase_order", *lines, **fields)


def receive(source, quantity, *, price="1", index=0, **fields):
    """A confirmed receipt of part of one order line."""
    row = source.tables["lines"][index]
    product = {"id": str(row.product_id)}
    made = {"product": product, "quantity": quantity, "unit_price": price, **fields}
    return trading.confirmed("purchase_receipt", {**made, "order_line": str(row.id)})


def progress(source, index=0):
    now = trading.fresh(source)
    row = now.tables["lines"][index]
    return now.progress, row.done_quantity, row.open_quantity


def test_an_order_gets_a_number_and_moves_nothing():
    bought = order(line("LS8", 10, "30", unit={"code": "BOX"}, expected_on="2026-12-01"))

    assert (bought.number, bought.state) == ("CGDD-20261123-0001", "confirmed")
    assert bought.total == Decimal("339.00")
    assert trading.on_hand("LS8") == 0
    assert trading.owed("payable") == 0
    assert progress(bought) == ("none", 0, 10)


def test_parts_are_received_until_nothing_is_open():
    bought = order(line("LS8", 10, "30", unit={"code": "BOX"}))

    receive(bought, 400)
    assert progress(bought) == ("partial", 4, 6)
    receive(bought, "6", price="30", unit={"code": "BOX"})

    assert progress(bought) == ("done", 10, 0)
    assert trading.fresh(bought).state == "confirmed"
    assert trading.on_hand("LS8") == 1000


def test_as_much_more_may_come_as_the_company_allows():
    settings_registry.change("purchase_order.over_receipt", "5.5", by=None)
    bought = order(line("LS8", 100, "1"))
    settings_registry.change("purchase_order.over_receipt", "0", by=None)
    receive(bought, 80)

    with pytest.raises(BusinessError) as refusal:
        receive(bought, 26)
    receive(bought, 25)

    assert refused(refusal) == [("follow.more_than_open", "lines.0.quantity")]
    assert progress(bought) == ("done", 105, 0)
    assert trading.on_hand("LS8") == 105
    with pytest.raises(BusinessError):
        receive(order(line("LS8", 100, "1")), 101)


def test_what_is_left_of_a_discount_is_no_more_than_what_is_left_of_the_lines():
    bought = order(line("LS8", 100, "1", tax_rate="0"), discount="10")
    receive(bought, 95, tax_rate="0")

    rest = trading.convert(bought, "purchase_receipt")

    assert (rest.discount, rest.total) == (5, 0)


def test_an_order_that_got_more_opens_and_closes_again_when_less_is_allowed_by_then():
    settings_registry.change("purchase_order.over_receipt", "10", by=None)
    bought = order(line("LS8", 100, "1"))
    receive(bought, 110)
    settings_registry.change("purchase_order.over_receipt", "0", by=None)

    trading.act(bought, "reopen")
    trading.act(trading.fresh(bought), "confirm")

    assert progress(bought) == ("done", 110, 0)
    with pytest.raises(BusinessError):
        receive(bought, 1)


def test_more_than_is_open_is_refused_and_nothing_moves():
    bought = order(line("LS8", 10, "1"))
    receive(bought, 8)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        receive(bought, 3)

    assert refused(refusal) == [("follow.more_than_open", "lines.0.quantity")]
    told = f"六角螺栓 超出源单 {bought.number} 的未完成数量：还可 2 个，本次 3 个"
    assert str(refusal.value) == told
    assert trading.books() == before
    assert progress(bought) == ("partial", 8, 2)
    assert trading.on_hand("LS8") == 8


def test_two_lines_of_one_receipt_share_what_is_open():
    bought = order(line("LS8", 10, "1"))
    key = str(bought.tables["lines"][0].id)

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed(
            "purchase_receipt",
            line("LS8", 6, "1", order_line=key),
            line("LS8", 5, "1", order_line=key),
        )

    assert refused(refusal) == [
        ("follow.more_than_open", "lines.0.quantity"),
        ("follow.more_than_open", "lines.1.quantity"),
    ]
    assert progress(bought) == ("none", 0, 10)


def test_conversion_asks_for_the_rest_in_the_unit_that_goes():
    bought = order(
        line("LS8", 3, "30", unit={"code": "BOX"}, discount="10", remark="急"),
        line("DL", "2.5", "12"),
        tax_included=True,
    )
    receive(bought, 150)

    receipt = trading.convert(bought, "purchase_receipt")

    screws, cable = receipt.tables["lines"]
    assert (screws.quantity, screws.base_quantity) == (150, 150)
    assert screws.unit_price == Decimal("0.3")
    assert (screws.discount, screws.remark) == (10, "急")
    assert (cable.quantity, cable.unit_price) == (Decimal("2.5"), 12)
    assert receipt.tax_included
    assert (receipt.state, receipt.number) == ("draft", "")
    trading.act(receipt, "confirm")
    assert progress(bought) == ("done", 3, 0)


def test_receipts_one_after_another_use_exactly_the_orders_discount():
    bought = order(line("LS8", 3, "3.33", tax_rate="0"), line("DL", 1, "10"), discount="1.99")
    receive(bought, 1)  # without a discount

    first = trading.convert(bought, "purchase_receipt")
    assert first.discount == Decimal("1.99")
    lines = [{"id": str(row.id), "quantity": "1"} for row in first.tables["lines"]]
    first = trading.act(trading.change(first, lines=lines), "confirm")
    rest = trading.act(trading.convert(bought, "purchase_receipt"), "confirm")

    assert [(one.discount, one.amount) for one in (first, rest)] == [
        (Decimal("1.59"), Decimal("11.74")),
        (Decimal("0.40"), Decimal("2.93")),
    ]
    assert progress(bought)[0] == "done"


def test_a_receipt_that_comes_to_nothing_but_tax_is_still_owed_as_the_books_have_it():
    trading.confirmed(
        "purchase_receipt",
        line("LS8", 1, "100", tax_rate="0"),
        line("AZ", 1, "-100", tax_rate="13"),
        tax_included=True,
    )

    assert trading.balance("received_not_invoiced") == Decimal("-11.50")


def test_a_receipt_of_another_supplier_or_product_is_refused():
    bought = order(line("LS8", 10, "1"))
    key = str(bought.tables["lines"][0].id)

    with pytest.raises(BusinessError) as other_product:
        trading.draft("purchase_receipt", line("DL", 1, "1", order_line=key))
    with pytest.raises(BusinessError) as other_partner:
        trading.draft(
            "purchase_receipt", line("LS8", 1, "1", order_line=key), partner={"code": "P2"}
        )
    with pytest.raises(BusinessError) as unknown:
        trading.draft("purchase_receipt", line("LS8", 1, "1", order_line=str(bought.id)))

    assert refused(other_product) == [("follow.does_not_match", "lines.0.order_line")]
    assert refused(other_partner) == [("follow.does_not_match", "lines.0.order_line")]
    assert refused(unknown) == [("follow.unknown", "lines.0.order_line")]


def test_only_a_confirmed_order_can_be_received():
    bought = trading.draft("purchase_order", line("LS8", 10, "1"))

    with pytest.raises(BusinessError) as draft:
        receive(bought, 1)
    trading.act(bought, "confirm")
    trading.act(bought, "close")
    with pytest.raises(BusinessError) as closed:
        receive(bought, 1)

    assert refused(draft) == [("follow.not_confirmed", "lines.0.order_line")]
    assert refused(closed) == [("follow.not_confirmed", "lines.0.order_line")]
    assert trading.on_hand("LS8") == 0


def test_cancelling_a_receipt_opens_the_order_again():
    bought = order(line("LS8", 10, "1"))
    receipt = receive(bought, 10)

    trading.act(receipt, "cancel")

    assert progress(bought) == ("none", 0, 10)
    assert trading.links(receipt) == 0


def test_a_reopened_order_never_falls_below_what_has_come():
    bought = order(line("LS8", 10, "1"), line("DL", 5, "12"))
    receive(bought, 4)
    trading.act(bought, "reopen")
    screws, cable = (str(row.id) for row in trading.fresh(bought).tables["lines"])

    with pytest.raises(BusinessError) as too_few:
        trading.change(bought, lines=[{"id": screws, "quantity": 3}, {"id": cable}])
    with pytest.raises(BusinessError) as removed:
        trading.change(bought, lines=[{"id": cable}])
    with pytest.raises(BusinessError) as swapped:
        other = {"product": {"code": "DL"}, "unit": {"code": "M"}}
        trading.change(bought, lines=[{"id": screws, **other}])
    with pytest.raises(BusinessError) as moved:
        trading.change(bought, partner={"code": "P2"})
    trading.change(bought, lines=[{"id": screws, "quantity": 4}])
    trading.act(bought, "confirm")

    assert refused(too_few) == [("order.below_done", "lines.0.quantity")]
    assert refused(removed) == [("order.done_line_removed", "lines")]
    assert refused(swapped) == [("order.done_changed", "lines.0.product")]
    assert refused(moved) == [("order.done_changed", "partner")]
    assert progress(bought) == ("done", 4, 0)
    assert trading.fresh(bought).number == "CGDD-20261123-0001"


def test_an_order_of_which_something_has_come_is_closed_not_cancelled():
    bought = order(line("LS8", 10, "1"))
    receipt = receive(bought, 4)

    with pytest.raises(BusinessError) as refusal:
        trading.act(bought, "cancel")
    trading.act(bought, "close")

    assert refused(refusal) == [("document.already_done", "")]
    assert trading.fresh(bought).state == "closed"
    trading.act(receipt, "cancel")
    assert progress(bought) == ("none", 0, 10)


@pytest.mark.parametrize(
    ("ordered", "done"), [("purchase_order", "purchase_receipt"), ("sales_order", "sales_delivery")]
)
def test_an_order_of_which_something_was_done_is_not_offered_to_be_cancelled(ordered, done):
    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.30"), reason="opening")
    made = trading.confirmed(ordered, line("LS8", 10, "0.8"))
    row = {**line("LS8", 4, "0.8"), "order_line": str(made.tables["lines"][0].id)}
    trading.confirmed(done, row)
    trading.act(made, "reopen")

    def offered(document):
        return buttons.possible(document, trading.form_of(document), trading.anybody())

    assert offered(trading.fresh(made)) == ["confirm"]
    untouched = trading.confirmed(ordered, line("LS8", 10, "0.8"))
    trading.act(untouched, "reopen")
    assert offered(trading.fresh(untouched)) == ["confirm", "cancel"]


def test_an_order_closed_too_early_is_opened_again_and_what_came_of_it_can_be_mended():
    bought = order(line("LS8", 10, "1"))
    receipt = receive(bought, 4)
    trading.act(bought, "close")
    trading.act(receipt, "reopen")
    with pytest.raises(BusinessError) as closed:
        trading.act(receipt, "confirm")
    assert refused(closed) == [("follow.not_confirmed", "lines.0.order_line")]

    trading.act(bought, "reopen")
    trading.act(bought, "confirm")
    trading.act(receipt, "confirm")
    receive(bought, 6)
    assert progress(bought) == ("done", 10, 0)
    assert trading.audit(bought) == ["create", "confirm", "close", "reopen", "confirm"]


def test_chain_shows_what_came_of_what():
    bought = order(line("LS8", 10, "1"))
    first = receive(bought, 4)
    second = trading.convert(bought, "purchase_receipt")

    before, after, drafts = trading.chain(first)[0], *trading.chain(bought)[1:]

    assert [step.number for step in before] == ["CGDD-20261123-0001"]
    assert [step.number for step in after] == ["CGRK-20261123-0001"]
    assert [step.id for step in drafts] == [second.id]
