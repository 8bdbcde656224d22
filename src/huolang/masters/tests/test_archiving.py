"""停用: what something is still to be done with is not archived, and the refusal says what."""

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def told(record):
    """What is said when somebody archives it; the record stays as it is."""
    before = trading.books()
    with pytest.raises(BusinessError) as refusal:
        trading.change_master(record, active=False)
    assert {place for _code, place in refused(refusal)} == {"active"}
    assert trading.fresh(record).active
    assert trading.books() == before
    return [(one.code, str(one)) for one in refusal.value.parts()]


def test_goods_that_lie_somewhere_are_not_archived(shop):
    screw = trading.stored_product("LS8")
    trading.confirmed("stock_receipt", line("LS8", 7, unit_cost="1"), warehouse={"code": "CK02"})
    trading.confirmed("stock_receipt", line("LS8", 3, unit_cost="1"))

    places = "主仓 3、门店 7"
    assert told(screw) == [
        (
            "product.still_in_stock",
            f"LS8 六角螺栓 还有库存：{places}；请先出库（停用后不能再出库），再停用",
        )
    ]
    trading.confirmed("stock_issue", line("LS8", 7), warehouse={"code": "CK02"})
    trading.confirmed("stock_issue", line("LS8", 3))
    assert not trading.change_master(screw, active=False).active


def test_goods_that_are_ordered_are_not_archived(shop):
    screw = trading.stored_product("LS8")
    bought = trading.confirmed("purchase_order", line("LS8", 5, "1"))
    sold = trading.confirmed("sales_order", line("LS8", 5, "2"))

    ((code, message),) = told(screw)
    assert code == "archiving.under_way"
    assert message.startswith("LS8 六角螺栓 还有未完成的单据 ")
    assert bought.number in message and sold.number in message
    trading.act(bought, "close")
    trading.act(sold, "close")
    assert not trading.change_master(screw, active=False).active


def test_a_partner_with_whom_something_is_open_is_not_archived(shop):
    partner = trading.partner("K1", "华强")
    here = {"partner": {"code": "K1"}}
    trading.confirmed("purchase_receipt", line("LS8", 10, "1", tax_rate="13"), **here)
    trading.confirmed("sales_delivery", line("LS8", 2, "5", tax_rate="13"), **here)
    order = trading.confirmed("sales_order", line("LS8", 2, "5"), **here)

    assert told(partner) == [
        (
            "partner.still_payable",
            "K1 华强 还有 1 笔未结清的应付，合计 11.3；请先结清，再停用",
        ),
        (
            "partner.still_receivable",
            "K1 华强 还有 1 笔未结清的应收，合计 11.3；请先结清，再停用",
        ),
        (
            "archiving.under_way",
            f"K1 华强 还有未完成的单据 {order.number}；请先完成或关闭它们，再停用",
        ),
    ]


def test_what_was_archived_before_is_still_changed_and_used_again(shop):
    trading.confirmed("stock_receipt", line("LS8", 7, unit_cost="1"))
    trading.archived_before("product", "LS8")
    screw = trading.fresh(trading.stored_product("LS8"))

    assert trading.change_master(screw, remark="停产").remark == "停产"
    assert trading.change_master(screw, active=True).active
