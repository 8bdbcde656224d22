"""What came back at a standard brings what its issue cost, whatever it is worth in stock; that is
kept with it, told of it, and taken back with it."""

from __future__ import annotations

from decimal import Decimal

from huolang.kernel import sql
from huolang.ledger import effects, explaining, foreseeing
from huolang.ledger.posting import (
    RECEIVED_NOT_INVOICED,
    Entry,
    Posting,
    Recost,
    Revalue,
    Source,
)
from huolang.ledger.tests.conftest import Shop
from tests.support.deferring import tiny, work

COST_OF_SALES, VARIANCE = "5401", "540102"
KEPT = """
SELECT e.cost + coalesce(sum(a.amount), 0), e.variance + coalesce(sum(a.variance), 0)
FROM ledger_stockentry e
LEFT JOIN ledger_costadjustment a ON a.company_id = e.company_id AND a.entry = e.id
WHERE e.record = %s::uuid GROUP BY e.no, e.seq, e.cost, e.variance ORDER BY e.no, e.seq
"""


def returned(shop: Shop) -> tuple[Source, Source]:
    """10 for 100.00, of which 5 were sold; at a standard of 10.00 since; all 5 came back. Answers
    receipt and return."""
    bought, sold = shop.receive("10", "100.00", on=1), shop.deliver("5", on=2)
    change = Recost(product=shop.bolts, method="standard", scope="company", standard=Decimal(10))
    shop.post("costing_change", Posting(recosts=(change,)), 5)
    back = shop.move("5", counter="cost_of_sales", follows=line_of(sold))
    return bought, shop.post("sales_return", Posting(moves=(back,)), 6)


def line_of(source: Source):
    row = sql.run("SELECT line FROM ledger_stockentry WHERE record = %s::uuid", [source.record])
    return row.fetchone()[0]


def charge(shop: Shop, bought: Source) -> Posting:
    entries = (
        Entry(account=RECEIVED_NOT_INVOICED, amount=Decimal(100), partner=shop.partner),
        Entry(account="cash", amount=Decimal(-100)),
    )
    revalue = Revalue(line=line_of(bought), amount=Decimal(100))
    return Posting(entries=entries, revalues=(revalue,))


def kept(source: Source) -> list[tuple[Decimal, Decimal]]:
    return [tuple(row) for row in sql.run(KEPT, [source.record]).fetchall()]


def accounts(shop: Shop) -> tuple[Decimal, Decimal]:
    return shop.account(COST_OF_SALES), shop.account(VARIANCE)


def test_a_cancelled_return_takes_back_all_that_it_turned_out_to_have_brought(shop: Shop):
    bought, back = returned(shop)
    assert accounts(shop) == (0, 0)
    shop.post("landed_cost", charge(shop, bought), 8)
    assert (accounts(shop), kept(back)) == ((0, 100), [(50, 50)])

    shop.cancel(back)

    assert accounts(shop) == (100, 50)
    assert kept(back) == [(50, 50), (-50, -50)]
    assert shop.proves()


def test_what_a_charge_would_change_is_what_it_changes(shop: Shop):
    """The receipt 100.00, the 5 that were sold 50.00, so the return brings 50.00 more; what moved
    to the standard left at 50.00 more and came in at no more. Stock stays as it is."""
    bought, back = returned(shop)

    ahead = foreseeing.foresee(lambda: shop.post("landed_cost", charge(shop, bought), 8))
    told = effects.summary(effects.foreseen(ahead.corrections))
    source = shop.post("landed_cost", charge(shop, bought), 8)

    found = effects.changed_by_document("landed_cost", source.record)
    assert effects.summary(found) == told
    assert (told.received, told.issued, told.stock, told.variance) == (100, 0, 0, 100)
    rows, _mark = effects.page(found, limit=10)
    assert [(one.amount, one.variance) for one in rows if one.entry.record == back.record] == [
        (0, 50)
    ]


def test_the_explanation_tells_what_it_brought_and_since_when(shop: Shop):
    bought, back = returned(shop)
    shop.post("landed_cost", charge(shop, bought), 8)
    entry = sql.run("SELECT id FROM ledger_stockentry WHERE record = %s::uuid", [back.record])

    told = explaining.explain(entry.fetchone()[0])

    assert told is not None
    assert (told.way, told.brought, told.entry.cost) == ("standard", 100, 50)
    assert [(one.role, one.cost) for one in told.parts] == [("origin", 100)]
    assert [(one.reason, one.amount, one.variance, one.cost) for one in told.history] == [
        ("posted", 50, 0, 50),
        ("revalued", 0, 50, 50),
    ]


def test_a_job_that_corrects_the_issue_and_then_what_came_back_of_it_forgets_nothing(shop: Shop):
    with tiny():
        bought, back = returned(shop)
        for day in range(10, 16):
            shop.deliver("1", on=day)
        shop.post("landed_cost", charge(shop, bought), 17)
        work()

        assert accounts(shop) == (60, 100)
    assert kept(back) == [(50, 50)]
    assert shop.proves()
