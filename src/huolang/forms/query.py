"""Lists of records: filtered, sorted, searched, page after page, and added up.

A page begins after the last row of the one before (keyset), so page 10,000 costs what page 1
costs and rows added meanwhile are never shown twice. All names in a statement come from the form;
what a person sends is only ever bound.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

import orjson
from django.utils.translation import gettext_lazy as _

from huolang.forms import day_sums, filters, kinds, refusals, search
from huolang.forms.filters import Place, Scope
from huolang.forms.form import Column, Field, Form
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import Invalid

MOST_KEYS = 5
LARGEST_PAGE = 500
IN_FORCE = "t.state IN ('confirmed', 'closed')"


class BadCursor(Invalid):
    code = "cursor.malformed"
    message = _("翻页标记无效，请从第一页开始")


class NotSortable(Invalid):
    code = "sort.field"
    message = _("不能按 {name} 排序")


@dataclass(frozen=True)
class Key:
    """One step of the order: a column, and whether it falls."""

    place: Place
    falling: bool


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What somebody wants to see of a form."""

    conditions: Sequence[Any] = ()
    text: str = ""
    sort: str = ""
    limit: int = 50
    cursor: str | None = None


@dataclass(frozen=True)
class Page:
    """Rows in the order of the columns asked for, and where the next page begins."""

    rows: list[tuple[Any, ...]]
    next: str | None


def page(form: Form, columns: Sequence[Column], ask: Ask, access: Access | None = None) -> Page:
    """One page of the records that `ask` describes, the given stored columns of each."""
    scope = Scope(form, access)
    keys = _keys(scope, ask.sort or form.list.sort)
    where, parameters = _where(scope, ask)
    if ask.cursor:
        after, values = _after(keys, _decode(ask, form, keys))
        where, parameters = f"{where} AND {after}", parameters + values
    statement = _select(scope, columns, keys, where) + f" LIMIT {int(ask.limit) + 1}"
    rows = sql.run(statement, parameters).fetchall()
    more, rows = len(rows) > ask.limit, rows[: ask.limit]
    width = len(columns)
    following = _encode(ask, form, rows[-1][width:]) if more else None
    return Page([row[:width] for row in rows], following)


def every(
    form: Form, columns: Sequence[Column], ask: Ask, access: Access | None = None
) -> Iterator[tuple[Any, ...]]:
    """All records that `ask` describes, whatever its limit, in one pass; PostgreSQL holds those
    that nobody has asked for yet."""
    scope = Scope(form, access)
    keys = _keys(scope, ask.sort or form.list.sort)
    where, parameters = _where(scope, ask)
    width = len(columns)
    for row in sql.stream_bound(_select(scope, columns, keys, where), parameters):
        yield row[:width]


def _select(scope: Scope, columns: Sequence[Column], keys: list[Key], where: str) -> str:
    """The rows in their order: the columns, then what they are sorted by."""
    selected = [f't."{one.name}"' for one in columns] + [key.place.sql for key in keys]
    order = ", ".join(f"{key.place.sql}{' DESC' if key.falling else ''}" for key in keys)
    return (
        f"SELECT {', '.join(selected)} FROM {scope.source} WHERE {where}"  # noqa: S608
        f" ORDER BY {order}"
    )


def summary(
    form: Form, ask: Ask, access: Access | None = None, *, in_force: bool = False
) -> dict[str, Any]:
    """How many records there are, and the sums of the columns that the form adds up; with
    `in_force` those of documents in force as well, None where states are asked for or there are
    none: drafts and what was cancelled stand in a list, but are nothing to add up."""
    scope = Scope(form, access)
    where, parameters = _where(scope, ask)
    fields = [form.by_name[name] for name in form.list.sums]
    apart = IN_FORCE if in_force and _has_others(form, ask) else None
    kept = None
    if day_sums.can_answer(form, ask.conditions, ask.text):
        kept = day_sums.read(form, where, parameters, apart)
    if kept is None:
        columns = [f'sum(t."{one.column}")' for one in fields]
        if apart:
            columns += [f"{one} FILTER (WHERE {apart})" for one in columns]
        selected = ", ".join(["count(*)", *columns])
        statement = f"SELECT {selected} FROM {scope.source} WHERE {where}"  # noqa: S608
        kept = cast("tuple[Any, ...]", sql.run(statement, parameters).fetchone())
    count, sums = kept[0], kept[1:]
    told = {"total": count, "sums": _shown(fields, sums)}
    if in_force:
        told["in_force"] = _shown(fields, sums[len(fields) :]) if apart else None
    return told


def _has_others(form: Form, ask: Ask) -> bool:
    states = any(one[0] == "state" for one in ask.conditions)
    return form.is_document and bool(form.list.sums) and not states


def _shown(fields: Sequence[Field], sums: Sequence[Any]) -> dict[str, Any]:
    pairs = zip(fields, sums, strict=False)
    return {f.name: kinds.of(f).show(f)(value or Decimal(0)) for f, value in pairs}


