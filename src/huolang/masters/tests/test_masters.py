"""资料: units, categories, partners, warehouses, and what a new company begins with."""

import pytest

from huolang.forms import registry, store
from huolang.kernel.refusals import BusinessError
from huolang.masters.unit import Unit
from huolang.masters.warehouse import Warehouse
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def unit(code):
    return store.load(registry.get("unit"), Unit.objects.get(code=code).id)


def test_a_new_company_has_the_common_units_and_one_warehouse(shop):
    names = set(Unit.objects.values_list("name", flat=True))

    assert {"个", "件", "箱", "瓶", "千克"} <= names
    assert Warehouse.objects.get(code="CK01").name == "主仓"


def test_digits_of_a_unit_grow_and_the_books_follow():
    trading.change_master(unit("PCS"), digits=1)

    assert trading.item_digits("LS8") == 1
    trading.confirmed("stock_receipt", line("LS8", "1.5", unit_cost="1"))


def test_digits_of_a_unit_in_use_do_not_shrink():
    with pytest.raises(BusinessError) as refusal:
        trading.change_master(unit("M"), digits=1)

    assert refused(refusal) == [("unit.digits_in_use", "digits")]
    trading.change_master(unit("KG"), digits=1)


@pytest.mark.parametrize("digits", [-1, 7, "1.5", "x"])
def test_a_unit_has_none_to_six_digits(digits):
    with pytest.raises(BusinessError) as refusal:
        trading.master("unit", code="X", name="某", digits=digits)

    assert refused(refusal)[0][1] == "digits"


def test_a_category_does_not_lie_inside_itself():
    top = trading.master("product_category", code="A", name="五金")
    middle = trading.master("product_category", code="B", name="紧固件", parent={"code": "A"})
    trading.master("product_category", code="C", name="螺栓", parent={"code": "B"})

    for parent in ("A", "C"):
        with pytest.raises(BusinessError) as refusal:
            trading.change_master(top, parent={"code": parent})
        assert refused(refusal) == [("product_category.inside_itself", "parent")]
    trading.change_master(middle, parent=None)
    trading.change_master(top, parent={"code": "C"})


def test_a_partner_sells_or_buys():
    with pytest.raises(BusinessError) as refusal:
        trading.partner("P9", "无业", is_supplier=False, is_customer=False)

    assert refused(refusal) == [("partner.no_role", "is_supplier")]


def test_a_warehouse_is_archived_once_it_is_empty():
    receipt = trading.confirmed("stock_receipt", trading.line("LS8", 5))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.change_master(receipt.warehouse, active=False)

    assert refused(refusal) == [("warehouse.still_holds_goods", "active")]
    assert trading.books() == before
    trading.act(receipt, "cancel")
    assert not trading.change_master(receipt.warehouse, active=False).active


def test_goods_never_enter_a_closed_warehouse_until_it_is_open_again():
    there = trading.master("warehouse", name="旧仓")
    ordered = trading.confirmed("purchase_order", trading.line("LS8", 4, 5))
    bought = trading.confirmed(
        "purchase_receipt", trading.line("LS8", 3, 5), warehouse={"code": there.code}
    )
    sold = trading.confirmed(
        "sales_delivery", trading.line("LS8", 3, 9), warehouse={"code": there.code}
    )
    arriving = trading.draft(
        "purchase_receipt",
        {**trading.line("LS8", 4, 5), "order_line": ordered.tables["lines"][0].id},
        warehouse={"code": there.code},
    )
    closed = trading.change_master(there, active=False)
    before = trading.books()

    with pytest.raises(BusinessError) as back:
        trading.act(sold, "cancel")
    with pytest.raises(BusinessError) as opened:
        trading.act(sold, "reopen")
    with pytest.raises(BusinessError) as arrived:
        trading.act(arriving, "confirm")

    assert refused(back) == [("ledger.warehouse_closed", "lines.0.quantity")]
    assert refused(opened) == [("ledger.warehouse_closed", "lines.0.quantity")]
    assert refused(arrived) == [("reference.archived", "warehouse")]
    assert trading.books() == before

    trading.change_master(closed, active=True)
    assert trading.act(sold, "cancel").state == "cancelled"
    assert trading.act(arriving, "confirm").state == "confirmed"
    assert trading.act(bought, "cancel").state == "cancelled"


def test_each_kind_of_record_numbers_its_own_codes():
    made = [
        trading.master("partner", name="甲", is_customer=True),
        trading.master("warehouse", name="乙"),
        trading.master("product_category", name="丙"),
        trading.master("unit", name="丁"),
    ]

    assert [one.code for one in made] == ["WL00001", "CK00001", "FL00001", "DW00001"]
