"""期初: documents that say what there was when the books began, at the first moment of a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models

from huolang.kernel import clock


class OpeningDay(models.Model):
    """Mixed with a document: it stands before whatever else happened on its day."""

    opens_books = True

    class Meta:
        abstract = True

    class Form:
        with_time = ()

    def settle(self, *, at: datetime) -> None:
        super().settle(at=at)  # type: ignore[misc]
        document: Any = self
        day: date = document.date
        document.occurred_at = clock.beginning(day, document.own_company.zone)
