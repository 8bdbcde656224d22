"""移库、按库位盘点: goods go from location to location, and add up to what the warehouse has."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from huolang.kernel import sql
from huolang.kernel.refusals import BusinessError
from huolang.ledger import reading
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


def test_goods_in_locations_are_counted_in_each_of_them(shelves):
    receive(5, to="A-01")
    receive(3, to="B-01")
    trading.product("SJ", "手机", serialized=True, sales_price="2000")
    receive(2, to="A-01", product="SJ", serials=["A1", "A2"])
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("stock_count", line("LS8", 28))
    assert refused(refusal) == [("stock_count.no_location", "lines.0.location")]
    assert trading.books() == before

    count = trading.confirmed(
        "stock_count",
        line("LS8", 4, **at("A-01")),
        line("LS8", 5, **at("B-01")),
        line("SJ", 2, serials=["A2", "A3"], surplus_is_right=True, **at("B-01")),
    )

    assert [(row.book_quantity, row.difference) for row in count.rows] == [(5, -1), (3, 2), (2, 0)]
    assert where("LS8") == {"": 20, "A-01": 4, "B-01": 5}
    assert where("SJ") == {"A-01": 1, "B-01": 1}
    trading.act(count, "cancel")
    assert where("LS8") == {"": 20, "A-01": 5, "B-01": 3}
    assert where("SJ") == {"A-01": 2}


def move(*lines, then="confirm", **fields):
    told = trading.filled("location_move", *lines, **fields)
    return trading.create("location_move", told, then=then)


def into(code):
    return {"into_location": {"code": code}}


def test_a_move_puts_goods_away_and_changes_neither_value_nor_what_can_be_sold(shop):
    first = trading.product("FF", "先进先出", costing_method="fifo")
    trading.confirmed("purchase_receipt", line("FF", 10, "1"))
    trading.confirmed("purchase_receipt", line("FF", 10, "2"))
    trading.product("SJ", "手机", serialized=True, sales_price="2000")
    serials.received(["A1", "A2"])
    locate()
    bins("A-01", "A-02", "B-01")
    order = trading.confirmed("sales_order", line("FF", 20, "5"))

    away = move(line("FF", 15, **into("A-01")), line("SJ", 1, serials=["A2"], **into("A-02")))

    assert (away.number[:2], where("FF")) == ("YK", {"": 5, "A-01": 15})
    assert where("SJ") == {"": 1, "A-02": 1}
    assert (trading.stock_value("FF"), trading.journal(away)) == (30, [])
    assert reading.availability([first.id])[first.id].available == 0
    move(line("FF", 6, **at("A-01"), **into("B-01")))
    assert where("FF") == {"": 5, "A-01": 9, "B-01": 6}
    rows = [{**line("FF", 10, "5"), "order_line": str(order.rows[0].id)}]
    sold = trading.confirmed("sales_delivery", *rows)
    assert placed(sold) == [("A-01", 9), ("B-01", 1)]
    assert trading.stock_value("FF") == 20
    trading.act(sold, "cancel")

    with pytest.raises(BusinessError) as refusal:
        trading.act(away, "cancel")
    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert "A-01" in str(refusal.value)


def test_a_move_of_what_is_not_there_or_goes_nowhere_is_refused_and_nothing_moves(shelves):
    receive(5, to="A-01")
    location("M-01", "CK02")
    location("C", kind="zone")
    location("C-01", parent={"code": "C"})
    change_location("A-02", active=False)
    before = trading.books()
    wrong = [
        ({**at("A-01"), **into("B-01")}, 6, "ledger.not_enough_stock", "quantity", {}),
        (into("B-01"), 21, "ledger.not_enough_stock", "quantity", {}),
        ({**at("A-01"), **into("A-01")}, 1, "location_move.same_place", "into_location", {}),
        ({}, 1, "location_move.same_place", "into_location", {}),
        ({**at("A-01"), **into("M-01")}, 1, "line.location_elsewhere", "into_location", {}),
        ({**at("A-01"), **into("C")}, 1, "line.location_not_innermost", "into_location", {}),
    ]
    for told, quantity, code, field, header in wrong:
        with pytest.raises(BusinessError) as refusal:
            move(line("LS8", quantity, **told), **header)
        assert refused(refusal) == [(code, f"lines.0.{field}")]
    with pytest.raises(BusinessError) as refusal:
        move(line("LS8", 1, **at("A-01"), **into("A-02")))
    assert [field for _code, field in refused(refusal)] == ["lines.0.into_location"]
    with pytest.raises(BusinessError) as refusal:
        move(line("LS8", 1), warehouse={"code": "CK02"})
    assert [field for _code, field in refused(refusal)] == ["warehouse"]
    assert trading.books() == before


def test_what_may_be_sold_short_leaves_no_location_short(shelves):
    trading.product("FS", "可负", allow_negative=True)
    receive(5, to="A-01", product="FS")

    sold = deliver(8, product="FS")

    assert placed(sold) == [("A-01", 5), ("", 3)]
    assert where("FS") == {"": -3}
    with pytest.raises(BusinessError) as refusal:
        move(line("FS", 1, **at("A-01"), **into("B-01")))
    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_happens_the_locations_add_up_to_the_warehouse(shop, seed):
    """Random receipts, issues, moves, counts and cancellations; the books prove themselves."""
    rng = random.Random(seed)
    good = trading.product("WL", "物料", costing_method="fifo")
    locate()
    bins("A-01", "A-02", "B-01")
    codes = ["", "A-01", "A-02", "B-01"]
    model: dict[str, Decimal] = dict.fromkeys(codes, Decimal(0))
    done: list[Any] = []
    did: dict[str, int] = {}

    def some(key: str = "location") -> tuple[str, dict[str, Any]]:
        code = rng.choice(codes)
        return code, {key: {"code": code}} if code else {}

    for _ in range(90):
        kind = rng.choice(
            ["receive", "receive", "issue", "issue", "move", "move", "count", "cancel"]
        )
        quantity, (here, told), (there, way) = rng.randint(1, 9), some(), some("into_location")
        try:
            if kind == "receive":
                document = receive(quantity, product="WL", **told)
            elif kind == "issue":
                document = trading.confirmed("stock_issue", line("WL", quantity, **told))
            elif kind == "move":
                document = move(line("WL", quantity, **told, **way))
            elif kind == "count":
                document = trading.confirmed("stock_count", line("WL", quantity, **told))
            else:
                document = (
                    trading.act(done.pop(rng.randrange(len(done))), "cancel") if done else None
                )
        except BusinessError:
            kind, document = f"{kind} refused", None
        did[kind] = did.get(kind, 0) + 1
        if document is not None and kind != "cancel":
            done.append(document)
        _follow(model, kind, document, here, there, quantity)
        model = {code: where("WL").get(code, Decimal(0)) for code in codes}
        assert sum(model.values()) == reading.availability([good.id])[good.id].on_hand
    assert min(did.get(one, 0) for one in ("receive", "issue", "move", "count", "cancel")) >= 3, did


def _follow(model, kind, document, here, there, quantity):
    """What one document does to what lay where, said once more."""
    if document is None or kind == "cancel":
        return
    now = where("WL")
    expected = dict(model)
    if kind == "receive":
        expected[placed(document)[0][0]] += quantity
    elif kind == "issue":
        for code, taken in placed(document):
            expected[code] -= taken
    elif kind == "move":
        expected[here] -= quantity
        expected[there] += quantity
    else:
        expected[here] = Decimal(quantity)
    assert now == {code: left for code, left in expected.items() if left}


def test_who_has_no_locations_pays_nothing_for_those_of_others(shop):
    """One warehouse has locations, the other takes as many statements as ever."""
    trading.confirmed("stock_receipt", line("LS8", 50, unit_cost="1"), warehouse={"code": "CK02"})
    receive(50)

    def statements(warehouse):
        told = trading.filled("sales_delivery", line("LS8", 1, "1"), warehouse={"code": warehouse})
        with sql.counting() as seen:
            trading.create("sales_delivery", told, then="confirm")
        return len(seen)

    statements("CK01")
    before = statements("CK01")
    locate("CK02")
    bins("M-01", warehouse="CK02")
    assert statements("CK01") == before
    statements("CK02")
    assert statements("CK02") == before + 3  # what lies there, and what is held before the choice


def test_goods_are_assembled_from_locations_and_go_from_bin_to_bin_between_warehouses(shelves):
    receive(5, to="B-01")
    locate("CK02")
    bins("M-01", warehouse="CK02")
    trading.product("ZJ", "整机")
    whole = {"product": {"code": "ZJ"}, "quantity": "2", "warehouse": {"code": "CK01"}}
    used = {**whole, **at("A-01"), "lines": [line("LS8", 6)]}

    trading.create("assembly", used, then="confirm")
    assert (where("ZJ"), where("LS8")) == ({"A-01": 2}, {"": 19})
    with pytest.raises(BusinessError) as refusal:
        trading.create("disassembly", {**whole, "lines": [line("LS8", 6)]}, then="confirm")
    assert refused(refusal) == [("disassembly.no_location", "location")]
    apart = {**whole, **at("A-01"), "lines": [line("LS8", 6, **at("B-01"))]}
    trading.create("disassembly", apart, then="confirm")
    assert (where("ZJ"), where("LS8")) == ({}, {"": 19, "B-01": 6})

    two = {"into": {"code": "CK02"}}
    sent = trading.confirmed("stock_transfer", line("LS8", 7, **into("M-01")), **two)
    assert placed(sent) == [("B-01", 6), ("", 1)]
    assert (where("LS8"), where("LS8", "CK02")) == ({"": 18}, {"M-01": 7})
    wrong = line("LS8", 7, **into("M-01"))
    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("stock_transfer", wrong, in_steps=True, **two)
    assert refused(refusal) == [("stock_transfer.not_there_yet", "lines.0.into_location")]
    going = trading.confirmed("stock_transfer", line("LS8", 3), in_steps=True, **two)
    came = trading.act(trading.convert(going, "transfer_receipt"), "confirm")
    assert placed(came) == [("M-01", 3)]
    trading.confirmed("stock_transfer", line("LS8", 1), **two)
    assert where("LS8", "CK02") == {"M-01": 11}
