"""Work done later, by the worker: enqueued in the business transaction, so it is never lost.

Shaped like `django.tasks`, with procrastinate behind it:

    @task("alerts.send")
    def send(*, company: int, product: str) -> None: ...

    send.enqueue(company=3, product="…")      # runs only if this transaction commits

A job may run twice (a worker can die after its work and before saying so).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Generic, ParamSpec

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from huolang.kernel.company import Company, acting
from huolang.kernel.request import request_id

P = ParamSpec("P")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Task(Generic[P]):
    """A function that the worker can be asked to run."""

    name: str
    function: Callable[P, None]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Do it here and now."""
        self.function(*args, **kwargs)

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> int:
        """Ask for it; the job's number. Takes effect with the commit of this transaction."""
        if args:
            raise TypeError("a job takes named arguments only")
        return self._defer(kwargs)

    def enqueue_at(self, at: datetime, **kwargs: Any) -> int:
        """Ask for it to be run at `at` or soon after."""
        return self._defer(kwargs, schedule_at=at)

    def enqueue_once(self, key: str, **kwargs: Any) -> int | None:
        """Ask for it unless a job with this key is waiting already; then None."""
        try:
            with transaction.atomic():
                return self._defer(kwargs, queueing_lock=f"{self.name}:{key}")
        except AlreadyEnqueued:
            return None

    def _defer(self, arguments: dict[str, Any], **options: Any) -> int:
        manager = JobManager(DjangoConnector())  # this thread's connection, hence its transaction
        deferrer = configure_task(name=self.name, job_manager=manager, **options)
        return deferrer.defer(request=request_id.get(), **arguments)


def task(
    name: str, *, periodic: str | None = None, attempts: int = 5
) -> Callable[[Callable[P, None]], Task[P]]:
    """Make a function a task. `periodic` is a crontab in UTC ("0 19 * * *": 3 a.m. in China)."""

    def declare(function: Callable[P, None]) -> Task[P]:
        @wraps(function)
        def work(*, request: str = "", timestamp: int | None = None, **arguments: Any) -> None:
            token = request_id.set(request or f"job:{name}")
            try:
                function(**arguments)  # pyright: ignore[reportCallIssue]
            finally:
                request_id.reset(token)

        retry = RetryStrategy(max_attempts=attempts, exponential_wait=3)
        registered = app.task(name=name, retry=retry)(work)
        if periodic:
            app.periodic(cron=periodic)(registered)  # pyright: ignore[reportArgumentType]
        return Task(name, function)

    return declare


def each_company(work: Callable[[], None]) -> None:
    """Do `work` for every company, each in its own transaction; one's trouble stops no other."""
    for company in Company.objects.values_list("id", flat=True).order_by("id"):
        try:
            with acting(company):
                work()
        except Exception:
            log.exception("nightly work failed for company %s", company)


def run_worker() -> None:
    """Work off jobs until told to stop."""
    connector: Any = app.connector
    with app.replace_connector(connector.get_worker_connector()):
        app.run_worker()
