"""Finds the records that a form refers to: one statement per kind of record, however many lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from huolang.forms import refusals, registry
from huolang.forms.form import Condition, Field, Form
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError

Label = dict[str, Any]
"""What the API shows of a record that is referred to: {"id", "code", "name"}."""

Known = dict[str, dict[UUID, "Found"]]
"""Records already read in this request, by form and id."""

MOST_GIVEN = 200
"""Longest text that can name a record."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record that something refers to: its label and what the checks need of it."""

    id: UUID
    label: Label
    values: Mapping[str, str | None]
    """What the checks need, as PostgreSQL writes it."""

    @property
    def title(self) -> str:
        """As people name it where they see it alone: its number, or its code and name."""
        return " ".join(str(self.label[k]) for k in ("number", "code", "name") if self.label.get(k))

    @property
    def name(self) -> str:
        return str(next((self.label[k] for k in ("name", "number", "code") if k in self.label), ""))


@dataclass(slots=True)
class Want:
    """One reference to be found: by which field of the target, what was given, and for whom."""

    field: Field
    given: Any
    into: dict[str, Any]
    path: str
    by: str = "id"
    kept: UUID | None = None
    """What the record refers to already: an archived one may stay."""
    archived: bool = False
    """May it be an archived one?"""


@dataclass(slots=True)
class _Batch:
    """Everything that is wanted of one form."""

    filters: set[tuple[Condition, ...]] = field(default_factory=set[tuple[Condition, ...]])
    fills: set[str] = field(default_factory=set[str])
    ids: dict[UUID, list[Want]] = field(default_factory=dict[UUID, list[Want]])
    named: dict[str, dict[str, list[Want]]] = field(
        default_factory=dict[str, dict[str, list[Want]]]
    )


def resolve(wants: Sequence[Want], known: Known, errors: list[BusinessError]) -> None:
    """Put the id of every wanted record into its place, or say in `errors` why it cannot be."""
    batches: dict[str, _Batch] = {}
    for want in wants:
        name = cast("str", want.field.to)
        try:
            _sort(want, batches.get(name) or batches.setdefault(name, _Batch()))
        except BusinessError as error:
            error.field = want.path
            errors.append(error)
    lists: list[_List] = []
    for name, batch in sorted(batches.items()):
        lists += _lists(name, batch, known.setdefault(name, {}))
    named: dict[tuple[str, str, str], Found] = {}
    for one, found, given in _read(lists):
        known[one.form.name][found.id] = found
        if one.by is not None and given is not None:
            named[one.form.name, one.by.name, given] = found
    for name, batch in batches.items():
        found_here = known[name]
        for key, asking in batch.ids.items():
            _answer(asking, found_here.get(key), key, errors)
        for by, texts in batch.named.items():
            for given, asking in texts.items():
                either = (named.get((name, by, text)) for text in (given, plain(given)))
                _answer(asking, next(filter(None, either), None), given, errors)


