"""What inventory does by itself: at night plans of what is due to be counted are drawn up, and when
a day is over the holds (占用单) that end with it are closed."""

from __future__ import annotations

import logging

from huolang.inventory import count_cycle, stock_hold
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


@task("inventory.end_holds", periodic="13 * * * *")
def end_holds() -> None:
    """Every hour, for every company has its own midnight; what was missed is made up for."""
    each_company(_end_holds)


def _end_holds() -> None:
    ended = stock_hold.end(at=clock.now())
    if ended:
        log.info("%s holds of stock ended", len(ended))
