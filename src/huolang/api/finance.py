"""Money over HTTP: what is owed, and which months accept entries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, OpenItemList, OwedPage, PeriodList, PeriodOut
from huolang.api.working import access_of, once, reading
from huolang.finance import owed
from huolang.forms.numbers import money
from huolang.forms.query import BadCursor
from huolang.kernel.permissions import Access
from huolang.ledger import periods

router = Router(tags=["finance"])
OLDEST_MONTH = "1900-01"


@router.get("/owed", response={200: OwedPage, **PROBLEMS}, summary="What is owed, by partner")
def listed(
    request: HttpRequest,
    q: str = Query("", max_length=200),
    sort: str = Query(owed.BY_CODE, max_length=64),
    limit: int = Query(50, ge=1, le=500),
    cursor: str | None = None,
) -> HttpResponse:
    """Receivable and payable of each partner, gross; of these, what this person may see. `sort`:
    partner, receivable or payable, a minus before it for the other way round."""
    asked.parameters(request, "q", "sort", "limit", "cursor")
    access = access_of(request)
    kinds = _kinds(access)
    after = _opened(cursor, sort) if cursor else None

    def work() -> Any:
        found, following = owed.page(kinds, text=q, sort=sort, limit=limit, after=after)
        return {
            "items": [_owed(one, kinds) for one in found],
            "next": signing.dumps([sort, *map(str, following)], salt="owed") if following else None,
            "sums": {kind: money(amount) for kind, amount in owed.sums(kinds).items()},
        }

    return answer(reading(access, work))


@router.get("/owed/items", response={200: OpenItemList, **PROBLEMS}, summary="Open items")
def items(
    request: HttpRequest,
    partner: UUID,
    kind: Literal["receivable", "payable"] | None = None,
) -> HttpResponse:
    """The documents behind what one partner owes or is owed; of one `kind`, when it is given."""
    asked.parameters(request, "partner", "kind")
    access = access_of(request)
    kinds = [one for one in _kinds(access) if kind is None or one == kind]
    found = reading(access, lambda: owed.items(partner, kinds))
    return answer({"items": [_item(one) for one in found]})


@router.get("/periods", response={200: PeriodList, **PROBLEMS}, summary="Months")
def months(request: HttpRequest) -> HttpResponse:
    """From the first month with entries to the last, newest first, and whether they accept more;
    and which earlier ones are closed with each."""
    asked.parameters(request)
    access = access_of(request)
    access.require("period", "view")
    found = reading(access, periods.months)
    return answer({"items": [_month(one) for one in found]})


@router.post(
    "/periods/{month}/close",
    response={200: PeriodOut, 409: PROBLEMS[404], **PROBLEMS},
    summary="Close a month",
)
def close(request: HttpRequest, month: str) -> HttpResponse:
    """No entry enters this month from now on, nor those that it `covers`; months close in their
    order."""
    return _turn(request, month, closed=True)


@router.post(
    "/periods/{month}/reopen",
    response={200: PeriodOut, 409: PROBLEMS[404], **PROBLEMS},
    summary="Open a month again",
)
def reopen(request: HttpRequest, month: str) -> HttpResponse:
    """The last closed month accepts entries again."""
    return _turn(request, month, closed=False)


def _turn(request: HttpRequest, month: str, *, closed: bool) -> HttpResponse:
    access = access_of(request)
    access.require("period", "close" if closed else "reopen")
    first = _first(month)

    def work() -> tuple[int, Any]:
        turn = periods.close if closed else periods.reopen
        turn(first, by=access.user)
        return 200, next(_month(one) for one in periods.months() if one.first == first)

    return once(request, access, work)


def _kinds(access: Access) -> list[str]:
    kinds = [kind for kind in owed.KINDS if access.allows(kind, "view")]
    if not kinds:
        access.require("receivable", "view")
    return kinds


def _owed(one: owed.Owed, kinds: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {"partner": {"id": one.partner, "code": one.code, "name": one.name}}
    return told | {kind: money(getattr(one, kind)) for kind in kinds}


def _item(one: owed.Item) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "form": one.form,
        "record": one.record,
        "number": one.number,
        "date": one.occurred_on,
        "due_on": one.due_on,
        "currency": one.currency,
        "net": money(one.net),
        "tax": money(one.tax),
        "total": money(one.total),
        "left": money(one.left),
    }


def _month(one: periods.Month) -> dict[str, Any]:
    return {
        "month": f"{one.first:%Y-%m}",
        "closed": one.closed,
        "used": one.used,
        "covers": [f"{first:%Y-%m}" for first in one.covers],
        "earliest": one.earliest,
    }


def _first(month: str) -> date:
    try:
        if len(month) == 7 and month[4] == "-" and month >= OLDEST_MONTH:
            return date(int(month[:4]), int(month[5:]), 1)
    except ValueError:
        pass
    raise asked.BadParameter(field="month", said="YYYY-MM")


def _opened(cursor: str, sort: str) -> owed.Place:
    """Where a page of the same order ended."""
    try:
        order, value, code, key = signing.loads(cursor, salt="owed")
    except (signing.BadSignature, ValueError):
        raise BadCursor(field="cursor") from None
    if order != sort:
        raise BadCursor(field="cursor")
    return Decimal(value), code, UUID(key)
