"""库存不足: a refusal says what is short, where, by how much, and who was promised the rest."""

import pytest

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from tests.support import serials, trading
from tests.support.locations import at, bins, locate
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")


def said(form, *lines, **fields):
    """What is refused, and that nothing moved."""
    before = trading.books()
    with pytest.raises(BusinessError) as refusal:
        trading.confirmed(form, *lines, **fields)
    assert trading.books() == before
    return [str(one) for one in refusal.value.parts()]


@pytest.fixture
def milk(shop):
    trading.product("NN", "牛奶", batched=True, shelf_life=30)


def received(quantity, batch, **fields):
    told = {"batch": batch, "produced_on": "2026-11-10", **fields}
    return trading.confirmed("purchase_receipt", line("NN", quantity, "4", **told))


def test_each_warehouse_is_named_and_each_location_where_that_is_what_is_short():
    bins("A-01", "A-02")
    locate()
    trading.confirmed("stock_receipt", line("LS8", 5, **at("A-01")), line("LS8", 9, **at("A-02")))

    lines = [line("LS8", 6, "1", **at("A-01")), line("DL", 1, "1", warehouse={"code": "CK02"})]
    assert said("sales_delivery", *lines) == [
        "库存不足：六角螺栓（主仓 A-01） 可用 5 个，需要 6 个",
        "库存不足：电缆（门店） 可用 0 米，需要 1 米",
    ]


def test_a_batch_in_several_locations_is_short_of_all_that_is_asked(milk):
    bins("A-01", "A-02")
    locate()
    received(20, "B1", **at("A-01"))
    received(16, "B1", **at("A-02"))

    assert said("sales_delivery", line("NN", 37, "9", batch="B1")) == [
        "库存不足：牛奶（B1）（主仓） 可用 36 个，需要 37 个"
    ]


def test_goods_that_wait_for_their_inspection_are_named_and_nobody_is_sent_for_their_batch(shop):
    trading.product("NN", "牛奶", batched=True, shelf_life=30, inspection="yes")
    receipt = received(10, "B1")
    wanted = line("NN", 1, "9")
    assert said("sales_delivery", wanted) == [
        "牛奶（主仓） 未过期、未冻结的批次只有 0，需要 1；另有 10 待检，检验合格后才能出库"
    ]

    inspection = trading.convert(receipt, "inspection")
    row = {"id": str(inspection.rows[0].id), "rejected": "4"}
    trading.act(trading.change(inspection, lines=[row]), "confirm")
    assert said("sales_delivery", line("NN", 7, "9")) == [
        "牛奶（主仓） 未过期、未冻结的批次只有 6，需要 7；另有 4 不合格"
    ]


def test_a_held_batch_is_for_who_names_it(milk):
    received(3, "B1")
    sql.run(
        "UPDATE ledger_batchstate SET held = true WHERE company_id = %s::bigint", [current_id()]
    )
    sql.run("UPDATE masters_batch SET held = true WHERE company_id = %s::bigint", [current_id()])
    assert said("stock_issue", line("NN", 4), reason="use") == [
        "牛奶（主仓） 未过期、未冻结的批次只有 0，需要 4；其余的请自行指定批号"
    ]


def test_what_is_promised_to_others_says_to_whom():
    trading.product("SJ", "手机", serialized=True)
    serials.received(["A1", "A2"])
    first = trading.confirmed("sales_order", line("SJ", 1, "2000"))
    second = trading.confirmed("sales_order", line("SJ", 1, "2000"))

    both = f"{first.number}、{second.number}"
    assert said("sales_delivery", serials.phones(["A1"], "2000")) == [
        f"库存不足：手机（A1）（主仓） 可用 0 个，需要 1 个：其余已被 {both} 占用"
    ]
    assert said("stock_issue", line("LS8", 1), reason="use") == [
        "库存不足：六角螺栓（主仓） 可用 0 个，需要 1 个"
    ]


def test_a_shortage_of_a_later_day_names_place_and_day():
    trading.confirmed("stock_receipt", line("LS8", 5), date="2026-11-10")
    trading.confirmed("stock_issue", line("LS8", 4), reason="use", date="2026-11-20")
    trading.confirmed("stock_receipt", line("LS8", 9), date="2026-11-22")

    assert said("stock_issue", line("LS8", 3), reason="use", date="2026-11-15") == [
        "六角螺栓（主仓） 在 2026-11-20 会缺 2 个：该日期之后的出库已用掉这些库存"
    ]
    assert said("stock_issue", line("LS8", 6), reason="use", date="2026-11-15") == [
        "六角螺栓（主仓） 在 2026-11-15 只有 5 个，需要 6 个：其余的货是之后才入库的"
    ]
