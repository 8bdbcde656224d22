"""The one place where work that lost a race with other work is tried again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import connection
from django.db.utils import OperationalError

from huolang.kernel import metrics
from huolang.kernel.company import acting

R = TypeVar("R")

ATTEMPTS = 6
PAUSE = 0.01
"""Seconds before the second attempt at most; doubles with each further one."""

LOST_A_RACE = frozenset({"40001", "40P01"})
"""serialization_failure and deadlock_detected: nothing was written, trying again is right."""


def run(company: int, work: Callable[[], R], *, attempts: int = ATTEMPTS) -> R:
    """Do `work` in one transaction of `company`; again, from its start, when it lost a race.

    `work` must keep nothing outside the database from an attempt that failed. A commit that errs
    is *not* tried again: nobody knows whether it happened. The caller repeats the request under
    its idempotency key, which makes that safe.
    """
    if connection.in_atomic_block:
        attempts = 1  # the transaction is somebody else's, and it is broken by now
    for attempt in range(1, attempts + 1):
        try:
            with acting(company):
                return work()
        except OperationalError as error:
            if attempt == attempts or not lost_a_race(error):
                raise
            metrics.RETRIES.inc()
            time.sleep(random.uniform(0, PAUSE * 2**attempt))
    raise AssertionError("unreachable")


def lost_a_race(error: OperationalError) -> bool:
    """Whether PostgreSQL gave up this transaction in favour of another one."""
    return getattr(error.__cause__, "sqlstate", None) in LOST_A_RACE
