"""The books' machine once more, where nearly every correction is left to the job, which does a part
of it now and then: whatever is posted between, in the end everything is as the slow calculation
says; and at any time quantities, closed months and the proof are right."""

from __future__ import annotations

import os
from datetime import date, datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from huolang.kernel import sql
from huolang.ledger import deferring, periods
from huolang.ledger.items import Policy
from huolang.ledger.posting import Posting, Recost
from huolang.ledger.tests.shelves import NAME, ZERO
from huolang.ledger.tests.test_books_machine import Books
from tests.support.deferring import tiny, work

PROVISIONAL = """
SELECT EXISTS (SELECT FROM ledger_costpool
               WHERE company_id = %s::bigint AND provisional_from IS NOT NULL),
       EXISTS (SELECT FROM ledger_deferral WHERE company_id = %s::bigint AND done_no IS NULL),
       (SELECT count(*) FROM ledger_poolbefore WHERE company_id = %s::bigint)
"""
ON_HAND = """
SELECT product, warehouse, sum(quantity) FROM ledger_stockbalance
WHERE company_id = %s::bigint GROUP BY 1, 2 HAVING sum(quantity) <> 0
"""


class Deferring(Books):
    """At most three later entries at once, two in a part."""

    def __init__(self) -> None:
        self.patched = tiny()
        self.patched.__enter__()
        super().__init__()

    def teardown(self) -> None:
        try:
            self.finish()
            self.holds()
        finally:
            try:
                super().teardown()
            finally:
                self.patched.__exit__(None, None, None)

    @rule(parts=st.integers(1, 4))
    def work(self, parts: int) -> None:
        work(parts)

    def finish(self) -> None:
        work()
        assert self.provisional() == (False, False, 0)

    def provisional(self) -> tuple[bool, bool, int]:
        return tuple(sql.run(PROVISIONAL, [self.company.pk] * 3).fetchone())

    @invariant()
    def holds(self) -> None:
        if not self.provisional()[0]:
            super().holds()
            return
        found = sql.run(ON_HAND, [self.company.pk]).fetchall()
        told: dict[tuple[UUID, UUID], object] = {}
        for d in self.oracle.standing():
            place = (d.product, d.warehouse)
            told[place] = told.get(place, ZERO) + d.quantity
        assert {row[:2]: row[2] for row in found} == {k: q for k, q in told.items() if q}
        self.a_closed_month_stays_as_it_was()
        self.no_order_waits_while_goods_are_free()
        self.proves()

    def recost(self, product: UUID, policy: Policy, at: datetime) -> None:
        if product not in deferring.in_work([product]):
            super().recost(product, policy, at)
            return
        told = Recost(
            product=product,
            method=policy.method,
            scope=policy.scope,
            standard=policy.standard,
            name=NAME,
        )
        self.post("costing_change", [], Posting(recosts=(told,)), refused=True, at=at)

    def turn_month(self, month: int, closing: bool) -> None:
        first, end = date(2026, month, 1), date(2026, month, 31 if month == 1 else 28)
        since = deferring.since()
        turns = (first, closing) in self.turning(first, end)
        if not turns or since is None or since > end:
            super().turn_month(month, closing)
            return
        with self.refusing(expected=True):
            (periods.close if closing else periods.reopen)(first, by=None)

    def turning(self, first: date, end: date) -> set[tuple[date, bool]]:
        """Which of closing and reopening would do something."""
        may_close = (self.closed is None or self.closed < end) and (first.month == 1 or self.closed)
        found = {(first, True)} if may_close else set()
        return found | ({(first, False)} if self.closed == end else set())


LONG = os.environ.get("HUOLANG_LONG") == "1"
Deferring.TestCase.settings = settings(
    max_examples=int(os.environ.get("HUOLANG_EXAMPLES", "1000" if LONG else "15")),
    stateful_step_count=60 if LONG else 25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db
@pytest.mark.timeout(6 * 3600 if LONG or "HUOLANG_EXAMPLES" in os.environ else 600)
class TestDeferring(Deferring.TestCase):
    pass
