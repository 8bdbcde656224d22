"""序列号: pieces come and go by their own numbers; what is known of one follows from the books."""

from datetime import date
from importlib import import_module

import pytest

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.serials import (
    known,
    phones,
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


def test_a_receipt_begins_the_numbers_that_it_brings(three):
    assert known() == [(n, "in_stock", "CK01") for n in ("A1", "A2", "A3")]
    assert trading.on_hand("SJ") == 3
    assert trading.stock_value("SJ") == 3000
    one = piece("A2")
    assert (one.receipt, one.received_on) == (three.number, date(2026, 11, 23))
    assert one.supplier_id == trading.key("partner", "P1")
    assert (one.customer_id, one.delivery, one.warranty_until) == (None, "", None)


def test_what_leaves_is_the_piece_that_is_named(three):
    delivery = sold(["a2"], partner={"code": "P2"})

    assert known() == [
        ("A1", "in_stock", "CK01"),
        ("A2", "delivered", ""),
        ("A3", "in_stock", "CK01"),
    ]
    one = piece("A2")
    assert one.customer_id == trading.key("partner", "P2")
    assert (one.delivery, one.delivered_on) == (delivery.number, date(2026, 11, 23))
    assert one.warranty_until == date(2027, 11, 23)
    assert trading.fresh(delivery).tables["lines"][0].serials == ["A2"]


def test_pieces_are_counted_in_base_units(phone):
    two_cases = line("SJ", 2, "2000", unit={"code": "BOX"}, serials=["A1", "A2", "A3", "A4"])

    trading.confirmed("purchase_receipt", two_cases)

    assert [row[0] for row in known()] == ["A1", "A2", "A3", "A4"]
    assert trading.stock_value("SJ") == 4000


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (phones(["B1"], quantity=2), [("line.serials_differ", "lines.1.serials")]),
        (phones([], quantity=1), [("line.serials_differ", "lines.1.serials")]),
        (phones(["B1", "b1"]), [("line.serial_twice", "lines.1.serials.1")]),
        (phones(["B1", "A2", "A3"]), [
            ("line.serial_in_stock", "lines.1.serials.1"),
            ("line.serial_in_stock", "lines.1.serials.2"),
        ]),
        (line("LS8", 1, "1", serials=["B1"]), [("line.not_serialized", "lines.1.serials")]),
        (phones(["B1", ""]), [("field.required", "lines.1.serials.1")]),
        (phones(["B1", "B\n2"]), [("field.characters", "lines.1.serials.1")]),
        (phones(["B1", "B" * 65]), [("field.too_long", "lines.1.serials.1")]),
        (phones(["B1", 2]), [("field.wrong_type", "lines.1.serials.1")]),
        (phones("B1", quantity=1), [("field.wrong_type", "lines.1.serials")]),
    ],
)  # fmt: skip
def test_what_a_receipt_says_wrong_of_its_numbers_is_refused_at_its_place(three, given, wrong):
    assert refusal("purchase_receipt", line("LS8", 1, "1"), given) == wrong


def test_only_what_is_in_the_warehouse_leaves_it(three):
    sold(["A1"])
    lines = phones(["A2", "A1", "X9"])

    assert refusal("sales_delivery", lines) == [("line.no_such_serial", "lines.0.serials.2")]
    assert refusal("sales_delivery", phones(["A2", "A1"])) == [
        ("line.serial_not_there", "lines.0.serials.1")
    ]
    elsewhere = {"warehouse": {"code": "CK02"}}
    assert refusal("sales_delivery", phones(["A2"]), **elsewhere) == [
        ("line.serial_not_there", "lines.0.serials.0")
    ]


def test_a_refusal_says_where_the_piece_is(three):
    delivery = sold(["A1"])

    with pytest.raises(BusinessError) as gone:
        sold(["A1"])
    with pytest.raises(BusinessError) as there:
        received(["A2"])

    assert str(gone.value) == f"手机 的序列号 A1 已售出（{delivery.number}），不能从这里出库"
    assert str(there.value) == f"手机 的序列号 A2 已经在库（主仓，{three.number}），不能再次入库"


