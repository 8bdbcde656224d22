"""The one check for everything that is filled in, whatever way it comes: screen, API, import.

Everything that is wrong is found in one pass and raised together, each at its place
(`lines.3.quantity`). Nothing that was sent is ever ignored: what a person may not set is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import kinds, references, refusals
from huolang.forms.form import Field, Form, Table
from huolang.forms.kind import Check
from huolang.forms.references import Known, Want
from huolang.kernel.refusals import BusinessError, Several

MOST_ROWS = 20_000
MOST_ERRORS = 500
"""Where the list of what is wrong ends; nobody mends more at a time."""

ALWAYS_SHOWN = (
    "id",
    "etag",
    "created_at",
    "updated_at",
    "position",
    "actions",
    "conversions",
    "previews",
    "warnings",
    "inherited",
)
"""What the API adds to a record; nobody may send it back as something to be changed."""


@dataclass(slots=True)
class Row:
    """One row of a sub-table as it was filled in; `id` when it changes an existing one."""

    id: UUID | None
    fields: dict[str, Any]


@dataclass(slots=True)
class Values:
    """What was filled in, checked: only what was given, references as ids."""

    form: Form
    fields: dict[str, Any]
    tables: dict[str, list[Row]] = field(default_factory=dict[str, list[Row]])
    known: Known = field(default_factory=dict[str, Any])
    """Labels of the records referred to, so that nobody reads them twice."""


class _Nothing:
    """Stands for "an answer is needed here"."""


_NEEDED = _Nothing()


@dataclass(frozen=True, slots=True)
class _Entry:
    field: Field
    check: Check | None
    """None for a reference: those are found all together afterwards."""
    nothing: Any
    """What `null` means: the value kept then, or _NEEDED."""


@dataclass(frozen=True)
class _Plan:
    """A form or sub-table, made ready for reading many rows."""

    entries: Mapping[str, _Entry]
    required: tuple[str, ...]


@lru_cache(maxsize=1024)
def _plan(part: Form | Table) -> _Plan:
    entries = {one.name: _entry(one) for one in part.fields}
    for name in ALWAYS_SHOWN:
        made = Field(name=name, label="", kind="text", column="", attribute="", cast="text")
        entries.setdefault(name, _Entry(made, _refuse, None))
    if isinstance(part, Table):
        del entries["id"]
    return _Plan(entries, tuple(one.name for one in part.fields if one.required))


def _entry(one: Field) -> _Entry:
    if one.readonly:
        return _Entry(one, _refuse, None)
    check = None if one.kind == "reference" else kinds.of(one).check(one)
    nothing: Any = _NEEDED
    if one.nullable:
        nothing = None
    elif one.default not in (None, ""):
        nothing = one.default if check is None else check(_sent(one.default))
    elif not one.required:
        nothing = [] if one.cast == "text[]" else "" if one.cast == "text" else None
    return _Entry(one, check, _NEEDED if one.required else nothing)


def _sent(default: Any) -> Any:
    """A model's default in the shape in which a person would send it."""
    return default if isinstance(default, bool | int | str) else str(default)


def _refuse(value: Any) -> Any:
    raise refusals.ReadOnly()


class _Reading:
    """One pass over what was sent."""

    def __init__(self) -> None:
        self.errors: list[BusinessError] = []
        self.wants: list[Want] = []

    def refuse(self, error: BusinessError, path: str) -> None:
        """`error` at `path`; what is wrong within a list names its own places there."""
        for part in error.parts():
            part.field = f"{path}.{part.field}" if part.field else path
            self.errors.append(part)

    def fields(
        self, plan: _Plan, sent: dict[str, Any], place: str, *, partial: bool, now: Any
    ) -> dict[str, Any]:
        """The answers in `sent`, checked one by one; `now` is the row they are to change."""
        kept: dict[str, Any] = {}
        entries = plan.entries
        for name, value in sent.items():
            entry = entries.get(name)
            if entry is None:
                self.refuse(refusals.UnknownField(name=name[:64]), place + name[:64])
                continue
            try:
                if value is None and entry.check is not _refuse:
                    if entry.nothing is _NEEDED:
                        raise refusals.Required()
                    kept[name] = entry.nothing
                elif entry.check is not None:
                    kept[name] = entry.check(value)
                else:
                    self._want(entry.field, value, kept, place + name, now)
            except BusinessError as error:
                self.refuse(error, place + name)
        if not partial:
            for name in plan.required:
                if name not in sent:
                    self.refuse(refusals.Required(), place + name)
        return kept

    def _want(self, asked: Field, value: Any, into: dict[str, Any], path: str, now: Any) -> None:
        kept = getattr(now, asked.attribute, None) if now is not None else None
        into[asked.name] = None  # keeps the order of the fields; `references` fills it in
        self.wants.append(Want(asked, value, into, path, kept=kept))

    def rows(self, table: Table, sent: Any, existing: list[Any]) -> list[Row]:
        """The rows sent for a sub-table; those with an id change the existing row of that id."""
        if not isinstance(sent, list):
            self.refuse(refusals.WrongType(expected=_("列表")), table.name)
            return []
        given = cast("list[Any]", sent)
        if len(given) > MOST_ROWS:
            self.refuse(refusals.TooManyRows(limit=MOST_ROWS), table.name)
            return []
        plan, rows = _plan(table), list[Row]()
        known = {one.id: one for one in existing} if existing else {}
        for index, one in enumerate(given):
            place = f"{table.name}.{index}."
            if not isinstance(one, dict):
                self.refuse(refusals.WrongType(expected=_("一行")), place[:-1])
                continue
            row = cast("dict[str, Any]", one)
            now = None
            if "id" in row:
                row = dict(row)
                now = self._row(row.pop("id"), known, place + "id")
                if now is None:
                    continue
            fields = self.fields(plan, row, place, partial=now is not None, now=now)
            rows.append(Row(now.id if now is not None else None, fields))
            if len(self.errors) >= MOST_ERRORS:
                break
        return rows

    def _row(self, given: Any, known: dict[Any, Any], path: str) -> Any:
        """The existing row meant by `given`; each can be meant once."""
        try:
            key = UUID(given) if type(given) is str and len(given) == 36 else None
        except ValueError:
            key = None
        if key is None or key not in known:
            self.refuse(refusals.NoSuchRow(), path)
            return None
        row, known[key] = known[key], None
        if row is None:
            self.refuse(refusals.RowTwice(), path)
        return row


