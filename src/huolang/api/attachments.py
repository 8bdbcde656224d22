"""Attachments over HTTP: whoever may see a record sees its files, whoever may edit it adds them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.working import form_for, once, reading
from huolang.forms import store
from huolang.forms.refusals import Required
from huolang.kernel import attachments, clock, pictures, sql
from huolang.kernel.attachments import Attachment
from huolang.kernel.refusals import NotFound

router = Router()
"""Described form by form, see `openapi`."""

SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
"""Whatever is in a file, it runs nothing and reaches nothing."""
SIZES = ("whole", "small")
MOST_RECORDS = 100
BY = "SELECT id, name, username FROM kernel_user WHERE id = ANY(%s::uuid[])"


@router.get("/records/{form}/pictures")
def pictured(request: HttpRequest, form: str) -> HttpResponse:
    """The first image of each of the records `ids`: which file it is. Some have none."""
    shown, access = form_for(request, form, "view")
    given = asked.parameters(request, "ids").get("ids", "")
    if not given:
        raise Required(field="ids")
    records = asked.ids(given, "ids", most=MOST_RECORDS)

    def work() -> Any:
        found = pictures.first(shown.name, records)
        return {"items": [{"record": one, "attachment": file} for one, file in found.items()]}

    return answer(reading(access, work))


@router.get("/records/{form}/{record}/attachments")
def listed(request: HttpRequest, form: str, record: str) -> HttpResponse:
    shown, access = form_for(request, form, "view")
    asked.parameters(request)
    key = asked.record(record)

    def work() -> Any:
        store.require(shown, key)
        return {"items": _told(attachments.of_record(shown.name, key))}

    return answer(reading(access, work))


@router.post("/records/{form}/{record}/attachments")
def add(request: HttpRequest, form: str, record: str) -> HttpResponse:
    """The body is the file itself; `name` says what it is called, and so what it is."""
    shown, access = form_for(request, form, "edit")
    name = asked.parameters(request, "name").get("name", "")
    key, content = asked.record(record), asked.content(request)

    def work() -> tuple[int, Any]:
        store.require(shown, key)
        if not name:
            raise Required(field="name")
        made = attachments.add(
            shown.name, key, name=name, content=content, by=access.user, at=clock.now()
        )
        return 201, _told([made])[0]

    return once(request, access, work)


@router.get("/records/{form}/{record}/attachments/{attachment}")
def content(request: HttpRequest, form: str, record: str, attachment: str) -> HttpResponseBase:
    """The file; with `size=small`, the picture as it fits a list."""
    shown, access = form_for(request, form, "view")
    size = asked.among(asked.parameters(request, "size"), "size", SIZES)
    key, wanted = asked.record(record), asked.record(attachment)

    def work() -> tuple[Attachment, Any]:
        store.require(shown, key)
        found = attachments.find(shown.name, key, wanted)
        try:
            opened = pictures.small(found) if size == "small" else attachments.opened(found)
        except FileNotFoundError:
            raise NotFound() from None
        return found, opened

    found, opened = reading(access, work)
    kind = pictures.KIND if size == "small" else found.kind
    response = FileResponse(opened, content_type=kind)
    shown_as = "inline" if found.is_image else "attachment"
    response["Content-Disposition"] = f"{shown_as}; filename*=UTF-8''{quote(found.name)}"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response


@router.delete("/records/{form}/{record}/attachments/{attachment}")
def remove(request: HttpRequest, form: str, record: str, attachment: str) -> HttpResponse:
    shown, access = form_for(request, form, "edit")
    asked.parameters(request)
    key, wanted = asked.record(record), asked.record(attachment)

    def work() -> tuple[int, Any]:
        store.require(shown, key)
        found = attachments.find(shown.name, key, wanted)
        attachments.remove(found, by=access.user, at=clock.now())
        return 204, None

    return once(request, access, work)


def _told(found: list[Attachment]) -> list[dict[str, Any]]:
    people = {one.created_by for one in found if one.created_by is not None}
    names: dict[UUID, str] = {}
    if people:
        rows = sql.run(BY, [sql.array(people)]).fetchall()
        names = {key: name or username for key, name, username in rows}
    return [
        {
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "size": one.size,
            "at": one.created_at,
            "by": {"id": one.created_by, "name": names.get(one.created_by, "")}
            if one.created_by
            else None,
        }
        for one in found
    ]
