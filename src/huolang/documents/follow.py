"""用量: how the lines of one document use up the lines of an earlier one.

A receipt receives what was ordered, a delivery delivers it, a return brings back what was
delivered. The earlier document counts on its lines what is done, under the lock of its own row
and never more than is allowed; PostgreSQL holds that with a CHECK as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.forms.form import Form, Table
from huolang.kernel import sql
from huolang.kernel.clock import SECOND
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid, Several

ZERO = Decimal(0)

LOCK = """
SELECT o.id, o.number, o.state, o.date, o.occurred_at{theirs} FROM {header} o
WHERE o.company_id = %s::bigint
  AND o.id IN (SELECT document_id FROM {lines} WHERE company_id = %s::bigint
               AND id = ANY(%s::uuid[]))
ORDER BY o.id FOR NO KEY UPDATE OF o
"""
COUNT = """
UPDATE {lines} l SET {done} = l.{done} + k.quantity
FROM unnest(%s::uuid[], %s::numeric[], {arrays}) AS k(line, quantity, {names})
WHERE l.company_id = %s::bigint AND l.id = k.line{agree}{only}
  AND l.{done} + k.quantity BETWEEN 0 AND l.{most}
RETURNING l.id, l.document_id
"""
REFER = """
SELECT l.id, l.document_id FROM {lines} l
JOIN unnest(%s::uuid[], %s::numeric[], {arrays}) AS k(line, quantity, {names}) ON l.id = k.line
WHERE l.company_id = %s::bigint{agree}{only}
"""
FACTS = """
SELECT l.id, l.document_id, o.number, l.{done}, l.{most}{theirs}{same} FROM {lines} l
JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[]){only}
"""
OR_MERGED = """
  AND (l.{name} = k.{name} OR k.{name} = (SELECT m.merged_into_id FROM {table} m
       WHERE m.company_id = l.company_id AND m.id = l.{name}))"""
STANDING = """
SELECT id, coalesce(merged_into_id, id) FROM {table}
WHERE company_id = %s::bigint AND id IN (%s::uuid, %s::uuid)
"""
PROGRESS = """
UPDATE {header} o SET {shown} = (
    SELECT CASE WHEN bool_and(l.{done} >= l.{goal}) THEN 'done'
                WHEN bool_or(l.{done} > 0) THEN 'partial' ELSE 'none' END
    FROM {lines} l WHERE l.company_id = o.company_id AND l.document_id = o.id),
    updated_at = greatest(clock_timestamp(), o.updated_at + interval '1 microsecond')
WHERE o.company_id = %s::bigint AND o.id = ANY(%s::uuid[])
"""


class TwoSources(Invalid):
    code = "follow.two_sources"
    message = _("一行只能关联一个源单行")


class SourceNotConfirmed(BusinessError):
    code = "follow.not_confirmed"
    message = _("源单 {number} {state}，不是已审核状态")


class SourceOfAnother(BusinessError):
    code = "follow.does_not_match"
    message = _("源单行与本行的往来单位或商品不一致")


class BeforeSource(BusinessError):
    code = "follow.before_source"
    message = _("日期早于源单 {number} 的日期 {day}")


class NoSuchSource(BusinessError):
    code = "follow.unknown"
    message = _("找不到源单行")
    status = 422


class MoreThanOpen(BusinessError):
    code = "follow.more_than_open"
    message = _("{product} 超出源单 {number} 的未完成数量：还可 {open}，本次 {quantity}")


@dataclass(frozen=True, kw_only=True)
class Follow:
    """`field` of our line refers to a line of the form `form`, which counts in `counts` what is
    done and in `allowed` how much may be (base units); without `counts` it only says where our line
    comes from, as often as one likes. `header` and `line` name the columns that must be the same on
    both sides."""

    field: str
    form: str
    counts: str = "done_base"
    allowed: str = "allowed_base"
    header: tuple[str, ...] = ("partner_id",)
    line: tuple[str, ...] = ("product_id",)
    progress: bool = True
    """The earlier document shows how far it is: none, partial, done."""
    shown: str = "progress"
    """In this column of its header."""
    goal: str = "base_quantity"
    """The column of its lines with how much there is to be done."""
    beside: bool = False
    """Our line goes on from another line as well, which is what it goes on from; where both are
    locked, this one comes first, for its document goes on from the other's."""
    uses: str = "l.base_quantity"
    """What one of our lines `l` uses, as SQL, as the document's `used` says; for the proof."""
    states: tuple[str, ...] = ("confirmed",)
    """Of the earlier document, in which one may go on from it."""
    anybody: bool = False
    """One that names nobody in `header` is for whoever comes."""
    after: bool = False
    """Ours is not dated before it."""
    only: str = ""
    """Which of its lines `l`, as SQL; empty: all of them."""

    @property
    def column(self) -> str:
        return f"{self.field}_id"


