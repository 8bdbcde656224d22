"""What stands on the home page of somebody, and in which order: as they arranged it, or else as
suits the first of their roles. What they may not see is left out when the page is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import preferences
from huolang.kernel.refusals import Invalid

HOME = "home.tiles"
"""The preference that holds [name, shown] in their order."""
TILES = (
    "to_do",
    "begin",
    "sales",
    "purchases",
    "owed",
    "stock",
    "chart",
    "products",
    "partners",
)
FIRST: dict[str, tuple[str, ...]] = {
    "owner": ("sales", "owed", "stock", "purchases", "chart", "products", "partners", "to_do"),
    "purchasing": ("to_do", "begin", "purchases", "stock", "owed"),
    "sales": ("to_do", "begin", "sales", "owed", "chart", "partners", "products"),
    "warehouse": ("to_do", "begin", "stock"),
    "finance": ("to_do", "owed", "sales", "purchases", "stock", "chart", "partners", "products"),
}
"""By role: what comes first. The rest follows in the order of `TILES`."""
ASIDE: dict[str, tuple[str, ...]] = {"owner": ("begin",)}
"""By role: what does not stand there unless somebody puts it there."""


class UnknownTile(Invalid):
    code = "home.unknown_tile"
    message = _("首页没有这一块：{name}")


class TileTwice(Invalid):
    code = "home.tile_twice"
    message = _("同一块只能放一次：{name}")


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the home page, and whether it is shown."""

    name: str
    shown: bool


def of(person: UUID | None, roles: Sequence[str]) -> list[Tile]:
    """The tiles of somebody in their order; those that came with a newer version stand last."""
    kept = preferences.get(person, HOME) if person else None
    if kept is None:
        return usual(roles)
    told = [Tile(name, shown) for name, shown in kept if name in TILES]
    known = {one.name for one in told}
    return told + [one for one in usual(roles) if one.name not in known]


def usual(roles: Sequence[str]) -> list[Tile]:
    """The tiles of who arranged nothing."""
    role = next((one for one in roles if one in FIRST), "")
    first = FIRST.get(role, ())
    aside = ASIDE.get(role, ())
    order = [*first, *(name for name in TILES if name not in first)]
    return [Tile(name, name not in aside) for name in order]


def arrange(person: UUID, tiles: Sequence[Tile]) -> None:
    """Keep an order; none at all: as is usual for their roles again."""
    seen: set[str] = set()
    for index, tile in enumerate(tiles):
        if tile.name not in TILES:
            raise UnknownTile(field=f"tiles.{index}.name", name=tile.name[:64])
        if tile.name in seen:
            raise TileTwice(field=f"tiles.{index}.name", name=tile.name)
        seen.add(tile.name)
    value: list[Any] | None = [[one.name, one.shown] for one in tiles] or None
    preferences.put(person, HOME, value)
