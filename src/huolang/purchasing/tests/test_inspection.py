"""来料检验: goods wait on no shelf until they are accepted, or lie apart once they are rejected."""

from decimal import Decimal

import pytest

from huolang.inventory import stock
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import proof
from huolang.ledger.lying import OffShelf
from tests.support import serials, trading
from tests.support.inspections import drafted, flagged, inspected, places, receive, usable
from tests.support.locations import at, bins, locate, where
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")

D = Decimal


@pytest.fixture
def receipt(shop):
    """100 screws at 0.50 wait for their inspection; 20 at 0.50 lie there already."""
    receive(20)
    flagged()
    return receive(100)


def test_what_waits_is_owed_and_worth_something_but_available_to_nobody(receipt):
    assert receipt.inspection == "none"
    assert (places(), usable()) == ((100, 0, 20), 20)
    assert (trading.stock_value("LS8"), trading.balance("received_not_invoiced")) == (60, -60)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("sales_delivery", line("LS8", 21, 1))

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before


def test_an_order_gets_the_goods_when_they_are_accepted(receipt):
    trading.confirmed("sales_order", line("LS8", 90, 1))
    assert trading.reserved("LS8") == 20

    inspection = inspected(receipt, {"quantity": "60", "rejected": "5"})

    assert trading.reserved("LS8") == 75
    assert (places(), usable()) == ((40, 5, 75), 75)
    before = trading.books()
    with pytest.raises(BusinessError) as refusal:
        trading.act(inspection, "reopen")
    assert refused(refusal) == [("document.held_by_orders", "lines.0.quantity")]
    assert trading.books() == before


def test_a_receipt_is_inspected_in_parts(receipt):
    first = inspected(receipt, {"quantity": "60", "rejected": "5"})

    assert first.number == "LLJY-20261123-0001"
    (row,) = first.rows
    assert (row.received, row.quantity, row.rejected, row.accepted) == (100, 60, 5, 55)
    assert (first.receipt_number, first.progress) == (receipt.number, "none")
    assert trading.fresh(receipt).inspection == "partial"
    assert trading.stock_value("LS8") == 60
    assert trading.journal(first) == []

    inspected(receipt)

    assert trading.fresh(receipt).inspection == "done"
    assert places() == (0, 5, 115)
    with pytest.raises(BusinessError) as refusal:
        trading.convert(receipt, "inspection")
    assert refusal.value.code == "convert.nothing_open"


def test_no_more_is_inspected_than_came(receipt):
    inspected(receipt, {"quantity": "60"})
    draft = drafted(receipt, {"quantity": "41"})
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm")

    assert refused(refusal) == [("follow.more_than_open", "lines.0.quantity")]
    assert trading.books() == before


def test_what_is_wrong_with_an_inspection_is_said_of_its_draft(receipt):
    reason = trading.master("reject_reason", code="HS", name="划伤")
    other = receive(5)

    def wrong(**told):
        with pytest.raises(BusinessError) as refusal:
            drafted(receipt, told)
        return refused(refusal)

    assert wrong(rejected="101") == [("inspection.more_rejected", "lines.0.rejected")]
    assert wrong(rejected="0.5") == [("line.quantity_digits", "lines.0.rejected")]
    assert wrong(reason={"code": "HS"}) == [("inspection.no_reject", "lines.0.reason")]
    assert wrong(receipt_line=None) == [("inspection.no_receipt", "lines.0.product")]
    (theirs,) = other.tables["lines"]
    both = [line("LS8", 5, receipt_line=str(row.id)) for row in (theirs, *receipt.rows)]
    with pytest.raises(BusinessError) as refusal:
        trading.draft("inspection", *both, partner={"code": "P1"})
    assert refused(refusal) == [("inspection.several_receipts", "lines.1.receipt_line")]
    with pytest.raises(BusinessError) as refusal:
        trading.draft("inspection", both[1], partner={"code": "P2"})
    assert refused(refusal) == [("follow.does_not_match", "lines.0.receipt_line")]
    assert reason.name == "划伤"


