"""Corrections that are too much for one transaction are left to a job: meanwhile quantities are
right and postings go on; afterwards everything is as if it had been corrected at once."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huolang.kernel import sql
from huolang.kernel.background import BackgroundJob
from huolang.kernel.keys import new_id
from huolang.ledger import (
    books,
    correcting,
    deferring,
    effects,
    explaining,
    foreseeing,
    items,
    periods,
    proof,
    proving,
)
from huolang.ledger.credit import CreditExceeded
from huolang.ledger.items import ItemFacts, Policy
from huolang.ledger.posting import (
    RECEIVED_NOT_INVOICED,
    Ceiling,
    Entry,
    Move,
    Posting,
    Recost,
    Revalue,
    Source,
)
from huolang.ledger.refusals import CostInWork, CostsInWork
from huolang.ledger.tests.conftest import Shop
from huolang.ledger.tests.test_any_order import DOCS, GOODS, Doc, Trader
from tests.support.deferring import jobs, tiny, work

LONG = os.environ.get("HUOLANG_LONG") == "1"
EXAMPLES = int(os.environ.get("HUOLANG_EXAMPLES", "400" if LONG else "25"))
LAYERS = """
SELECT e.line, e.quantity > 0, l.quantity, l.value, l.left_quantity, l.left_value
FROM ledger_costlayer l JOIN ledger_stockentry e ON e.company_id = l.company_id AND e.id = l.entry
WHERE l.company_id = %s::bigint AND e.product = %s::uuid AND l.left_quantity > 0
"""
POOLS = """
SELECT warehouse, quantity, value, CASE WHEN method <> 'standard' THEN known_quantity END,
       CASE WHEN method <> 'standard' THEN known_value END, provisional_from
