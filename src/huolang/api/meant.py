"""Many codes at once, from a pasted block or a scanner: the records that they mean."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import WRITTEN
from huolang.api.working import form_for, reading
from huolang.forms import meant, query, render
from huolang.forms.filters import MOST_CONDITIONS
from huolang.forms.query import Ask

router = Router(tags=["find"])

Code = Annotated[str, Field(max_length=200)]


class CodesIn(Schema):
    """`fields` as those of a list, `filter` as its conditions."""

    form: str = Field(max_length=64)
    codes: list[Code] = Field(min_length=1, max_length=meant.MOST)
    fields: str = Field("", max_length=2_000)
    filter: list[list[Any]] = Field(default_factory=list[list[Any]], max_length=MOST_CONDITIONS)


class MeantOut(Schema):
    """`meant` has an id or null for each code, in their order; `items` each record once."""

    meant: list[UUID | None]
    items: list[dict[str, Any]]


@router.post("/find/codes", response={200: MeantOut, **WRITTEN}, summary="Records by their codes")
def codes(request: HttpRequest, given: CodesIn) -> HttpResponse:
    """Which record of `form` each code means: by its code, number or bar code (also of one of its
    units), by its name, or because the search finds nothing else. Null where none or several fit.
    Only reads."""
    asked.parameters(request)
    shown, access = form_for(request, given.form, "view")
    chosen, tables = render.names(shown, given.fields)

    def work() -> Any:
        found = meant.meant(shown, given.codes, given.filter, access)
        ids = [str(one) for one in dict.fromkeys(found) if one is not None]
        items: list[Any] = []
        if ids:
            ask = Ask(conditions=[["id", "in", ids]], limit=len(ids))
            page = query.page(shown, render.shape(shown, chosen).columns, ask, access)
            items = render.page(shown, page.rows, chosen, tables)
        return {"meant": found, "items": items}

    return answer(reading(access, work))
