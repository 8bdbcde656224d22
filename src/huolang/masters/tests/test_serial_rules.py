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
from huolang.masters import merge
from huolang.masters.batching import BatchedLine
from huolang.masters.serial_lines import SerialLine
from tests.support import trading
from tests.support.serials import (
    cost,
    known,
    piece,
    received,
    refusal,
    refused_act,
    row_of,
    sold,
    states,
)
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def differences():
    return [(one.check, one.what) for one in proof.differences(current_id())]


def test_whatever_moves_goods_takes_their_numbers():
    models = [
        part.model
        for form in registry.all()
        if form.is_document and form.model.posts
        for part in (form, *form.tables)
        if issubclass(part.model, BatchedLine)
    ]

    assert len(models) > 10
    assert [one.__name__ for one in models if not issubclass(one, SerialLine)] == []


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


def mended(number, day):
    return trading.change_master(piece(number), warranty_until=day)


def until(number):
    return piece(number).warranty_until


def test_a_warranty_that_somebody_set_stays_with_its_sale(phone):
    received(["A1", "A2"], date="2026-11-20")
    delivery = sold(["A1", "A2"])
    mended("A1", "2030-01-01")

    trading.act(delivery, "reopen")
    assert (until("A1"), until("A2")) == (None, None)
    trading.change(delivery, date="2026-11-22")
    trading.act(delivery, "confirm")
    assert (until("A1"), until("A2")) == (date(2030, 1, 1), date(2027, 11, 22))

    back = trading.act(trading.convert(delivery, "sales_return"), "confirm")
    assert until("A1") is None
    other = sold(["A1"], partner={"code": "P2"})
    assert until("A1") == date(2027, 11, 23)  # the next customer has that of the product
    trading.act(other, "cancel")
    trading.act(back, "cancel")
    assert until("A1") == date(2030, 1, 1)


def test_a_warranty_set_while_the_piece_is_with_us_holds_for_whatever_comes(three):
    mended("A1", "2030-01-01")

    trading.confirmed("stock_transfer", line("SJ", 1, serials=["A1"]), into={"code": "CK02"})
    assert until("A1") == date(2030, 1, 1)
    sold(["A1"], warehouse={"code": "CK02"})
    assert until("A1") == date(2030, 1, 1)


def test_a_warranty_that_is_cleared_is_that_of_the_product_again(three):
    sold(["A1"])
    mended("A1", "2030-01-01")

    mended("A1", None)

    assert until("A1") == date(2027, 11, 23)


def test_more_months_than_a_warranty_may_have_are_refused_with_that_bound(phone):
    with pytest.raises(BusinessError) as error:
        trading.change_master(trading.stored_product("SJ"), warranty_months="99999999999")

    assert refused(error) == [("field.too_large", "warranty_months")]
    assert "1,200" in str(error.value)


def merged_into(kept):
    """手机 goes on as another product."""
    with acting(current_id()):
        form, old = registry.get("product"), trading.stored_product("SJ")
        merge.merge(form, old.id, kept.id, access=trading.anybody(), at=trading.MORNING)


def test_numbers_go_on_under_the_product_that_is_kept(three):
    kept = trading.product("SJ2", "手机二", serialized=True)
    delivery = sold(["A1", "A2", "A3"])
    merged_into(kept)

    back = trading.act(trading.convert(delivery, "sales_return"), "confirm")
    assert {state for _number, state in states()} == {"in_stock"}
    trading.act(back, "cancel")
    assert {state for _number, state in states()} == {"delivered"}
    assert refused_act(delivery, "cancel")[0][0] == "ledger.retired_item"
    trading.confirmed("sales_return", line("SJ2", 1, "2000", serials=["a2"]))

    assert states() == [("A1", "delivered"), ("A2", "in_stock"), ("A3", "delivered")]
    assert piece("A2").product_id == kept.id
    assert piece("A1").delivery == delivery.number
    assert trading.audit(piece("A1")) == ["change"]


def test_of_two_products_that_share_a_number_each_keeps_its_own(three):
    kept = trading.product("SJ2", "手机二", serialized=True)
    trading.confirmed("purchase_receipt", line("SJ2", 1, "900", serials=["a1"]))
    sold(["A1", "A2", "A3"])

    merged_into(kept)

    assert sorted(row[:2] for row in known()) == [
        ("A1", "delivered"),
        ("A2", "delivered"),
        ("A3", "delivered"),
        ("a1", "in_stock"),
    ]
    assert piece("A1").product_id != kept.id
    assert {piece(one).product_id for one in ("A2", "A3", "a1")} == {kept.id}


def test_a_piece_does_not_come_back_before_it_was_sold(three):
    received(["B1"], date="2026-11-10")
    sold(["B1"], date="2026-11-20")

    told = line("SJ", 1, "2000", serials=["B1"])
    assert refusal("sales_return", told, date="2026-11-15") == [
        ("ledger.return_before_issue", "date")
    ]


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
