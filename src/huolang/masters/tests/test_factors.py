"""换算: a case of 12 becomes one of 24; quantities in several units; what no unit can be."""

from decimal import Decimal

import pytest

from huolang.documents import duplicate
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from huolang.masters import in_units
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def case(numerator, denominator=1, unit="BOX"):
    return {"unit": {"code": unit}, "numerator": str(numerator), "denominator": str(denominator)}


def cases_hold(numerator, denominator=1):
    """From now on a case of LS8 holds so many."""
    bolt = trading.stored_product("LS8")
    rows = [{"id": str(row.id), **case(numerator, denominator)} for row in bolt.tables["units"]]
    trading.change_master(bolt, units=rows)


def bases(document):
    return [row.base_quantity for row in trading.fresh(document).tables["lines"]]


def told(document):
    stored = trading.fresh(document)
    return [(one.code, one.field, str(one)) for one in stored.warnings(at=trading.MORNING)]


def receipt(quantity):
    return line("LS8", quantity, "50", unit={"code": "BOX"})


def test_what_was_confirmed_once_keeps_what_a_case_held_also_when_it_is_reopened():
    done = trading.confirmed("purchase_receipt", receipt(2))
    cases_hold(144)

    trading.act(done, "reopen")
    (row,) = trading.fresh(done).tables["lines"]
    trading.change(done, lines=[{"id": str(row.id), "quantity": "3"}])
    kept = told(done)
    trading.act(done, "confirm")
    trading.confirmed("purchase_receipt", receipt(2))

    assert [one[:2] for one in kept] == [("line.factor_kept", "lines.0.unit")]
    assert bases(done) == [300]
    assert trading.on_hand("LS8") == 300 + 288


def test_another_unit_or_product_of_a_reopened_document_holds_what_it_holds_today():
    done = trading.confirmed("purchase_receipt", receipt(2))
    cases_hold(144)

    trading.act(done, "reopen")
    trading.change(done, lines=[receipt(2)])
    trading.act(done, "confirm")

    assert bases(done) == [288]


def test_what_goes_on_from_an_order_is_counted_in_the_cases_of_the_order():
    """One of two cases of 100 that were ordered is 100, though a case holds 144 by now."""
    order = trading.confirmed("purchase_order", receipt(2))
    draft = trading.convert(order, "purchase_receipt")
    (row,) = draft.tables["lines"]
    source = {"id": str(row.id), "order_line": str(row.order_line_id)}

    cases_hold(144)
    trading.change(draft, lines=[{**source, "quantity": "1"}])
    kept = told(draft)
    trading.act(draft, "confirm")

    assert [one[:2] for one in kept] == [("line.factor_kept", "lines.0.unit")]
    assert bases(draft) == [100]
    assert trading.fresh(order).tables["lines"][0].done_base == 100


def test_a_draft_follows_the_product_and_says_so_before():
    draft = trading.draft("purchase_receipt", receipt(2))
    assert told(draft) == []

    cases_hold(144)
    before = told(draft)
    trading.act(draft, "confirm")

    assert [one[:2] for one in before] == [("line.factor_follows", "lines.0.unit")]
    assert "100" in before[0][2]
    assert "144" in before[0][2]
    assert bases(draft) == [288]
    assert told(draft) == []


@pytest.mark.parametrize("field", ["numerator", "denominator"])
def test_a_unit_of_nothing_is_refused_at_its_place_and_nothing_changes(field):
    bolt = trading.stored_product("LS8")
    row = {"id": str(bolt.tables["units"][0].id), **case(100), field: "0"}

    with pytest.raises(BusinessError) as refusal:
        trading.change_master(bolt, units=[row])

    assert refused(refusal) == [("field.too_small", f"units.0.{field}")]
    (kept,) = trading.stored_product("LS8").tables["units"]
    assert (kept.numerator, kept.denominator) == (100, 1)


@pytest.mark.parametrize(
    ("quantity", "as_counted"),
    [
        ("0", ""),
        ("7", ""),
        ("12", "1 打"),
        ("76", "3 箱 4 个"),
        ("90", "3 箱 1 打 6 个"),
        ("-76", "-3 箱 4 个"),
        ("24000000", "1000000 箱"),
    ],
)
def test_quantities_are_written_in_whole_larger_units_and_the_rest(quantity, as_counted):
    trading.master("unit", code="DZ", name="打")
    units = [case(12, unit="DZ"), case(24)]
    tea = trading.product("CY", "茶叶", units=units)

    assert in_units.written([(tea.id, Decimal(quantity))]) == [as_counted]


