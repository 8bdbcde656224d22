"""What a request asks for: its body, its parameters, the record it means."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

import orjson
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.parser import Parser as NinjaParser

from huolang.api import bodies
from huolang.api.problem import Malformed, TooLarge
from huolang.forms import filters
from huolang.forms.query import LARGEST_PAGE, Ask
from huolang.kernel.refusals import BusinessError, Invalid, NotFound


class NotJson(BusinessError):
    code = "request.not_json"
    message = _("请求内容的类型应为 application/json")
    status = 415


class IfMatchNeeded(BusinessError):
    code = "record.if_match_required"
    message = _("修改记录时请用 If-Match 带上读到的 ETag")
    status = 428


class BadParameter(Invalid):
    code = "parameter.invalid"
    message = _("参数有误：{said}")


class UnknownParameter(Invalid):
    code = "parameter.unknown"
    message = _("没有这个参数：{name}")


class Repeated(Invalid):
    code = "parameter.repeated"
    message = _("{name} 出现了两次")


LARGEST_PAGE_WITH_ROWS = 100
ETAG = re.compile(r"\*|[0-9a-f]{1,40}")
PRINTABLE = re.compile(r"[!-~]{1,200}")
NAMES = re.compile(rb'"[ \t\r\n]*:')
"""What follows every name in JSON; it may stand inside a text as well."""


def body(request: HttpRequest, *, optional: bool = False) -> Any:
    """The JSON that was sent (`front` has refused what is too large)."""
    given = content(request)
    if not given and optional:
        return {}
    kind = request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise NotJson()
    return parsed(given)


def parsed(given: bytes) -> Any:
    """The value that JSON from outside stands for; a name that comes twice is refused.

    Parsers take the last one. Only where there seem to be more names than were kept is it read
    again, slowly.
    """
    try:
        value = orjson.loads(given)
        if len(NAMES.findall(given)) > _names(value):
            json.loads(given, object_pairs_hook=_without_twins)
    except (ValueError, RecursionError):
        raise Malformed() from None
    return value


def _names(value: Any) -> int:
    """How many names there are in all the objects of a JSON value."""
    if isinstance(value, dict):
        inside = cast("dict[str, Any]", value)
        return len(inside) + sum(_names(one) for one in inside.values() if type(one) in NESTED)
    if isinstance(value, list):
        return sum(_names(one) for one in cast("list[Any]", value) if type(one) in NESTED)
    return 0


NESTED = (dict, list)


def _without_twins(pairs: Sequence[tuple[str, Any]]) -> None:
    seen: set[str] = set()
    for name, _value in pairs:
        if name in seen:
            raise Repeated(field=name[:64], name=name[:64])
        seen.add(name)


class Parser(NinjaParser):
    """How ninja reads the bodies of its own routes."""

    def parse_body(self, request: HttpRequest) -> Any:
        return body(request)


def content(request: HttpRequest) -> bytes:
    """The bytes that were sent; of a body without a length (chunked) up to the same limit."""
    environ = getattr(request, "environ", {})
    chunked = "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
    if chunked and not request.META.get("CONTENT_LENGTH"):
        most = bodies.most(request.path_info)
        given = environ["wsgi.input"].read(most + 1)
        if len(given) > most:
            raise TooLarge(most=most // 2**20)
        request._body = given  # Django itself would read nothing
    return request.body


class NotAFile(BusinessError):
    code = "request.not_a_file"
    message = _("请求内容应为文件本身（application/octet-stream）")
    status = 415


FILES = (
    "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/csv",
)


def file(request: HttpRequest) -> bytes:
    """The file that was sent as the body (`front` has refused what is too large)."""
    kind = request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    given = content(request)
    if given and kind not in FILES:
        raise NotAFile()
    return given


def loads(text: bytes) -> Any:
    """JSON that we wrote ourselves."""
    return orjson.loads(text)


def parameters(request: HttpRequest, *allowed: str) -> dict[str, str]:
    """The parameters of the address; one that means nothing here is refused, not ignored."""
    if not request.META.get("QUERY_STRING"):
        return {}
    given: dict[str, str] = request.GET.dict()
    for name in given:
        if name not in allowed:
            raise UnknownParameter(field=name[:64], name=name[:64])
        if len(request.GET.getlist(name)) > 1:
            raise Repeated(field=name, name=name)
    for name, value in given.items():
        most = LONGEST.get(name, 2_000)
        if len(value) > most:
            raise BadParameter(field=name, said=f"≤ {most}")
        if "\x00" in value:
            raise BadParameter(field=name, said="NUL")
    return given


LONGEST = {
    "q": 200,
    "sort": 400,
    "fields": 2_000,
    "cursor": 20_000,
    "filter": 20_000,
    "products": 40_000,
    "ids": 4_000,
}
"""Characters of each parameter at most."""
LIST = ("filter", "sort", "fields", "limit", "cursor", "q")


def listing(given: dict[str, str]) -> Ask:
    """The list that the parameters describe."""
    return Ask(
        conditions=filters.parse(given.get("filter")),
        text=given.get("q", ""),
        sort=given.get("sort", ""),
        limit=limit(given),
        cursor=given.get("cursor") or None,
    )


def rows_too(ask: Ask) -> None:
    """A list with the rows of its records is read in smaller pages: rows may be thousands each."""
    if ask.limit > LARGEST_PAGE_WITH_ROWS:
        raise BadParameter(field="limit", said=f"1–{LARGEST_PAGE_WITH_ROWS}")


def among(given: dict[str, str], name: str, allowed: Sequence[str]) -> str:
    """One of a few words; the first is meant when nothing is said."""
    text = given.get(name, allowed[0])
    if text not in allowed:
        raise BadParameter(field=name, said=" | ".join(allowed))
    return text


def limit(given: dict[str, str], default: int = 50) -> int:
    """How many items one page has."""
    text = given.get("limit")
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= LARGEST_PAGE):
        raise BadParameter(field="limit", said=f"1–{LARGEST_PAGE}")
    return int(text)


def record(given: str) -> UUID:
    """The id in an address; what is none means no record."""
    try:
        if len(given) == 36:
            return UUID(given)
    except ValueError:
        pass
    raise NotFound()


def ids(given: str, name: str, *, most: int) -> list[UUID]:
    """Ids separated by commas."""
    try:
        found = [UUID(one) for one in given.split(",") if one]
    except ValueError:
        raise BadParameter(field=name, said="id") from None
    if len(found) > most:
        raise BadParameter(field=name, said=f"≤ {most}")
    return found


def key(request: HttpRequest) -> str | None:
    """The Idempotency-Key, if there is one."""
    given = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if given is not None and PRINTABLE.fullmatch(given) is None:
        raise BadParameter(field="Idempotency-Key", said="ASCII, 1–200")
    return given


def if_match(request: HttpRequest, *, needed: bool = False) -> str | None:
    """The state of the record that the request was made for."""
    given = request.META.get("HTTP_IF_MATCH")
    if given is None:
        if needed:
            raise IfMatchNeeded()
        return None
    mark = given.strip().removeprefix("W/").strip('"')
    if ETAG.fullmatch(mark) is None:
        raise BadParameter(field="If-Match", said="ETag")
    return mark