@dataclass(frozen=True, slots=True)
class Use:
    """One of our lines, and the quantity (base unit) that it uses of the line `source`."""

    line: UUID
    source: UUID
    quantity: Decimal
    row: Any
    place: str
    """Path of our line, for refusals: "lines.3"."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A use that was counted, and the document it belongs to."""

    use: Use
    record: UUID


@dataclass(frozen=True)
class _Statements:
    lock: str
    count: str
    uncount: str
    facts: str
    progress: str


def uses(follow: Follow, rows: Sequence[Any], quantities: Mapping[UUID, Decimal]) -> list[Use]:
    """What the rows of a document use up, from their references and base quantities."""
    return [
        Use(row.id, getattr(row, follow.column), quantities[row.id], row, f"lines.{index}")
        for index, row in enumerate(rows)
        if getattr(row, follow.column) is not None
    ]


def hold(document: Any, rows: Sequence[Any]) -> None:
    """Lock the earlier documents of `rows`, for who locks goods before `count` does it."""
    for follow in document.follows:
        lines = sorted({key for row in rows if (key := getattr(row, follow.column)) is not None})
        if lines:
            company = current_id()
            sql.run(_statements(follow).lock, [company, company, sql.array(lines)])


def count(document: Any, follow: Follow, used: Sequence[Use]) -> list[Counted]:
    """Lock the earlier documents and add `used` to what is done of their lines.

    Refuses lines of documents that are not confirmed, belong to another partner or product, or
    have less open. The number of statements does not depend on the number of lines.
    """
    if not used:
        return []
    statements = _statements(follow)
    company, lines = current_id(), sorted({use.source for use in used})
    locked = sql.run(statements.lock, [company, company, sql.array(lines)]).fetchall()
    sources = {row[0]: row for row in locked}
    _refuse_sources(document, follow, used, sources)
    wanted = _wanted(follow, used)
    counted = sql.run(statements.count, [*_columns(wanted), company]).fetchall()
    records: dict[UUID, UUID] = dict(counted)
    if len(records) < len(wanted):
        _refuse_lines(follow, used, records)
    _show_progress(follow, statements, list(sources))
    return [Counted(use, records[use.source]) for use in used]


def uncount(follow: Follow, used: Sequence[Use]) -> None:
    """Take `used` back when the document is opened again or cancelled, whatever product the lines
    on which it was counted name by now."""
    if not used:
        return
    statements = _statements(follow)
    company, lines = current_id(), sorted({use.source for use in used})
    locked = sql.run(statements.lock, [company, company, sql.array(lines)]).fetchall()
    wanted = {key: (-quantity, *rest) for key, (quantity, *rest) in _wanted(follow, used).items()}
    counted = sql.run(statements.uncount, [*_columns(wanted), company]).fetchall()
    if len(counted) < len(wanted):
        raise RuntimeError(f"more taken back than was counted: {wanted}")
    _show_progress(follow, statements, [row[0] for row in locked])


def of(document: Any, row: Any) -> Follow | None:
    """By which of its references a line of `document` goes on from an earlier one."""
    follows = [one for one in document.follows if not one.beside]
    return next((one for one in follows if getattr(row, one.column) is not None), None)


