"""Values as people read them on paper, kind by kind: as the screen shows them
(`web/src/form/kinds.tsx`; both are held to `web/src/form/print/shown.cases.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, cast
from zoneinfo import ZoneInfo

Told = Mapping[str, Any]
NUMERIC = frozenset({"number", "quantity", "price", "money", "rate", "percent"})
OF_CURRENCY = ("price", "money")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where figures and times are read: the digits of the company's currency, and its clock."""

    digits: int
    zone: str


def align(kind: str) -> str:
    if kind in NUMERIC:
        return "right"
    return "center" if kind == "boolean" else "left"


def number(value: Any, least: int = 0) -> str:
    """With separators, no needless zeros, and at least so many digits after the point."""
    if value is None or value == "" or isinstance(value, bool):
        return ""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    whole, _, fraction = f"{amount:,f}".partition(".")
    fraction = fraction.rstrip("0").ljust(least, "0")
    text = f"{whole}.{fraction}" if fraction else whole
    return text.removeprefix("-") if not amount else text


def value(told: Any, field: Told, setting: Setting) -> str:
    """What stands on paper for the answer `told` to `field`, as `forms.describe` tells of it."""
    kind = field["kind"]
    if kind in NUMERIC:
        text = number(told, setting.digits if kind in OF_CURRENCY else 0)
        return f"{text}%" if kind == "percent" and text else text
    if told is None:
        return ""
    if kind == "boolean":
        return "✓" if told is True else ""
    if kind in ("date", "datetime"):
        shown = moment(told, setting.zone)
        return shown[:10] if kind == "date" else shown
    if kind == "choice":
        options = cast("list[Told]", field.get("options") or [])
        return next((str(one["label"]) for one in options if one["value"] == told), str(told))
    if kind == "serials" and isinstance(told, list | tuple):
        return "; ".join(str(one) for one in cast("list[Any]", told))
    return str(told) if isinstance(told, str | int | float | Decimal) else ""


def moment(told: Any, zone: str) -> str:
    """`2026-01-15 09:30` by the company's clock; a day stays one."""
    if isinstance(told, str):
        try:
            told = date.fromisoformat(told) if len(told) == 10 else datetime.fromisoformat(told)
        except ValueError:
            return told
    if isinstance(told, datetime):
        return f"{told.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    return told.isoformat() if isinstance(told, date) else ""
