"""Why a letter of a scheduled report was not sent; who set it up is told when it never will be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.kernel import notifications
from huolang.kernel.notifications import Kind
from huolang.kernel.people import User
from huolang.reports.schedule import ReportSchedule

NOT_SENT = "report_schedule.not_sent"


class Why(models.TextChoices):
    """Why a letter was not sent."""

    NOT_TAKEN = "not_taken", gettext_lazy("发信服务器没有接收")
    NO_SERVER = "no_server", gettext_lazy("没有设置发信服务器")
    NO_ADDRESS = "no_address", gettext_lazy("收件人没有邮箱")
    FORBIDDEN = "forbidden", gettext_lazy("收件人没有权限")
    GONE = "gone", gettext_lazy("收件人已停用或不在本公司")
    OWNER = "owner", gettext_lazy("设定人已停用或没有权限")
    INVALID = "invalid", gettext_lazy("报表的条件已经不能用")
    SLOW = "slow", gettext_lazy("报表算得太久")
    BROKEN = "broken", gettext_lazy("系统出错，已记录")
    SUPERSEDED = "superseded", gettext_lazy("已到下一期")
    STOPPED = "stopped", gettext_lazy("定时报表已停用或改了收件人")


def register() -> None:
    """Make the kind of news known; called when Django starts."""
    notifications.KINDS[NOT_SENT] = Kind(label=gettext_lazy("定时报表没有发出"), says=_says)


def tell(row: ReportSchedule, person: UUID, why: str, slot: datetime) -> None:
    """Once a month for the same trouble with the same reader."""
    reader = User.objects.filter(id=person).first()
    notifications.tell(
        [row.owner],
        NOT_SENT,
        key=f"{row.id}:{person}:{why}:{slot:%Y-%m}",
        path="/report-schedules",
        data={"name": row.name, "reader": str(reader or ""), "why": why},
    )


def _says(data: Mapping[str, Any]) -> str:
    return _("定时报表“{name}”没有发给 {reader}：{why}").format(
        name=data["name"], reader=data["reader"], why=Why(data["why"]).label
    )
