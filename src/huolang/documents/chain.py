"""单据链: the documents that led to one, and those that came of it, goods and money together.

Goods go from line to line (`documents.links`), money by what settles what (`ledger.settled`). An
invoice says of a receipt or a delivery what is paid of it, so that payment belongs to both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from huolang.documents import links, originals
from huolang.documents.document import State
from huolang.documents.links import MOST_STEPS, Step
from huolang.forms import registry
from huolang.forms.form import Form
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger import settled
from huolang.ledger.settled import Key

DRAFTS = """
SELECT DISTINCT d.id FROM {header} d
JOIN {lines} l ON l.company_id = d.company_id AND l.document_id = d.id
WHERE d.company_id = %s::bigint AND d.state = 'draft' AND l.{column} = ANY(%s::uuid[]) LIMIT %s
"""


def before(form: Form, document: Any) -> list[Step]:
    """Documents that led to this one, oldest first; of a draft, those it goes on from."""
    key = form.name, document.id
    invoices: list[Key] = []
    if document.state == State.DRAFT.value:
        found = [*links.sources(form, document.id), *_settled_by_draft(document)]
    else:
        paid = settled.of(key, most=MOST_STEPS)
        found, invoices = [*links.before([document.id]), *paid], _invoices_of(paid)
    found += originals.of(form, document)
    earlier = links.before([record for _form, record in found])
    return _steps([*found, *invoices, *earlier], key)


def after(form: Form, document: Any) -> list[Step]:
    """Documents that came of this one, confirmed and still in draft, oldest first."""
    key = form.name, document.id
    came = links.after(document.id)
    paid = [key, *came]
    if form.model.bills:
        paid += links.last_of(document.id)
    money = settled.by(paid, most=MOST_STEPS)
    naming = originals.naming(
        form.name, [document.id], most=MOST_STEPS, states=("confirmed", "draft")
    )
    drafts = [*links.drafts(form.name, document.id), *_settling_drafts(key)]
    return _steps([*came, *naming, *money, *drafts], key)


def _invoices_of(found: list[Key]) -> list[Key]:
    """The invoices that were written of these. What else stands on them did not lead here."""
    invoices = links.next_of([record for _form, record in found])
    return [one for one in invoices if registry.get(one[0]).model.bills]


def _settled_by_draft(document: Any) -> list[Key]:
    """What the lines of a draft are meant to settle."""
    if not document.settles:
        return []
    items: set[UUID] = {getattr(row, document.settles) for row in document.tables["lines"]}
    return settled.opened_by(items, most=MOST_STEPS)


def _settling_drafts(key: Key) -> list[Key]:
    """Drafts that are meant to settle what a document opened."""
    settling = [one for one in registry.all() if getattr(one.model, "settles", "")]
    items = settled.opened(key) if settling else []
    if not items:
        return []
    found: list[Key] = []
    for form in settling:
        statement = DRAFTS.format(
            header=form.table, lines=form.tables_by_name["lines"].table, column=form.model.settles
        )
        rows = sql.run(statement, [current_id(), sql.array(items), MOST_STEPS])
        found += [(form.name, row[0]) for row in rows]
    return found


def _steps(found: Iterable[Key], own: Key) -> list[Step]:
    return links.steps([one for one in dict.fromkeys(found) if one != own])
