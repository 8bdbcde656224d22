"""The outbox is read on: each event once, in order, by whoever reacts to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.utils import OperationalError

from huolang.kernel import outbox, reactions
from huolang.kernel.keys import new_id
from huolang.kernel.outbox import Happened
from huolang.kernel.reactions import Occurred

WAITING = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'reactions.react'"


@pytest.fixture
def told() -> Iterator[list[Any]]:
    """What the reaction to `test.said` is told; it breaks at what is called "break"."""
    heard: list[Any] = []

    def hear(event: Occurred) -> None:
        heard.append(event.data["what"])
        if event.data["what"] == "break":
            raise ZeroDivisionError
        if event.data["what"] == "away":
            raise OperationalError

    reactions.on("test.said", hear)
    yield heard
    del reactions.REACTIONS["test.said"]


def say(*words: str, name: str = "test.said") -> None:
    for what in words:
        outbox.write(
            [Happened(name=name, form="test", record=new_id(), by=None, data={"what": what})]
        )


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return int(cursor.fetchone()[0])


def test_each_event_is_told_once_and_in_order(acting: int, told: list[Any]) -> None:
    say("一", "二")
    say("别的", name="test.unheard")
    reactions.react(company=acting)
    say("三")
    reactions.react(company=acting)
    reactions.react(company=acting)

    assert told == ["一", "二", "三"]


def test_only_what_somebody_reacts_to_wakes_the_worker(acting: int, told: list[Any]) -> None:
    before = waiting()

    say("别的", name="test.unheard")
    assert waiting() == before
    say("一", "二")
    assert waiting() == before + 2


def test_more_than_one_transaction_reads_is_read_in_several(
    acting: int, told: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reactions, "AT_ONCE", 2)
    say("一", "二", "三", "四", "五")

    reactions.react(company=acting)

    assert told == ["一", "二", "三", "四", "五"]


def test_a_reaction_that_breaks_stops_neither_the_others_nor_what_comes_after(
    acting: int, told: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    others: list[Any] = []
    reactions.on("test.said", lambda event: others.append(event.data["what"]))
    say("break", "二")

    reactions.react(company=acting)

    assert told == others == ["break", "二"]
    assert "test.said" in caplog.text


def test_while_the_database_is_away_nothing_is_passed_over(acting: int, told: list[Any]) -> None:
    say("away", "二")

    with pytest.raises(OperationalError):
        reactions.react(company=acting)

    assert told == ["away"]
    assert reactions.ReactionHead.objects.filter(no__gt=0).count() == 0
