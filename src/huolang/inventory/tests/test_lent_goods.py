"""借出的货: single pieces, batches, locations: where they are, and where they may go."""

from decimal import Decimal
from typing import Any

import pytest

from huolang.forms import registry, store
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from huolang.masters import merge
from tests.support import serials, trading
from tests.support.loans import drafted, lent, places, returned, sold
from tests.support.locations import at, bins, locate, placed, where
from tests.support.serials import phones as told
from tests.support.trading import line, refused

D = Decimal


def pieces(loan: Any, target: str) -> list[str]:
    return trading.convert(loan, target).tables["lines"][0].serials


def two_lent(**more: Any) -> Any:
    return trading.confirmed("loan", told(["A1", "A2"], None), **more)


def test_a_piece_that_is_lent_says_so_and_is_lent_or_sold_to_nobody_else(phones):
    loan = two_lent()

    assert serials.known() == [
        ("A1", "lent", "CK01"),
        ("A2", "lent", "CK01"),
        ("B1", "in_stock", "CK01"),
    ]
    assert (places("SJ"), trading.stock_value("SJ")) == ((2, 0, 1), 3300)
    before = trading.books()
    for again in (
        lambda: trading.confirmed("loan", told(["A1"], None)),
        lambda: serials.sold(["A1"]),
    ):
        with pytest.raises(BusinessError) as refusal:
            again()
        assert refused(refusal) == [("line.serial_not_there", "lines.0.serials.0")]
        assert "借出" in str(refusal.value)
    assert trading.books() == before
    trading.act(loan, "cancel")
    assert serials.states() == [("A1", "in_stock"), ("A2", "in_stock"), ("B1", "in_stock")]


def test_each_piece_comes_back_or_is_sold_at_its_own_cost(phones):
    loan = trading.confirmed("loan", told(["A1", "B1"], None), purpose="consignment")
    assert serials.states()[2] == ("B1", "consigned")

    sale = sold(loan, {"quantity": "1", "serials": ["B1"], "unit_price": "2000"})

    assert serials.states() == [("A1", "consigned"), ("A2", "in_stock"), ("B1", "delivered")]
    assert (trading.balance("cost_of_sales"), serials.piece("B1").customer.code) == (1300, "P1")
    assert pieces(loan, "loan_return") == ["A1"]
    returned(loan)
    assert (serials.states()[0], trading.fresh(loan).progress) == (("A1", "in_stock"), "done")
    trading.act(trading.convert(sale, "sales_return"), "confirm")
    assert serials.states()[2] == ("B1", "in_stock")


def test_a_piece_that_was_lent_anew_comes_back_by_its_own_loan(phones):
    first = two_lent()
    returned(first, {"quantity": "1", "serials": ["A1"]})
    second = trading.confirmed("loan", told(["A1"], None))
    assert (pieces(first, "loan_return"), pieces(second, "loan_return")) == (["A2"], ["A1"])

    for target in ("loan_return", "sales_delivery"):
        draft = drafted(first, target, {"serials": ["A1"]})
        before = trading.books()
        with pytest.raises(BusinessError) as refusal:
            trading.act(draft, "confirm")
        assert refused(refusal) == [("line.lent_piece_taken", "lines.0.serials.0")]
        assert trading.books() == before


def test_a_piece_that_is_lost_is_written_off_at_its_cost(phones):
    loan = trading.confirmed("loan", told(["A1", "B1"], None))
    with pytest.raises(BusinessError) as refusal:
        drafted(loan, "loan_return", {"quantity": "1", "lost": "1"})
    assert refused(refusal) == [("loan_return.lost_apart", "lines.0.lost")]

    back = returned(loan, {"quantity": "0", "lost": "1", "serials": ["B1"]})

    assert serials.states() == [("A1", "lent"), ("A2", "in_stock"), ("B1", "lost")]
    assert trading.balance("stock_difference") == 1300
    trading.act(back, "cancel")
    assert serials.states()[2] == ("B1", "lent")