def test_cancelling_and_reopening_undo_exactly(three):
    before = known()
    delivery = sold(["A1", "A3"])

    trading.act(delivery, "reopen")
    assert known() == before
    assert piece("A1").warranty_until is None

    trading.change(delivery, lines=[{**row_of(delivery), "serials": ["A2"], "quantity": "1"}])
    trading.act(delivery, "confirm")
    assert states() == [
        ("A1", "in_stock"),
        ("A2", "delivered"),
        ("A3", "in_stock"),
    ]
    trading.act(delivery, "cancel")
    assert known() == before

    trading.act(three, "cancel")
    assert known() == [(n, "unused", "") for n in ("A1", "A2", "A3")]
    assert trading.on_hand("SJ") == 0


def test_a_receipt_whose_pieces_have_left_is_not_taken_back(three):
    sold(["A2"])

    assert refused_act(three, "reopen") == [("line.serial_not_there", "lines.0.serials.1")]
    assert refused_act(three, "cancel") == [("line.serial_not_there", "lines.0.serials.1")]


def test_a_delivery_is_not_taken_back_once_its_pieces_came_in_again(three):
    delivery = sold(["A2"])
    received(["A2"], "900")

    assert refused_act(delivery, "cancel") == [("line.serial_in_stock", "lines.0.serials.0")]


def test_a_piece_comes_back_from_its_customer_and_leaves_again(three):
    delivery = sold(["A1", "A2"], partner={"code": "P2"})
    back = trading.convert(delivery, "sales_return")

    trading.change(back, lines=[{**row_of(back), "quantity": "1", "serials": ["A2"]}])
    trading.act(back, "confirm")

    assert states() == [
        ("A1", "delivered"),
        ("A2", "in_stock"),
        ("A3", "in_stock"),
    ]
    assert piece("A2").warranty_until is None
    assert trading.convert(delivery, "sales_return").tables["lines"][0].serials == ["A1"]
    sold(["A2"])
    assert piece("A2").customer_id == trading.key("partner", "P1")
    assert refused_act(back, "cancel") == [("line.serial_not_there", "lines.0.serials.0")]


def test_what_comes_back_was_sold_to_that_customer_by_that_line(three):
    first = sold(["A1"], partner={"code": "P2"})
    sold(["A2"])
    back = trading.convert(first, "sales_return")
    trading.change(back, lines=[{**row_of(back), "serials": ["A2"]}])

    assert refused_act(back, "confirm") == [("line.other_serial", "lines.0.serials.0")]
    assert refusal("sales_return", phones(["A1"], "2000")) == [
        ("line.serial_other_customer", "lines.0.serials.0")
    ]
    assert refusal("sales_return", phones(["A3"], "2000")) == [
        ("line.serial_in_stock", "lines.0.serials.0")
    ]


def test_what_was_never_sold_is_brought_back_by_nobody(three):
    trading.confirmed("stock_issue", line("SJ", 1, serials=["A1"]), reason="other")
    back = trading.convert(three, "purchase_return")
    trading.change(back, lines=[{**row_of(back), "quantity": "1", "serials": ["A2"]}])
    trading.act(back, "confirm")
    before = known()

    for number in ("A1", "A2"):
        assert refusal("sales_return", phones([number], "2000")) == [
            ("line.serial_other_customer", "lines.0.serials.0")
        ]
    assert known() == before


def test_a_piece_goes_back_to_nobody_but_its_supplier(three):
    before = known()

    assert refusal("purchase_return", phones(["A1"], "1000"), partner={"code": "P2"}) == [
        ("line.serial_other_supplier", "lines.0.serials.0")
    ]
    assert known() == before
    trading.confirmed("purchase_return", phones(["A1"], "1000"))
    assert known()[0] == ("A1", "returned", "")


def test_what_was_sold_and_came_back_may_go_back_to_its_supplier(three):
    back = trading.convert(sold(["A2"]), "sales_return")
    trading.act(back, "confirm")

    made = trading.convert(three, "purchase_return")
    assert made.tables["lines"][0].serials == ["A1", "A2", "A3"]
    trading.act(made, "confirm")
    assert {status for _number, status in states()} == {"returned"}


