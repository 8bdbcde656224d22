"""The first minute: a company with its books, its roles and all it starts with; an administrator.

Packages above add what a new company needs (`seeds`), so the kernel knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from huolang.kernel import role_changes, roles
from huolang.kernel.company import Company, acting
from huolang.kernel.outbox import BookHead
from huolang.kernel.passwords import easy_to_read
from huolang.kernel.people import Membership, User

seeds: list[Callable[[], None]] = []
"""Called in order, inside `acting(new company)`. Appended to in AppConfig.ready."""


@dataclass(frozen=True, kw_only=True)
class FirstLogin:
    """How the first administrator logs in. The password is shown once and kept nowhere."""

    username: str
    password: str
    company: int


def ensure(
    *,
    company_name: str | None = None,
    username: str = "admin",
    password: str | None = None,
) -> FirstLogin | None:
    """Make the first company and its administrator; None when there is a company already.

    Everything in one transaction, so that a crash leaves all of it or nothing. Of two processes
    at once the second waits and finds the work done.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE kernel_company IN SHARE ROW EXCLUSIVE MODE")
        if Company.objects.exists():
            return None
        company = new_company(company_name or _("我的公司"))
        word = password or easy_to_read()
        user = User.objects.create_user(username, word, name=_("管理员"))
        join(user, company, roles=["admin"])
        return FirstLogin(username=user.username, password=word, company=company.id)


def new_company(name: str, **fields: str | int) -> Company:
    """A company that can trade at once: books, roles, and the seeds of all packages."""
    with transaction.atomic(), translation.override("zh-hans"):
        company = Company.objects.create(name=name, **fields)
        with acting(company.id):
            BookHead.objects.create()
            roles.seed()
            for seed in seeds:
                seed()
    return company


def catch_up() -> None:
    """After an upgrade: every company's shipped roles get what this release adds to them."""
    for company in Company.objects.order_by("id"):
        with acting(company.id), translation.override("zh-hans"):
            role_changes.catch_up()


def join(user: User, company: Company, *, roles: list[str]) -> Membership:
    """Let `user` work in `company`, in these roles."""
    membership, _made = Membership.objects.update_or_create(
        user=user, company=company, defaults={"roles": roles, "is_active": True}
    )
    return membership
