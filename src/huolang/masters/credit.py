"""信用额度: what a customer may owe us, and what is said when a document would go beyond it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import State
from huolang.kernel import clock, settings_registry, sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.kernel.roles import CREDIT
from huolang.kernel.settings_registry import Setting, declare
from huolang.ledger import credit
from huolang.ledger.posting import Ceiling

EXCEED = "exceed_credit"
"""The operation of who may go beyond it."""
DEFAULT_LIMIT = declare(
    Setting(
        key="credit.default_limit",
        kind="decimal",
        default=Decimal(0),
        label=_("新客户的信用额度"),
        help=_("新建客户时没有填信用额度的，用这里的；0 表示不限"),
        minimum=0,
        maximum=10**12,
    )
)
LIMITS = """
SELECT credit_limit, credit_days FROM masters_partner
WHERE company_id = %s::bigint AND id = %s::uuid
  AND (credit_limit IS NOT NULL OR credit_days IS NOT NULL)
"""


def default_limit() -> Decimal | None:
    """What a new customer may owe us when nobody says; None: as much as they like."""
    return settings_registry.load()[DEFAULT_LIMIT] or None


class CreditDocument(models.Model):
    """A document by which a customer owes us; its `posting()` passes on the `ceiling`."""

    exceptions: ClassVar[tuple[str, ...]] = (EXCEED,)
    ceiling: Ceiling | None = None
    """What the customer may owe, while it is confirmed."""

    class Meta:
        abstract = True

    @property
    def given_total(self) -> Decimal:
        """What goods are given for, gross, whatever comes back of others."""
        return self.total  # type: ignore[attr-defined]

    def settle(self, *, at: datetime) -> None:
        super().settle(at=at)  # type: ignore[misc]
        self.ceiling = of_document(self, at)

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """That a draft will be refused for the customer's credit."""
        told: list[BusinessError] = super().warnings(at=at)  # type: ignore[misc]
        is_draft = self.state == State.DRAFT.value  # type: ignore[attr-defined]
        return [*told, *(objections(self, at) if is_draft else [])]


def ceiling(partner: UUID, *, today: date) -> Ceiling | None:
    """What the partner may owe on `today`; None when nothing limits them."""
    row = sql.run(LIMITS, [current_id(), partner]).fetchone()
    if row is None:
        return None
    limit, days = row
    return Ceiling(partner=partner, most=limit, late_days=days, today=today, field="partner")


def of_document(document: Any, at: datetime) -> Ceiling | None:
    """What holds for a document that is confirmed `at`, unless that person may go beyond it."""
    if document.may(EXCEED):
        return None
    found = ceiling(document.partner_id, today=clock.business_day(at, document.own_company.zone))
    given = document.given_total * document.rate
    return found and replace(found, given=given, told=_is_told(document))


def objections(document: Any, at: datetime) -> list[BusinessError]:
    """What speaks against the customer owing for `document` as well, as the books are now."""
    own = document.own_company
    limits = ceiling(document.partner_id, today=clock.business_day(at, own.zone))
    amount: Decimal = document.total * document.rate
    if limits is None:
        return []
    given: Decimal = getattr(document, "given_total", document.total)
    limits = replace(
        limits,
        given=given * document.rate,
        told=_is_told(document),
        promised=not document.posts,
    )
    return credit.judge(limits, credit.standing(document.partner_id), amount, own.digits)


def _is_told(document: Any) -> bool:
    """May whoever confirms or reads it know what the customer is allowed?"""
    return document.access is not None and document.access.sees(CREDIT)