def test_a_return_to_the_supplier_proposes_the_pieces_that_are_there(three):
    """Of three one is sold and one lost: one is left to go back, and the draft says so."""
    sold(["A2"])
    trading.confirmed("stock_issue", line("SJ", 1, serials=["A3"]), reason="scrap")

    made = trading.convert(three, "purchase_return")
    assert [(row.quantity, row.serials) for row in made.rows] == [(1, ["A1"])]
    trading.act(made, "confirm")
    assert states() == [("A1", "returned"), ("A2", "delivered"), ("A3", "lost")]
    with pytest.raises(BusinessError) as refusal_:
        trading.convert(three, "purchase_return")
    assert refused(refusal_) == [("convert.nothing_open", "")]


def test_pieces_that_lie_elsewhere_go_back_from_there_when_none_is_left_here(three):
    moved = {"into": {"code": "CK02"}}
    trading.confirmed("stock_transfer", line("SJ", 1, serials=["A1"]), **moved)
    assert trading.convert(three, "purchase_return").rows[0].serials == ["A2", "A3"]
    trading.confirmed("stock_transfer", line("SJ", 2, serials=["A2", "A3"]), **moved)
    assert trading.convert(three, "purchase_return").rows[0].serials == ["A1", "A2", "A3"]


def test_numbers_that_look_alike_are_one(phone):
    received(["ＱＡ1"])

    assert known()[0][0] == "QA1"
    assert refusal("purchase_receipt", phones(["qa1"])) == [
        ("line.serial_in_stock", "lines.0.serials.0")
    ]
    assert refusal("purchase_receipt", phones(["QA1\u200b"])) == [
        ("field.characters", "lines.0.serials.0")
    ]


def test_a_piece_goes_back_to_its_supplier_and_may_come_again(three):
    back = trading.convert(three, "purchase_return")
    trading.change(back, lines=[{**row_of(back), "quantity": "1", "serials": ["A3"]}])
    trading.act(back, "confirm")
    assert known()[2] == ("A3", "returned", "")

    received(["A3"], "1100")
    assert known()[2] == ("A3", "in_stock", "CK01")


def test_a_later_document_does_not_change_what_a_back_dated_one_may_say(phone):
    received(["A1"], date="2026-11-10")
    sold(["A1"], date="2026-11-15")
    received(["A1"], date="2026-11-20")

    # it was in the customer's hands then
    assert refusal("stock_issue", line("SJ", 1, serials=["A1"]), date="2026-11-17") == [
        ("ledger.not_yet_there", "lines.0.serials.0")
    ]
    # between these days it was here already, and leaves later
    sold(["A1"], date="2026-11-21")
    assert refusal("purchase_receipt", phones(["A1"]), date="2026-11-12") == [
        ("line.serial_out_of_order", "lines.0.serials.0")
    ]
    # before it came for the first time it can neither leave nor come
    assert refusal("sales_delivery", phones(["A1"], "1"), date="2026-11-01") == [
        ("line.serial_not_there", "lines.0.serials.0")
    ]
    assert piece("A1").delivered_on == date(2026, 11, 21)


def test_a_number_belongs_to_its_product(three):
    trading.product("PB", "平板", serialized=True)

    trading.confirmed("purchase_receipt", line("PB", 1, "1500", serials=["A1"]))

    assert trading.count("serial_number") == 4


