"""A job is asked for with the business, and lost with it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from procrastinate.contrib.django import app

from huolang.kernel import jobs, nightly
from huolang.kernel.background import BackgroundJob
from huolang.kernel.clock import now
from huolang.kernel.company import Company
from huolang.kernel.idempotency import IdempotencyKey
from huolang.kernel.keys import new_id
from huolang.kernel.people import Role
from huolang.kernel.request import request_id

done: list[tuple[str, str]] = []


@jobs.task("test.note")
def note(*, company: int, word: str) -> None:
    done.append((f"{company} {word}", request_id.get()))


@pytest.fixture(autouse=True)
def _clean():
    done.clear()


def waiting() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args->>'word' FROM procrastinate_jobs"
            " WHERE status = 'todo' AND task_name = 'test.note' ORDER BY id"
        )
        return [word for (word,) in cursor.fetchall()]


def work_off() -> None:
    worker = app.connector.get_worker_connector()
    with app.replace_connector(worker):
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def test_a_task_can_be_called_like_any_function():
    note(company=1, word="直接")

    assert done == [("1 直接", "")]


def test_a_job_of_a_transaction_that_failed_is_never_seen(live_company):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note.enqueue(company=live_company.id, word="失败")
        raise ZeroDivisionError

    with transaction.atomic():
        note.enqueue(company=live_company.id, word="成功")

    assert "失败" not in waiting()
    assert "成功" in waiting()
    work_off()


def test_the_worker_runs_it_after_the_commit_under_the_request_that_asked(live_company):
    token = request_id.set("req-12345")
    note.enqueue(company=live_company.id, word="你好")
    request_id.reset(token)

    work_off()

    assert done == [(f"{live_company.id} 你好", "req-12345")]
    assert waiting() == []


def test_a_job_can_be_asked_for_once_however_often(live_company):
    with transaction.atomic():
        first = note.enqueue_once("补货", company=live_company.id, word="一次")
        second = note.enqueue_once("补货", company=live_company.id, word="一次")

    assert first and second is None
    assert waiting() == ["一次"]
    work_off()


def test_positional_arguments_are_a_bug():
    with pytest.raises(TypeError):
        note.enqueue(1, "x")


def test_nightly_work_goes_on_when_one_company_is_in_trouble(company, other_company):
    seen = []

    def work() -> None:
        seen.append(Role.objects.count())
        if len(seen) == 1:
            raise ZeroDivisionError

    jobs.each_company(work)

    assert seen == [6] * Company.objects.count()


def test_the_nightly_job_forgets_old_keys_only(acting):
    IdempotencyKey.objects.create(user=new_id(), key="young", digest=b"")

    nightly.forget_idempotency_keys()

    assert IdempotencyKey.objects.count() == 1


def test_jobs_of_long_ago_are_forgotten_and_open_ones_never(acting):
    for title, finished in (("old", 31), ("young", 29), ("open", None)):
        at = None if finished is None else now() - timedelta(days=finished)
        BackgroundJob.objects.create(kind="export", title=title, about=new_id(), finished_at=at)

    nightly.forget_jobs()

    assert sorted(BackgroundJob.objects.values_list("title", flat=True)) == ["open", "young"]


def test_what_runs_at_night_is_registered():
    names = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}

    assert names >= {
        "kernel.forget_idempotency_keys",
        "kernel.forget_visits",
        "kernel.forget_jobs",
        "integrations.forget_imports",
    }


def test_sessions_that_ended_are_forgotten_at_night(db):
    at = now()
    for key, left in (("over", -1), ("alive", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=at + timedelta(hours=left)
        )

    nightly.forget_visits()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["alive"]
