"""What stands on a paper, as text: made of a record, a list or a report, and laid out as pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Align = Literal["left", "right", "center"]
Symbology = Literal["ean13", "code128", "qr"]
UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Column:
    """`tight`: figures, codes and days stay on one line; `lead`: what the row is, never narrower
    than a few letters."""

    label: str
    align: Align = "left"
    tight: bool = False
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """`label` is shown only where there are several; `sums` stand below the last row,
    after the word for them (`summed`, or else 合计) where the first column has none. No row is
    lower than `room` millimetres, for who writes in it."""

    label: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    sums: Sequence[str] | None = None
    summed: str = ""
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Code:
    """What a scanner reads, the `no`th on the paper."""

    no: int
    code: str
    symbology: Symbology


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What it is of, how long it is, and its figure as people read it; `short` stands below it
    where that is enough. `before`: how long it was in the period that it is compared with."""

    label: str
    value: Decimal
    told: str
    short: str = ""
    before: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Bars above the tables: `beside` each other, or each on a line of its own with its figure."""

    title: str
    beside: bool
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doc:
    """One document. `printed` is how often it was printed before; `red`: of less than nothing."""

    company: str
    title: str
    tax_number: str = ""
    state: str = ""
    number: str = ""
    header: Sequence[Entry] = ()
    drawing: Drawing | None = None
    tables: Sequence[Table] = ()
    totals: Sequence[Entry] = ()
    words: str | None = None
    signatures: Sequence[Entry] = ()
    printed: int = 0
    codes: Sequence[Code] = ()
    red: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """One label: what a scanner reads, and the words beside it, the most important first."""

    code: str
    symbology: Symbology
    title: str
    lines: tuple[str, ...] = ()
    price: str = ""


def tidy(text: str) -> str:
    """The text on one line, as a browser would show it, without what no letter stands for."""
    return UNPRINTABLE.sub(" ", text).strip()
