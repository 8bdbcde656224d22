"""People, their roles, and what a role may do."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.login import Adapter
from huolang.api.schemas import MATCHED, PROBLEMS, WRITTEN
from huolang.api.team_schemas import (
    PasswordOut,
    PersonList,
    PersonMade,
    PersonOut,
    RightsOut,
    RoleList,
    RoleOut,
)
from huolang.api.working import access_of, caller_of, once, reading
from huolang.forms import registry
from huolang.kernel import role_changes, team
from huolang.kernel.access import Caller, at_work
from huolang.kernel.people import Role
from huolang.kernel.permissions import LABELS, OPERATIONS
from huolang.kernel.roles import HIDEABLE, PAGE_LABELS, PAGES

router = Router(tags=["team"])
ALL = {"*": frozenset("*")}
MOST_ROLES, MOST_FORMS = 100, 1_000


class Strict(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)


class NewPerson(Strict):
    username: str
    name: str = ""
    email: str = ""
    roles: list[str] = Field([], max_length=MOST_ROLES)


class PersonChanges(Strict):
    name: str = ""
    email: str = ""
    roles: list[str] = Field([], max_length=MOST_ROLES)
    active: bool = True


class NewRole(Strict):
    name: str
    permissions: dict[str, list[str]] = Field({}, max_length=MOST_FORMS)
    hidden: list[str] = Field([], max_length=MOST_ROLES)


class RoleChanges(Strict):
    name: str | None = None
    permissions: dict[str, list[str]] | None = Field(None, max_length=MOST_FORMS)
    hidden: list[str] | None = Field(None, max_length=MOST_ROLES)


@router.get("/people", response={200: PersonList, **PROBLEMS}, summary="Who works here")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who works in this company or did, by user name."""
    asked.parameters(request)
    access = access_of(request)
    access.require("user", "view")
    return answer({"items": [_person(one) for one in reading(access, team.members)]})


@router.post("/people", response={201: PersonMade, **WRITTEN}, summary="Let somebody work here")
def add_person(request: HttpRequest, given: NewPerson) -> HttpResponse:
    """A new person with their first password, shown in this answer only; or somebody of another
    company that the caller manages (`password` is null: they have one)."""
    access, managed = access_of(request), _managed(request)

    def work() -> tuple[int, Any]:
        made, password = team.add(**given.dict(), by=access, managed=managed)
        return 201, {**_person(made), "password": password}

    return once(request, access, work, secret="password")


@router.patch("/people/{user}", response={200: PersonOut, **MATCHED}, summary="Change a person")
def change_person(request: HttpRequest, user: str, given: PersonChanges) -> HttpResponse:
    """Name, address, roles, and whether they still work here. If-Match as of any record."""
    access, managed = access_of(request), _managed(request)
    key, etag = asked.record(user), asked.if_match(request, needed=True)
    changes = given.dict(exclude_unset=True)

    def work() -> tuple[int, Any]:
        return 200, _person(team.change(key, changes, etag=etag, by=access, managed=managed))

    return once(request, access, work)


@router.post(
    "/people/{user}/password", response={200: PasswordOut, **WRITTEN}, summary="A new password"
)
def renew_password(request: HttpRequest, user: str) -> HttpResponse:
    """For somebody who lost theirs, or is locked out: shown in this answer only. Their sessions
    end."""
    access, managed, key = access_of(request), _managed(request), asked.record(user)

    def work() -> tuple[int, Any]:
        person, password = team.renew_password(key, by=access, managed=managed)
        Adapter().forget_failures(person.username)
        return 200, {"password": password}

    return once(request, access, work, secret="password")


@router.get("/roles", response={200: RoleList, **PROBLEMS}, summary="Roles")
def roles(request: HttpRequest) -> HttpResponse:
    """The roles of this company and what each may do."""
    asked.parameters(request)
    access = access_of(request)
    if not access.allows("user", "view"):
        access.require("role", "view")

    def work() -> list[Role]:
        return list(Role.objects.order_by("-built_in", "id"))

    return answer({"items": [_role(one) for one in reading(access, work)]})


@router.get("/rights", response={200: RightsOut, **PROBLEMS}, summary="What a role can be given")
def rights(request: HttpRequest) -> HttpResponse:
    """Every form and page with the operations there are, and the groups of fields to hide."""
    asked.parameters(request)
    access_of(request).require("role", "view")
    forms = [
        {
            "name": form.name,
            "label": str(form.label),
            "module": form.module,
            "operations": _operations(form),
        }
        for form in registry.all()
    ]
    pages = [
        {"name": name, "label": str(PAGE_LABELS[name]), "module": "", "operations": list(may)}
        for name, may in PAGES.items()
    ]
    return answer(
        {
            "items": [*forms, *pages],
            "operations": {name: str(LABELS[name]) for name in OPERATIONS},
            "hideable": {name: str(label) for name, label in HIDEABLE.items()},
        }
    )


@router.post("/roles", response={201: RoleOut, **WRITTEN}, summary="A new role")
def add_role(request: HttpRequest, given: NewRole) -> HttpResponse:
    """Nobody writes into a role more than they may do themselves."""
    access = access_of(request)

    def work() -> tuple[int, Any]:
        return 201, _role(role_changes.add(**given.dict(), known=_known(), by=access))

    return once(request, access, work)


@router.patch("/roles/{code}", response={200: RoleOut, **MATCHED}, summary="Change a role")
def change_role(request: HttpRequest, code: str, given: RoleChanges) -> HttpResponse:
    """What is left out stays. It holds for every holder from their next request on."""
    access, etag = access_of(request), asked.if_match(request, needed=True)

    def work() -> tuple[int, Any]:
        changed = role_changes.change(code, **given.dict(), known=_known(), etag=etag, by=access)
        return 200, _role(changed)

    return once(request, access, work)


@router.delete("/roles/{code}", response={204: None, **MATCHED}, summary="Delete a role")
def delete_role(request: HttpRequest, code: str) -> HttpResponse:
    """A role of the company's own that nobody holds."""
    access, etag = access_of(request), asked.if_match(request, needed=True)

    def work() -> tuple[int, Any]:
        role_changes.delete(code, etag=etag, by=access)
        return 204, None

    return once(request, access, work)


def _managed(request: HttpRequest) -> frozenset[int]:
    """The companies that the caller administers: nobody in them holds more."""
    caller = caller_of(request)
    places = (at_work(caller.person, place.id) for place in _reachable(caller))
    return frozenset(one.company.id for one in places if one.access.covers(ALL, frozenset()))


def _reachable(caller: Caller) -> list[Any]:
    bound = caller.person.bound_to
    return [place for place in caller.person.workplaces if bound in (None, place.id)]


def _known() -> set[str]:
    return {"*", *(form.name for form in registry.all()), *PAGES}


def _operations(form: Any) -> list[str]:
    """What can be done with the records of a form, in the order of OPERATIONS."""
    there = {"view", "add", "edit", "delete", "print", "import", "export"}
    there |= {action.operation for action in form.actions}
    there |= set(getattr(form.model, "exceptions", ()))
    return [name for name in OPERATIONS if name in there]


def _person(one: team.Member) -> dict[str, Any]:
    return {**asdict(one), "roles": list(one.roles), "etag": one.etag}


def _role(role: Role) -> dict[str, Any]:
    return {
        "code": role.code,
        "name": gettext(role.name) if role.built_in else role.name,
        "permissions": role.permissions,
        "hidden": role.hidden,
        "built_in": role.built_in,
        "fixed": role.code == role_changes.ADMINISTRATOR,
        "etag": role_changes.mark(role),
    }
