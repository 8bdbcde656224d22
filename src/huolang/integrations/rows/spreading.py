"""按列分开的期初: one column for each warehouse, or for what is owed and what was paid before; each
cell that says something is a row of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from huolang.forms import kinds
from huolang.forms.form import Form
from huolang.integrations.columns.headings import plain
from huolang.integrations.flat import by_path
from huolang.integrations.meaning import meant_values
from huolang.kernel import sql
from huolang.kernel.company import current_id

STOCK, BALANCE = "opening_stock", "opening_balance"
HEADER, FUNDS = "warehouse", "funds"
COUNTED = ("", "数量", "库存", "库存数量", "期初数量", "期初库存", "qty", "quantity")
"""What stands beside the name of a warehouse."""
WAREHOUSES = "SELECT id, code, name FROM masters_warehouse WHERE company_id = %s::bigint AND active"


@dataclass(frozen=True)
class Spread:
    """A column of figures: the field that they fill, and what its heading says of each."""

    number: int
    fills: str
    says: str
    value: Any
    label: str


def found(
    form: Form, headers: Sequence[str], matching: Mapping[str, str], fixed: Collection[str] = ()
) -> tuple[Spread, ...]:
    """The columns that are spread into rows: none of them is matched, and nor is what they say."""
    taken = {*matching.values(), *fixed}
    free = {n: one for n, one in enumerate(headers) if one and str(n) not in matching}
    if form.name == STOCK and not taken & {"lines.quantity", "lines.warehouse", HEADER}:
        return _of_warehouses(free)
    if form.name == BALANCE and not taken & {"lines.amount", "lines.kind"}:
        return _of_kinds(form, free)
    return ()


def given(form: Form, some: Sequence[Spread]) -> set[str]:
    """The fields that need no column then."""
    paths = {path for one in some for path in (one.fills, one.says)}
    return paths | ({HEADER} if some and form.name == STOCK else set())


def _of_warehouses(free: Mapping[int, str]) -> tuple[Spread, ...]:
    called: dict[str, set[tuple[Any, str]]] = {}
    for key, code, name in sql.run(WAREHOUSES, [current_id()]) if free else ():
        for word in (code, name):
            for end in COUNTED:
                called.setdefault(plain(f"{word}{end}"), set()).add((key, name))
    some: list[Spread] = []
    for number, header in free.items():
        meant = called.get(plain(header), set())
        if len(meant) == 1:
            ((key, name),) = meant
            some.append(Spread(number, "lines.quantity", "lines.warehouse", key, name))
    keys = [one.value for one in some]
    return tuple(some) if len(keys) == len({*keys}) else ()


def _of_kinds(form: Form, free: Mapping[int, str]) -> tuple[Spread, ...]:
    field = by_path(form)["lines.kind"].field
    typed = meant_values.typed(form, "lines.kind", field)
    labels = {str(one.value): str(one.label) for one in field.options}
    some: list[Spread] = []
    for number, header in free.items():
        kind = typed(plain(header))
        if kind in labels and kind not in (plain(header), FUNDS):
            some.append(Spread(number, "lines.amount", "lines.kind", kind, labels[kind]))
    told = [one.value for one in some]
    return tuple(some) if len(told) == len({*told}) else ()


def is_nothing(form: Form, one: Spread, cell: Any) -> bool:
    """Whether a cell says that there is none: it is empty, or zero."""
    if cell is None or (isinstance(cell, str) and cell.strip() in ("", "-", "—")):
        return True
    field = by_path(form)[one.fills].field
    try:
        return kinds.of(field).check(field)(kinds.of(field).typed(field)(cell)) == 0
    except Exception:
        return False


def told(one: Spread) -> str:
    """What the check says of such a column."""
    said = _("这一列按“{label}”记成单独的行，空的和 0 不导入")
    return said.format(label=one.label)
