"""A question that somebody keeps, to be asked again on another day: a report, and what is asked of
it as in an address. Whoever asks it again sees what they may see then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from huolang.forms import refusals
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import Invalid, Several
from huolang.reports import asking, registry
from huolang.reports.report import Asked

COLUMNS = "columns"
"""The shown columns in their order (`a,b`), where somebody chose them."""
LONGEST = 2_000
"""Characters of the names and values of a question together."""


class TooLong(Invalid):
    code = "report.question_too_long"
    message = _("报表的条件太长，最多 {most} 个字符")


def read(
    name: str,
    given: Mapping[str, str],
    access: Access,
    *,
    today: date,
    operation: str = "view",
    across: bool = True,
) -> Asked:
    """The question of the report `name` as it is bound on this day; or what is wrong with it.

    Without `across` the books are not asked what stands across, which is not bound, nor checked.

    Raises `registry.NoSuchReport`, `Forbidden`, and what `asking.read` refuses, each at its name.
    """
    report = registry.get(name, access, operation)
    if sum(len(one) + len(value) for one, value in given.items()) > LONGEST:
        raise TooLong(field="asked", most=LONGEST)
    known = {*asking.names(report), COLUMNS}
    Several.raise_any(
        [refusals.UnknownField(field=one[:64], name=one[:64]) for one in given if one not in known]
        + [Invalid(field=one) for one, value in given.items() if not value.isprintable()]
    )
    asked = {one: value for one, value in given.items() if one != COLUMNS}
    bound = asking.read(report, asked, access, today=today, across=across)
    if bound.view.across and not across:
        return bound
    return asking.narrowed(bound, given.get(COLUMNS, ""))
