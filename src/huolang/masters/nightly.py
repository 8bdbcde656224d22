"""What a new day means for batches: what orders were promised of goods that are past their day is
given up, and the orders are told. That these goods are not available is known without it."""

from __future__ import annotations

import logging

from huolang.documents import gave_way
from huolang.kernel import clock
from huolang.kernel.jobs import each_company, task
from huolang.ledger import giving_way

log = logging.getLogger(__name__)


@task("masters.give_up_bad_goods", periodic="7 * * * *")
def give_up_bad_goods() -> None:
    """Every hour, for every company has its own midnight."""
    each_company(_give_up)


def _give_up() -> None:
    given = giving_way.of_bad_goods()
    gave_way.to_bad_goods(given, by=None, at=clock.now())
    if given:
        log.info("%s promises of goods past their day were given up", len(given))
