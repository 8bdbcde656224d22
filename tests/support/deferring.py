"""Corrections that are left to the job although they are small, and the job done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from huolang.kernel.background import OPEN, BackgroundJob
from huolang.ledger import bounds, correcting, deferring


@contextmanager
def tiny(most: int = 3, part: int = 2) -> Iterator[None]:
    """So many later entries are costed anew at once, and in a part of the job."""
    with (
        patch.object(bounds, "FEWEST", 0),
        patch.object(bounds, "most", lambda: most),
        patch.object(correcting, "PART", part),
    ):
        yield


def jobs() -> list[BackgroundJob]:
    """The corrections of the acting company that wait or run."""
    return list(BackgroundJob.objects.filter(kind=deferring.KIND, state__in=OPEN).order_by("id"))


def work(parts: int = 1_000) -> int:
    """Do some parts of what waits; answers how many it did."""
    done = 0
    for job in jobs():
        while done < parts:
            done += 1
            if not correcting.part(job):
                BackgroundJob.objects.filter(id=job.id).update(state="done")
                break
    return done
