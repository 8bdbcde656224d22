"""The rows of a worksheet, written as they come: each at once and not cell by cell, which takes a
fifth of the time.

What stands in them is what `sheet` says: text is text, a number is a number only where it keeps
every digit, a day is a day. XlsxWriter does everything around the rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name  # pyright: ignore[reportMissingTypeStubs]
from xlsxwriter.worksheet import Worksheet  # pyright: ignore[reportMissingTypeStubs]

LONGEST_TEXT = 32_767
EXACT_DIGITS = 15
"""Digits that a number in Excel keeps; what has more is written as text, so that none is lost."""
PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?").fullmatch
NOT_AS_IT_IS = re.compile(
    r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[&<>]|_x|^\s|\s$"
).search
"""What XML does not take, or does not keep."""
EPOCH, LEAP_YEAR_1900 = 693_595, 59
"""Excel counts days from 1900, in which it believes there was a 29th of February."""
AT_ONCE = 200
"""Rows that are handed to the file together."""

Cell = Callable[[int, Any], str]
"""The XML of a value in the row of that number."""


class Page(Worksheet):
    """A worksheet in constant memory that takes whole rows."""

    def put(self, first: int, rows: Iterable[Sequence[Any]], cells: Sequence[Cell]) -> int:
        """Write `rows` from the row `first` (counted from 0) on; how many there were. What was
        written before is above them, and what is written later comes below."""
        this: Any = self
        this._write_single_row(first)
        number, waiting = first, list[str]()
        for row in rows:
            number += 1
            told = "".join(
                [
                    cell(number, value)
                    for cell, value in zip(cells, row, strict=True)
                    if value is not None and value != ""
                ]
            )
            waiting.append(f'<row r="{number}">{told}</row>')
            if len(waiting) == AT_ONCE:
                this.row_data_fh.write("".join(waiting))
                waiting.clear()
        this.row_data_fh.write("".join(waiting))
        if number > first:
            this._check_dimensions(number - 1, len(cells) - 1)
        this.previous_row = number
        return number - first

    def text_cell(self, column: int, look: Any) -> Cell:
        return _text(xl_col_to_name(column), _style(look))

    def number_cell(self, column: int, look: Any) -> Cell:
        """What is no number stays text."""
        return _number(xl_col_to_name(column), _style(look))

    def day_cell(self, column: int, look: Any) -> Cell:
        """Days and instants, these by their own clock; all else is text."""
        name, style = xl_col_to_name(column), _style(look)
        text = _text(name, style)

        def day(row: int, value: Any) -> str:
            if isinstance(value, datetime):
                this: Any = self
                number = f"{this._convert_date_time(value.replace(tzinfo=None)):.16G}"
            elif isinstance(value, date):
                days = value.toordinal() - EPOCH
                number = str(days + 1 if days > LEAP_YEAR_1900 else days)
            else:
                return text(row, value)
            return f'<c r="{name}{row}"{style}><v>{number}</v></c>'

        return day

    def any_cell(self, column: int, look: Any, days: Mapping[str, Any]) -> Cell:
        """Every value for what it is; `days` says how a "date" and a "datetime" look."""
        name, style = xl_col_to_name(column), _style(look)
        number, text = _number(name, style), _text(name, style)
        day, instant = (self.day_cell(column, days[kind]) for kind in ("date", "datetime"))

        def one(row: int, value: Any) -> str:
            if isinstance(value, datetime):
                return instant(row, value)
            if isinstance(value, date):
                return day(row, value)
            if isinstance(value, float) and isfinite(value):
                return f'<c r="{name}{row}"{style}><v>{value:.16G}</v></c>'
            return (number if type(value) is int else text)(row, value)

        return one


def _style(look: Any) -> str:
    return "" if look is None else f' s="{look._get_xf_index()}"'


def _number(name: str, style: str) -> Cell:
    text = _text(name, style)
    nothing = f'"{style}><v>0</v></c>'

    def number(row: int, value: Any) -> str:
        if type(value) is Decimal and not value:  # half of what many reports say
            return f'<c r="{name}{row}{nothing}'
        told = str(value)
        if "." in told:
            told = told.rstrip("0").rstrip(".")
        if len(told) <= EXACT_DIGITS and PLAIN_NUMBER(told):
            pass
        elif (found := exact(value)) is not None:
            told = f"{found:.16G}"
        else:
            return text(row, value)
        return f'<c r="{name}{row}"{style}><v>{told}</v></c>'

    return number


def _text(name: str, style: str) -> Cell:
    def text(row: int, value: Any) -> str:
        told, keep = str(value), ""
        if len(told) > LONGEST_TEXT or NOT_AS_IT_IS(told):
            told = told[:LONGEST_TEXT]
            keep = ' xml:space="preserve"' if told != told.strip() else ""
            told = escape(_without_control(told))
        return f'<c r="{name}{row}"{style} t="inlineStr"><is><t{keep}>{told}</t></is></c>'

    return text


CONTROL = re.compile(r"_x[0-9A-Fa-f]{4}_|[^\t\n\x20-\ufffd\U00010000-\U0010ffff]|[\ud800-\udfff]")


def _without_control(told: str) -> str:
    """What XML cannot hold, as Excel writes it; and what looks like that, so that it is not read
    as such."""

    def spelled(found: re.Match[str]) -> str:
        one = found[0]
        return f"_x{ord(one):04X}_" if len(one) == 1 else f"_x005F{one}"

    return CONTROL.sub(spelled, told)


def exact(value: Any) -> float | None:
    """`value` as a number that says the same to the last digit; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        return None
    try:
        number = Decimal(value)
    except ArithmeticError:
        return None
    if number.is_finite() and len(number.normalize().as_tuple().digits) <= EXACT_DIGITS:
        return float(number)
    return None
