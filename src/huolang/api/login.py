"""Logging in with a password: who may, and what is said to those who tried too often."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from axes.utils import reset as forget
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from huolang.api import problem
from huolang.kernel import own_audit
from huolang.kernel.people import User
from huolang.kernel.refusals import BusinessError

TOLD = {
    "mfa/email/totp_activated": "second_factor_on",
    "mfa/email/totp_deactivated": "second_factor_off",
    "mfa/email/recovery_codes_generated": "recovery_codes",
}
"""What allauth tells a person of, and how the audit calls it."""


class TooManyFailures(BusinessError):
    code = "auth.locked"
    message = _("登录失败次数过多，请 {minutes} 分钟后再试")
    status = 429

    def __init__(self) -> None:
        self.wait = int(settings.AXES_COOLOFF_TIME.total_seconds())
        super().__init__(minutes=self.wait // 60)


class NoCsrfToken(BusinessError):
    code = "auth.csrf"
    message = _("请求缺少有效的 X-CSRFToken")
    status = 403


class OtherPerson(BusinessError):
    """Another window of this browser logged out, and in as somebody else: they share the cookie."""

    code = "auth.other_person"
    message = _("这个浏览器里现在登录的是{name}，不是打开这个窗口的人；没有执行")
    status = 409


class Adapter(DefaultAccountAdapter):
    """People are added by an administrator; nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        try:
            return super().get_client_ip(request)
        except PermissionDenied:
            return "127.0.0.1"  # a unix socket: whoever connects is on this machine

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures are counted by person, whatever name of this server they were sent to."""
        return username(request, credentials)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Nothing is mailed yet; what changed of the second factor goes into the audit."""
        action = TOLD.get(template_prefix)
        if action is not None:
            own_audit.write(user.pk, action, by=user.pk)

    def forget_failures(self, name: str) -> None:
        """Let this person try again at once, from every address."""
        self._delete_login_attempts_cached_email(HttpRequest(), username=name)
        forget(username=username(HttpRequest(), {"username": name}))


def display(user: User) -> str:
    """How allauth calls a person."""
    return str(user)


def address(request: HttpRequest) -> str:
    """The visitor's address, the same for both that count failures."""
    return get_adapter(request).get_client_ip(request)


def username(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Under which name failures are counted; LI and li are one person."""
    return str((credentials or {}).get("username") or "").strip().lower()[:255]


def locked(
    request: HttpRequest,
    response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """The answer to a log-in after too many failures."""
    refusal = TooManyFailures()
    return problem.of(refusal, {"Retry-After": str(refusal.wait)})


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a change that came with a session but without its CSRF token."""
    return problem.of(NoCsrfToken())
