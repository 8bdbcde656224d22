"""重新分配: scarce goods are held for other orders than those that came first.

Nobody's hold grows out of nothing, and nothing stays free while orders wait: what one order gives
up is held for others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger import batch_state, facts, reservations
from huolang.ledger.facts import Offered

ZERO = Decimal(0)
HELD = """
SELECT r.line, r.id, r.form, r.record, r.wanted - r.consumed, r.reserved, i.digits
FROM ledger_reservation r
JOIN ledger_item i ON i.company_id = r.company_id AND i.id = r.product
WHERE r.company_id = %s::bigint AND r.product = %s::uuid AND r.warehouse = %s::uuid
  AND r.owner = %s::uuid AND r.state = 'pending' AND r.line = ANY(%s::uuid[])
ORDER BY r.id FOR UPDATE OF r
"""


class NoSuchPromise(Invalid):
    code = "reallocation.unknown"
    message = _("这行订单没有占用这种商品，也不在等它")


class NamedTwice(Invalid):
    code = "reallocation.named_twice"
    message = _("同一行订单写了两次")


class ChangedMeanwhile(BusinessError):
    code = "reallocation.changed_meanwhile"
    message = _("占用刚刚变了，现在是 {reserved}")


class NotAQuantity(Invalid):
    code = "reallocation.not_a_quantity"
    message = _("占用应是 0 到 {most}，最多 {digits} 位小数")


class MoreThanThere(BusinessError):
    code = "reallocation.more_than_there"
    message = _("多分了 {over}：可以分配的没有这么多")


class LeftOver(BusinessError):
    code = "reallocation.left_over"
    message = _("还有 {left} 没有分给任何订单，而有订单在等")


@dataclass(frozen=True, slots=True)
class Hold:
    """`quantity` (base unit) is to be held for the order line `line`; it held `was` when somebody
    looked."""

    line: UUID
    quantity: Decimal
    was: Decimal


@dataclass(frozen=True, slots=True)
class Moved:
    """What a line of the order (form, record) held and holds now."""

    form: str
    record: UUID
    line: UUID
    before: Decimal
    after: Decimal


def reallocate(product: UUID, warehouse: UUID, holds: Sequence[Hold]) -> list[Moved]:
    """Let each line hold what `holds` says; the other lines keep what they have."""
    offer = Offered((product, warehouse, NIL))
    facts.lock_availability([offer], sql.columns([offer.key], 3))
    batch_state.know([offer])
    lines = sql.array({one.line for one in holds})
    parameters = [current_id(), product, warehouse, NIL, lines]
    found = {row[0]: row[1:] for row in sql.run(HELD, parameters).fetchall()}
    Several.raise_any(_wrong(holds, found))
    changes = [(one, found[one.line]) for one in holds if one.quantity != found[one.line][4]]
    more = sum((one.quantity - row[4] for one, row in changes), ZERO)
    left = max(offer.free, ZERO) - more
    if left < ZERO:
        raise MoreThanThere(field="holds", over=-left)
    if left > ZERO and offer.waiting - more > ZERO:
        raise LeftOver(field="holds", left=min(left, offer.waiting - more))
    if changes:
        reservations.change([(row[0], one.quantity - row[4], ZERO) for one, row in changes])
        reservations.promise({offer.key: (more, -more)})
    return [Moved(row[1], row[2], one.line, row[4], one.quantity) for one, row in changes]


def _wrong(holds: Sequence[Hold], found: Mapping[UUID, Sequence[object]]) -> list[BusinessError]:
    errors: list[BusinessError] = []
    seen: set[UUID] = set()
    for index, one in enumerate(holds):
        place = f"holds.{index}.quantity"
        if one.line in seen:
            errors.append(NamedTwice(field=f"holds.{index}.line"))
        elif one.line not in found:
            errors.append(NoSuchPromise(field=f"holds.{index}.line"))
        else:
            errors += _unfit(one, found[one.line], place)
        seen.add(one.line)
    return errors


def _unfit(one: Hold, row: Sequence[object], place: str) -> list[BusinessError]:
    _key, _form, _record, most, reserved, digits = row
    assert isinstance(most, Decimal) and isinstance(reserved, Decimal) and isinstance(digits, int)
    if one.was != reserved:
        return [ChangedMeanwhile(field=place, reserved=reserved)]
    if not ZERO <= one.quantity <= most or one.quantity != round(one.quantity, digits):
        return [NotAQuantity(field=place, most=max(most, ZERO), digits=digits)]
    return []
