"""信用: whether a customer may owe us as much, or as long.

The books check it once the head of the books is locked: every other posting of the company has
committed by then or waits, so what is read is all there is, however many deliver at once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import round_half_up
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger.posting import Ceiling, Posting, Source

ZERO = Decimal(0)
DOCUMENT: dict[str, Any] = {"what": _("超出信用额度"), "document": _("本单")}
ORDER: dict[str, Any] = {"what": _("照此订单发货将超出信用额度"), "document": _("本订单")}
"""What is said of goods that are given, and of goods that are only ordered."""

STANDING = """
SELECT coalesce(sum("left" * rate), 0),
       min(coalesce(due_on, occurred_on)) FILTER (WHERE "left" > 0)
FROM ledger_openitem
WHERE company_id = %s::bigint AND partner = ANY(%s::uuid[]) AND kind = 'receivable' AND "left" <> 0
  AND record IS DISTINCT FROM %s::uuid
"""


class CreditExceeded(BusinessError):
    code = "ledger.credit_exceeded"
    message = _("{what}：额度 {limit}，已欠 {open}，{document} {amount}，超出 {over}")


class Overdue(BusinessError):
    code = "ledger.overdue"
    message = _("应收款逾期：最早 {due} 到期，允许拖欠 {days} 天；已欠 {open}，{document} {amount}")


class CreditReached(BusinessError):
    """To those who may not read the limit."""

    code = "ledger.credit_reached"
    message = _("{what}（{document} {amount}），不能再赊销；请找有“超信用额度”权限的人")


class OverdueTooLong(BusinessError):
    """To those who may not read for how long."""

    code = "ledger.overdue_too_long"
    message = _("客户的应收款逾期太久，不能再赊销；请找有“超信用额度”权限的人")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a customer owes in all (company's currency), and the day the oldest of it fell due."""

    open: Decimal
    oldest: date | None


def standing(partners: Collection[UUID], *, without: UUID | None = None) -> Standing:
    """Of all these names of a customer, as the books are now, `without` what a document opened."""
    row = sql.run(STANDING, [current_id(), sql.array(partners), without]).fetchone()
    return Standing(row[0], row[1]) if row else Standing(ZERO, None)


def judge(ceiling: Ceiling, stands: Standing, amount: Decimal, digits: int) -> list[BusinessError]:
    """What forbids to give the customer goods, by which they owe `amount` more (or less, when
    others come back; company's currency)."""
    if ceiling.given <= ZERO:
        return []
    exceeded = ceiling.most is not None and stands.open + amount > ceiling.most
    late = _is_late(ceiling, stands)
    words = ORDER if ceiling.promised else DOCUMENT
    figures = {"document": words["document"], "amount": _shown(amount, digits)}
    found: list[BusinessError] = []
    if not ceiling.told:
        if exceeded:
            found.append(CreditReached(field=ceiling.field, what=words["what"], **figures))
        return [*found, *([OverdueTooLong(field=ceiling.field)] if late else [])]
    figures["open"] = _shown(stands.open, digits)
    if exceeded and ceiling.most is not None:
        told = {"what": words["what"], "limit": _shown(ceiling.most, digits)}
        over = _shown(stands.open + amount - ceiling.most, digits)
        found.append(CreditExceeded(field=ceiling.field, over=over, **told, **figures))
    if late:
        found.append(
            Overdue(
                field=ceiling.field,
                due=f"{stands.oldest:%Y-%m-%d}",
                days=ceiling.late_days,
                **figures,
            )
        )
    return found


def _shown(amount: Decimal, digits: int) -> str:
    return f"{round_half_up(amount, digits):,f}"


def check(posting: Posting, source: Source, digits: int) -> None:
    """Refuse what would go beyond its ceiling; the head of the books is locked, and what the
    posting opens is written."""
    ceiling = posting.ceiling
    if ceiling is None:
        return
    amount = (
        sum((due.total for due in posting.dues if due.kind == "receivable"), ZERO) * posting.rate
    )
    stands = standing(ceiling.partners, without=source.record)
    Several.raise_any(judge(ceiling, stands, amount, digits))


def _is_late(ceiling: Ceiling, stands: Standing) -> bool:
    if ceiling.late_days is None or stands.oldest is None or stands.open <= ZERO:
        return False
    return stands.oldest + timedelta(days=ceiling.late_days) < ceiling.today