def test_transfers_in_one_step_and_in_two(three):
    trading.confirmed("stock_transfer", line("SJ", 1, serials=["A1"]), into={"code": "CK02"})
    assert known()[0] == ("A1", "in_stock", "CK02")

    sent = trading.confirmed(
        "stock_transfer", line("SJ", 2, serials=["A2", "A3"]), into={"code": "CK02"}, in_steps=True
    )
    assert known()[1:] == [("A2", "in_transit", "CK02"), ("A3", "in_transit", "CK02")]
    there = {"warehouse": {"code": "CK02"}}
    assert refusal("sales_delivery", phones(["A2"]), **there) == [
        ("line.serial_not_there", "lines.0.serials.0")
    ]

    came = trading.convert(sent, "transfer_receipt")
    row = trading.fresh(came).tables["lines"][0]
    assert row.serials == ["A2", "A3"]
    both = {"id": str(row.id), "quantity": "1", "lost": "1", "serials": ["A2", "A3"]}
    with pytest.raises(BusinessError) as error:
        trading.change(came, lines=[both])
    assert refused(error) == [("transfer_receipt.lost_apart", "lines.0.lost")]
    lost = line("SJ", 0, lost="1", transfer_line=str(row.transfer_line_id), serials=["A3"])
    trading.change(came, lines=[{"id": str(row.id), "quantity": "1", "serials": ["A2"]}, lost])
    trading.act(came, "confirm")
    assert known()[1:] == [("A2", "in_stock", "CK02"), ("A3", "lost", "")]
    trading.act(came, "reopen")
    assert known()[1:] == [("A2", "in_transit", "CK02"), ("A3", "in_transit", "CK02")]


def test_other_receipts_issues_and_opening_stock(phone):
    trading.confirmed("opening_stock", line("SJ", 2, unit_cost="800", serials=["A1", "A2"]))
    trading.confirmed("stock_receipt", line("SJ", 1, unit_cost="900", serials=["A3"]))
    trading.confirmed("stock_issue", line("SJ", 1, serials=["A1"]), reason="loss")
    trading.confirmed("stock_issue", line("SJ", 1, serials=["A3"]), reason="use")

    assert known() == [("A1", "lost", ""), ("A2", "in_stock", "CK01"), ("A3", "issued", "")]


def test_an_exchange_takes_one_piece_back_and_gives_another(three):
    first = sold(["A1"])
    exchange = trading.confirmed(
        "sales_exchange",
        phones(
            ["A1"], "2000", direction="returned",
            delivery_line=str(first.tables["lines"][0].id),
        ),
        phones(["A2"], "2000", direction="replacement"),
    )  # fmt: skip

    assert states() == [
        ("A1", "in_stock"),
        ("A2", "delivered"),
        ("A3", "in_stock"),
    ]
    trading.act(exchange, "cancel")
    assert [row[1] for row in known()] == ["delivered", "in_stock", "in_stock"]


def test_a_receipt_of_which_pieces_have_left_is_corrected_piece_by_piece(phone):
    """A1 was somebody's mistake, A4 came as well; A2 is sold and stays on it."""
    three, delivery = received(["A1", "A2", "A3"], date="2026-11-20"), sold(["A2"])
    own = {"id": row_of(three)["id"]}
    lines = [{**own, "serials": ["A2", "A3", "A4"], "unit_price": "1200"}]

    trading.correct(three, lines=lines)

    assert states() == [
        ("A1", "unused"),
        ("A2", "delivered"),
        ("A3", "in_stock"),
        ("A4", "in_stock"),
    ]
    assert (trading.on_hand("SJ"), trading.stock_value("SJ")) == (2, 2400)
    assert piece("A2").delivery == delivery.number
    assert trading.balance("cost_of_sales") == 1200
    before = trading.books(), known()
    with pytest.raises(BusinessError) as refusal:
        trading.correct(three, lines=[{**own, "serials": ["A3", "A4"], "quantity": "2"}])
    assert refused(refusal) == [("line.serial_not_there", "lines.0.serials")]
    assert "A2" in str(refusal.value)
    assert (trading.books(), known()) == before


def test_what_a_person_agreed_before_that_was_kept_is_found(three):
    """What migration 0019 does with pieces that were sold before it."""
    delivery = sold(["A1", "A3"])
    by_hand = "UPDATE masters_serialnumber SET warranty_until = '2030-01-01'"
    sql.run(f"{by_hand} WHERE company_id = %s::bigint AND number = 'A1'", [current_id()])

    sql.run(import_module("huolang.masters.migrations.0019_serial_warranty").KEEP)

    one, other = piece("A1"), piece("A3")
    assert (one.warranty_agreed, one.warranty_of) == (date(2030, 1, 1), delivery.id)
    assert (other.warranty_agreed, other.warranty_of) == (None, None)
