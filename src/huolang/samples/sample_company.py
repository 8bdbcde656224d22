"""A company of its own for each data set, so that nobody's books are mixed with samples."""

from __future__ import annotations

from django.db import connection, transaction

from huolang.kernel.company import Company
from huolang.kernel.first_run import join, new_company
from huolang.kernel.people import Membership, User


class NoAdministrator(Exception):
    """Nobody administers this installation yet: it was never set up."""


def administrator() -> User:
    """The administrator of the oldest company: who runs the samples, and may look at them."""
    found = (
        Membership.objects.filter(roles__contains=["admin"], is_active=True, user__is_active=True)
        .order_by("company_id", "id")
        .select_related("user")
        .first()
    )
    if found is None:
        raise NoAdministrator("there is no administrator yet; start ./huolang up once")
    return found.user


def find(name: str, user: User) -> Company | None:
    """The company of this name that `user` administers."""
    found = Membership.objects.filter(
        user=user, company__name=name, roles__contains=["admin"], is_active=True
    )
    first = found.order_by("company_id").select_related("company").first()
    return first.company if first else None


def ensure(name: str, user: User, **fields: str) -> Company:
    """The company `name`, made if it is not there, with `user` as its administrator.

    Of two processes at once the second waits, and finds it.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE kernel_company IN SHARE ROW EXCLUSIVE MODE")
        company = find(name, user)
        if company is None:
            company = new_company(name, **fields)
            join(user, company, roles=["admin"])
    return company
