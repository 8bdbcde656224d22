"""重新分配占用 over HTTP: who holds scarce goods."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from huolang.api import asked
from huolang.api.schemas import WRITTEN
from huolang.api.stock_schemas import MovedList, Reallocation
from huolang.api.working import access_of, once
from huolang.documents import reallocation
from huolang.forms import references
from huolang.forms.numbers import plain
from huolang.kernel import clock
from huolang.kernel.refusals import NotFound
from huolang.ledger.reallocating import Hold

router = Router(tags=["stock"])


@router.post("/stock/reallocations", response={200: MovedList, **WRITTEN}, summary="Reallocate")
def reallocate(request: HttpRequest, given: Reallocation) -> HttpResponse:
    """Hold scarce goods for other order lines than those that came first. All of it or nothing;
    no goods are left free while orders wait for them."""
    asked.parameters(request)
    access = access_of(request)
    access.require("stock", "edit")

    def work() -> tuple[int, Any]:
        known = references.labels({"product": {given.product}}, {})
        found = known.get("product", {}).get(given.product)
        if found is None:
            raise NotFound()
        moved = reallocation.reallocate(
            given.product,
            given.warehouse,
            [Hold(one.line, one.quantity, one.was) for one in given.holds],
            name=str(found.label.get("name", "")),
            access=access,
            at=clock.now(),
        )
        items = [
            {"line": one.line, "before": plain(one.before), "after": plain(one.after)}
            for one in moved
        ]
        return 200, {"items": items}

    return once(request, access, work)
