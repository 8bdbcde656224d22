"""重新分配占用: a person decides who holds scarce goods; the orders tell it in their history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from huolang.forms.numbers import plain
from huolang.kernel import audit, outbox
from huolang.kernel.figures import figure
from huolang.kernel.listing import listed
from huolang.kernel.outbox import Happened
from huolang.kernel.permissions import Access
from huolang.ledger import reallocating
from huolang.ledger.reallocating import Hold, Moved

ACTION = "reallocate"


def reallocate(
    product: UUID,
    warehouse: UUID,
    holds: Sequence[Hold],
    *,
    name: str,
    access: Access,
    at: datetime,
) -> list[Moved]:
    """Hold goods for the lines as `holds` says; `name` is what people call the product."""
    access.require("stock", "edit")
    moved = reallocating.reallocate(product, warehouse, holds)
    orders: dict[tuple[str, UUID], list[Moved]] = {}
    for one in moved:
        orders.setdefault((one.form, one.record), []).append(one)
    audit.write(
        [
            audit.Trace(
                form=form,
                record=record,
                action=ACTION,
                by=access.user,
                changes={"reason": [None, listed(_said(name, one) for one in some)]},
            )
            for (form, record), some in orders.items()
        ],
        at=at,
    )
    outbox.write([_event(form, record, some, access) for (form, record), some in orders.items()])
    return moved


def _said(name: str, one: Moved) -> str:
    return f"{name} {figure(one.before)} → {figure(one.after)}"


def _event(form: str, record: UUID, some: Sequence[Moved], access: Access) -> Happened:
    lines = [
        {"line": one.line, "before": plain(one.before), "after": plain(one.after)} for one in some
    ]
    data = {"lines": lines}
    return Happened(name=f"{form}.{ACTION}", form=form, record=record, by=access.user, data=data)
