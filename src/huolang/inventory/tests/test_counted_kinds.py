"""盘点任务 of batches, of single pieces, by location, and of chosen products."""

from datetime import date

import pytest

from huolang.inventory import count_review
from huolang.kernel.refusals import BusinessError
from tests.support import serials, trading
from tests.support.counting import approve, begun, figures, minutes, of, planned, tally
from tests.support.locations import at, bins, locate, receive, where
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
PAST = {"date": "2026-11-20"}


def lines_of(plan):
    found, _some = count_review.shown(trading.fresh(plan), "all")
    return [(one.code, one.batch, one.location_code or "", one.snapshot) for one in found]


@pytest.fixture
def milk(shop):
    """Milk that is good for 30 days: 10 of batch M1, 5 of M2."""
    trading.product("NN", "牛奶", batched=True, shelf_life=30)
    for batch, quantity in (("M1", 10), ("M2", 5)):
        told = {"batch": batch, "produced_on": "2026-11-10"}
        trading.confirmed("purchase_receipt", line("NN", quantity, "4", **told), **PAST)


def test_batches_that_were_mixed_up_are_one_short_and_one_over(milk):
    plan = begun()
    assert lines_of(plan) == [("NN", "M1", "", 10), ("NN", "M2", "", 5)]

    tally(plan, of("NN", 8, batch="m1"), of("NN", 7, batch="M2"))

    assert figures(plan) == {"NN M1": (10, 8, -2), "NN M2": (5, 7, 2)}
    approve(plan)
    assert trading.on_hand("NN") == 15


def test_a_batch_that_nobody_knew_needs_its_days_and_begins_when_it_is_approved(milk):
    plan = begun()
    tally(plan, of("NN", 10, batch="M1"), of("NN", 5, batch="M2"))

    assert tally(plan, of("NN", 3)) == ["line.no_batch"]
    future = of("NN", 3, batch="M9", produced_on=date(2099, 1, 1))
    assert tally(plan, future) == ["batch.made_in_future"]
    assert tally(plan, of("NN", 3, batch="M9")) == ["line.no_expiry"]
    from_label = {"batch": "M9", "produced_on": minutes(0).date()}
    assert tally(plan, of("NN", 3, **from_label)) == ["kept"]
    approve(plan)

    assert trading.on_hand("NN") == 18


@pytest.fixture
def phones(shop):
    trading.product("SJ", "手机", serialized=True, sales_price="2000")
    serials.received(["A1", "A2", "B1"], **PAST)


def test_a_piece_that_is_counted_may_have_the_bar_code_of_goods_that_are_not(shop):
    trading.product("SJ", "手机", serialized=True, sales_price="2000")
    box = {"unit": {"code": "BOX"}, "numerator": "12", "barcode": "6902"}
    serials.received(["6901", "6902", "QT"], **PAST)
    trading.product("QT", "其他", barcode="6901", units=[box])  # called so later
    plan = begun()

    kept = tally(plan, of("6901", 1), of("6902", 1), of("QT", 1))

    assert kept == ["kept"] * 3
    assert figures(plan) == {"SJ": (3, 3, 0)}
    serials.sold(["QT"])
    tally(plan, of("QT", 1))  # no such piece is here any more
    assert figures(plan)["QT"] == (0, 1, 1)


def test_pieces_are_scanned_one_by_one_and_once(phones):
    plan = begun()
    assert tally(plan, of("SJ", 3)) == ["count_plan.no_serial"]

    twice = of("a1", 1), of("SJ", 1, serial="B1"), of("A1", 1)
    assert tally(plan, *twice) == ["kept"] * 3

    (one,) = count_review.shown(trading.fresh(plan), "all")[0]
    assert (one.book, one.counted, one.missing, one.surplus) == (3, 2, ["A2"], [])
    approve(plan)
    assert serials.known()[1] == ("A2", "lost", "")


def test_a_piece_that_was_sold_after_the_snapshot_is_not_missing(phones):
    plan = begun()
    payload = trading.filled("sales_delivery", line("SJ", 1, "2000", serials=["A2"]))
    trading.create("sales_delivery", payload, then="confirm", at=minutes(5))

    tally(plan, of("A1", 1), of("B1", 1))

    assert figures(plan) == {"SJ": (2, 2, 0)}
    assert approve(plan).differences == 0


