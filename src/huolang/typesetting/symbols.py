"""What a scanner reads, drawn as lines so that every printer has it sharp: Code 128, EAN-13, QR."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

import segno
from barcode import get_barcode_class  # type: ignore[import-untyped]

from huolang.typesetting.doc import Symbology

BARS = 24
"""Longer codes do not fit a label as bars."""
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


def symbology_of(code: str, wanted: str) -> Symbology:
    """How the code is drawn, of those who want `auto`, `code128` or `qr`."""
    if wanted == "qr":
        return "qr"
    if wanted == "auto" and is_ean13(code):
        return "ean13"
    return "code128" if barred(code) and len(code) <= BARS else "qr"


def barred(code: str) -> bool:
    """Whether bars can say it: numbers may have Chinese letters, too."""
    return BARRED.fullmatch(code) is not None


@lru_cache(maxsize=2_000)
def drawing(code: str, symbology: Symbology) -> str:
    """The symbol as an SVG of nothing but black rectangles."""
    if symbology == "qr":
        return _square(code)
    name = "ean13" if symbology == "ean13" else "code128"
    bars: str = get_barcode_class(name)(code).build()[0]
    return _bars(bars)


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
