"""Whether a request is of somebody we know, asked before a large body of it is taken in."""

from __future__ import annotations

import io
from typing import Any

from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections

from huolang.api.auth import signed_in
from huolang.kernel import access

_sessions = SessionMiddleware(lambda request: None)  # pyright: ignore


def is_known(environ: dict[str, Any]) -> bool:
    """Whether it brings a valid token, or the session of somebody who is logged in."""
    close_old_connections()
    try:
        scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() == "bearer" and token:
            return access.by_token(token) is not None
        request = WSGIRequest({**environ, "wsgi.input": io.BytesIO()})
        _sessions.process_request(request)
        return signed_in(request) is not None
    finally:
        close_old_connections()
