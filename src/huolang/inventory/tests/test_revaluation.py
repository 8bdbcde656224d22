"""成本调整: what lies in stock is worth something else from a moment on."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.ledger import periods
from tests.support import trading
from tests.support.trading import MORNING, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def screws(shop):
    """200 screws at 0.30 since the 20th, 50 of them in the shop."""
    fields = {"reason": "opening", "date": "2026-11-20"}
    row = trading.line("LS8", 200, unit_cost="0.30")
    bought = trading.confirmed("stock_receipt", row, **fields)
    moved = {"into": {"code": "CK02"}, "date": "2026-11-20"}
    trading.confirmed("stock_transfer", trading.line("LS8", 50), **moved)
    return bought


def row(code: str = "LS8", **typed):
    return {"product": {"code": code}, **typed}


def adjusted(*rows, **fields):
    told = {"explanation": "供应商补差", **fields}
    return trading.confirmed("revaluation", *rows, **told)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ({"unit_cost": "0.35"}, 70),
        ({"new_value": "50.01"}, Decimal("50.01")),
        ({"change": "-0.5"}, Decimal("59.5")),
        ({"new_value": 0}, 0),
    ],
)
def test_stock_is_worth_what_was_typed_and_the_reason_bears_the_difference(screws, typed, value):
    paper = adjusted(row(**typed))

    assert paper.number == "CBTZ-20261123-0001"
    assert paper.difference == value - 60
    assert trading.stock_value("LS8") == trading.balance("inventory") == value
    assert trading.balance("stock_revaluation") == 60 - value
    assert (trading.on_hand("LS8", "CK01"), trading.on_hand("LS8", "CK02")) == (150, 50)


@pytest.mark.parametrize(
    ("reason", "role"), [("devaluation", "other_issue"), ("opening", "opening")]
)
def test_every_reason_has_its_account(screws, reason, role):
    before = trading.balance(role)

    adjusted(row(new_value="40"), reason=reason)

    assert trading.balance(role) - before == 20


def test_what_is_promised_stays_promised_and_nothing_is_missing_meanwhile(screws):
    trading.confirmed("sales_order", trading.line("LS8", 150, "1"))

    adjusted(row(unit_cost="0.10"))

    assert trading.reserved("LS8") == 150
    assert trading.stock_value("LS8") == 20


def test_what_was_sold_since_costs_anew(screws):
    trading.confirmed("sales_delivery", trading.line("LS8", 100, "1"), date="2026-11-22")

    adjusted(row(new_value="80"), date="2026-11-21")

    assert trading.balance("cost_of_sales") == 40
    assert trading.stock_value("LS8") == 40


def test_its_page_says_what_it_changes_when_more_became_known_of_the_time_before(screws):
    """Another 100 at 0.50 turn out to have come before: 0.35 each is less than they cost."""
    paper = adjusted(row(unit_cost="0.35"), date="2026-11-22")
    assert trading.fresh(paper).warnings(at=MORNING) == []

    late = trading.line("LS8", 100, unit_cost="0.50")
    trading.confirmed("stock_receipt", late, reason="opening", date="2026-11-21")

    (told,) = trading.fresh(paper).warnings(at=MORNING)
    assert (told.code, told.field) == ("revaluation.other_effect", "lines.0.difference")
    entries = trading.postings(paper)
    assert len(entries) == 1
    assert "10.00" in str(told)
    assert trading.stock_value("LS8") == 60 + 50 + told_now(told)


def told_now(told):
    """The difference that it names."""
    return Decimal(str(told).split("金额是 ")[1].split("，")[0])


def test_an_issue_of_a_day_before_is_not_short_of_what_was_revalued(screws):
    adjusted(row(new_value="80"), date="2026-11-22")

    trading.confirmed("sales_delivery", trading.line("LS8", 150, "1"), date="2026-11-21")

    assert trading.balance("cost_of_sales") == 45
    assert trading.stock_value("LS8") == 20


def test_a_receipt_of_a_day_before_keeps_its_share(screws):
    """200 of the 400 pieces that there were, at 0.35 each, are worth 0.50 from then on."""
    adjusted(row(new_value="100"), date="2026-11-22")

    trading.confirmed(
        "stock_receipt",
        trading.line("LS8", 200, unit_cost="0.40"),
        reason="opening",
        date="2026-11-21",
    )

    assert trading.stock_value("LS8") == 170
    assert trading.balance("stock_revaluation") == -30


def test_taken_back_everything_is_worth_what_it_was(screws):
    paper = adjusted(row(new_value="100"), date="2026-11-21")
    trading.confirmed("sales_delivery", trading.line("LS8", 150, "1"), date="2026-11-22")

    trading.act(paper, "cancel")

    assert trading.balance("cost_of_sales") == 45
    assert trading.stock_value("LS8") == 15
    assert trading.balance("stock_revaluation") == 0


def test_it_is_not_taken_back_after_its_month_was_closed(shop):
    trading.confirmed(
        "stock_receipt",
        trading.line("LS8", 10, unit_cost="10"),
        reason="opening",
        date="2026-10-01",
    )
    paper = adjusted(row(new_value="80"), date="2026-10-20")
    periods.close(MORNING.date().replace(month=10), by=None)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(paper, "cancel")

    assert refused(refusal) == [("ledger.closed_period", "date")]
    assert trading.books() == before


def test_it_is_the_worth_of_the_moment_when_it_is_confirmed(screws):
    paper = trading.draft("revaluation", row(change="10"), explanation="补运费")
    trading.confirmed("sales_delivery", trading.line("LS8", 100, "1"))

    trading.act(paper, "confirm", at=MORNING + timedelta(minutes=1))

    fresh = trading.fresh(paper)
    (line,) = fresh.tables["lines"]
    assert (line.quantity, line.value_before, line.value_after) == (100, 30, 40)
    assert trading.stock_value("LS8") == 40


def test_where_each_warehouse_has_its_cost_one_of_them_is_adjusted(screws):
    trading.confirmed("stock_receipt", trading.line("DL", 1, unit_cost="0"))
    sql.run(
        "UPDATE ledger_item SET pool_scope = 'warehouse' WHERE company_id = %s::bigint"
        " AND id = %s::uuid",
        [current_id(), trading.key("product", "DL")],
    )
    for place, cost in (("CK01", 10), ("CK02", 12)):
        row_of = trading.line("DL", 10, unit_cost=cost)
        trading.confirmed("stock_receipt", row_of, warehouse={"code": place})

    adjusted(row("DL", warehouse={"code": "CK02"}, unit_cost="13"))

    assert trading.balance("stock_revaluation") == -10
    with pytest.raises(BusinessError) as refusal:
        adjusted(row("DL", unit_cost="13"))
    assert refused(refusal) == [("revaluation.which_warehouse", "lines.0.warehouse")]


@pytest.mark.parametrize(
    ("rows", "refusals"),
    [
        ([row()], [("revaluation.one_of_three", "lines.0.new_value")]),
        (
            [row(unit_cost="1", change="1")],
            [("revaluation.one_of_three", "lines.0.change")],
        ),
        ([row(change="1.001")], [("revaluation.digits", "lines.0.change")]),
        ([row(change="-60.01")], [("revaluation.less_than_nothing", "lines.0.change")]),
        ([row("DL", new_value="1")], [("revaluation.nothing_there", "lines.0.product")]),
        ([row("AZ", new_value="1")], [("revaluation.nothing_there", "lines.0.product")]),
        (
            [row(new_value="1"), row(new_value="2")],
            [("revaluation.twice", "lines.1.product")],
        ),
        (
            [row(new_value="1", warehouse={"code": "CK02"})],
            [("revaluation.whole_company", "lines.0.warehouse")],
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_moves(screws, rows, refusals):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        adjusted(*rows)

    assert refused(refusal) == refusals
    assert trading.books() == before


def test_first_in_first_out_begins_anew_with_what_there_is(shop):
    trading.change_master(trading.stored_product("LS8"), costing_method="fifo")
    for cost in ("0.30", "0.50"):
        trading.confirmed(
            "stock_receipt", trading.line("LS8", 100, unit_cost=cost), date="2026-11-20"
        )

    adjusted(row(new_value="100"), date="2026-11-21")
    trading.confirmed("sales_delivery", trading.line("LS8", 100, "1"), date="2026-11-22")

    assert (trading.balance("cost_of_sales"), trading.stock_value("LS8")) == (50, 50)


def test_what_is_kept_at_a_standard_is_not_revalued(shop):
    cable = {"costing_method": "standard", "standard_cost": "12"}
    trading.change_master(trading.stored_product("DL"), **cable)
    trading.confirmed("stock_receipt", trading.line("DL", 10, unit_cost="12"))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        adjusted(row("DL", new_value="130"))

    assert refused(refusal) == [("revaluation.at_standard", "lines.0.product")]
    assert trading.books() == before


def test_who_may_not_see_costs_has_no_use_for_it(screws):
    rights = {"revaluation": frozenset({"view", "add", "confirm"})}
    blind = Access(company=current_id(), user=None, granted=rights, hidden=frozenset({"cost"}))
    before = trading.books()

    assert not blind.allows("revaluation", "view")
    with pytest.raises(BusinessError) as refusal:
        trading.create("revaluation", {"lines": [row(new_value="1")]}, access=blind, then="confirm")

    assert refused(refusal)[0][0] == "auth.forbidden"
    assert trading.books() == before
    assert registry.get("revaluation").by_name["difference"].hidden_by == "cost"


def test_goods_that_are_not_kept_in_batches_are_revalued_whole_whatever_their_scope(shop):
    trading.product("UB", "无批次", costing_scope="batch")
    row_in = trading.line("UB", 10, unit_cost="10")
    trading.confirmed("stock_receipt", row_in, reason="opening", date="2026-11-20")

    adjusted(row("UB", unit_cost="9"))

    assert trading.stock_value("UB") == 90


def test_goods_that_never_were_are_not_valued_while_they_lay_there(shop):
    """200 at 0.30 were cancelled after October was closed, so they lie there until November and
    cost nothing: of the 200 at 0.50 beside them, October's books would say otherwise."""
    wrong, _right = (
        trading.confirmed(
            "stock_receipt",
            trading.line("LS8", 200, unit_cost=cost),
            reason="opening",
            date="2026-10-05",
        )
        for cost in ("0.30", "0.50")
    )
    periods.close(date(2026, 10, 31), by=None)
    trading.act(wrong, "cancel")
    periods.reopen(date(2026, 10, 1), by=None)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        adjusted(row(change="0.02"), date="2026-10-20")

    assert refused(refusal) == [("revaluation.taken_back_later", "lines.0.change")]
    assert "2026-11-01" in str(refusal.value)
    assert trading.books() == before
    adjusted(row(change="0.02"), date="2026-11-02")
    assert trading.stock_value("LS8") == Decimal("100.02")
    assert trading.balance("stock_revaluation") == Decimal("-0.02")
