"""Prices over HTTP: what the lines of a document are proposed, and what was paid before."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, WRITTEN, EarlierPrices, PriceAnswers, PriceQuestion
from huolang.api.working import access_of, reading
from huolang.documents import own_company
from huolang.forms import registry
from huolang.forms.form import Form, seen_by
from huolang.forms.numbers import plain
from huolang.kernel import clock
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import Forbidden, Invalid
from huolang.masters import price_proposal, source_price
from huolang.masters.price_proposal import Asked, Earlier, Proposal, Question
from huolang.masters.source_price import TakenOver
from huolang.masters.trade import TradeDocument

router = Router(tags=["prices"])


class NotPriced(Invalid):
    code = "price.no_trade_document"
    message = _("{form} 不是有价格的交易单据")


@router.post(
    "/prices/proposals", response={200: PriceAnswers, **WRITTEN}, summary="Proposed prices"
)
def proposals(request: HttpRequest, given: PriceQuestion) -> HttpResponse:
    """What each line of a document of `form` would cost this partner. Nothing is changed."""
    asked.parameters(request)
    access = access_of(request)
    model = _priced(given.form, access)
    lines = [
        Asked(
            *(one.product, one.unit, Decimal(one.quantity), one.source),
            discount=None if one.discount is None else Decimal(one.discount),
        )
        for one in given.lines
    ]

    def work() -> Any:
        zone = own_company.read().zone
        day = given.date or clock.business_day(clock.now(), zone)
        question = Question(model, given.partner, day, given.tax_included)
        found, taken = price_proposal.propose(question, lines), source_price.read(question, lines)
        return {"items": [_told(one, taken.get(n), access) for n, one in enumerate(found)]}

    return answer(reading(access, work))


@router.get("/prices/history", response={200: EarlierPrices, **PROBLEMS}, summary="Earlier prices")
def history(
    request: HttpRequest,
    form: str,
    partner: UUID,
    product: UUID,
    limit: int = Query(10, ge=1, le=100),
) -> HttpResponse:
    """What the partner paid, or was paid, for the product; newest first."""
    asked.parameters(request, "form", "partner", "product", "limit")
    access = access_of(request)
    model = _priced(form, access)
    if model.remembers:
        access.require(model.remembers, "view")
    found = reading(access, lambda: price_proposal.history(model, partner, product, limit=limit))
    return answer({"items": [_earlier(model.remembers, one) for one in found]})


def _priced(name: str, access: Access) -> type[TradeDocument]:
    """The model of a trade document whose prices this person may see."""
    form = registry.get(name)
    access.require(form.name, "view")
    if not issubclass(form.model, TradeDocument):
        raise NotPriced(field="form", form=form.label)
    if not _sees_prices(seen_by(form, access.hidden)):
        raise Forbidden(form=form.label, operation=_("查看价格"))
    return form.model


def _sees_prices(form: Form) -> bool:
    return "unit_price" in form.tables_by_name["lines"].by_name


def _told(one: Proposal | None, taken: TakenOver | None, access: Access) -> dict[str, Any] | None:
    """What is proposed to a line, with all that it takes over of the one that it goes on from."""
    if one is None or taken is None:
        return _proposal(one, access)
    more = {"discount": plain(taken.discount), "tax_rate": plain(taken.tax_rate)}
    return {**(_proposal(taken.proposal, access) or {}), **more, "is_gift": taken.is_gift}


def _proposal(one: Proposal | None, access: Access) -> dict[str, Any] | None:
    if one is None:
        return None
    told: dict[str, Any] = {"price": plain(one.price), "source": one.source, "text": one.text}
    if one.record is not None and access.allows(one.form, "view"):
        told |= {"form": one.form, "record": one.record}
    return told


def _earlier(form: str, one: Earlier) -> dict[str, Any]:
    return {
        "form": form,
        "record": one.record,
        "number": one.number,
        "date": one.day,
        "quantity": plain(one.quantity),
        "unit": one.unit_name,
        "price": plain(one.unit_price),
        "discount": plain(one.discount),
        "tax_included": one.tax_included,
    }
