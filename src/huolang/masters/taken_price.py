"""随源单的退货价: a line that comes back at the price it took over of the line that it goes on from
takes it anew until it is confirmed: invoices and allowances that priced it come and go meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.forms import registry
from huolang.kernel.columns import Money, Percent, Price
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


class TermsChanged(BusinessError):
    code = "line.taken_terms_changed"
    message = _("{product} 的折扣或税率在源单里已改，审核时按源单的退")


class TakenPrice(models.Model):
    """`taken_price` is the price of the line while it is that which was taken over; None: somebody
    typed one, or there is nothing to take it from. So are its discount and tax rate."""

    taken_price = Price(null=True, editable=False)
    taken_discount = Percent(null=True, editable=False)
    taken_rate = Percent(null=True, editable=False)
    charged_amount = Money(null=True, editable=False)
    charged_tax = Money(null=True, editable=False)
    """What its part of what was charged was when the line was written; None: it is of no line."""

    class Meta:
        abstract = True


def take_anew(document: Any, question: Question) -> None:
    """Give lines that nobody priced otherwise the price, discount and tax rate of today. The
    documents that they go on from stay locked, so that these do not change until they are counted.
    """
    rows = [row for row in document.rows if isinstance(row, TakenPrice)]
    if rows:
        follow.hold(document, [row for row in rows if _comes_back(document, row)])
    today = {row.id: told for row, told in _today(document, question, rows)}
    for row in rows:
        told = today.get(row.id)
        _take_rate(row, told)
        _take_price(row, told)


def _take_rate(row: Any, today: _Today | None) -> None:
    """The rate is followed by itself: who agrees on another price leaves it as it is."""
    if today is not None and _has_taken(row.tax_rate, row.taken_rate, today.tax_rate):
        row.tax_rate = today.tax_rate
    row.taken_rate = today.tax_rate if today and row.tax_rate == today.tax_rate else None


def _take_price(row: Any, today: _Today | None) -> None:
    if today is None or not _has_taken(row.discount, row.taken_discount, today.discount):
        row.taken_price = row.taken_discount = None
        return
    if row.unit_price in (None, row.taken_price):
        row.unit_price, row.is_gift = today.price, today.is_gift
        row.discount = today.discount
    follows = row.discount == today.discount and _follows(row, today.price, today.is_gift)
    row.taken_price = today.price if follows else None
    row.taken_discount = today.discount if follows else None
    if follows:
        row.unit_price = today.price


def _follows(row: Any, price: Decimal | None, is_gift: bool) -> bool:
    """Whether a line is at the price to be taken over, but for its last digit."""
    if price is None or row.is_gift != is_gift:
        return False
    return abs(row.unit_price - price) <= Decimal(1).scaleb(-Price.digits)


def _has_taken(value: Decimal, taken: Decimal | None, today: Decimal) -> bool:
    """Whether `value` is that which was taken over; if that is not known, whether it is today's."""
    return value == (today if taken is None else taken)


def changed(document: Any, question: Question) -> list[BusinessError]:
    """That lines of a draft will be confirmed at another price, discount or rate than they show."""
    rows = [row for row in document.rows if isinstance(row, TakenPrice)]
    places = {row.id: index for index, row in enumerate(document.rows)}
    told: list[BusinessError] = []
    for row, today in _today(document, question, rows):
        place, product = f"lines.{places[row.id]}", row.product_name
        if _is_another(row.taken_discount, row.discount, today.discount) or _is_another(
            row.taken_rate, row.tax_rate, today.tax_rate
        ):
            told.append(TermsChanged(field=f"{place}.product", product=product))
        elif not _is_another(row.taken_price, row.unit_price, today.price):
            continue
        elif _sees_prices(document):
            figures = {"was": figure(row.unit_price), "now": figure(today.price)}
            told.append(PriceChanged(field=f"{place}.unit_price", product=product, **figures))
        else:
            told.append(HiddenPriceChanged(field=f"{place}.product", product=product))
    return told


def _is_another(taken: Decimal | None, value: Decimal, today: Decimal) -> bool:
    """Whether what was taken over, and not changed by anybody, is another today."""
    return taken is not None and value == taken != today


def _sees_prices(document: Any) -> bool:
    """May whoever reads it know what its goods cost a unit?"""
    lines = registry.of(type(document)).tables_by_name["lines"]
    group = lines.by_name["unit_price"].hidden_by
    return document.access is not None and (not group or document.access.sees(group))


def _comes_back(document: Any, row: Any) -> bool:
    by = follow.of(document, row)
    return by is not None and by.counts == RETURNS


@dataclass(frozen=True, slots=True)
class _Today:
    """What a line that comes back takes over today; the price is before the discount."""

    price: Decimal
    discount: Decimal
    tax_rate: Decimal
    is_gift: bool


def _today(document: Any, question: Question, rows: Sequence[Any]) -> Iterator[tuple[Any, _Today]]:
    """Of those of `rows` that come back; the price is nothing for a gift."""
    back = [row for row in rows if _comes_back(document, row)]
    asked = [
        Asked(row.product_id, row.unit_id, row.quantity, _source(document, row)) for row in back
    ]
    for n, taken in source_price.read(question, asked).items():
        price = round_half_up(taken.proposal.price, Price.digits)
        yield back[n], _Today(price, taken.discount, taken.tax_rate, taken.is_gift)


def _source(document: Any, row: Any) -> Any:
    by = follow.of(document, row)
    return None if by is None else getattr(row, by.column)