def test_a_unit_that_leaves_parts_of_pieces_is_passed_over():
    third = trading.product("SF", "三分", units=[case(10, 3)])

    assert in_units.written([(third.id, Decimal(one)) for one in ("4", "10")]) == ["", "3 箱"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("purchase_order", "purchase_receipt"),
        ("purchase_receipt", "purchase_return"),
        ("purchase_receipt", "purchase_invoice"),
        ("sales_order", "sales_delivery"),
        ("sales_delivery", "sales_return"),
        ("loan", "loan_return"),
    ],
)
def test_what_is_converted_afterwards_keeps_unit_price_and_what_a_case_held(source, target):
    """Three cases of 100 stay three cases, though a case holds 144 by now."""
    trading.confirmed("stock_receipt", line("LS8", 900, unit_cost="0.3"), reason="opening")
    price = {} if source == "loan" else {"price": "50"}
    row = line("LS8", 3, unit={"code": "BOX"}, **price)
    made = trading.confirmed(source, row)

    cases_hold(144)
    draft = trading.convert(made, target)
    (row,) = draft.tables["lines"]

    assert (row.unit_id, row.quantity) == (trading.key("unit", "BOX"), 3)
    assert [one[:2] for one in told(draft)] == [("line.factor_kept", "lines.0.unit")]
    if target.endswith("invoice"):
        assert row.amount == 150
    elif price:
        assert (row.unit_price, row.amount) == (50, 150)
    trading.act(draft, "confirm")
    assert bases(draft) == [300]


def test_what_is_left_of_such_an_order_comes_in_its_cases():
    order = trading.confirmed("purchase_order", receipt(3))
    cases_hold(144)
    first = trading.convert(order, "purchase_receipt")
    (row,) = first.tables["lines"]
    source = {"id": str(row.id), "order_line": str(row.order_line_id)}
    trading.change(first, lines=[{**source, "quantity": "1"}])
    trading.act(first, "confirm")

    rest = trading.convert(order, "purchase_receipt")

    assert [row.quantity for row in rest.tables["lines"]] == [2]
    trading.act(rest, "confirm")
    assert trading.fresh(order).progress == "done"


@pytest.mark.parametrize(
    ("lent", "target", "price"),
    [
        ("loan", "sales_delivery", "200"),
        ("borrowing", "purchase_receipt", "100"),
        ("stock_hold", "sales_order", "200"),
    ],
)
@pytest.mark.parametrize("later", ["144", "50"])
def test_lines_that_keep_what_a_case_held_are_proposed_the_price_of_that(
    lent, target, price, later
):
    """A case of 100 that was lent is sold for a hundred pieces at 2, whatever it holds today."""
    bolt = trading.stored_product("LS8")
    trading.change_master(bolt, sales_price="2", purchase_price="1")
    trading.confirmed("stock_receipt", line("LS8", 300, unit_cost="1"), reason="opening")
    held = {"hold_until": "2026-12-01", "partner": {"code": "P1"}}
    more = held if lent == "stock_hold" else {}
    source = trading.confirmed(lent, line("LS8", 2, unit={"code": "BOX"}), **more)

    cases_hold(later)
    draft = trading.convert(source, target)
    (row,) = trading.fresh(draft).tables["lines"]

    assert (row.base_quantity, row.unit_price) == (200, Decimal(price))


def test_a_copy_is_priced_for_what_a_case_holds_today():
    """At what was paid for one piece of it, where nothing else is agreed."""
    done = trading.confirmed("purchase_receipt", receipt(2), line("LS8", 3, "0.7"))
    cases_hold(144)

    with acting(current_id()):
        again = duplicate.duplicate(
            trading.form_of(done), done.id, access=trading.anybody(), at=trading.MORNING
        )

    found = [(row.base_quantity, row.unit_price) for row in trading.fresh(again).tables["lines"]]
    assert found == [(288, Decimal("100.8")), (3, Decimal("0.7"))]
