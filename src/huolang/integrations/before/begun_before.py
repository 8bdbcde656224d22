"""期初再次导入: rows of an opening file that an opening document holds already. The whole file is
one document, so that it differs as soon as one figure was corrected; each of its rows is what some
goods or a partner began with, and that is entered once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext_lazy as _

from huolang.forms import kinds
from huolang.forms.form import Field
from huolang.integrations.before import given_numbers
from huolang.integrations.before.given_numbers import LINES
from huolang.integrations.import_run import ImportRun
from huolang.integrations.rows.groups import Group, Plan, at_row
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid

OF_OTHERS = """
    AND d.state <> 'cancelled' AND NOT EXISTS (SELECT FROM integrations_givennumber g
        WHERE g.company_id = d.company_id AND g.form = %s::text AND g.record = d.id
          AND g.run = %s::uuid)
ORDER BY w.place, d.number NULLS LAST, d.id
"""
STOCK = f"""
SELECT DISTINCT ON (w.place) w.place, d.number,
    (SELECT h.name FROM masters_warehouse h
        WHERE h.company_id = d.company_id AND h.id = w.warehouse)
FROM jsonb_to_recordset(%s::jsonb)
    AS w(place text, product uuid, warehouse uuid, batch text, location uuid)
JOIN inventory_openingstockline l ON l.company_id = %s::bigint AND l.product_id = w.product
    AND (w.location IS NULL OR l.location_id IS NULL OR l.location_id = w.location)
    AND (w.batch IS NULL OR l.batch = '' OR upper(l.batch) = upper(w.batch))
JOIN inventory_openingstock d ON d.company_id = l.company_id AND d.id = l.document_id
    AND coalesce(l.warehouse_id, d.warehouse_id) = w.warehouse
{OF_OTHERS}"""  # noqa: S608 - nothing that anybody types
BALANCES = f"""
SELECT DISTINCT ON (w.place) w.place, d.number, w.kind
FROM jsonb_to_recordset(%s::jsonb)
    AS w(place text, kind text, partner uuid, funds_account uuid, original_number text)
JOIN finance_openingbalanceline l ON l.company_id = %s::bigint AND l.kind = w.kind
    AND (l.partner_id = w.partner OR l.funds_account_id = w.funds_account)
    AND (w.original_number IS NULL OR l.original_number = ''
         OR upper(l.original_number) = upper(w.original_number))
JOIN finance_openingbalance d ON d.company_id = l.company_id AND d.id = l.document_id
{OF_OTHERS}"""  # noqa: S608


@dataclass(frozen=True)
class Opening:
    """What tells the rows of an opening document apart: of the row itself, or of the document.
    What a row does not say tells it from none. `unless`: pieces that are once anyway."""

    statement: str
    by: tuple[str, ...]
    shown: tuple[str, ...]
    """In which column a row that is there already is told: the first that the file has."""
    unless: str = ""


OPENING: Mapping[str, Opening] = {
    "opening_stock": Opening(
        STOCK, ("product", "warehouse", "batch", "location"), ("product",), "serials"
    ),
    "opening_balance": Opening(
        BALANCES,
        ("kind", "partner", "funds_account", "original_number"),
        ("partner", "funds_account"),
    ),
}


class BegunBefore(Invalid):
    code = "import.begun_before"
    message = _(
        "“{part}”的期初已在 {own} 里：要改请在那张单据上改；确实要再加一笔，请在对应列时选“也导入”"
    )


class PartBegunBefore(Invalid):
    code = "import.part_begun_before"
    message = _(
        "“{part}”的期初已在 {own} 里，这一部分不导入，这一行的其余部分照常导入："
        "要改请在那张单据上改；确实要再加一笔，请在对应列时选“也导入”"
    )


def leave_out(plan: Plan, run: ImportRun, groups: Sequence[Group]) -> None:
    """Leave out the rows that are there already, and say so at each; what is new is imported."""
    opening = OPENING.get(plan.form.name)
    if opening is None or run.again:
        return
    asked = {one.key: one for one in groups if not one.there and one.payload.get(LINES)}
    rows = [row for one in asked.values() for row in _asked(plan, opening, one)]
    if not rows:
        return
    parameters = [orjson.dumps(rows).decode(), current_id(), plan.form.name, run.id]
    found: dict[int, dict[int, dict[str, str]]] = {}
    kinds_of = plan.form.tables_by_name[LINES].by_name.get("kind")
    labels = {str(one.value): str(one.label) for one in kinds_of.options} if kinds_of else {}
    for place, own, part in sql.run(opening.statement, parameters):
        key, _, index = place.partition(".")
        told = {"own": given_numbers.called(own), "part": labels.get(part) or str(part)}
        found.setdefault(int(key), {})[int(index)] = told
    column = _column(plan, opening)
    for key, held in found.items():
        _without(asked[key], held, column)


def _asked(plan: Plan, opening: Opening, group: Group) -> Iterator[dict[str, Any]]:
    fields = plan.form.tables_by_name[LINES].by_name
    for index, row in enumerate(group.payload[LINES]):
        if opening.unless and row.get(opening.unless):
            continue
        said = {
            name: _plain(fields[name], row.get(name, group.payload.get(name, fields[name].default)))
            for name in opening.by
        }
        yield {"place": f"{group.key}.{index}", **said}


def _plain(field: Field, value: Any) -> str | None:
    """As it is kept; what is nothing, or is told to be wrong by others, tells nothing apart."""
    if value is None or value == "":
        return None
    if field.kind == "reference":
        return str(value) if isinstance(value, UUID) else None
    try:
        return str(kinds.of(field).check(field)(value)) or None
    except BusinessError:
        return None


def _column(plan: Plan, opening: Opening) -> str:
    entries = {one.column.field.name: one for some in plan.tables.values() for one in some}
    number = next((entries[one].number for one in opening.shown if one in entries), None)
    return "" if number is None else str(plan.headers[number])


def _without(group: Group, held: Mapping[int, Mapping[str, str]], column: str) -> None:
    """Take rows out of a document; where nothing is left of it, or something else is wrong with
    it, it stays as it is."""
    numbers = group.rows[LINES]
    left = [at for at in range(len(numbers)) if at not in held]
    goes_on = {numbers[at] for at in left} if not group.errors else set[int]()
    errors: list[BusinessError] = []
    for at, told in held.items():
        why = PartBegunBefore if numbers[at] in goes_on else BegunBefore
        errors.append(at_row(why(**told), numbers[at], column))
    if not left:
        group.errors += errors
        group.there = True
    elif group.errors:
        group.errors += errors
    else:
        group.repeated += errors
        group.payload[LINES] = [group.payload[LINES][at] for at in left]
        group.rows[LINES] = [numbers[at] for at in left]
