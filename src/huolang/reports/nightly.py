"""Sends the reports that people have sent to them, and forgets letters of long ago."""

from __future__ import annotations

from huolang.kernel import clock
from huolang.kernel.jobs import each_company, task
from huolang.reports import report_mail


@task("reports.look_at_schedules", periodic="*/5 * * * *", attempts=1)
def look_at_schedules() -> None:
    """Every five minutes, for every company has its own morning."""
    each_company(lambda: report_mail.look(at=clock.now()))


@task("reports.forget_letters", periodic="36 19 * * *")
def forget_letters() -> None:
    """At 03:36 in China: letters that were sent, or not, long ago."""
    each_company(lambda: report_mail.forget(at=clock.now()))
