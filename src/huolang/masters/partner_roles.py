"""客户与供应商: what holds while a partner is one of the two, and what takes it to be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Several
from huolang.kernel.roles import CREDIT
from huolang.masters import merged

HOLD = """
SELECT id, name, is_customer, is_supplier FROM masters_partner
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) ORDER BY id FOR NO KEY UPDATE
"""
OPEN_OF_KIND = """
SELECT kind, count(*) FROM ledger_openitem
WHERE company_id = %s::bigint AND partner = ANY(%s::uuid[]) AND "left" <> 0 GROUP BY kind
"""
TERMS = ("term_kind", "term_days")
NEEDED = (("is_customer", "receivable"), ("is_supplier", "payable"))
"""The role in which what is open is received, or paid."""


class StillOwes(BusinessError):
    code = "partner.still_owes"
    message = _("{name} 还有 {count} 笔未结清的应收，结清后才能取消勾选客户")


class StillOwedTo(BusinessError):
    code = "partner.still_owed_to"
    message = _("{name} 还有 {count} 笔未结清的应付，结清后才能取消勾选供应商")


class TermsOfCredit(BusinessError):
    """How long a customer may take to pay is credit as well."""

    code = "partner.terms_of_credit"
    message = _("客户的账期要由能看信用额度的人填写或修改")


REFUSALS: dict[str, type[BusinessError]] = {"receivable": StillOwes, "payable": StillOwedTo}


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    is_customer: bool
    is_supplier: bool


def hold(partners: Collection[UUID]) -> dict[UUID, Role]:
    """What these are; they stay so, and whoever holds them too waits, until this transaction
    ends."""
    if not partners:
        return {}
    rows = sql.run(HOLD, [current_id(), sql.array(partners)]).fetchall()
    return {row[0]: Role(*row[1:]) for row in rows}


def refuse_leaving(partner: Any) -> None:
    """Refuse to take away a role in which something is still to be received or paid."""
    left = [
        (role, kind)
        for role, kind in NEEDED
        if role in partner.altered and not getattr(partner, role)
    ]
    if partner._state.adding or not left:
        return
    names = merged.whole(partner.id)
    found = dict(sql.run(OPEN_OF_KIND, [current_id(), sql.array(names)]).fetchall())
    Several.raise_any(
        [
            REFUSALS[kind](field=role, name=partner.name, count=found[kind])
            for role, kind in left
            if kind in found
        ]
    )


def refuse_terms(partner: Any) -> None:
    """Refuse who does not see credit to say how long a customer may take to pay."""
    if not partner.is_customer or CREDIT not in partner.unseen:
        return
    becomes = "is_customer" in partner.altered and partner.term_kind
    changed = next((name for name in TERMS if name in partner.altered), "")
    if changed or becomes:
        raise TermsOfCredit(field=changed or "is_customer")
