"""账簿的开始: what happened before the opening documents is in their figures, and is not entered
once more.

The books begin on the day of the first opening document that stands, unless something else stands
in them before it: then they were begun without, and the opening document is an addition.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.kernel import clock
from huolang.kernel.refusals import Invalid
from huolang.ledger import reading


class BeforeBooks(Invalid):
    code = "document.before_books"
    message = _("账簿自 {day} 的期初开始，更早的业务已在期初数里，日期不能早于它")


def refuse(documents: Sequence[Any], *, at: datetime) -> None:
    """Refuse those of before the books' beginning; their days are settled. Asks nothing where all
    are of today."""
    days = [one.date for one in documents if one.posts and not one.opens_books]
    if not days or min(days) >= clock.business_day(at, documents[0].own_company.zone):
        return
    day = reading.begun_after(min(days), _openings())
    if day is not None:
        raise BeforeBooks(field="date", day=day)


def out_of_order(documents: Sequence[Any]) -> bool:
    """Does one of these that are confirmed one after the other lie before an opening document that
    comes before it?"""
    opened: date | None = None
    for one in documents:
        if one.opens_books:
            opened = one.date if opened is None else max(opened, one.date)
        elif one.posts and opened is not None and one.date < opened:
            return True
    return False


def _openings() -> list[str]:
    """The forms whose documents open books."""
    return [form.name for form in registry.all() if getattr(form.model, "opens_books", False)]
