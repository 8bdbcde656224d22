"""Labels as the template `labels.typ` wants them: one after the other from a roll, or side by side
on a sheet, whose first places may be used up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from huolang.typesetting import columns, fonts, symbols
from huolang.typesetting.doc import Label, tidy
from huolang.typesetting.sizes import Size

Told = dict[str, Any]
MOST = 2_000
"""Labels of one file."""
WIDEST = 0.4
"""Millimetres of the thinnest line of an EAN-13."""
SMALL = 40
"""Millimetres of height below which letters are smaller."""


def label_width(size: Size) -> float:
    """Millimetres of one label."""
    return size.width / (size.grid or (1, 1))[0]


def labels(some: Sequence[Label], size: Size, skip: int) -> Told:
    """`some` in their order; those that are alike are drawn once."""
    across, down = size.grid or (1, 1)
    height = size.height / down
    distinct = list(dict.fromkeys(some))
    places = {one: at for at, one in enumerate(distinct)}
    return {
        "font": fonts.FAMILY,
        "width": size.width,
        "height": size.height,
        "across": across,
        "down": down,
        "small": height < SMALL,
        "kinds": [_kind(one, label_width(size)) for one in distinct],
        "places": [-1] * min(skip, across * down - 1) + [places[one] for one in some],
    }


def _kind(one: Label, width: float) -> Told:
    square, svg = one.symbology == "qr", symbols.drawing(one.code, one.symbology)
    room = width / 2 - 5 if square else width - 6
    return {
        "svg": svg,
        "bars": _bars(one, svg, width),
        "square": square,
        "said": "" if square else one.code,
        "title": columns.breakable(tidy(one.title)[:200], room),
        "price": columns.breakable(tidy(one.price)[:200], room),
        "lines": [columns.breakable(tidy(line)[:200], room) for line in one.lines],
    }


def _bars(one: Label, svg: str, width: float) -> float:
    """Millimetres that bars are wide with what stays blank beside them."""
    if one.symbology == "code128" and (dots := symbols.dots(one.code, width)):
        return symbols.modules(svg) * dots / symbols.DOTS
    return min(symbols.modules(svg) * WIDEST, width - 2 * symbols.BESIDE)
