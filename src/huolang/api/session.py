"""What the screens must know first: who is logged in, where, and what they may do."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from ninja import Router

from huolang import __version__
from huolang.api import asked
from huolang.api.auth import AUTH
from huolang.api.problem import SignInFirst
from huolang.api.schemas import WRITTEN
from huolang.api.team import Strict
from huolang.api.working import access_of, caller_of, once
from huolang.forms import registry
from huolang.forms.describe import operations
from huolang.forms.plural import plural
from huolang.kernel import team
from huolang.kernel.access import Caller
from huolang.kernel.roles import PAGES
from huolang.masters.pinyin import initials
from huolang.reports import describe as reports
from huolang.reports import registry as offered

router = Router()

MODULES = {
    "purchasing": _("采购"),
    "sales": _("销售"),
    "inventory": _("库存"),
    "finance": _("财务"),
    "masters": _("基础资料"),
}
"""The side menu, from top to bottom."""


@router.get("/session", auth=None, summary="Who is logged in")
def read_session(request: HttpRequest) -> dict[str, Any]:
    """Sets the CSRF cookie in any case: logging in needs it as well."""
    get_token(request)
    caller = next((found for auth in AUTH if (found := auth(request))), None)
    if caller is None:
        raise SignInFirst()
    return describe(caller)


class Spoken(Strict):
    language: Literal["zh-hans", "en"]


@router.put("/session/language", response={204: None, **WRITTEN}, summary="My language")
def speak(request: HttpRequest, given: Spoken) -> HttpResponse:
    """In which the caller is written to: letters of alerts and reports. What they see on a screen
    is in the language that each request asks for."""
    asked.parameters(request)
    person = caller_of(request).person.id

    def work() -> tuple[int, Any]:
        team.speak(person, given.language)
        return 204, None

    return once(request, access_of(request), work)


def describe(caller: Caller) -> dict[str, Any]:
    """The person, their companies, and their rights in the one at hand."""
    person, company, access = caller.person, caller.company, caller.access
    forms = [form for form in registry.all() if access.allows(form.name, "view")]
    return {
        "user": {
            "id": str(person.id),
            "username": person.username,
            "name": person.name,
            "language": person.language,
        },
        "company": {
            "id": company.id,
            "name": company.name,
            "currency": company.currency,
            "digits": company.digits,
            "time_zone": company.time_zone,
        },
        "companies": [
            {"id": place.id, "name": place.name}
            for place in person.workplaces
            if person.bound_to in (None, place.id)
        ],
        "permissions": {
            **{one.name: operations(one, access) for one in forms},
            **{name: access.operations(name) for name in PAGES if access.allows(name, "view")},
        },
        "fields_hidden": sorted(access.hidden),
        "language": translation.get_language(),
        "version": __version__,
        "menu": menu(forms),
        "reports": [
            {**told, "initials": initials(told["label"])}
            for told in map(reports.brief, offered.seen_by(access))
        ],
    }


def _item(name: str, label: str) -> dict[str, str]:
    """`plural`: the title of its list; `initials`: the label is found by them as well."""
    return {"form": name, "label": label, "plural": plural(label), "initials": initials(label)}


def menu(forms: list[Any]) -> list[dict[str, Any]]:
    """Forms grouped by module, modules in their order, none empty."""
    known = [*MODULES, *sorted({form.module for form in forms} - set(MODULES))]
    groups = {module: [f for f in forms if f.module == module] for module in known}
    return [
        {
            "module": module,
            "label": str(MODULES.get(module, module)),
            "items": [_item(form.name, str(form.label)) for form in found],
        }
        for module, found in groups.items()
        if found
    ]
