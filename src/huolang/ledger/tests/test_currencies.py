"""Documents in a foreign currency: stock in the company's, debts in the document's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huolang.kernel import sql
from huolang.ledger.posting import Due, Entry, Posting
from huolang.ledger.tests.conftest import Shop

RATE = Decimal("7.1234")
LINES = """
SELECT a.code, l.currency, l.rate, l.amount, l.base_amount FROM ledger_journalline l
JOIN ledger_account a ON a.company_id = l.company_id AND a.id = l.account_id
WHERE l.no = %s::bigint ORDER BY l.seq
"""


def bought(shop: Shop) -> None:
    """Two lines for 33.33 and 10.01 dollars."""
    moves = [
        shop.move("10", value=Decimal(value), counter="received_not_invoiced")
        for value in ("33.33", "10.01")
    ]
    due = Due(kind="payable", partner=shop.partner, net=Decimal("43.34"), tax=Decimal(0))
    dollars = {"currency": "USD", "rate": RATE}
    source = shop.post("purchase_receipt", Posting(moves=tuple(moves), dues=(due,), **dollars), 1)
    shop.posted[source.record] = source


def test_what_is_owed_for_goods_stands_in_the_currency_of_the_document(shop: Shop):
    bought(shop)

    yuan, dollars = Decimal("308.73"), Decimal("43.34")
    assert sql.run(LINES, [1]).fetchall() == [
        ("1405", "CNY", Decimal(1), yuan, yuan),
        ("220202", "USD", RATE, -dollars, -yuan),
    ]
    assert shop.value() == yuan
    kept = "SELECT currency, amount, base_amount FROM ledger_accountbalance"
    assert sql.run(kept).fetchall() == [("USD", -dollars, -yuan)]
    item = 'SELECT currency, rate, "left", on_account FROM ledger_openitem'
    assert sql.run(item).fetchall() == [("USD", RATE, dollars, -dollars)]
    assert shop.proves()


def test_a_sale_in_dollars_costs_yuan_and_taking_it_back_leaves_nothing(shop: Shop):
    bought(shop)
    out = shop.move("-5", counter="cost_of_sales")
    entries = (
        Entry(account="receivable", amount=Decimal("20.01"), partner=shop.partner),
        Entry(account="revenue", amount=Decimal("-20.01")),
    )
    due = Due(kind="receivable", partner=shop.partner, net=Decimal("20.01"), tax=Decimal(0))
    sale = Posting(moves=(out,), entries=entries, dues=(due,), currency="USD", rate=RATE)

    sold = shop.post("sales_delivery", sale, 2)

    found = {row[0]: row[1:] for row in sql.run(LINES, [2]).fetchall()}
    assert found["5401"] == ("CNY", Decimal(1), Decimal("77.18"), Decimal("77.18"))
    assert found["1122"] == ("USD", RATE, Decimal("20.01"), Decimal("142.54"))
    assert shop.proves()

    shop.cancel(sold)
    shop.cancel(next(iter(shop.posted.values())))

    kept = "SELECT DISTINCT amount, base_amount FROM ledger_accountbalance"
    assert sql.run(kept).fetchall() == [(0, 0)]
    assert (shop.value(), shop.account("1405"), shop.account("5401")) == (0, 0, 0)
    assert shop.proves()


def test_the_companys_own_currency_has_no_other_rate_than_one(shop: Shop):
    move = shop.move("1", value=Decimal(1), counter="opening")

    with pytest.raises(ValueError):
        shop.post("stock_receipt", Posting(moves=(move,), rate=RATE), 1)

    assert shop.count("ledger_stockentry") == 0
