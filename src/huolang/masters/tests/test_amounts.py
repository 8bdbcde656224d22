"""Amounts of lines: exact figures first, then what must hold for any document."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huolang.masters import amounts
from huolang.masters.amounts import Amounts, TooMuchDiscount, Typed

CENT = Decimal("0.01")


def typed(quantity: str, price: str, *, off: str = "0", tax: str = "0") -> Typed:
    return Typed(
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        discount=Decimal(off),
        tax_rate=Decimal(tax),
    )


def figures(lines: list[Amounts]) -> list[tuple[str, str, str]]:
    return [(str(one.amount), str(one.tax), str(one.total)) for one in lines]


def test_tax_comes_on_top_of_a_price_without_tax():
    found = amounts.of_lines([typed("3", "9.99", tax="13")], tax_included=False)

    assert figures(found) == [("29.97", "3.90", "33.87")]


def test_tax_is_taken_out_of_a_price_that_includes_it():
    found = amounts.of_lines([typed("3", "9.99", tax="13")], tax_included=True)

    assert figures(found) == [("26.52", "3.45", "29.97")]


def test_halves_are_rounded_away_from_zero():
    found = amounts.of_lines(
        [typed("1", "0.125"), typed("1", "-0.125"), typed("1", "0.5", tax="1")],
        tax_included=False,
    )

    assert figures(found) == [
        ("0.13", "0.00", "0.13"),
        ("-0.13", "0.00", "-0.13"),
        ("0.50", "0.01", "0.51"),
    ]


def test_a_line_discount_is_percent_off():
    found = amounts.of_lines([typed("10", "8.80", off="15", tax="13")], tax_included=False)

    assert figures(found) == [("74.80", "9.72", "84.52")]


def test_a_document_discount_goes_to_the_lines_by_largest_remainder():
    lines = [typed("1", "33.33"), typed("1", "33.33"), typed("1", "33.34")]

    found = amounts.of_lines(lines, tax_included=False, discount=Decimal("10"))

    assert [str(one.amount) for one in found] == ["30.00", "30.00", "30.00"]
    assert amounts.total_of(found).amount == Decimal("90.00")


def test_lines_of_nothing_carry_no_discount():
    lines = [typed("1", "0"), typed("1", "-5"), typed("2", "10")]

    found = amounts.of_lines(lines, tax_included=False, discount=Decimal("3"))

    assert [str(one.amount) for one in found] == ["0.00", "-5.00", "17.00"]


def test_more_discount_than_goods_is_refused():
    with pytest.raises(TooMuchDiscount):
        amounts.of_lines([typed("1", "9.99")], tax_included=False, discount=Decimal("10"))


def test_a_currency_without_cents():
    found = amounts.of_lines([typed("3", "33.5", tax="10")], tax_included=False, digits=0)

    assert figures(found) == [("101", "10", "111")]


def test_the_largest_numbers_lose_nothing():
    found = amounts.of_lines([typed("999999999999.999999", "999.999999")], tax_included=False)

    assert str(found[0].amount) == "999999999000000.00"


quantities = st.decimals("0.000001", "1000000", places=6)
prices = st.decimals("0", "100000", places=6)
percents = st.decimals("0", "100", places=4)
rates = st.sampled_from([Decimal(rate) for rate in ("0", "1", "3", "6", "9", "13", "17.5")])
lines_of = st.lists(
    st.builds(Typed, quantity=quantities, unit_price=prices, discount=percents, tax_rate=rates),
    min_size=1,
    max_size=12,
)


@given(lines=lines_of, part=st.integers(0, 100), tax_included=st.booleans())
def test_the_document_comes_to_its_typed_lines_less_the_discount(lines, part, tax_included):
    gross = sum((amounts.typed_amount(line, 2) for line in lines), Decimal(0))
    discount = (gross * part / 100).quantize(CENT, "ROUND_DOWN")

    whole = amounts.total_of(amounts.of_lines(lines, tax_included=tax_included, discount=discount))

    assert (whole.total if tax_included else whole.amount) == gross - discount
    assert whole.total == whole.amount + whole.tax


@given(lines=lines_of, part=st.integers(0, 100), tax_included=st.booleans())
def test_no_line_turns_negative_and_all_are_whole_cents(lines, part, tax_included):
    gross = sum((amounts.typed_amount(line, 2) for line in lines), Decimal(0))
    discount = (gross * part / 100).quantize(CENT, "ROUND_DOWN")

    for line in amounts.of_lines(lines, tax_included=tax_included, discount=discount):
        assert line.amount >= 0
        assert line.tax >= 0
        assert line.amount == line.amount.quantize(CENT)
        assert line.tax == line.tax.quantize(CENT)


@given(lines=lines_of, discount=st.integers(0, 10_000))
def test_each_share_is_within_a_cent_of_its_fair_part(lines, discount):
    values = [amounts.typed_amount(line, 2) for line in lines]
    whole = sum(values, Decimal(0))
    off = min(Decimal(discount) / 100, whole)

    shares = amounts.shares_of(off, values, 2)

    assert sum(shares, Decimal(0)) == off
    for share, value in zip(shares, values, strict=True):
        fair = off * value / whole if whole else Decimal(0)
        assert abs(share - fair) < CENT or not whole