def test_a_piece_that_was_sold_but_is_there_is_one_too_many(phones):
    serials.sold(["A2"])
    plan = begun()

    tally(plan, of("A1", 1), of("B1", 1), of("SJ", 1, serial="A2"))
    approve(plan)

    assert serials.known()[1] == ("A2", "in_stock", "CK01")


@pytest.fixture
def shelves(shop):
    """5 screws in A-01, 3 in B-01; telephones A1 in A-01 and B1 in B-01."""
    locate()
    bins("A-01", "B-01", "B-02")
    receive(5, to="A-01")
    receive(3, to="B-01")
    trading.product("SJ", "手机", serialized=True, sales_price="2000")
    receive(1, to="A-01", product="SJ", serials=["A1"])
    receive(1, to="B-01", product="SJ", serials=["B1"])


def test_every_location_is_counted_by_itself(shelves):
    plan = begun()
    assert lines_of(plan) == [
        ("LS8", "", "A-01", 5),
        ("LS8", "", "B-01", 3),
        ("SJ", "", "", 2),
    ]

    tally(plan, of("LS8", 4, location="A-01"), of("LS8", 3, location="B-01"))
    tally(plan, of("LS8", 1, location="b-02"), of("A1", 1), of("B1", 1))
    approve(plan)

    assert where("LS8") == {"A-01": 4, "B-01": 3, "B-02": 1}


def test_a_plan_of_some_locations_knows_nothing_of_the_others(shelves):
    plan = begun(**at("A-01"))
    assert lines_of(plan) == [("LS8", "", "A-01", 5), ("SJ", "", "", 1)]

    answers = tally(
        plan, of("LS8", 5), of("LS8", 1, location="B-01"), of("LS8", 6, location="A-01")
    )

    told = ["count_plan.which_location", "count_plan.location_out_of_scope", "kept"]
    assert answers == told
    tally(plan, of("SJ", 0))
    approve(plan)
    assert where("LS8") == {"A-01": 6, "B-01": 3}
    assert [row[:2] for row in serials.known()] == [("A1", "lost"), ("B1", "in_stock")]


def test_a_location_of_another_warehouse_is_refused(shelves):
    with pytest.raises(BusinessError) as error:
        planned(warehouse={"code": "CK02"}, **at("A-01"))

    assert refused(error) == [("count_plan.location_elsewhere", "location")]


@pytest.fixture
def three(shop):
    """Screws sell for 90 of cost, cable for 9, clips for 1: classes A, B and C."""
    trading.product("JZ", "夹子")
    told = {"reason": "opening", **PAST}
    lines = [line(code, 200, unit_cost="1") for code in ("LS8", "DL", "JZ")]
    trading.confirmed("stock_receipt", *lines, **told)
    sold = [line("LS8", 90, 2), line("DL", 9, 2), line("JZ", 1, 2)]
    trading.confirmed("sales_delivery", *sold, date="2026-11-21")


@pytest.mark.parametrize(("abc", "code"), [("a", "LS8"), ("b", "DL"), ("c", "JZ")])
def test_a_class_is_what_was_issued_at_cost(three, abc, code):
    plan = begun(abc=abc)

    assert [one[0] for one in lines_of(plan)] == [code]
    other = "LS8" if code != "LS8" else "DL"
    assert tally(plan, of(other, 1)) == ["count_plan.out_of_scope"]


def test_a_sample_is_of_so_many_products(three):
    with pytest.raises(BusinessError) as error:
        begun(pick="random")
    assert refused(error) == [("count_plan.how_many", "at_most")]

    plan = begun(pick="random", at_most=2)

    assert plan.listed == 2


def test_what_was_counted_lately_is_not_due(three):
    plan = begun(abc="a")
    tally(plan, of("LS8", 110))
    approve(plan)

    due = begun(pick="due")

    assert [one[0] for one in lines_of(due)] == ["DL", "JZ"]
    trading.act(due, "cancel")
    assert [one[0] for one in lines_of(begun(not_counted_days=7))] == ["DL", "JZ"]


def test_a_category_means_all_that_is_below_it(three):
    trading.master("product_category", code="WJ", name="五金")
    trading.master("product_category", code="LS", name="螺丝", parent={"code": "WJ"})
    trading.change_master(trading.stored_product("LS8"), category={"code": "LS"})

    assert [one[0] for one in lines_of(begun(category={"code": "WJ"}))] == ["LS8"]
    with pytest.raises(BusinessError) as error:
        begun(warehouse={"code": "CK02"})
    assert refused(error) == [("count_plan.nothing_there", "")]
