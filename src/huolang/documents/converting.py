"""下推这一步: what is open of a document becomes a new one, which may be confirmed at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from huolang.documents import convert, joined, lifecycle
from huolang.documents.convert import Fill
from huolang.forms import registry, store
from huolang.forms.form import Form
from huolang.kernel import clock
from huolang.kernel.permissions import Access


def conversion(
    form: Form,
    record: UUID,
    target: str,
    *,
    access: Access,
    at: datetime | None = None,
    then: str | None = None,
    fill: Fill = convert.everything,
) -> Any:
    """下推: a new `target` with what is still open of this document, all or as `fill` says."""
    access.require(form.name, "view")
    document = store.load(form, record)
    payload = convert.payload(document, target)
    payload["date"] = clock.business_day(at or clock.now(), document.own_company.zone)
    made = registry.get(target)
    return lifecycle.create(
        made, fill(document, payload), access=access, at=at, then=then, agreed=True
    )


def conversion_of_several(
    form: Form,
    records: Sequence[UUID],
    target: str,
    *,
    access: Access,
    at: datetime | None = None,
    then: str | None = None,
    fill: Fill = convert.everything,
) -> Any:
    """合并下推: one new `target` with what is still open of all these documents."""
    access.require(form.name, "view")
    documents = joined.read(form, records)
    payload = joined.payload(documents, target)
    payload["date"] = clock.business_day(at or clock.now(), documents[0].own_company.zone)
    made = registry.get(target)
    filled = fill(joined.join(documents), payload)
    return lifecycle.create(made, filled, access=access, at=at, then=then, agreed=True)


def conversion_apart(
    form: Form,
    records: Sequence[UUID],
    target: str,
    *,
    access: Access,
    at: datetime | None = None,
) -> list[tuple[Any, int]]:
    """分开下推: a new `target` for each partner of these documents; with how many of them each
    goes on from."""
    access.require(form.name, "view")
    documents = joined.read(form, records)
    day = clock.business_day(at or clock.now(), documents[0].own_company.zone)
    made = registry.get(target)
    return [
        (
            lifecycle.create(made, {**payload, "date": day}, access=access, at=at, agreed=True),
            len(part),
        )
        for part, payload in joined.apart(documents, target)
    ]
