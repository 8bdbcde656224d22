"""Tells whoever asked for a background job how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.kernel import background, notifications, reactions
from huolang.kernel.notifications import Kind
from huolang.kernel.reactions import Occurred

DONE, FAILED = background.TOLD.values()
"""Names of the events, and of the notifications that come of them."""


def register() -> None:
    """Make the kinds of news known; called when Django starts."""
    notifications.KINDS[DONE] = Kind(label=gettext_lazy("我的任务完成了"), says=_done)
    notifications.KINDS[FAILED] = Kind(label=gettext_lazy("我的任务失败了"), says=_failed)
    for name in (DONE, FAILED):
        reactions.on(name, _tell)


def _tell(event: Occurred) -> None:
    if event.by is None:
        return  # nobody asked for it
    kind = background.KINDS.get(event.data["kind"])
    path = kind.path(event.data["form"], event.data["about"]) if kind and kind.path else "/jobs"
    notifications.tell([event.by], event.name, key=str(event.id), path=path, data=event.data)


def _done(data: Mapping[str, Any]) -> str:
    return _with_reason(_("“{title}”已完成").format(title=_title(data)), data)


def _failed(data: Mapping[str, Any]) -> str:
    return _with_reason(_("“{title}”失败").format(title=_title(data)), data)


def _title(data: Mapping[str, Any]) -> str:
    kind, form, subject = (data.get(name) for name in ("kind", "form", "subject"))
    return background.called(kind or "", form or "", subject, written=data["title"])


def _with_reason(told: str, data: Mapping[str, Any]) -> str:
    """`said` is in the language in which the job was asked for."""
    return f"{told} · {data['said']}" if data["said"] else told
