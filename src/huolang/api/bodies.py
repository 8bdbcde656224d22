"""How much one request may send."""

from __future__ import annotations

from django.conf import settings

IMPORTS = "/api/v1/imports"


def most(path: str) -> int:
    """Bytes that the body of a request to `path` may have; a file of many rows has more."""
    return settings.LARGEST_FILE if path == IMPORTS else settings.LARGEST_BODY
