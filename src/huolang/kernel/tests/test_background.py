"""Background jobs: done part by part, stopped, failed with a sentence, tried again, rescued."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from huolang.kernel import background
from huolang.kernel.background import BackgroundJob, Kind, NotFailed, NotWaiting
from huolang.kernel.keys import new_id
from huolang.kernel.refusals import BusinessError


class OutOfPaper(BusinessError):
    code = "test.out_of_paper"
    message = "纸用完了"


@pytest.fixture
def parts() -> Iterator[list[Any]]:
    """What each part of a job of the kind `test` does: True (more), False (the end), an error."""
    told: list[Any] = []

    def part(job: BackgroundJob) -> bool:
        what = told.pop(0)
        if isinstance(what, Exception):
            raise what
        return bool(what)

    background.KINDS["test"] = Kind(part=part, label="测试")
    yield told
    del background.KINDS["test"]


def job() -> BackgroundJob:
    return background.begin("test", about=new_id(), by=None, whole=3)


def work(found: BackgroundJob, times: int = 1) -> BackgroundJob:
    for _ in range(times):
        background.work(company=found.company_id, job=str(found.id))
    found.refresh_from_db()
    return found


def test_a_job_is_done_part_by_part(acting: int, parts: list[Any]) -> None:
    parts += [True, True, False]
    found = job()

    assert work(found).state == "running"
    assert work(found, 2).state == "done"
    assert found.finished_at is not None


def test_a_refusal_is_its_end_and_what_it_says(acting: int, parts: list[Any]) -> None:
    parts += [True, OutOfPaper()]

    found = work(job(), 2)

    assert (found.state, found.said) == ("failed", "纸用完了")


def test_what_breaks_is_tried_again_and_given_up_after_a_while(
    acting: int, parts: list[Any]
) -> None:
    parts += [ZeroDivisionError()] * background.MOST_ATTEMPTS
    found = job()

    assert work(found, 2).state == "running"
    assert work(found).state == "failed"
    assert "重试" in found.said


def test_a_job_that_was_stopped_is_not_done_and_can_be_gone_on_with(
    acting: int, parts: list[Any]
) -> None:
    parts += [True, False]
    found = work(job())
    background.cancel(found.id)

    assert work(found).state == "cancelled"
    assert len(parts) == 1
    background.retry(found.id)
    assert work(found).state == "done"


def test_what_is_over_cannot_be_stopped_and_what_is_good_not_tried_again(
    acting: int, parts: list[Any]
) -> None:
    parts += [False]
    found = work(job())

    with pytest.raises(NotWaiting):
        background.cancel(found.id)
    with pytest.raises(NotFailed):
        background.retry(found.id)


def test_jobs_of_a_worker_that_was_killed_are_done_again(acting: int, parts: list[Any]) -> None:
    found = job()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL"
            " WHERE args->>'job' = %s",
            [str(found.id)],
        )

    background.rescue()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text FROM procrastinate_jobs WHERE args->>'job' = %s", [str(found.id)]
        )
        assert cursor.fetchone() == ("todo",)
    assert isinstance(found.id, UUID)
