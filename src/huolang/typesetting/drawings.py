"""Bars as the template draws them: lengths as parts of what there is room for, words that fit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huolang.typesetting import columns, fonts
from huolang.typesetting.doc import Drawing, tidy

Told = dict[str, Any]
SMALL = 8.0 * 25.4 / 72
"""Millimetres that a letter beside a bar is high."""
WORDS = 6
"""Words under bars beside each other, at most."""
WIDEST = 0.36
"""Of the paper that names may take before they are broken."""


def told(drawing: Drawing, inside: float) -> Told:
    """All that the template needs; `inside` is how wide the paper is, in millimetres."""
    if drawing.beside:
        return {"title": tidy(drawing.title), "beside": True, **_beside(drawing)}
    names = [tidy(one.label) for one in drawing.bars]
    widest = min(max(fonts.width(one) for one in names) * SMALL + 1.0, inside * WIDEST)
    figures = max(fonts.width(one.told, bold=True) for one in drawing.bars) * SMALL + 1.0
    longest = max(abs(one.value) for one in drawing.bars) or Decimal(1)
    return {
        "title": tidy(drawing.title),
        "beside": False,
        "names": round(widest, 2),
        "figures": round(figures, 2),
        "bars": [
            {
                "label": columns.breakable(name, widest * columns.LETTER / SMALL),
                "told": one.told,
                "length": _part(abs(one.value) / longest),
                "negative": one.value < 0,
            }
            for name, one in zip(names, drawing.bars, strict=True)
        ],
    }


def _beside(drawing: Drawing) -> Told:
    """`zero` is where nothing is, from above; what is less hangs below it."""
    top = max(Decimal(0), *(one.value for one in drawing.bars))
    bottom = min(Decimal(0), *(one.value for one in drawing.bars))
    high = top - bottom or Decimal(1)
    every = -(-len(drawing.bars) // WORDS)
    return {
        "zero": _part(top / high),
        "bars": [
            {
                "length": _part(abs(one.value) / high),
                "negative": one.value < 0,
                "word": tidy(one.short or one.label) if at % every == every - 1 else "",
            }
            for at, one in enumerate(drawing.bars)
        ],
    }


def _part(share: Decimal) -> float:
    return round(float(share), 4)