def read(
    form: Form,
    payload: Any,
    *,
    existing: Any = None,
    partial: bool = False,
    known: Known | None = None,
    archived: bool = False,
) -> Values:
    """Check `payload` against `form`; raise all that is wrong together, or answer the values.

    `existing` is the record to be changed (with its rows in `.tables`); `partial` means that a
    header field left out stays as it is. A sub-table that is given stands for the whole set.
    `known` are records that this transaction read for other payloads of the same form: given
    again, they are not read again. `archived` lets them be archived ones.
    """
    values, reading = _begun(form, payload, existing, known, partial=partial)
    if reading.wants:
        for want in reading.wants:
            want.archived = archived
        references.resolve(reading.wants, values.known, reading.errors)
    Several.raise_any(reading.errors[:MOST_ERRORS])
    if existing is None:
        _fill_in(values)
    return values


def read_many(form: Form, payloads: Sequence[Any]) -> list[Values]:
    """`read` for many new records, with one statement for all that they refer to.

    What is wrong is raised together, but not said of which; ask `read` about each for that.
    """
    known: Known = {}
    begun = [_begun(form, payload, None, known, partial=False) for payload in payloads]
    errors = [error for _values, reading in begun for error in reading.errors]
    wants = [want for _values, reading in begun for want in reading.wants]
    if wants:
        references.resolve(wants, known, errors)
    Several.raise_any(errors[:MOST_ERRORS])
    for values, _reading in begun:
        _fill_in(values)
    return [values for values, _reading in begun]


def _begun(
    form: Form, payload: Any, existing: Any, known: Known | None, *, partial: bool
) -> tuple[Values, _Reading]:
    """Everything but the references, which are still to be found."""
    reading = _Reading()
    if not isinstance(payload, dict):
        raise refusals.WrongType(expected=_("一条记录"))
    sent = cast("dict[str, Any]", payload)
    names = form.tables_by_name
    header = {k: v for k, v in sent.items() if k not in names} if names else sent
    values = Values(form, reading.fields(_plan(form), header, "", partial=partial, now=existing))
    if known is not None:
        values.known = known
    for table in form.tables:
        if table.name in sent:
            now: dict[str, list[Any]] = existing.tables if existing is not None else {}
            rows = now.get(table.name, [])
            values.tables[table.name] = reading.rows(table, sent[table.name], rows)
    return values, reading


def read_each(
    form: Form,
    payloads: Sequence[Any],
    *,
    existing: Sequence[Any] | None = None,
    known: Known,
) -> list[Values | BusinessError]:
    """`read` for many payloads: what all of them refer to is found together.

    What is wrong with one of them is its own answer. With `existing` each changes its record.
    """
    partial = existing is not None
    taken = [
        _begun(form, one, existing[n] if existing else None, known, partial=partial)
        for n, one in enumerate(payloads)
    ]
    wants: list[Want] = []
    for number, (_values, reading) in enumerate(taken):
        for want in reading.wants:
            want.path = f"{number}/{want.path}"
            wants.append(want)
    unfound: list[BusinessError] = []
    if wants:
        references.resolve(wants, known, unfound)
    for error in unfound:
        number, _slash, error.field = error.field.partition("/")
        taken[int(number)][1].errors.append(error)
    return [_whole(reading, values, existing is None) for values, reading in taken]


def _whole(reading: _Reading, values: Values, is_new: bool) -> Values | BusinessError:
    try:
        Several.raise_any(reading.errors[:MOST_ERRORS])
    except BusinessError as error:
        return error
    if is_new:
        _fill_in(values)
    return values


def _fill_in(values: Values) -> None:
    """What nobody answered of a new record, from the records that it refers to."""
    for asked in values.form.fields:
        key: UUID | None = values.fields.get(asked.name) if asked.fills else None
        found = values.known.get(cast("str", asked.to), {}).get(key) if key else None
        if found is None:
            continue
        for ours, theirs in asked.fills:
            text = found.values.get(theirs)
            if text and ours not in values.fields:
                one = values.form.by_name[ours]
                is_reference = one.kind == "reference"
                values.fields[ours] = UUID(text) if is_reference else kinds.of(one).parse(one)(text)
