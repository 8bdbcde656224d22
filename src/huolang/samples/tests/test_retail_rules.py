"""What becomes of each odd line, by the rules as they are stated."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

from huolang.samples import retail_file, retail_rules
from huolang.samples.retail_rules import Fate, Invoice

LINES = retail_file.read(Path(__file__).with_name("retail.csv")).lines


def invoice(number: str) -> Invoice:
    (found,) = [one for one in retail_rules.invoices(LINES) if one.first.invoice == number]
    return found


def test_every_line_has_one_fate() -> None:
    fates = Counter(retail_rules.fate(line) for line in LINES)

    assert fates == {
        Fate.DELIVERED: 15,
        Fate.RETURNED: 6,
        Fate.WRITTEN_OFF: 1,
        Fate.NOTHING: 1,
    }


def test_an_invoice_keeps_lines_that_stand_elsewhere_in_the_file_and_its_duplicates() -> None:
    one = invoice("500001")

    assert [line.number for line in one.lines] == [2, 3, 4, 5, 8, 9]
    assert one.amount() == Decimal("119.30")


def test_bad_debt_lowers_by_a_return_and_raises_by_a_delivery() -> None:
    lowered, raised = invoice("A500005"), invoice("A500006")

    assert (lowered.fate, lowered.amount()) == (Fate.RETURNED, Decimal("110.06"))
    assert (raised.fate, raised.amount()) == (Fate.DELIVERED, Decimal("110.06"))


def test_goods_with_a_price_below_zero_move_with_the_document_that_their_amount_asks_for() -> None:
    back = LINES[0]._replace(price=Decimal("-2.55"))
    out = back._replace(quantity=-6)

    assert (retail_rules.fate(back), retail_rules.fate(out)) == (Fate.RETURNED, Fate.DELIVERED)
    assert list(retail_rules.openings([back])) == []
    assert [one.goods for one in retail_rules.openings([out])] == [
        (("85123A", 6, Decimal("0.00")),)
    ]


def test_what_is_damaged_goes_to_the_partner_for_written_off_stock() -> None:
    one = invoice("500004")

    assert (one.fate, one.partner, one.amount()) == (Fate.WRITTEN_OFF, "STOCK WRITE-OFF", 0)


def test_a_negative_quantity_at_a_price_is_a_return_without_being_a_credit_note() -> None:
    assert invoice("500012").fate is Fate.RETURNED


def test_half_a_cent_is_rounded_up_line_by_line() -> None:
    assert invoice("500008").amount() == Decimal("0.13")


def test_customers_are_those_of_the_file_and_one_walk_in_per_country() -> None:
    found = {one.code: one.country for one in retail_rules.customers(LINES)}

    assert found == {
        "17850": "United Kingdom",
        "WALK-IN UNITED KINGDOM": "United Kingdom",
        "12345": "Japan",
        "WALK-IN EIRE": "EIRE",
        "STOCK WRITE-OFF": "",
    }
    assert invoice("500013").country == "Cyprus"


def test_products_are_named_by_their_priced_lines_and_services_are_told_apart() -> None:
    found = {one.code: one for one in retail_rules.products(LINES)}

    assert {code for code, one in found.items() if one.service} == {
        "POST",
        "D",
        "B",
        "M",
        "BANK CHARGES",
    }
    assert found["85123A"].name == "WHITE HEART LAMP"
    assert found["85123A"].sales_price == Decimal("2.55")
    assert found["90001"].name == "found"
    assert found["22041"].cost == Decimal("0.75")


def test_a_product_without_any_description_is_called_by_its_code() -> None:
    (product,) = retail_rules.products([LINES[0]._replace(description="")])

    assert product.name == "85123A"


def test_opening_stock_is_what_leaves_in_its_month_at_sixty_percent_of_the_lowest_price() -> None:
    december, january = retail_rules.openings(LINES)

    assert (december.month, december.goods) == (
        "2010-12",
        (
            ("22041", 6, Decimal("0.75")),
            ("71053", 25, Decimal("2.03")),
            ("85123A", 13, Decimal("1.53")),
            ("90001", 5, Decimal("0.00")),
        ),
    )
    assert january.goods == (("85123A", 4, Decimal("1.77")),)


def test_opening_stock_of_many_goods_is_split_into_documents() -> None:
    many = [LINES[0]._replace(code=f"{n:05}") for n in range(1001)]

    parts = list(retail_rules.openings(many))

    assert [(one.key, len(one.goods)) for one in parts] == [
        ("OPENING|2010-12|1", 500),
        ("OPENING|2010-12|2", 500),
        ("OPENING|2010-12|3", 1),
    ]
