"""序列号: which goods have numbers, what a piece costs, what the database and the proof see."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from huolang.forms import registry, store
from huolang.kernel import sql
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import proof
from tests.support import trading
from tests.support.serials import cost, piece, received, refusal, row_of, sold
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def differences():
    return [(one.check, one.what) for one in proof.differences(current_id())]


def test_counts_and_assemblies_say_that_they_cannot(three):
    assert refusal("stock_count", line("SJ", 3)) == [("line.no_serials_here", "lines.0.product")]
    assert refusal("assembly", line("SJ", 1), product={"code": "LS8"}, quantity="1") == [
        ("line.no_serials_here", "lines.0.product")
    ]
    assert refusal("disassembly", line("LS8", 1), product={"code": "SJ"}, quantity="1") == [
        ("line.no_serials_here", "product")
    ]


def test_whether_a_product_has_numbers_is_fixed_once_it_was_traded(three):
    with pytest.raises(BusinessError) as error:
        trading.change_master(trading.stored_product("SJ"), serialized=False)
    assert refused(error) == [("product.already_traded", "serialized")]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "service"}, ("product.serialized_service", "serialized")),
        ({"batched": True}, ("product.batched_and_serialized", "serialized")),
        ({"unit": {"code": "M"}}, ("product.serialized_fractions", "unit")),
    ],
)
def test_only_whole_pieces_of_goods_have_numbers(shop, fields, wrong):
    payload = {"code": "XX", "name": "某物", "unit": {"code": "PCS"}, "serialized": True, **fields}
    with pytest.raises(BusinessError) as error:
        trading.master("product", **payload)
    assert refused(error) == [wrong]


def test_a_product_with_numbers_does_not_become_one_without(phone):
    plain = trading.product("SJ2", "手机二")
    form = registry.get("product")
    with pytest.raises(BusinessError) as error, acting(current_id()):
        form.model.refuse_merge(store.load(form, plain.id), store.load(form, phone.id))
    assert refused(error) == [("product.merge_other_serializing", "into")]


def test_numbers_are_not_made_or_deleted_by_hand(three):
    with pytest.raises(BusinessError) as error:
        trading.master("serial_number")
    assert refused(error) == [("serial_number.begins_elsewhere", "")]
    with pytest.raises(BusinessError) as error:
        trading.change_master(piece("A1"), status="issued")
    assert refused(error) == [("field.readonly", "status")]

    mended = trading.change_master(piece("A1"), warranty_until="2030-01-01", remark="展示机")
    assert piece("A1").warranty_until == date(2030, 1, 1)
    assert trading.audit(mended) == ["change"]


def test_a_thousand_pieces_take_as_many_statements_as_five(phone):
    def statements(count):
        numbers = [f"N{count}-{n:05}" for n in range(count)]
        with sql.counting() as receiving:
            received(numbers, "10")
        with sql.counting() as selling:
            sold(numbers)
        return len(receiving), len(selling)

    few, many = statements(5), statements(1000)

    # only what makes rows of balances and pools goes by five hundred
    assert many[0] - few[0] <= 4
    assert many[1] <= few[1]


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE masters_serialnumber SET present = 2", "masters_serial_once"),
        ("UPDATE masters_serialnumber SET number = 'a1'", "masters_serial_number"),
    ],
)
def test_the_database_itself_knows_a_piece_once(three, statement, constraint):
    with pytest.raises(sql.IntegrityError, match=constraint), transaction.atomic():
        sql.run(f"{statement} WHERE company_id = %s::bigint", [current_id()])


def test_the_proof_sees_what_does_not_agree(three):
    assert differences() == []
    sql.run(
        "UPDATE masters_serialnumber SET present = 0 WHERE company_id = %s::bigint"
        " AND number = 'A1'",
        [current_id()],
    )
    assert {one[0] for one in differences()} == {"serial_stock", "serial_place"}
    sql.run(
        "UPDATE masters_serialnumber SET present = 1 WHERE company_id = %s::bigint"
        " AND number = 'A1'",
        [current_id()],
    )


def test_each_piece_leaves_at_its_own_cost(shop):
    trading.product("SJ", "手机", serialized=True, costing_scope="batch")
    received(["A1", "A2"], "1000")
    received(["B1", "B2"], "1300")
    mixed = sold(["A1", "B1", "B2"])
    assert cost(mixed) == -3600

    back = trading.convert(mixed, "sales_return")
    trading.change(back, lines=[{**row_of(back), "quantity": "1", "serials": ["B2"]}])
    trading.act(back, "confirm")
    assert cost(back) == 1300
    assert trading.stock_value("SJ") == 2300


def test_an_invoice_that_differs_is_shared_out_to_the_pieces_of_its_line(shop):
    trading.product("SJ", "手机", serialized=True, costing_scope="batch")
    receipt = received(["A1", "A2", "A3"], "10")
    delivery = sold(["A1", "A3"])
    invoice = trading.convert(receipt, "purchase_invoice")
    row = trading.fresh(invoice).tables["lines"][0]

    trading.change(invoice, lines=[{"id": str(row.id), "amount": "31"}])
    trading.act(invoice, "confirm")

    assert cost(receipt) == Decimal("31.00")
    assert cost(delivery) == Decimal("-20.67")
    assert trading.stock_value("SJ") == Decimal("10.33")
    trading.act(invoice, "cancel")
    assert (cost(receipt), cost(delivery)) == (30, -20)
