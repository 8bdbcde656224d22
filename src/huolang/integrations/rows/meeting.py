"""Rows of a file that mean rows that are there: they change those; what the file does not name
stays, what is not there yet is new.

Rows are told apart by what the form declares as their `identity`, compared as it would be kept: a
text `0` is the number 0, and what was left empty is what stands for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import kinds, registry
from huolang.forms.form import Field, Table
from huolang.integrations.rows import groups
from huolang.integrations.rows.groups import Group, Plan
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid

Pairs = Sequence[tuple[Group, Any]]
"""What a file says, and the record that it changes."""
Key = tuple[Any, ...]
"""What tells a row apart; None where nothing is said."""
Nothing = dict[UUID, Any]
"""What no answer stands for, by the record that it comes from."""


class WhichRow(Invalid):
    code = "import.which_row"
    message = _("已有 {count} 行与这一行相符，看不出要改哪一行：请写得更全，或者在页面上修改")


def meet(plan: Plan, pairs: Pairs) -> None:
    """Put the ids of the rows that are meant into the payloads, in the order in which they stand;
    one statement for each field for which something else stands."""
    for table in plan.form.tables:
        some = [(group, record) for group, record in pairs if table.name in group.payload]
        nothing = {name: _nothing(table, name, some) for name in table.nothing_is}
        for group, record in some:
            met = _met(plan, table, group, record, nothing)
            _in_order(table, group, record, met)


def _nothing(table: Table, name: str, pairs: Pairs) -> Nothing:
    """What stands for no answer in `name`, by the record that our own field names."""
    ours, theirs = table.nothing_is[name]
    if not ours:
        return {}
    wanted = {row.get(ours) for group, _ in pairs for row in group.payload[table.name]}
    form = registry.get(cast("str", table.by_name[ours].to))
    column = form.by_name[theirs].column
    rows = sql.run(
        f'SELECT t.id, t."{column}" FROM "{form.table}" t'  # noqa: S608 - names of forms
        " WHERE t.company_id = %s::bigint AND t.id = ANY(%s::uuid[])",
        [current_id(), sql.array(one for one in wanted if isinstance(one, UUID))],
    )
    return dict(rows.fetchall())


def _met(
    plan: Plan, table: Table, group: Group, record: Any, nothing: dict[str, Nothing]
) -> dict[UUID, int]:
    """The rows that are there → the place in the payload of those that mean them."""
    fields = [table.by_name[name] for name in table.identity if name in table.by_name]
    if not fields or len(fields) < len(table.identity):
        return {}
    left = {row.id: tuple(_kept(getattr(row, f.attribute)) for f in fields)
            for row in record.tables[table.name]}  # fmt: skip
    said: dict[int, Key] = {}
    for number, row in enumerate(group.payload[table.name]):
        key = _said(table, fields, row, group, record, nothing)
        if key is not None:
            said[number] = key
    met: dict[UUID, int] = {}
    for same in (_exact, _folded):
        _pair(left, said, same, met, lambda n, count: _refuse(plan, table, group, n, count))
    for number, key in list(said.items()):
        fitting = [row for row, theirs in left.items() if _fits(key, theirs)]
        if len(fitting) == 1:
            met[fitting[0]] = number
            del left[fitting[0]]
        elif fitting:
            _refuse(plan, table, group, number, len(fitting))
    return met


def _said(
    table: Table,
    fields: Iterable[Field],
    row: dict[str, Any],
    group: Group,
    record: Any,
    nothing: dict[str, Nothing],
) -> Key | None:
    """What a row of the file says of itself; None where that makes no sense, as is told later."""
    key: list[Any] = []
    for one in fields:
        value = row.get(one.name)
        try:
            if value is None:
                value = _unsaid(table, one, row, group, record, nothing)
            elif one.kind != "reference":
                value = kinds.of(one).check(one)(value)
        except BusinessError:
            return None
        key.append(_kept(value))
    return tuple(key)


def _unsaid(
    table: Table,
    asked: Field,
    row: dict[str, Any],
    group: Group,
    record: Any,
    nothing: dict[str, Nothing],
) -> Any:
    """What an empty cell stands for."""
    if asked.name not in table.nothing_is:
        return asked.default
    ours, theirs = table.nothing_is[asked.name]
    if ours:
        found = row.get(ours)
        return nothing[asked.name].get(found) if found is not None else None
    above = registry.of(type(record)).by_name[theirs]
    return group.payload.get(theirs, getattr(record, above.attribute))


def _kept(value: Any) -> Any:
    return None if value == "" else value


def _exact(key: Key) -> Key:
    return key


def _folded(key: Key) -> Key:
    """The same for people: spaces and capitals do not tell two names apart."""
    return tuple(" ".join(one.split()).upper() if isinstance(one, str) else one for one in key)


def _fits(mine: Key, theirs: Key) -> bool:
    """Nothing that both say is different; what only one of them says tells nothing apart."""
    return all(
        None in (one, other) or one == other
        for one, other in zip(_folded(mine), _folded(theirs), strict=True)
    )


def _pair(
    left: dict[UUID, Key],
    said: dict[int, Key],
    same: Callable[[Key], Key],
    met: dict[UUID, int],
    refuse: Callable[[int, int], None],
) -> None:
    """Rows that say the same, one after the other. Fewer than there are: nobody knows which."""
    there, asking = defaultdict[Key, list[UUID]](list), defaultdict[Key, list[int]](list)
    for row, key in left.items():
        there[same(key)].append(row)
    for number, key in said.items():
        asking[same(key)].append(number)
    for key, numbers in asking.items():
        rows = there.get(key, [])
        for number in numbers if rows else ():
            if len(rows) > len(numbers):
                refuse(number, len(rows))
        for row, number in zip(rows, numbers, strict=False):
            met[row] = number
            del left[row], said[number]


def _refuse(plan: Plan, table: Table, group: Group, number: int, count: int) -> None:
    paths = [f"{table.name}.{name}" for name in table.identity]
    column = next((plan.headers[one.number] for one in plan.entries if one.path in paths), "")
    error = WhichRow(count=count)
    group.errors.append(groups.at_row(error, group.rows[table.name][number], column))


def _in_order(table: Table, group: Group, record: Any, met: dict[UUID, int]) -> None:
    """All rows that are there in their order, changed or as they are, and then the new ones."""
    rows: list[dict[str, Any]] = group.payload[table.name]
    for key, number in met.items():
        rows[number]["id"] = str(key)
    numbers, first = group.rows[table.name], group.lines[0][0]
    there, taken = [one.id for one in record.tables[table.name]], set(met.values())
    new = [number for number in range(len(rows)) if number not in taken]
    group.payload[table.name] = [
        *(rows[met[one]] if one in met else {"id": str(one)} for one in there),
        *(rows[number] for number in new),
    ]
    group.rows[table.name] = [
        *(numbers[met[one]] if one in met else first for one in there),
        *(numbers[number] for number in new),
    ]
