"""按列分开的期初: one column for each warehouse, or for what is owed and what was paid before; each
cell that says something is a row of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.columns import heading_units, in_brackets, unfilled
from huolang.integrations.columns.headings import heading, plain
from huolang.integrations.columns.unit_words import bracketed, is_unit
from huolang.integrations.flat import by_path
from huolang.integrations.meaning import meant_values, owed_words
from huolang.kernel import sql
from huolang.kernel.company import current_id

STOCK, BALANCE = "opening_stock", "opening_balance"
HEADER, FUNDS = "warehouse", "funds"
COUNTED = ("", "数量", "库存", "库存数量", "期初数量", "期初库存", "qty", "quantity")
"""What stands beside the name of a warehouse."""
WAREHOUSES = "SELECT id, code, name FROM masters_warehouse WHERE company_id = %s::bigint AND active"
SIGNS = re.compile(r"[_:·.\-/%]")


@dataclass(frozen=True)
class Spread:
    """A column of figures: the field that they fill, and what its heading says of each."""

    number: int
    fills: str
    says: str
    value: Any
    label: str
    named: bool = True
    """What stands in brackets belongs to the name, and is no unit, scale or currency."""


def found(
    form: Form, headers: Sequence[str], matching: Mapping[str, str], fixed: Collection[str] = ()
) -> tuple[Spread, ...]:
    """The columns that are spread into rows: none of them is matched, and nor is what they say. No
    column is, where two say the same."""
    some = perhaps(form, headers, matching, fixed)
    return some if apart(some) else ()


def perhaps(
    form: Form, headers: Sequence[str], matching: Mapping[str, str], fixed: Collection[str] = ()
) -> tuple[Spread, ...]:
    """All columns that say a warehouse or a kind of what is owed, also the same."""
    taken = {*matching.values(), *(one for one in fixed if one != HEADER)}
    free = {n: one for n, one in unfilled.columns(headers, matching) if one}
    some: list[Spread] = []
    if form.name == STOCK and not taken & {"lines.quantity", "lines.warehouse", HEADER}:
        some = _of_warehouses(free)
    elif form.name == BALANCE and not taken & {"lines.amount", "lines.kind"}:
        some = _of_kinds(form, free, owed_words.sides(headers, matching))
    return tuple(some)


def apart(some: Sequence[Spread]) -> bool:
    """Whether no two of these say the same, so that rows can be made of them."""
    return len({one.value for one in some}) == len(some)


def words(form: Form, texts: Collection[str]) -> set[str]:
    """Which of these are such headings, and others that may be put together of two rows: they tell
    the row of headings, as others do."""
    some = dict(enumerate(one for one in texts if one))
    if form.name == BALANCE:
        found = _of_kinds(form, some, owed_words.CUSTOMER)
        return {heading(some[one.number]) for one in found} | owed_words.HEADINGS
    found = _of_warehouses(some) if form.name == STOCK else []
    return {heading(some[one.number]) for one in found}


def matched(some: Sequence[Spread]) -> dict[str, str]:
    """What those fill of which the heading says a unit, scale or currency, by their number."""
    return {str(one.number): one.fills for one in some if not one.named}


def given(form: Form, some: Sequence[Spread]) -> set[str]:
    """The fields that need no column then."""
    paths = {path for one in some for path in (one.fills, one.says)}
    return paths | ({HEADER} if some and form.name == STOCK else set())


def _of_warehouses(free: Mapping[int, str]) -> list[Spread]:
    called: dict[str, set[tuple[Any, str]]] = {}
    for key, code, name in sql.run(WAREHOUSES, [current_id()]) if free else ():
        for word in (code, name):
            for end in COUNTED:
                called.setdefault(_whole(f"{word}{end}"), set()).add((key, name))
    units = {word for one in free.values() for word in in_brackets.said(one).units}
    known = heading_units.known(units)
    some: list[Spread] = []
    for number, header in free.items():
        named = _whole(header) in called
        short = _whole(header) if named else _less(header, known)
        meant = called.get(short, set())
        if len(meant) == 1:
            ((key, name),) = meant
            some.append(Spread(number, "lines.quantity", "lines.warehouse", key, name, named))
    return some


def _of_kinds(form: Form, free: Mapping[int, str], sides: Mapping[str, str]) -> list[Spread]:
    field = by_path(form)["lines.kind"].field
    own = meant_values.typed(form, "lines.kind", field)

    def typed(word: str) -> Any:
        return owed_words.kind_of_balance(word, sides) or own(word)

    labels = {str(one.value): str(one.label) for one in field.options}
    some: list[Spread] = []
    for number, header in free.items():
        whole = _whole(header)
        short = whole if typed(whole) in labels else _less(header, None)
        kind = typed(short)
        if kind in labels and kind not in (short, FUNDS):
            label = labels[kind]
            some.append(
                Spread(number, "lines.amount", "lines.kind", kind, label, named=short == whole)
            )
    return some


def _whole(header: str) -> str:
    """A heading but for width, case and signs; with what stands in brackets."""
    return SIGNS.sub("", bracketed(heading(header)))


def _less(header: str, units: Collection[str] | None) -> str:
    """A heading without brackets that say a scale or currency, or one of these units or another
    that is none here; nothing where one says anything else, which is part of a name."""
    told = in_brackets.said(header).units
    if units is None:
        return "" if told else plain(header)
    return plain(header) if all(one in units or is_unit(one) for one in told) else ""


def is_nothing(cell: Any) -> bool:
    """Whether a cell says that there is none: it is empty, or zero."""
    if cell is None or (isinstance(cell, str) and cell.strip() in ("", "-", "—")):
        return True
    return number_of(cell) == 0


def told(one: Spread) -> str:
    """What the check says of such a column."""
    said = _("这一列按“{label}”记成单独的行，空的和 0 不导入")
    return said.format(label=one.label)
