"""Sizes of paper in millimetres, as it lies in the printer. The screen knows them by the same names
(`web/src/form/print/papers.ts`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """`down` and `across` are what stays blank above and below, left and right (there are holes in
    continuous paper); `grid` is how many labels stand beside and below each other on a sheet."""

    width: float
    height: float
    down: float
    across: float
    grid: tuple[int, int] | None = None


PAPERS: Mapping[str, Size] = {
    "a4": Size(210, 297, 12, 12),
    "a4Wide": Size(297, 210, 10, 12),
    "a5Wide": Size(210, 148, 8, 10),
    "triple": Size(241, 140, 6, 15),
    "tripleThird": Size(241, 93, 5, 15),
}
LABELS: Mapping[str, Size] = {
    "label": Size(60, 40, 2, 2),
    "labelSmall": Size(40, 30, 2, 2),
    "labelWide": Size(80, 50, 2, 2),
    "labels24": Size(210, 297, 0, 0, (3, 8)),
    "labels40": Size(210, 297, 0, 0, (4, 10)),
}
