"""单位: the books speak of base units and keys; who is refused reads quantities in the unit of the
line that is refused (缺 3 箱 4 瓶), and what the warehouse is called."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from huolang.documents.held import HeldByOrders
from huolang.forms import references
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
            _name_places(about)
        for one in about:
            line = _line_of(document, one.field)
            if line is not None:
                one.facts |= {
                    name: line.measured(value)
                    for name, value in one.facts.items()
                    if isinstance(value, Decimal)
                }
        raise


def _name_places(about: Sequence[BusinessError]) -> None:
    """Of goods that are short it is said in which warehouse, and at which location."""
    placed = [one for one in about if "warehouse" in one.facts]
    called = warehouses(one.facts["warehouse"] for one in placed)
    for one in placed:
        place = " ".join(filter(None, [called.get(one.facts["warehouse"]), one.facts["at"]]))
        if place:
            one.facts["product"] = _("{product}（{place}）").format(
                product=one.facts["name"], place=place
            )


def warehouses(keys: Iterable[Any]) -> dict[str, str]:
    """What warehouses are called, by their keys as text."""
    known: references.Known = {}
    references.labels({"warehouse": {UUID(str(one)) for one in keys}}, known)
    return {str(key): one.name for key, one in known.get("warehouse", {}).items()}


def _line_of(document: Any, field: str) -> Any:
    """The line, or the document itself where it is about goods."""
    found, rows = LINE.match(field), document.tables.get("lines", ())
    if found is None:
        return document if hasattr(document, "measured") else None
    index = int(found[1])
    return rows[index] if index < len(rows) else None
