"""What is told about one record besides itself: its chain, its history, what the books hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.stock import label, shown
from huolang.api.working import form_for, reading
from huolang.documents import chain as chains
from huolang.documents.links import Step
from huolang.forms import history, references, registry, store
from huolang.forms.numbers import money
from huolang.kernel import comments, sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.ledger import accounts
from huolang.ledger import reading as books
from huolang.ledger.reading import JournalRow

router = Router()

HISTORY = """
SELECT a.at, a.by, u.name, u.username, a.action, a.changes, a.request
FROM kernel_auditentry a LEFT JOIN kernel_user u ON u.id = a.by
WHERE a.company_id = %s::bigint AND a.form = %s AND a.record = %s::uuid
ORDER BY a.at DESC, a.id DESC LIMIT {limit}
"""
MOST_HISTORY = 500


@router.get("/records/{form}/{record}/chain")
def chain(request: HttpRequest, form: str, record: str) -> HttpResponse:
    """Documents that led to this one, and those that came of it."""
    found, access = form_for(request, form, "view")
    asked.parameters(request)
    key = asked.record(record)

    def work() -> Any:
        whole, document = registry.get(form), store.load(found, key)
        if not found.is_document:
            return {"before": [], "after": []}
        return {
            "before": _steps(chains.before(whole, document), access),
            "after": _steps(chains.after(whole, document), access),
        }

    return answer(reading(access, work))


@router.get("/records/{form}/{record}/audit")
def audit(request: HttpRequest, form: str, record: str) -> HttpResponse:
    """Who changed what, when, newest first; also of a record that was deleted."""
    found, access = form_for(request, form, "view")
    asked.parameters(request)
    key = asked.record(record)

    def work() -> Any:
        statement = HISTORY.format(limit=MOST_HISTORY)
        rows = sql.run(statement, [current_id(), found.name, key]).fetchall()
        if not rows:
            store.load(found, key)  # there may be one that was there from the beginning
        changes = history.readable(
            found, registry.get(form), [store.unpacked(row[5]) for row in rows]
        )
        items = [_trace(row, told) for row, told in zip(rows, changes, strict=True)]
        return {"items": [_without_words(one) for one in items]}

    return answer(reading(access, work))


@router.get("/records/{form}/{record}/entries")
def entries(request: HttpRequest, form: str, record: str) -> HttpResponse:
    """All that the books hold of a document: stock entries and the journal."""
    found, access = form_for(request, form, "view")
    asked.parameters(request)
    key = asked.record(record)

    def work() -> Any:
        store.load(found, key)
        stock, journal = books.of_document(found.name, key)
        told: dict[str, Any] = {"stock": shown(stock, access)}
        if access.sees("cost"):
            told["journal"] = _journal(journal)
        return told

    return answer(reading(access, work))


def _without_words(trace: dict[str, Any]) -> dict[str, Any]:
    """A comment is read where it stands, and not at all once it is taken back; what it said is for
    the audit of the company."""
    return {**trace, "changes": {}} if trace["action"] in comments.ACTIONS else trace


def _trace(row: Any, changes: Any) -> dict[str, Any]:
    by = {"id": row[1], "name": row[2] or row[3] or ""} if row[1] else None
    return {"at": row[0], "by": by, "action": row[4], "changes": changes, "request": row[6]}


def _steps(found: Iterable[Step], access: Access) -> list[dict[str, Any]]:
    return [asdict(one) for one in found if access.allows(one.form, "view")]


def _journal(rows: Iterable[JournalRow]) -> list[dict[str, Any]]:
    """The journal lines with names of partners; a debit is positive in the books."""
    rows = list(rows)
    partners: set[UUID] = {row.partner for row in rows if row.partner is not None}
    known = references.labels({"partner": partners}, {})
    return [
        {
            "no": row.no,
            "kind": row.kind,
            "date": row.occurred_on,
            "account": {"code": row.code, "name": accounts.shown(row.name)},
            "debit": money(row.amount) if row.amount > 0 else "0.00",
            "credit": money(-row.amount) if row.amount < 0 else "0.00",
            "partner": label(known, "partner", row.partner) if row.partner else None,
        }
        for row in rows
    ]
