"""组装、拆卸: goods become other goods; what they cost goes along, also when it turns out later."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from huolang.forms import registry
from huolang.forms.form import seen_by
from huolang.kernel.refusals import BusinessError
from huolang.ledger import periods
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")

D = Decimal
SET = {"product": {"code": "TJ"}}


@pytest.fixture
def parts(shop):
    """200 screws at 0.30, 10 m of cable at 12.50, and a set (套件) that has none yet."""
    trading.product("TJ", "套件", sales_price="40")
    rows = (line("LS8", 200, "0.30"), line("DL", 10, "12.50"))
    return trading.confirmed("purchase_receipt", *rows, date="2026-11-20")


def build(*lines: Any, quantity: Any = 2, then: str | None = "confirm", **fields: Any) -> Any:
    told = trading.filled("assembly", *lines, **{**SET, "quantity": str(quantity), **fields})
    return trading.create("assembly", told, then=then)


def take_apart(*lines: Any, quantity: Any = 1, **fields: Any) -> Any:
    told = trading.filled("disassembly", *lines, **{**SET, "quantity": str(quantity), **fields})
    return trading.create("disassembly", told, then="confirm")


def invoiced(receipt: Any) -> None:
    """The screws for 100.00, and the rest as received."""
    invoice = trading.convert(receipt, "purchase_invoice")
    screws = next(row for row in invoice.tables["lines"] if row.product_name == "六角螺栓")
    rest = [{"id": str(row.id)} for row in invoice.tables["lines"] if row.id != screws.id]
    trading.change(invoice, lines=[{"id": str(screws.id), "amount": "100"}, *rest])
    trading.act(invoice, "confirm")


def values() -> tuple[Decimal, ...]:
    return tuple(trading.stock_value(code) for code in ("LS8", "DL", "TJ"))


def test_components_become_what_they_cost(parts):
    made = build(line("LS8", 1, unit={"code": "BOX"}), line("DL", 2))

    assert made.number == "ZZ-20261123-0001"
    assert (trading.on_hand("LS8"), trading.on_hand("DL"), trading.on_hand("TJ")) == (100, 8, 2)
    assert values() == (30, 100, 55)
    booked = [(row.code, row.amount) for row in trading.journal(made)]
    assert booked == [("1405", -55), ("1405", 55)]


def test_what_components_cost_later_goes_on_to_what_was_made_and_sold(parts):
    build(line("LS8", 100), line("DL", 2))
    trading.confirmed("sales_delivery", line("TJ", 1, 40))

    invoiced(parts)

    assert values() == (50, 100, D("37.50"))
    assert trading.balance("cost_of_sales") == D("37.50")


def test_taken_apart_components_share_what_it_was_worth(parts):
    build(line("LS8", 100), line("DL", 2))

    apart = take_apart(line("LS8", 50, share="1"), line("DL", 1, share="3"))

    assert apart.number == "CX-20261123-0001"
    assert [row.percent for row in apart.rows] == [25, 75]
    assert values() == (30 + D("6.87"), 100 + D("20.63"), D("27.50"))


@pytest.mark.parametrize(
    ("price", "percents"), [("0.8", [D("50.0000"), 50]), ("0", [D("96.1538"), D("3.8462")])]
)
def test_unless_said_otherwise_by_sales_price_or_by_quantity(parts, price, percents):
    trading.change_master(trading.stored_product("LS8"), sales_price=price)
    build(line("LS8", 100), line("DL", 2))

    apart = take_apart(line("LS8", 25), line("DL", 1))

    assert [row.percent for row in apart.rows] == percents


def test_who_sees_no_costs_is_not_told_what_share_of_them_each_has():
    lines = seen_by(registry.get("disassembly"), frozenset({"cost"})).tables_by_name["lines"]

    assert {"share", "percent"} & lines.by_name.keys() == {"share"}


def test_a_draft_may_have_no_lines_yet(parts):
    for form in ("assembly", "disassembly"):
        told = trading.filled(form, **SET, quantity="1")
        draft = trading.create(form, told)

        with pytest.raises(BusinessError) as refusal:
            trading.act(draft, "confirm")
        assert refused(refusal) == [("document.no_lines", "lines")]


def test_elsewhere(parts):
    build(line("LS8", 100), into={"code": "CK02"})

    assert (trading.on_hand("TJ", "CK01"), trading.on_hand("TJ", "CK02")) == (0, 2)


def test_taken_back_everything_is_as_it_was(parts):
    before = values()
    made = build(line("LS8", 100), line("DL", 2))

    trading.act(made, "cancel")

    assert values() == before
    assert trading.on_hand("TJ") == 0


def first_in_first_out(code: str) -> None:
    change = {"product": {"code": code}, "method": "fifo"}
    told = {"date": "2026-10-25", "reason": "改方法", "lines": [change]}
    trading.create("costing_change", told, then="confirm")


@pytest.fixture
def built(shop) -> tuple[Any, Any]:
    """Two sets of 30.00 screws and 25.00 cable, and one that was bought for 35.00."""
    trading.product("TJ", "套件", sales_price="40")
    rows = (line("LS8", 200, "0.30"), line("DL", 10, "12.50"))
    bought = trading.confirmed("purchase_receipt", *rows, date="2026-10-10")
    made = build(line("LS8", 100), line("DL", 2), date="2026-10-12")
    trading.confirmed("purchase_receipt", line("TJ", 1, 35), date="2026-10-20")
    return bought, made


def test_taken_back_in_a_later_month_everything_is_as_if_it_had_never_been(built):
    bought, made = built
    periods.close(date(2026, 10, 31), by=None)

    trading.act(made, "cancel")
    assert values() == (60, 125, 35)
    invoiced(bought)

    assert values() == (100, 125, 35)
    assert trading.balance("inventory") == 260
    assert trading.balance("purchase_price_variance") == 0


def test_costed_otherwise_since_components_share_what_it_is_worth_by_then(built):
    """Two of three sets leave at 60.00. The screws turn out to have cost 50.00: two of three are
    73.33, shared as 50 to 25."""
    bought, made = built
    first_in_first_out("TJ")

    trading.act(made, "cancel")

    assert values() == (D("62.73"), D("127.27"), 30)
    assert trading.balance("inventory") == 220
    invoiced(bought)
    assert values() == (D("98.89"), D("124.44"), D("36.67"))
    assert trading.balance("inventory") == 260
    assert trading.balance("purchase_price_variance") == 0


def test_costed_otherwise_since_what_was_taken_apart_is_worth_its_parts(shop):
    """One set of 40.00 became 100 screws and 2 m of cable; those lie with others by then."""
    trading.product("TJ", "套件", sales_price="40")
    trading.confirmed("purchase_receipt", line("TJ", 1, 40), date="2026-10-10")
    apart = take_apart(line("LS8", 100, share=1), line("DL", 2, share=3), date="2026-10-12")
    assert values() == (10, 30, 0)
    rows = (line("LS8", 100, "0.30"), line("DL", 10, "12.00"))
    trading.confirmed("purchase_receipt", *rows, date="2026-10-20")
    first_in_first_out("DL")

    trading.act(apart, "cancel")

    assert values() == (20, 125, 45)
    assert trading.balance("inventory") == 190
    assert trading.balance("purchase_price_variance") == 0


def test_what_was_made_and_sold_is_not_taken_back(parts):
    made = build(line("LS8", 100))
    trading.confirmed("sales_delivery", line("TJ", 1, 40))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(made, "reopen")

    assert refused(refusal) == [("ledger.not_enough_stock", "quantity")]
    assert trading.books() == before


@pytest.mark.parametrize(
    ("lines", "fields", "refusals"),
    [
        ([line("LS8", 201)], {}, [("ledger.not_enough_stock", "lines.0.quantity")]),
        ([line("TJ", 1)], {}, [("assembly.of_itself", "lines.0.product")]),
        (
            [line("AZ", 1)],
            {"product": {"code": "AZ"}},
            [
                ("stock_document.service", "lines.0.product"),
                ("stock_document.service", "product"),
                ("assembly.of_itself", "lines.0.product"),
            ],
        ),
        ([line("LS8", 1)], {"quantity": "0"}, [("line.quantity_not_positive", "quantity")]),
        ([line("LS8", 1)], {"quantity": "1.5"}, [("line.quantity_digits", "quantity")]),
        ([line("LS8", 1)], {"unit": {"code": "M"}}, [("line.wrong_unit", "unit")]),
        ([], {}, [("document.no_lines", "lines")]),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_moves(parts, lines, fields, refusals):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        build(*lines, **fields)

    assert refused(refusal) == refusals
    assert trading.books() == before


@pytest.mark.parametrize(
    ("shares", "refusals"),
    [
        (("1", None), [("assembly.share_missing", "lines.1.share")]),
        (("0", "0"), [("assembly.no_shares", "lines.0.share")]),
        (("-1", "1"), [("field.too_small", "lines.0.share")]),
    ],
)
def test_shares_are_said_for_all_lines_or_for_none(parts, shares, refusals):
    build(line("LS8", 100))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        take_apart(line("LS8", 50, share=shares[0]), line("DL", 1, share=shares[1]))

    assert refused(refusal) == refusals
    assert trading.books() == before
