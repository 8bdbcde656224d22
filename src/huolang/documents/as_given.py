"""行号: a refusal names a line as whoever sent it counted it, whatever the lines became meanwhile:
those of parts stand below their bundle, and what lies in several places is several lines.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from huolang.kernel.refusals import BusinessError

PLACE = re.compile(r"^lines\.(\d+)(?=\.|$)")


def line(row: Any) -> UUID:
    """The line of which this one was split off (`came_of`), or itself."""
    return getattr(row, "came_of", row.id)


@contextmanager
def speaking(document: Any) -> Generator[None]:
    """What is refused inside is told of the lines as the document had them when it was first
    spoken of so."""
    if document.given_lines is None:
        document.given_lines = [row.id for row in document.tables.get("lines", ())]
    try:
        yield
    except BusinessError as refusal:
        _tell(document, refusal)
        raise


def _tell(document: Any, refusal: BusinessError) -> None:
    rows = document.tables.get("lines", ())
    if [row.id for row in rows] == document.given_lines:
        return
    given = {key: index for index, key in enumerate(document.given_lines)}
    for one in refusal.parts():
        found = PLACE.match(one.field)
        if found is None or int(found[1]) >= len(rows):
            continue
        index = _index(rows[int(found[1])], given)
        if index is not None:
            one.field = f"lines.{index}{one.field[found.end() :]}"


def _index(row: Any, given: Mapping[UUID, int]) -> int | None:
    """Where the line was given of which this one came: itself, or that of its bundle."""
    above = getattr(row, "part_of", None)
    return given.get(line(row), given.get(above) if above is not None else None)
