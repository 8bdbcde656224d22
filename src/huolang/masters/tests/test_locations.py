"""库位: goods lie in locations of a warehouse that says so, and move from there."""

from __future__ import annotations

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import serials, trading
from tests.support.locations import (
    at,
    bins,
    change_location,
    deliver,
    locate,
    location,
    placed,
    receive,
    where,
)
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def shelves(shop):
    """20 screws lie in CK01 since before it has locations; then A-01, A-02 and B-01 are made."""
    trading.confirmed("purchase_receipt", line("LS8", 20, "0.5"))
    locate()
    bins("A-01", "A-02", "B-01")


def test_goods_are_put_where_somebody_says_or_where_they_lie_already_and_taken_in_pick_order(
    shelves,
):
    assert where("LS8") == {"": 20}
    receive(5, to="B-01")
    receive(30, to="A-02")
    second = receive(10)

    assert placed(second) == [("A-02", 10)]
    assert where("LS8") == {"": 20, "A-02": 40, "B-01": 5}

    sold = deliver(50)

    assert placed(sold) == [("A-02", 40), ("B-01", 5), ("", 5)]
    assert where("LS8") == {"": 15}
    trading.act(sold, "cancel")
    assert where("LS8") == {"": 20, "A-02": 40, "B-01": 5}


def test_a_smaller_pick_order_comes_first_and_a_named_location_is_all_that_is_taken(shelves):
    receive(5, to="A-01")
    last = location("Z-99", pick_order=0)
    trading.change_master(last, pick_order=1)
    for code in ("A-01", "A-02", "B-01"):
        change_location(code, pick_order=2)
    receive(5, to="Z-99")
    assert placed(deliver(3, then=None)) == [("", 3)]
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        deliver(6, **at("A-01"))
    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert "A-01" in str(refusal.value)
    assert "六角螺栓（主仓 A-01） 可用 5 个，需要 6 个" in str(refusal.value)
    assert trading.books() == before

    assert placed(deliver(7)) == [("Z-99", 5), ("A-01", 2)]


def test_more_than_all_locations_hold_is_refused_as_ever_and_nothing_moves(shelves):
    receive(5, to="A-01")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        deliver(26)

    assert str(refusal.value) == "库存不足：六角螺栓（主仓） 可用 25 个，需要 26 个"
    assert trading.books() == before


def test_what_is_promised_to_an_order_is_not_sold_from_whatever_location(shelves):
    receive(5, to="A-01")
    trading.confirmed("sales_order", line("LS8", 24, "1"))

    with pytest.raises(BusinessError) as refusal:
        deliver(2, **at("A-01"))

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert where("LS8") == {"": 20, "A-01": 5}


def test_goods_that_come_back_go_where_they_were_taken_from(shelves):
    receive(5, to="B-01")
    sold = deliver(4, **at("B-01"))
    receive(9, to="A-01")
    rows = [{**line("LS8", 2, "1"), "delivery_line": str(sold.rows[0].id)}]

    back = trading.confirmed("sales_return", *rows)

    assert placed(back) == [("B-01", 2)]
    assert where("LS8") == {"": 20, "A-01": 9, "B-01": 3}


def test_batches_go_by_expiry_first_and_by_pick_order_then(shelves):
    trading.product("NN", "牛奶", batched=True)
    receive(5, to="A-01", product="NN", batch="L", expires_on="2026-12-31")
    receive(3, to="B-01", product="NN", batch="E", expires_on="2026-12-01")
    receive(2, to="A-02", product="NN", batch="E")

    sold = deliver(6, product="NN")

    assert [(row.batch, *one) for row, one in zip(sold.rows, placed(sold), strict=True)] == [
        ("E", "A-02", 2),
        ("E", "B-01", 3),
        ("L", "A-01", 1),
    ]
    assert where("NN") == {"A-01": 4}
    named = deliver(4, product="NN", batch="L")
    assert placed(named) == [("A-01", 4)]


