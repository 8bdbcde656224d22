"""Who is calling: a person with a session, or a program with a token; and for which company."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.crypto import constant_time_compare
from ninja.security import APIKeyCookie, HttpBearer

from huolang.api.login import NoCsrfToken
from huolang.kernel import access
from huolang.kernel.access import Caller, NoCompany, Person
from huolang.kernel.people import User

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class TokenAuth(HttpBearer):
    """`Authorization: Bearer TOKEN`. A bad token is refused even where a session would do."""

    def __call__(self, request: HttpRequest) -> Caller | None:
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            return None
        return self.authenticate(request, token)

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        person = access.by_token(token)
        return at_work(request, person) if person else None


class SessionAuth(APIKeyCookie):
    """The session cookie of somebody who logged in; changes need the CSRF token as well."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Caller | None:
        person = signed_in(request)
        if person is None:
            return None
        if request.method not in SAFE and not _has_csrf_token(request):
            raise NoCsrfToken()
        return at_work(request, person)

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        raise NotImplementedError("the session is read by __call__")


AUTH = [TokenAuth(), SessionAuth()]


def signed_in(request: HttpRequest) -> Person | None:
    """The person of this session, unless they left or changed their password since."""
    session: Any = getattr(request, "session", None)
    if session is None or "sessionid" not in request.COOKIES:
        return None
    user = session.get(SESSION_KEY)
    if not user or BACKEND_SESSION_KEY not in session:
        return None
    person = access.by_user(UUID(user))
    if person is None:
        return None
    expected = User(password=person.password).get_session_auth_hash()
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), expected):
        return None
    return person


def at_work(request: HttpRequest, person: Person) -> Caller:
    """The person in the company that `X-Company` names, or in their first one."""
    caller = access.at_work(person, _company(request))
    access.current.set(caller.access)
    return caller


def _company(request: HttpRequest) -> int | None:
    wanted = request.META.get("HTTP_X_COMPANY")
    if wanted is None:
        return None
    if not wanted.isascii() or not wanted.isdecimal() or len(wanted) > 18:
        raise NoCompany()
    return int(wanted)


class _Csrf(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


_csrf = _Csrf(lambda request: None)  # pyright: ignore


def _has_csrf_token(request: Any) -> bool:
    request.csrf_processing_done = False
    _csrf.process_request(request)
    return _csrf.process_view(request, lambda request: None, (), {}) is None
