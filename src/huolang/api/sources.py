"""What a new document can be filled from: several documents at once, or their open lines."""

from __future__ import annotations

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from huolang.api import asked, doors
from huolang.api.answers import answer
from huolang.api.asked import BadParameter
from huolang.api.working import form_for, once, reading
from huolang.documents import convert, converting, offering
from huolang.documents.joined import MOST, TooMany
from huolang.forms import registry, render
from huolang.forms.form import seen_by
from huolang.forms.refusals import Required, UnknownField, WrongType
from huolang.masters import part

router = Router()
"""What these answer is described form by form, see `openapi_sources`."""


@router.post("/records/{form}/convert/{target}")
def convert_several(request: HttpRequest, form: str, target: str) -> HttpResponse:
    """One draft with everything that is open of several documents, or the part that is sent."""
    shown, access = form_for(request, form, "view")
    then = asked.parameters(request, "then").get("then")
    given = asked.body(request)
    if not isinstance(given, dict):
        raise WrongType(expected=_("一组字段"))
    told = dict(cast("dict[str, Any]", given))
    keys = _ids(told.pop("ids", None))
    made_form = seen_by(registry.get(target), access.hidden)

    def work() -> tuple[int, Any]:
        fill = part.of(shown, made_form, told) if told else convert.everything
        made = converting.conversion_of_several(
            shown, keys, target, access=access, then=then, fill=fill
        )
        return 201, doors.shown(made_form, made, access)

    return once(request, access, work)


@router.post("/records/{form}/convert/{target}/apart")
def convert_apart(request: HttpRequest, form: str, target: str) -> HttpResponse:
    """One draft for each partner of several documents, with everything that is open of them."""
    shown, access = form_for(request, form, "view")
    asked.parameters(request)
    given = asked.body(request)
    if not isinstance(given, dict):
        raise WrongType(expected=_("一组字段"))
    told = dict(cast("dict[str, Any]", given))
    keys = _ids(told.pop("ids", None))
    for name in told:
        raise UnknownField(field=name[:64], name=name[:64])
    made_form = seen_by(registry.get(target), access.hidden)

    def work() -> tuple[int, Any]:
        made = converting.conversion_apart(shown, keys, target, access=access)
        drafts = [
            {"record": doors.shown(made_form, one, access), "documents": count}
            for one, count in made
        ]
        return 201, {"drafts": drafts}

    return once(request, access, work)


@router.get("/records/{form}/sources")
def sources(request: HttpRequest, form: str) -> HttpResponse:
    """Open lines of earlier documents that those of a new one can go on from."""
    shown, access = form_for(request, form, "view")
    header = offering.header_of(registry.get(form))
    given = asked.parameters(request, *header, "q", "since", "until")
    wanted = offering.Asked(
        header={name: _id(given[name], name) for name in header if name in given},
        text=" ".join(given.get("q", "").split()),
        since=_day(given, "since"),
        until=_day(given, "until"),
    )

    def work() -> Any:
        found = offering.offer(registry.get(form), wanted, access)
        rows = render.record(shown, found.document)["lines"]
        return {
            "items": [
                {"source": _told(one), "line": _unsaved(row)}
                for one, row in zip(found.sources, rows, strict=True)
            ],
            "more": found.more,
        }

    return answer(reading(access, work))


def _told(one: offering.From) -> dict[str, Any]:
    label = str(registry.get(one.form).label)
    return {
        "form": one.form,
        "label": label,
        "id": one.id,
        "number": one.number,
        "date": one.date,
    }


def _unsaved(row: dict[str, Any]) -> dict[str, Any]:
    """A row that is not there yet has neither id nor place."""
    return {name: value for name, value in row.items() if name not in ("id", "position")}


def _ids(given: Any) -> list[UUID]:
    if given is None:
        raise Required(field="ids")
    if not isinstance(given, list):
        raise WrongType(field="ids", expected=_("列表"))
    sent = cast("list[Any]", given)
    if not sent:
        raise Required(field="ids")
    if len(sent) > MOST:
        raise TooMany(field="ids", most=MOST)
    return [_uuid(one, f"ids.{index}") for index, one in enumerate(sent)]


def _uuid(given: Any, place: str) -> UUID:
    try:
        if isinstance(given, str) and len(given) == 36:
            return UUID(given)
    except ValueError:
        pass
    raise WrongType(field=place, expected="id")


def _id(given: str, name: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise BadParameter(field=name, said="id") from None


def _day(given: dict[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(given[name]) if name in given else None
    except ValueError:
        raise BadParameter(field=name, said="YYYY-MM-DD") from None
