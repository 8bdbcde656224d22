"""The screens: one page that the browser fills, whatever address it asks for."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from huolang.api import problem
from huolang.api.pages import NothingHere

NOT_BUILT = (
    "<!doctype html><meta charset=utf-8><title>货郎 Huolang</title>"
    "<p>界面还没有构建。The screens have not been built yet: <code>./huolang up</code></p>"
)


def page(request: HttpRequest, **_: object) -> HttpResponse:
    """`index.html` of the web build; it is never cached, what it refers to is for ever."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    index = Path(settings.STATIC) / "index.html"
    if not index.is_file():
        return HttpResponse(NOT_BUILT, status=503)
    return HttpResponse(
        _read(index, index.stat().st_mtime_ns), headers={"Cache-Control": "no-cache"}
    )


@lru_cache(maxsize=2)
def _read(index: Path, changed: int) -> bytes:
    return index.read_bytes()


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such address."""
    return problem.of(NothingHere())


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed that should not have; or the database was away, before the page had the
    request or after it."""
    error = sys.exc_info()[1]
    if isinstance(error, (OperationalError, InterfaceError)):
        return problem.answer_to(request, error)
    return problem.of(problem.Bug())
