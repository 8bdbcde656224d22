"""为什么不能分列: which columns may be spread into rows and are not: two of them say the same, or
of which side of an account they are nobody knows whose."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Form
from huolang.integrations.columns import unfilled
from huolang.integrations.columns.headings import plain
from huolang.integrations.meaning import owed_words
from huolang.integrations.rows import spreading
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError


class SaidTwice(BusinessError):
    code = "import.spread_twice"
    message = _(
        "{columns}都是“{label}”，不知道用哪一列：请在文件里删掉不要的（或改成别的列名），再上传"
    )
    status = 422


class SidesUnclear(BusinessError):
    code = "import.sides_unclear"
    message = _(
        "看不出{columns}是谁的：请把单位那一列的列名改成“客户”或“供应商”，"
        "或把这些列名改成“应收”“应付”“预收”“预付”，再上传"
    )
    status = 422


def of(
    form: Form, headers: Sequence[str], matching: Mapping[str, str], fixed: Collection[str]
) -> tuple[list[BusinessError], set[str]]:
    """Why columns are not spread, and what needs no column, for these fill it or would."""
    some = spreading.perhaps(form, headers, matching, fixed)
    said: dict[object, list[str]] = {}
    labels = {one.value: one.label for one in some}
    for one in some:
        said.setdefault(one.value, []).append(_quoted(headers[one.number]))
    errors: list[BusinessError] = [
        SaidTwice(field="matching", columns=listed(names), label=labels[value])
        for value, names in said.items()
        if len(names) > 1
    ]
    given, sides = spreading.given(form, some), _unclear(form, headers, matching, fixed)
    if sides:
        errors.append(SidesUnclear(field="matching", columns=listed(sides)))
        given |= {owed_words.KIND, owed_words.AMOUNT}
    return errors, given


def _unclear(
    form: Form, headers: Sequence[str], matching: Mapping[str, str], fixed: Collection[str]
) -> list[str]:
    """Columns of one side of accounts of which nobody knows whose they are."""
    if form.name != spreading.BALANCE or owed_words.sides(headers, matching):
        return []
    if {*matching.values(), *fixed} & {owed_words.KIND, owed_words.AMOUNT}:
        return []
    free = unfilled.columns(headers, matching)
    return [_quoted(one) for _n, one in free if owed_words.side_of_balance(plain(one))]


def _quoted(header: str) -> str:
    return f"“{header}”"
