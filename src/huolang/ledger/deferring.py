"""延后更正: corrections of costs that would be too much for one transaction.

A posting marks the pools that have to be costed anew, and from when on; from there they are
provisional: their quantities are right, and their entries cost what the pool was worth when they
were posted. A job (`ledger.correcting`) works them out in time order, part by part, and takes the
marks away. Whoever posts on meanwhile leaves marks where that is earlier, so whatever comes
together ends in the figures that one after the other would have had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from huolang.kernel import background, clock, sql
from huolang.kernel.background import BackgroundJob
from huolang.kernel.company import current_id
from huolang.kernel.keys import new_id
from huolang.ledger.refusals import CostsInWork
from huolang.ledger.writing import Writing

KIND = "cost_correction"
REMEMBER = """
INSERT INTO ledger_deferral (company_id, id, no, since)
VALUES (%s::bigint, %s::uuid, %s::bigint, %s::timestamptz)
"""
SINCE = """
SELECT greatest(min(p.provisional_from), (
    SELECT min(d.since) FROM ledger_deferral d
    WHERE d.company_id = %s::bigint AND d.done_no IS NULL)), c.time_zone
FROM ledger_costpool p JOIN kernel_company c ON c.id = p.company_id
WHERE p.company_id = %s::bigint AND p.provisional_from IS NOT NULL GROUP BY c.time_zone
"""
"""A part may go back to the beginning of a pool, whose costs are right until the deferral."""
OF_PRODUCTS = """
SELECT DISTINCT product FROM ledger_costpool
WHERE company_id = %s::bigint AND product = ANY(%s::uuid[]) AND provisional_from IS NOT NULL
"""


def leave(written: Writing, marks: Mapping[UUID, datetime], *, joins: bool) -> None:
    """Leave the correction that `written` asks for to a job: to the one that already corrects some
    of these pools, which cannot end before this transaction does, or to a new one."""
    since = min(marks.values())
    sql.run(REMEMBER, [current_id(), new_id(), written.no, since])
    if not joins:
        source = written.source
        begin(source.form, source.record, written.number, by=source.by)


def begin(form: str, record: UUID, number: str, *, by: UUID | None) -> None:
    """Let a job correct what is provisional, in the name of a document."""
    background.begin(KIND, about=record, form=form, subject=number, by=by)


def since() -> date | None:
    """The day from which on costs are being corrected; None when all of them are right."""
    company = current_id()
    row = sql.run(SINCE, [company, company]).fetchone()
    return clock.business_day(row[0], row[1]) if row else None


def newest() -> BackgroundJob | None:
    """The job that corrects, or was to."""
    running = BackgroundJob.objects.filter(kind=KIND, state__in=background.OPEN).order_by("id")
    return running.first() or BackgroundJob.objects.filter(kind=KIND).order_by("-id").first()


def in_work(products: Iterable[UUID]) -> set[UUID]:
    """Those whose costs are being corrected."""
    found = sql.run(OF_PRODUCTS, [current_id(), sql.array(products)]).fetchall()
    return {row[0] for row in found}


def refuse_until(day: date) -> None:
    """Refuse what needs right costs of all days until `day`."""
    first = since()
    if first is not None and first <= day:
        raise CostsInWork(field="month", day=first)
