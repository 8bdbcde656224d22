"""信用额度: what a customer may owe us, and what is said when a document would go beyond it."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from huolang.masters import terms

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
SELECT k.credit_limit, k.credit_days, k.term_kind, coalesce(k.term_days, 0),
    array_prepend(k.id, ARRAY(SELECT m.id FROM masters_partner m
                              WHERE m.company_id = k.company_id AND m.merged_into_id = k.id))
FROM masters_partner p
JOIN masters_partner k ON k.company_id = p.company_id AND k.id = coalesce(p.merged_into_id, p.id)
WHERE p.company_id = %s::bigint AND p.id = %s::uuid
"""
"""Of whoever stands for a partner, and the names under which they owe."""


class TermsTooLong(BusinessError):
    code = "credit.terms_too_long"
    message = _(
        "账期长于与客户约定的：本单 {due} 到期，按约定是 {agreed}；"
        "请改回约定的账期，或找有“超信用额度”权限的人"
    )


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed with a customer: how much and how long they may owe, and their terms; and
    under which names they owe, that of today first."""

    limit: Decimal | None
    days: int | None
    term_kind: str
    term_days: int
    partners: list[UUID]

    def by(self, day: date) -> date | None:
        """When a document of `day` falls due at the latest; None: nothing was agreed."""
        if not self.term_kind and self.days is None:
            return None
        return terms.due_on(day, self.term_kind, self.term_days) or day


def default_limit() -> Decimal | None:
    """What a new customer may owe us when nobody says; None: as much as they like."""
    return settings_registry.load()[DEFAULT_LIMIT] or None


class CreditDocument(models.Model):
    """A document by which a customer owes us; its `posting()` passes on the `ceiling`."""

    exceptions: ClassVar[tuple[str, ...]] = (EXCEED,)
    ceiling: Ceiling | None = None
    """What the customer may owe, while it is confirmed."""
    agreed_due: date | None = None
    """By when it falls due at the latest, for who may not exceed credit."""

    class Meta:
        abstract = True

    @property
    def given_total(self) -> Decimal:
        """What goods are given for, gross, whatever comes back of others."""
        return self.total  # type: ignore[attr-defined]

    def settle(self, *, at: datetime) -> None:
        super().settle(at=at)  # type: ignore[misc]
        if not self.may(EXCEED):  # type: ignore[attr-defined]
            found = agreed(self.partner_id)  # type: ignore[attr-defined]
            self.agreed_due = found.by(self.date)  # type: ignore[attr-defined]
            self.ceiling = _of_document(self, found, at)

    def refuse_terms(self) -> None:
        """Refuse who may not exceed credit to give the customer more time than was agreed."""
        due: date = self.due_on or self.date  # type: ignore[attr-defined]
        if self.agreed_due is not None and due > self.agreed_due:
            raise TermsTooLong(field="term_days", due=due, agreed=self.agreed_due)

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """That a draft will be refused for the customer's credit."""
        told: list[BusinessError] = super().warnings(at=at)  # type: ignore[misc]
        is_draft = self.state == State.DRAFT.value  # type: ignore[attr-defined]
        return [*told, *(objections(self, at) if is_draft else [])]


def agreed(partner: UUID) -> Agreed:
    return Agreed(*sql.run(LIMITS, [current_id(), partner]).fetchone())


def _ceiling(found: Agreed, *, today: date) -> Ceiling | None:
    """What the customer may owe on `today`; None when nothing limits them."""
    if found.limit is None and found.days is None:
        return None
    most, late = found.limit, found.days
    partner, *alike = found.partners
    names = {"partner": partner, "alike": tuple(alike), "field": "partner"}
    return Ceiling(most=most, late_days=late, today=today, **names)


def _of_document(document: Any, found: Agreed, at: datetime) -> Ceiling | None:
    """What holds for a document that is confirmed `at`."""
    today = clock.business_day(at, document.own_company.zone)
    limits = _ceiling(found, today=today)
    given = document.given_total * document.rate
    return limits and replace(limits, given=given, told=_is_told(document))


def objections(document: Any, at: datetime) -> list[BusinessError]:
    """What speaks against the customer owing for `document` as well, as the books are now."""
    own = document.own_company
    today = clock.business_day(at, own.zone)
    limits = _ceiling(agreed(document.partner_id), today=today)
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
    return credit.judge(limits, credit.standing(limits.partners), amount, own.digits)


def _is_told(document: Any) -> bool:
    """May whoever confirms or reads it know what the customer is allowed?"""
    return document.access is not None and document.access.sees(CREDIT)
