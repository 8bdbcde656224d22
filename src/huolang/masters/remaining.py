"""余量: what is left of a trade document's lines, as a new document would ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents import links
from huolang.documents.convert import Payload
from huolang.forms import registry, store
from huolang.kernel.money import spread
from huolang.masters import bundling, charged, goods, merge, serial_lines
from huolang.masters.amounts import typed_amount
from huolang.masters.goods import BASE_DIGITS, Good

ZERO = Decimal(0)


def open_header(document: Any) -> Payload:
    """The header of a document that goes on with the rest of `document`, or with a part of it: what
    of the discount goes with that is for `carrying` to say."""
    return {
        "partner": merge.kept("partner", document.partner_id),
        "warehouse": document.warehouse_id,
        "salesperson": document.salesperson_id,
        "department": document.department_id,
        "tax_included": document.tax_included,
        "discount_carried": True,
    }


def returned_header(document: Any) -> Payload:
    """The header of an exchange, in which what is left of `document` comes back."""
    return open_header(document)


DISCOUNTS = {open_header: "discount", returned_header: "returned_discount"}
"""Where a document that was made so keeps what it took of the earlier one's discount."""


def open_lines(document: Any, *, link: str) -> list[Payload]:
    """A line for every line of which something is open; `link` is the field that refers back. Parts
    go on with their bundle; of those with numbers a line says which."""
    known = goods.read(document)
    pieces = serial_lines.open_pieces(document)
    there = pieces if serial_lines.is_bought(document) else {}
    prices = charged.prices(document)
    made: list[Payload] = []
    for row in document.rows:
        good, base = known[row.product_id], _proposed(row, there)
        if base <= ZERO:
            continue
        if not bundling.is_part(row):
            told = _open_line(row, good, prices, base)
            made.append({**told, **numbered(row, pieces), link: row.id})
        elif row.id in pieces:
            part = {"product": good.kept or row.product_id, "unit": good.unit}
            told = {"quantity": row.open_base, **numbered(row, pieces)}
            made.append({**part, **told, link: row.id})
    return made


def _proposed(row: Any, pieces: Mapping[UUID, list[str]]) -> Decimal:
    """What of a line may go on, in base units: of `pieces` those that are there."""
    open_: Decimal = row.open_base
    return min(open_, Decimal(len(pieces[row.id]))) if row.id in pieces else open_


def numbered(row: Any, pieces: Mapping[UUID, list[str]]) -> Payload:
    """The numbers with which a line goes on, where its goods have some."""
    return {"serials": pieces[row.id]} if row.id in pieces else {}


def open_discount(document: Any) -> Decimal:
    """What of the document's discount no confirmed document after it has given yet, so that
    documents that follow one another give exactly the whole."""
    if document.parts:
        return sum((open_discount(one) for one in document.parts), ZERO)
    if not document.discount:
        return ZERO
    given = [
        _ours(document, record, discount)
        for one in document.conversions
        if one.header in DISCOUNTS
        for record, discount in links.discounts(document.id, one.target, DISCOUNTS[one.header])
    ]
    left = max(document.discount - sum(given, ZERO), ZERO)
    return min(left, _open_worth(document))


def _ours(document: Any, later: UUID, discount: Decimal) -> Decimal:
    """What of a later document's discount is that of `document`: all of it, unless it goes on from
    others too; then each gave as much as its own discount comes to on what was taken of it."""
    taken: dict[UUID, dict[UUID, Decimal]] = {}
    forms: dict[UUID, str] = {}
    for form, record, line, quantity in links.taken(later):
        if "discount" not in registry.get(form).by_name:
            continue  # of an inspection, which gave nothing off
        forms[record] = form
        lines = taken.setdefault(record, {})
        lines[line] = lines.get(line, ZERO) + quantity
    if len(taken) < 2:
        return discount
    weights = {
        record: _discount_on(_source(document, forms[record], record), lines)
        for record, lines in taken.items()
    }
    digits = document.own_company.digits
    if not any(weights.values()):
        return ZERO
    return dict(zip(weights, spread(discount, list(weights.values()), digits), strict=True))[
        document.id
    ]


def _source(document: Any, form: str, record: UUID) -> Any:
    return document if record == document.id else store.load(registry.get(form), record)


def _discount_on(source: Any, lines: Mapping[UUID, Decimal]) -> Decimal:
    """What of the discount of `source` falls on these quantities of its lines, unrounded."""
    whole = part = ZERO
    for row in source.rows:
        worth = max(typed_amount(row.typed(), BASE_DIGITS), ZERO)
        whole += worth
        part += worth * lines.get(row.id, ZERO) / row.base_quantity
    return source.discount * part / whole if whole else ZERO


def _open_worth(document: Any) -> Decimal:
    """What is open of the lines, as typed; no document gives more discount than its lines hold."""
    digits = document.own_company.digits
    typed = (
        replace(row.typed(), quantity=row.in_line_unit(row.open_base))
        for row in document.rows
        if row.open_base > ZERO
    )
    return max(sum((typed_amount(one, digits) for one in typed), ZERO), ZERO)


def open_quantity(row: Any, good: Good, base: Decimal | None = None) -> tuple[UUID, Decimal]:
    """Unit and quantity of what is open (or of `base` base units): in the line's own unit where
    that goes, otherwise in the base unit. Whatever the unit holds by now: what goes on from a line
    counts as that line did (`factors.taken_over`), unless its product was merged into another."""
    base = row.open_base if base is None else base
    quantity, conversion = row.in_line_unit(base), good.units.get(row.unit_id)
    if conversion is None or not goods.fits(quantity, conversion.digits):
        return good.unit, base
    now = conversion.numerator, conversion.denominator
    if good.kept is not None and now != (row.numerator, row.denominator):
        return good.unit, base
    return row.unit_id, quantity


def _open_line(row: Any, good: Good, prices: Mapping[UUID, Decimal], base: Decimal) -> Payload:
    """So many base units of it, at the price of their unit."""
    (unit, quantity), price = open_quantity(row, good, base), prices[row.id]
    if quantity != row.in_line_unit(base):
        price = round(row.in_line_unit(price), BASE_DIGITS)
    return {
        "product": good.kept or row.product_id,
        "unit": unit,
        "quantity": quantity,
        "unit_price": price,
        "discount": row.discount,
        "tax_rate": row.tax_rate,
        "is_gift": row.is_gift and not price,
        "warehouse": row.warehouse_id,
        "remark": row.remark,
    }
