"""列的布局: which columns somebody sees in a table, in which order and how wide, on any device.

A table is known by the name of its form, of its form and lines, or of its report and view. Columns
are not held against those that the table has: what a release brings or takes away is no error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import preferences
from huolang.kernel.refusals import BusinessError, Invalid

KEPT = "columns."
"""What the name of the preference begins with; the table follows."""
TABLE = re.compile(r"[a-z0-9_.]{1,56}")
NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
MOST_TABLES, MOST_COLUMNS = 300, 200
"""Tables of one person in one company, and columns of one of them."""
NARROWEST, WIDEST = 36, 720
"""In pixels."""
PARTS = ("turned", "order", "widths")


class NoSuchTable(Invalid):
    code = "column_layout.no_such_table"
    message = _("没有这种表：{table}")


class BadColumns(Invalid):
    code = "column_layout.bad_columns"
    message = _("列名只能用字母、数字和 _ . -，每列一次，最多 {most} 列")


class BadWidth(Invalid):
    code = "column_layout.bad_width"
    message = _("列宽应在 {least} 到 {most} 之间")


class TooManyTables(BusinessError):
    code = "column_layout.too_many"
    message = _("最多为 {most} 种表记住列的布局，请先把不用的恢复原来的列")


def of(person: UUID) -> dict[str, Any]:
    """Every table that somebody arranged: `turned` from shown to hidden or the other way round,
    `order`, and `widths` in pixels."""
    return preferences.named(person, KEPT)


def keep(person: UUID, table: str, layout: Mapping[str, Any]) -> None:
    """Arrange a table so from now on; nothing chosen: as it is by itself again."""
    if not TABLE.fullmatch(table):
        raise NoSuchTable(field="table", table=table[:64])
    for part in PARTS:
        _check(part, list(layout[part]))
    for name, width in layout["widths"].items():
        if not NARROWEST <= width <= WIDEST:
            raise BadWidth(field=f"widths.{name}", least=NARROWEST, most=WIDEST)
    chosen = any(layout[part] for part in PARTS)
    value = {part: layout[part] for part in PARTS} if chosen else None
    preferences.put(person, KEPT + table, value, audited=False)
    if chosen and preferences.count(person, KEPT) > MOST_TABLES:
        raise TooManyTables(most=MOST_TABLES)


def _check(part: str, names: list[str]) -> None:
    once = len(set(names)) == len(names) <= MOST_COLUMNS
    if not once or not all(NAME.fullmatch(name) for name in names):
        raise BadColumns(field=part, most=MOST_COLUMNS)
