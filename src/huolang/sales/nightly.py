"""What a new day means for orders: goods that were held until the day before are free again."""

from __future__ import annotations

import logging

from huolang.kernel import audit, clock, outbox
from huolang.kernel.jobs import each_company, task
from huolang.kernel.outbox import Happened
from huolang.ledger import books

log = logging.getLogger(__name__)
ACTION = "hold_expired"


@task("sales.expire_holds", periodic="11 * * * *")
def expire_holds() -> None:
    """Every hour, for every company has its own midnight."""
    each_company(expire)


def expire() -> None:
    """End what orders of this company held until now, and tell it in their histories."""
    at = clock.now()
    ended = books.expire(at)
    if not ended:
        return
    audit.write(
        [
            audit.Trace(form=form, record=record, action=ACTION, by=None, changes={})
            for form, record in ended
        ],
        at=at,
    )
    outbox.write(
        [Happened(name=f"{form}.{ACTION}", form=form, record=rec, by=None) for form, rec in ended]
    )
    log.info("%s orders hold their goods no longer", len(ended))