def test_single_pieces_know_their_location_and_leave_from_it(shelves):
    trading.product("SJ", "手机", serialized=True, sales_price="2000")
    receive(2, to="A-01", product="SJ", serials=["A1", "A2"])
    receive(1, to="B-01", product="SJ", serials=["B1"])

    assert where("SJ") == {"A-01": 2, "B-01": 1}
    with pytest.raises(BusinessError) as refusal:
        deliver(1, product="SJ", serials=["B1"], **at("A-01"))
    assert refused(refusal) == [("line.serial_not_there", "lines.0.serials.0")]

    sold = deliver(2, product="SJ", serials=["A1", "B1"])

    assert where("SJ") == {"A-01": 1}
    trading.act(sold, "cancel")
    assert where("SJ") == {"A-01": 2, "B-01": 1}
    assert serials.states() == [("A1", "in_stock"), ("A2", "in_stock"), ("B1", "in_stock")]


def test_what_is_wrong_with_a_location_is_said_at_its_field_and_nothing_moves(shelves):
    location("C", kind="zone")
    location("C-01", parent={"code": "C"})
    location("M-01", "CK02")
    change_location("B-01", active=False)
    trading.product("FW", "送货", kind="service")
    before = trading.books()

    for code, product, wrong in (
        ("C", "LS8", "line.location_not_innermost"),
        ("M-01", "LS8", "line.location_elsewhere"),
        ("C-01", "FW", "line.location_of_service"),
    ):
        with pytest.raises(BusinessError) as refusal:
            receive(1, to=code, product=product)
        assert refused(refusal) == [(wrong, "lines.0.location")]
    assert str(refusal.value) == "送货 自己不占库存（服务或套装），没有库位"
    with pytest.raises(BusinessError) as refusal:
        receive(1, to="B-01")
    assert [field for _code, field in refused(refusal)] == ["lines.0.location"]
    with pytest.raises(BusinessError) as refusal:
        told = line("LS8", 1, "1", **at("M-01"))
        trading.confirmed("purchase_receipt", told, warehouse={"code": "CK02"})
    assert refused(refusal) == [("line.warehouse_not_located", "lines.0.location")]
    assert trading.books() == before


def test_nothing_is_taken_from_a_location_that_holds_others(shelves):
    location("C", kind="zone")
    location("C-01", parent={"code": "C"})
    receive(5, to="C-01")
    before = trading.books()

    for then in ("confirm", None):
        with pytest.raises(BusinessError) as refusal:
            deliver(1, then=then, **at("C"))
        assert refused(refusal) == [("line.location_holds_locations", "lines.0.location")]

    assert trading.books() == before
    assert placed(deliver(1, **at("C-01"))) == [("C-01", 1)]


def test_what_was_taken_before_a_location_held_others_is_confirmed_again(shelves):
    receive(5, to="A-01")
    sold = deliver(5, **at("A-01"))
    change_location("A-01", kind="shelf")
    location("A-01-1", parent={"code": "A-01"})

    trading.act(sold, "reopen")
    trading.act(sold, "confirm")

    assert where("LS8") == {"": 20}


def test_a_tree_stays_a_tree_in_one_warehouse_and_leaves_no_goods_behind(shelves):
    zone = location("C", kind="zone")
    shelf = location("C-1", kind="shelf", parent={"code": "C"})
    location("M", "CK02", kind="zone")
    receive(1, to="A-01")
    wrong = [
        (zone, {"parent": {"code": "C-1"}}, "location.inside_itself", "parent"),
        (zone, {"parent": {"code": "C"}}, "location.inside_itself", "parent"),
        (zone, {"kind": "bin"}, "location.wrong_order", "kind"),
        (shelf, {"kind": "zone"}, "location.wrong_order", "kind"),
        (shelf, {"parent": {"code": "M"}}, "location.other_warehouse", "parent"),
        (zone, {"warehouse": {"code": "CK02"}}, "location.warehouse_fixed", "warehouse"),
    ]
    for record, told, code, field in wrong:
        with pytest.raises(BusinessError) as refusal:
            trading.change_master(record, **told)
        assert refused(refusal) == [(code, field)]
    with pytest.raises(BusinessError) as refusal:
        change_location("A-01", active=False)
    assert refused(refusal) == [("location.holds_goods", "active")]
    change_location("A-01", kind="shelf")
    with pytest.raises(BusinessError) as refusal:
        location("A-01-1", parent={"code": "A-01"})
    assert refused(refusal) == [("location.holds_goods", "parent")]
    with pytest.raises(BusinessError) as refusal:
        locate(on=False)
    assert refused(refusal) == [("warehouse.still_in_locations", "located")]
    deliver(1, **at("A-01"))
    assert not locate(on=False).located
