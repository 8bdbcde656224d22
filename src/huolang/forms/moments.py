"""Kinds that hold days and moments."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.forms import refusals
from huolang.forms.form import Field
from huolang.forms.kind import ORDER, Check, Kind, Schema, Show, as_text

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Days outside are typing errors, and some time zones cannot even express them."""

A_DAY = timedelta(days=1)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Date(Kind):
    """A day; where the form says so, also an exact moment of it."""

    name = "date"
    width = 12
    operators = ORDER

    def check(self, field: Field) -> Check:
        match, with_time = _DAY.fullmatch, field.with_time

        def day(value: Any) -> Any:
            if type(value) is not str:
                if type(value) is date:
                    return _in_range(value)
                raise refusals.WrongType(expected=_("日期"))
            try:
                if match(value):
                    return _in_range(date.fromisoformat(value))
                if with_time:
                    return _moment(value, zone=False)
            except (ValueError, OverflowError):
                pass
            raise refusals.NotADate()

        return day

    def typed(self, field: Field) -> Show:
        """Also 2026/1/5, 2026年1月5日, 20260105, and the number that a spreadsheet counts."""
        return _day_of

    def show(self, field: Field) -> Show:
        return date.isoformat

    def schema(self, field: Field) -> Schema:
        return {"type": "string", "format": "date"}

    def accepts(self, field: Field) -> Schema:
        if not field.with_time:
            return self.schema(field)
        return {"anyOf": [self.schema(field), {"type": "string", "format": "date-time"}]}


_WRITTEN = re.compile(
    r"([0-9]{4})[-/.年]\s?([0-9]{1,2})[-/.月]\s?([0-9]{1,2})日?"
    r"(?:[ T]+([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?))?",
    re.ASCII,
)
_SOLID = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 109_575
"""1950 and 2200, as a spreadsheet counts days."""


def _day_of(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if cell == int(cell) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
            return (date(1899, 12, 30) + timedelta(days=int(cell))).isoformat()
        cell = as_text(cell)
    if not isinstance(cell, str):
        return as_text(cell)
    text = unicodedata.normalize("NFKC", cell).strip()
    found = _WRITTEN.fullmatch(text) or _SOLID.fullmatch(text)
    if found is None:
        return text
    year, month, day, *moment = found.groups()
    written = f"{year}-{month:0>2}-{day:0>2}"
    clock = moment[0] if moment else None
    if clock is None or not clock.strip("0:"):
        return written
    return f"{written} {clock:0>{8 if clock.count(':') == 2 else 5}}"


def _in_range(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise refusals.NotADate()
    return value


_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)


def _moment(value: str, *, zone: bool) -> datetime:
    """The moment written in `value`; with `zone` it must say its time zone."""
    if _MOMENT.fullmatch(value) is None:
        raise ValueError(value)
    moment = datetime.fromisoformat(value.upper().replace(" ", "T"))
    if zone and moment.tzinfo is None:
        raise ValueError(value)
    for near in (moment - A_DAY, moment + A_DAY):  # its day in whatever zone
        _in_range(near)
    return moment


class DateTime(Kind):
    name = "datetime"
    width = 18
    operators = ("=", "<", "<=", ">", ">=", "between", "empty")

    def check(self, field: Field) -> Check:
        def moment(value: Any) -> Any:
            if type(value) is datetime and value.tzinfo is not None:
                return value
            if type(value) is not str:
                raise refusals.WrongType(expected=_("时间"))
            try:
                return _moment(value, zone=True).astimezone(UTC)
            except (ValueError, OverflowError):
                raise refusals.NotAMoment() from None

        return moment

    def show(self, field: Field) -> Show:
        return datetime.isoformat

    def schema(self, field: Field) -> Schema:
        return {"type": "string", "format": "date-time"}
