"""What the journal says of a posting, and how many lines it takes."""

from __future__ import annotations

from decimal import Decimal

from huolang.kernel import sql
from huolang.kernel.keys import new_id
from huolang.ledger.posting import Due, Entry, Posting
from huolang.ledger.tests.conftest import Shop

LINES = """
SELECT a.code, l.partner, l.base_amount FROM ledger_journalline l
JOIN ledger_account a ON a.company_id = l.company_id AND a.id = l.account_id
JOIN ledger_journalentry e ON e.company_id = l.company_id AND e.id = l.entry
WHERE e.kind = 'correction' ORDER BY l.seq
"""


def test_corrected_costs_of_many_customers_are_one_line(shop: Shop):
    """An account that is not kept by partner does not tell whose goods became dearer."""
    shop.receive("10", "100.00", on=1)
    for _ in range(3):
        sold = shop.move("-1", counter="cost_of_sales", partner=new_id())
        shop.post("sales_delivery", Posting(moves=(sold,)), 5)

    shop.receive("10", "300.00", on=2)

    assert sql.run(LINES).fetchall() == [
        ("1405", None, Decimal("-30.0000")),
        ("5401", None, Decimal("30.0000")),
    ]
    assert shop.proves()


def test_corrections_on_an_account_kept_by_partner_name_each(shop: Shop):
    first, second = sorted([new_id(), new_id()])
    shop.receive("10", "100.00", on=1)
    for partner in (first, second):
        out = shop.move("-1", counter="receivable", partner=partner)
        due = Due(kind="receivable", partner=partner, net=Decimal("10.00"), tax=Decimal(0))
        shop.post("lent", Posting(moves=(out,), dues=(due,)), 5)

    shop.receive("10", "300.00", on=2)

    found = sql.run(LINES).fetchall()
    assert {(code, partner) for code, partner, _ in found} == {
        ("1405", None),
        ("1122", first),
        ("1122", second),
    }


def test_an_entry_has_as_many_lines_as_it_needs(shop: Shop):
    """More than 32,767, one for each partner."""
    partners = [new_id() for _ in range(33_000)]
    entries = tuple(Entry(account="receivable", amount=Decimal(1), partner=p) for p in partners)
    balancing = Entry(account="revenue", amount=Decimal(-len(partners)))

    shop.post("opening", Posting(entries=(*entries, balancing)), 1)

    assert sql.run("SELECT max(seq) FROM ledger_journalline").fetchone() == (33_001,)
    assert shop.account("1122") == 33_000