def check(document: Any, rows: Sequence[Any]) -> None:
    """Refuse a draft whose lines refer to lines that do not exist or do not fit, or to several."""
    follows = [one for one in document.follows if not one.beside]
    if len(follows) > 1:
        Several.raise_any(
            [
                TwoSources(field=f"lines.{index}.{given[-1].field}")
                for index, row in enumerate(rows)
                if len(given := [f for f in follows if getattr(row, f.column) is not None]) > 1
            ]
        )
    for follow in document.follows:
        _check(document, follow, rows)


def _check(document: Any, follow: Follow, rows: Sequence[Any]) -> None:
    referring = [(i, r) for i, r in enumerate(rows) if getattr(r, follow.column) is not None]
    if not referring:
        return
    statement = _statements(follow).facts
    keys = sql.array({getattr(row, follow.column) for _, row in referring})
    known = {row[0]: row for row in sql.run(statement, [current_id(), keys]).fetchall()}
    errors: list[BusinessError] = []
    for index, row in referring:
        place = f"lines.{index}.{follow.field}"
        found = known.get(getattr(row, follow.column))
        if found is None:
            errors.append(NoSuchSource(field=place))
        elif not _fits(document, row, follow, found[5:]):
            errors.append(SourceOfAnother(field=place))
    Several.raise_any(errors)


def _refuse_sources(
    document: Any, follow: Follow, used: Sequence[Use], sources: Mapping[UUID, Sequence[Any]]
) -> None:
    """The earlier documents are confirmed (or in another state that will do), and of the same
    partner."""
    bad = [row for row in sources.values() if row[2] not in follow.states]
    if bad:
        place = f"{used[0].place}.{follow.field}"
        states = dict(registry.get(follow.form).model._meta.get_field("state").flatchoices)
        number, state = bad[0][1] or "—", states[bad[0][2]]
        raise SourceNotConfirmed(field=place, number=number, state=state)
    mine = [getattr(document, name) for name in follow.header]
    fit = [_header_fits(follow, row[5:], mine) for row in sources.values()]
    if not all(fit) or not fit:
        raise SourceOfAnother(field=f"{used[0].place}.{follow.field}")
    for row in sources.values() if follow.after else ():
        if row[3] > document.date or row[4] - SECOND > document.occurred_at:
            raise BeforeSource(field="date", number=row[1], day=row[3])


def _refuse_lines(follow: Follow, used: Sequence[Use], counted: Mapping[UUID, UUID]) -> None:
    """Say of each line that could not be counted why."""
    missing = sorted({use.source for use in used} - set(counted))
    found = sql.run(_statements(follow).facts, [current_id(), sql.array(missing)]).fetchall()
    known = {row[0]: row for row in found}
    wanted, lines = _wanted(follow, used), registry.get(follow.form).tables_by_name["lines"]
    errors: list[BusinessError] = []
    for use in used:
        if use.source in counted:
            continue
        row = known.get(use.source)
        mine = [getattr(use.row, name) for name in follow.line]
        if row is None:
            errors.append(NoSuchSource(field=f"{use.place}.{follow.field}"))
        elif not _all_fit(lines, follow.line, row[5 + len(follow.header) :], mine):
            errors.append(SourceOfAnother(field=f"{use.place}.{follow.field}"))
        else:
            mine, left = use.row, max(row[4] - row[3], ZERO)
            facts = {"product": mine.product_name, "number": row[2], "open": mine.measured(left)}
            told = mine.measured(wanted[use.source][0])
            errors.append(MoreThanOpen(field=f"{use.place}.quantity", quantity=told, **facts))
    Several.raise_any(errors)


def _fits(document: Any, row: Any, follow: Follow, theirs: Sequence[Any]) -> bool:
    lines, count = registry.get(follow.form).tables_by_name["lines"], len(follow.header)
    header = [getattr(document, name) for name in follow.header]
    line = [getattr(row, name) for name in follow.line]
    return _header_fits(follow, theirs[:count], header) and _all_fit(
        lines, follow.line, theirs[count:], line
    )


