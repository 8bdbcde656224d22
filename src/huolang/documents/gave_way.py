"""让位: whoever must know that goods promised to an order are gone: the order and its history,
whoever reacts to events, and the page of the count or loss that they went to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import links
from huolang.forms import registry
from huolang.forms.form import Form
from huolang.kernel import audit, outbox
from huolang.kernel.figures import figure
from huolang.kernel.listing import listed
from huolang.kernel.outbox import Happened
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.ledger import giving_way
from huolang.ledger.giving_way import GivenUp

ZERO = Decimal(0)
ACTION = "gave_way"
BAD_GOODS = _("批次过期或冻结")


class GaveWay(BusinessError):
    """Not a refusal: what the page of a count or loss says."""

    code = "document.gave_way"
    message = _("{product} 不够已占用的数量，{numbers} 让出占用 {quantity}，等待补货")


class LostPromise(BusinessError):
    """Not a refusal either: what the page of the order says."""

    code = "order.lost_promise"
    message = _("{product} 的占用 {quantity} 因 {numbers} 盘亏或报损而让出，等待补货")


class LostBadGoods(BusinessError):
    """Likewise, where the goods are not good any more."""

    code = "order.lost_bad_goods"
    message = _("{product} 的占用 {quantity} 因批次过期或冻结而让出，等待补货")


def to_document(document: Any) -> list[BusinessError]:
    """Which orders lost goods to `document`, product by product."""
    form = registry.of(type(document)).name
    given = giving_way.of_posting(form, document.id, document.revision)
    if not given:
        return []
    numbers = {one.id: one.number for one in links.steps([(g.form, g.record) for g in given])}
    names = {row.product_id: row.product_name for row in document.rows}
    said: list[BusinessError] = []
    for product in dict.fromkeys(one.product for one in given):
        its = [one for one in given if one.product == product]
        who = dict.fromkeys(numbers.get(one.record, "") for one in its)
        said.append(
            GaveWay(
                field="lines",
                product=names.get(product, ""),
                numbers=listed(who),
                quantity=figure(sum((one.quantity for one in its), ZERO)),
            )
        )
    return said


def from_order(order: Any) -> list[BusinessError]:
    """What an order lost and still waits for."""
    names = {row.product_id: row.product_name for row in order.rows}
    return [
        (LostPromise if one.record else LostBadGoods)(
            field="lines",
            product=names.get(one.product, ""),
            quantity=figure(one.quantity),
            numbers=one.number or "",
        )
        for one in giving_way.of_order(order.id)
    ]


def tell(
    given: Sequence[GivenUp], form: Form, document: Any, access: Access, at: datetime, *, no: int
) -> None:
    """Audit and event of every order that lost something to `document`."""
    to = {"form": form.name, "id": document.id, "number": document.number}
    reason = f"{form.label} {document.number}"
    outbox.write(_told(given, access.user, at, reason, {"to": to}), no=no)


def to_bad_goods(given: Sequence[GivenUp], *, by: UUID | None, at: datetime) -> None:
    """Audit and event of every order whose goods are held back or past their day."""
    if given:
        outbox.write(_told(given, by, at, str(BAD_GOODS), {}))


def _told(
    given: Sequence[GivenUp], by: UUID | None, at: datetime, reason: str, data: dict[str, Any]
) -> list[Happened]:
    """Write the audit of each order that lost something; its event."""
    lost: dict[tuple[str, UUID], list[GivenUp]] = {}
    for one in given:
        lost.setdefault((one.form, one.record), []).append(one)
    audit.write(
        [
            audit.Trace(
                form=name, record=record, action=ACTION, by=by, changes={"reason": [None, reason]}
            )
            for name, record in lost
        ],
        at=at,
    )
    return [
        Happened(
            name=f"{name}.{ACTION}",
            form=name,
            record=record,
            by=by,
            data={
                **data,
                "lines": [{"line": one.line, "quantity": one.quantity} for one in some],
            },
        )
        for (name, record), some in lost.items()
    ]
