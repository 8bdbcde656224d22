"""计价方法: the company says it, a category may say otherwise, and a product for itself."""

from decimal import Decimal

import pytest

from huolang.kernel import settings_registry, sql
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from huolang.masters.category import ProductCategory
from huolang.masters.product import Product
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def costing(code: str) -> tuple[str, str, Decimal | None]:
    statement = (
        "SELECT i.method, i.pool_scope, i.standard FROM ledger_item i JOIN masters_product p"
        " ON p.company_id = i.company_id AND p.id = i.id WHERE i.company_id = %s AND p.code = %s"
    )
    return sql.run(statement, [current_id(), code]).fetchone()


def setting(key: str, value: object) -> None:
    with acting(current_id()):
        settings_registry.change(key, value, by=None)


def new(code: str, **more: object) -> None:
    trading.master("product", code=code, name=code, unit={"code": "PCS"}, **more)


def test_a_product_is_costed_as_its_nearest_says():
    setting("costing.method", "fifo")
    trading.master("product_category", code="A", name="甲", costing_scope="warehouse")
    above = {"parent": {"code": "A"}, "costing_method": "standard"}
    trading.master("product_category", code="B", name="乙", **above)

    new("P0")
    new("P1", category={"code": "A"})
    new("P2", category={"code": "B"}, purchase_price="3.5")
    new("P3", category={"code": "B"}, costing_method="moving_average", costing_scope="company")
    new("P4", category={"code": "B"}, standard_cost="4.123456")

    assert [costing(f"P{n}") for n in range(5)] == [
        ("fifo", "company", None),
        ("fifo", "warehouse", None),
        ("standard", "warehouse", Decimal("3.5")),
        ("moving_average", "company", None),
        ("standard", "warehouse", Decimal("4.123456")),
    ]


def test_it_changes_freely_until_the_product_is_traded_and_not_after():
    new("P")
    product = trading.stored_product("P")
    trading.confirmed("sales_order", line("P", 1, "1"))  # makes an empty pool
    with pytest.raises(BusinessError) as refusal:
        trading.change_master(product, costing_method="fifo")
    assert refused(refusal) == [("product.costing_traded", "costing_method")]
    assert costing("P") == ("moving_average", "company", None)

    new("Q")
    trading.change_master(trading.stored_product("Q"), costing_method="fifo")
    assert costing("Q") == ("fifo", "company", None)


def test_first_in_first_out_from_receipt_to_delivery():
    new("P", costing_method="fifo")
    trading.confirmed("stock_receipt", line("P", 10, unit_cost="1"), reason="opening")
    trading.confirmed("stock_receipt", line("P", 10, unit_cost="3"), reason="opening")

    sold = trading.confirmed("sales_delivery", line("P", 12, "5"))

    cost = {row.code: row.amount for row in trading.journal(sold)}
    assert cost["1405"] == -16
    assert trading.stock_value("P") == 24


def test_standard_cost_keeps_what_a_receipt_costs_more_out_of_stock():
    new("P", costing_method="standard", standard_cost="2")
    bought = trading.confirmed("stock_receipt", line("P", 10, unit_cost="3"), reason="opening")

    booked = sorted((row.code, row.amount) for row in trading.journal(bought))

    assert [amount for code, amount in booked if code == "1405"] == [20]
    assert sum(amount for _, amount in booked) == 0
    assert sorted(amount for code, amount in booked if code != "1405") == [-30, 10]
    assert trading.stock_value("P") == 20


def test_the_purchase_price_is_the_standard_until_the_product_is_traded():
    new("P", costing_method="standard")
    assert costing("P")[2] == 0

    trading.change_master(trading.stored_product("P"), purchase_price="10")
    assert costing("P")[2] == 10

    trading.confirmed("stock_receipt", line("P", 5, unit_cost="10"), reason="opening")
    trading.change_master(trading.stored_product("P"), purchase_price="12")
    assert costing("P")[2] == 10
    assert trading.stock_value("P") == 50


def inherited(form: str, code: str) -> dict[str, str]:
    model = {"product": Product, "product_category": ProductCategory}[form]
    with acting(current_id()):
        told = model.objects.get(code=code).inherited()
        return {name: said for name, said in told.items() if name != "inspection"}


def test_an_empty_field_says_what_stands_for_it_and_where_that_comes_from():
    trading.master("product_category", code="A", name="甲", costing_scope="warehouse")
    trading.master("product_category", code="B", name="乙", parent={"code": "A"})
    new("P1", category={"code": "B"})
    new("P2", category={"code": "B"}, costing_method="standard", purchase_price="3.5")

    setting("costing.method", "fifo")  # for goods to come

    assert inherited("product", "P1") == {
        "costing_method": "移动加权平均（来自“建立时的规定”）",
        "costing_scope": "每个仓库各自核算（来自“A 甲”）",
    }
    assert inherited("product", "P2") == {
        "costing_scope": "每个仓库各自核算（来自“A 甲”）",
        "standard_cost": "3.5（来自“采购价”）",
    }
    assert inherited("product_category", "B") == {
        "costing_method": "先进先出（来自“设置”）",
        "costing_scope": "每个仓库各自核算（来自“A 甲”）",
    }


def test_goods_without_a_standard_do_not_come_in_for_nothing():
    new("P", costing_method="standard")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("stock_receipt", line("P", 5, unit_cost="10"), reason="opening")
    assert refused(refusal) == [("ledger.no_standard_cost", "lines.0.quantity")]
    assert trading.books() == before

    trading.change_master(trading.stored_product("P"), standard_cost="9")
    trading.confirmed("stock_receipt", line("P", 5, unit_cost="10"), reason="opening")
    assert trading.stock_value("P") == 45
