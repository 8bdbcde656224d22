"""含税售价: prices of goods in a file that says whether tax is in them, where the company keeps
them the other way: they are converted by the tax rate of the goods, and that is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from huolang.forms.numbers import plain
from huolang.integrations.amounts.line_amounts import LINES, number_of
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.columns.headings import tax_in
from huolang.integrations.meaning.cells import Note
from huolang.kernel import settings_registry, sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT, round_half_up
from huolang.masters.price_proposal import OWN_WITH_TAX

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Entry, Group, Plan

GOODS, RATE = "product", "tax_rate"
RATES = """
SELECT id, tax_rate FROM masters_product WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""


NOT_TAXED = (
    "customer taxes", "sales taxes", "vendor taxes", "supplier taxes", "purchase taxes",
    "taxes", "销售税", "客户税", "采购税", "供应商税",
)  # fmt: skip
"""Above the taxes of goods, of which those that have none are not taxed: what says 税率 and stands
empty is taxed as usual."""


def without_tax(plan: Plan, groups: Sequence[Group]) -> None:
    """New goods, and lines, for which such a column names no tax have none."""
    words, path = {short(one) for one in NOT_TAXED}, RATE
    if plan.form.is_document:
        path = f"{LINES}.{RATE}"
    elif plan.form.name != GOODS:
        return
    headers = (plan.headers[e.number] for e in plan.entries if e.path == path)
    header = next((one for one in headers if short(one) in words), None)
    for group in groups if header is not None else ():
        wrong = {one.field for one in group.errors}
        for place, number, row in _rows(plan, group):
            if RATE in row or f"{place}{RATE}" in wrong:
                continue
            row[RATE] = "0"
            said = _("“{column}”是空的：税率按 0% 导入").format(column=header)
            group.notes.append(Note(number, str(header), "import.no_tax", said))


def _rows(plan: Plan, group: Group) -> Iterator[tuple[str, int, dict[str, Any]]]:
    if not plan.form.is_document:
        yield "", group.lines[0][0], group.payload
        return
    for place, number in enumerate(group.rows.get(LINES, ())):
        yield f"{LINES}.{place}.", number, group.payload[LINES][place]


def settle(plan: Plan, groups: Sequence[tuple[Group, UUID | None]]) -> None:
    """Convert the prices of these goods; the id is that of what is there already."""
    if plan.form.name != GOODS or not groups:
        return
    entries = [
        (entry, said)
        for entry in plan.entries
        if entry.column.field.kind == "price"
        for said in [tax_in(plan.headers[entry.number])]
        if said is not None
    ]
    if not entries:
        return
    kept = bool(settings_registry.load()[OWN_WITH_TAX])
    other = [entry for entry, said in entries if said != kept]
    if other:
        there = rates([key for _group, key in groups if key is not None])
        usual = Decimal(str(plan.form.by_name[RATE].default or 0))
        for group, key in groups:
            rate = _rate(group, usual if key is None else there.get(key, usual))
            for entry in other if rate else ():
                _convert(plan, group, entry, rate, kept)


def rates(there: Sequence[UUID]) -> dict[UUID, Decimal]:
    return dict(sql.run(RATES, [current_id(), sql.array(there)]).fetchall()) if there else {}


def _rate(group: Group, otherwise: Decimal) -> Decimal:
    """The tax rate that a row says, or else the one of these goods; none where nobody can count
    with what it says, which is refused elsewhere."""
    if group.payload.get(RATE) in (None, ""):
        return otherwise
    return number_of(group.payload[RATE]) or Decimal(0)


def _convert(plan: Plan, group: Group, entry: Entry, rate: Decimal, kept: bool) -> None:
    field, header = entry.column.field, plan.headers[entry.number]
    table = entry.column.table
    rows: Sequence[dict[str, Any]] = (
        [group.payload] if table is None else group.payload.get(table.name, ())
    )
    for row in rows:
        given = number_of(row.get(field.name))
        if not given:
            continue
        whole = 1 + rate / 100
        price = EXACT.multiply(given, whole) if kept else EXACT.divide(given, whole)
        row[field.name] = plain(round_half_up(price, field.digits or 0))
        said = (
            _("“{column}”不含税，加上税率 {rate}% 的税导入：商品的价格是含税的（见设置）")
            if kept
            else _("“{column}”含税，除去税率 {rate}% 的税导入：商品的价格是不含税的（见设置）")
        )
        told = said.format(column=header, rate=plain(rate))
        group.notes.append(Note(group.lines[0][0], header, "import.price_converted", told))
