"""What the kernel tidies up at night: old keys, sessions that ended, failures long past."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessLog  # pyright: ignore[reportMissingTypeStubs]
from django.contrib.sessions.models import Session

from huolang.kernel import background, notifications, reactions, upkeep
from huolang.kernel.cache import CacheEntry
from huolang.kernel.clock import now
from huolang.kernel.company import Company
from huolang.kernel.idempotency import KEPT, forget
from huolang.kernel.jobs import each_company, task

log = logging.getLogger(__name__)

FAILURES_KEPT = timedelta(days=30)
LOG_INS_KEPT = timedelta(days=365)


@task("kernel.forget_idempotency_keys", periodic="17 19 * * *")
def forget_idempotency_keys() -> None:
    """At 03:17 in China: keys older than 30 days go."""
    each_company(lambda: _forget(before=now() - KEPT))


def _forget(*, before: datetime) -> None:
    log.info("%s idempotency keys forgotten", forget(before=before))


@task("kernel.forget_visits", periodic="27 19 * * *")
def forget_visits() -> None:
    """At 03:27 in China: sessions and limits that are over, and the traces of old log-ins."""
    at = now()
    Session.objects.filter(expire_date__lt=at).delete()
    CacheEntry.objects.filter(expires__lt=at).delete()
    AccessAttempt.objects.filter(attempt_time__lt=at - FAILURES_KEPT).delete()
    AccessLog.objects.filter(attempt_time__lt=at - LOG_INS_KEPT).delete()
    upkeep.forget(before=at - upkeep.KEPT)


@task("kernel.forget_jobs", periodic="22 19 * * *")
def forget_jobs() -> None:
    """At 03:22 in China: jobs that were over long ago."""
    each_company(background.forget)


@task("kernel.forget_notifications", periodic="24 19 * * *")
def forget_notifications() -> None:
    """At 03:24 in China: what people were told long ago."""
    each_company(notifications.forget)


@task("kernel.read_on", periodic="12 19 * * *")
def read_on() -> None:
    """At 03:12 in China: read past events that nobody reacts to, so that it is never far."""
    for company in Company.objects.values_list("id", flat=True):
        reactions.react.enqueue(company=company)
