"""列的布局 over HTTP: how the caller arranged the columns of their tables."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.team import Strict
from huolang.api.working import access_of, once, reading
from huolang.kernel import column_layouts
from huolang.kernel.access import NoCompany
from huolang.kernel.permissions import Access

router = Router(tags=["views"])


class ColumnLayout(Strict):
    """`turned`: columns shown though the table hides them by itself, or hidden though it shows
    them; `order`: all of them, or none; `widths` in pixels, of those that were changed."""

    turned: list[str] = []
    order: list[str] = []
    widths: dict[str, int] = {}


class ColumnLayouts(Schema):
    """By table: the name of a form, of a form and its lines, or of a report and its view."""

    tables: dict[str, ColumnLayout]


@router.get("/columns", response={200: ColumnLayouts, **PROBLEMS}, summary="My columns")
def listed(request: HttpRequest) -> HttpResponse:
    """Of the caller, in this company; tables that they left as they are, are missing."""
    asked.parameters(request)
    access = access_of(request)
    person = _person(access)
    return answer({"tables": reading(access, lambda: column_layouts.of(person))})


@router.put("/columns/{table}", response={200: ColumnLayout, **WRITTEN}, summary="Arrange columns")
def keep(request: HttpRequest, table: str, given: ColumnLayout) -> HttpResponse:
    """For the caller alone, in place of what was. Nothing at all: as the table is by itself."""
    asked.parameters(request)
    access = access_of(request)
    person = _person(access)

    def work() -> tuple[int, Any]:
        column_layouts.keep(person, table, given.dict())
        return 200, given.dict()

    return once(request, access, work)


def _person(access: Access) -> UUID:
    if access.user is None:
        raise NoCompany()
    return access.user
