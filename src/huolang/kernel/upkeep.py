"""维护: when the installation was last backed up and last proved, and how that went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel.clock import now
from huolang.kernel.keys import new_id

BACKUP, PROVE = "backup", "prove"
KEPT = timedelta(days=400)


class Upkeep(models.Model):
    """One run, of the whole installation and hence of no company. `told` says what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("维护"), max_length=16)
    at = models.DateTimeField(_("时间"))
    ok = models.BooleanField(_("正常"))
    seconds = models.FloatField(_("用时"))
    told: Any = models.JSONField(default=dict)  # pyright: ignore[reportUnknownVariableType]

    class Meta:
        verbose_name = _("维护记录")
        indexes = [models.Index(fields=["kind", "at"], name="kernel_upkeep_last")]


def note(kind: str, *, ok: bool, seconds: float, told: Mapping[str, Any]) -> None:
    """Keep what came of a run that has just ended."""
    Upkeep.objects.create(kind=kind, at=now(), ok=ok, seconds=round(seconds, 3), told=told)


def last(kind: str) -> Upkeep | None:
    """The newest run of this kind, whatever came of it."""
    return Upkeep.objects.filter(kind=kind).order_by("-at").first()


def forget(*, before: datetime) -> None:
    Upkeep.objects.filter(at__lt=before).delete()
