"""Answers as JSON, written by orjson."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from ninja.renderers import BaseRenderer

from huolang.forms.numbers import plain


def _other(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"cannot be written as JSON: {type(value)}")


def dumps(data: Any) -> bytes:
    return orjson.dumps(data, default=_other, option=orjson.OPT_UTC_Z)


def answer(data: Any, *, status: int = 200) -> HttpResponse:
    """`data` as JSON; the etag of a record also as a header. 204 has no content."""
    if status == 204:
        return HttpResponse(status=204)
    response = HttpResponse(dumps(data), status=status, content_type="application/json")
    if isinstance(data, Mapping) and "etag" in data:
        response["ETag"] = f'"{data["etag"]}"'
    return response


def nothing() -> HttpResponse:
    return HttpResponse(status=204)


class Renderer(BaseRenderer):
    """What ninja's own routes answer."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        return dumps(data)
