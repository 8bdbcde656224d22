"""Locations over HTTP: a range of them made in one go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from huolang.api import asked
from huolang.api.schemas import WRITTEN
from huolang.api.working import access_of, once
from huolang.kernel import clock
from huolang.masters import location_ranges

router = Router(tags=["locations"])


class RangeWanted(Schema):
    """From the code `first` to the code `last`: each part of it counts by itself."""

    first: str
    last: str


class RangeOut(Schema):
    """`made` locations of all kinds; `there` of the innermost were there already."""

    made: int
    there: int
    codes: list[str]


@router.post(
    "/warehouses/{warehouse}/locations",
    response={201: RangeOut, **WRITTEN},
    summary="Make a range of locations",
)
def generate(request: HttpRequest, warehouse: UUID, given: RangeWanted) -> HttpResponse:
    """Make the locations of a range, and what they lie in; all that are missing, or none."""
    asked.parameters(request)
    access = access_of(request)
    access.require("location", "add")

    def work() -> tuple[int, Any]:
        made, there = location_ranges.generate(
            warehouse, given.first, given.last, access, at=clock.now()
        )
        return 201, {"made": len(made), "there": there, "codes": [one.code for one in made]}

    return once(request, access, work)
