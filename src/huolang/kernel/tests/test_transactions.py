"""Work that lost a race is tried again, and only that."""

import threading

import pytest
from django.db.utils import IntegrityError, OperationalError

from huolang.kernel import sql, transactions
from huolang.kernel.company import acting
from huolang.kernel.people import Role


def lock(code: str) -> None:
    sql.run("SELECT 1 FROM kernel_role WHERE code = %s FOR UPDATE", [code])


@pytest.mark.race
def test_of_two_in_a_deadlock_the_loser_tries_again_and_both_succeed(live_company):
    attempts = [0, 0]
    meet = threading.Barrier(2, timeout=20)

    def work(caller: int) -> str:
        first, second = ("sales", "warehouse") if caller else ("warehouse", "sales")

        def cross() -> str:
            attempts[caller] += 1
            lock(first)
            if attempts == [1, 1] or attempts[caller] == 1:
                meet.wait()
            lock(second)
            Role.objects.create(code=f"by-{caller}", name="x")
            return "done"

        return transactions.run(live_company.id, cross)

    assert live_company.together(2, work) == ["done", "done"]
    assert min(attempts) == 1 and max(attempts) >= 2
    with acting(live_company.id):
        assert Role.objects.filter(code__startswith="by-").count() == 2


def test_after_the_last_attempt_the_error_is_told(live_company):
    attempts = []

    def lose() -> None:
        attempts.append(1)
        sql.run("DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$")

    with pytest.raises(OperationalError):
        transactions.run(live_company.id, lose, attempts=3)

    assert len(attempts) == 3


def test_an_attempt_that_failed_leaves_nothing(live_company):
    attempts = []

    def lose_once() -> None:
        attempts.append(1)
        Role.objects.create(code=f"try-{len(attempts)}", name="x")
        if len(attempts) == 1:
            sql.run("DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40P01'; END $$")

    transactions.run(live_company.id, lose_once)

    with acting(live_company.id):
        found = Role.objects.filter(name="x").values_list("code", flat=True)
        assert list(found) == ["try-2"]


def test_other_errors_are_not_tried_again(live_company):
    attempts = []

    def double() -> None:
        attempts.append(1)
        Role.objects.create(code="sales", name="again")

    with pytest.raises(IntegrityError):
        transactions.run(live_company.id, double)

    assert len(attempts) == 1
