"""A company of its own for each data set, so that nobody's books are mixed with samples."""

from __future__ import annotations

from django.db import connection, transaction

from huolang.kernel.company import Company, acting
from huolang.kernel.first_run import join, new_company
from huolang.kernel.people import Membership, User
from huolang.samples import loaded
from huolang.samples.loaded import Claim, Loaded


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


def find(data_set: str, user: User) -> Company | None:
    """The company that was made for this data set, whatever it is called by now, if `user`
    administers it."""
    mine = Membership.objects.filter(user=user, roles__contains=["admin"], is_active=True)
    for membership in mine.order_by("company_id").select_related("company"):
        with acting(membership.company_id):
            if loaded.WANTED in loaded.known(data_set):
                return membership.company
    return None


def is_one(company: int) -> bool:
    """Whether this company was made for a data set."""
    with acting(company):
        return Loaded.objects.filter(key=loaded.WANTED).exists()


def mark(data_set: str) -> None:
    """The acting company, just made, is for this data set and for nothing else."""
    loaded.claim(data_set, [Claim(key=loaded.WANTED, digest="", kind="", month="")])


def ensure(name: str, data_set: str, user: User, **fields: str | int) -> Company:
    """The company of a data set, made if it is not there, with `user` as its administrator.

    A company of that name that people made themselves is left alone. Of two processes at once the
    second waits, and finds it.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE kernel_company IN SHARE ROW EXCLUSIVE MODE")
        company = find(data_set, user)
        if company is None:
            company = new_company(name, **fields)
            join(user, company, roles=["admin"])
            with acting(company.id):
                mark(data_set)
    return company
