"""打印: what a paper says of a record, laid out by its form; and who printed it when.

Everything follows from the form as this person sees it: sections above, rows of the sub-tables with
the columns that hold anything, money below, places to sign. Any number of records takes the same
few statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import translation

from huolang.documents import paper_rows
from huolang.forms import describe, kinds, registry, render
from huolang.forms.form import Field, Form, Signature, Table, seen_by
from huolang.forms.render import Record
from huolang.kernel import audit, sql
from huolang.kernel.capitals import in_capitals
from huolang.kernel.company import Company, current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import NotFound

PRICED = ("money", "price", "percent")
"""Kinds that a paper without prices does not show."""
PLACE = "location"
"""What a line calls the place from which its goods are taken."""
NOUGHT_IS_NOTHING = ("percent", "quantity")
NOBODY = UUID(int=0)
YUAN = frozenset({"CNY", "HKD", "MOP", "TWD"})

PERSONS = """
SELECT t.id, {columns} FROM "{table}" t
WHERE t.company_id = %s::bigint AND t.id = ANY(%s::uuid[])
"""
NAMES = (
    "SELECT id, coalesce(nullif(name, ''), username) FROM kernel_user WHERE id = ANY(%s::uuid[])"
)
PRINTED = """
SELECT a.record, count(*), max(a.at), (array_agg(a.by ORDER BY a.at DESC, a.id DESC))[1]
FROM kernel_auditentry a
WHERE a.company_id = %s::bigint AND a.form = %s AND a.record = ANY(%s::uuid[])
  AND a.action = 'print'
GROUP BY a.record
"""

Told = dict[str, Any]


@dataclass(frozen=True)
class Printed:
    """How often a record was printed, when and by whom last."""

    count: int = 0
    last_at: datetime | None = None
    last_by: UUID | None = None


def papers(form: Form, ids: Sequence[UUID], access: Access, *, priced: bool = True) -> list[Told]:
    """What to print of each record, in the order of `ids`; without `priced` nothing of money."""
    seen = form if priced else _without_prices(form)
    records = _read(form, ids, tables=form.tables)
    if len(records) < len(set(ids)):
        raise NotFound()
    signed = _persons(form, ids)
    printed = _printed(form, ids)
    people = _people([*(who for one in signed.values() for who in one.values()), *_by(printed)])
    besides = _besides(seen, list(records.values()), access)
    company = Company.objects.get(id=current_id())
    leave_out = form.paper.leave_out
    if not priced:
        _in_pick_order(form, list(records.values()))
    elif any(one.kind == "money" for one in form.fields):
        leave_out = (*leave_out, PLACE)  # a partner's paper: where goods lie is nobody's business
    return [
        {
            **heading(form, company),
            "id": one,
            "number": records[one].get(form.title_field) or "",
            "state": _state(form, records[one]),
            "header": _header(seen, records[one], besides),
            "tables": [
                _table(table, paper_rows.signed(form, records[one][table.name]), leave_out)
                for table in seen.tables
            ],
            "totals": _totals(seen, records[one]),
            "words": _words(seen, records[one], company),
            "signatures": [
                _signature(form, sign, signed.get(one, {}), people)
                for sign in form.paper.signatures
            ],
            "printed": _told(printed.get(one, Printed()), people),
            "codes": [],
            "labels": [],
            "red": paper_rows.is_red(form, records[one]),
        }
        for one in ids
    ]


def of_list(form: Form, rows: Sequence[Record], names: Sequence[str]) -> Told:
    """A list on paper, with the columns `names`."""
    company = Company.objects.get(id=current_id())
    columns = [form.by_name[name] for name in names]
    return {
        **heading(form, company),
        "columns": [describe.field(_plain(one)) for one in columns],
        "rows": [{one.name: _shown(one, row.get(one.name)) for one in columns} for row in rows],
    }


def note(form: Form, ids: Sequence[UUID], access: Access, *, at: datetime) -> list[Told]:
    """Write into the audit that this person prints these records; how often each was printed."""
    found = _read(form, ids, names=())
    if len(found) < len(set(ids)):
        raise NotFound()
    by = access.user
    audit.write(
        [audit.Trace(form=form.name, record=one, action="print", by=by) for one in found], at=at
    )
    printed = _printed(form, ids)
    people = _people(_by(printed))
    return [{"id": one, **_told(printed[one], people)} for one in found]


def _in_pick_order(form: Form, records: Sequence[Record]) -> None:
    """Whoever reads no prices walks past the goods: their lines stand in that order."""
    for table in form.tables:
        order = getattr(table.model, "pick_order", None)
        some = [row for record in records for row in record[table.name] if row.get(PLACE)]
        if order is None or not some:
            continue
        places: Mapping[UUID, int] = order({UUID(str(row[PLACE]["id"])) for row in some})
        last = len(places)
        for record in records:
            record[table.name] = sorted(
                record[table.name],
                key=lambda row: places[UUID(str(row[PLACE]["id"]))] if row.get(PLACE) else last,
            )


def _without_prices(form: Form) -> Form:
    """The form as somebody reads it who is told nothing of money."""

    def kept(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(one for one in fields if one.kind not in PRICED)

    tables = tuple(replace(one, fields=kept(one.fields)) for one in form.tables)
    return replace(form, fields=kept(form.fields), tables=tables)


def _read(
    form: Form,
    ids: Sequence[UUID],
    *,
    names: tuple[str, ...] | None = None,
    tables: tuple[Table, ...] = (),
) -> dict[UUID, Record]:
    """Records by id, with all that is named in them."""
    selected = ", ".join(f't."{one.name}"' for one in render.shape(form, names).columns)
    statement = (
        f'SELECT {selected} FROM "{form.table}" t'  # noqa: S608 - names come from the form
        " WHERE t.company_id = %s::bigint AND t.id = ANY(%s::uuid[])"
    )
    rows = sql.run(statement, [current_id(), sql.array(ids)]).fetchall()
    return {one["id"]: one for one in render.page(form, rows, names, tables)}


def heading(form: Form, company: Company) -> Told:
    """Whose paper it is, and what it is called."""
    return {
        "form": form.name,
        "title": str(form.label),
        "company": {
            "name": company.name,
            "tax_number": company.tax_number if form.paper.own_tax_number else "",
            "currency": company.currency,
            "digits": company.digits,
            "time_zone": company.time_zone,
        },
    }


def _header(form: Form, record: Record, besides: Mapping[str, Mapping[str, Record]]) -> list[Told]:
    """The fields above the rows, in the order of the sections; what is empty is not printed."""
    told: list[Told] = []
    own = _said_itself(form, record)
    for one in _in_sections(form):
        value = record.get(one.name)
        if one.kind == "money" or _is_blank(one, value):
            continue
        told.append(_entry(one, value))
        if one.to is not None and one.to in besides:
            more = besides[one.to].get(str(_named(record, one.name).get("id")), {})
            told += _more(one.to, {name: more[name] for name in more if name not in own})
    return told


def _said_itself(form: Form, record: Record) -> set[str]:
    """What needs not be said of the records that it names: it says to whom and where it goes."""
    return {theirs for ours, theirs in form.paper.instead if record.get(ours)}


def _in_sections(form: Form) -> Iterable[Field]:
    names = [name for section in form.sections for name in section.fields]
    for name in names:
        if name in form.by_name and name not in (form.title_field, *form.paper.leave_out):
            yield form.by_name[name]


def _more(to: str, record: Record) -> list[Told]:
    """What else is said of a record that is named: a partner's phone and address."""
    form = registry.get(to)
    fields = [form.by_name[name] for name in form.paper.besides if name in record]
    return [_entry(one, record[one.name]) for one in fields if not _is_blank(one, record[one.name])]


