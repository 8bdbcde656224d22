"""退货依据: returns that were credited at what an invoice or allowance says of their goods. It
stays as long as they do: without it, what came back would not be credited at what was charged."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import follow, links
from huolang.documents.links import HasSuccessors
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT
from huolang.ledger.settled import Key
from huolang.masters import billing, charged
from huolang.masters.amounts import Amounts
from huolang.masters.charged import RETURNS, History

BEHIND = """
SELECT DISTINCT {column} FROM {lines}
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) AND {column} IS NOT NULL
"""
ZERO = Decimal(0)
LINES = """
SELECT l.id, l.base_quantity, l.amount, l.tax FROM {lines} l
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[]) AND l.{returns} > 0
"""


LEEWAY = 3
"""Cents by which what was agreed may be above its part and still be meant to be within it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Base units of a line, and what it came to."""

    base: Decimal
    whole: Amounts


class CreditedByReturns(HasSuccessors):
    code = "document.credited_by_returns"
    message = _("{numbers} 按本单的金额退回，请先处理它们")


def refuse(document: Any) -> None:
    """Refuse to take `document` back where confirmed returns would not have credited what they
    did. Its goods' documents stay locked, also those behind what was returned, so that nothing is
    returned meanwhile."""
    follow.hold(document, document.rows)
    found = dict.fromkeys(_returns(document))
    if found:
        raise CreditedByReturns(**links.told(list(found)))


def _returns(document: Any) -> Iterator[Key]:
    told = _lines(document)
    for form, keys in sorted(told.items()):
        billing.hold(form, keys)
    digits: int = document.own_company.digits
    for form, keys in told.items():
        lines = _read(form, keys)
        for line, history in charged.histories(form, lines, set(lines)).items():
            yield from _resting(lines[line], history, document.id, digits)


def _resting(line: _Line, history: History, paper: UUID, digits: int) -> Iterator[Key]:
    """Returns after this paper that credited what their part of a line was with it; and any that
    were agreed for something else, where all together credited no more than their part with it,
    and more without it."""
    papers = [one for one in history.papers if one.record == paper]
    more = sum((one.more for one in papers), Amounts())
    if not (more.amount or more.tax):
        return
    first = min((one.at, one.record) for one in papers)
    above = _would_be_above(line, history, more, digits)
    for one in history.returns:
        is_part = one.credited == one.part
        if ((one.at, one.record) > first and is_part) or (above and not is_part):
            yield one.form, one.record


def _would_be_above(line: _Line, history: History, more: Amounts, digits: int) -> bool:
    base = sum((one.base for one in history.returns), ZERO)
    credited = sum((one.credited for one in history.returns), Amounts())
    charged_with = sum((one.more for one in history.papers), line.whole)
    least = LEEWAY * Decimal(1).scaleb(-digits)

    def part(whole: Decimal) -> Decimal:
        return EXACT.divide(EXACT.multiply(whole, base), line.base) + least

    return any(
        part(whole - extra) < back <= part(whole)
        for back, whole, extra in (
            (credited.amount, charged_with.amount, more.amount),
            (credited.tax, charged_with.tax, more.tax),
            (credited.total, charged_with.total, more.total),
        )
    )


def _lines(document: Any) -> dict[str, set[UUID]]:
    """By form: the lines whose goods the document is about, also those that it says of what was
    returned of them."""
    found: dict[str, set[UUID]] = {}
    for one in document.follows:
        keys = {key for row in document.rows if (key := getattr(row, one.column)) is not None}
        if not keys:
            continue
        form = registry.get(one.form)
        lines = form.tables_by_name["lines"]
        if any(later.counts == RETURNS for _form, later in links.following(one.form)):
            found.setdefault(one.form, set()).update(keys)
        for earlier in links.follow_list(form):
            if earlier.counts == RETURNS:
                statement = BEHIND.format(lines=lines.table, column=earlier.column)
                rows = sql.run(statement, [current_id(), sql.array(keys)]).fetchall()
                found.setdefault(earlier.form, set()).update(row[0] for row in rows)
    return found


def _read(form: str, keys: Collection[UUID]) -> dict[UUID, _Line]:
    """Those of which something came back."""
    if not keys:
        return {}
    lines = registry.get(form).tables_by_name["lines"].table
    statement = LINES.format(lines=lines, returns=RETURNS)
    rows = sql.run(statement, [current_id(), sql.array(keys)]).fetchall()
    return {key: _Line(base, Amounts(*whole)) for key, base, *whole in rows}
