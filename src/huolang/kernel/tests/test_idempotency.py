"""The same request twice is done once."""

import threading
from datetime import timedelta

import pytest

from huolang.kernel import idempotency, transactions
from huolang.kernel.clock import now
from huolang.kernel.company import acting as acting_for
from huolang.kernel.idempotency import Answer, IdempotencyKey, KeyReused, KeyTooLong, once
from huolang.kernel.keys import new_id
from huolang.kernel.people import Role
from huolang.kernel.refusals import NotFound

ME = new_id()


def write(code: str) -> Answer:
    Role.objects.create(code=code, name="临时")
    return Answer(status=201, body=f'{{"code":"{code}","名":"角色"}}'.encode())


def count() -> int:
    return Role.objects.filter(name="临时").count()


def test_the_second_time_gets_the_first_answer(acting):
    first = once(user=ME, key="a-1", body=b"x", work=lambda: write("one"))
    second = once(user=ME, key="a-1", body=b"x", work=lambda: write("two"))

    assert first == second == Answer(status=201, body='{"code":"one","名":"角色"}'.encode())
    assert count() == 1


def test_without_a_key_everything_is_done_each_time(acting):
    once(user=ME, key=None, body=b"x", work=lambda: write("one"))
    once(user=ME, key=None, body=b"x", work=lambda: write("two"))

    assert count() == 2
    assert IdempotencyKey.objects.count() == 0


def test_another_request_under_the_same_key_is_refused(acting):
    once(user=ME, key="a-1", body=b"POST /x 5", work=lambda: write("one"))

    with pytest.raises(KeyReused) as refused:
        once(user=ME, key="a-1", body=b"POST /x 6", work=lambda: write("two"))

    assert refused.value.status == 422
    assert count() == 1


def test_another_person_may_use_the_same_key(acting):
    once(user=ME, key="a-1", body=b"x", work=lambda: write("one"))
    once(user=new_id(), key="a-1", body=b"x", work=lambda: write("two"))

    assert count() == 2


def test_a_key_of_one_company_says_nothing_in_another(company, other_company):
    with acting_for(company.id):
        once(user=ME, key="a-1", body=b"x", work=lambda: write("one"))
    with acting_for(other_company.id):
        once(user=ME, key="a-1", body=b"y", work=lambda: write("one"))

        assert count() == 1


def test_a_key_that_is_too_long_is_refused(acting):
    with pytest.raises(KeyTooLong):
        once(user=ME, key="k" * 201, body=b"x", work=lambda: write("one"))

    assert count() == 0


def test_a_refusal_is_not_kept(live_company):
    def refuse() -> Answer:
        write("one")
        raise NotFound()

    with pytest.raises(NotFound):
        transactions.run(live_company.id, lambda: once(user=ME, key="k", body=b"x", work=refuse))

    with acting_for(live_company.id):
        assert (count(), IdempotencyKey.objects.count()) == (0, 0)
        assert once(user=ME, key="k", body=b"x", work=lambda: write("two")).status == 201


def test_keys_older_than_thirty_days_are_forgotten(acting):
    for key, days in (("old", 31), ("young", 29)):
        once(user=ME, key=key, body=b"x", work=lambda key=key: write(key))
        IdempotencyKey.objects.filter(key=key).update(created_at=now() - timedelta(days=days))

    assert idempotency.forget(before=now() - idempotency.KEPT) == 1
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["young"]


@pytest.mark.race
def test_of_twenty_at_the_same_moment_one_does_it_and_all_get_its_answer(live_company):
    done = []

    def send(caller: int) -> Answer:
        def work() -> Answer:
            done.append(caller)
            return write(f"by-{caller}")

        return transactions.run(
            live_company.id, lambda: once(user=ME, key="same", body=b"x", work=work)
        )

    answers = live_company.together(20, send)

    assert len(done) == 1
    assert {answer.body for answer in answers} == {
        f'{{"code":"by-{done[0]}","名":"角色"}}'.encode()
    }
    with acting_for(live_company.id):
        assert count() == 1


@pytest.mark.race
def test_when_the_first_of_two_is_refused_the_second_does_the_work(live_company):
    inside, go_on = threading.Event(), threading.Event()

    def first() -> Answer:
        inside.set()
        go_on.wait(10)
        raise NotFound()

    def send(caller: int) -> Answer:
        if caller:
            inside.wait(10)
            threading.Timer(0.2, go_on.set).start()
        work = (lambda: write("second")) if caller else first
        return transactions.run(
            live_company.id, lambda: once(user=ME, key="same", body=b"x", work=work)
        )

    refused, answer = live_company.together(2, send)

    assert isinstance(refused, NotFound)
    assert answer.status == 201
