"""Evaluates alerts: every minute what moved since, and once a day everything."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from huolang.kernel import clock
from huolang.kernel.jobs import each_company, task
from huolang.planning import alert_mail, alert_news, evaluating, replenishing
from huolang.planning.evaluating import Opened
from huolang.planning.stock_alert import StockAlert

log = logging.getLogger(__name__)

KEPT = timedelta(days=400)
"""So long it is known what was alerted of, after it was over."""


@task("planning.look_at_what_moved", periodic="* * * * *", attempts=1)
def look_at_what_moved() -> None:
    """Two small statements a company when nothing happened."""
    each_company(lambda: _evaluate(evaluating.touched))


@task("planning.look_at_everything", periodic="11 * * * *", attempts=1)
def look_at_everything() -> None:
    """Every hour, for every company has its own midnight; each is looked at once a day."""
    each_company(lambda: _evaluate(evaluating.everything))


@task("planning.forget_alerts", periodic="32 19 * * *")
def forget_alerts() -> None:
    """At 03:32 in China: alerts that were over long ago."""
    each_company(_forget)


@task("planning.work_out_proposals", periodic="2 20 * * *", attempts=1)
def work_out_proposals() -> None:
    """At 04:02 in China: what should be ordered."""
    each_company(_work_out)


@task("planning.mail_alerts", periodic="21 * * * *", attempts=1)
def mail_alerts() -> None:
    """Every hour, for every company has its own morning."""
    each_company(lambda: alert_mail.daily(at=clock.now()))


def _work_out() -> None:
    log.info("%s proposals to order", replenishing.work_out(at=clock.now()))


def _evaluate(how: Callable[..., list[Opened]]) -> None:
    at: datetime = clock.now()
    opened = how(at=at)
    alert_news.tell(opened)
    alert_mail.at_once(opened, at=at)
    if opened:
        log.info("%s kinds of alerts opened", len({one.kind for one in opened}))


def _forget() -> None:
    StockAlert.objects.filter(closed_at__lt=clock.now() - KEPT).delete()
