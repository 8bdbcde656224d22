"""同样的单据: documents of a file that have no number are known by their day, partner, goods,
quantities and prices. What an earlier file brought is not entered again, unless that is said."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.forms import kinds
from huolang.forms.form import Field, Form
from huolang.forms.numbers import plain
from huolang.forms.references import text_array
from huolang.integrations import given_numbers
from huolang.integrations.groups import Group
from huolang.integrations.import_run import ImportRun
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid

FIGURES = ("number", "quantity", "price", "money", "percent")
THINGS = ("partner", "product", "unit", "warehouse", "batch", "funds_account")
SAME = """
SELECT DISTINCT ON (w.grp) w.grp, d.number, d.date
FROM unnest(%s::int[], %s::text[], %s::text[]) AS w(grp, alike, number)
JOIN integrations_givennumber g ON g.company_id = %s::bigint AND g.form = %s::text
    AND g.alike = w.alike AND g.alike <> '' AND (w.number = '' OR g.number = w.number)
    AND g.run IS DISTINCT FROM %s::uuid AND (%s::text = '' OR g.source IN (%s::text, ''))
JOIN {table} d ON d.company_id = g.company_id AND d.id = g.record AND d.state <> 'cancelled'
ORDER BY w.grp, d.id
"""


class SameAgain(Invalid):
    code = "import.same_again"
    message = _(
        "以前导入的 {own}（{day}）和这一张完全一样：就是那一张就不要再导入；"
        "确实又有一张，请在对应列时选“也导入”"
    )


def of(form: Form, group: Group, day: date) -> str:
    """What tells a document from others of its form; nothing where it says no figure."""
    head = list(_said(form.by_name, group.payload))
    rows = [
        f"{table.name}{sorted(_said(table.by_name, row))}"
        for table in form.tables
        for row in group.payload.get(table.name, ())
    ]
    figures = [kind for kind, _text in head if kind == "figure"]
    if not (figures or any("'figure'" in one for one in rows)):
        return ""
    told = repr((day.isoformat(), sorted(head), sorted(rows)))
    return hashlib.md5(told.encode(), usedforsecurity=False).hexdigest()


def _said(fields: Mapping[str, Field], values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        field = fields.get(name)
        if field is None or value is None:
            continue
        if field.kind in FIGURES:
            figure = _figure(field, value)
            if figure != field.default:
                yield "figure", f"{name}={figure if isinstance(figure, str) else plain(figure)}"
        elif field.to in THINGS:
            yield "thing", f"{name}={value}"


def _figure(field: Field, value: Any) -> Decimal | str:
    """The number that is meant, however it is written; what is none is told later."""
    try:
        found = kinds.of(field).check(field)(value)
    except BusinessError:
        return str(value)
    return found if isinstance(found, Decimal) else str(found)


def find(
    form: Form, run: ImportRun, asked: Sequence[tuple[Group, str]]
) -> dict[int, tuple[str, date]]:
    """By group: the number and day of a document that an earlier file brought and that is the same.
    Beside each its number in the file, which then has to be the same, too."""
    some = [(group, number) for group, number in asked if group.alike]
    if not some:
        return {}
    shop = given_numbers.shop(run.source)
    parameters = [
        sql.array(group.key for group, _ in some),
        text_array(group.alike for group, _ in some),
        text_array(number for _, number in some),
        *(current_id(), form.name, run.id, shop, shop),
    ]
    found = sql.run(SAME.format(table=form.table), parameters)
    return {key: (given_numbers.called(own), day) for key, own, day in found}
