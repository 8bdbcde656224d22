"""停用: what was archived after a draft was written is not traded any more.

A line that goes on from a confirmed document (a delivery of an order, a return of a delivery) or
settles what is owed ends what was agreed before: it may still be confirmed, with the partner it
was agreed with. So may a document that was confirmed before and opened again. Goods never enter a
warehouse that is closed (`ledger.warehouses`); who goes on from a document names another one.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from huolang.documents import follow
from huolang.forms import registry
from huolang.forms.form import Form, Table
from huolang.forms.refusals import Archived
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import Several

ARCHIVED = """
SELECT id, name FROM {table}
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) AND NOT active
"""

AGREED = ("partner",)
Places = dict[str, dict[UUID, str]]
"""Per form that is referred to: the records, and where the document names each first."""


def refuse(form: Form, document: Any) -> None:
    """Say of everything archived that the draft names where it names it."""
    if document.was_confirmed:
        return
    places: Places = {}
    lines = document.tables.get("lines", [])
    goes_on = [_goes_on(document, row) for row in lines]
    _note(places, document, form, document, "", agreed=AGREED if any(goes_on) else ())
    for index, row in enumerate(lines):
        if not goes_on[index]:
            _note(places, document, form.tables_by_name["lines"], row, f"lines.{index}.")
    if not places:
        return
    parts = [ARCHIVED.format(table=registry.get(name).table) for name in places]
    company = current_id()
    parameters = [one for wanted in places.values() for one in (company, sql.array(wanted))]
    named = {key: place for wanted in places.values() for key, place in wanted.items()}
    found = sql.run(" UNION ALL ".join(parts), parameters).fetchall()
    Several.raise_any([Archived(field=named[key], name=name) for key, name in found])


def _goes_on(document: Any, row: Any) -> bool:
    settled = document.settles and getattr(row, document.settles, None)
    return bool(settled) or follow.of(document, row) is not None


def _note(
    places: Places,
    document: Any,
    part: Form | Table,
    row: Any,
    place: str,
    *,
    agreed: Collection[str] = (),
) -> None:
    for field in part.fields:
        target = field.to
        if target is None or target not in document.must_be_active or target in agreed:
            continue
        key = getattr(row, field.attribute)
        if key is not None:
            places.setdefault(target, {}).setdefault(key, place + field.name)
