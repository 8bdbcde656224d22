"""退货依据: returns that were credited at what an invoice or allowance says of their goods. It
stays as long as they do: without it, what came back would not be credited at what was charged."""

from __future__ import annotations

from collections.abc import Collection, Iterator
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
from huolang.masters import charged
from huolang.masters.amounts import Amounts
from huolang.masters.charged import RETURNS, Back, History

BEHIND = """
SELECT DISTINCT {column} FROM {lines}
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) AND {column} IS NOT NULL
"""
LINES = """
SELECT l.id, l.base_quantity FROM {lines} l
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[]) AND l.{returns} > 0
"""


class CreditedByReturns(HasSuccessors):
    code = "document.credited_by_returns"
    message = _("{numbers} 按本单的金额退回，请先处理它们")


def refuse(document: Any) -> None:
    """Refuse to take `document` back where confirmed returns would not have credited what they
    did. Its goods' documents stay locked, so that nothing is returned meanwhile."""
    follow.hold(document, document.rows)
    found = dict.fromkeys(_returns(document))
    if found:
        raise CreditedByReturns(**links.told(list(found)))


def _returns(document: Any) -> Iterator[Key]:
    for form, keys in _lines(document).items():
        lines = _read(form, keys)
        for line, history in charged.histories(form, lines, set(lines)).items():
            yield from _resting(lines[line], history, document.id)


def _resting(base: Decimal, history: History, paper: UUID) -> Iterator[Key]:
    """Returns that credited what their part of a line of `base` units was with this paper, or were
    agreed for less and credit more than their part without it."""
    papers = [one for one in history.papers if one.record == paper]
    more = sum((one.more for one in papers), Amounts())
    if not (more.amount or more.tax):
        return
    first = min((one.at, one.record) for one in papers)
    for one in history.returns:
        if (one.at, one.record) > first and (
            one.credited == one.part or _would_be_above(one, more, base)
        ):
            yield one.form, one.record


def _would_be_above(one: Back, more: Amounts, base: Decimal) -> bool:
    share = EXACT.divide(one.base, base)
    return any(
        credited < part and credited > part - EXACT.multiply(extra, share)
        for credited, part, extra in (
            (one.credited.amount, one.part.amount, more.amount),
            (one.credited.tax, one.part.tax, more.tax),
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


def _read(form: str, keys: Collection[UUID]) -> dict[UUID, Decimal]:
    """The base units of those of which something came back."""
    if not keys:
        return {}
    lines = registry.get(form).tables_by_name["lines"].table
    statement = LINES.format(lines=lines, returns=RETURNS)
    return dict(sql.run(statement, [current_id(), sql.array(keys)]).fetchall())
