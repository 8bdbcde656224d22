"""后台任务: work that takes its time, with a bar that people can watch, stop, and try again.

A kind of work is a function that does a bounded part of the whole in transactions of its own,
leaves where it got to in the database, and says whether there is more. So others get their turn
between two parts, and after `kill -9` the next worker goes on from the part that was not finished.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connections, models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager

from huolang.kernel import outbox
from huolang.kernel.clock import now
from huolang.kernel.company import CompanyModel, acting
from huolang.kernel.jobs import task
from huolang.kernel.outbox import Happened
from huolang.kernel.refusals import BusinessError

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)
MOST_ATTEMPTS = 3
"""How often a part that breaks is tried; a worker that was killed does not count."""


class NotWaiting(BusinessError):
    code = "job.over"
    message = _("任务已经结束")


class NotFailed(BusinessError):
    code = "job.not_failed"
    message = _("只有失败或取消的任务可以重试")


class State(models.TextChoices):
    WAITING = "waiting", _("等待")
    RUNNING = "running", _("进行中")
    DONE = "done", _("完成")
    FAILED = "failed", _("失败")
    CANCELLED = "cancelled", _("已取消")


OPEN = (State.WAITING.value, State.RUNNING.value)
TOLD = {State.DONE: "job.done", State.FAILED: "job.failed"}
"""Ends of which others hear by the outbox. Who stops a job knows it."""


class BackgroundJob(CompanyModel):
    """One piece of work. `about` is the record of its kind that keeps what is to be done."""

    kind = models.CharField(max_length=32)
    title = models.CharField(_("任务"), max_length=200)
    """In the language of whoever asked for it."""
    subject = models.CharField(max_length=200, null=True)
    """With what its kind says the title in the language of whoever reads it: a file, a number.
    None: the title is told as it was written."""
    form = models.CharField(max_length=64, blank=True, default="")
    about = models.UUIDField()
    by = models.UUIDField(null=True)
    language = models.CharField(max_length=10, default="")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.BigIntegerField(default=0)
    whole = models.BigIntegerField(null=True)
    said = models.CharField(max_length=1000, blank=True, default="")
    """Why it failed, or what came of it, in the language of whoever asked for it."""
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("后台任务")
        indexes = [models.Index(fields=["company", "-id"], name="kernel_backgroundjob_id")]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How work of one kind is done: `part` does some and says whether there is more; `ended` is
    told, in the transaction, when it failed or was cancelled."""

    part: Callable[[BackgroundJob], bool]
    label: str | Promise
    ended: Callable[[BackgroundJob], None] | None = None
    resumed: Callable[[BackgroundJob], None] | None = None
    """Told, in the transaction, that it shall go on."""
    of_all: bool = False
    """It is everybody's, whoever brought it about: only who keeps the jobs may stop it."""
    seen_by: str = ""
    """The form whose viewers may look at it, too: several ask for it, and one is enough."""
    title: Callable[[str, str], str] | None = None
    """What a job is called, by its form and subject, in the language at hand; else its label."""
    path: Callable[[str, str], str] | None = None
    """The address of the screen that shows what came of it, by its form and what it is about."""


KINDS: dict[str, Kind] = {}
"""Filled when Django starts, by whoever has such work."""


class Cancelled(Exception):
    """Raised by a part that finds its job cancelled, to undo what it has just done."""


def begin(
    kind: str,
    *,
    about: UUID,
    by: UUID | None,
    form: str = "",
    subject: str = "",
    whole: int | None = None,
) -> BackgroundJob:
    """Ask for work, in the transaction of what it rests on."""
    subject = subject[:200]
    job = BackgroundJob.objects.create(
        kind=kind,
        title=called(kind, form, subject),
        subject=subject,
        about=about,
        by=by,
        form=form,
        whole=whole,
        language=translation.get_language() or "",
    )
    work.enqueue(company=job.company_id, job=str(job.id))
    return job


def called(kind: str, form: str, subject: str | None, *, written: str = "") -> str:
    """What a job is called in the language at hand; `written`, where nobody can say it anew."""
    known = KINDS.get(kind)
    if known is None or subject is None:
        return written
    return (known.title(form, subject) if known.title else str(known.label))[:200]


@task("background.work", attempts=1)
def work(*, company: int, job: str) -> None:
    """Do one part of a job, and ask for the next one."""
    with acting(company):
        found = _take(UUID(job))
    if found is None:
        return
    try:
        with translation.override(found.language or None):
            more = KINDS[found.kind].part(found)
    except Cancelled:
        return
    except BusinessError as error:
        with translation.override(found.language or None):
            _end(company, found.id, State.FAILED, str(error))
    except Exception:
        log.exception("background job %s (%s) failed", found.id, found.kind)
        _broke(company, found)
    else:
        _went_on(company, found, more)


def _take(key: UUID) -> BackgroundJob | None:
    """The job, running from now on; None when it is over."""
    found = BackgroundJob.objects.select_for_update().filter(id=key, state__in=OPEN).first()
    if found is None:
        return None
    if found.state == State.WAITING.value:
        found.state, found.started_at = State.RUNNING.value, now()
        found.save(update_fields=["state", "started_at"])
    return found


