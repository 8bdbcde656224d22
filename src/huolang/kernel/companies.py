"""公司设置: what a company says of itself, and new companies beside it."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from huolang.kernel import audit, etags, first_run, tax_number, team
from huolang.kernel.company import TAXPAYER_KINDS, Company, acting, current_id
from huolang.kernel.people import Membership, User
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, Stale

CHANGEABLE = ("name", "tax_number", "taxpayer_kind", "time_zone", "currency", "digits")
FIXED_BY_BOOKS = ("time_zone", "currency", "digits")
"""What every entry was written with: cannot change under books that have begun."""
DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "IDR": 0, "CLP": 0, "ISK": 0}
"""Currencies without a minor unit in use (ISO 4217); all others that are offered have two."""
CURRENCIES = (
    "CNY", "HKD", "MOP", "TWD", "USD", "EUR", "GBP", "JPY", "KRW", "SGD", "MYR", "THB", "VND",
    "IDR", "PHP", "INR", "AUD", "NZD", "CAD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "RUB",
    "BRL", "MXN", "CLP", "ZAR", "AED", "SAR", "TRY", "ILS", "ISK",
)  # fmt: skip


def digits_of(currency: str) -> int:
    """After the point, of amounts in a currency that is offered."""
    return DIGITS.get(currency, 2)


class BooksBegun(BusinessError):
    code = "company.books_begun"
    message = _("已有业务数据，不能再修改本位币、小数位和时区")


class WrongTaxNumber(Invalid):
    code = "company.wrong_tax_number"
    message = _("18 位税号的校验码不对，请核对统一社会信用代码")


class NoTaxNumber(Invalid):
    code = "company.no_tax_number"
    message = _(
        "不像税号：应为 15–20 位字母和数字（统一社会信用代码 18 位），"
        "境外税号 5–20 位、至少 4 个数字"
    )


class NameTaken(BusinessError):
    code = "company.name_taken"
    message = _("您已有名为“{name}”的公司")


@cache
def time_zones() -> tuple[str, ...]:
    """Names of the places whose time a company may keep."""
    return tuple(sorted(name for name in zoneinfo.available_timezones() if "/" in name))


def current() -> Company:
    """The acting company's own row."""
    return Company.objects.get(id=current_id())


def mark(company: Company) -> str:
    """The state of a company's settings, for If-Match."""
    return etags.mark([getattr(company, name) for name in CHANGEABLE])


books_begun: list[Callable[[], bool]] = []
"""Each says whether books of the acting company hold anything. Appended to in AppConfig.ready."""


def begun() -> bool:
    """Whether the books of the acting company hold anything."""
    return any(book() for book in books_begun)


def change(changes: Mapping[str, Any], *, etag: str | None, by: Access) -> Company:
    """Change what the acting company says of itself."""
    by.require("company", "edit")
    team.lock()
    company = current()
    if etag is not None and etag not in ("*", mark(company)):
        raise Stale()
    new = _read({name: getattr(company, name) for name in CHANGEABLE} | dict(changes))
    told = {
        name: [getattr(company, name), new[name]]
        for name in CHANGEABLE
        if getattr(company, name) != new[name]
    }
    fixed = next((name for name in FIXED_BY_BOOKS if name in told), None)
    if fixed and begun():
        raise BooksBegun(field=fixed)
    if told:
        Company.objects.filter(id=company.id).update(**new)
        _trace(company.id, "change", by.user, told)
    return current()


def add(given: Mapping[str, Any], *, by: Access, again: bool = False) -> Company:
    """A new company, with `by` as its administrator. Called outside `acting`.

    Two of one name for one person are refused; a request that is sent `again` gets the first one.
    """
    by.require("company", "add")
    currency = str(given.get("currency", "CNY"))
    read = _read({"digits": digits_of(currency), **_defaults(), **given})
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE kernel_company IN SHARE ROW EXCLUSIVE MODE")
        mine = Membership.objects.filter(user_id=by.user, company__name=read["name"])
        there = mine.select_related("company").first()
        if there is not None and again:
            return there.company
        if there is not None:
            raise NameTaken(field="name", name=read["name"])
        company = first_run.new_company(**read)
        first_run.join(User.objects.get(id=by.user), company, roles=["admin"])
        with acting(company.id):
            _trace(company.id, "create", by.user, {"name": [None, company.name]})
    return company


def _defaults() -> dict[str, Any]:
    names = ("tax_number", "taxpayer_kind", "time_zone", "currency")
    return {name: Company._meta.get_field(name).get_default() for name in names}


def _read(given: dict[str, Any]) -> dict[str, Any]:
    given["name"] = given["name"].strip()
    right = {
        "name": 0 < len(given["name"]) <= 100 and "\0" not in given["name"],
        "taxpayer_kind": given["taxpayer_kind"] in dict(TAXPAYER_KINDS),
        "time_zone": given["time_zone"] in time_zones(),
        "currency": given["currency"] in CURRENCIES,
        "digits": given["digits"] in range(0, 5),
    }
    for name, is_right in right.items():
        if not is_right:
            raise Invalid(field=name)
    return {**given, "tax_number": _tax_number(given["tax_number"])}


def _tax_number(given: str) -> str:
    number = tax_number.tidy(given)
    if number and not tax_number.is_formed(number):
        raise NoTaxNumber(field="tax_number")
    if not tax_number.is_right(number):
        raise WrongTaxNumber(field="tax_number")
    return number


def _trace(company: int, action: str, by: UUID | None, changes: Mapping[str, Any]) -> None:
    record = UUID(int=company)
    audit.write([audit.Trace(form="company", record=record, action=action, by=by, changes=changes)])
