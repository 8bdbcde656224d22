"""商品: units, bar codes, what may change and what not any more."""

from decimal import Decimal

import pytest

from huolang.forms import registry, store, writer
from huolang.kernel import sql
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import proof
from huolang.masters.barcode import Barcode
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def barcodes():
    return sorted(Barcode.objects.values_list("code", flat=True))


def delete(instance):
    with acting(current_id()):
        form = registry.of(type(instance))
        stored = trading.fresh(instance)
        writer.delete(form, stored, by=None, at=trading.MORNING)


def test_a_code_left_empty_is_the_next_that_nobody_took():
    trading.master("product", code="sp00002", name="手工编码", unit={"code": "PCS"})

    made = [trading.master("product", name=f"商品{n}", unit={"code": "PCS"}) for n in range(2)]

    assert [one.code for one in made] == ["SP00001", "SP00003"]


def test_codes_are_unique_whatever_their_capitals_and_also_when_archived():
    archived = trading.product("kb-01", "停用商品")
    trading.change_master(archived, active=False)

    with pytest.raises(BusinessError) as refusal:
        trading.product("KB-01", "同码商品")

    assert refused(refusal) == [("field.taken", "code")]


def test_an_archived_product_is_not_chosen_any_more():
    trading.change_master(trading.stored_product("DL"), active=False)

    with pytest.raises(BusinessError) as refusal:
        trading.draft("sales_order", line("DL", 1, "20"))

    assert refused(refusal) == [("reference.archived", "lines.0.product")]


def test_the_books_learn_of_goods_with_their_digits_and_not_of_services():
    assert trading.item_digits("LS8") == 0
    assert trading.item_digits("DL") == 2
    assert trading.item_digits("AZ") is None


def test_a_bar_code_means_one_thing_only():
    box = {"unit": {"code": "BOX"}, "numerator": 24}
    trading.product("SP1", "可乐", barcode="69001", units=[{**box, "barcode": "69002a"}])

    with pytest.raises(BusinessError) as taken:
        trading.product("SP2", "雪碧", barcode="69002A", units=[{**box, "barcode": "69001"}])
    with pytest.raises(BusinessError) as twice:
        trading.product("SP2", "雪碧", barcode="69003", units=[{**box, "barcode": "69003"}])

    assert refused(taken) == [
        ("product.barcode_taken", "units.0.barcode"),
        ("product.barcode_taken", "barcode"),
    ]
    assert "SP1 可乐" in str(taken.value.parts()[0])
    assert refused(twice) == [("product.barcode_twice", "units.0.barcode")]
    assert barcodes() == ["69001", "69002A"]


def test_a_bar_code_given_up_is_free_again():
    cola = trading.product("SP1", "可乐", barcode="69001")

    trading.change_master(cola, barcode="69009")
    trading.product("SP2", "雪碧", barcode="69001")

    assert barcodes() == ["69001", "69009"]


def test_deleting_a_product_nobody_used_frees_its_bar_codes():
    cola = trading.product("SP1", "可乐", barcode="69001")

    delete(cola)

    assert barcodes() == []
    trading.product("SP1", "可乐", barcode="69001")


def test_a_product_on_a_document_cannot_be_deleted():
    cola = trading.product("SP1", "可乐")
    trading.draft("sales_order", line("SP1", 1, "3"))

    with pytest.raises(BusinessError) as refusal:
        delete(cola)

    assert refused(refusal) == [("record.in_use", "")]
    assert trading.stored_product("SP1").name == "可乐"


@pytest.mark.parametrize("change", [{"unit": {"code": "KG"}}, {"kind": "service"}])
def test_unit_and_kind_of_a_traded_product_stay(change):
    product = trading.stored_product("LS8")
    trading.change_master(product, unit={"code": "JIAN"})
    trading.change_master(product, unit={"code": "PCS"})
    trading.confirmed("stock_receipt", line("LS8", 1, unit_cost="1"))

    with pytest.raises(BusinessError) as refusal:
        trading.change_master(product, **change)

    assert refused(refusal) == [("product.already_traded", next(iter(change)))]


def test_also_an_order_alone_holds_the_unit():
    trading.confirmed("purchase_order", line("LS8", 1, "1"))

    with pytest.raises(BusinessError) as refusal:
        trading.change_master(trading.stored_product("LS8"), unit={"code": "KG"})

    assert refused(refusal) == [("product.already_traded", "unit")]


