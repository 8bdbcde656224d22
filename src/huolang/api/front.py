"""What every request passes first: its id, its language, its size; and what people pass then.

A program that brings a token needs no session, no cookies and no lock-out, and pays for none.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import orjson
from axes.middleware import AxesMiddleware
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from huolang.api import bodies, problem, watching
from huolang.api.auth import signed_in
from huolang.api.headers import FOR_DOCS, FOR_PAGES, HEADERS
from huolang.api.login import OtherPerson
from huolang.kernel import access
from huolang.kernel.request import request_id

Answer = Callable[[HttpRequest], HttpResponse]

GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
YEAR = 365 * 24 * 3600


class Front:
    """Gives the request an id and a language, refuses what is too large, adds safe headers."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.headers = dict(HEADERS)
        if settings.HTTPS:
            self.headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        given = meta.get("HTTP_X_REQUEST_ID", "")
        name = given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        token, nobody = request_id.set(name), access.current.set(None)
        translation.activate(language(meta.get("HTTP_ACCEPT_LANGUAGE", "")))
        head = request.method == "HEAD" and request.path_info.startswith("/api/")
        if head:
            request.method = "GET"
        started = time.perf_counter()
        try:
            response = self._answer(request)
            watching.note(request, response, started)
        finally:
            request_id.reset(token)
            access.current.reset(nobody)
        if head:
            response = _without_content(response)
        response["X-Request-Id"] = name
        for header, value in self.headers.items():
            response.headers.setdefault(header, value)
        if request.path_info.startswith(("/api/", "/_allauth/")):
            response.headers.setdefault("Cache-Control", "no-store")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            docs = request.path.endswith("/docs")
            response.headers.setdefault("Content-Security-Policy", FOR_DOCS if docs else FOR_PAGES)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if refused := request.META.get(problem.REFUSED):
            return problem.of(refused)
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = bodies.most(request.path_info)
        if not length.isdecimal() or int(length) > most:
            return problem.of(problem.TooLarge(most=most // 2**20))
        if request.path_info.startswith("/_allauth/") and not _is_json(request.body):
            return problem.of(problem.Malformed())
        return self.get_response(request)


def _without_content(response: Any) -> Any:
    """What a HEAD is answered: everything but the content."""
    if not response.streaming:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
        return response
    response.close()
    return HttpResponse(status=response.status_code, headers=dict(response.items()))


def _is_json(body: bytes) -> bool:
    """allauth takes whatever Python's own parser lets through: half characters, endless nesting."""
    try:
        orjson.loads(body or b"{}")
    except orjson.JSONDecodeError:
        return False
    return True


@lru_cache(maxsize=256)
def language(accepted: str) -> str:
    """The language of ours that an Accept-Language header likes best; Chinese if it names none."""
    weighed: list[tuple[float, str]] = []
    for part in accepted.split(","):
        name, _sign, weight = part.strip().lower().partition(";q=")
        try:
            weighed.append((-float(weight or 1), name))
        except ValueError:
            continue
    for _weight, name in sorted(weighed, key=lambda one: one[0]):
        if name.startswith("zh"):
            return "zh-hans"
        if name.startswith("en"):
            return "en"
    return "zh-hans"


LOG_IN = "/_allauth/browser/v1/auth/login"


def is_program(request: HttpRequest) -> bool:
    """Whether this is an API request that brings a token instead of a session."""
    return "HTTP_AUTHORIZATION" in request.META and request.path_info.startswith("/api/")


class Sessions(SessionMiddleware):
    """The session, for people."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_program(request):
            return self.get_response(request)
        return super().__call__(request)


class People(AuthenticationMiddleware):
    """`request.user`, for people: the one whom the window shows, if it says whom (`X-User`)."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_program(request):
            return self.get_response(request)
        if other := _other(request):
            return problem.of(OtherPerson(name=other.name))
        return super().__call__(request)

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        # The session that is there ends when the log-in worked, not when it is tried.
        if request.path_info == LOG_IN and "HTTP_X_INSTEAD" in request.META:
            request.user = AnonymousUser()


def _other(request: Any) -> access.Person | None:
    """Whose session it is, where that is not the person whom the window shows."""
    shown = request.META.get("HTTP_X_USER")
    if not shown or shown == request.session.get(SESSION_KEY, shown):
        return None
    return signed_in(request)


class LockOut(AxesMiddleware):
    """Says so when a log-in was refused because of too many failures."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_program(request):
            return self.get_response(request)
        return super().__call__(request)