def test_rejected_goods_go_back_at_the_price_of_their_receipt(receipt):
    inspection = inspected(receipt, {"rejected": "5"})
    assert (places(), usable()) == ((0, 5, 115), 115)

    back = trading.convert(inspection, "purchase_return")
    (row,) = back.tables["lines"]
    assert (row.quantity, row.unit_price, row.receipt_line_id) == (5, D("0.50"), receipt.rows[0].id)
    trading.act(back, "confirm")

    assert (places(), usable()) == ((0, 0, 115), 115)
    assert trading.fresh(inspection).progress == "done"
    assert trading.fresh(receipt).rows[0].returned_base == 5
    assert trading.balance("received_not_invoiced") == D("-57.50")
    assert trading.stock_value("LS8") == D("57.50")
    for document, later in ((inspection, back), (receipt, inspection)):
        before = trading.books()
        with pytest.raises(BusinessError) as refusal:
            trading.act(document, "cancel")
        assert refusal.value.code == "document.has_successors"
        assert trading.fresh(later).number in str(refusal.value)
        assert trading.books() == before


def test_everything_can_be_taken_back_one_after_the_other(receipt):
    inspection = inspected(receipt, {"rejected": "5"})
    back = trading.act(trading.convert(inspection, "purchase_return"), "confirm")

    trading.act(back, "cancel")
    assert (places(), trading.fresh(inspection).progress) == ((0, 5, 115), "none")
    trading.act(inspection, "reopen")
    assert (places(), trading.fresh(receipt).inspection) == ((100, 0, 20), "none")
    trading.act(inspection, "confirm")
    assert places() == (0, 5, 115)
    trading.act(inspection, "cancel")
    trading.act(receipt, "cancel")
    assert (places(), trading.stock_value("LS8")) == ((0, 0, 20), 10)


def test_a_return_from_the_receipt_takes_only_what_was_accepted(receipt):
    inspected(receipt, {"quantity": "60", "rejected": "5"})

    back = trading.convert(receipt, "purchase_return")

    assert [row.quantity for row in back.tables["lines"]] == [55]
    trading.act(back, "confirm")
    assert places() == (40, 5, 20)


def test_rejects_are_scrapped_or_used_all_the_same(receipt):
    inspection = inspected(receipt, {"rejected": "8"})
    draft = trading.convert(inspection, "reject_disposal")
    (row,) = draft.tables["lines"]
    told = {"inspection_line": str(row.inspection_line_id)}
    lines = [{"id": str(row.id), "quantity": "3"}, line("LS8", 4, how="accept", **told)]
    trading.change(draft, lines=lines)
    disposal = trading.act(draft, "confirm")

    assert disposal.number == "BHG-20261123-0001"
    assert (places(), usable()) == ((0, 1, 116), 116)
    assert trading.fresh(inspection).progress == "partial"
    assert (trading.balance("stock_difference"), trading.stock_value("LS8")) == (
        D("1.5"),
        D("58.5"),
    )
    back = trading.convert(receipt, "purchase_return")
    assert [row.quantity for row in back.rows] == [96]  # of 100: 3 scrapped, 1 rejected
    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("reject_disposal", line("LS8", 2, **told))
    assert refused(refusal) == [("follow.more_than_open", "lines.0.quantity")]
    trading.act(disposal, "cancel")
    assert (places(), trading.fresh(inspection).progress) == ((0, 8, 112), "none")


def test_what_is_scrapped_costs_anew_beside_what_is_used_all_the_same(receipt):
    """20 came a day before at 2: 100 for 140, of which three are scrapped and four are used."""
    inspection = inspected(receipt, {"rejected": "8"})
    draft = trading.convert(inspection, "reject_disposal")
    (row,) = draft.tables["lines"]
    told = {"inspection_line": str(row.inspection_line_id)}
    used = line("LS8", 4, how="accept", **told)
    trading.change(draft, lines=[used, {"id": str(row.id), "quantity": "3"}])
    trading.act(draft, "confirm")
    assert trading.balance("stock_difference") == D("1.5")
    assert list(proof.differences(current_id())) == []

    trading.confirmed("purchase_receipt", line("LS8", 20, "2"), date="2026-11-22")

    assert trading.balance("stock_difference") == D("2.14")
    assert list(proof.differences(current_id())) == []


def test_a_category_says_it_for_its_products_unless_these_say_otherwise(shop):
    metal = trading.master("product_category", code="JS", name="金属", inspection="yes")
    trading.master("product_category", code="LS", name="螺丝", parent={"code": "JS"})
    screws = trading.change_master(trading.stored_product("LS8"), category={"code": "LS"})
    assert screws.inherited()["inspection"] == "检验（来自“JS 金属”）"

    receive(10)
    assert places() == (10, 0, 0)

    trading.change_master(trading.stored_product("LS8"), inspection="no")
    receive(10)
    assert places() == (10, 0, 10)
    trading.change_master(trading.stored_product("LS8"), inspection="")
    trading.change_master(metal, inspection="")
    receive(10)
    assert places() == (10, 0, 20)


