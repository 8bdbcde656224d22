"""Styles over HTTP: products made of combinations of their values."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from huolang.api import asked
from huolang.api.schemas import WRITTEN
from huolang.api.working import access_of, once
from huolang.kernel import clock
from huolang.masters import variants

router = Router(tags=["styles"])


class VariantsWanted(Schema):
    """`values` of each variant in the order of the style's attributes, and whatever else a product
    may say; `common` is what all of them say."""

    variants: list[dict[str, Any]]
    common: dict[str, Any] = {}


class VariantOut(Schema):
    id: UUID
    code: str
    name: str
    values: list[str]


class VariantsOut(Schema):
    items: list[VariantOut]


@router.post(
    "/styles/{style}/variants", response={201: VariantsOut, **WRITTEN}, summary="Make variants"
)
def generate(request: HttpRequest, style: UUID, given: VariantsWanted) -> HttpResponse:
    """Make a product of each combination: all of them, or none where one is refused."""
    asked.parameters(request)
    access = access_of(request)
    access.require("style", "view")
    access.require("product", "add")

    def work() -> tuple[int, Any]:
        made = variants.generate(style, given.variants, access, common=given.common, at=clock.now())
        return 201, {"items": [_told(one) for one in made]}

    return once(request, access, work)


def _told(one: Any) -> dict[str, Any]:
    values = [value for value in one.combination if value]
    return {"id": one.id, "code": one.code, "name": one.name, "values": values}
