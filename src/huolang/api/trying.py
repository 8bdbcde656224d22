"""试确认: what confirming would refuse of what was scanned so far, told while somebody still stands
before the goods. It goes the way of the confirmation itself, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Schema

from huolang.api import asked, doors, problem
from huolang.api.answers import answer
from huolang.api.schemas import WRITTEN, ErrorOut
from huolang.api.working import form_for, writing
from huolang.documents import converting
from huolang.forms import registry
from huolang.forms.form import seen_by
from huolang.inventory import handling
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.ledger import foreseeing
from huolang.masters import part

router = Router(tags=["handling"])


class Refused(Schema):
    """Nothing: what was scanned could be confirmed now."""

    errors: list[ErrorOut]


@router.post(
    "/handling/stock_transfer/try",
    response={200: Refused, **WRITTEN},
    summary="What confirming a transfer would refuse",
)
def transfer(request: HttpRequest) -> HttpResponse:
    """Of a transfer as it would be created and confirmed; it is neither."""
    form, access = form_for(request, "stock_transfer", "add")
    access.require("stock_transfer", "confirm")
    asked.parameters(request)
    given = asked.body(request)
    return _tried(access, lambda: doors.create(form, given, access, then="confirm"))


@router.post(
    "/handling/{form}/{key}/try",
    response={200: Refused, **WRITTEN},
    summary="What confirming a receipt or a delivery would refuse",
)
def conversion(
    request: HttpRequest,
    key: UUID,
    form: str = Path(..., pattern=f"^({'|'.join(handling.TARGETS)})$"),
) -> HttpResponse:
    """Of the part of a document that would come or leave; the body is that of its conversion."""
    source, access = form_for(request, form, "view")
    target = seen_by(registry.get(handling.TARGETS[form]), access.hidden)
    access.require(target.name, "add")
    access.require(target.name, "confirm")
    asked.parameters(request)
    fill = part.of(source, target, asked.body(request))

    def act() -> object:
        return converting.conversion(
            source, key, target.name, access=access, then="confirm", fill=fill
        )

    return _tried(access, act)


def _tried(access: Access, act: Callable[[], object]) -> HttpResponse:
    """What is wrong with goods is what was asked for; that there is no such document is a refusal
    as ever."""

    def work() -> dict[str, Any]:
        try:
            foreseeing.foresee(act)
        except BusinessError as refusal:
            if refusal.status in (409, 422):
                return {"errors": problem.errors(refusal)}
            raise
        return {"errors": []}

    return answer(writing(access, work))
