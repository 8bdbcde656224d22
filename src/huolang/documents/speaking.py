"""单位: the books speak of base units; who is refused reads quantities in the unit of the line that
is refused: 缺 3 箱 4 瓶."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from huolang.documents.held import HeldByOrders
from huolang.kernel.refusals import BusinessError
from huolang.ledger.refusals import NotEnoughStock, NotYetThere, ReturnsTooMuch, ShortLater

ABOUT_GOODS = (NotEnoughStock, NotYetThere, ReturnsTooMuch, ShortLater, HeldByOrders)
"""Refusals whose figures are all quantities of one product, in its base unit."""
LINE = re.compile(r"lines\.(\d+)\.")


@contextmanager
def in_units(document: Any) -> Generator[None]:
    """Whatever is refused inside for want of goods is said in the units of `document`."""
    try:
        yield
    except BusinessError as error:
        about = [one for one in error.parts() if isinstance(one, ABOUT_GOODS)]
        if about:
            document.measure()
        for one in about:
            line = _line_of(document, one.field)
            if line is not None:
                one.facts |= {
                    name: line.measured(value)
                    for name, value in one.facts.items()
                    if isinstance(value, Decimal)
                }
        raise


def _line_of(document: Any, field: str) -> Any:
    """The line, or the document itself where it is about goods."""
    found, rows = LINE.match(field), document.tables.get("lines", ())
    if found is None:
        return document if hasattr(document, "measured") else None
    index = int(found[1])
    return rows[index] if index < len(rows) else None
