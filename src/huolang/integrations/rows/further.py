"""What else is wrong with a document of a file in which single cells are wrong: its other rows are
tried without those, and taken back, so that everything is said at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from huolang.documents import lifecycle
from huolang.forms import validate
from huolang.forms.form import Form
from huolang.forms.validate import Values
from huolang.integrations.rows.groups import Group
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.ledger.several import NotTogether

MOST = 50
"""Documents of a batch that are looked into; who has more wrong mends these first."""

Places = dict[str, list[int]]
"""Of each sub-table: at which place in the file's record each row that is left stood."""


class _Undo(Exception):
    """Takes back what was tried."""


def look(form: Form, groups: Sequence[Group], *, access: Access, at: datetime) -> None:
    """Note in each group what the rules of its form say of rows in which no cell is wrong."""
    left = [_left(form, one) for one in groups[:MOST]]
    read = validate.read_each(form, [payload for payload, _places in left], known={})
    for group, (_payload, places), values in zip(groups, left, read, strict=False):
        if not isinstance(values, BusinessError):
            refusal = _tried(form, values, access, at)
            _note(group, places, refusal)


def _left(form: Form, group: Group) -> tuple[dict[str, Any], Places]:
    """The record without the answers that are wrong and the rows they stand in."""
    wrong = {part.field for one in group.errors for part in one.parts()}
    bad = {".".join(field.split(".")[:2]) for field in wrong}
    payload, places = dict(group.payload), Places()
    for name in wrong & payload.keys() - form.tables_by_name.keys():
        del payload[name]
    for table in form.tables:
        rows = payload.get(table.name)
        if rows is not None:
            kept = [n for n in range(len(rows)) if f"{table.name}.{n}" not in bad]
            payload[table.name], places[table.name] = [rows[n] for n in kept], kept
    return payload, places


def _tried(form: Form, values: Values, access: Access, at: datetime) -> BusinessError | None:
    refused: dict[int, BusinessError] = {}
    try:
        with transaction.atomic():
            lifecycle.create_many(form, [values], access=access, at=at, refused=refused, events=[])
            raise _Undo
    except BusinessError as error:
        return error
    except (_Undo, NotTogether):
        return refused.get(0)


def _note(group: Group, places: Places, refusal: BusinessError | None) -> None:
    """What is said of single rows; what is said of the whole may be for what was left out."""
    for part in refusal.parts() if refusal is not None else ():
        table, _, rest = part.field.partition(".")
        row, _, field = rest.partition(".")
        if field and row.isdecimal() and int(row) < len(places.get(table, ())):
            part.field = f"{table}.{places[table][int(row)]}.{field}"
            group.errors.append(part)
