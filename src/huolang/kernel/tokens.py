"""令牌: how a program logs in as a person. Only a digest is kept, so a token is shown once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel.company import Company
from huolang.kernel.keys import new_id
from huolang.kernel.people import User

PREFIX = "hl_"
"""Makes a token recognisable to those who look for leaked ones."""


class Token(models.Model):
    """Read before the company is known, so it is no business row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.BinaryField(max_length=32, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="+")
    """When set, the token works in this company only."""
    name = models.CharField(_("名称"), max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("有效期至"), null=True)
    last_used_on = models.DateField(_("最近使用"), null=True)

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
