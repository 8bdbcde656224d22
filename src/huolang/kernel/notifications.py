"""消息: what somebody should know though they did not ask: a job that ended, a word to them.

Each belongs to one person in one company and is told once for each state of a thing (`key`). The
words are made when it is read, in the reader's language, from what was kept of the matter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huolang.kernel import live, preferences
from huolang.kernel.clock import now
from huolang.kernel.company import CompanyModel
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import Invalid

KEPT = timedelta(days=90)
UNWANTED = "notifications.unwanted"
"""The preference that holds the kinds somebody does not want."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of notification: what its setting is called, and how one is said."""

    label: str | Promise
    says: Callable[[Mapping[str, Any]], str]


KINDS: dict[str, Kind] = {}
"""Filled when Django starts, in the order in which a person sets them."""


class UnknownKind(Invalid):
    code = "notification.unknown_kind"
    message = _("没有这种消息：{kind}")


class Notification(CompanyModel):
    person = models.UUIDField(_("收件人"))
    kind = models.CharField(_("类型"), max_length=32)
    key = models.CharField(max_length=120)
    form = models.CharField(max_length=64, blank=True, default="")
    """Who may no longer see this form is not told of it either."""
    path = models.CharField(max_length=300, blank=True, default="")
    """The address of the screens that it leads to."""
    data: Any = models.JSONField(default=dict)  # pyright: ignore[reportUnknownVariableType]
    at = models.DateTimeField(_("时间"), default=now)
    read_at = models.DateTimeField(_("已读时间"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("消息")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "person", "key"], name="kernel_notification_once"
            )
        ]
        indexes = [
            models.Index(fields=["company", "person", "-id"], name="kernel_notification_newest"),
            models.Index(
                fields=["company", "person"],
                name="kernel_notification_unread",
                condition=models.Q(read_at__isnull=True),
            ),
        ]

    def says(self) -> str:
        """What it says, in the language of the reader."""
        return KINDS[self.kind].says(self.data)


def tell(
    people: Collection[UUID],
    kind: str,
    *,
    key: str,
    path: str,
    data: Mapping[str, Any],
    form: str = "",
) -> None:
    """Tell `people` of the acting company, who want such news, once for each `key`."""
    unwilling = preferences.of_all(UNWANTED, people)
    wanting = [one for one in people if kind not in unwilling.get(one, ())]
    Notification.objects.bulk_create(
        [
            Notification(person=one, kind=kind, key=key, path=path, form=form, data=dict(data))
            for one in wanting
        ],
        ignore_conflicts=True,
    )
    live.tell(live.NOTIFICATIONS, wanting)


def of(access: Access) -> models.QuerySet[Notification]:
    """What somebody was told and may still know, newest first."""
    mine = Notification.objects.filter(person=access.user, kind__in=list(KINDS))
    named = set(mine.exclude(form="").values_list("form", flat=True).distinct())
    unseen = [form for form in named if not access.allows(form, "view")]
    return mine.exclude(form__in=unseen).order_by("-id")


def unread(access: Access) -> int:
    """How many of them were not read."""
    return of(access).filter(read_at__isnull=True).count()


def mark(access: Access, *, read: bool, ids: Collection[UUID] | None, until: UUID | None) -> None:
    """Note what was read, or is to be read again: those named, or all up to one."""
    meant = of(access).filter(read_at__isnull=read).order_by()
    if ids is not None:
        meant = meant.filter(id__in=list(ids))
    if until is not None:
        meant = meant.filter(id__lte=until)
    if meant.update(read_at=now() if read else None) and access.user:
        live.tell(live.NOTIFICATIONS, [access.user])


def wanted(person: UUID) -> dict[str, bool]:
    """Which kinds somebody wants: all they did not refuse."""
    refused = preferences.get(person, UNWANTED) or ()
    return {kind: kind not in refused for kind in KINDS}


def want(person: UUID, changes: Mapping[str, bool]) -> None:
    """Want some kinds from now on, and others no more."""
    for kind in changes:
        if kind not in KINDS:
            raise UnknownKind(field=f"wanted.{kind[:64]}", kind=kind[:64])
    after = {**wanted(person), **changes}
    preferences.put(person, UNWANTED, sorted(kind for kind, wish in after.items() if not wish))


def forget() -> None:
    """Delete what was told in the acting company long ago."""
    Notification.objects.filter(at__lt=now() - KEPT).delete()
