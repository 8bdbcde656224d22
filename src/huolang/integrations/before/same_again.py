"""同样的单据: documents of a file that have no number are known by their day, partner, goods,
quantities and prices. What an earlier file brought is not entered again, unless that is said."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.forms import kinds
from huolang.forms.form import Field, Form
from huolang.forms.numbers import plain
from huolang.forms.references import text_array
from huolang.integrations.before import begun_before, given_numbers
from huolang.integrations.import_run import ImportRun
from huolang.integrations.meaning.cells import Note
from huolang.integrations.rows.groups import Group
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid

FIGURES = ("number", "quantity", "price", "money", "percent")
THINGS = ("partner", "product", "unit", "warehouse", "batch", "funds_account")
ABOUT = ("product", "partner", "funds_account")
"""What a row is about: one that says none of these is like too many others."""
PIECES = ("batch", "serials")
PARTNER = "partner"
SHORT = 16
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('import of ' || %s::text, %s::bigint))"
SAME = """
SELECT DISTINCT ON (w.grp) w.grp, d.number, d.date
FROM unnest(%s::int[], %s::text[], %s::text[]) AS w(grp, alike, number)
JOIN integrations_givennumber g ON g.company_id = %s::bigint AND g.form = %s::text
    AND g.alike = w.alike AND g.alike <> '' AND (w.number = '' OR g.number = w.number)
    AND g.run IS DISTINCT FROM %s::uuid AND (%s::text = '' OR g.source IN (%s::text, ''))
JOIN {table} d ON d.company_id = g.company_id AND d.id = g.record AND d.state <> 'cancelled'
ORDER BY w.grp, d.id
"""
PARTLY = """
SELECT w.grp, d.number, d.date, g.about = w.about, g.said::text[]
FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[]) AS w(grp, beside, about, said)
JOIN integrations_givennumber g ON g.company_id = %s::bigint AND g.form = %s::text
    AND g.beside = w.beside AND g.beside <> ''
    AND (g.about = w.about OR g.said::text[] && w.said::text[])
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


class RowsAgain(Invalid):
    code = "import.rows_again"
    message = _(
        "这张单据 {whole} 行里有 {count} 行，以前导入的 {own}（{day}，同一往来单位）已有："
        "那一张改过，请在那张单据上改；确实又有一张，请在对应列时选“也导入”"
    )


SAME_GOODS = _(
    "以前导入的文件里，同一天同一往来单位已有同样商品的单据，数量或价格不同：是那一张改过，请在原单上改"
)


def alone(form: str) -> None:
    """Let nobody else import records of this form until the transaction ends: what has no number
    is known by what is there, also where two send the same file at once."""
    sql.run(ALONE, [form, current_id()])


def tell(form: Form, group: Group, day: date) -> None:
    """Note in a group what tells it from other documents, and its rows from theirs."""
    group.alike = _alike(form, group, day)
    rows = [
        (table, row, list(_said(table.by_name, row)))
        for table in form.tables
        for row in group.payload.get(table.name, ())
    ]
    rows = [one for one in rows if any(one[1].get(name) is not None for name in ABOUT)]
    figured = any(kind == "figure" for _table, _row, said in rows for kind, _text in said)
    if not figured:
        return
    head = [("partner", str(group.payload.get(PARTNER)))]
    if PARTNER not in form.by_name:
        head = sorted(one for one in _said(form.by_name, group.payload) if one[0] == "thing")
    group.beside = _digest((day.isoformat(), head))
    about = ([str(row[name]) for name in ABOUT if row.get(name)] for _table, row, _ in rows)
    group.about = _digest(sorted(about))
    group.said = [_digest((table.name, sorted(said)))[:SHORT] for table, _row, said in rows]


def _alike(form: Form, group: Group, day: date) -> str:
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
    return _digest((day.isoformat(), sorted(head), sorted(rows)))


def _digest(told: Any) -> str:
    return hashlib.md5(repr(told).encode(), usedforsecurity=False).hexdigest()


def _said(fields: Mapping[str, Field], values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        field = fields.get(name)
        if field is None or value is None:
            continue
        if field.kind in FIGURES:
            figure = _figure(field, value)
            if figure != field.default:
                yield "figure", f"{name}={figure if isinstance(figure, str) else plain(figure)}"
        elif field.to in THINGS or (field.kind in PIECES and value):
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


def partly(form: Form, run: ImportRun, groups: Sequence[Group]) -> dict[int, BusinessError]:
    """By group: that earlier files brought at least half of its rows for the same day and partner.
    Noted is where they brought another document about the same goods."""
    asked = {one.key: one for one in groups if one.beside}
    if not asked or form.name in begun_before.OPENING:
        return {}
    shop = given_numbers.shop(run.source)
    parameters = [
        sql.array(asked),
        text_array(one.beside for one in asked.values()),
        text_array(one.about for one in asked.values()),
        text_array(text_array(one.said) for one in asked.values()),
        *(current_id(), form.name, run.id, shop, shop),
    ]
    found: dict[int, list[tuple[str, date, bool, list[str]]]] = {}
    for key, own, day, goods, said in sql.run(PARTLY.format(table=form.table), parameters):
        found.setdefault(key, []).append((given_numbers.called(own), day, goods, said))
    wrong: dict[int, BusinessError] = {}
    for key, others in found.items():
        mine = Counter(asked[key].said)
        shared = [(mine & Counter(said)).total() for _own, _day, _goods, said in others]
        count = (mine & sum((Counter(said) for *_, said in others), Counter[str]())).total()
        if count * 2 >= len(asked[key].said):
            own, day, *_rest = others[shared.index(max(shared))]
            told: dict[str, Any] = {
                "own": own,
                "day": day.isoformat(),
                "count": count,
                "whole": mine.total(),
            }
            wrong[key] = RowsAgain(**told)
        elif any(goods for _own, _day, goods, _said in others):
            row = asked[key].lines[0][0]
            asked[key].notes.append(Note(row, "", "import.same_goods", str(SAME_GOODS)))
    return wrong
