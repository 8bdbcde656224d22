"""换算变更: what a unit of a product held when a document was written, and what it holds today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents.document import State
from huolang.forms import registry
from huolang.forms.numbers import plain
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import round_half_up
from huolang.kernel.refusals import BusinessError
from huolang.masters.goods import Good

DIGITS = 6
NOW = """
SELECT k.n, u.numerator, u.denominator, w.name, b.name
FROM unnest(%s::int[], %s::uuid[], %s::uuid[]) AS k(n, product, unit)
JOIN masters_product p ON p.company_id = %s::bigint AND p.id = k.product
JOIN masters_unit b ON b.company_id = p.company_id AND b.id = p.unit_id
JOIN masters_productunit u ON u.company_id = p.company_id AND u.product_id = p.id
    AND u.unit_id = k.unit
JOIN masters_unit w ON w.company_id = u.company_id AND w.id = u.unit_id
"""


OF_SOURCE = """
SELECT l.id, l.product_id, l.unit_id, l.numerator, l.denominator FROM {lines} l
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""


class FactorFollows(BusinessError):
    code = "line.factor_follows"
    message = _("录入时 1 {unit} 是 {then} {base}，现在是 {now} {base}；审核时按现在的换算")


class FactorKept(BusinessError):
    code = "line.factor_kept"
    message = _("本单 1 {unit} 是 {then} {base}，商品现在是 {now} {base}；本单仍按原来的换算")


def taken_over(document: Any, known: Mapping[UUID, Good]) -> set[UUID]:
    """Which lines keep the factor that they were written with: all of a document that was confirmed
    once, and those that go on from a line of another document, which are told what that says."""
    if document.was_confirmed:
        return {row.id for row in document.rows}
    kept: set[UUID] = set()
    for follow in document.follows:
        rows = [
            row
            for row in document.rows
            if getattr(row, follow.column) is not None
            and row.unit_id not in (None, known[row.product_id].unit)
        ]
        if not rows:
            continue
        lines = registry.get(follow.form).tables_by_name["lines"].table
        sources = sql.array({getattr(row, follow.column) for row in rows})
        found = sql.run(OF_SOURCE.format(lines=lines), [current_id(), sources]).fetchall()
        written = {key: tuple(told) for key, *told in found}
        for row in rows:
            source = getattr(row, follow.column)
            if source in written and written[source][:2] == (row.product_id, row.unit_id):
                row.written_in = written[source]
                kept.add(row.id)
    return kept


def changed(document: Any, lines: Sequence[tuple[str, Any]]) -> list[BusinessError]:
    """Of a draft: where a unit of its `lines` (with their places) holds something else than when
    they were written."""
    if document.state != State.DRAFT.value:
        return []
    told: list[BusinessError] = []
    for place, row, (numerator, denominator, unit, base) in _otherwise(lines):
        facts = {"then": _held(row.numerator, row.denominator), "unit": unit, "base": base}
        now = _held(numerator, denominator)
        goes_on = any(getattr(row, one.column, None) is not None for one in document.follows)
        refusal = FactorKept if document.was_confirmed or goes_on else FactorFollows
        told.append(refusal(field=f"{place}unit", now=now, **facts))
    return told


def otherwise(rows: Iterable[Any]) -> list[Any]:
    """Those of these lines whose unit holds something else today than when they were written."""
    return [row for _place, row, _today in _otherwise([("", row) for row in rows])]


def _otherwise(
    lines: Sequence[tuple[str, Any]],
) -> Iterator[tuple[str, Any, tuple[Decimal, Decimal, str, str]]]:
    """Such lines with their places, and what their unit holds today: numerator, denominator, its
    name and that of the base unit."""
    places = [(place, row) for place, row in lines if row.numerator != row.denominator]
    if not places:
        return
    rows = [row for _place, row in places]
    keys = [range(len(rows)), (row.product_id for row in rows), (row.unit_id for row in rows)]
    found = sql.run(NOW, [*map(sql.array, keys), current_id()]).fetchall()
    for n, *today in sorted(found):
        place, row = places[n]
        if row.numerator * today[1] != today[0] * row.denominator:
            yield place, row, (today[0], today[1], today[2], today[3])


def _held(numerator: Decimal, denominator: Decimal) -> str:
    return plain(round_half_up(numerator / denominator, DIGITS))
