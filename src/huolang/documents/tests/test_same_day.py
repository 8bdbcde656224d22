"""Documents of one past day keep the order in which they were confirmed, also when one of them is
opened, changed and confirmed again."""

import pytest
from django.db import transaction

from huolang.documents import together
from huolang.forms import registry
from huolang.kernel import clock
from tests.support import trading
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")

DAY = "2026-11-02"


def receive(price, quantity=10, product="XJ", **more):
    told = {"date": DAY, **more}
    return trading.confirmed("purchase_receipt", line(product, quantity, price), **told)


def sell(quantity, day=DAY, **more):
    return trading.confirmed("sales_delivery", line("XJ", quantity, "90"), date=day, **more)


def cost(sold):
    return sum(row.amount for row in trading.journal(sold) if row.code == "5401")


def again(document, **fields):
    """Opened, said otherwise and confirmed."""
    trading.act(document, "reopen")
    document = trading.fresh(document)
    trading.change(document, **fields)
    return trading.act(trading.fresh(document), "confirm")


@pytest.fixture
def fifo(shop):
    return trading.product("XJ", "先进", costing_method="fifo")


def test_a_remark_corrected_leaves_every_cost_where_it_was(fifo):
    first, second = receive("10"), receive("20")
    sold = sell(4, "2026-11-05")

    trading.correct(first, remark="送货单在抽屉里")
    assert trading.balance("cost_of_sales") == 40
    again(trading.fresh(second), remark="也在")

    assert (trading.balance("cost_of_sales"), cost(sold)) == (40, 40)
    assert trading.stock_value("XJ") == 260


def test_a_price_corrected_is_a_price_corrected_in_its_place(fifo):
    first, _second = receive("10"), receive("20")
    sell(4)

    own = {"id": str(first.tables["lines"][0].id), "unit_price": "11"}
    trading.correct(first, lines=[own])

    assert (trading.balance("cost_of_sales"), trading.stock_value("XJ")) == (44, 266)


def test_the_first_of_two_sales_stays_the_first(fifo):
    receive("10", 5), receive("20", 5)
    first, second = sell(5), sell(5)

    again(first, remark="改备注")

    moments = [trading.fresh(one).occurred_at for one in (first, second)]
    assert moments == sorted(moments)
    assert trading.balance("cost_of_sales") == 150
    again(trading.fresh(second), lines=[{"id": str(second.tables["lines"][0].id), "quantity": 4}])
    assert trading.balance("cost_of_sales") == 130


def test_goods_transferred_before_they_were_sold_were_so_after_a_remark(shop):
    trading.product("XJ", "按仓", costing_scope="warehouse")
    receive("10"), receive("20", warehouse={"code": "CK02"})
    told = {"date": "2026-11-05", "into": {"code": "CK02"}}
    moved = trading.confirmed("stock_transfer", line("XJ", 10), **told)
    sell(10, "2026-11-05", warehouse={"code": "CK02"})
    assert trading.balance("cost_of_sales") == 150

    again(moved, remark="改备注")

    assert trading.balance("cost_of_sales") == 150


def test_what_is_confirmed_late_comes_after_the_others_of_its_day(fifo):
    receive("10", date="2026-11-10")
    first, second = receive("20"), receive("30")

    sell(15, "2026-11-11")

    assert trading.balance("cost_of_sales") == 200 + 5 * 30
    assert trading.fresh(first).occurred_at < trading.fresh(second).occurred_at
    assert trading.fresh(first).date == trading.fresh(second).date


def test_another_day_is_another_place(fifo):
    first, _second = receive("10"), receive("20")
    sell(4, "2026-11-05")

    again(first, date="2026-11-03")

    assert trading.balance("cost_of_sales") == 80


def test_a_forgotten_line_comes_after_what_was_there_of_its_goods(fifo):
    """So that a remark on the other changes nothing afterwards."""
    trading.product("QT", "其他")
    mixed = receive("5", product="QT")
    other = receive("77")
    sell(10, "2026-11-05")
    own = {"id": str(mixed.tables["lines"][0].id)}

    trading.correct(mixed, lines=[own, line("XJ", 10, "1")])
    assert trading.balance("cost_of_sales") == 770
    trading.correct(trading.fresh(other), remark="改备注")

    assert trading.balance("cost_of_sales") == 770


def test_what_was_corrected_to_other_goods_comes_after_the_others_of_these(fifo):
    trading.product("QT", "其他")
    first, wrong = receive("10"), receive("20", product="QT")
    sell(4, "2026-11-05")

    again(wrong, lines=[line("XJ", 10, "20")])
    assert trading.balance("cost_of_sales") == 40
    again(trading.fresh(first), remark="改备注")

    assert trading.balance("cost_of_sales") == 40


def test_what_was_corrected_to_goods_that_came_before_it_is_as_a_new_one(shop):
    for code in ("XJ", "QT"):
        trading.product(code, code)
    receive("1", 10), receive("1", 10, product="QT", warehouse={"code": "CK02"})
    wrong = sell(2)
    told = {"date": DAY, "warehouse": {"code": "CK02"}, "into": {"code": "CK01"}}
    trading.confirmed("stock_transfer", line("QT", 5), **told)

    right = again(wrong, lines=[line("QT", 2, "90")])

    assert (right.state, trading.on_hand("QT", "CK01")) == ("confirmed", 3)


def test_an_opening_comes_before_a_receipt_of_its_day_though_it_is_confirmed_later(fifo):
    came = receive("20")
    trading.confirmed("opening_stock", line("XJ", 10, unit_cost="10"), date=DAY)
    sell(4, "2026-11-05")
    assert trading.balance("cost_of_sales") == 40

    trading.correct(came, remark="改备注")

    assert trading.balance("cost_of_sales") == 40


def test_those_of_one_batch_are_put_one_after_the_other(shop):
    trading.product("XJ", "平均")
    form = registry.get("purchase_receipt")
    told = [(form, trading.filled(form.name, line("XJ", 10, n), date=DAY)) for n in (1, 2)]

    with transaction.atomic():
        made = together.create(told, access=trading.anybody(), at=trading.MORNING)
    third = receive("3")

    moments = [trading.fresh(one).occurred_at for one in (*made, third)]
    assert [later - moments[0] for later in moments] == [n * clock.INSTANT for n in range(3)]
