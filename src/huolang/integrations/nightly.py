"""What imports leave behind: files of long ago, row by row, which nobody sends again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from huolang.kernel import sql
from huolang.kernel.background import OPEN
from huolang.kernel.clock import now
from huolang.kernel.company import current_id
from huolang.kernel.jobs import each_company, task

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)
FORGET = """
WITH old AS (
    DELETE FROM integrations_importrun r
    WHERE r.company_id = %s::bigint AND r.created_at < %s::timestamptz AND NOT EXISTS (
        SELECT FROM kernel_backgroundjob j
        WHERE j.company_id = r.company_id AND j.id = r.job AND j.state = ANY(%s::text[]))
    RETURNING r.id),
rows AS (
    DELETE FROM integrations_importline l USING old
    WHERE l.company_id = %s::bigint AND l.run = old.id)
SELECT count(*) FROM old
"""


@task("integrations.forget_imports", periodic="7 19 * * *")
def forget_imports() -> None:
    """At 03:07 in China: files that were sent more than 30 days ago; what they made stays."""
    each_company(lambda: _forget(before=now() - KEPT))


def _forget(*, before: datetime) -> None:
    company = current_id()
    told = [company, before, sql.array(OPEN), company]
    log.info("%s imports forgotten", sql.run(FORGET, told).fetchall()[0][0])