def test_a_receipt_is_corrected_before_it_is_inspected_and_stays_where_it_was(receipt):
    trading.change_master(trading.stored_product("LS8"), inspection="no")
    (row,) = receipt.rows

    trading.correct(receipt, lines=[{"id": str(row.id), "quantity": "80"}])

    assert places() == (80, 0, 20)
    inspected(receipt)
    assert places() == (0, 0, 100)


def test_pieces_are_accepted_or_rejected_one_by_one(shop):
    trading.product("SJ", "手机", serialized=True, sales_price="2000", inspection="yes")
    receipt = serials.received(["A1", "A2", "A3"])
    assert serials.states() == [("A1", "inspecting"), ("A2", "inspecting"), ("A3", "inspecting")]

    draft = trading.convert(receipt, "inspection")
    (row,) = draft.rows
    assert row.serials == ["A1", "A2", "A3"]
    with pytest.raises(BusinessError) as refusal:
        trading.change(draft, lines=[{"id": str(row.id), "rejected": "1"}])
    assert refused(refusal) == [("inspection.rejected_apart", "lines.0.rejected")]
    both = [
        {"id": str(row.id), "quantity": "2", "serials": ["A1", "A2"]},
        line("SJ", 1, rejected=1, serials=["A3"], receipt_line=str(row.receipt_line_id)),
    ]
    trading.change(draft, lines=both)
    inspection = trading.act(draft, "confirm")

    assert serials.states() == [("A1", "in_stock"), ("A2", "in_stock"), ("A3", "rejected")]
    with pytest.raises(BusinessError) as refusal:
        serials.sold(["A3"])
    assert refused(refusal) == [("line.serial_not_there", "lines.0.serials.0")]
    assert trading.convert(receipt, "purchase_return").rows[0].serials == ["A1", "A2"]
    back = trading.convert(inspection, "purchase_return")
    assert back.rows[0].serials == ["A3"]
    trading.act(back, "confirm")
    assert serials.states()[2] == ("A3", "returned")
    trading.act(back, "cancel")
    trading.act(inspection, "cancel")
    assert serials.states() == [("A1", "inspecting"), ("A2", "inspecting"), ("A3", "inspecting")]
    trading.act(receipt, "cancel")


def test_accepted_goods_are_put_away_and_waiting_ones_have_no_location(shop):
    locate()
    bins("A-01")
    flagged()
    told = trading.filled("purchase_receipt", line("LS8", 10, 1, **at("A-01")))
    with pytest.raises(BusinessError) as refusal:
        trading.create("purchase_receipt", told)
    assert refused(refusal) == [("line.on_no_shelf", "lines.0.location")]

    inspection = inspected(receive(10), {"rejected": "2", **at("A-01")})

    assert where("LS8") == {"": 2, "A-01": 8}
    assert places() == (0, 2, 8)
    disposal = trading.convert(inspection, "reject_disposal")
    (row,) = disposal.rows
    with pytest.raises(BusinessError) as refusal:
        trading.change(disposal, lines=[{"id": str(row.id), **at("A-01")}])
    assert refused(refusal) == [("line.on_no_shelf", "lines.0.location")]


def test_batches_keep_their_number_and_each_its_cost(shop):
    trading.product("NN", "牛奶", batched=True, costing_scope="warehouse_batch", inspection="yes")
    receipt = trading.confirmed(
        "purchase_receipt", line("NN", 10, 2, batch="B1"), line("NN", 10, 3, batch="B2")
    )
    inspection = inspected(receipt, {}, {"rejected": "4"})
    assert [row.batch for row in inspection.rows] == ["B1", "B2"]
    assert (places("NN"), trading.stock_value("NN")) == ((0, 4, 16), 50)

    trading.confirmed("sales_delivery", line("NN", 12, 5))
    trading.act(trading.convert(inspection, "reject_disposal"), "confirm")

    assert trading.balance("cost_of_sales") == 26
    assert (places("NN"), trading.balance("stock_difference")) == ((0, 0, 4), 12)


def test_the_stock_page_tells_what_waits_and_what_is_rejected(receipt):
    inspected(receipt, {"quantity": "60", "rejected": "5"})

    (one,), _next = stock.page(stock.Asked(), limit=10, after=None)

    assert one.off_shelf == OffShelf(D(0), D(40), D(5))
    assert (one.on_hand, one.available) == (120, 75)
