"""一条记录: the rows of a file that belong together, read as one record; what is wrong with single
cells, or between rows, is noted where it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Table
from huolang.forms.refusals import Required
from huolang.integrations.amounts import (
    empty_prices,
    invoice_amounts,
    line_amounts,
    money_told,
    price_before,
    row_discounts,
    whole_discounts,
    whole_told,
)
from huolang.integrations.before.same_name import NameRepeated
from huolang.integrations.columns import heading_units
from huolang.integrations.columns import matching as columns_of
from huolang.integrations.meaning import cells as cells_of
from huolang.integrations.meaning import (
    discount_readings,
    executed,
    loose_counts,
    other_counts,
    second_unit,
    told_states,
)
from huolang.integrations.meaning.cells import Note
from huolang.integrations.rows import beside_spread, no_lines, spreading, zero_rows
from huolang.integrations.rows.groups import (
    Check,
    Entry,
    Group,
    LeftOutWith,
    Plan,
    at,
    at_row,
    head_of,
    key_of,
    name_of,
    raw,
    rest,
    says_line,
    sent,
    text,
)
from huolang.integrations.tables import rows_beside, sums
from huolang.kernel.refusals import BusinessError, Invalid


class Differs(Invalid):
    code = "import.differs"
    message = _("与第 {row} 行是同一张单据，但“{label}”不同，整张单据都不导入")


class OtherOfCode(Invalid):
    code = "import.other_of_code"
    message = _("“{key}”与第 {row} 行相同，但“{label}”不同，这一行不导入")


class RowRepeated(Invalid):
    code = "import.row_repeated"
    message = _("与第 {row} 行重复")


class NumberMissing(Invalid):
    code = "import.number_missing"
    message = _("看不出这一行属于第 {row} 行的单据，还是另一张：请填“{label}”")


def read(plan: Plan, group: Group) -> None:
    """Make the payload of a record; what is wrong with single cells is noted where it stands."""
    sums.leave_out(plan, group)
    rows_beside.take(plan, group)
    if plan.states:
        told_states.take(plan.states, plan.form, plan.headers, group)
        if not group.lines:
            return
    executed.look(plan, group)
    loose_counts.refuse(plan, group)
    other_counts.refuse(plan, group)
    if plan.money:
        money_told.take(plan.money, plan.headers, group)
    (first, cells), *others = group.lines
    for entry in plan.header:
        _fill(plan, group, entry, first, raw(cells, entry.number), group.payload, entry.path)
    _check(plan, group, None, (first, cells), group.payload, "")
    heading_units.count_in(plan, group, None, group.payload, "")
    group.payload |= plan.fixed
    if not plan.tables:
        no_lines.refuse(plan, group)
        group.repeated += [_repeated(plan, more, (first, cells)) for more in others]
        return
    _read_lines(plan, group)
    beside_spread.tell(plan, group)
    no_lines.refuse(plan, group)
    _refuse_untold(plan, group)
    other_counts.refuse_negative(plan, group)
    settled = price_before.settle(plan, group)
    whole_told.settle(plan, group)
    discount_readings.settle(plan, group)
    line_amounts.price(empty_prices.with_amounts(plan, group), group)
    row_discounts.take(plan, group, settled)
    whole_discounts.take(plan, group)
    invoice_amounts.take(plan, group)


def _read_lines(plan: Plan, group: Group) -> None:
    """Put the rows of sub-tables into the payload."""
    doubted = _refuse_unclear(plan, group)
    own = _own(plan, group)
    lines = _agreeing(plan, group, own, doubted)
    for table, entries in plan.tables.items():
        group.payload[table.name], group.rows[table.name] = [], []
        for number, some in lines:
            if zero_rows.leave_out(plan, group, entries, number, some):
                continue
            row: dict[str, Any] = {}
            place, wrong = f"{table.name}.{len(group.rows[table.name])}.", len(group.errors)
            for entry in entries:
                path = place + entry.column.field.name
                _fill(plan, group, entry, number, raw(some, entry.number), row, path)
            for entry in own:
                its, mine = plan.own[entry.number]
                said = text(at(some, entry.number))
                if row and its is table and said and said != own[entry]:
                    path = place + mine.column.field.name
                    group.told_by[path] = plan.headers[mine.number]
                    _fill(plan, group, mine, number, raw(some, mine.number), row, path)
            _check(plan, group, table, (number, some), row, place)
            heading_units.count_in(plan, group, table, row, place)
            if len(group.errors) == wrong and not second_unit.is_told(
                plan, group, table, number, row
            ):
                continue
            if row or len(group.errors) > wrong:
                every = _spread(plan, group, table, (number, some), row)
                group.payload[table.name] += every
                group.rows[table.name] += [number] * len(every)


def _spread(
    plan: Plan, group: Group, table: Table, line: tuple[int, Sequence[Any]], row: dict[str, Any]
) -> list[dict[str, Any]]:
    """The rows that one of the file becomes: of columns for each warehouse or kind as many as say
    something."""
    mine = [one for one in plan.spread if one[1].column.table is table]
    number, cells = line
    made: list[dict[str, Any]] = []
    for one, entry in mine:
        cell = raw(cells, one.number)
        if spreading.is_nothing(cells_of.inside(cell)):
            continue
        place = f"{table.name}.{len(group.rows[table.name]) + len(made)}."
        into = {**row, one.says.partition(".")[2]: one.value}
        path, header = place + entry.column.field.name, plan.headers[one.number]
        group.told_by[path] = header
        _fill(plan, group, entry, number, cell, into, path)
        heading_units.count_in(plan, group, table, into, place, header)
        group.notes.append(Note(number, header, "import.spread", spreading.told(one)))
        if plan.form.name == spreading.STOCK:
            group.payload.setdefault(spreading.HEADER, one.value)
        made.append(into)
    return made if mine else [row]


def _own(plan: Plan, group: Group) -> dict[Entry, str]:
    """What the rows of one document say differently though their lines have it as well: each line
    says it for itself then. Beside it what stays said of the whole, where that needs it."""
    found: dict[Entry, str] = {}
    for entry in plan.header if plan.own else ():
        said = [text(at(cells, entry.number)) for _number, cells in group.lines]
        if entry.number not in plan.own or len({*said[:1], *filter(None, said)}) < 2:
            continue
        name, number = entry.column.field.name, group.lines[0][0]
        found[entry] = ""
        group.payload.pop(name, None)
        if entry.column.field.required:
            at_first = next(n for n, one in enumerate(said) if one)
            found[entry], (row, cells) = said[at_first], group.lines[at_first]
            _fill(plan, group, entry, row, raw(cells, entry.number), group.payload, entry.path)
        told = gettext("同一张单据各行的“{label}”不同：按每行自己的导入").format(
            label=entry.column.label
        )
        group.notes.append(Note(number, plan.headers[entry.number], "import.said_by_rows", told))
    return found


def _repeated(
    plan: Plan, line: tuple[int, Sequence[Any]], first: tuple[int, Sequence[Any]]
) -> BusinessError:
    """Why a row is left out that is of the same record as the first one."""
    (row, cells), (before, theirs) = line, first
    if name_of(plan, cells) and not key_of(plan, cells):
        return at_row(NameRepeated(row=before), row, plan.headers[plan.by_name[0]])
    other = next((one for one in plan.heads if _differs(plan, one, cells, theirs)), None)
    if other is None or plan.named is None:
        return at_row(RowRepeated(row=before), row)
    label, key = other.column.label, plan.named.label
    error = OtherOfCode(row=before, key=key, label=label)
    return at_row(error, row, plan.headers[other.number])


def _refuse_untold(plan: Plan, group: Group) -> None:
    """Rows that do not say what a file must say of them."""
    for path in columns_of.TOLD_BY_FILES.get(plan.form.name, ()):
        table, _, name = path.partition(".")
        wrong = {one.field for one in group.errors}
        for place, row in enumerate(group.payload.get(table, ())):
            field = f"{table}.{place}.{name}"
            if name not in row and field not in wrong:
                group.errors.append(Required(field=field))


def _fill(
    plan: Plan, group: Group, entry: Entry, row: int, cell: Any, into: dict[str, Any], path: str
) -> None:
    """Put into a record what its cell means, or note there that nothing can be meant by it."""
    if cell is None:
        return
    header = plan.headers[entry.number]
    try:
        value, told = cells_of.understood(entry, header, cells_of.sound(entry, cell))
    except BusinessError as error:
        error.field = path
        group.errors.append(error)
        return
    into[entry.column.field.name] = sent(entry, value)
    if told is not None:
        group.notes.append(Note(row, header, *told))


def _check(
    plan: Plan,
    group: Group,
    table: Table | None,
    line: tuple[int, Sequence[Any]],
    into: dict[str, Any],
    place: str,
) -> None:
    """Note what the names beside codes say; where there is no code, the name says what is meant."""
    wrong = {one.field for one in group.errors}
    for entry in plan.checks:
        name, (row, cells) = entry.column.field.name, line
        said = text(at(cells, entry.number))
        if entry.column.table is not table or not said or f"{place}{name}" in wrong:
            continue
        if cells_of.marked(at(cells, entry.number)) is not None:
            continue  # an error value tells nothing of what the code says by itself
        if name in into:
            header = plan.headers[entry.number]
            group.checks.append(
                Check(f"{place}{name}", into, entry.column.field, row, header, said)
            )
        else:
            into[name] = said
            group.told_by[f"{place}{name}"] = plan.headers[entry.number]


def _agreeing(
    plan: Plan, group: Group, own: Mapping[Entry, str], doubted: Collection[int]
) -> list[tuple[int, list[Any]]]:
    """The rows that say nothing else of the record than its first one. A document is not made of
    rows that contradict each other; of a master those are left out that say something else of its
    code, with the rows that go on from them."""
    (first, cells), *others = group.lines
    kept, out = [group.lines[0]], 0
    for number, more in others:
        differing = [e for e in plan.heads if e not in own and _differs(plan, e, more, cells)]
        if plan.form.is_document:
            for one in differing if number not in doubted else ():
                error: BusinessError = Differs(row=first, label=one.column.label)
                group.errors.append(at_row(error, number, plan.headers[one.number]))
        elif differing:
            one, out = differing[0], number
            key = str(plan.named.label) if plan.named is not None else ""
            if not key_of(plan, more) and name_of(plan, more):
                key = plan.headers[plan.by_name[0]]
            error = OtherOfCode(row=first, key=key, label=one.column.label)
            group.repeated.append(at_row(error, number, plan.headers[one.number]))
        elif out and not key_of(plan, more):
            group.repeated.append(at_row(LeftOutWith(row=out), number))
        else:
            out = 0
        if not out:
            kept.append((number, more))
    return kept


def _differs(plan: Plan, entry: Entry, mine: Sequence[Any], first: Sequence[Any]) -> bool:
    """Whether a row says something else than the first one; a code is one whatever its capitals."""
    given = at(mine, entry.number)
    if given is None or entry.number in plan.group:
        return False
    return text(given) != text(at(first, entry.number))


def _refuse_unclear(plan: Plan, group: Group) -> set[int]:
    """Rows without a number that stand below one that has a number, or says more, and rows that say
    nothing of a line."""
    above: tuple[int, str, tuple[str, ...]] | None = None
    found = set[int]()
    for number, cells in group.lines:
        for one in plan.group if plan.form.is_document else ():
            try:
                cells_of.whole(cells_of.valued(at(cells, one)))
            except BusinessError as error:
                group.errors.append(at_row(error, number, plan.headers[one]))
        head, key = head_of(plan, cells), key_of(plan, cells)
        if above is not None and plan.named is not None and not key and any(head):
            before, named, said = above
            if not says_line(plan, cells) or (any(rest(plan, head)) and (named or head != said)):
                place = plan.headers[plan.group[0]] if plan.group else plan.named.label
                missing = NumberMissing(row=before, label=plan.named.label)
                group.errors.append(at_row(missing, number, str(place)))
                found.add(number)
        if above is None or key or any(rest(plan, head)):
            above = number, key, head
    return found
