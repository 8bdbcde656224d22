"""What a scanner reads, drawn as lines so that every printer has it sharp: Code 128, EAN-13, QR."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

import segno
from barcode import get_barcode_class  # type: ignore[import-untyped]
from barcode.charsets import code128  # type: ignore[import-untyped]

from huolang.typesetting.doc import Symbology

DOTS = 8
"""Of a label printer of 203 dpi to the millimetre."""
FEWEST, MOST = 2, 3
"""Dots that the thinnest line is wide, whole ones so that every line is as wide as it should be.
Two are 0.25 mm: less is read by no scanner of every day (GS1 General Specifications, symbol
specification table 4, least X-dimension of GS1-128, 0.250 mm; ISO/IEC 15417 leaves it to such)."""
EAN13_MODULE = 0.264
"""Millimetres: the least X-dimension of EAN-13, of the same table."""
BESIDE, EDGE = 3, 0.5
"""Millimetres left and right of the bars, and of what stays blank beside them, to the cut."""
QUIET = 10
HEIGHT = 40
"""Of bars, in the width of the thinnest."""
BARRED = re.compile(r"[ -~]+")
EAN13 = re.compile(r"[0-9]{13}")


def is_ean13(code: str) -> bool:
    """Thirteen digits of which the last is right."""
    if EAN13.fullmatch(code) is None:
        return False
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(code[:12]))
    return int(code[12]) == (10 - total % 10) % 10


def symbology_of(code: str, wanted: str, width: float) -> Symbology:
    """How the code is drawn on a label of `width` millimetres, of those who want `auto`, `code128`
    or `qr`: a square where bars would be too thin."""
    if wanted == "qr":
        return "qr"
    if wanted == "auto" and is_ean13(code):
        wide = len(drawn(code, "ean13")) * EAN13_MODULE
        return "ean13" if wide <= width - 2 * BESIDE else "qr"
    return "code128" if barred(code) and dots(code, width) else "qr"


def dots(code: str, width: float) -> int:
    """How many dots wide the thinnest line of Code 128 is on a label of `width` millimetres; 0: it
    does not fit."""
    bars = len(drawn(code, "code128"))
    inside, across = (width - 2 * BESIDE) * DOTS, (width - 2 * EDGE) * DOTS
    most = min(inside // bars, across // (bars + 2 * QUIET), MOST)
    return int(most) if most >= FEWEST else 0


def barred(code: str) -> bool:
    """Whether bars can say it: numbers may have Chinese letters, too."""
    return BARRED.fullmatch(code) is not None


@lru_cache(maxsize=2_000)
def drawing(code: str, symbology: Symbology) -> str:
    """The symbol as an SVG of nothing but black rectangles."""
    return _square(code) if symbology == "qr" else _bars(drawn(code, symbology))


@lru_cache(maxsize=2_000)
def drawn(code: str, symbology: Symbology) -> str:
    """The bars as thinnest lines, 1 where they are black."""
    if symbology == "ean13":
        bars: str = get_barcode_class("ean13")(code).build()[0]
        return bars
    said = _shortest(code)
    check = (said[0] + sum(place * one for place, one in enumerate(said))) % 103
    return "".join(code128.CODES[one] for one in (*said, check)) + code128.STOP + "11"


def _shortest(code: str) -> list[int]:
    """The symbol characters of Code 128 that say it in the least room: code set B has every letter,
    C two figures in one."""
    to_b, to_c = code128.C["TO_B"], code128.B["TO_C"]
    said = [([code128.START_CODES["B"]], [code128.START_CODES["C"]])]
    for at, letter in enumerate(code):
        in_b = [*said[at][0], code128.B[letter]]
        in_c = [*in_b, to_c]
        pair = code[at - 1 : at + 1]
        if at and pair.isdigit():
            paired = [*said[at - 1][1], int(pair)]
            in_b = min(in_b, [*paired, to_b], key=len)
            in_c = min(paired, [*in_b, to_c], key=len)
        said.append((in_b, in_c))
    return min(said[-1], key=len)


def modules(svg: str) -> int:
    """How many of its thinnest lines a drawing is wide, with what stays blank beside it."""
    return int(svg.partition(' width="')[2].partition('"')[0])


def _bars(modules: str) -> str:
    parts: list[str] = []
    at = QUIET
    for black, some in groupby(modules):
        wide = len(list(some))
        if black == "1":
            parts.append(f"M{at} 0h{wide}v{HEIGHT}h-{wide}z")
        at += wide
    return _svg(at + QUIET, HEIGHT, parts)


def _square(code: str) -> str:
    rows = segno.make(code, error="m", micro=False, boost_error=False).matrix
    parts: list[str] = []
    for down, row in enumerate(rows):
        at = 0
        for black, some in groupby(row):
            wide = len(list(some))
            if black:
                parts.append(f"M{at + 2} {down + 2}h{wide}v1h-{wide}z")
            at += wide
    return _svg(len(rows) + 4, len(rows) + 4, parts)


def _svg(width: int, height: int, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><path d="{"".join(parts)}"/></svg>'
    )
