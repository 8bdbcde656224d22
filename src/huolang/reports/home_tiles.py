"""What stands on the home page of somebody, in which order and how wide: as they arranged it, or
else as suits the first of their roles. What they may not see is left out when the page is drawn.
Reports that they pinned stand among them under names of their own (`report:` and an id)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import preferences
from huolang.kernel.refusals import Invalid
from huolang.reports import home_pins
from huolang.reports.home_pins import Pin

OWN = "home."
"""What the names of all preferences of this page begin with."""
HOME = "home.tiles"
"""The preference that holds [name, shown, width] in their order; older ones have no width."""
WIDEST = 4
"""Columns that the page has where there is most room."""
TILES = (
    "to_do",
    "begin",
    "sales",
    "purchases",
    "owed",
    "money",
    "forecast",
    "chart",
    "stock",
    "products",
    "partners",
    "structure",
)
FIRST: dict[str, tuple[str, ...]] = {
    "owner": (
        *("sales", "owed", "money", "purchases", "forecast", "chart"),
        *("stock", "products", "partners", "structure", "to_do"),
    ),
    "purchasing": ("to_do", "begin", "purchases", "stock", "owed"),
    "sales": ("to_do", "begin", "sales", "owed", "chart", "partners", "products"),
    "warehouse": ("to_do", "begin", "stock", "chart", "products", "partners"),
    "finance": (
        *("to_do", "owed", "money", "sales", "purchases", "forecast", "chart"),
        *("stock", "partners", "products", "structure"),
    ),
}
"""By role: what comes first. The rest follows in the order of `TILES`."""
ASIDE: dict[str, tuple[str, ...]] = {"owner": ("begin",)}
"""By role: what does not stand there unless somebody puts it there."""


WIDTHS = {"to_do": 4, "begin": 4, "chart": 2, "forecast": 2}
"""Columns of those that are wider than one."""
WIDE: dict[str, dict[str, int]] = {"sales": {"sales": 2, "owed": 2}}
"""By role: columns that differ from those."""


class UnknownTile(Invalid):
    code = "home.unknown_tile"
    message = _("首页没有这一块：{name}")


class TileTwice(Invalid):
    code = "home.tile_twice"
    message = _("同一块只能放一次：{name}")


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the home page, whether it is shown, and how many columns it is wide (None: as is
    usual)."""

    name: str
    shown: bool
    width: int | None = None


def of(person: UUID | None, roles: Sequence[str]) -> tuple[list[Tile], list[Pin]]:
    """The tiles of somebody in their order, and the pins among them; those that came with a newer
    version stand last, and so do reports that were pinned since."""
    mine = preferences.named(person, OWN) if person else {}
    pins = home_pins.among(mine, home_pins.KEPT.removeprefix(OWN))
    first = [*usual(roles), *(Tile(one.tile, True, one.width) for one in pins)]
    return _arranged(first, mine.get(HOME.removeprefix(OWN))), pins


def _arranged(first: list[Tile], kept: Sequence[Any] | None) -> list[Tile]:
    if kept is None:
        return first
    widths = {one.name: one.width for one in first}
    told = [_kept(*one, widths=widths) for one in kept if one[0] in widths]
    known = {one.name for one in told}
    return told + [one for one in first if one.name not in known]


def _kept(name: str, shown: bool, width: int | None = None, *, widths: dict[str, Any]) -> Tile:
    return Tile(name, shown, width or widths[name])


def usual(roles: Sequence[str]) -> list[Tile]:
    """The tiles of who arranged nothing."""
    role = next((one for one in roles if one in FIRST), "")
    first = FIRST.get(role, ())
    aside = ASIDE.get(role, ())
    widths = {**WIDTHS, **WIDE.get(role, {})}
    order = [*first, *(name for name in TILES if name not in first)]
    return [Tile(name, name not in aside, widths.get(name, 1)) for name in order]


def arrange(person: UUID, tiles: Sequence[Tile]) -> None:
    """Keep an order; none at all: as is usual for their roles again."""
    known = {*TILES, *(one.tile for one in home_pins.of(person))}
    seen: set[str] = set()
    for index, tile in enumerate(tiles):
        if tile.name not in known:
            raise UnknownTile(field=f"tiles.{index}.name", name=tile.name[:64])
        if tile.name in seen:
            raise TileTwice(field=f"tiles.{index}.name", name=tile.name)
        seen.add(tile.name)
    value: list[Any] | None = [[one.name, one.shown, one.width] for one in tiles] or None
    preferences.put(person, HOME, value)
