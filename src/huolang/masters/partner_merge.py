"""合并往来单位: what the one that is kept takes over of its duplicate.

It becomes customer or supplier where the duplicate was, on the terms that were agreed with that one
where nothing is agreed with itself; contacts and delivery addresses that it lacks stand below it as
well. What both have stays as the kept one has it, but nobody may owe more or longer than before:
of two limits, days and terms of customers the stricter hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, writer
from huolang.forms.validate import Row, Values
from huolang.kernel import roles
from huolang.kernel.refusals import BusinessError
from huolang.masters.partner_roles import TermsOfCredit
from huolang.masters.terms import TermKind

ROLES = ("is_supplier", "is_customer")
CREDIT = ("credit_limit", "credit_days")
"""What a customer may owe, and how many days they may be late; none: as they like."""
LONGEST_MONTH = 30
"""Days from its first to its last."""
BELOW: dict[str, tuple[Callable[[Any], Any], str]] = {
    "contacts": (lambda row: (row.name, row.phone), "is_main"),
    "addresses": (lambda row: row.whole(), "is_default"),
}
"""By which rows are the same, and the mark that only one of them has."""


class TermsCross(BusinessError):
    code = "partner.merge_terms_cross"
    message = _("{name} 与 {kept} 的账期有时早、有时晚，分不出哪个更严，请先改成一致再合并")


@dataclass(frozen=True, slots=True)
class _Wait:
    """How many days after its own a document falls due: always so many, or from the month's last
    day to its first."""

    least: int
    most: int

    def within(self, other: _Wait) -> bool:
        """Is it never later than by `other`?"""
        monthly = self.least < self.most and other.least < other.most
        return self.least <= other.least if monthly else self.most <= other.least


def hand_over(old: Any, kept: Any, *, by: UUID | None, at: datetime) -> None:
    """Write it like any other change, audit and all; the duplicate keeps its own."""
    form = registry.of(type(kept))
    fields = _fields(old, kept)
    tables = {name: rows for name in BELOW if (rows := _rows(form, name, old, kept))}
    if fields or tables:
        writer.save(form, Values(form, fields, tables), existing=kept, by=by, at=at)


def refuse(old: Any, kept: Any) -> None:
    """Raise that of the terms of two customers now the one falls due earlier, now the other, or
    that who does not see credit puts a customer on the terms of a supplier."""
    ours, theirs = (_wait(one) if one.is_customer else None for one in (kept, old))
    if ours and theirs and not (ours.within(theirs) or theirs.within(ours)):
        raise TermsCross(field="into", name=str(old), kept=str(kept))
    buys, agreed = kept.is_customer or old.is_customer, ours or theirs
    new = buys and not agreed and (_terms(old, kept) or kept.term_kind)
    if new and roles.CREDIT in kept.unseen:
        raise TermsOfCredit(field="into")


def _fields(old: Any, kept: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        role: True for role in ROLES if getattr(old, role) and not getattr(kept, role)
    }
    found |= _terms(old, kept)
    if kept.is_customer or old.is_customer:
        found |= _credit(old, kept)
    if "is_customer" in found and kept.price_level_id is None and old.price_level_id is not None:
        found["price_level"] = old.price_level_id
    return found


def _credit(old: Any, kept: Any) -> dict[str, Any]:
    """The lower limit and the fewer days, where they are not those of the kept one."""
    found: dict[str, Any] = {}
    for name in CREDIT:
        ours, theirs = getattr(kept, name), getattr(old, name)
        if theirs is not None and (ours is None or theirs < ours):
            found[name] = theirs
    return found


def _terms(old: Any, kept: Any) -> dict[str, Any]:
    """Those of the duplicate, where the kept one has none, or gave a customer more time."""
    ours, theirs = _wait(kept), _wait(old)
    if theirs is None or not (old.term_kind or kept.term_kind):
        return {}
    if ours is not None and (not old.is_customer or ours.within(theirs)):
        return {}
    if not old.term_kind:
        return {"term_kind": TermKind.AT_ONCE.value, "term_days": None}
    return {"term_kind": old.term_kind, "term_days": old.term_days}


def _wait(partner: Any) -> _Wait | None:
    """None: nothing was agreed. Whoever may be late only so many days pays at once where no terms
    say otherwise."""
    days = partner.term_days or 0
    if partner.term_kind == TermKind.MONTH_END.value:
        return _Wait(days, days + LONGEST_MONTH)
    if partner.term_kind == TermKind.DAYS.value:
        return _Wait(days, days)
    late = partner.is_customer and partner.credit_days is not None
    return _Wait(0, 0) if partner.term_kind or late else None


def _rows(form: Any, name: str, old: Any, kept: Any) -> list[Row]:
    """All that the kept one has then; nothing where it lacks none."""
    same, mark = BELOW[name]
    ours, theirs = kept.tables[name], old.tables[name]
    has = {same(row) for row in ours}
    lacking = [row for row in theirs if same(row) not in has]
    if not lacking:
        return []
    attributes = {one.name: one.attribute for one in form.tables_by_name[name].fields}
    added = [
        Row(None, {field: getattr(row, attribute) for field, attribute in attributes.items()})
        for row in lacking
    ]
    for row in added if ours else ():
        row.fields[mark] = False
    return [*(Row(row.id, {}) for row in ours), *added]
