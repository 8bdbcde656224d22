"""Records of every form: list, read, create, change, delete, and the buttons of documents."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from huolang.api import asked, batches, doors
from huolang.api.answers import answer
from huolang.api.working import form_for, once, reading
from huolang.documents import convert as conversions
from huolang.documents import converting
from huolang.forms import query, registry, render, store
from huolang.forms.form import seen_by
from huolang.forms.refusals import UnknownField, WrongType
from huolang.masters import part

router, whole = Router(), Router()
"""What these answer is described form by form, see `openapi`. `whole` is a form's list and what is
added to it."""

MOST_REASON = 500


@whole.get("/records/{form}")
def listed(request: HttpRequest, form: str) -> HttpResponse:
    shown, access = form_for(request, form, "view")
    given = asked.parameters(request, *asked.LIST)
    ask = asked.listing(given)
    chosen, tables = render.names(shown, given.get("fields"))
    if tables:
        asked.rows_too(ask)

    def work() -> Any:
        page = query.page(shown, render.shape(shown, chosen).columns, ask, access)
        return {"items": render.page(shown, page.rows, chosen, tables), "next": page.next}

    return answer(reading(access, work))


@router.get("/records/{form}/summary")
def summary(request: HttpRequest, form: str) -> HttpResponse:
    shown, access = form_for(request, form, "view")
    given = asked.parameters(request, "filter", "q", "in_force")
    in_force = given.pop("in_force", "false")
    if in_force not in ("true", "false"):
        raise asked.BadParameter(field="in_force", said="true, false")
    ask, apart = asked.listing(given), in_force == "true"
    return answer(reading(access, lambda: query.summary(shown, ask, access, in_force=apart)))


@whole.post("/records/{form}")
def create(request: HttpRequest, form: str) -> HttpResponse:
    shown, access = form_for(request, form, "add")
    then = asked.parameters(request, "then").get("then")
    payload = asked.body(request)

    def work() -> tuple[int, Any]:
        made = doors.create(shown, payload, access, then=then)
        return 201, doors.shown(shown, made, access)

    return once(request, access, work)


@router.post("/records/{form}/batch")
def batch(request: HttpRequest, form: str) -> HttpResponse:
    shown, access = form_for(request, form, "view")
    asked.parameters(request)
    return batches.run(request, shown, access, asked.body(request))


@router.get("/records/{form}/{record}")
def read(request: HttpRequest, form: str, record: str) -> HttpResponse:
    shown, access = form_for(request, form, "view")
    asked.parameters(request)
    key = asked.record(record)

    def work() -> Any:
        return doors.shown(shown, store.load(shown, key), access)

    return answer(reading(access, work))


@router.patch("/records/{form}/{record}")
def change(request: HttpRequest, form: str, record: str) -> HttpResponse:
    shown, access = form_for(request, form, "edit")
    asked.parameters(request)
    key, etag = asked.record(record), asked.if_match(request, needed=True)
    payload = asked.body(request)

    def work() -> tuple[int, Any]:
        changed = doors.change(shown, key, payload, access, etag=etag)
        return 200, doors.shown(shown, changed, access)

    return once(request, access, work)


@router.delete("/records/{form}/{record}")
def delete(request: HttpRequest, form: str, record: str) -> HttpResponse:
    shown, access = form_for(request, form, "delete")
    asked.parameters(request)
    key, etag = asked.record(record), asked.if_match(request)

    def work() -> tuple[int, Any]:
        doors.delete(shown, key, access, etag=etag)
        return 204, None

    return once(request, access, work)


@router.post("/records/{form}/{record}/convert/{target}")
def convert(request: HttpRequest, form: str, record: str, target: str) -> HttpResponse:
    """Everything that is open, or the part of it that is sent."""
    shown, access = form_for(request, form, "view")
    then = asked.parameters(request, "then").get("then")
    given = asked.body(request, optional=True)
    key = asked.record(record)
    made_form = seen_by(registry.get(target), access.hidden)

    def work() -> tuple[int, Any]:
        fill = part.of(shown, made_form, given) if given != {} else conversions.everything
        made = converting.conversion(shown, key, target, access=access, then=then, fill=fill)
        return 201, doors.shown(made_form, made, access)

    return once(request, access, work)


@router.post("/records/{form}/{record}/copy")
def copy(request: HttpRequest, form: str, record: str) -> HttpResponse:
    shown, access = form_for(request, form, "add")
    asked.parameters(request)
    _nothing_but(asked.body(request, optional=True))
    key = asked.record(record)

    def work() -> tuple[int, Any]:
        made = doors.copy(shown, key, access)
        return 201, doors.shown(shown, made, access)

    return once(request, access, work)


@router.post("/records/{form}/{record}/merge")
def merge(request: HttpRequest, form: str, record: str) -> HttpResponse:
    shown, access = form_for(request, form, "view")
    asked.parameters(request)
    given = _nothing_but(asked.body(request), "into").get("into")
    if not isinstance(given, str):
        raise WrongType(field="into", expected="id")
    key, into = asked.record(record), asked.record(given)

    def work() -> tuple[int, Any]:
        kept = doors.merge(shown, key, into, access)
        return 200, doors.shown(shown, kept, access)

    return once(request, access, work)


@router.post("/records/{form}/{record}/correct")
def correct(request: HttpRequest, form: str, record: str) -> HttpResponse:
    """A confirmed document says something else, in one step; what is sent is as of a change."""
    shown, access = form_for(request, form, "view")
    asked.parameters(request)
    key, etag = asked.record(record), asked.if_match(request, needed=True)
    payload = asked.body(request)

    def work() -> tuple[int, Any]:
        done = doors.correct(shown, key, payload, access, etag=etag)
        return 200, doors.shown(shown, done, access)

    return once(request, access, work)


@router.post("/records/{form}/{record}/{action}")
def act(request: HttpRequest, form: str, record: str, action: str) -> HttpResponse:
    shown, access = form_for(request, form, "view")
    asked.parameters(request)
    key, etag = asked.record(record), asked.if_match(request)
    reason = _reason(asked.body(request, optional=True))

    def work() -> tuple[int, Any]:
        done = doors.act(shown, key, action, access, etag=etag, reason=reason)
        return 200, doors.shown(shown, done, access)

    return once(request, access, work)


def _nothing_but(payload: Any, *names: str) -> dict[str, Any]:
    """The body of a request that holds nothing besides `names`."""
    if not isinstance(payload, dict):
        raise WrongType(expected=_("一组字段"))
    given = cast("dict[str, Any]", payload)
    for name in given:
        if name not in names:
            raise UnknownField(field=name[:64], name=name[:64])
    return given


def _reason(payload: Any) -> str:
    """The reason given with an action."""
    reason = _nothing_but(payload, "reason").get("reason", "")
    if not isinstance(reason, str) or len(reason) > MOST_REASON or "\x00" in reason:
        raise WrongType(field="reason", expected=_("文字"))
    return reason