def _besides(form: Form, records: Sequence[Record], access: Access) -> dict[str, dict[str, Record]]:
    """What is said of the partners besides their names, if this person may see partners."""
    found: dict[str, dict[str, Record]] = {}
    for one in _in_sections(form):
        if one.to is None or not registry.known(one.to) or not access.allows(one.to, "view"):
            continue
        other = seen_by(registry.get(one.to), access.hidden)
        names = tuple(name for name in other.paper.besides if name in other.by_name)
        ids = {UUID(str(row[one.name]["id"])) for row in records if row.get(one.name)}
        if names and ids:
            more = _read(other, sorted(ids), names=names)
            found.setdefault(one.to, {}).update({str(key): row for key, row in more.items()})
    return found


def _totals(form: Form, record: Record) -> list[Told]:
    """The amounts below the rows; a discount that nobody gave is not printed."""
    return [
        _entry(one, record[one.name])
        for one in _in_sections(form)
        if one.kind == "money"
        and record.get(one.name) is not None
        and (one.readonly or Decimal(record[one.name]))
    ]


def _words(form: Form, record: Record, company: Company) -> str | None:
    """The total in capital characters, on a Chinese paper."""
    value = record[form.paper.written_out] if form.paper.written_out in form.by_name else None
    chinese = (translation.get_language() or "").startswith("zh")
    if value is None or not chinese or company.currency not in YUAN:
        return None
    return in_capitals(Decimal(value))


@dataclass(frozen=True)
class _Column:
    """A column on paper: the question, and its answer in a row."""

    field: Field
    value: Callable[[Record], Any]