def test_pieces_that_are_out_do_not_go_back_to_their_supplier(phones):
    trading.confirmed("loan", told(["B1"], None))

    with pytest.raises(BusinessError) as refusal:
        trading.convert(phones, "purchase_return")
    assert refused(refusal) == [("convert.nothing_open", "")]


def test_batches_go_out_in_their_order_and_come_back_as_what_they_are(shop):
    trading.product("PC", "药品", batched=True)
    for batch, day in (("B2", "2027-06-30"), ("B1", "2027-03-31")):
        expiring = line("PC", 10, 1, batch=batch, expires_on=day)
        trading.confirmed("purchase_receipt", expiring)

    loan = lent(15, product="PC")

    assert [(row.batch, row.quantity) for row in loan.rows] == [("B1", 10), ("B2", 5)]
    draft = trading.convert(loan, "sales_delivery")
    assert [row.batch for row in draft.tables["lines"]] == ["B1", "B2"]
    trading.act(draft, "confirm")
    assert (places("PC"), trading.balance("cost_of_sales")) == ((0, 0, 5), 15)
    with pytest.raises(BusinessError) as refusal:
        other = line("PC", 1, batch="B2", loan_line=str(loan.rows[0].id))
        trading.draft("loan_return", other)
    assert refused(refusal) == [("line.other_batch", "lines.0.batch")]


def test_what_is_held_back_is_not_lent(shop):
    trading.product("PC", "药品", batched=True)
    trading.confirmed("purchase_receipt", line("PC", 10, 1, batch="B1"))
    (row,) = trading.confirmed("purchase_receipt", line("PC", 1, 1, batch="B1")).rows
    trading.change_master(store.load(registry.get("batch"), row.batch_record_id), held=True)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        lent(1, product="PC", line={"batch": "B1"})

    assert refused(refusal) == [("line.batch_held", "lines.0.batch")]
    assert trading.books() == before


def test_goods_leave_a_location_and_come_back_to_it_or_another(shop):
    locate()
    bins("A-01", "A-02")
    for code, quantity in (("A-01", 30), ("A-02", 20)):
        told_ = line("LS8", quantity, "0.5", **at(code))
        trading.confirmed("purchase_receipt", told_)

    loan = lent(40)

    assert placed(loan) == [("A-01", 30), ("A-02", 10)]
    draft = trading.convert(loan, "loan_return")
    first, second = draft.tables["lines"]
    told_ = [{"id": str(first.id), "quantity": "5"}, {"id": str(second.id), **at("A-01")}]
    trading.change(draft, lines=told_)
    back = trading.act(draft, "confirm")
    assert placed(back) == [("A-01", 5), ("A-01", 10)]
    lying = {code: n for code, n in where("LS8").items() if code}
    assert (lying, places()) == ({"A-01": 15, "A-02": 10}, (25, 0, 25))
    with pytest.raises(BusinessError) as refusal:
        drafted(loan, "sales_delivery", at("A-01"))
    assert refused(refusal) == [("line.lent_on_no_shelf", "lines.0.location")]


def test_what_is_out_is_not_counted(shop):
    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.50"), reason="opening")
    lent(40)

    count = trading.confirmed("stock_count", line("LS8", 58))

    assert (count.rows[0].book_quantity, count.rows[0].difference) == (60, -2)
    assert places() == (40, 0, 58)


def test_a_partner_who_was_merged_gives_back_and_buys_as_the_other(shop):
    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.50"), reason="opening")
    loan = lent(40)
    p1, p2 = (store.load(registry.get("partner"), trading.key("partner", c)) for c in ("P1", "P2"))
    with acting(current_id()):
        merge.merge(
            registry.get("partner"), p1.id, p2.id, access=trading.anybody(), at=trading.MORNING
        )

    back = returned(loan, {"quantity": "10"})
    sale = sold(loan, {"quantity": "5"})

    assert (back.partner_id, sale.partner_id) == (p2.id, p2.id)
    assert places() == (25, 0, 70)
