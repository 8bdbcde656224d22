"""A date that lies years before anything in the books is more often a slip than history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.documents.document import State
from huolang.kernel import clock, sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError

USUAL = timedelta(days=2 * 366)
"""How far back a date may lie without the books being asked."""
APART = timedelta(days=366)
OTHERS = """
SELECT min(starts_on) FROM ledger_period
WHERE company_id = %s::bigint AND starts_on > %s::date
"""


class LongAgo(BusinessError):
    """Not a refusal: whoever enters the history of other books starts somewhere."""

    code = "document.long_ago"
    message = _("日期 {day} 比账上其他单据早得多（其他单据从 {first} 起），请核对")


def warnings(document: Any) -> list[BusinessError]:
    """That the date of a draft, or of what is in the books, lies more than a year before all else
    in them. Nothing is asked for a date of the last two years."""
    expected = (State.DRAFT.value, State.CONFIRMED.value)
    day: date | None = document.date
    if day is None or document.state not in expected:
        return []
    if clock.business_day(clock.now(), document.own_company.zone) - day < USUAL:
        return []
    ((first,),) = sql.run(OTHERS, [current_id(), day]).fetchall()
    if first is None or first - day < APART:
        return []
    return [LongAgo(field="date", day=f"{day:%Y-%m-%d}", first=f"{first:%Y-%m}")]
