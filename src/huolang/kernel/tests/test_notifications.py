"""People are told once for each state of a thing, in their language, and only what they want."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from huolang.kernel import access, background, notifications, reactions
from huolang.kernel.background import BackgroundJob, Kind
from huolang.kernel.keys import new_id
from huolang.kernel.notifications import Notification
from huolang.kernel.people import User
from huolang.kernel.refusals import BusinessError

Person = Callable[..., User]


class OutOfLabels(BusinessError):
    code = "test.out_of_labels"
    message = "标签纸用完了"


@pytest.fixture
def ends() -> Iterator[list[Any]]:
    """How jobs of the kind `test` end: None (well) or an error."""
    told: list[Any] = []

    def part(job: BackgroundJob) -> bool:
        if (how := told.pop(0)) is not None:
            raise how
        return False

    background.KINDS["test"] = Kind(part=part, label="印标签", path=lambda form, about: f"/{form}")
    yield told
    del background.KINDS["test"]


def do(by: UUID | None, company: int, times: int = 1) -> BackgroundJob:
    job = background.begin("test", about=new_id(), by=by, form="product")
    for _ in range(times):
        background.work(company=company, job=str(job.id))
    reactions.react(company=company)
    return job


def texts(person: User, language: str = "zh-hans") -> list[str]:
    with translation.override(language):
        return [one.says() for one in Notification.objects.filter(person=person.id).order_by("id")]


def test_whoever_asked_for_a_job_is_told_how_it_ended(
    acting: int, ends: list[Any], person: Person
) -> None:
    me, colleague = person("sales"), person("sales")
    ends += [None, OutOfLabels(), None]

    do(me.id, acting)
    do(me.id, acting)
    do(None, acting)

    assert texts(me) == ["“印标签”已完成", "“印标签”失败 · 标签纸用完了"]
    assert texts(me, "en") == ["“印标签” is done", "“印标签” failed · 标签纸用完了"]
    assert texts(colleague) == []
    assert {one.path for one in Notification.objects.all()} == {"/product"}


def test_a_job_that_is_tried_again_is_told_of_again_and_nothing_twice(
    acting: int, ends: list[Any], person: Person
) -> None:
    me = person("sales")
    ends += [OutOfLabels(), None]

    job = do(me.id, acting)
    background.retry(job.id)
    background.work(company=acting, job=str(job.id))
    background.work(company=acting, job=str(job.id))
    reactions.ReactionHead.objects.update(no=0)  # as after a restore: everything is read again
    reactions.react(company=acting)
    reactions.react(company=acting)

    assert texts(me) == ["“印标签”失败 · 标签纸用完了", "“印标签”已完成"]


def test_what_somebody_does_not_want_they_are_not_told(
    acting: int, ends: list[Any], person: Person
) -> None:
    me = person("sales")
    ends += [None, None]

    notifications.want(me.id, {"job.done": False})
    do(me.id, acting)
    assert texts(me) == []
    notifications.want(me.id, {"job.done": True})
    do(me.id, acting)
    assert len(texts(me)) == 1


def test_of_a_form_that_somebody_may_no_longer_see_they_are_told_nothing_more(
    acting: int, person: Person
) -> None:
    me = person("sales")
    data = {"form": "sales_order", "title": "XSDD-1", "name": "李"}
    for form in ("sales_order", "purchase_order"):
        told = {**data, "form": form}
        notifications.tell([me.id], "comment.mentioned", key=form, path="/", data=told, form=form)

    seen = notifications.of(access.load(me.id, acting))

    assert [one.form for one in seen] == ["sales_order"]
    assert notifications.unread(access.load(me.id, acting)) == 1


def test_what_was_told_long_ago_is_forgotten(acting: int, person: Person) -> None:
    me = person("sales")
    for key in ("old", "new"):
        notifications.tell([me.id], "job.done", key=key, path="/", data={"title": key, "said": ""})
    Notification.objects.filter(key="old").update(
        at=Notification.objects.get(key="old").at - notifications.KEPT
    )

    notifications.forget()

    assert texts(me) == ["“new”已完成"]
