"""对账 as work: at night, from the screen, from the command; what came of it is kept and told."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import audit, background, outbox, sql, upkeep
from huolang.kernel.background import BackgroundJob, Kind
from huolang.kernel.clock import now
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import deferring, facts, proof
from huolang.ledger.proof import Difference
from huolang.ledger.tables.proof_run import ProofRun

log = logging.getLogger(__name__)

KIND = "proof"
KEPT = timedelta(days=400)
MOST_TOLD = 20
LONGEST = 200
"""Characters that are kept of one part of a difference."""


class AlreadyProving(BusinessError):
    code = "proof.running"
    message = _("正在对账，请等它结束")


def ask(*, by: UUID | None) -> BackgroundJob:
    """Let the books of the acting company be proved by the worker; one at a time."""
    sql.run(facts.ONE_AT_A_TIME, [current_id()])
    if current() is not None:
        raise AlreadyProving()
    run = ProofRun.objects.create(by=by)
    audit.write([audit.Trace(form=KIND, record=run.id, action="prove", by=by)])
    return background.begin(KIND, about=run.id, by=by, whole=proof.steps())


def current() -> BackgroundJob | None:
    """The proof that somebody waits for."""
    return BackgroundJob.objects.filter(kind=KIND, state__in=background.OPEN).first()


def finished(most: int) -> list[ProofRun]:
    """The newest proofs that came to their end."""
    return list(ProofRun.objects.filter(finished_at__isnull=False).order_by("-id")[:most])


def differing() -> int:
    """How much differed when the books of the acting company were proved last."""
    found = finished(1)
    return (found[0].differences or 0) if found else 0


def part(job: BackgroundJob) -> bool:
    """The whole proof: it only reads, so after a `kill -9` it begins anew."""
    beside = background.Beside(job)
    try:
        since = costs_in_work_since(job.company_id)
        started, found = time.monotonic(), list(proof.prove(job.company_id, beside.note))
    finally:
        beside.close()
    seconds = time.monotonic() - started
    keep(job.company_id, found, seconds, run=job.about, since=since)
    if found:  # who watches the installation hears of it before the night
        told = {"companies": 1, "differences": len(found)}
        upkeep.note(upkeep.PROVE, ok=False, seconds=seconds, told=told)
    return False


def nightly(company: int) -> int:
    """Prove a company, keep what came of it, and answer how much differs."""
    since = costs_in_work_since(company)
    started, found = time.monotonic(), list(proof.prove(company))
    keep(company, found, time.monotonic() - started, since=since)
    if found:
        log.error("the books of company %s differ in %s places", company, len(found))
    else:
        log.info("the books of company %s agree", company)
    return len(found)


def keep(
    company: int,
    found: Sequence[Difference],
    seconds: float,
    *,
    run: UUID | None = None,
    since: date | None = None,
) -> None:
    """Keep the result; differences are an event of the company as well. Costs `since` a day were
    being corrected, and not proved."""
    with acting(company):
        kept = ProofRun.objects.filter(id=run).first() if run else None
        kept = kept or ProofRun()
        kept.finished_at, kept.seconds = now(), round(seconds, 3)
        kept.costs_since = since
        kept.differences, kept.told = len(found), list(_told(found[:MOST_TOLD]))
        kept.save()
        ProofRun.objects.filter(asked_at__lt=now() - KEPT).delete()
        if found:
            agreed = ProofRun.objects.filter(differences=0).order_by("-id").first()
            told = [f"{one.check} {one.what}: {one.derived} ≠ {one.kept}" for one in found]
            data = {
                "differences": len(found),
                "first": told[:MOST_TOLD],
                "agreed": agreed.id if agreed else None,  # the last proof that found nothing
            }
            outbox.write(
                [
                    outbox.Happened(
                        name="books.differ", form="books", record=kept.id, by=kept.by, data=data
                    )
                ]
            )


def costs_in_work_since(company: int) -> date | None:
    """From when on costs are being corrected, asked before the proof begins: what is done
    meanwhile was not all of it proved."""
    with acting(company):
        return deferring.since()


def _told(found: Sequence[Difference]) -> Iterator[dict[str, str]]:
    for one in found:
        yield {
            "check": one.check,
            "what": str(one.what)[:LONGEST],
            "derived": str(one.derived)[:LONGEST],
            "kept": str(one.kept)[:LONGEST],
        }


def _ended(job: BackgroundJob) -> None:
    """Failed or stopped: there is no result, and it is not to be waited for."""
    ProofRun.objects.filter(id=job.about, finished_at__isnull=True).delete()


def _resumed(job: BackgroundJob) -> None:
    if not ProofRun.objects.filter(id=job.about).exists():
        ProofRun.objects.create(id=job.about, by=job.by)


def register() -> None:
    """Make the kind of work known; called when Django starts."""
    ended: Callable[[BackgroundJob], None] = _ended
    background.KINDS[KIND] = Kind(
        part=part, label=_("账目核对"), ended=ended, resumed=_resumed, path=_path
    )


def _path(form: str, run: str) -> str:
    return "/proof"
