"""期初往来: what was owed and in the till when the books began; payments settle it as usual."""

from decimal import Decimal

import pytest

from huolang.finance import open_item, owed
from huolang.kernel.refusals import BusinessError
from huolang.ledger import periods
from tests.support import trading
from tests.support.trading import MORNING, refused

pytestmark = pytest.mark.usefixtures("shop")

FORM = "opening_balance"


def entered(kind, amount, partner="P1", **more):
    who = {} if kind == "funds" else {"partner": {"code": partner}}
    return {"kind": kind, "amount": amount, **who, **more}


def funds(amount, **more):
    account = trading.first("funds_account")
    return entered("funds", amount, funds_account={"id": str(account)}, **more)


def opened(*lines, **header):
    return trading.create(FORM, {**header, "lines": list(lines)}, then="confirm")


def items(document, kind):
    return open_item.of_record(FORM, document.id, kind)


def test_every_line_stands_on_its_account_and_all_of_them_against_the_opening_account():
    opening = opened(
        entered("receivable", "1130", original_number="XS-0915", original_date="2026-09-15"),
        entered("receivable", "70.5", "P2"),
        entered("payable", "600", "P2", due_on="2026-12-31"),
        entered("advance_received", "200"),
        entered("advance_paid", "50", "P2"),
        funds("8000"),
        date="2026-10-31",
    )

    assert opening.number == "QCWL-20261031-0001"
    assert (opening.receivable, opening.payable) == (Decimal("1200.5"), 600)
    roles = ("receivable", "payable", "advance_received", "advance_paid", "opening")
    assert [trading.balance(role) for role in roles] == [
        Decimal("1200.5"),
        -600,
        -200,
        50,
        Decimal("-8450.5"),
    ]
    assert trading.balance("cash") + trading.balance("bank") == 8000
    assert (trading.owed("receivable"), trading.owed("payable")) == (Decimal("1000.5"), 550)


def test_an_item_is_known_by_its_own_number_and_day():
    opened(
        entered("receivable", "30", original_number="XS-0915", original_date="2026-09-15"),
        entered("receivable", "20", due_on="2026-11-30"),
        date="2026-10-31",
    )

    partner = trading.key("partner", "P1")
    told = [
        (one.number, one.occurred_on.isoformat(), str(one.due_on), one.left)
        for one in owed.items(partner, ["receivable"])
    ]

    assert told == [
        ("XS-0915", "2026-09-15", "None", 30),
        ("QCWL-20261031-0001", "2026-10-31", "2026-11-30", 20),
    ]


def test_a_payment_settles_what_was_owed_from_the_beginning_and_then_it_stays():
    opening = opened(entered("receivable", "100"), entered("receivable", "40"), date="2026-10-31")
    first, second = sorted(items(opening, "receivable"), key=lambda one: -one.left)

    payload = {
        "partner": {"code": "P1"},
        "amount": "110",
        "lines": [
            {"item": str(first.id), "amount": "100"},
            {"item": str(second.id), "amount": "10"},
        ],
    }
    payment = trading.create("customer_payment", payload, then="confirm")

    assert trading.owed("receivable") == 30
    for action in ("reopen", "cancel"):
        with pytest.raises(BusinessError) as refusal:
            trading.act(opening, action)
        assert refusal.value.code == "ledger.settled_already"
        assert payment.number in str(refusal.value)
    trading.act(payment, "cancel")
    trading.act(opening, "cancel")
    assert trading.owed("receivable") == 0
    assert trading.balance("receivable") == trading.balance("opening") == 0


def test_opened_again_it_is_corrected():
    opening = opened(entered("payable", "100"), date="2026-10-31")

    trading.act(opening, "reopen")
    row = trading.fresh(opening).tables["lines"][0]
    trading.change(opening, lines=[{"id": str(row.id), "amount": "90"}, entered("payable", "5")])
    trading.act(opening, "confirm")

    assert trading.owed("payable") == 95
    assert trading.balance("opening") == 95
    assert trading.postings(opening) == [(1, "post"), (1, "mirror"), (2, "post")]


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ({"kind": "receivable", "amount": "1"}, "partner_missing", "partner"),
        ({"kind": "funds", "amount": "1"}, "funds_missing", "funds_account"),
        (
            {"kind": "funds", "amount": "1", "partner": {"code": "P1"}},
            "not_both",
            "partner",
        ),
        (entered("payable", "0"), "not_positive", "amount"),
        (entered("payable", "-1"), "not_positive", "amount"),
        (entered("payable", "1.001"), "digits", "amount"),
        (entered("payable", "900000000000000"), "too_large", "amount"),
        (entered("payable", "1", original_date="2026-11-01"), "dated_later", "original_date"),
        (
            entered("payable", "1", original_date="2026-10-01", due_on="2026-09-30"),
            "due_before",
            "due_on",
        ),
        (entered("receivable", "1", original_number="A1"), "twice", "original_number"),
    ],
)
def test_what_cannot_be_is_refused_at_its_line_and_nothing_moves(line, code, place):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        opened(entered("receivable", "5", original_number="A1"), line, date="2026-10-31")

    assert (f"{FORM}.{code}", f"lines.1.{place}") in refused(refusal)
    assert trading.books() == before


def test_a_closed_month_takes_no_opening_balances():
    periods.close(MORNING.date().replace(month=10), by=None)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        opened(entered("payable", "1"), date="2026-10-31")

    assert refused(refusal) == [("ledger.closed_period", "date")]
    assert trading.books() == before


def paid(day, form="customer_payment"):
    payload = {"partner": {"code": "P1"}, "amount": "5", "date": day, "lines": []}
    return trading.create(form, payload, then="confirm")


@pytest.mark.parametrize("form", ["customer_payment", "supplier_payment"])
def test_what_was_paid_before_the_books_began_is_in_their_balances(form):
    opened(entered("receivable", "30"), date="2026-10-31")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        paid("2026-10-30", form)

    assert refused(refusal) == [("document.before_books", "date")]
    assert trading.books() == before
    paid("2026-10-31", form)


def test_balances_entered_later_do_not_forbid_what_stands_in_the_books_before_them():
    paid("2026-10-01")
    opened(entered("receivable", "30", "P2"), date="2026-10-31")

    assert paid("2026-10-20").state == "confirmed"
