"""复制: a new draft with the same header and rows, of today, that goes on from nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from huolang.documents import lifecycle
from huolang.forms import store
from huolang.forms.form import Form, Table
from huolang.kernel import clock
from huolang.kernel.permissions import Access


def duplicate(form: Form, record: UUID, *, access: Access, at: datetime | None = None) -> Any:
    """A draft filled in like `record` by somebody who may add one, as far as they see it.

    What is filled in is checked like anything typed: an archived product is refused at its line.
    """
    access.require(form.name, "view")
    document = store.load(form, record)
    payload, anew = _answers(form, document), document.anew()
    for table in form.tables:
        payload[table.name] = [
            _answers(table, row, without=anew.get(row.id, ()))
            for row in document.tables[table.name]
            if not getattr(row, "follows_along", False)
        ]
    payload["date"] = clock.business_day(at or clock.now(), document.own_company.zone)
    return lifecycle.create(form, payload, access=access, at=at)


def _answers(part: Form | Table, instance: Any, *, without: Collection[str] = ()) -> dict[str, Any]:
    """What somebody typed; links to lines of earlier documents and single pieces, and what was said
    of these, stay with them."""
    stays = {*getattr(part.model, "not_copied", ()), *without}
    given = {
        one.name: getattr(instance, one.attribute)
        for one in part.fields
        if not one.readonly and one.kind not in ("line", "serials") and one.name not in stays
    }
    return {name: value for name, value in given.items() if value is not None}
