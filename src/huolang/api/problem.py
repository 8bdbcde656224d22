"""What a caller is told when something cannot be done: an RFC 9457 problem."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.db.utils import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError

from huolang.kernel import metrics
from huolang.kernel.refusals import BusinessError, NotFound
from huolang.kernel.request import request_id

log = logging.getLogger(__name__)

DISK_FULL = "53100"
MEDIA_TYPE = "application/problem+json"
REFUSED = "huolang.refused"
"""Where in a request's META `site.rsgi` leaves the refusal of what it did not take in."""


class SignInFirst(BusinessError):
    code = "auth.required"
    message = _("请先登录")
    status = 401


class TooLarge(BusinessError):
    code = "request.too_large"
    message = _("请求不能超过 {most} MB")
    status = 413


class TooSlow(BusinessError):
    code = "request.too_slow"
    message = _("请求的内容没有及时到达")
    status = 408


class Crowded(BusinessError):
    code = "request.crowded"
    message = _("同时上传的内容太多，请稍后再试")
    status = 503


class Malformed(BusinessError):
    code = "request.malformed"
    message = _("请求不是有效的 JSON")
    status = 400


class TooManyParameters(BusinessError):
    code = "parameter.too_many"
    message = _("参数太多")
    status = 422


class NumberTooLarge(BusinessError):
    code = "number.too_large"
    message = _("数字太大，合计超出了能记录的范围")
    status = 422


class DatabaseAway(BusinessError):
    """Also when a transaction lost every one of its attempts against others."""

    code = "database.unavailable"
    message = _("数据库暂时不可用，请稍后原样再试")
    status = 503


class DiskFull(BusinessError):
    code = "database.disk_full"
    message = _("服务器磁盘已满，什么也没有保存；请管理员腾出空间")
    status = 507


class DatabaseBusy(BusinessError):
    code = "database.busy"
    message = _("别人正在处理同样的数据，请稍后原样再试")
    status = 503


class TooSlowInDatabase(BusinessError):
    code = "database.too_slow"
    message = _("处理的时间太长，已停止；请缩小范围，或稍后再试")
    status = 503


class Bug(BusinessError):
    code = "internal"
    message = _("系统出错，已记录；请把请求编号告诉管理员")
    status = 500


def problem(
    status: int,
    code: str,
    detail: str | Promise,
    errors: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    """An answer of type application/problem+json; `more` are further members of it."""
    body: dict[str, Any] = {
        "type": f"urn:huolang:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": str(detail),
        "errors": list(errors),
        **more,
    }
    if asked := request_id.get():
        body["request"] = asked
    metrics.REFUSALS.labels(code).inc()
    content = orjson.dumps(body, default=str)
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=headers)


def of(refusal: BusinessError, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A refusal as a problem: its parts are the errors, each at its place."""
    documents = refusal.facts.get("documents")
    more = {"documents": documents} if documents else {}
    if refusal.status == 503:
        headers = {"Retry-After": "1", **(headers or {})}
    parts = errors(refusal)
    return problem(refusal.status, refusal.code, str(refusal), parts, headers, **more)


def errors(refusal: BusinessError, *, within: str = "") -> list[dict[str, str]]:
    """The single refusals, for `errors`; `within` ("items.3.") is put before their places."""
    return [
        {
            "code": part.code,
            "message": str(part),
            "field": f"{within}{part.field}".rstrip("."),
        }
        for part in refusal.parts()
    ]


Handler = Callable[[HttpRequest, Any], HttpResponse]


def install(api: NinjaAPI) -> None:
    """Let `api` answer every exception with a problem."""
    for kind, handler in _handlers().items():
        api.add_exception_handler(kind, handler)


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse:
    """The problem that `error` is, for who must go on after it."""
    handlers = _handlers()
    return next(handlers[kind] for kind in type(error).__mro__ if kind in handlers)(request, error)


def _handlers() -> dict[Any, Handler]:
    return {
        BusinessError: lambda _request, error: of(error),
        AuthenticationError: _unknown,
        HttpError: _http,
        Http404: lambda _request, _error: of(NotFound()),
        RequestDataTooBig: lambda _request, _error: of(TooLarge(most=8)),
        TooManyFieldsSent: lambda _request, _error: of(TooManyParameters()),
        SuspiciousOperation: lambda _request, _error: of(Malformed()),
        DataError: _too_large,
        OperationalError: _away,
        InterfaceError: _away,
        Exception: _bug,
    }


def _unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return of(SignInFirst(), {"WWW-Authenticate": "Bearer"})


def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, BusinessError):
        return of(error.__cause__)
    if error.status_code == 400:
        return of(Malformed())
    return problem(error.status_code, f"http.{error.status_code}", error.message)


def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    if getattr(error.__cause__, "sqlstate", "") != "22003":
        return _bug(request, error)
    return of(NumberTooLarge())


def _away(request: HttpRequest, error: Exception) -> HttpResponse:
    if getattr(error.__cause__, "sqlstate", "") == DISK_FULL:
        log.error("%s %s: the disk is full: %s", request.method, request.path, error)
        return of(DiskFull())
    log.warning("%s %s: database: %s", request.method, request.path, error)
    state = getattr(error.__cause__, "sqlstate", None)
    if state in GAVE_UP:
        return of(GAVE_UP[state](), {"Retry-After": "5"})
    return of(DatabaseAway())


GAVE_UP = {"55P03": DatabaseBusy, "57014": TooSlowInDatabase}
"""lock_not_available and query_canceled: the limits of `kernel.patience`."""


def _bug(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return of(Bug())
