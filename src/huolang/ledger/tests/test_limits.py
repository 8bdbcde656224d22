"""More than the books can hold is refused at its place, and nothing moves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction

from huolang.kernel.keys import new_id
from huolang.ledger.posting import Due, Entry, Invoiced, Posting
from huolang.ledger.refusals import (
    CorrectsTooMuch,
    NothingToInvoice,
    OwedTooMuch,
    WorthTooMuch,
)
from huolang.ledger.rows import units
from huolang.ledger.tests.conftest import Shop

MUCH = "899999999999999.00"


def test_a_pool_worth_more_than_a_column_holds_is_refused_at_its_line(shop: Shop):
    shop.receive("1", MUCH)

    with pytest.raises(WorthTooMuch) as refusal, transaction.atomic():
        shop.receive("1", MUCH)

    assert refusal.value.field == "lines.0.quantity"
    assert str(refusal.value) == "螺栓 的库存金额太大，账簿放不下"
    assert (shop.on_hand(), shop.count("ledger_postinghead")) == (1, 1)
    assert shop.proves()


def test_a_partner_who_owes_more_than_a_column_holds_is_refused(shop: Shop):
    for _ in range(11):
        bill(shop)

    with pytest.raises(OwedTooMuch) as refusal, transaction.atomic():
        bill(shop)

    assert refusal.value.field == "partner"
    assert shop.count("ledger_postinghead") == 11
    assert shop.account("1122") == 11 * Decimal(MUCH)
    assert shop.proves()


def test_corrections_of_more_than_a_column_holds_are_refused(shop: Shop):
    """One piece was sold and came back three times; now it was a very dear one."""
    shop.receive("1", "0.01", on=1)
    for _ in range(3):
        shop.deliver("1", on=3)
        back = shop.move("1", counter="cost_of_sales")
        shop.post("sales_return", Posting(moves=(back,)), 3)
    before = shop.count("ledger_costadjustment")

    with pytest.raises(CorrectsTooMuch), transaction.atomic():
        shop.receive("1", MUCH, on=2)

    assert shop.count("ledger_costadjustment") == before
    assert (shop.on_hand(), shop.value()) == (1, Decimal("0.01"))
    assert shop.proves()


def test_an_amount_with_more_digits_than_it_may_have_is_a_bug_and_not_rounded():
    assert units(Decimal("12.34"), 2) == 1234
    for amount in ("0.005", "1e-7", "1234567890123456789012345.678"):
        with pytest.raises(ValueError):
            units(Decimal(amount), 2)


def bill(shop: Shop) -> None:
    entries = (
        Entry(account="receivable", amount=Decimal(MUCH), partner=shop.partner),
        Entry(account="revenue", amount=-Decimal(MUCH)),
    )
    due = Due(kind="receivable", partner=shop.partner, net=Decimal(MUCH), tax=Decimal(0))
    shop.post("service", Posting(entries=entries, dues=(due,)), 1)


def test_what_opened_nothing_is_not_invoiced_by_halves(shop: Shop):
    entries = (
        Entry(account="received_not_invoiced", amount=Decimal("10.00"), partner=shop.partner),
        Entry(account="payable", amount=Decimal("-10.00"), partner=shop.partner),
    )
    half = Invoiced(
        form="purchase_exchange", record=new_id(), net=Decimal("10.00"), gross=Decimal("10.00")
    )

    with pytest.raises(NothingToInvoice), transaction.atomic():
        shop.post("purchase_invoice", Posting(entries=entries, invoiced=(half,)), 1)

    assert shop.count("ledger_postinghead") == 0
    assert shop.account("2202") == shop.account("220201") == 0
