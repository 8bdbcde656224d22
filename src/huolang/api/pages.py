"""Pages that Django itself would answer under /api/ (no such address, wrong method) as problems."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from huolang.api import problem
from huolang.kernel.refusals import BusinessError


class NotAllowed(BusinessError):
    code = "method.not_allowed"
    message = _("这个地址不支持 {method}")
    status = 405


class NothingHere(BusinessError):
    code = "address.not_found"
    message = _("没有这个地址")
    status = 404


class Problems:
    """Middleware: an error page in HTML or plain text becomes a problem."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code < 400 or not request.path_info.startswith("/api/"):
            return response
        if "json" in response.headers.get("Content-Type", ""):
            return response
        made = problem.of(_refusal(request, response.status_code))
        for name, value in response.headers.items():
            made.headers.setdefault(name, value)
        return made


def _refusal(request: HttpRequest, status: int) -> BusinessError:
    if status == 405:
        return NotAllowed(method=request.method)
    if status == 404:
        return NothingHere()
    return problem.Malformed() if status < 500 else problem.Bug()
