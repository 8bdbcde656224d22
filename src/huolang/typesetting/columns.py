"""How wide the columns of a table are: as browsers do it, and smaller letters where the widest
cannot be broken into the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from huolang.typesetting import fonts
from huolang.typesetting.doc import Column, Table

LETTER = 9.5 * 25.4 / 72
"""The height of a letter in a table, in millimetres."""
PADDING = 2 * 1.2 + 0.25
"""Blank and line of a cell, in millimetres."""
LEAD = 26.0
SMALLEST = 0.6
MOST_MEASURED = 200
"""Letters of a cell that matter for its column's width."""
PIECES = re.compile(r"[!-~\u00a0-\u024f]+|.")
WIDER = 1.01
"""What text may be wider than what its letters add up to."""


@dataclass(frozen=True, slots=True)
class Widths:
    """In millimetres; `scale` is how small the letters are made."""

    each: Sequence[float]
    scale: float
    narrow: bool
    """Not even the smallest letters have the room that they need."""


def widths(table: Table, numbered: int, inside: float) -> Widths:
    """The columns of the table, after one for the number of up to `numbered`, that together are
    `inside` wide."""
    number = fonts.width(str(max(numbered, 1))) * WIDER
    least, most = [number], [number]
    for at, column in enumerate(table.columns):
        low, high = _column(table, at, column)
        least.append(low)
        most.append(high)
    scale = 1.0
    room = inside - PADDING * len(least)
    lead = _leads(table)
    narrowest = [max(low * LETTER, floor) for low, floor in zip(least, lead, strict=True)]
    if sum(narrowest) > room:
        scale = max(SMALLEST, room / sum(low * LETTER for low in least))
        scale = min(scale, 1.0)
    low = [one * LETTER * scale for one in least]
    high = [max(one * LETTER * scale, a) for one, a in zip(most, low, strict=True)]
    for at, floor in enumerate(lead):
        if sum(low) + floor - low[at] <= room:
            low[at], high[at] = max(low[at], floor), max(high[at], floor)
    narrow = sum(one * LETTER * scale for one in least) > room + 0.01
    return Widths([one + PADDING for one in _shared(low, high, room)], scale, narrow)


def _leads(table: Table) -> list[float]:
    return [0.0, *(LEAD - PADDING if one.lead else 0.0 for one in table.columns)]


def _shared(low: Sequence[float], high: Sequence[float], room: float) -> list[float]:
    """The room shared out: everybody what they would like, and what is left by that; or what they
    need, and the rest so that who would like little has it before who would like much."""
    if sum(low) >= room:
        return [one * room / sum(low) for one in low]
    if sum(high) <= room:
        return [one * room / sum(high) for one in high]
    each, left = list(low), room - sum(low)
    waiting = sorted(range(len(low)), key=lambda at: high[at] - low[at])
    for place, at in enumerate(waiting):
        more = min(high[at] - low[at], left / (len(waiting) - place))
        each[at] += more
        left -= more
    return each


def _column(table: Table, at: int, column: Column) -> tuple[float, float]:
    """What a column needs and what it would like, in the height of a letter."""
    label = fonts.width(column.label, bold=True)
    word = max((fonts.width(one, bold=True) for one in column.label.split()), default=0.0)
    low, high = word, label
    for text in _texts(table, at):
        whole = fonts.width(text[:MOST_MEASURED])
        high = max(high, whole)
        low = max(low, whole if column.tight else longest(text[:MOST_MEASURED]))
    if table.sums is not None:
        said = fonts.width(table.sums[at], bold=True)
        low, high = max(low, said), max(high, said)
    return low * WIDER, high * WIDER


def _texts(table: Table, at: int) -> set[str]:
    return {row[at] for row in table.rows}


MOST_WORD = 14.0
"""A word that is longer may be broken anywhere, in the height of a letter."""


def longest(text: str) -> float:
    """The widest piece of the text that stays on one line."""
    found = max((fonts.width(one) for one in PIECES.findall(text)), default=0.0)
    return 2.0 if found > MOST_WORD else found


def breakable(text: str, width: float) -> str:
    """The text with places to break, invisible, inside words that are wider than `width`
    millimetres at the letters' own height."""
    if len(text) < 4 or max(map(len, text.split()), default=0) * LETTER * 0.3 < width:
        return text
    return PIECES.sub(lambda word: _broken(word[0], width), text)


def _broken(word: str, width: float) -> str:
    if len(word) < 2 or fonts.width(word) * LETTER <= width:
        return word
    return "\u200b".join(word)
