"""原单: a confirmed document that another confirmed one names, as a red invoice names the one that
it corrects, stays as long as that one does."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.forms.form import Form
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger.settled import Key

HOLD = """
SELECT id, state, number FROM {table} WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
ORDER BY id FOR SHARE
"""
NAMING = """
SELECT DISTINCT n.id FROM {source} WHERE n.company_id = %s::bigint AND {column} = ANY(%s::uuid[])
  AND n.state = ANY(%s::text[]) ORDER BY n.id LIMIT %s
"""
IS_NAMED = """
EXISTS (SELECT FROM {source} WHERE n.company_id = %s::bigint AND {column} = %s::uuid
        AND n.state = 'confirmed')"""
WITH_LINES = "{table} n JOIN {lines} l ON l.company_id = n.company_id AND l.document_id = n.id"
OF_LINES = "lines."
"""What the name of a reference begins with that stands in the lines."""


class OriginalNotConfirmed(BusinessError):
    code = "document.original_not_confirmed"
    message = _("{number} 已不是已审核状态")


@dataclass(frozen=True, slots=True)
class _Named:
    """What a document names: where, of which form, and which one."""

    place: str
    form: str
    record: UUID


def hold(form: Form, document: Any) -> None:
    """Keep what `document` names as it is until this transaction ends; it must be confirmed."""
    found = _named(form, document)
    errors: list[BusinessError] = []
    for name in dict.fromkeys(one.form for one in found):
        named = [one for one in found if one.form == name]
        statement = HOLD.format(table=registry.get(name).table)
        keys = sql.array(sorted({one.record for one in named}))
        rows = {row[0]: row[1:] for row in sql.run(statement, [current_id(), keys]).fetchall()}
        for one in named:
            state, number = rows.get(one.record, ("", "—"))
            if state != "confirmed":
                errors.append(OriginalNotConfirmed(field=one.place, number=number))
    Several.raise_any(errors)


def of(form: Form, document: Any) -> list[Key]:
    """What `document` names."""
    return list(dict.fromkeys((one.form, one.record) for one in _named(form, document)))


def naming(
    form: str, records: Collection[UUID], *, most: int, states: tuple[str, ...] = ("confirmed",)
) -> list[Key]:
    """Documents that name any of these."""
    found: list[Key] = []
    for later, source, column in _references(form):
        statement = NAMING.format(source=source, column=column)
        given = [current_id(), sql.array(records), sql.array(states), most]
        found += [(later.name, row[0]) for row in sql.run(statement, given).fetchall()]
    return found


def is_named(form: str, record: UUID) -> tuple[str, list[Any]]:
    """Whether a confirmed document names this one, as SQL and its parameters."""
    found = [
        IS_NAMED.format(source=source, column=column)
        for _later, source, column in _references(form)
    ]
    return " OR ".join(found) or "false", [current_id(), record] * len(found)


def _named(form: Form, document: Any) -> list[_Named]:
    found: list[_Named] = []
    for path in document.originals:
        name = path.removeprefix(OF_LINES)
        if name == path:
            part, rows = form, [("", document)]
        else:
            part = form.tables_by_name["lines"]
            rows = [(f"lines.{n}.", row) for n, row in enumerate(document.tables["lines"])]
        to = part.by_name[name].to or ""
        given = [(f"{place}{name}", getattr(row, f"{name}_id")) for place, row in rows]
        found += [_Named(place, to, key) for place, key in given if key is not None]
    return found


def _references(form: str) -> Iterator[tuple[Form, str, str]]:
    """The forms that name documents of `form`: from which tables one reads it, and which column."""
    for later in registry.all():
        for path in getattr(later.model, "originals", ()):
            name = path.removeprefix(OF_LINES)
            if name == path:
                if later.by_name[name].to == form:
                    yield later, f"{later.table} n", f"n.{name}_id"
            elif later.tables_by_name["lines"].by_name[name].to == form:
                lines = later.tables_by_name["lines"].table
                yield later, WITH_LINES.format(table=later.table, lines=lines), f"l.{name}_id"
