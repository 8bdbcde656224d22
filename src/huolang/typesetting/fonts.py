"""The letters of our papers: Noto Sans SC (SIL Open Font License), regular and bold.

They come with the screen's packages (`web/package.json`), so they are set up and locked like these.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

FAMILY = "Noto Sans SC"
WEIGHTS = ("400Regular", "700Bold")
BOLD = "700Bold"
UNITS = 1_000
ASCII = range(32, 127)


def folders() -> list[Path]:
    """Where each weight lies."""
    return [Path(settings.HUOLANG_FONTS) / weight for weight in WEIGHTS]


def are_there() -> bool:
    return all(file.is_file() for file in map(_file, WEIGHTS))


def _file(weight: str) -> Path:
    return Path(settings.HUOLANG_FONTS) / weight / f"NotoSansSC_{weight}.ttf"


@cache
def _widths(weight: str) -> tuple[float, ...]:
    """Of the letters of ASCII, in the height of a letter."""
    font = ImageFont.truetype(str(_file(weight)), UNITS)
    return tuple(font.getlength(chr(code)) / UNITS for code in ASCII)


def width(text: str, *, bold: bool = False) -> float:
    """How wide the text is, in its own height. What is not ASCII is taken to be as wide as high."""
    known = _widths(BOLD if bold else "400Regular")
    total = 0.0
    for letter in text:
        code = ord(letter)
        total += known[code - 32] if 32 <= code < 127 else 1.0
    return total
