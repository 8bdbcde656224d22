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
    longest = max(abs(one) for one in _values(drawing)) or Decimal(1)
    return {
        "title": tidy(drawing.title),
        "beside": False,
        "names": round(widest, 2),
        "figures": round(figures, 2),
        "bars": [
            {
                "label": columns.breakable(name, widest * columns.LETTER / SMALL),
                "told": one.told,
                **_long(one.value, longest),
                "before": None if one.before is None else _long(one.before, longest),
            }
            for name, one in zip(names, drawing.bars, strict=True)
        ],
    }


def _beside(drawing: Drawing) -> Told:
    """`zero` is where nothing is, from above; what is less hangs below it."""
    top, bottom = max(Decimal(0), *_values(drawing)), min(Decimal(0), *_values(drawing))
    high = top - bottom or Decimal(1)
    every = -(-len(drawing.bars) // WORDS)
    return {
        "zero": _part(top / high),
        "bars": [
            {
                **_long(one.value, high),
                "before": None if one.before is None else _long(one.before, high),
                "word": tidy(one.short or one.label) if at % every == every - 1 else "",
            }
            for at, one in enumerate(drawing.bars)
        ],
    }


def _values(drawing: Drawing) -> list[Decimal]:
    """What the lengths of bars stand for, now and before."""
    before = [one.before for one in drawing.bars if one.before is not None]
    return [one.value for one in drawing.bars] + before


def _long(value: Decimal, longest: Decimal) -> Told:
    return {"length": _part(abs(value) / longest), "negative": value < 0}


def _part(share: Decimal) -> float:
    return round(float(share), 4)