def _columns(table: Table, leave_out: Sequence[str]) -> Iterable[_Column]:
    """The columns of a sub-table. What keeps its name (a product) shows that, after its code;
    what is owed has no name but the number of its document."""
    for name in table.columns:
        one = table.by_name.get(name)
        if one is not None and one.kind == "line":
            one = table.by_name.get("number")
        if one is None or name in leave_out:
            continue
        kept = table.by_name.get(f"{name}_name")
        named = registry.get(one.to) if one.to is not None and registry.known(one.to) else None
        code = named.by_name.get("code") if named is not None else None
        if kept is not None and code is not None:
            yield _Column(replace(code, name=f"{name}_code"), _code_of(name))
            yield _Column(replace(kept, name=name), _kept_name(name, kept.name))
        else:
            yield _Column(_plain(one), _value_of(one))


def _code_of(name: str) -> Callable[[Record], Any]:
    return lambda row: _named(row, name).get("code")


def _kept_name(name: str, kept: str) -> Callable[[Record], Any]:
    return lambda row: row.get(kept) or _named(row, name).get("name")


def _named(row: Record, name: str) -> Record:
    """The record that a row names."""
    return row.get(name) or {}


def _value_of(one: Field) -> Callable[[Record], Any]:
    return lambda row: _shown(one, row.get(one.name))


def _table(table: Table, rows: Sequence[Record], leave_out: Sequence[str]) -> Told:
    """The rows in the columns that hold anything, and what is added up below them."""
    columns = [
        one
        for one in _columns(table, leave_out)
        if any(not _is_blank(one.field, one.value(row)) for row in rows)
    ]
    counted = [row for row in rows if not paper_rows.is_below(table, row)]
    sums = {
        one.field.name: kinds.of(one.field).show(one.field)(
            sum((Decimal(one.value(row) or 0) for row in counted), Decimal(0))
        )
        for one in columns
        if paper_rows.adds_up(one.field, counted)
    }
    return {
        "name": table.name,
        "label": str(table.label),
        "columns": [describe.field(one.field) for one in columns],
        "rows": [
            {
                one.field.name: paper_rows.told(table, row, one.field, one.value(row))
                for one in columns
            }
            for row in rows
        ],
        "sums": sums,
    }


def _is_blank(one: Field, value: Any) -> bool:
    """Is there nothing to print? No percent and no quantity are as good as none said."""
    if value in (None, "", False) or value == []:
        return True
    return one.kind in NOUGHT_IS_NOTHING and not Decimal(value)


def _plain(one: Field) -> Field:
    """A record that is named stands on paper as text."""
    return replace(one, kind="text", to=None, filter=()) if one.kind == "reference" else one


def _shown(one: Field, value: Any) -> Any:
    """The value as it is printed: of another record what it goes by, its name, or its number."""
    if one.kind != "reference" or value is None:
        return value
    title = registry.get(one.to).title_field if one.to and registry.known(one.to) else ""
    return value.get(title) or value.get("name") or value.get("number") or value.get("code") or ""


def _entry(one: Field, value: Any) -> Told:
    return {"field": describe.field(_plain(one)), "value": _shown(one, value)}


def _state(form: Form, record: Record) -> Told | None:
    state = next((one for one in form.states if one.value == record.get("state")), None)
    return None if state is None else {"value": state.value, "label": str(state.label)}


def _persons(form: Form, ids: Sequence[UUID]) -> dict[UUID, dict[str, UUID]]:
    """Who made and who confirmed each record, by the column that says so."""
    columns = [one.by for one in form.paper.signatures if one.by]
    if not columns:
        return {}
    statement = PERSONS.format(columns=", ".join(f't."{one}"' for one in columns), table=form.table)
    rows = sql.run(statement, [current_id(), sql.array(ids)]).fetchall()
    return {
        row[0]: {name: who for name, who in zip(columns, row[1:], strict=True) if who}
        for row in rows
    }


def _people(ids: Iterable[UUID]) -> dict[UUID, str]:
    wanted = set(ids)
    return dict(sql.run(NAMES, [sql.array(wanted)]).fetchall()) if wanted else {}


def _signature(
    form: Form, sign: Signature, by: Mapping[str, UUID], people: Mapping[UUID, str]
) -> Told:
    partner = form.by_name.get("partner")
    label = str(sign.label).format(partner=partner.label if partner else "")
    return {"label": label, "name": people.get(by.get(sign.by, NOBODY), "")}


def _printed(form: Form, ids: Sequence[UUID]) -> dict[UUID, Printed]:
    rows = sql.run(PRINTED, [current_id(), form.name, sql.array(ids)]).fetchall()
    return {row[0]: Printed(*row[1:]) for row in rows}


def _by(printed: Mapping[UUID, Printed]) -> list[UUID]:
    return [one.last_by for one in printed.values() if one.last_by is not None]


def _told(one: Printed, people: Mapping[UUID, str]) -> Told:
    by = None if one.last_by is None else {"id": one.last_by, "name": people.get(one.last_by, "")}
    return {"count": one.count, "last_at": one.last_at, "last_by": by}
