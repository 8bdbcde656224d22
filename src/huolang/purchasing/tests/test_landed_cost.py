"""采购费用分摊: freight and duty make goods worth more, wherever they are by now."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import periods
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")

D = Decimal


@pytest.fixture
def bought(shop):
    """200 screws at 0.30 and 10 metres of cable at 12, of P1, on the 20th."""
    rows = (line("LS8", 200, "0.30"), line("DL", 10, 12))
    return trading.confirmed("purchase_receipt", *rows, date="2026-11-20")


def charge(amount: Any, method: str = "amount", **more: Any) -> dict[str, Any]:
    return {"amount": str(amount), "method": method, **more}


def of(receipt: Any, **more: Any) -> dict[str, Any]:
    return {"receipt": {"id": str(receipt.id)}, **more}


def spread(*receipts: Any, charges: Any, then: str | None = "confirm", **fields: Any) -> Any:
    """P2 carried the goods."""
    rows = [one if isinstance(one, dict) else of(one) for one in receipts]
    told = {"partner": {"code": "P2"}, "charges": charges, **fields, "lines": rows}
    return trading.create("landed_cost", told, then=then)


def shares(paper: Any) -> list[Decimal]:
    return [row.share for row in trading.fresh(paper).tables["lines"]]


def test_the_carrier_is_owed_and_the_goods_are_worth_more(bought):
    before = trading.balance("received_not_invoiced")

    paper = spread(bought, charges=[charge("18", tax="1.62")])

    assert paper.number == "CGFY-20261123-0001"
    assert shares(paper) == [6, 12]
    assert (trading.stock_value("LS8"), trading.stock_value("DL")) == (66, 132)
    assert trading.balance("received_not_invoiced") == before
    assert (trading.balance("payable"), trading.balance("input_tax")) == (D("-19.62"), D("1.62"))
    assert trading.owed("payable") == D("203.40") + D("19.62")


@pytest.mark.parametrize(
    ("method", "parts"),
    [
        ("amount", ["3.33", "6.67"]),
        ("quantity", ["9.52", "0.48"]),
        ("weight", ["6.67", "3.33"]),
        ("volume", ["2", "8"]),
        ("equal", ["5", "5"]),
    ],
)
def test_a_charge_is_spread_in_its_own_way_to_the_cent(shop, method, parts):
    trading.change_master(trading.stored_product("LS8"), weight="0.02", volume="0.001")
    trading.change_master(trading.stored_product("DL"), weight="0.2", volume="0.08")
    rows = (line("LS8", 200, "0.30"), line("DL", 10, 12))
    receipt = trading.confirmed("purchase_receipt", *rows)

    paper = spread(receipt, charges=[charge(10, method)])

    assert shares(paper) == [D(part) for part in parts]


def test_several_charges_over_several_receipts_of_several_suppliers(bought):
    other = trading.confirmed(
        "purchase_receipt", line("LS8", 100, "0.60"), partner={"code": "P2"}, date="2026-11-21"
    )

    paper = spread(
        bought,
        other,
        charges=[charge(24), charge(3, "equal", kind="insurance"), charge(5, "hand", kind="duty")],
        then=None,
    )
    first, second, third = trading.fresh(paper).tables["lines"]
    rows = [{"id": str(first.id), "by_hand": "1"}, {"id": str(second.id)}]
    trading.change(paper, lines=[*rows, {"id": str(third.id), "by_hand": "4"}])
    trading.act(paper, "confirm")

    assert shares(paper) == [8, 13, 11]
    assert trading.stock_value("LS8") == 60 + 60 + 8 + 11
    assert trading.balance("received_not_invoiced") == -240


def test_one_line_of_a_receipt_bears_it_alone(bought):
    paper = spread(of(bought, product={"code": "DL"}), charges=[charge(18)])

    assert shares(paper) == [18]
    assert (trading.stock_value("LS8"), trading.stock_value("DL")) == (60, 138)


def test_a_foreign_currency_is_reckoned_at_its_rate(bought):
    fields = {"charge_currency": "USD", "charge_rate": "7.1234"}

    paper = spread(bought, charges=[charge("10.01", tax="1")], **fields)

    assert (paper.cost, paper.tax, paper.total) == (D("71.31"), D("7.12"), D("78.43"))
    assert sum(shares(paper)) == D("71.31")
    assert trading.balance("inventory") == D("251.31")
    assert trading.balance("payable") == D("-78.43")


def test_half_a_cent_of_a_foreign_charge_is_rounded_up(bought):
    """0.25 and 0.45 at 0.5 are 0.125 and 0.225."""
    fields = {"charge_currency": "USD", "charge_rate": "0.5"}

    paper = spread(bought, charges=[charge("0.25"), charge("0.45")], **fields)

    assert [one.cost for one in paper.costs] == [D("0.13"), D("0.23")]
    assert (paper.total, sum(shares(paper))) == (D("0.36"), D("0.36"))


def test_tax_that_is_not_deducted_is_borne_by_the_goods(bought):
    spread(bought, charges=[charge(18, tax=9)], invoice_kind="ordinary")

    assert trading.balance("inventory") == 207
    assert trading.balance("input_tax") == 0


def test_half_of_it_was_sold_some_came_back_and_some_went_to_the_shop(bought):
    """A third more: 0.40 a screw. 100 sold, 20 of them back, 50 in the shop."""
    sold = trading.confirmed("sales_delivery", line("LS8", 100, 1), date="2026-11-21")
    back = line("LS8", 20, 1, delivery_line=str(sold.rows[0].id))
    trading.confirmed("sales_return", back, date="2026-11-22")
    trading.confirmed("stock_transfer", line("LS8", 50), into={"code": "CK02"})

    spread(of(bought, product={"code": "LS8"}), charges=[charge(20)])

    assert trading.balance("cost_of_sales") == 32
    assert trading.stock_value("LS8") == 48


def test_first_in_first_out_the_layer_that_bears_it_costs_more(shop):
    """100 of the first 200 are sold; the charge lies on these 200 alone."""
    trading.change_master(trading.stored_product("LS8"), costing_method="fifo")
    first = trading.confirmed("purchase_receipt", line("LS8", 200, "0.30"), date="2026-11-20")
    trading.confirmed("purchase_receipt", line("LS8", 100, "0.60"), date="2026-11-20")
    trading.confirmed("sales_delivery", line("LS8", 100, 1), date="2026-11-21")

    spread(first, charges=[charge(20)])

    assert (trading.balance("cost_of_sales"), trading.stock_value("LS8")) == (40, 100)


def test_at_a_standard_charges_are_a_variance(shop):
    cable = {"costing_method": "standard", "standard_cost": "12"}
    trading.change_master(trading.stored_product("DL"), **cable)
    receipt = trading.confirmed("purchase_receipt", line("DL", 10, 12), date="2026-11-20")

    spread(receipt, charges=[charge(20)])

    assert trading.stock_value("DL") == 120
    assert trading.balance("purchase_price_variance") == 20


def test_what_went_back_to_the_supplier_leaves_its_share_as_a_variance(bought):
    back = line("LS8", 50, "0.30", receipt_line=str(bought.rows[0].id))
    trading.confirmed("purchase_return", back)

    spread(of(bought, product={"code": "LS8"}), charges=[charge(20)])

    assert trading.balance("purchase_price_variance") == 5
    assert trading.stock_value("LS8") == 60


def test_taken_back_everything_costs_what_it_did(bought):
    trading.confirmed("sales_delivery", line("LS8", 100, 1), date="2026-11-21")
    paper = spread(bought, charges=[charge(18, tax=1)])
    assert trading.balance("cost_of_sales") == 33

    trading.act(paper, "cancel")

    assert (trading.balance("cost_of_sales"), trading.stock_value("LS8")) == (30, 30)
    assert (trading.stock_value("DL"), trading.balance("payable")) == (120, 0)
    assert trading.owed("payable") == D("203.40")


def test_a_receipt_with_charges_stays_until_they_are_taken_back(bought):
    paper = spread(bought, charges=[charge(18)])
    before = trading.books()

    for action in ("cancel", "reopen"):
        with pytest.raises(BusinessError) as refusal:
            trading.act(bought, action)
        assert refused(refusal)[0][0] == "document.has_successors"
        assert paper.number in str(refusal.value)
    assert trading.books() == before

    trading.act(paper, "cancel")
    trading.act(bought, "cancel")
    assert trading.balance("inventory") == 0


def test_the_receipt_leads_to_it_and_its_chain_shows_it(bought):
    paper = trading.convert(bought, "landed_cost")

    rows = paper.tables["lines"]
    assert [row.product_name for row in rows] == ["六角螺栓", "电缆"]
    trading.change(paper, partner={"code": "P2"}, charges=[charge(18)])
    trading.act(paper, "confirm")
    _before, after, _drafts = trading.chain(bought)
    assert [one.form for one in after] == ["landed_cost"]


def test_a_month_that_is_closed_stays_as_it_is(shop):
    receipt = trading.confirmed("purchase_receipt", line("LS8", 200, "0.30"), date="2026-10-10")
    trading.confirmed("sales_delivery", line("LS8", 100, 1), date="2026-10-12")
    periods.close(date(2026, 10, 31), by=None)

    spread(receipt, charges=[charge(20)])

    assert (trading.balance("cost_of_sales"), trading.stock_value("LS8")) == (40, 40)


def test_until_its_own_day_the_carrier_is_owed_it_and_not_the_supplier(shop):
    """Goods of October, whose month is closed, are worth more from the first of November on."""
    receipt = trading.confirmed("purchase_receipt", line("LS8", 10, 10), date="2026-10-10")
    periods.close(date(2026, 10, 31), by=None)

    paper = spread(receipt, charges=[charge("20")], date="2026-11-20")

    assert accrued("2026-11-19") == {"P1": -100, "P2": -20}
    assert accrued("2026-11-20") == {"P1": -100, "P2": 0}
    assert trading.balance("inventory") == 120

    trading.act(paper, "cancel")

    assert accrued("2026-11-19") == accrued("2026-11-20") == {"P1": -100, "P2": 0}


def accrued(until: str) -> dict[str, Decimal]:
    """应付暂估 at the end of a day, by supplier."""
    statement = """
        SELECT p.code, sum(l.base_amount) FROM ledger_journalline l
        JOIN ledger_account a ON a.company_id = l.company_id AND a.id = l.account_id
        JOIN masters_partner p ON p.company_id = l.company_id AND p.id = l.partner
        WHERE l.company_id = %s::bigint AND a.code = '220202' AND l.occurred_on <= %s::date
        GROUP BY 1"""
    return dict(sql.run(statement, [current_id(), until]).fetchall())


def test_an_invoice_and_charges_do_not_disturb_each_other(bought):
    paper = spread(bought, charges=[charge(18)])
    trading.act(trading.convert(bought, "purchase_invoice"), "confirm")

    assert trading.balance("received_not_invoiced") == 0
    trading.act(paper, "cancel")
    assert trading.balance("received_not_invoiced") == 0
    assert trading.balance("inventory") == 180


def test_the_carrier_is_paid(bought):
    paper = spread(bought, charges=[charge(18, tax="1.62")])
    trading.master("funds_account", code="Z1", name="基本户", kind="bank")

    trading.act(trading.convert(paper, "supplier_payment"), "confirm")

    assert trading.balance("payable") == 0
    with pytest.raises(BusinessError) as refusal:
        trading.act(paper, "cancel")
    assert refused(refusal)[0][0] == "ledger.settled_already"


@pytest.mark.parametrize(
    ("fields", "refusals"),
    [
        ({"charges": []}, [("landed_cost.no_charges", "charges")]),
        ({"partner": None}, [("landed_cost.no_partner", "partner")]),
        ({"charges": [charge(0)]}, [("landed_cost.not_positive", "charges.0.amount")]),
        ({"charges": [charge("1.001")]}, [("landed_cost.digits", "charges.0.amount")]),
        ({"charges": [charge(1, tax="-1")]}, [("landed_cost.negative_tax", "charges.0.tax")]),
        (
            {"charges": [charge(1, "weight")]},
            [
                ("landed_cost.nothing_to_spread_by", "lines.0.weight"),
                ("landed_cost.nothing_to_spread_by", "lines.1.weight"),
            ],
        ),
        ({"charges": [charge(1, "hand")]}, [("landed_cost.hands_differ", "lines")]),
        ({"charge_currency": "USD"}, [("landed_cost.no_rate", "charge_rate")]),
        (
            {"charge_currency": "JPY", "charge_rate": "0.05", "charges": [charge("1.5")]},
            [("landed_cost.digits", "charges.0.amount")],
        ),
        (
            {"charge_currency": "USD", "charge_rate": "7", "charges": [charge("1.005")]},
            [("landed_cost.digits", "charges.0.amount")],
        ),
        ({"charge_rate": "2"}, [("landed_cost.rate_of_own", "charge_rate")]),
        ({"lines": [{}]}, [("received.no_receipt", "lines.0.receipt")]),
        ({"lines": []}, [("received.no_receipt", "lines")]),
    ],
)
def test_what_cannot_be_spread_is_refused_and_nothing_moves(bought, fields, refusals):
    told = {"charges": [charge(1)], **fields}
    rows = told.pop("lines", [of(bought)])
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        spread(*rows, **told)

    assert refused(refusal) == refusals
    assert trading.books() == before


def test_lines_that_no_charge_can_rest_on(bought):
    service = trading.confirmed("purchase_receipt", line("AZ", 1, 150))
    draft = trading.draft("purchase_receipt", line("LS8", 1, 1))
    row = {"receipt_line": str(bought.rows[0].id)}
    for rows, code in (
        ([service], "received.nothing"),
        ([{"receipt_line": str(service.rows[0].id)}], "received.service"),
        ([draft], "reference.not_allowed"),
        ([{"receipt_line": str(draft.rows[0].id)}], "follow.not_confirmed"),
        ([row, of(bought)], "received.twice"),
        ([{**row, "receipt": {"id": str(service.id)}}], "follow.unknown"),
    ):
        before = trading.books()
        with pytest.raises(BusinessError) as refusal:
            spread(*rows, charges=[charge(1)])
        assert refused(refusal)[0][0] == code
        assert trading.books() == before
