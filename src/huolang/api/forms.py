"""The forms this person may see, and one form whole."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, FormList, FormOut
from huolang.api.working import access_of
from huolang.forms import registry
from huolang.forms.describe import describe

router = Router(tags=["forms"])


@router.get("/forms", response={200: FormList, **PROBLEMS}, summary="Forms")
def forms(request: HttpRequest) -> HttpResponse:
    """Every form that the person may see."""
    asked.parameters(request)
    access = access_of(request)
    items = [
        {"name": one.name, "label": str(one.label), "kind": one.kind, "module": one.module}
        for one in registry.all()
        if access.allows(one.name, "view")
    ]
    return answer({"items": items})


@router.get("/forms/{form}", response={200: FormOut, **PROBLEMS}, summary="One form")
def form(request: HttpRequest, form: str) -> HttpResponse:
    """Fields, sections, list, states, actions and conversions, as this person meets them."""
    asked.parameters(request)
    access = access_of(request)
    found = registry.get(form)
    access.require(found.name, "view")
    return answer(describe(found, access))
