"""What inventory does at night: plans of what is due to be counted are drawn up."""

from __future__ import annotations

import logging

from huolang.inventory import count_cycle
from huolang.kernel import clock
from huolang.kernel.jobs import each_company, task

log = logging.getLogger(__name__)


@task("inventory.draw_up_counts", periodic="52 20 * * *", attempts=1)
def draw_up_counts() -> None:
    """At 04:52 in China."""
    each_company(_draw_up)


def _draw_up() -> None:
    made = count_cycle.draw_up(at=clock.now())
    if made:
        log.info("%s count plans drawn up", len(made))
