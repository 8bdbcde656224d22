"""错在哪里: what is wrong with a record of a file, told at its rows and columns."""

from __future__ import annotations

from huolang.integrations.columns import matching
from huolang.integrations.meaning import told_twice
from huolang.integrations.rows.groups import Group, Plan

Fault = dict[str, str]


def by_row(plan: Plan, group: Group) -> dict[int, list[Fault]]:
    """What is wrong, by row: in which column, and the sentence."""
    found: dict[int, list[Fault]] = {}
    headings = {
        one.path: plan.headers[one.number]
        for one in plan.entries
        if not told_twice.is_check(one.path)
    }
    labels = matching.fillable(plan.form)
    for error in [part for one in (*group.errors, *group.repeated) for part in one.parts()]:
        row, path = _place(group, error.field)
        column = headings.get(path, path if path not in labels else labels[path].label)
        column = group.told_by.get(error.field, column)
        told = {"column": column, "message": str(error), "code": error.code}
        if told not in found.setdefault(row, []):
            found[row].append(told)
    return found


def _place(group: Group, field: str) -> tuple[int, str]:
    """The row and path that `lines.3.quantity` means here."""
    first = group.lines[0][0]
    if field.startswith("#"):
        row, _, column = field[1:].partition("#")
        return int(row), column
    name, _, rest = field.partition(".")
    rows, (index, _, inner) = group.rows.get(name), rest.partition(".")
    if rows is None or not index.isdecimal():
        return first, field
    column = inner.partition(".")[0]  # one cell holds all that is wrong within a list
    return rows[int(index)] if int(index) < len(rows) else first, f"{name}.{column}".rstrip(".")