def _where(scope: Scope, ask: Ask) -> tuple[str, list[Any]]:
    where, values = filters.compile(scope, ask.conditions)
    found, words = search.condition(scope.form, clean(ask.text)) if ask.text else ("TRUE", [])
    parts = [part for part in (where, found) if part != "TRUE"]
    return " AND ".join(["t.company_id = %s::bigint", *parts]), [current_id(), *values, *words]


def clean(text: str) -> str:
    """What was typed into quick search; characters that cannot be stored cannot be found."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise refusals.BadCharacters(field="q") from None
    if "\x00" in text:
        raise refusals.BadCharacters(field="q")
    return text


def _keys(scope: Scope, sort: str) -> list[Key]:
    """The order as asked, made total by the id."""
    keys: list[Key] = []
    names = [one for one in sort.split(",") if one]
    if len(names) > MOST_KEYS:
        raise NotSortable(field="sort", name=sort[:64])
    for given in names:
        falling = given.startswith("-")
        name = given.removeprefix("-")
        try:
            place = scope.place(name)
        except Invalid as error:
            error.field = "sort"
            raise
        asked = place.field
        if not kinds.of(asked).sortable:
            raise NotSortable(field="sort", name=name[:64])
        if asked.kind == "reference" and asked.to is not None:
            if "." in name:
                raise NotSortable(field="sort", name=name[:64])
            place = scope.label(asked)
        keys.append(Key(_sorted(place), falling))
    falling = keys[0].falling if keys else False
    if all(key.place.sql != 't."id"' for key in keys):
        keys.append(Key(scope.place("id"), falling))
    return keys


def _sorted(place: Place) -> Place:
    """Codes are sorted as their unique index compares them: in capitals."""
    if place.field.unique != "upper":
        return place
    return Place(f"upper({place.sql})", place.field, place.nullable)


def _after(keys: list[Key], values: list[Any]) -> tuple[str, list[Any]]:
    """The condition for rows that come after the one with `values`.

    One comparison of rows, which an index follows, wherever it says the same: all steps in one
    direction, and nothing (NULL) only before the row, where falling puts it.
    """
    falling = {key.falling for key in keys}
    given = all(value is not None for value in values)
    never_empty = not any(key.place.nullable for key in keys)
    if len(falling) == 1 and given and (falling == {True} or never_empty):
        columns = ", ".join(key.place.sql for key in keys)
        bound = ", ".join(f"%s::{key.place.field.cast}" for key in keys)
        return f"({columns}) {'<' if keys[0].falling else '>'} ({bound})", list(values)
    return _beyond(keys, values)


def _beyond(keys: list[Key], values: list[Any]) -> tuple[str, list[Any]]:
    """Like a comparison of rows, with mixed directions and with nothing (NULL) among the values.

    Nothing sorts after everything when rising and before everything when falling, as in
    PostgreSQL's own order.
    """
    (key, *rest), (value, *others) = keys, values
    column, bind = key.place.sql, f"%s::{key.place.field.cast}"
    beyond: list[str] = []
    parameters: list[Any] = []
    if value is None:
        same, own = f"{column} IS NULL", list[Any]()
        if key.falling:
            beyond.append(f"{column} IS NOT NULL")
    else:
        same, own = f"{column} = {bind}", [value]
        beyond.append(f"{column} {'<' if key.falling else '>'} {bind}")
        parameters.append(value)
        if key.place.nullable and not key.falling:
            beyond.append(f"{column} IS NULL")
    if rest:
        inner, values_inside = _beyond(rest, others)
        beyond.append(f"({same} AND {inner})")
        parameters += own + values_inside
    return f"({' OR '.join(beyond) or 'FALSE'})", parameters


def _mark(ask: Ask, form: Form) -> str:
    """A cursor belongs to one form and one order."""
    told = f"{form.name} {ask.sort or form.list.sort}"
    return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()


def _encode(ask: Ask, form: Form, values: Sequence[Any]) -> str:
    told = orjson.dumps([_mark(ask, form), *values], default=str)
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def _decode(ask: Ask, form: Form, keys: list[Key]) -> list[Any]:
    """The values behind a cursor, each checked like any other value that was sent."""
    given = ask.cursor or ""
    try:
        told: Any = orjson.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
        mark, *values = told
        if mark != _mark(ask, form) or len(values) != len(keys):
            raise ValueError(given)
        return [_value(key, value) for key, value in zip(keys, values, strict=True)]
    except (ValueError, TypeError, Invalid):
        raise BadCursor(field="cursor") from None


def _value(key: Key, value: Any) -> Any:
    asked = key.place.field
    if value is None:
        if not key.place.nullable:
            raise ValueError("this column is never empty")
        return None
    if asked.cast == "text":
        if type(value) is not str or "\x00" in value:
            raise ValueError(value)
        return value
    return filters.checker(asked)(value)
