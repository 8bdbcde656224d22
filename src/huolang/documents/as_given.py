"""行号: a refusal names a line as whoever sent it counted it, whatever the lines became meanwhile:
those of the parts stand below their bundle, a quantity that lies in several places is several lines.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from huolang.kernel.refusals import BusinessError

PLACE = re.compile(r"^lines\.(\d+)(?=\.|$)")


@contextmanager
def speaking(document: Any) -> Generator[None]:
    """What is refused inside is told of the lines as the document had them when it was first
    spoken of so."""
    if document.given_lines is None:
        document.given_lines = [row.id for row in document.tables.get("lines", ())]
    try:
        yield
    except BusinessError as refusal:
        if not document.told_as_given:
            document.told_as_given = True
            _tell(document, refusal)
        raise


def _tell(document: Any, refusal: BusinessError) -> None:
    rows = document.tables.get("lines", ())
    given: dict[UUID, int] = {key: index for index, key in enumerate(document.given_lines)}
    if [row.id for row in rows] == document.given_lines:
        return
    for one in refusal.parts():
        found = PLACE.match(one.field)
        row = rows[int(found[1])] if found and int(found[1]) < len(rows) else None
        index = _given(document, row, given) if row is not None else None
        if found and index is not None:
            one.field = f"lines.{index}{one.field[found.end() :]}"


def _given(document: Any, row: Any, given: dict[UUID, int]) -> int | None:
    """The number of the line that was given, of which this one came."""
    key = document.divided.get(row.id, row.id)
    if key in given:
        return given[key]
    above = getattr(row, "part_of", None)
    return given.get(above) if above is not None else None
