"""The proof finds what is wrong: each kept figure, falsified on purpose, is named."""

from __future__ import annotations

import logging
from decimal import Decimal

import pytest
from django.db import transaction

from huolang.kernel import sql
from huolang.kernel.company import acting
from huolang.kernel.outbox import Event
from huolang.ledger import months, nightly, proof, proof_mirrors
from huolang.ledger.proof_names import NAMES
from huolang.ledger.tests.conftest import Shop

FALSIFIED = {
    "balance": "UPDATE ledger_stockbalance SET quantity = quantity + 1",
    "usable": "UPDATE ledger_availability SET usable = usable + 1",
    "reserved": "UPDATE ledger_availability SET reserved = reserved + 1",
    "waiting": "UPDATE ledger_availability SET waiting = waiting + 1",
    "pool_quantity": "UPDATE ledger_costpool SET quantity = quantity + 1",
    "pool_value": "UPDATE ledger_costpool SET value = value + 0.01",
    "inventory_account": "UPDATE ledger_costpool SET value = value - 0.01",
    "partner_account": "UPDATE ledger_accountbalance SET amount = amount + 0.01",
    "open_items": "UPDATE ledger_accountbalance SET amount = amount + 0.01",
    "newest_in_pool": "UPDATE ledger_costpool SET last_at = last_at - interval '1 second'",
    "newest_in_place": "UPDATE ledger_stockbalance SET last_at = NULL",
    "book_head": "UPDATE kernel_bookhead SET last_no = 0",
    "line_without_entry": "INSERT INTO ledger_journalline (company_id, no, id, entry, seq,"
    " account_id, occurred_on, currency, rate, amount, base_amount) SELECT company_id, no,"
    " gen_random_uuid(), gen_random_uuid(), 1, account_id, occurred_on, currency, rate, amount,"
    " base_amount FROM ledger_journalline",
    "adjustment_without_entry": "INSERT INTO ledger_costadjustment (company_id, no, id, entry,"
    " pool, product, amount, recognised_on, form, record, reason, recorded_at) SELECT company_id,"
    " no, gen_random_uuid(), gen_random_uuid(), pool, product, 5, occurred_on, form, record, 'x',"
    " recorded_at FROM ledger_stockentry",
    "adjustment_and_entry": "INSERT INTO ledger_costadjustment (company_id, no, id, entry, pool,"
    " product, amount, recognised_on, form, record, reason, recorded_at) SELECT company_id, no,"
    " gen_random_uuid(), id, gen_random_uuid(), product, 5, occurred_on, form, record, 'x',"
    " recorded_at FROM ledger_stockentry",
    "posting_value": "INSERT INTO ledger_costadjustment (company_id, no, id, entry, pool, product,"
    " amount, recognised_on, form, record, reason, recorded_at) SELECT company_id, no,"
    " gen_random_uuid(), id, pool, product, 5, occurred_on, form, record, 'x', recorded_at"
    " FROM ledger_stockentry",
    "entry_without_pool": "INSERT INTO ledger_stockentry (company_id, no, id, seq, form, record,"
    " line, product, warehouse, location, batch, owner, quantity, cost, pool, valuation, counter,"
    " weight, occurred_on, occurred_at, recorded_at) SELECT company_id, no, gen_random_uuid(), 99,"
    " form, record, line, product, warehouse, location, batch, owner, quantity, cost,"
    " gen_random_uuid(), valuation, counter, weight, occurred_on, occurred_at, recorded_at"
    " FROM ledger_stockentry",
    "month_stock": "UPDATE ledger_monthstock SET value = value + 0.01",
    "open_item_history": 'UPDATE ledger_openitem SET "left" = "left" - 0.01',
}


def test_people_have_a_name_for_every_check():
    above = {"cost", "brought", "link", "done", "day_sums", "moving_cost"}
    above |= {"serial_stock", "serial_place", "serial_order"}  # `masters.serial_proof`
    above |= {"item_batched", "item_allow_negative"}

    assert set(NAMES) == {*proof.CHECKS, *proof_mirrors.CHECKS, *above}


@pytest.mark.parametrize("check", FALSIFIED)
def test_a_falsified_figure_is_named(shop: Shop, check: str):
    shop.receive("10", "100.00")
    months.sum_up()
    assert shop.proves()

    sql.run(FALSIFIED[check])

    assert check in {one.check for one in proof.differences(shop.company)}


