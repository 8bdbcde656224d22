"""重复录入: which documents of a file are here already, by their number or that of another file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from huolang.documents import own_company
from huolang.forms import kinds
from huolang.forms.form import Form
from huolang.forms.references import text_array
from huolang.integrations.before import begun_before, given_numbers, same_again
from huolang.integrations.before.given_numbers import DATE, LINES, LONGEST, EnteredBefore
from huolang.integrations.before.same_again import SameAgain
from huolang.integrations.import_run import ImportRun, Numbers
from huolang.integrations.meaning.meant_numbers import STRANGE
from huolang.integrations.rows.groups import Group, Plan, at_row
from huolang.kernel import clock, sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid

KNOWN = f"""
SELECT w.asked, d.number, FALSE, FALSE, ({STRANGE.format(record="d", key="id", form="%s::text")})
FROM unnest(%s::text[], %s::text[]) AS w(asked, number)
JOIN {{table}} d ON d.company_id = %s::bigint AND d.number = w.number AND d.state <> 'cancelled'
WHERE NOT EXISTS (SELECT FROM integrations_givennumber m WHERE m.company_id = d.company_id
    AND m.form = %s::text AND m.record = d.id AND m.run = %s::uuid)
UNION ALL
SELECT g.number, d.number, TRUE, g.source <> %s::text AND %s::text <> '', FALSE
FROM integrations_givennumber g
JOIN {{table}} d ON d.company_id = g.company_id AND d.id = g.record
WHERE g.company_id = %s::bigint AND g.form = %s::text AND g.number = ANY(%s::text[])
  AND g.serious AND g.run IS DISTINCT FROM %s::uuid
  AND (%s::text = '' OR g.source IN (%s::text, ''))
"""  # noqa: S608 - names of forms
FORGET = """
DELETE FROM integrations_givennumber g
WHERE g.company_id = %s::bigint AND g.form = %s::text AND g.number = ANY(%s::text[])
  AND NOT EXISTS (SELECT FROM {table} d WHERE d.company_id = g.company_id AND d.id = g.record
                  AND d.state <> 'cancelled')
"""
ALIKE = """
SELECT w.grp, d.number, {about}
FROM unnest(%s::int[], %s::text[], %s::date[], %s::uuid[]) AS w(grp, number, day, partner)
JOIN integrations_givennumber g ON g.company_id = %s::bigint AND g.form = %s::text
    AND g.number = w.number AND g.run IS DISTINCT FROM %s::uuid
    AND (%s::text = '' OR g.source IN (%s::text, ''))
JOIN {table} d ON d.company_id = g.company_id AND d.id = g.record AND d.date = w.day{same}
"""
ABOUT = """
(SELECT array_agg(DISTINCT l.{column}) FROM {lines} l
 WHERE l.company_id = d.company_id AND l.document_id = d.id AND l.id = ANY(g.lines))