def _went_on(company: int, job: BackgroundJob, more: bool) -> None:
    if not more:
        _end(company, job.id, State.DONE)
        return
    with acting(company):
        changed = BackgroundJob.objects.filter(id=job.id, state__in=OPEN).update(attempts=0)
        if changed:
            work.enqueue(company=company, job=str(job.id))


def _broke(company: int, job: BackgroundJob) -> None:
    """A part broke: tried again a little later, and given up after a few times."""
    if job.attempts + 1 >= MOST_ATTEMPTS:
        with translation.override(job.language or None):
            _end(company, job.id, State.FAILED, str(_("系统出错，已记录；可以重试")))
        return
    with acting(company):
        BackgroundJob.objects.filter(id=job.id).update(attempts=job.attempts + 1)
        later = now() + timedelta(seconds=2 * 4**job.attempts)
        work.enqueue_at(later, company=company, job=str(job.id))


def _end(company: int, key: UUID, state: State, said: str = "") -> None:
    with acting(company):
        job = BackgroundJob.objects.select_for_update().get(id=key)
        if job.state in OPEN:
            _close(job, state, said)


def _close(job: BackgroundJob, state: State, said: str) -> None:
    job.state, job.finished_at, job.said = state.value, now(), said[:1000] or job.said
    job.save(update_fields=["state", "finished_at", "said"])
    kind = KINDS.get(job.kind)
    if kind is not None and kind.ended is not None and state != State.DONE:
        kind.ended(job)
    if name := TOLD.get(state):
        outbox.write([_ending(name, job)])


def _ending(name: str, job: BackgroundJob) -> Happened:
    data = {"kind": job.kind, "title": job.title, "about": job.about, "said": job.said}
    data |= {"form": job.form, "subject": job.subject}
    return Happened(name=name, form="job", record=job.id, by=job.by, data=data)


def lock(key: UUID) -> BackgroundJob:
    """Hold the job during a part, so that no other worker does the same part; raises `Cancelled`
    when it is over."""
    job = BackgroundJob.objects.select_for_update().get(id=key)
    if job.state not in OPEN:
        raise Cancelled
    return job


def note(job: BackgroundJob, *, done: int, whole: int | None = None, said: str = "") -> None:
    """How far a locked job is, told with the commit of what was done."""
    job.done, job.whole, job.said = done, whole if whole is not None else job.whole, said[:1000]
    job.save(update_fields=["done", "whole", "said"])


BETWEEN = 0.25
"""Seconds."""
NOTE = """
UPDATE kernel_backgroundjob SET done = %s WHERE company_id = %s AND id = %s AND state = 'running'
"""


class Beside:
    """Tells how far a job is while its own long transaction is not committed yet."""

    def __init__(self, job: BackgroundJob) -> None:
        self.job = job
        self.connection = connections.create_connection("default")
        self.told_at = time.monotonic()

    def note(self, done: int) -> None:
        """Raises `Cancelled` when somebody stopped the job meanwhile. Told a few times a
        second at most."""
        if time.monotonic() - self.told_at < BETWEEN:
            return
        self.told_at = time.monotonic()
        with self.connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(f"SET LOCAL app.company = '{int(self.job.company_id)}'")
            cursor.execute(NOTE, [done, self.job.company_id, self.job.id])
            goes_on = cursor.rowcount == 1
            cursor.execute("COMMIT")
        if not goes_on:
            raise Cancelled

    def close(self) -> None:
        self.connection.close()


def cancel(key: UUID) -> BackgroundJob:
    """Stop a job after the part that is just being done; what is done stays."""
    job = _locked(key)
    if job.state not in OPEN:
        raise NotWaiting()
    _close(job, State.CANCELLED, "")
    return job


def retry(key: UUID) -> BackgroundJob:
    """Go on with a job that failed or was cancelled, from where it stopped."""
    job = _locked(key)
    if job.state not in (State.FAILED, State.CANCELLED):
        raise NotFailed()
    job.state, job.finished_at, job.said, job.attempts = State.WAITING.value, None, "", 0
    job.save(update_fields=["state", "finished_at", "said", "attempts"])
    kind = KINDS.get(job.kind)
    if kind is not None and kind.resumed is not None:
        kind.resumed(job)
    work.enqueue(company=job.company_id, job=str(job.id))
    return job


def _locked(key: UUID) -> BackgroundJob:
    return BackgroundJob.objects.select_for_update().get(id=key)


def forget() -> None:
    """Delete the acting company's jobs that were over long ago."""
    BackgroundJob.objects.filter(finished_at__lt=now() - KEPT).delete()


STALLED = """
SELECT j.id FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
WHERE j.status = 'doing'
  AND (w.id IS NULL OR w.last_heartbeat < clock_timestamp() - interval '30 seconds')
"""


@task("background.rescue", periodic="* * * * *", attempts=1)
def rescue() -> None:
    """Give the jobs of workers that were killed to those that live. Every minute."""
    manager: Any = JobManager(DjangoConnector())
    with connections["default"].cursor() as cursor:
        cursor.execute(STALLED)
        stalled = [key for (key,) in cursor.fetchall()]
    for key in stalled:
        manager.retry_job_by_id(key, now())
    if stalled:
        log.warning("%s jobs of workers that are gone are done again", len(stalled))


def newest(about: UUID) -> BackgroundJob | None:
    """The newest job about something."""
    return BackgroundJob.objects.filter(about=about).order_by("-id").first()
