"""扫错的码: what is scanned among pieces and is none, and codes that would mean two things."""

import pytest

from huolang.inventory import count_review, counting
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from tests.support import serials, trading
from tests.support.counting import begun, figures, minutes, of, somebody, tally
from tests.support.locations import bins, locate, location, receive, where
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
PAST = {"date": "2026-11-20"}
PIECE = "count_plan.serial_is_code"


@pytest.fixture
def phones(shop):
    """Telephones A1 and A2; screws with a bar code, milk of batch M1, the location D-04."""
    locate()
    bins("D-04")
    place = trading.master("location", code="D-05", warehouse={"code": "CK01"}, barcode="LOCD5")
    trading.product("SJ", "手机", serialized=True, barcode="6901", sales_price="2000")
    trading.product("LS", "螺丝", barcode="6902")
    trading.product("NN", "牛奶", batched=True, shelf_life=30)
    where = {"location": {"code": "D-04"}}
    serials.received(["A1", "A2"], **PAST)
    told = {"batch": "M1", "produced_on": "2026-11-10", **where}
    trading.confirmed("purchase_receipt", line("NN", 5, "4", **told), **PAST)
    return place


@pytest.mark.parametrize("code", ["6902", "6901", "ls", "D-04", "locd5", "m1", "ＬＯＣＤ５"])
def test_what_means_something_else_is_counted_as_a_piece_only_where_somebody_is_sure(phones, code):
    plan = begun()
    assert tally(plan, of("SJ", 1, serial="A1"), of("SJ", 1, serial=code)) == ["kept", PIECE]
    assert figures(plan)["SJ"] == (2, 1, -1)

    assert tally(plan, of("SJ", 1, serial=code, sure=True)) == ["kept"]

    (one,) = [one for one in count_review.shown(trading.fresh(plan), "all")[0] if one.code == "SJ"]
    assert (one.counted, one.missing, len(one.surplus)) == (2, ["A2"], 1)


def test_a_known_piece_is_that_piece_whatever_else_is_called_so_later(phones):
    trading.product("QT", "其他", barcode="A2")
    plan = begun()
    assert tally(plan, of("SJ", 1, serial="A2"), of("SJ", 1, serial="Ａ１")) == ["kept"] * 2
    assert figures(plan)["SJ"] == (2, 2, 0)


def test_a_count_says_it_in_words(phones):
    plan = begun()
    with acting(current_id()):
        given = [of("SJ", 1, serial="6902"), of("SJ", 1, serial="LOCD5")]
        told = counting.record(plan.id, given, by=somebody(), at=minutes(1))
    assert [str(one.error) for one in told] == [
        "“6902”是LS 螺丝 的条码，没有当作 手机 的序列号记下",
        "“LOCD5”是库位 D-05，没有当作 手机 的序列号记下",
    ]


@pytest.mark.parametrize("form", ["purchase_receipt", "stock_receipt"])
def test_a_new_piece_whose_number_is_a_bar_code_is_refused_where_it_comes_in(phones, form):
    with pytest.raises(BusinessError) as error:
        trading.confirmed(form, line("SJ", 2, serials=["B1", "6902"]))
    assert refused(error) == [("line.serial_is_barcode", "lines.0.serials.1")]
    assert [number for number, *_ in serials.known()] == ["A1", "A2"]
    assert trading.on_hand("SJ") == 2


def test_a_piece_that_was_there_before_the_bar_code_moves_on(phones):
    trading.product("QT", "其他", barcode="A2")
    serials.sold(["A2"])
    assert serials.known()[1][:2] == ("A2", "delivered")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"code": "6902"}, "code"), ({"code": "X", "barcode": "６９０２"}, "barcode")],
)
def test_a_location_is_not_called_as_goods_are_scanned(phones, given, field):
    with pytest.raises(BusinessError) as error:
        trading.master("location", warehouse={"code": "CK01"}, **given)
    assert refused(error) == [("location.code_of_goods", field)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"barcode": "d-04"}, "barcode"),
        ({"barcodes": [{"barcode": "LOCD5"}]}, "barcodes.0.barcode"),
    ],
)
def test_goods_are_not_scanned_as_a_location_is_called(phones, given, field):
    with pytest.raises(BusinessError) as error:
        trading.product("Y1", "其他", **given)
    assert refused(error) == [("product.barcode_of_location", field)]


def test_wide_letters_of_a_location_are_plain_ones(phones):
    place = location("Ｅ－０１", barcode="ｋ１")
    assert (place.code, place.barcode) == ("E-01", "k1")
    receive(1, to="Ｅ－０１")
    assert where("LS8") == {"E-01": 1}
