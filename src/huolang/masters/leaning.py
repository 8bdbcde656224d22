"""退货依据: returns that were credited at what an invoice or allowance says of their goods. It
stays as long as they do: without it, what came back would not be credited at what was charged."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import follow, links
from huolang.documents.links import HasSuccessors
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger.settled import Key
from huolang.masters import charged
from huolang.masters.charged import RETURNS, ROUNDED, ZERO, Credit, History, Line

BEHIND = """
SELECT DISTINCT {column} FROM {lines}
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) AND {column} IS NOT NULL
"""
LINES = """
SELECT l.id, l.quantity, l.unit_price, l.discount, l.base_quantity, o.tax_included
FROM {lines} l JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
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
    digits: int = document.own_company.digits
    for form, keys in _lines(document).items():
        lines = _read(form, keys)
        for line, history in charged.histories(form, lines, set(lines)).items():
            if any(paper.record == document.id for paper in history.papers):
                yield from _resting(lines[line], history, document.id, digits)


def _resting(line: Line, history: History, paper: UUID, digits: int) -> Iterator[Key]:
    """Returns that credited what the line's part was with this paper, or less, and would have
    credited more or less without it."""
    without = replace(history, papers=[one for one in history.papers if one.record != paper])
    both = (_credits(line, one, digits) for one in (history, without))
    least = ROUNDED * charged.ONE.scaleb(-digits)
    for now, then in zip(*both, strict=True):
        off, other = now.off(digits), then.off(digits)
        if (abs(off) < least and abs(other) > abs(off)) or off < ZERO < other:
            yield now.form, now.record


def _credits(line: Line, history: History, digits: int) -> list[Credit]:
    whole = line.whole(digits)
    return history.credits(whole, line.base, tax_included=line.tax_included, digits=digits)


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


def _read(form: str, keys: Collection[UUID]) -> dict[UUID, Line]:
    """Those of which something came back."""
    if not keys:
        return {}
    known = registry.get(form)
    lines = known.tables_by_name["lines"].table
    statement = LINES.format(lines=lines, header=known.table, returns=RETURNS)
    rows = sql.run(statement, [current_id(), sql.array(keys)]).fetchall()
    return {row[0]: Line(*row[1:]) for row in rows}