def test_a_unit_once_only():
    box = {"unit": {"code": "BOX"}, "numerator": 24}

    with pytest.raises(BusinessError) as refusal:
        trading.product("SP1", "可乐", units=[box, {**box, "numerator": 12}])
    with pytest.raises(BusinessError) as base:
        trading.product("SP1", "可乐", units=[{**box, "unit": {"code": "PCS"}}])

    assert refused(refusal) == [("product.unit_twice", "units.1.unit")]
    assert refused(base) == [("product.unit_twice", "units.0.unit")]


@pytest.mark.parametrize("wrong", ["0", "-1", "1e30", "NaN", "0.0000001"])
def test_a_factor_is_a_positive_number(wrong):
    with pytest.raises(BusinessError) as refusal:
        trading.product("SP1", "可乐", units=[{"unit": {"code": "BOX"}, "numerator": wrong}])

    assert refused(refusal)[0][1] == "units.0.numerator"


def test_prices_are_found_by_unit():
    box = {"unit": {"code": "BOX"}, "numerator": 24, "sales_price": "60"}
    trading.product("SP1", "可乐", sales_price="3", purchase_price="2", units=[box])

    sold = trading.draft("sales_order", line("SP1", 1), line("SP1", 1, unit={"code": "BOX"}))
    bought = trading.draft("purchase_order", line("SP1", 1, unit={"code": "BOX"}))

    assert [row.unit_price for row in sold.tables["lines"]] == [3, 60]
    assert [row.unit_price for row in bought.tables["lines"]] == [Decimal(48)]


def test_goods_may_be_sold_before_they_come_where_somebody_allowed_it():
    """What is not there costs what was known last, until its goods come."""
    trading.product("QH", "期货", allow_negative=True, purchase_price="2")
    trading.confirmed("purchase_receipt", line("QH", 2, "3.00"), date="2026-11-20")
    sold = trading.confirmed("sales_delivery", line("QH", 5, "9"), date="2026-11-21")
    assert (trading.on_hand("QH"), trading.stock_value("QH")) == (-3, -9)

    trading.confirmed("purchase_receipt", line("QH", 10, "4.00"), date="2026-11-22")

    assert (trading.on_hand("QH"), trading.stock_value("QH")) == (7, 28)
    assert trading.balance("cost_of_sales") == 18
    assert list(proof.differences(current_id())) == []
    with pytest.raises(BusinessError) as refusal:
        trading.change_master(trading.stored_product("QH"), allow_negative=False)
    assert refused(refusal) == [("product.already_traded", "allow_negative")]
    assert trading.fresh(sold).state == "confirmed"


def test_the_least_price_is_not_above_the_price_where_there_is_one():
    one = trading.product("DJ", "底价", sales_price="10", floor_price="10")
    before = trading.count("product")

    for refused_one in (
        lambda: trading.product("DK", "底价", sales_price="10", floor_price="10.01"),
        lambda: trading.change_master(one, sales_price="9"),
    ):
        with pytest.raises(BusinessError) as refusal:
            refused_one()
        assert refused(refusal) == [("product.floor_above_price", "floor_price")]

    assert trading.count("product") == before
    assert trading.stored_product("DJ").sales_price == 10
    assert trading.product("DL0", "没有销售价", floor_price="20").floor_price == 20


def test_the_base_unit_of_traded_goods_stays_and_that_is_the_reason_told():
    made = trading.product("DW", "单位", barcodes=[{"barcode": "69012", "unit": {"code": "PCS"}}])
    trading.confirmed("purchase_receipt", line("DW", 2, "3.00"))

    with pytest.raises(BusinessError) as refusal:
        trading.change_master(made, unit={"code": "M"})

    assert refused(refusal) == [("product.already_traded", "unit")]


@pytest.mark.parametrize("kept", [{"batched": True}, {"serialized": True}, {"kind": "service"}])
def test_what_is_known_by_name_or_never_lies_there_cannot_be_missing(kept):
    with pytest.raises(BusinessError) as refusal:
        trading.product("QH", "期货", allow_negative=True, **kept)
    assert refused(refusal) == [("product.negative_by_name", "allow_negative")]


def test_a_unit_that_is_called_otherwise_leaves_alone_how_its_goods_are_kept():
    trading.product("NN", "牛奶", batched=True)
    trading.product("QH", "期货", allow_negative=True)

    form = registry.get("unit")
    trading.change_master(store.load(form, trading.key("unit", "PCS")), name="个儿")

    kept = "SELECT count(*) FILTER (WHERE batched), count(*) FILTER (WHERE allow_negative)"
    row = sql.run(f"{kept} FROM ledger_item WHERE company_id = %s::bigint", [current_id()])
    assert row.fetchone() == (1, 1)