def _header_fits(follow: Follow, theirs: Sequence[Any], mine: Sequence[Any]) -> bool:
    if follow.anybody and all(one is None for one in theirs):
        return True
    return _all_fit(registry.get(follow.form), follow.header, theirs, mine)


def _all_fit(
    part: Form | Table, names: Sequence[str], theirs: Sequence[Any], mine: Sequence[Any]
) -> bool:
    """Whether what must be the same is: with a merged record also the one that stands for it."""
    pairs = zip(names, theirs, mine, strict=True)
    return all(_stands_for(part, name, their, my) for name, their, my in pairs)


def _wanted(follow: Follow, used: Sequence[Use]) -> dict[UUID, tuple[Any, ...]]:
    """Per line of the earlier document: the sum that is used of it, and what must be the same."""
    wanted: dict[UUID, tuple[Any, ...]] = {}
    for use in sorted(used, key=lambda one: one.source):
        before = wanted.get(use.source, (ZERO,))[0]
        same = (getattr(use.row, name) for name in follow.line)
        wanted[use.source] = (before + use.quantity, *same)
    return wanted


def _columns(wanted: Mapping[UUID, Sequence[Any]]) -> list[str]:
    """Array parameters: line, quantity, then what must be the same."""
    return [sql.array(one) for one in (wanted, *zip(*wanted.values(), strict=True))]


def _show_progress(follow: Follow, statements: _Statements, records: Sequence[UUID]) -> None:
    if follow.progress and records:
        sql.run(statements.progress, [current_id(), sql.array(records)])


def _agree(lines: Table, name: str) -> str:
    """That our line's `name` is that of the earlier line `l`, or the record it was merged into."""
    table = _merged(lines, name)
    if table is None:
        return f" AND l.{name} = k.{name}"
    return OR_MERGED.format(table=table, name=name)


def _merged(part: Form | Table, name: str) -> str | None:
    """The table of what the column `name` refers to, if such records can be merged."""
    to = next((one.to for one in part.fields if one.column == name), None)
    if to is None or not registry.known(to) or not registry.get(to).mergeable:
        return None
    return registry.get(to).table


def _stands_for(part: Form | Table, name: str, theirs: Any, mine: Any) -> bool:
    """Whether `mine` is the record `theirs` in the column `name`, or what that was merged into.
    Documents may also name a partner by any of the names that are one by now; goods do not move as
    what they were."""
    if theirs == mine:
        return True
    table = _merged(part, name)
    if table is None or theirs is None or mine is None:
        return False
    found = sql.run(STANDING.format(table=table), [current_id(), theirs, mine]).fetchall()
    stands = {row[0]: row[1] for row in found}
    meant = stands.get(mine) if isinstance(part, Form) else mine
    return meant is not None and stands.get(theirs) == meant


@lru_cache(maxsize=64)
def _statements(follow: Follow) -> _Statements:
    """The statements for one kind of earlier document; all names come from the models."""
    form = registry.get(follow.form)
    names = {
        "header": form.table,
        "lines": form.tables_by_name["lines"].table,
        "done": follow.counts or "base_quantity",
        "shown": follow.shown,
        "goal": follow.goal,
        "most": follow.allowed if follow.counts else "base_quantity",
        "theirs": "".join(f", o.{name}" for name in follow.header),
        "same": "".join(f", l.{name}" for name in follow.line),
        "agree": "".join(_agree(form.tables_by_name["lines"], name) for name in follow.line),
        "arrays": ", ".join(["%s::uuid[]"] * len(follow.line)),
        "names": ", ".join(follow.line),
        "only": f" AND {follow.only}" if follow.only else "",
    }
    counting = COUNT if follow.counts else REFER
    texts = (LOCK, counting, counting.replace("{agree}", ""), FACTS, PROGRESS)
    return _Statements(*(one.format(**names) for one in texts))
