"""What goods bought are worth: their net amount, and tax as well where it is not deducted."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models


class BorneDocument(models.Model):
    """Mixed with trade documents. `deducts_tax` is what the company did when it was confirmed: it
    may have become another kind of taxpayer when the invoice comes."""

    deducts_tax = models.BooleanField(default=True, editable=False)

    class Meta:
        abstract = True

    def compute(self, *, at: datetime) -> None:
        super().compute(at=at)  # type: ignore[misc]
        self.deducts_tax = self.own_company.deducts_tax  # type: ignore[attr-defined]

    def borne(self, part: Any) -> Decimal:
        """What `part` (a line, or the document) is worth."""
        return part.amount if self.deducts_tax else part.total
