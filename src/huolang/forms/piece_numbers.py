"""序列号: the numbers of single pieces as people write them into one cell.

Between numbers stands a new line, a semicolon or a Chinese comma. A space or an English comma may
be part of a number: it only parts what looks alike on both sides. A1-A3 are three, if there are
letters before the figures. The screen reads them alike (`web/src/form/lines/serials.ts`; both are
held to `serials.cases.json` beside it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST = 20_000
"""Of one line."""
LONGEST = 140
"""What is longer is no range of two numbers."""
_BETWEEN = re.compile("[\n\r;；、，]")
_MAYBE = re.compile(r"[,\s]+")
_TO = re.compile("[-–—~～至]")
_END = re.compile(r"(.*?)([0-9]{1,64})", re.DOTALL)
_FIGURES = re.compile("[0-9]+")


def read(text: str) -> list[str]:
    """Every number in `text`; ranges are written out as long as one line may have so many."""
    found: list[str] = []
    for part in _BETWEEN.split(text):
        if part := part.strip():
            found += _parted(part, MOST - len(found))
    return found


def _parted(part: str, room: int) -> Iterator[str]:
    pieces: list[list[str]] = []
    for one in _MAYBE.split(part):
        pieces.append(_written_out(one, room))
        room -= len(pieces[-1])
    shapes = {_FIGURES.sub("#", piece[0].upper()) for piece in pieces}
    if len(pieces) == 1 or len(shapes) > 1 or "#" not in next(iter(shapes)):
        return iter(_written_out(part, room + sum(len(piece) for piece in pieces)))
    return (number for piece in pieces for number in piece)


def _written_out(text: str, room: int) -> list[str]:
    for dash in _TO.finditer(text) if len(text) <= LONGEST else ():
        ends = text[: dash.start()].strip(), text[dash.end() :].strip()
        first, last = (_END.fullmatch(end) for end in ends)
        if first is None or last is None or first[1].upper() != last[1].upper():
            continue
        begin, end = int(first[2]), int(last[2])
        if 1 <= end - begin < room and any(letter.isalpha() for letter in first[1]):
            return [f"{first[1]}{number:0{len(first[2])}d}" for number in range(begin, end + 1)]
    return [text]
