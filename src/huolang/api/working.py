"""How a request does business: as one person in one company, in one transaction, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse

from huolang.api import asked
from huolang.api.answers import answer, dumps
from huolang.forms import registry
from huolang.forms.form import Form, seen_by
from huolang.kernel import idempotency, transactions
from huolang.kernel.access import Caller
from huolang.kernel.company import acting
from huolang.kernel.idempotency import Answer
from huolang.kernel.permissions import Access

R = TypeVar("R")


def caller_of(request: HttpRequest) -> Caller:
    """The person behind the request, in the company that they ask about."""
    return cast("Any", request).auth


def access_of(request: HttpRequest) -> Access:
    """What the person behind the request may do."""
    return caller_of(request).access


def form_for(request: HttpRequest, name: str, operation: str) -> tuple[Form, Access]:
    """The form as this person sees it, if they may do `operation` with it at all."""
    access = access_of(request)
    form = registry.get(name)
    access.require(form.name, operation)
    return seen_by(form, access.hidden), access


def reading(access: Access, work: Callable[[], R]) -> R:
    """Do `work` that only reads."""
    with acting(access.company):
        return work()


def writing(access: Access, work: Callable[[], R]) -> R:
    """Do `work` in one transaction, again when it lost a race."""
    return transactions.run(access.company, work)


def once(
    request: HttpRequest,
    access: Access,
    work: Callable[[], tuple[int, Any]],
    *,
    secret: str | None = None,
) -> HttpResponse:
    """Do the `work` of a writing request in one transaction; a repeated Idempotency-Key gets the
    first answer.

    `work` answers the status and the data. The member `secret` of the data (a password, a token)
    is answered once and never kept: who repeats the request gets null for it.
    """
    key = asked.key(request)
    if key is None or access.user is None:
        status, data = writing(access, work)
        return answer(data, status=status)
    user, told = access.user, fingerprint(request)
    first: list[HttpResponse] = []

    def kept() -> Answer:
        status, data = work()
        if secret is None:
            return Answer(status=status, body=dumps(data))
        first[:] = [answer(data, status=status)]
        return Answer(status=status, body=dumps({**data, secret: None}))

    def again() -> Answer:
        first.clear()
        return idempotency.once(user=user, key=key, body=told, work=kept)

    given = writing(access, again)
    return first[0] if first else repeated(given)


def fingerprint(request: HttpRequest) -> bytes:
    """What tells this request from others under the same key."""
    return f"{request.method} {request.get_full_path()} ".encode() + request.body


def repeated(given: Answer) -> HttpResponse:
    """An answer that was kept, as a response; the etag is read out of its beginning."""
    if given.status == 204:
        return HttpResponse(status=204)
    response = HttpResponse(given.body, status=given.status, content_type="application/json")
    mark = b'"etag":"'
    start = given.body.find(mark)
    if start >= 0:
        end = given.body.find(b'"', start + len(mark))
        response["ETag"] = given.body[start + len(mark) - 1 : end + 1].decode()
    return response