ADJUST = (
    "INSERT INTO ledger_costadjustment (company_id, no, id, entry, pool, product, amount,"
    " recognised_on, form, record, reason, recorded_at) SELECT company_id, no, gen_random_uuid(),"
    " id, pool, product, 0.01, occurred_on, form, record, 'x', recorded_at FROM ledger_stockentry"
)
BRINGS = ADJUST.replace("amount,", "amount, variance,").replace("0.01,", "0, 0.01,")
MIRROR = (
    "INSERT INTO ledger_postinghead (company_id, id, no, form, record, revision, kind, number,"
    " occurred_on, occurred_at, recorded_at, reverses) SELECT company_id, gen_random_uuid(), 0,"
    " form, record, 1, 'mirror', '', occurred_on, occurred_at, recorded_at, no"
    " FROM ledger_postinghead WHERE no = 1"
)
TAKEN_BACK = {
    "mirror": "INSERT INTO ledger_stockentry SELECT (e).* FROM (SELECT jsonb_populate_record(o,"
    " jsonb_build_object('id', gen_random_uuid(), 'no', 9, 'reverses', o.id, 'cost', -o.cost,"
    " 'quantity', 1 - o.quantity)) AS e FROM ledger_stockentry o WHERE no = 1) e",
    "mirror_missing": MIRROR,
    "mirror_open_item": MIRROR,
    "mirror_value": f"{ADJUST} WHERE reverses IS NOT NULL",
    "mirror_money": "INSERT INTO ledger_journalline (company_id, no, id, entry, seq, account_id,"
    " occurred_on, currency, rate, amount, base_amount) SELECT l.company_id, l.no,"
    " gen_random_uuid(), l.entry, 100 + l.seq, l.account_id, l.occurred_on, l.currency,"
    " l.rate, 0.01, 0.01 FROM ledger_journalline l"
    " WHERE l.no = (SELECT max(no) FROM ledger_journalentry)",
    "cost": f"{ADJUST} WHERE quantity < 0 AND reverses IS NULL",
    "brought": f"{BRINGS} WHERE quantity < 0 AND reverses IS NULL",
    "counter_account": f"{BRINGS} WHERE quantity < 0 AND reverses IS NULL",
}


@pytest.mark.parametrize("check", TAKEN_BACK)
def test_what_was_taken_back_wrongly_and_what_cost_something_else_is_named(shop: Shop, check: str):
    shop.receive("10", "100.00", on=1)
    shop.deliver("3", on=4)
    wrong = shop.receive("10", "700.00", on=2)
    shop.cancel(wrong)
    assert shop.proves()

    sql.run(TAKEN_BACK[check])

    assert check in {one.check for one in proof.differences(shop.company)}


def test_the_first_entry_with_a_wrong_cost_is_named_and_not_all_that_follow_from_it(shop: Shop):
    shop.receive("10", "100.00", on=1)
    first = shop.deliver("3", on=2)
    shop.deliver("3", on=3)
    sql.run(f"{ADJUST} WHERE quantity < 0 ORDER BY no LIMIT 1")

    named = [one for one in proof.differences(shop.company) if one.check == "cost"]

    (wrong,) = named
    assert (wrong.derived, wrong.kept) == (Decimal("-30.00"), Decimal("-29.99"))
    assert f"{first.form} 单-1 2 1" in wrong.what


def test_a_difference_tells_what_it_is(shop: Shop):
    shop.receive("10", "100.00")

    sql.run(FALSIFIED["balance"])

    (found,) = proof.differences(shop.company)
    assert (found.derived, found.kept) == (10, 11)
    assert str(shop.bolts) in found.what


def test_the_night_tells_the_company_what_differs(live_company, caplog):
    with acting(live_company.id):
        sql.run(
            "INSERT INTO ledger_accountbalance"
            " (company_id, account_id, partner, currency, amount, base_amount)"
            " SELECT company_id, id, id, 'CNY', 1, 1 FROM ledger_account WHERE with_partner LIMIT 1"
        )

    with caplog.at_level(logging.ERROR):
        nightly.prove_every_company()

    with acting(live_company.id):
        event = Event.objects.get(name="books.differ")
        assert event.data["differences"] == 2
        assert "partner_account" in event.data["first"][0]
    assert "differ in 2 places" in caplog.text
    with transaction.atomic(), acting(live_company.id):
        sql.run("DELETE FROM ledger_accountbalance")
