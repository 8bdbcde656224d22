"""Proofs of the books: when, asked for by whom, and what differed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel.clock import now
from huolang.kernel.company import CompanyModel


class ProofRun(CompanyModel):
    """对账记录. Without `finished_at` it is still to be done, or was stopped."""

    by = models.UUIDField(_("操作人"), null=True)
    """Nobody: the nightly one, or `huolang prove`."""
    asked_at = models.DateTimeField(_("开始"), default=now)
    finished_at = models.DateTimeField(_("结束"), null=True)
    seconds = models.FloatField(_("用时"), null=True)
    differences = models.PositiveIntegerField(_("差异"), null=True)
    costs_since = models.DateField(null=True)
    """Costs from this day on were being corrected, and could not be proved."""
    told: Any = models.JSONField(default=list)  # pyright: ignore[reportUnknownVariableType]
    """The first differences: check, what, derived, kept."""

    class Meta(CompanyModel.Meta):
        verbose_name = _("对账记录")
        indexes = [models.Index(fields=["company", "-id"], name="ledger_proofrun_newest")]
