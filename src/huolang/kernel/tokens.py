"""令牌: how a program logs in as a person. Only a digest is kept, so a token is shown once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import audit
from huolang.kernel.clock import now
from huolang.kernel.company import Company, acting, current_id
from huolang.kernel.keys import new_id
from huolang.kernel.people import Membership, User
from huolang.kernel.refusals import Invalid, NotFound

PREFIX = "hl_"
"""Makes a token recognisable to those who look for leaked ones."""

LONGEST_NAME = 64
LONGEST_LIFE = 3650
"""Days."""


class Token(models.Model):
    """Read before the company is known, so it is no business row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.BinaryField(max_length=32, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="+")
    """When set, the token works in this company only."""
    name = models.CharField(_("名称"), max_length=LONGEST_NAME)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("有效期至"), null=True)
    last_used_on = models.DateField(_("最近使用"), null=True)

    if TYPE_CHECKING:
        company_id: int | None

    class Meta:
        verbose_name = _("令牌")


def issue(
    user: User, *, name: str, company: int | None = None, expires_at: datetime | None = None
) -> str:
    """A new token of `user`. The answer is the only place where it can ever be read."""
    token = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(
        user=user, company_id=company, name=name, expires_at=expires_at, digest=digest(token)
    )
    return token


def issue_here(user: User, *, name: str, days: int | None) -> tuple[UUID, str]:
    """A new token that a person makes for themselves, good in the acting company only, and its
    id."""
    if not 0 < len(name.strip()) <= LONGEST_NAME or "\0" in name:
        raise Invalid(field="name")
    if days is not None and not 0 < days <= LONGEST_LIFE:
        raise Invalid(field="days")
    end = None if days is None else now() + timedelta(days=days)
    token = issue(user, name=name.strip(), company=current_id(), expires_at=end)
    told = {"name": [None, name.strip()], "expires_at": [None, end]}
    made = Token.objects.get(digest=digest(token)).id
    _trace(made, "create", user.id, told)
    return made, token


def end(token: UUID, *, of: UUID) -> None:
    """Revoke a token of one's own from within a company, with a line in its audit."""
    row = Token.objects.filter(id=token, user_id=of).first()
    if row is None:
        raise NotFound()
    revoke(token, of=of)
    _trace(token, "delete", of, {"name": [row.name, None]})


def note_issued(user: User, name: str) -> None:
    """Tell the audit of every company of `user` that the command line issued a token."""
    companies = Membership.objects.filter(user=user, is_active=True)
    for company in companies.values_list("company_id", flat=True):
        with acting(company):
            _trace(user.id, "create", None, {"name": [None, name]})


def _trace(record: UUID, action: str, by: UUID | None, changes: dict[str, Any]) -> None:
    audit.write([audit.Trace(form="token", record=record, action=action, by=by, changes=changes)])


@dataclass(frozen=True, kw_only=True)
class Known:
    """A token as its owner sees it again: everything but itself."""

    id: UUID
    name: str
    company: int | None
    created_at: datetime
    expires_at: datetime | None
    last_used_on: date | None


def of(user: UUID) -> list[Known]:
    """The tokens of a person, newest first."""
    rows = Token.objects.filter(user_id=user).order_by("-created_at", "id")
    return [
        Known(
            id=row.id,
            name=row.name,
            company=row.company_id,
            created_at=row.created_at,
            expires_at=row.expires_at,
            last_used_on=row.last_used_on,
        )
        for row in rows
    ]


def digest(token: str) -> bytes:
    """What is stored. The token itself is 256 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).digest()


def revoke(token: UUID, *, of: UUID) -> bool:
    """Delete the token with this id if it belongs to the person `of`."""
    deleted, _kinds = Token.objects.filter(id=token, user_id=of).delete()
    return bool(deleted)


def note_use(token: UUID, *, day: date) -> None:
    """Remember the day on which a token was last used; at most one write a day."""
    Token.objects.filter(id=token).exclude(last_used_on=day).update(last_used_on=day)