"""
WHAT = ("product", "partner", "item")
"""Of which of these its lines are tells two documents with one short number apart."""


class EnteredOfNoShop(Invalid):
    code = "import.entered_of_no_shop"
    message = _(
        "{number} 已在系统里（{own}），导入时没有写明是哪家店的：是同一张就不要再导入；"
        "确实是{shop}的另一张，请改编号，如 {shop}-{number}"
    )


class NumberOfAnother(Invalid):
    code = "import.number_of_another"
    message = _(
        "系统里已有 {number}，以前导入的文件也用这样的编号：不是同一张就请选择编号是原来系统的，"
        "是同一张就不要再导入"
    )


class NumberTooLong(Invalid):
    code = "import.number_too_long"
    message = _("编号最长 {most} 个字")


def refuse(plan: Plan, run: ImportRun, groups: Sequence[Group]) -> None:
    """Note which documents are here already. What was cancelled or deleted may come again."""
    named = dict(_named(plan, groups))
    wrong = _unnumbered(plan, run, groups, named) | _numbered(plan, run, groups, named)
    place = str(plan.headers[plan.group[0]]) if plan.group else ""
    for group in groups:
        error = wrong.get(group.key)
        if error is None:
            continue
        # What it goes on from is used up by itself.
        group.errors = [one for one in group.errors if not _of_sources(plan.form, one.field)]
        group.errors.append(at_row(error, group.lines[0][0], place))
        group.there = True
    begun_before.leave_out(plan, run, groups)


def _of_sources(form: Form, place: str) -> bool:
    name, _, rest = place.partition(".")
    table, field = form.tables_by_name.get(name), rest.partition(".")[2]
    return table is not None and field in table.by_name and table.by_name[field].kind == "line"


def _unnumbered(
    plan: Plan, run: ImportRun, groups: Sequence[Group], named: Mapping[int, str]
) -> dict[int, BusinessError]:
    """By group: what is wrong with those that are the same as what an earlier file brought: the
    ones without a number, and those with a short one that the earlier one had, too."""
    for group in groups:
        day = _day(plan.form, group)
        if day is not None:
            same_again.tell(plan.form, group, day)
    asked = [
        (group, number)
        for group in groups
        if not given_numbers.is_serious(number := named.get(group.key, "").upper())
        and not (run.again and not number)
    ]
    found = same_again.find(plan.form, run, asked)
    wrong: dict[int, BusinessError] = {
        key: EnteredBefore(number=named[key], own=own)
        if named.get(key)
        else SameAgain(own=own, day=day.isoformat())
        for key, (own, day) in found.items()
    }
    left = [group for group, number in asked if not number and group.key not in wrong]
    return wrong | same_again.partly(plan.form, run, left)


def _numbered(
    plan: Plan, run: ImportRun, groups: Sequence[Group], named: Mapping[int, str]
) -> dict[int, BusinessError]:
    """By group: what is wrong with its number."""
    if not named:
        return {}
    form, table, company = plan.form.name, plan.form.table, current_id()
    shop = given_numbers.shop(run.source)
    asked, numbers = given_numbers.variants(named.values())
    keys = text_array({one.upper() for one in named.values()})
    sql.run(FORGET.format(table=table), [company, form, keys])
    parameters = [form, form, asked, numbers, company, form, run.id]
    parameters += [shop, shop, company, form, keys, run.id, shop, shop]
    here: dict[str, tuple[str, bool]] = {}
    before: dict[str, str] = {}
    of_no_shop: dict[str, str] = {}
    for number, own, is_given, shopless, strange in sql.run(KNOWN.format(table=table), parameters):
        if is_given:
            (of_no_shop if shopless else before)[number] = given_numbers.called(own)
        else:
            here[number] = own, strange
    alike = _alike(plan, run, [(one, named[one.key].upper()) for one in groups if one.key in named])
    wrong: dict[int, BusinessError] = {}
    for key, number in named.items():
        known = before.get(number.upper(), alike.get(key))
        error = _known(run.numbers, number, here.get(number.upper()), known)
        if error is None and (own := of_no_shop.get(number.upper())):
            error = EnteredOfNoShop(number=number, own=own, shop=run.source)
        if error is not None:
            wrong[key] = error
    return wrong


def _known(
    numbers: str, number: str, here: tuple[str, bool] | None, before: str | None
) -> BusinessError | None:
    """What is wrong with a number that one document has `here`, or that another one was called
    `before`."""
    if len(number.upper()) > LONGEST:
        return NumberTooLong(most=LONGEST)
    if before is not None:
        return EnteredBefore(number=number, own=before)
    if here is None or numbers == Numbers.THEIRS:
        return None
    own, strange = here
    if strange and numbers == Numbers.EITHER:
        return NumberOfAnother(number=number)
    return EnteredBefore(number=number, own=own)


def _alike(plan: Plan, run: ImportRun, named: Sequence[tuple[Group, str]]) -> dict[int, str]:
    """By group: the document that an earlier file called by the same 1 or A, of the same day and
    partner and about the same things; it is hardly another one."""
    short = [(group, number) for group, number in named if not given_numbers.is_serious(number)]
    asked = [(g, number, day) for g, number in short if (day := _day(plan.form, g)) is not None]
    if not asked:
        return {}
    form = plan.form
    what, about = _about(form)
    has_partner = "partner" in form.by_name
    same = " AND d.partner_id IS NOT DISTINCT FROM w.partner" if has_partner else ""
    statement = ALIKE.format(about=about, table=form.table, same=same)
    columns = [
        sql.array(group.key for group, _, _ in asked),
        text_array(number for _, number, _ in asked),
        sql.array(day for _, _, day in asked),
        sql.array(_id(group.payload.get("partner")) or "NULL" for group, _, _ in asked),
    ]
    shop = given_numbers.shop(run.source)
    parameters = [*columns, current_id(), form.name, run.id, shop, shop]
    things = {group.key: _things(group, what) for group, _, _ in asked}
    found = sql.run(statement, parameters).fetchall()
    return {
        key: given_numbers.called(own) for key, own, told in found if set(told or ()) == things[key]
    }


def _about(form: Form) -> tuple[str, str]:
    """What the lines of a form are about, and the statement of what those of a document are."""
    table = form.tables_by_name.get(LINES)
    what = next((one for one in WHAT if table is not None and one in table.by_name), "")
    if table is None or not what:
        return "", "NULL::uuid[]"
    return what, ABOUT.format(column=table.by_name[what].column, lines=table.table)


def _things(group: Group, what: str) -> set[UUID]:
    rows = group.payload.get(LINES, ()) if what else ()
    return {one for row in rows if (one := _id(row.get(what))) is not None}


def _id(value: Any) -> UUID | None:
    return value if isinstance(value, UUID) else None


def _day(form: Form, group: Group) -> date | None:
    """The day of a document of the file; None where that makes no sense, as is told later."""
    said = group.payload.get(DATE)
    if said is None:
        return clock.now().astimezone(ZoneInfo(own_company.read().zone)).date()
    kind = kinds.of(form.by_name[DATE])
    try:
        day = kind.check(form.by_name[DATE])(said)
    except BusinessError:
        return None
    return day.date() if isinstance(day, datetime) else day


def _named(plan: Plan, groups: Iterable[Group]) -> Iterator[tuple[int, str]]:
    for group in groups:
        number = given_numbers.of(plan, group.lines[0][1])
        if number:
            yield group.key, number
