"""One search over everything that a person may see: what the command palette asks."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS
from huolang.api.working import access_of, reading
from huolang.forms import finding, registry
from huolang.forms.finding import Hit
from huolang.forms.form import seen_by

router = Router(tags=["find"])


class HitOut(Schema):
    """`title` is the number of a document or the code of a master, `name` what a master is called;
    `state_label` is the state in the language of the request."""

    form: str
    form_label: str
    id: UUID
    title: str
    name: str
    state: str | None = None
    state_label: str | None = None
    state_tone: str | None = None
    date: datetime.date | None = None
    active: bool


class HitsOut(Schema):
    items: list[HitOut]


@router.get("/find", response={200: HitsOut, **PROBLEMS}, summary="Find in all forms")
def find(request: HttpRequest) -> HttpResponse:
    """Documents by the beginning of their number; masters by code, name, pinyin initials or bar
    code. At most 30, what is called exactly `q` first."""
    text = asked.parameters(request, "q").get("q", "")
    access = access_of(request)
    forms = [
        seen_by(form, access.hidden) for form in registry.all() if access.allows(form.name, "view")
    ]
    hits = reading(access, lambda: finding.find(forms, text))
    return answer({"items": [_told(hit) for hit in hits]})


def _told(hit: Hit) -> dict[str, Any]:
    state = next((one for one in hit.form.states if one.value == hit.state), None)
    return {
        "form": hit.form.name,
        "form_label": str(hit.form.label),
        "id": hit.id,
        "title": hit.title,
        "name": hit.name,
        "state": hit.state,
        "state_label": str(state.label) if state else None,
        "state_tone": state.tone if state else None,
        "date": hit.day,
        "active": hit.active,
    }
