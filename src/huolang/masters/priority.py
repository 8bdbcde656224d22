"""优先级: who gets scarce goods first, of orders and of holds."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Priority(models.TextChoices):
    LOW = "low", _("较低")
    NORMAL = "normal", _("普通")
    HIGH = "high", _("优先")
    URGENT = "urgent", _("加急")


RANKS = {Priority.LOW: -1, Priority.NORMAL: 0, Priority.HIGH: 1, Priority.URGENT: 2}
"""As the books have it."""


def priority() -> Any:
    """The field of a document that may wait for goods."""
    return models.CharField(
        _("优先级"),
        max_length=6,
        choices=Priority,
        default=Priority.NORMAL.value,
        help_text=_("缺货到了，先给优先级高的；一样高的先给需要得早的"),
    )


def called(rank: int) -> str:
    """What people call the priority that the books have as `rank`."""
    return next((str(one.label) for one in RANKS if RANKS[one] == rank), str(rank))


def rank(document: Any) -> int:
    return RANKS[Priority(document.priority)]
