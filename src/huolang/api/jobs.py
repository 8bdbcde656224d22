"""后台任务 over HTTP: what runs, how far it is, why it failed; stopped and tried again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.working import access_of, once, reading
from huolang.kernel import background
from huolang.kernel.background import OPEN, BackgroundJob, State
from huolang.kernel.people import User
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import Forbidden, NotFound

router = Router(tags=["jobs"])


class PersonNamed(Schema):
    id: UUID
    name: str


class JobOut(Schema):
    """`done` of `whole` is how far it is; `said` is why it failed."""

    id: UUID
    kind: str
    title: str
    form: str
    about: UUID
    state: str
    state_label: str
    done: int
    whole: int | None
    said: str
    by: PersonNamed | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    actions: list[str]


class JobPage(Schema):
    items: list[JobOut]
    next: str | None


@router.get("/jobs", response={200: JobPage, **PROBLEMS}, summary="Background jobs")
def jobs(
    request: HttpRequest, limit: int = Query(50, ge=1, le=500), cursor: UUID | None = None
) -> HttpResponse:
    """Newest first: one's own, or those of everybody for who may see them."""
    asked.parameters(request, "limit", "cursor")
    access = access_of(request)

    def work() -> Any:
        rows = BackgroundJob.objects.order_by("-id")
        if not access.allows("job", "view"):
            rows = rows.filter(by=access.user)
        if cursor is not None:
            rows = rows.filter(id__lt=cursor)
        found = list(rows[: limit + 1])
        more, found = len(found) > limit, found[:limit]
        return {"items": shown(found, access), "next": str(found[-1].id) if more else None}

    return answer(reading(access, work))


@router.get("/jobs/{job}", response={200: JobOut, **PROBLEMS}, summary="One job")
def one(request: HttpRequest, job: str) -> HttpResponse:
    asked.parameters(request)
    access = access_of(request)
    key = asked.record(job)
    return answer(reading(access, lambda: shown([_seen(key, access)], access)[0]))


@router.post("/jobs/{job}/cancel", response={200: JobOut, **WRITTEN}, summary="Stop a job")
def cancel(request: HttpRequest, job: str) -> HttpResponse:
    """What is done stays done."""
    return _press(request, job, "cancel")


@router.post("/jobs/{job}/retry", response={200: JobOut, **WRITTEN}, summary="Go on with a job")
def retry(request: HttpRequest, job: str) -> HttpResponse:
    """From where it failed or was stopped."""
    return _press(request, job, "retry")


def _press(request: HttpRequest, job: str, action: str) -> HttpResponse:
    asked.parameters(request)
    access = access_of(request)
    key = asked.record(job)
    press = background.cancel if action == "cancel" else background.retry

    def work() -> tuple[int, Any]:
        found = _seen(key, access)
        if not _may(found, access):
            raise Forbidden(form=_title(found), operation=action)
        return 200, shown([press(key)], access)[0]

    return once(request, access, work)


def _seen(key: UUID, access: Access) -> BackgroundJob:
    found = BackgroundJob.objects.filter(id=key).first()
    if found is None or not _sees(found, access):
        raise NotFound()
    return found


def _sees(job: BackgroundJob, access: Access) -> bool:
    if job.by == access.user or access.allows("job", "view"):
        return True
    kind = background.KINDS.get(job.kind)
    return bool(kind and kind.seen_by and access.allows(kind.seen_by, "view"))


def _may(job: BackgroundJob, access: Access) -> bool:
    kind = background.KINDS.get(job.kind)
    own = job.by == access.user and not (kind and kind.of_all)
    return own or access.allows("job", "edit")


def shown(jobs: Iterable[BackgroundJob], access: Access) -> list[dict[str, Any]]:
    """Jobs as they are answered, with what this person may do with each."""
    jobs = list(jobs)
    people = {one.id: str(one) for one in User.objects.filter(id__in={j.by for j in jobs if j.by})}
    return [
        {
            "id": job.id,
            "kind": job.kind,
            "title": _title(job),
            "form": job.form,
            "about": job.about,
            "state": job.state,
            "state_label": State(job.state).label,
            "done": job.done,
            "whole": job.whole,
            "said": job.said,
            "by": {"id": job.by, "name": people.get(job.by, "")} if job.by else None,
            "created_at": job.created_at,
            "started_at": job.started_at,
            "finished_at": job.finished_at,
            "actions": _actions(job, access),
        }
        for job in jobs
    ]


def _title(job: BackgroundJob) -> str:
    return background.called(job.kind, job.form, job.subject, written=job.title)


def _actions(job: BackgroundJob, access: Access) -> list[str]:
    if not _may(job, access):
        return []
    if job.state in OPEN:
        return ["cancel"]
    return ["retry"] if job.state in (State.FAILED.value, State.CANCELLED.value) else []
