"""What the books do at night: corrections that were left are gone on with, months are summed up,
and everything is derived again; a difference is told at once."""

from __future__ import annotations

import logging
import time

from huolang.kernel import upkeep
from huolang.kernel.company import Company
from huolang.kernel.jobs import each_company, task
from huolang.ledger import correcting, months, proving

log = logging.getLogger(__name__)


@task("ledger.go_on_correcting", periodic="27 18 * * *")
def go_on_correcting() -> None:
    """Every night (02:27 in China): costs that nobody is correcting any more."""
    each_company(correcting.sweep)


@task("ledger.sum_up_months", periodic="37 18 * * *")
def sum_up_months() -> None:
    """Every night (02:37 in China), so that a past day is read without its whole history."""
    each_company(_sum_up)


def _sum_up() -> None:
    log.info("%s numbers of the books summed up", months.sum_up())


@task("ledger.prove", periodic="47 18 * * *")
def prove_every_company() -> None:
    """Every night (02:47 in China). Differences go to the log and, as an event and on the home page
    of who may see proofs, to the company."""
    started, companies, differences = time.monotonic(), 0, 0
    for company in Company.objects.order_by("id"):
        companies, differences = companies + 1, differences + proving.nightly(company.id)
    upkeep.note(
        upkeep.PROVE,
        ok=not differences,
        seconds=time.monotonic() - started,
        told={"companies": companies, "differences": differences},
    )
