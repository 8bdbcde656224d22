"""调拨费用: moving goods of ours is an expense, and whoever carried them is owed for it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from huolang.kernel import settings_registry, sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import periods, proof
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")

D = Decimal


@pytest.fixture
def stock(shop):
    """200 screws at 0.30 in CK01."""
    trading.confirmed("stock_receipt", line("LS8", 200, unit_cost="0.30"), date="2026-11-20")


@pytest.fixture
def sent(stock):
    """60 of them, on their way to the shop."""
    return transfer(60, in_steps=True)


def transfer(quantity: int, **fields: Any) -> Any:
    told = {"into": {"code": "CK02"}, "date": "2026-11-21", **fields}
    return trading.confirmed("stock_transfer", line("LS8", quantity), **told)


def of(moved: Any, amount: Any, **more: Any) -> dict[str, Any]:
    return {"transfer": {"id": str(moved.id)}, "amount": str(amount), **more}


def charged(*lines: Any, then: str | None = "confirm", **fields: Any) -> Any:
    """P2 carried the goods."""
    told = {"partner": {"code": "P2"}, **fields, "lines": list(lines)}
    return trading.create("transfer_charge", told, then=then)


def shown(moved: Any) -> Decimal | None:
    return trading.fresh(moved).moving_cost


def test_the_carrier_is_owed_it_is_an_expense_and_the_goods_cost_what_they_did(sent):
    worth = trading.stock_value("LS8"), trading.balance("inventory")

    paper = charged(of(sent, 300, tax=27), of(sent, 50, kind="handling"))

    assert paper.number == "DBFY-20261123-0001"
    assert (paper.cost, paper.tax, paper.total) == (350, 27, 377)
    assert {row.code: row.amount for row in trading.journal(paper)} == {
        "560101": 350,
        "22210101": 27,
        "220201": -377,
    }
    assert (trading.stock_value("LS8"), trading.balance("inventory")) == worth
    assert (trading.owed("payable"), shown(sent)) == (377, 350)

    trading.act(trading.convert(sent, "transfer_receipt"), "confirm")
    assert trading.stock_value("LS8") == worth[0]


def test_a_transfer_goes_on_to_its_charge_and_its_chain_shows_it(sent):
    paper = trading.convert(sent, "transfer_charge")

    (row,) = paper.tables["lines"]
    assert (row.transfer_id, row.amount, paper.partner_id) == (sent.id, 0, None)
    _before, _after, drafts = trading.chain(sent)
    assert [one.form for one in drafts] == ["transfer_charge"]
    with pytest.raises(BusinessError) as nobody:
        trading.act(paper, "confirm")
    assert refused(nobody) == [("transfer_charge.no_partner", "partner")]
    trading.change(paper, partner={"code": "P2"}, lines=[{"id": str(row.id), "amount": 80}])
    trading.act(paper, "confirm")
    before, _after, _drafts = trading.chain(paper)
    _before, after, _drafts = trading.chain(sent)
    assert [one.form for one in (*before, *after)] == ["stock_transfer", "transfer_charge"]
    assert shown(sent) == 80


def test_one_paper_is_for_several_transfers_and_one_transfer_has_several_papers(sent):
    """In one step, too. Tax that does not come back is expense."""
    other = transfer(10)

    charged(of(sent, 100), of(other, 30, tax="0.90"), invoice_kind="ordinary")
    charged(of(other, 5, kind="insurance"), partner={"code": "P1"})

    assert (shown(sent), shown(other)) == (100, D("35.90"))
    assert trading.balance("moving_selling") == D("135.90")
    assert (trading.balance("input_tax"), trading.balance("payable")) == (0, D("-135.90"))


def test_a_company_may_keep_it_among_its_administrative_expenses(sent):
    first = charged(of(sent, 40))
    settings_registry.change("transfer_charge.expense", "administrative", by=None)

    charged(of(sent, 60))
    trading.act(first, "cancel")

    assert trading.balance("moving_selling") == 0
    assert (trading.balance("moving_administrative"), shown(sent)) == (60, 60)


def test_paid_like_any_other_it_stays_until_the_payment_is_taken_back(sent):
    trading.master("funds_account", code="Z1", name="基本户", kind="bank")
    paper = charged(of(sent, 300, tax=27), term_kind="days", term_days=30)
    assert paper.due_on == date(2026, 12, 23)

    payment = trading.act(trading.convert(paper, "supplier_payment"), "confirm")

    assert (trading.owed("payable"), trading.balance("payable")) == (0, 0)
    assert payment.amount == 327
    before = trading.books()
    with pytest.raises(BusinessError) as settled:
        trading.act(paper, "reopen")
    assert refused(settled)[0][0] == "ledger.settled_already"
    assert (trading.books(), shown(sent)) == (before, 300)
    trading.act(payment, "cancel")
    trading.act(paper, "cancel")
    assert (trading.owed("payable"), trading.balance("moving_selling")) == (0, 0)
    assert shown(sent) is None


def test_opened_again_and_confirmed_with_another_figure_the_books_keep_all_three(sent):
    paper = charged(of(sent, 100))

    trading.act(paper, "reopen")
    assert (shown(sent), trading.owed("payable")) == (None, 0)
    (row,) = trading.fresh(paper).tables["lines"]
    trading.change(paper, lines=[{"id": str(row.id), "amount": 120}])
    trading.act(paper, "confirm")

    assert (shown(sent), trading.owed("payable")) == (120, 120)
    assert trading.balance("moving_selling") == 120
    assert len(trading.postings(paper)) == 3


def test_a_transfer_stays_as_long_as_a_charge_for_it_does(sent):
    paper = charged(of(sent, 100))
    before = trading.books()

    for action in ("cancel", "reopen"):
        with pytest.raises(BusinessError) as refusal:
            trading.act(sent, action)
        assert refused(refusal)[0][0] == "document.has_successors"
        assert paper.number in str(refusal.value)
    assert trading.books() == before

    trading.act(paper, "cancel")
    trading.act(sent, "cancel")
    assert trading.on_hand("LS8", "CK01") == 200


def test_what_is_not_right_is_refused_at_its_place_and_nothing_moves(sent):
    draft = trading.draft("stock_transfer", line("LS8", 5), into={"code": "CK02"})
    charged(of(sent, 10), invoice_number="FP-1")
    before = trading.books(), shown(sent)
    wrong: list[tuple[Any, dict[str, Any], list[tuple[str, str]]]] = [
        ([of(sent, 0)], {}, [("transfer_charge.not_positive", "lines.0.amount")]),
        ([of(sent, -1)], {}, [("transfer_charge.negative", "lines.0.amount")]),
        ([of(sent, 1, tax="0.001")], {}, [("transfer_charge.digits", "lines.0.tax")]),
        ([of(sent, 10**15)], {}, [("transfer_charge.amount_too_large", "lines.0.amount")]),
        ([of(sent, 1), of(sent, 8 * 10**14), of(sent, 8 * 10**14)], {}, [
            ("transfer_charge.amount_too_large", "lines")]),
        ([], {}, [("transfer_charge.no_transfer", "lines")]),
        ([of(sent, 5), of(draft, 5)], {}, [("reference.not_allowed", "lines.1.transfer")]),
        ([of(sent, 5)], {"invoice_number": "FP-1"}, [
            ("purchase_invoice.entered_before", "invoice_number")]),
    ]  # fmt: skip

    for lines, fields, told in wrong:
        with pytest.raises(BusinessError) as refusal:
            charged(*lines, **fields)
        assert refused(refusal) == told
    assert (trading.books(), shown(sent)) == before


def test_what_is_open_again_has_no_charges_until_it_is_confirmed(sent):
    paper = charged(of(transfer(1), 5), of(sent, 100), then=None)
    trading.act(sent, "reopen")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(paper, "confirm")

    assert refused(refusal) == [("document.original_not_confirmed", "lines.1.transfer")]
    assert sent.number in str(refusal.value)
    assert (trading.books(), shown(sent)) == (before, None)
    trading.act(sent, "confirm")
    trading.act(paper, "confirm")
    assert shown(sent) == 100


def test_of_a_closed_month_it_is_taken_back_in_the_open_one(sent):
    paper = charged(of(sent, 100), date="2026-10-30")
    periods.close(date(2026, 10, 31), by=None)
    with pytest.raises(BusinessError):
        trading.act(paper, "reopen")

    trading.act(paper, "cancel")

    assert (trading.balance("moving_selling"), shown(sent)) == (0, None)


def test_a_figure_that_is_not_that_of_the_charges_is_named(sent):
    charged(of(sent, 100))

    sql.run("UPDATE inventory_stocktransfer SET moving_cost = 99")

    found = [(one.check, one.what) for one in proof.differences(current_id())]
    assert found == [("moving_cost", sent.number)]
    sql.run("UPDATE inventory_stocktransfer SET moving_cost = 100")


def test_forty_charges_for_four_transfers_take_as_many_statements_as_one(sent, statements):
    moved = [sent, *(transfer(1) for _ in range(3))]

    def count(*lines: Any) -> int:
        with statements() as found:
            charged(*lines)
        return len(found)

    charged(of(sent, 1))
    assert count(*(of(one, 1) for one in moved for _ in range(10))) == count(of(moved[1], 1))
