"""交易单据: what can be wrong with a line, each with its code and its place."""

from decimal import Decimal

import pytest

from huolang.kernel.keys import new_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
GOOD = {"product": {"code": "LS8"}, "quantity": "1", "unit_price": "1"}
DOCUMENTS = (
    "purchase_order",
    "purchase_receipt",
    "sales_order",
    "sales_delivery",
    "sales_return",
)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("quantity", "0", "line.quantity_not_positive"),
        ("quantity", "-1", "line.quantity_not_positive"),
        ("quantity", "1.5", "line.quantity_digits"),
        ("quantity", "1e30", "field.not_a_number"),
        ("quantity", 1e30, "field.too_large"),
        ("quantity", "NaN", "field.not_a_number"),
        ("quantity", float("inf"), "field.not_a_number"),
        ("quantity", "0.12345678901234567890", "field.too_many_digits"),
        ("quantity", None, "field.required"),
        ("quantity", True, "field.wrong_type"),
        ("unit_price", "1.1234567", "field.too_many_digits"),
        ("unit_price", "1000000000000000", "field.too_large"),
        ("unit", {"code": "KG"}, "line.wrong_unit"),
        ("unit", {"code": "没有"}, "reference.unknown"),
        ("product", {"code": "没有"}, "reference.unknown"),
        ("product", "LS8", "reference.malformed"),
        ("tax_rate", "101", "field.too_large"),
        ("tax_rate", "-1", "field.too_small"),
        ("discount", "100.01", "field.too_large"),
        ("amount", "1", "field.readonly"),
        ("company", 1, "field.unknown"),
        ("colour", "red", "field.unknown"),
    ],
)
def test_a_wrong_line_is_refused_at_its_place_and_nothing_is_kept(field, value, code):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.create("sales_order", trading.filled("sales_order", GOOD, {**GOOD, field: value}))

    assert refused(refusal) == [(code, f"lines.1.{field}")]
    assert trading.count("sales_order") == 0
    assert trading.books() == before


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("partner", {"code": "没有"}, "reference.unknown"),
        ("warehouse", None, "field.required"),
        ("discount", "-1", "field.too_small"),
        ("discount", "1.01", "document.discount_too_large"),
        ("discount", "0.001", "document.discount_digits"),
        ("date", "2026-02-30", "field.not_a_date"),
        ("date", "2026-11-24", "document.in_the_future"),
        ("date", "2026-11-23T23:00:00+08:00", "document.in_the_future"),
        ("number", "CGRK-1", "field.readonly"),
        ("state", "confirmed", "field.readonly"),
        ("total", "1", "field.readonly"),
        ("revision", 7, "field.readonly"),
    ],
)
def test_a_wrong_header_is_refused_at_its_place(field, value, code):
    with pytest.raises(BusinessError) as refusal:
        trading.create("sales_order", {**trading.filled("sales_order", GOOD), field: value})

    assert refused(refusal) == [(code, field)]
    assert trading.count("sales_order") == 0


def test_what_is_left_empty_is_the_products_own():
    empty = {"unit": None, "unit_price": None, "tax_rate": None}

    sold = trading.draft("sales_order", line("DL", 2, **empty))

    row = sold.tables["lines"][0]
    assert row.unit.code == "M"
    assert (row.unit_price, row.tax_rate, row.total) == (20, 13, Decimal("45.20"))


@pytest.mark.parametrize("form", DOCUMENTS)
def test_all_that_is_missing_is_said_at_once(form):
    with pytest.raises(BusinessError) as refusal:
        trading.create(form, {"lines": [{}]})

    assert refused(refusal) == [
        ("field.required", "warehouse"),
        ("field.required", "partner"),
        ("field.required", "lines.0.product"),
        ("field.required", "lines.0.quantity"),
    ]


def test_another_companys_product_does_not_exist(shop):
    foreign = {**GOOD, "product": {"id": str(new_id())}}

    with pytest.raises(BusinessError) as refusal:
        trading.create("sales_order", trading.filled("sales_order", foreign))

    assert refused(refusal) == [("reference.unknown", "lines.0.product")]


def test_a_unit_that_does_not_come_out_even_is_refused():
    third = {"unit": {"code": "BAO"}, "numerator": 1, "denominator": 3}
    trading.product("TL", "涂料", unit="KG", units=[third])

    with pytest.raises(BusinessError) as refusal:
        trading.draft("sales_order", line("TL", 1, "1", unit={"code": "BAO"}))
    fine = trading.draft("sales_order", line("TL", 3, "1", unit={"code": "BAO"}))

    assert refused(refusal) == [("line.base_not_exact", "lines.0.quantity")]
    assert fine.tables["lines"][0].base_quantity == 1


def test_amounts_beyond_what_the_books_hold_are_refused():
    with pytest.raises(BusinessError) as refusal:
        trading.draft("sales_order", line("LS8", 99_999_999_999, "99999999"))

    assert refused(refusal) == [("line.amount_too_large", "lines.0.unit_price")]


def test_prices_with_tax_and_a_discount_come_out_to_the_cent():
    sold = trading.draft(
        "sales_order",
        line("LS8", 3, "9.99", tax_rate="13"),
        line("DL", "1.25", "20", tax_rate="9", discount="12.5"),
        tax_included=True,
        discount="1.85",
    )

    assert [(r.amount, r.tax, r.total) for r in sold.tables["lines"]] == [
        (Decimal("25.58"), Decimal("3.32"), Decimal("28.90")),
        (Decimal("19.36"), Decimal("1.74"), Decimal("21.10")),
    ]
    assert (sold.amount, sold.tax, sold.total) == (
        Decimal("44.94"),
        Decimal("5.06"),
        Decimal("50.00"),
    )