def plain(text: str) -> str:
    """With plain letters for wide ones, which nobody types on purpose and no scanner knows."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _sort(want: Want, batch: _Batch) -> None:
    """Understand what was given: an id, {"id": …} or one unique field of the target."""
    by, given = _given(want)
    batch.filters.add(want.field.filter)
    batch.fills.update(theirs for _, theirs in want.field.fills)
    if by == "id" and type(given) is UUID:
        batch.ids.setdefault(given, []).append(want)
        return
    form = registry.get(cast("str", want.field.to))
    if type(given) is not str or len(given) > MOST_GIVEN or "\x00" in given:
        raise refusals.NotAReference(example=_example(form))
    if by == "id":
        batch.ids.setdefault(_uuid(given, form), []).append(want)
        return
    target = form.by_name.get(by)
    if target is None or target.unique is None:
        raise refusals.NotAReference(example=_example(form))
    if not _storable(given):
        raise refusals.NoSuchReference(given="?")
    batch.named.setdefault(by, {}).setdefault(given.strip(), []).append(want)


def _given(want: Want) -> tuple[str, object]:
    """By which field a record is named, and how: `{"code": "A"}` says code and A."""
    given: object = want.given
    if isinstance(given, dict):
        named = cast("dict[str, object]", given)
        if len(named) == 1:
            return next(iter(named.items()))
    return "id", cast("object", given)


def _storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _uuid(given: str, form: Form) -> UUID:
    if len(given) == 36:
        try:
            return UUID(given)
        except ValueError:
            pass
    raise refusals.NotAReference(example=_example(form))


def _example(form: Form) -> str:
    name = next((one.name for one in form.fields if one.unique), "id")
    return f'{{"{name}": "…"}}'


def _answer(
    asking: list[Want], found: Found | None, given: Any, errors: list[BusinessError]
) -> None:
    for want in asking:
        error = _refusal(want, found, given)
        if error is None and found is not None:
            want.into[want.field.name] = found.id
        elif error is not None:
            error.field = want.path
            errors.append(error)


def _refusal(want: Want, found: Found | None, given: Any) -> BusinessError | None:
    if found is None:
        return refusals.NoSuchReference(given=str(given))
    if found.id == want.kept:
        return None
    if found.values.get("active") == "false" and not want.archived:
        return refusals.Archived(name=found.name)
    for name, operator, value in want.field.filter:
        if not _holds(found.values.get(name), operator, value):
            return refusals.NotAllowedHere(name=found.name)
    return None


def _holds(held: str | None, operator: str, value: Any) -> bool:
    """Does a column (as PostgreSQL writes it) fulfil a condition of the field?"""
    if operator == "in":
        return held in [_written(one) for one in value]
    return (held == _written(value)) == (operator == "=")


def _written(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def label_fields(form: Form) -> tuple[Field, ...]:
    """What is shown of a record that is referred to, besides its id."""
    names = ("number",) if form.is_document else ("code", "name")
    shown = tuple(form.by_name[name] for name in names if name in form.by_name)
    return shown or tuple(one for one in form.fields if one.name == form.title_field)


def label_text(label: Label) -> str:
    """How people name a record: `A-01 铅笔`, or its number."""
    if label.get("number"):
        return str(label["number"])
    return " ".join(str(label[name]) for name in ("code", "name") if label.get(name))


@dataclass(frozen=True, eq=False)
class _Needed:
    """Which columns of the target are read: those of its label, then those of the checks."""

    labels: tuple[str, ...]
    checks: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.columns)


@lru_cache(maxsize=1024)
def _needed(
    form: Form, filters: tuple[tuple[Condition, ...], ...], fills: tuple[str, ...] = ()
) -> _Needed:
    labels = label_fields(form)
    wanted = ["active", *(name for conditions in filters for name, _, _ in conditions), *fills]
    checks = [form.by_name[n] for n in dict.fromkeys(wanted) if n in form.by_name]
    return _Needed(
        labels=tuple(one.name for one in labels),
        checks=tuple(one.name for one in checks),
        columns=tuple(f't."{one.column}"::text' for one in (*labels, *checks)),
    )


@dataclass(frozen=True)
class _List:
    """Records of one form to be read: by their ids, or by a unique field."""

    form: Form
    needed: _Needed
    by: Field | None
    wanted: str


def _lists(name: str, batch: _Batch, found: Mapping[UUID, Found]) -> Iterable[_List]:
    """What must be read of one form: records by id, and by each unique field that was given."""
    form = registry.get(name)
    needed = _needed(form, tuple(sorted(batch.filters, key=repr)), tuple(sorted(batch.fills)))
    ids = [one for one in batch.ids if one not in found]
    if ids:
        yield _List(form, needed, None, sql.array(ids))
    for by, named in sorted(batch.named.items()):
        spelled = dict.fromkeys([*named, *map(plain, named)])
        yield _List(form, needed, form.by_name[by], text_array(spelled))


def _read(lists: Sequence[_List]) -> Iterable[tuple[_List, Found, str | None]]:
    """All the lists in one statement; with each record what it was asked for by."""
    if not lists:
        return
    statement = _statement(tuple((one.form, one.needed, one.by) for one in lists))
    company = current_id()
    parameters = [value for one in lists for value in (company, one.wanted)]
    for row in sql.run(statement, parameters).fetchall():
        one = lists[int(row[0])]
        needed, key = one.needed, row[1]
        split = 3 + len(needed.labels)
        label = {"id": str(key), **dict(zip(needed.labels, row[3:split], strict=True))}
        yield one, Found(key, label, dict(zip(needed.checks, row[split:], strict=False))), row[2]


@lru_cache(maxsize=1024)
def _statement(lists: tuple[tuple[Form, _Needed, Field | None], ...]) -> str:
    """One SELECT per list, all of the same width; names come from the forms.

    PostgreSQL itself compares capitals of codes, so that it is one rule with the unique index.
    """
    width = max(needed.width for _, needed, _ in lists)
    parts: list[str] = []
    for number, (form, needed, by) in enumerate(lists):
        columns = [*needed.columns, *["NULL::text"] * (width - needed.width)]
        shown = ", ".join([f"{number}", "t.id", "want.given" if by else "NULL::text", *columns])
        rows = f'"{form.table}" t'
        if by is None:
            parts.append(
                f"SELECT {shown} FROM {rows}"  # noqa: S608
                " WHERE t.company_id = %s::bigint AND t.id = ANY(%s::uuid[])"
            )
            continue
        theirs, ours = f't."{by.column}"', "want.given"
        if by.unique == "upper":
            theirs, ours = f"upper({theirs})", f"upper({ours})"
        parts.append(
            f"SELECT {shown} FROM (SELECT %s::bigint AS company) c"  # noqa: S608
            " CROSS JOIN unnest(%s::text[]) AS want(given)"
            f" JOIN {rows} ON t.company_id = c.company AND {theirs} = {ours}"
        )
    return " UNION ALL ".join(parts)


def text_array(values: Iterable[str]) -> str:
    """A PostgreSQL array literal of any texts."""
    quoted = ['"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values]
    return "{" + ",".join(quoted) + "}"


def labels(wanted: Mapping[str, Iterable[UUID]], known: Known) -> Known:
    """Read the labels of all `wanted` records that are not `known` yet, in one statement."""
    lists: list[_List] = []
    for name, ids in sorted(wanted.items()):
        found = known.setdefault(name, {})
        missing = [one for one in ids if one not in found]
        if missing:
            form = registry.get(name)
            lists.append(_List(form, _needed(form, ()), None, sql.array(missing)))
    for one, found, _ in _read(lists):
        known[one.form.name][found.id] = found
    return known
