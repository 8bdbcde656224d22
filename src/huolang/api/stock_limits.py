"""上下限建议 over HTTP: taking proposed limits over. The list is the report `limit_proposals`."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from huolang.api import asked
from huolang.api.schemas import WRITTEN
from huolang.api.team import Strict
from huolang.api.working import access_of, once
from huolang.kernel import clock
from huolang.planning import limit_proposals
from huolang.planning.limit_proposals import LIMITS, Wanted

router = Router(tags=["replenishment"])

MOST = 500
Key = Annotated[UUID, Field(strict=False)]
Quantity = Annotated[Decimal, Field(strict=False)]


class LimitIn(Strict):
    """What is left out is as proposed."""

    product: Key
    warehouse: Key
    min_stock: Quantity | None = None
    safety_stock: Quantity | None = None
    max_stock: Quantity | None = None


class TakenOver(Strict):
    """`days` and `service` are those that the proposals were asked for with."""

    days: str = "90"
    service: str = "95"
    items: list[LimitIn] = Field(min_length=1, max_length=MOST)


class TakenOut(Schema):
    changed: int


@router.post(
    "/replenishment/limits", response={200: TakenOut, **WRITTEN}, summary="Take over limits"
)
def take(request: HttpRequest, given: TakenOver) -> HttpResponse:
    """Proposed limits become those of the products, as they are proposed now or as somebody typed
    instead; all of them or none. `changed`: how many were others before."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        wanted = [
            Wanted(product=one.product, warehouse=one.warehouse, typed=_typed(one))
            for one in given.items
        ]
        changed = limit_proposals.take(
            wanted, days=given.days, service=given.service, by=access, at=clock.now()
        )
        return 200, {"changed": changed}

    return once(request, access, work)


def _typed(one: LimitIn) -> dict[str, Decimal]:
    told = {name: getattr(one, name) for name in LIMITS}
    return {name: value for name, value in told.items() if value is not None}
