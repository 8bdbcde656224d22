"""加工费: work goes into what is made, against 制造费用, and stays whatever parts cost later."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from huolang.documents import lifecycle
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
def bought(shop) -> Any:
    """200 screws at 0.30 and 10 m of cable at 12.50; a set (套件) is made of them."""
    trading.product("TJ", "套件", sales_price="40")
    rows = (line("LS8", 200, "0.30"), line("DL", 10, "12.50"))
    return trading.confirmed("purchase_receipt", *rows, date="2026-10-10")


def made(form: str, *lines: Any, quantity: Any = 2, extra: Any = 7, **fields: Any) -> Any:
    more = {**SET, "quantity": str(quantity), "extra_cost": str(extra), "date": "2026-10-12"}
    return trading.create(form, trading.filled(form, *lines, **{**more, **fields}), then="confirm")


def values() -> tuple[Decimal, ...]:
    return tuple(trading.stock_value(code) for code in ("LS8", "DL", "TJ"))


def screws_for(receipt: Any, amount: str) -> None:
    """The screws turn out to have cost `amount`."""
    invoice = trading.convert(receipt, "purchase_invoice")
    screws = next(row for row in invoice.tables["lines"] if row.product_name == "六角螺栓")
    rest = [{"id": str(row.id)} for row in invoice.tables["lines"] if row.id != screws.id]
    trading.change(invoice, lines=[{"id": str(screws.id), "amount": amount}, *rest])
    trading.act(invoice, "confirm")


def test_work_is_part_of_what_is_made(bought):
    one = made("assembly", line("LS8", 100), line("DL", 2), extra="7.01")

    assert values() == (30, 100, D("62.01"))
    booked = [(row.code, row.amount) for row in trading.journal(one)]
    assert booked == [("1405", -55), ("1405", D("62.01")), ("4101", D("-7.01"))]


def test_work_stays_when_parts_turn_out_to_have_cost_more_after_the_sale(bought):
    made("assembly", line("LS8", 100), line("DL", 2))
    trading.confirmed("sales_delivery", line("TJ", 1, 40), date="2026-10-15")
    assert trading.balance("cost_of_sales") == 31

    screws_for(bought, "100")

    assert values() == (50, 100, 41)
    assert trading.balance("cost_of_sales") == 41
    assert trading.balance("processing") == -7


def test_a_back_dated_purchase_changes_the_parts_and_not_the_work(bought):
    made("assembly", line("LS8", 100), line("DL", 2))

    trading.confirmed("purchase_receipt", line("LS8", 100, "0.90"), date="2026-10-11")

    assert values() == (100, 100, 82)
    assert trading.balance("processing") == -7


def test_parts_share_what_it_was_worth_and_the_work_to_the_cent(bought):
    made("assembly", line("LS8", 100), line("DL", 2), extra=0)

    lines = (line("LS8", 50, share="1"), line("DL", 1, share="2"))
    apart = made("disassembly", *lines, quantity=1, extra="0.11")

    assert values() == (30 + D("9.20"), 100 + D("18.41"), D("27.50"))
    booked = sorted((row.code, row.amount) for row in trading.journal(apart))
    assert booked == [("1405", D("-27.50")), ("1405", D("27.61")), ("4101", D("-0.11"))]
    screws_for(bought, "100")
    assert sum(values()) == 225 + D("0.11")


def test_work_on_goods_that_cost_nothing_is_what_they_are_worth(shop):
    trading.product("TJ", "套件")
    given = {"date": "2026-10-01", "reason": "found"}
    trading.confirmed("stock_receipt", line("LS8", 5, unit_cost="0"), **given)

    one = made("assembly", line("LS8", 5), quantity=1, extra="3")

    assert trading.stock_value("TJ") == 3
    assert [(row.code, row.amount) for row in trading.journal(one)] == [("1405", 3), ("4101", -3)]


@pytest.mark.parametrize("action", ["cancel", "reopen"])
@pytest.mark.parametrize("form", ["assembly", "disassembly"])
def test_taken_back_the_work_is_taken_back(bought, form, action):
    made("assembly", line("LS8", 100), line("DL", 2), extra=0)
    before, stock = values(), trading.balance("inventory")
    one = made(form, line("LS8", 10), line("DL", 1), quantity=1)
    assert trading.balance("processing") == -7

    trading.act(one, action)

    assert values() == before
    assert (trading.balance("processing"), trading.balance("inventory")) == (0, stock)


def test_taken_back_in_a_later_month(bought):
    one = made("assembly", line("LS8", 100), line("DL", 2))
    periods.close(date(2026, 10, 31), by=None)

    trading.act(one, "cancel")

    assert values() == (60, 125, 0)
    assert (trading.balance("processing"), trading.balance("inventory")) == (0, 185)
    screws_for(bought, "100")
    assert values() == (100, 125, 0)


def test_costed_otherwise_since_the_parts_come_back_without_the_work(bought):
    """Two of three sets, of 62.00 and 35.00, leave at 64.67 by then: 57.67 without the work."""
    one = made("assembly", line("LS8", 100), line("DL", 2))
    trading.confirmed("purchase_receipt", line("TJ", 1, 35), date="2026-10-20")
    change = {"product": {"code": "TJ"}, "method": "fifo"}
    told = {"date": "2026-10-25", "reason": "改方法", "lines": [change]}
    trading.create("costing_change", told, then="confirm")

    trading.act(one, "cancel")

    assert sum(values()) == trading.balance("inventory") == 220
    assert values() == (30 + D("31.46"), 100 + D("26.21"), D("32.33"))
    assert trading.balance("processing") == trading.balance("purchase_price_variance") == 0
    screws_for(bought, "100")
    assert sum(values()) == trading.balance("inventory") == 260


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ("-1", "field.too_small"),
        ("0.001", "assembly.extra_cost_digits"),
        ("900000000000000", "stock_document.amount_too_large"),
    ],
)
def test_work_that_cannot_be_is_refused_and_nothing_moves(bought, extra, code):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        made("assembly", line("LS8", 100), extra=extra)

    assert refused(refusal) == [(code, "extra_cost")]
    assert trading.books() == before


def test_who_does_not_see_costs_neither_says_nor_reads_it(bought):
    told = trading.filled("assembly", line("LS8", 100), **SET, quantity="1", extra_cost="7")
    form = seen_by(registry.get("assembly"), frozenset({"cost"}))

    with pytest.raises(BusinessError) as refusal:
        lifecycle.create(form, told, access=trading.anybody(), at=trading.MORNING)

    assert refused(refusal) == [("field.unknown", "extra_cost")]