FROM ledger_costpool
WHERE company_id = %s::bigint AND product = %s::uuid AND last_at IS NOT NULL ORDER BY warehouse
"""
"""At standard nobody asks what was known last, so it may differ."""
MONTHS = """
SELECT account_id, date_trunc('month', occurred_on)::date, sum(base_amount)
FROM ledger_journalline WHERE company_id = %s::bigint GROUP BY 1, 2 HAVING sum(base_amount) <> 0
ORDER BY 1, 2
"""


def told(company: int, trader: Trader, warehouses: list[UUID]) -> list[object]:
    """Everything that costs come to."""
    numbers = {line: n for n, line in trader.lines.items()}
    kept = sql.run(LAYERS, [company, trader.product]).fetchall()
    pools = sql.run(POOLS, [company, trader.product]).fetchall()
    return [
        trader.costs(company),
        sorted((numbers[line], *row) for line, *row in kept),
        [(warehouses.index(w) if w in warehouses else None, *row) for w, *row in pools],
        sql.run(MONTHS, [company]).fetchall(),
    ]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    goods=st.sampled_from(GOODS),
    docs=DOCS,
    bound=st.integers(0, 4),
    part=st.integers(1, 4),
    between=st.lists(st.integers(0, 2), min_size=9, max_size=9),
    data=st.data(),
)
def test_in_parts_everything_comes_to_what_it_comes_to_at_once(
    acting: int,
    goods: tuple[Policy, bool],
    docs: list[Doc],
    bound: int,
    part: int,
    between: list[int],
    data: st.DataObject,
) -> None:
    order = list(data.draw(st.permutations(range(len(docs)))))
    warehouses = [new_id(), new_id()]
    found: list[list[object]] = []
    for deferred in (False, True):
        with transaction.atomic():
            trader = Trader(apart=timedelta(days=9))
            facts = ItemFacts(
                product=trader.product, digits=0, policy=goods[0], allow_negative=goods[1]
            )
            items.write([facts])
            with tiny(bound if deferred else 1_000, part):
                for n, parts in zip(order, between, strict=False):
                    trader.post(n, docs, warehouses)
                    assert list(proof.differences(acting)) == []
                    work(parts)
                work()
            assert list(proof.differences(acting)) == []
            assert deferring.since() is None
            found.append(told(acting, trader, warehouses))
            transaction.set_rollback(True)
    assert found[1] == found[0]


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """10 for 100.00 on the 2nd, sold one a day from the 3rd to the 8th."""
    shop.receive("10", "100.00", on=2)
    for on in range(3, 9):
        shop.deliver("1", on=on)
    return shop


def test_meanwhile_quantities_are_right_and_postings_go_on(sold: Shop) -> None:
    with tiny(part=3):
        late = sold.receive("10", "200.00", on=1)
        assert (sold.on_hand(), sold.value()) == (14, 240)
        assert deferring.since() == date(2026, 1, 1)
        sold.deliver("1", on=9)
        assert sold.value() == Decimal("222.86")
        (job,) = jobs()
        assert (job.title, job.form, job.about) == ("更正成本：单-1", late.form, late.record)
        assert sold.proves()
        assert correcting.part(job)
        job.refresh_from_db()
        assert (job.done, job.whole) == (3, 9)
        assert deferring.since() > date(2026, 1, 1)
        assert sold.proves()
        work()
    assert (sold.on_hand(), sold.value()) == (13, 195)
    assert deferring.since() is None
    assert sold.account("5401") == 105
    assert sold.proves()


def test_how_much_there_is_is_told_before_the_first_part_is_done(
    sold: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_given: object) -> bool:
        raise InterruptedError

    with tiny(part=3):
        sold.receive("10", "200.00", on=1)
        (job,) = jobs()
        assert job.whole is None
        monkeypatch.setattr(correcting, "_part", killed)
        with pytest.raises(InterruptedError):
            correcting.part(job)
        job.refresh_from_db()
        assert (job.done, job.whole) == (0, 8)


def test_a_proof_says_from_when_on_costs_were_not_proved(
    sold: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "prove", lambda company: [])  # it opens a transaction of its own
    with tiny():
        sold.receive("10", "200.00", on=1)
        since = deferring.since()
        assert since is not None
        proving.nightly(sold.company)
        work()
    proving.nightly(sold.company)
    assert [one.costs_since for one in proving.finished(2)] == [None, since]


def test_what_the_job_corrected_is_told_as_the_documents_doing(sold: Shop) -> None:
    with tiny(part=2):
        first, second = sold.receive("10", "200.00", on=1), sold.receive("1", "10.00", on=2)
        assert len(jobs()) == 1  # the second waits for the same pool
        assert effects.is_deferred(first.form, first.record)
        work()
    for source in (first, second):
        assert not effects.is_deferred(source.form, source.record)
        summary = effects.summary(effects.changed_by_document(source.form, source.record))
        assert (summary.entries, summary.issued) == (6, Decimal("28.56"))
    statement = "SELECT id FROM ledger_stockentry WHERE form = 'sales_delivery' ORDER BY no LIMIT 1"
    explained = explaining.explain(sql.run(statement).fetchone()[0])
    beliefs = [(one.reason, one.kind, one.record, one.cost) for one in explained.history]
    assert beliefs[0][::3] == ("posted", Decimal("-10.00"))
    assert beliefs[1] == ("deferred", "correction", first.record, Decimal("-14.76"))


def test_what_rests_on_right_costs_waits(sold: Shop) -> None:
    with tiny():
        sold.receive("10", "200.00", on=1)
        rows = sold.count("ledger_postinghead")
        with pytest.raises(CostsInWork, match="2026-01-01"):
            periods.close(date(2026, 1, 1), by=None)
        change = Recost(product=sold.bolts, method="fifo", scope="company", name="螺栓")
        with pytest.raises(CostInWork, match="螺栓"):
            sold.post("costing_change", Posting(recosts=(change,)), 20)
        assert sold.count("ledger_postinghead") == rows
        work()
        sold.post("costing_change", Posting(recosts=(change,)), 20)
    periods.close(date(2026, 1, 1), by=None)
    assert sold.proves()


def test_costing_does_not_change_again_while_what_was_before_is_corrected(sold: Shop) -> None:
    """Found by the machine: only the pools of now were looked at."""
    statement = "SELECT line FROM ledger_stockentry WHERE form = 'purchase_receipt'"
    line = sql.run(statement).fetchone()[0]
    named = {"product": sold.bolts, "scope": "company", "name": "螺栓"}
    by_standard = Recost(method="standard", standard=Decimal(1), **named)
    sold.post("costing_change", Posting(recosts=(by_standard,)), 20)
    again = Posting(recosts=(Recost(method="fifo", **named),))
    with tiny():
        sold.post("landed_cost", revaluing(line, "5.00", sold.partner), 21)
        with pytest.raises(CostInWork, match="螺栓"):
            sold.post("costing_change", again, 22)
        work()
        sold.post("costing_change", again, 22)
    assert sold.proves()


def revaluing(line: UUID, amount: str, partner: UUID) -> Posting:
    more = Decimal(amount)
    entries = (
        Entry(account=RECEIVED_NOT_INVOICED, amount=more, partner=partner),
        Entry(account="cash", amount=-more),
    )
    return Posting(entries=entries, revalues=(Revalue(line=line, amount=more),))


def test_a_closed_month_is_corrected_in_the_first_open_one(sold: Shop) -> None:
    statement = "SELECT line FROM ledger_stockentry WHERE form = 'purchase_receipt'"
    line = sql.run(statement).fetchone()[0]
    periods.close(date(2026, 1, 1), by=None)
    with tiny(part=2):
        books.post(
            revaluing(line, "60.00", sold.partner),
            source=Source(form="landed_cost", record=new_id()),
            occurred_on=date(2026, 2, 3),
            occurred_at=datetime(2026, 2, 3, tzinfo=UTC),
            number=lambda: "分-1",
        )
        work()
    assert (sold.value(), sold.account("5401")) == (64, 96)
    statement = "SELECT DISTINCT recognised_on FROM ledger_costadjustment"
    assert sql.run(statement).fetchall() == [(date(2026, 2, 1),)]
    assert sold.proves()


def test_who_asks_beforehand_is_told_that_it_is_more_than_is_done_at_once(sold: Shop) -> None:
    with tiny():
        before = sold.count("ledger_postinghead")
        ahead = foreseeing.foresee(lambda: sold.receive("10", "200.00", on=1))
        assert (ahead.corrections, ahead.deferred, ahead.more_than) == ((), True, 3)
        assert (sold.count("ledger_postinghead"), jobs()) == (before, [])
        sold.receive("10", "200.00", on=1)
        ahead = foreseeing.foresee(lambda: sold.receive("1", "20.00", on=7))
        assert (ahead.deferred, ahead.more_than) == (True, None)
    ahead = foreseeing.foresee(lambda: sold.receive("1", "20.00", product=sold.nuts, on=1))
    assert not ahead.deferred


def test_who_asks_beforehand_is_refused_for_credit_as_well(sold: Shop) -> None:
    ceiling = Ceiling(
        partner=sold.partner,
        most=Decimal(50),
        late_days=None,
        today=date(2026, 1, 31),
        given=Decimal(10),
        field="partner",
    )
    posting = Posting(moves=(sold.move("-1", counter="cost_of_sales"),), ceiling=ceiling)
    with pytest.raises(CreditExceeded):
        foreseeing.foresee(lambda: sold.post("sales_delivery", posting, 20))


def test_in_order_a_provisional_pool_takes_no_more_statements(sold: Shop) -> None:
    with sql.counting() as before:
        sold.deliver("1", on=10)
    with tiny():
        sold.receive("10", "200.00", on=1)
        with sql.counting() as after:
            sold.deliver("1", on=11)
    assert len(after) == len(before)


def test_what_somebody_stopped_is_gone_on_with_at_night(sold: Shop) -> None:
    with tiny():
        sold.receive("10", "200.00", on=1)
        BackgroundJob.objects.update(state="cancelled")
        correcting.sweep()
        (job,) = jobs()
        correcting.sweep()
        assert jobs() == [job]
        work()
        correcting.sweep()
    assert jobs() == []
    assert sold.value() == 210


def test_what_comes_back_elsewhere_after_the_end_of_a_part_follows(shop: Shop) -> None:
    """Sold in the first part of the job; back, in a pool of its own, long after it."""
    sql.run("UPDATE ledger_item SET pool_scope = 'warehouse'")
    shop.receive("10", "100.00", on=2)
    sold = shop.move("-1", counter="cost_of_sales")
    shop.post("sales_delivery", Posting(moves=(sold,)), 3)
    for on in range(4, 9):
        shop.deliver("1", on=on)
    one = {"line": new_id(), "product": shop.bolts, "quantity": Decimal(1)}
    back = Move(**one, warehouse=shop.branch, counter="cost_of_sales", follows=sold.line)
    shop.post("sales_return", Posting(moves=(back,)), 9)
    with tiny(part=2):
        shop.receive("10", "200.00", on=1)
        work(2)
        assert shop.proves()
        work()
    found = sql.run("SELECT value FROM ledger_costpool WHERE value <> 0 ORDER BY value").fetchall()
    assert found == [(15,), (210,)]
    assert shop.proves()


def test_what_comes_back_of_a_sale_on_credit_of_stock_does_not_keep_the_job_for_ever(
    shop: Shop,
) -> None:
    """Sold in the branch before there was any, back in the main warehouse: what it cost has to be
    known where the part ends, though the branch begins before its own mark for it."""
    sql.run("UPDATE ledger_item SET pool_scope = 'warehouse', allow_negative = true")
    one = {"product": shop.bolts, "counter": "cost_of_sales"}
    there = {**one, "warehouse": shop.branch}

    def receive(cost: str, on: int) -> None:
        told = {**there, "quantity": Decimal(10), "value": Decimal(cost), "counter": "opening"}
        shop.post("stock_receipt", Posting(moves=(Move(line=new_id(), **told),)), on)

    shop.receive("10", "100.00", on=2)
    sold = Move(line=new_id(), quantity=-Decimal(1), **there)
    shop.post("sales_delivery", Posting(moves=(sold,)), 2)
    for on in (3, 4, 5):
        shop.deliver("1", on=on)
    receive("100.00", 6)
    told = {**one, "warehouse": shop.main, "quantity": Decimal(1), "follows": sold.line}
    shop.post("sales_return", Posting(moves=(Move(line=new_id(), **told),)), 8)
    for on in (9, 10, 11, 12):
        issue = Move(line=new_id(), quantity=-Decimal(1), **there)
        shop.post("sales_delivery", Posting(moves=(issue,)), on)
        shop.deliver("1", on=on)

    with tiny(part=2):
        shop.receive("10", "200.00", on=1)
        receive("300.00", 7)
        assert work(50) < 50

    assert not jobs()
    assert shop.proves()
