"""期间: words for the days of a question ("last month"), reckoned whenever it is asked; so a
question that is kept stays about last month for ever. The screen reckons the same
(`web/src/features/reports/periods.ts`; both are held to `periods.cases.json` beside that)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from huolang.forms import refusals
from huolang.kernel.refusals import Invalid
from huolang.reports.report import Label, Report, View

NAME = "period"
"""The parameter; it stands in the place of the two days."""
FIRST, LAST = DAYS = ("since", "until")
WORDS: Mapping[str, Label] = {
    "month": _("本月"),
    "last_month": _("上月"),
    "today": _("今天"),
    "yesterday": _("昨天"),
    "week": _("本周"),
    "last_week": _("上周"),
    "quarter": _("本季"),
    "year": _("今年"),
    "last_year": _("去年"),
    "last_30": _("最近 30 天"),
}
"""In the order in which they are offered. What is not over yet goes to today."""


class WordAndDays(Invalid):
    code = "report.period_and_days"
    message = _("期间（period）和起止日期（since、until）只能用一种")


def known(report: Report) -> bool:
    """Whether the report asks for two days at all."""
    return set(DAYS) <= {one.name for one in report.filters}


def in_view(report: Report, view: View) -> bool:
    """Whether this view of it does."""
    there = {one.name for one in report.filters if not one.views or view.name in one.views}
    return set(DAYS) <= there


def told(given: Mapping[str, str], today: date) -> Mapping[str, str]:
    """What is given, with the days that its word stands for in the place of the word."""
    word = given.get(NAME)
    if word is None:
        return given
    if any(day in given for day in DAYS):
        raise WordAndDays(field=NAME)
    if word not in WORDS:
        raise refusals.NotAnOption(field=NAME, options=", ".join(WORDS))
    first, last = days(word, today)
    rest = {name: value for name, value in given.items() if name != NAME}
    return {**rest, FIRST: first.isoformat(), LAST: last.isoformat()}


def days(word: str, today: date) -> tuple[date, date]:
    """The first and the last day of a word, both included."""
    month = today.replace(day=1)
    monday = today - timedelta(days=today.weekday())
    eve = month - timedelta(days=1)
    year = today.replace(month=1, day=1)
    found = {
        "today": (today, today),
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "week": (monday, today),
        "last_week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "month": (month, today),
        "last_month": (eve.replace(day=1), eve),
        "quarter": (month.replace(month=(today.month - 1) // 3 * 3 + 1), today),
        "year": (year, today),
        "last_year": (year.replace(year=year.year - 1), year - timedelta(days=1)),
        "last_30": (today - timedelta(days=29), today),
    }
    return found[word]
