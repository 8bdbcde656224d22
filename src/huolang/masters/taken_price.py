"""随源单的退货价: a line that comes back at the price it took over of the line that it goes on from
takes it anew until it is confirmed: invoices and allowances that priced it come and go meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.forms import registry
from huolang.kernel.columns import Money, Price
from huolang.kernel.figures import figure
from huolang.kernel.money import round_half_up
from huolang.kernel.refusals import BusinessError
from huolang.masters import source_price
from huolang.masters.charged import RETURNS
from huolang.masters.price_proposal import Asked, Question


class PriceChanged(BusinessError):
    """Not a refusal: what the page of a draft says."""

    code = "line.taken_price_changed"
    message = _("{product} 的结算价已由 {was} 变为 {now}，审核时按新价退")


class HiddenPriceChanged(BusinessError):
    """The same to those who do not see prices."""

    code = "line.hidden_price_changed"
    message = _("{product} 的结算价已变，审核时按新价退")


class TakenPrice(models.Model):
    """`taken_price` is the price of the line while it is that which was taken over; None: somebody
    typed one, or there is nothing to take it from."""

    taken_price = Price(null=True, editable=False)
    charged_amount = Money(null=True, editable=False)
    charged_tax = Money(null=True, editable=False)
    """What its part of what was charged was when the line was written; None: it is of no line."""

    class Meta:
        abstract = True


def take_anew(document: Any, question: Question) -> None:
    """Give lines that nobody priced otherwise the price of today. The documents that they go on
    from stay locked, so that it does not change until they are counted."""
    rows = [row for row in document.rows if isinstance(row, TakenPrice)]
    if rows:
        follow.hold(document, [row for row in rows if _comes_back(document, row)])
    today = {row.id: told for row, *told in _prices(document, question, rows)}
    for row in rows:
        price, is_gift = today.get(row.id, (None, False))
        if price is not None and row.unit_price in (None, row.taken_price):
            row.unit_price, row.is_gift = price, is_gift
        row.taken_price = price if _follows(row, price, is_gift) else None
        if row.taken_price is not None:
            row.unit_price = price


def _follows(row: Any, price: Decimal | None, is_gift: bool) -> bool:
    """Whether a line is at the price to be taken over, but for its last digit."""
    if price is None or row.is_gift != is_gift:
        return False
    return abs(row.unit_price - price) <= Decimal(1).scaleb(-Price.digits)


def changed(document: Any, question: Question) -> list[BusinessError]:
    """That lines of a draft will be confirmed at another price than they show."""
    rows = [row for row in document.rows if getattr(row, "taken_price", None) is not None]
    places = {row.id: index for index, row in enumerate(document.rows)}
    told: list[BusinessError] = []
    for row, price, _is_gift in _prices(document, question, rows):
        if row.unit_price != row.taken_price or row.unit_price == price:
            continue
        place, product = f"lines.{places[row.id]}", row.product_name
        if _sees_prices(document):
            figures = {"was": figure(row.unit_price), "now": figure(price)}
            told.append(PriceChanged(field=f"{place}.unit_price", product=product, **figures))
        else:
            told.append(HiddenPriceChanged(field=f"{place}.product", product=product))
    return told


def _sees_prices(document: Any) -> bool:
    """May whoever reads it know what its goods cost a unit?"""
    lines = registry.of(type(document)).tables_by_name["lines"]
    group = lines.by_name["unit_price"].hidden_by
    return document.access is not None and (not group or document.access.sees(group))


def _comes_back(document: Any, row: Any) -> bool:
    by = follow.of(document, row)
    return by is not None and by.counts == RETURNS


def _prices(
    document: Any, question: Question, rows: Sequence[Any]
) -> Iterator[tuple[Any, Decimal, bool]]:
    """What those of `rows` that come back are credited at today, at the discount of their line, and
    whether it is nothing, as for a gift; one that was given another discount is priced by hand."""
    back = [row for row in rows if _comes_back(document, row)]
    asked = [
        Asked(row.product_id, row.unit_id, row.quantity, _source(document, row)) for row in back
    ]
    for n, taken in source_price.read(question, asked).items():
        if back[n].discount == taken.discount:
            yield back[n], round_half_up(taken.proposal.price, Price.digits), taken.is_gift


def _source(document: Any, row: Any) -> Any:
    by = follow.of(document, row)
    return None if by is None else getattr(row, by.column)
