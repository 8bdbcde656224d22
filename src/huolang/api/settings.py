"""What a company decides for itself, what it says of itself, and new companies."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import MATCHED, PROBLEMS, WRITTEN
from huolang.api.settings_order import ordered
from huolang.api.team import Strict
from huolang.api.team_schemas import CompanyMade, CompanyOut, SettingList
from huolang.api.working import access_of, caller_of, fingerprint, once, reading, writing
from huolang.kernel import companies, idempotency, settings_registry
from huolang.kernel.company import TAXPAYER_KINDS, Company
from huolang.kernel.permissions import forbidden
from huolang.kernel.settings_registry import Setting, Settings

router = Router(tags=["settings"])


class SettingChanges(Strict):
    values: dict[str, Any]


class CompanyChanges(Strict):
    name: str = ""
    tax_number: str = ""
    taxpayer_kind: str = ""
    time_zone: str = ""
    currency: str = ""
    digits: int = 0


class NewCompany(Strict):
    name: str
    tax_number: str = ""
    taxpayer_kind: str = "general"
    time_zone: str = "Asia/Shanghai"
    currency: str = "CNY"


@router.get("/settings", response={200: SettingList, **PROBLEMS}, summary="Settings")
def listed(request: HttpRequest) -> HttpResponse:
    """Every setting there is, group by group: its value here, its default, and what it does."""
    asked.parameters(request)
    access = access_of(request)
    access.require("setting", "view")
    return answer({"items": _all(reading(access, settings_registry.load))})


@router.patch("/settings", response={200: SettingList, **WRITTEN}, summary="Change settings")
def change(request: HttpRequest, given: SettingChanges) -> HttpResponse:
    """All of `values` or, when one is refused, none of them."""
    access = access_of(request)
    access.require("setting", "edit")

    def work() -> tuple[int, Any]:
        for key, value in sorted(given.values.items()):
            settings_registry.change(key, value, by=access.user)
        return 200, {"items": _all(settings_registry.load())}

    return once(request, access, work)


@router.get("/company", response={200: CompanyOut, **PROBLEMS}, summary="The company")
def company(request: HttpRequest) -> HttpResponse:
    """What the company says of itself, and what can be chosen."""
    asked.parameters(request)
    access = access_of(request)
    access.require("company", "view")
    return answer(reading(access, lambda: _company(companies.current())))


@router.patch("/company", response={200: CompanyOut, **MATCHED}, summary="Change the company")
def change_company(request: HttpRequest, given: CompanyChanges) -> HttpResponse:
    """Currency, digits and time zone stay once the books have begun. If-Match as of any record."""
    access, etag = access_of(request), asked.if_match(request, needed=True)
    changes = given.dict(exclude_unset=True)

    def work() -> tuple[int, Any]:
        return 200, _company(companies.change(changes, etag=etag, by=access))

    return once(request, access, work)


@router.post("/companies", response={201: CompanyMade, **WRITTEN}, summary="A new company")
def add_company(request: HttpRequest, given: NewCompany) -> HttpResponse:
    """Books of its own beside this one, with the caller as its administrator."""
    access, caller = access_of(request), caller_of(request)
    if caller.person.bound_to is not None:
        raise forbidden("company", "add")
    key, again = asked.key(request), False
    if key is not None and access.user is not None:
        bound = partial(idempotency.claim, user=access.user, key=key, body=fingerprint(request))
        again = not writing(access, bound)
    made = companies.add(given.dict(), by=access, again=again)
    return answer({"id": made.id, "name": made.name}, status=201)


def _all(settings: Settings) -> list[dict[str, Any]]:
    return [
        {"group": group, **_setting(one, settings)}
        for group, one in ordered(
            [one for one in settings_registry.declared() if not one.elsewhere]
        )
    ]


def _setting(one: Setting[Any], settings: Settings) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "label": str(one.label),
        "help": str(one.help),
        "value": _plain(settings_registry.shown(one, settings)),
        "default": _plain(one.default),
        "options": [{"value": value, "label": str(label)} for value, label in one.options],
        "minimum": one.minimum,
        "maximum": one.maximum,
    }


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def _company(one: Company) -> dict[str, Any]:
    return {
        "id": one.id,
        "record": UUID(int=one.id),
        **{name: getattr(one, name) for name in companies.CHANGEABLE},
        "etag": companies.mark(one),
        "fixed": list(companies.FIXED_BY_BOOKS) if companies.begun() else [],
        "choices": {
            "taxpayer_kind": [
                {"value": value, "label": str(label)} for value, label in TAXPAYER_KINDS
            ],
            "currency": [{"value": code, "label": code} for code in companies.CURRENCIES],
            "time_zone": [{"value": name, "label": name} for name in companies.time_zones()],
        },
    }
