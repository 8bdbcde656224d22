"""The same request sent twice is done once: the second time it gets the first answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import CompanyRow, current_id
from huolang.kernel.refusals import BusinessError

KEPT = timedelta(days=30)
LONGEST_KEY = 200


class KeyTooLong(BusinessError):
    code = "idempotency.key_too_long"
    message = _("Idempotency-Key 不能超过 {most} 个字符")
    status = 422


class KeyReused(BusinessError):
    code = "idempotency.key_reused"
    message = _("这个 Idempotency-Key 已经用于另一个请求")
    status = 422


class IdempotencyKey(CompanyRow):
    """One keyed request that was carried out, and what was answered to it."""

    pk = models.CompositePrimaryKey("company_id", "user", "key")
    user = models.UUIDField()
    key = models.CharField(max_length=LONGEST_KEY)
    digest = models.BinaryField(max_length=32)
    status = models.SmallIntegerField(null=True)
    answer = models.TextField(null=True)
    created_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta(CompanyRow.Meta):
        indexes = [models.Index(fields=["company", "created_at"], name="kernel_idempotency_at")]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a request is answered: HTTP status and JSON body."""

    status: int
    body: bytes


TAKE = (
    'INSERT INTO kernel_idempotencykey (company_id, "user", key, digest)'
    " VALUES (%s, %s, %s, decode(%s, 'hex')) ON CONFLICT DO NOTHING RETURNING 1"
)
KEEP = (
    "UPDATE kernel_idempotencykey SET status = %s::smallint, answer = %s"
    ' WHERE company_id = %s AND "user" = %s AND key = %s'
)
FIND = (
    "SELECT encode(digest, 'hex'), status, answer FROM kernel_idempotencykey"
    ' WHERE company_id = %s AND "user" = %s AND key = %s'
)


def once(*, user: UUID, key: str | None, body: bytes, work: Callable[[], Answer]) -> Answer:
    """Do `work` unless `key` was used before; then give the answer it had.

    Runs inside `acting`, so that key and effect are written or lost together: a refusal leaves
    nothing, and can be tried again under the same key. Of two at the same time the second waits
    for the first. `body` is whatever tells two requests apart (method, path, content).
    """
    if key is None:
        return work()
    if len(key) > LONGEST_KEY:
        raise KeyTooLong(most=LONGEST_KEY)
    company, digest = current_id(), hashlib.sha256(body).hexdigest()
    if sql.run(TAKE, [company, user, key, digest]).fetchone() is None:
        return _kept(company, user, key, digest)
    answer = work()
    sql.run(KEEP, [answer.status, answer.body.decode(), company, user, key])
    return answer


def claim(*, user: UUID, key: str, body: bytes) -> bool:
    """Bind `key` to one request before its parts are done, each in a transaction of its own;
    whether it is the first time.

    Raises `KeyReused` when another request has it.
    """
    company, digest = current_id(), hashlib.sha256(body).hexdigest()
    if sql.run(TAKE, [company, user, key, digest]).fetchone() is not None:
        return True
    row = sql.run(FIND, [company, user, key]).fetchone()
    if row is not None and row[0] != digest:
        raise KeyReused()
    return False


def _kept(company: int, user: UUID, key: str, digest: str) -> Answer:
    row = sql.run(FIND, [company, user, key]).fetchone()
    if row is None:
        raise RuntimeError("a key that stood in the way is gone; the request may be repeated")
    known, status, answer = row
    if known != digest:
        raise KeyReused()
    return Answer(status=status, body=answer.encode())


def forget(*, before: datetime) -> int:
    """Delete the keys of the acting company that were used before this moment."""
    deleted, _kinds = IdempotencyKey.objects.filter(created_at__lt=before).delete()
    return deleted
