"""Who is asking, for which company, and what they may do there: read once at each request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.clock import now
from huolang.kernel.company import acting
from huolang.kernel.people import Role
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.kernel.roles import HIDEABLE
from huolang.kernel.tokens import digest, note_use

current: ContextVar[Access | None] = ContextVar("access", default=None)
"""What the person behind the running request may do; None in commands and jobs."""


class NoCompany(BusinessError):
    """The same answer for a company that does not exist and for one that is not theirs."""

    code = "auth.no_company"
    message = _("您不是该公司的成员")
    status = 403


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """A company as one of its members meets it, and the codes of their roles there."""

    id: int
    name: str
    currency: str
    digits: int
    time_zone: str
    roles_version: UUID
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Person:
    """An active user and the companies they belong to. `password` is the hash, for sessions."""

    id: UUID
    username: str
    name: str
    language: str
    password: str = field(repr=False)
    workplaces: tuple[Workplace, ...]
    bound_to: int | None = None
    """The only company that the token in use is good for."""


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A person at work in one of their companies."""

    person: Person
    company: Workplace
    access: Access


BY_USER = """
SELECT u.id, u.username, u.name, u.language, u.password,
       c.id, c.name, c.currency, c.digits, c.time_zone, c.roles_version, m.roles
FROM kernel_user u
LEFT JOIN kernel_membership m ON m.user_id = u.id AND m.is_active
LEFT JOIN kernel_company c ON c.id = m.company_id
WHERE u.id = %s AND u.is_active
ORDER BY c.id
"""
BY_TOKEN = """
SELECT u.id, u.username, u.name, u.language, u.password,
       c.id, c.name, c.currency, c.digits, c.time_zone, c.roles_version, m.roles,
       t.id, t.company_id, t.last_used_on
FROM kernel_token t
JOIN kernel_user u ON u.id = t.user_id AND u.is_active
LEFT JOIN kernel_membership m ON m.user_id = u.id AND m.is_active
LEFT JOIN kernel_company c ON c.id = m.company_id
WHERE t.digest = decode(%s, 'hex') AND (t.expires_at IS NULL OR t.expires_at > %s)
ORDER BY c.id
"""


def by_user(user: UUID) -> Person | None:
    """The active person with this id, in one statement."""
    rows = sql.run_first(BY_USER, [user]).fetchall()
    return _person(rows) if rows else None


def by_token(token: str) -> Person | None:
    """The active person whose valid token this is, in one statement."""
    at = now()
    rows = sql.run_first(BY_TOKEN, [digest(token).hex(), at]).fetchall()
    if not rows:
        return None
    key, bound_to, last_used_on = rows[0][-3:]
    _note(key, last_used_on, at.date())
    return _person(rows, bound_to)


def _note(token: UUID, before: date | None, today: date) -> None:
    if before != today:
        note_use(token, day=today)


def _person(rows: Sequence[Any], bound_to: int | None = None) -> Person:
    user, username, name, language, password = rows[0][:5]
    return Person(
        id=user,
        username=username,
        name=name,
        language=language,
        password=password,
        workplaces=tuple(_workplace(row) for row in rows if row[5] is not None),
        bound_to=bound_to,
    )


def _workplace(row: Sequence[Any]) -> Workplace:
    return Workplace(
        id=row[5],
        name=row[6],
        currency=row[7],
        digits=row[8],
        time_zone=row[9],
        roles_version=row[10],
        roles=tuple(row[11]),
    )


def at_work(person: Person, company: int | None) -> Caller:
    """`person` in the company asked for, or in their only or first one; else `NoCompany`."""
    for workplace in person.workplaces:
        if person.bound_to not in (None, workplace.id):
            continue
        if company in (None, workplace.id):
            return Caller(person=person, company=workplace, access=_access(person.id, workplace))
    raise NoCompany()


MEMBERS = """
SELECT m.user_id, m.roles, c.roles_version FROM kernel_membership m
JOIN kernel_user u ON u.id = m.user_id AND u.is_active
JOIN kernel_company c ON c.id = m.company_id
WHERE m.company_id = %s::bigint AND m.is_active ORDER BY m.id
"""


def of_everybody(company: int) -> dict[UUID, Access]:
    """What each person at work in a company may do there, by who they are."""
    found: dict[UUID, Access] = {}
    for user, roles, version in sql.run(MEMBERS, [company]).fetchall():
        granted, hidden = _rights(company, version, tuple(roles))
        found[user] = Access(company=company, user=user, granted=granted, hidden=hidden)
    return found


def load(user: UUID, company: int) -> Access:
    """What a person may do in a company, for commands and jobs; `NoCompany` for strangers."""
    person = by_user(user)
    if person is None:
        raise NoCompany()
    return at_work(person, company).access


def _access(user: UUID, workplace: Workplace) -> Access:
    granted, hidden = _rights(workplace.id, workplace.roles_version, workplace.roles)
    return Access(company=workplace.id, user=user, granted=granted, hidden=hidden)


@lru_cache(maxsize=4096)
def _rights(
    company: int, version: UUID, roles: tuple[str, ...]
) -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
    """What these roles grant together, and the groups of fields that all of them hide.

    `version` is new whenever a role of the company changes, so what is kept is never stale.
    """
    with acting(company):
        held = Role.objects.filter(code__in=roles).values_list("permissions", "hidden")
        return unite(list(held))


def unite(
    roles: Sequence[tuple[Mapping[str, Sequence[str]], Sequence[str]]],
) -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
    """Grants add up; a group of fields is hidden only if every role hides it."""
    granted: dict[str, frozenset[str]] = {}
    hidden = frozenset(HIDEABLE)
    for permissions, hides in roles:
        hidden &= frozenset(hides)
        for form, operations in permissions.items():
            granted[form] = granted.get(form, frozenset()) | frozenset(operations)
    return granted, hidden
