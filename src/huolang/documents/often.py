"""What is done for documents every few minutes."""

from __future__ import annotations

import logging

from huolang.forms import day_sums
from huolang.kernel.jobs import each_company, task

log = logging.getLogger(__name__)


@task("documents.fold_day_sums", periodic="*/10 * * * *")
def fold_day_sums() -> None:
    """What changed of the sums of documents goes into them: read from fewer rows, they are the
    same."""
    each_company(_fold)


def _fold() -> None:
    if folded := day_sums.fold():
        log.info("sums of %s forms brought up", folded)
