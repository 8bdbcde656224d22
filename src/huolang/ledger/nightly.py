"""What the books do at night: months are summed up, and everything is derived again; a difference
is told at once."""

from __future__ import annotations

import logging
import time

from huolang.kernel import outbox, upkeep
from huolang.kernel.company import Company, acting
from huolang.kernel.jobs import each_company, task
from huolang.kernel.keys import new_id
from huolang.ledger import months, proof

log = logging.getLogger(__name__)
MOST_TOLD = 20


@task("ledger.sum_up_months", periodic="37 18 * * *")
def sum_up_months() -> None:
    """Every night (02:37 in China), so that a past day is read without its whole history."""
    each_company(_sum_up)


def _sum_up() -> None:
    log.info("%s numbers of the books summed up", months.sum_up())


@task("ledger.prove", periodic="47 18 * * *")
def prove_every_company() -> None:
    """Every night (02:47 in China). Differences go to the log and, as an event, to the company."""
    started, companies, differences = time.monotonic(), 0, 0
    for company in Company.objects.order_by("id"):
        found = list(proof.prove(company.id))
        companies, differences = companies + 1, differences + len(found)
        if not found:
            log.info("the books of company %s agree", company.id)
            continue
        log.error("the books of company %s differ in %s places", company.id, len(found))
        told = [f"{one.check} {one.what}: {one.derived} ≠ {one.kept}" for one in found[:MOST_TOLD]]
        with acting(company.id):
            event = outbox.Happened(
                name="books.differ",
                form="books",
                record=new_id(),
                by=None,
                data={"differences": len(found), "first": told},
            )
            outbox.write([event])
    upkeep.note(
        upkeep.PROVE,
        ok=not differences,
        seconds=time.monotonic() - started,
        told={"companies": companies, "differences": differences},
    )
