"""All reports by name, in the order of the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.kernel.permissions import LABELS, Access
from huolang.kernel.refusals import BusinessError, Forbidden
from huolang.reports.report import Report

_reports: dict[str, Report] = {}


class NoSuchReport(BusinessError):
    code = "report.not_found"
    message = _("没有这个报表：{report}")
    status = 404


def register(*reports: Report) -> None:
    """Offer these reports; called when Django starts."""
    for one in reports:
        if _reports.setdefault(one.name, one) is not one:
            raise ValueError(f"two reports want to be {one.name}")


def all() -> list[Report]:
    return list(_reports.values())


def find(name: str) -> Report | None:
    return _reports.get(name)


def get(name: str, access: Access, operation: str = "view") -> Report:
    """The report called `name`, if this person may ask it at all."""
    found = _reports.get(name)
    if found is None:
        raise NoSuchReport(report=name[:64])
    for each in dict.fromkeys(("view", operation)):
        if not found.allowed(access, each):
            raise Forbidden(form=found.label, operation=LABELS[each])
    return found


def seen_by(access: Access) -> list[Report]:
    """The reports that this person may ask."""
    return [one for one in _reports.values() if one.allowed(access)]
