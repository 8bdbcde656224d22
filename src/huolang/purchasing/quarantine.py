"""待检: what comes of inspected goods, and is on no shelf until its inspection (检验单)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huolang.kernel.columns import Quantity
from huolang.kernel.keys import NIL
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import QUARANTINE
from huolang.masters.goods import Good

ZERO = Decimal(0)


class Inspected(models.TextChoices):
    """How far the inspection of a receipt is; empty where nothing of it is inspected."""

    NONE = "none", _("待检")
    PARTIAL = "partial", _("部分检验")
    DONE = "done", _("已检验")


class OnNoShelf(Invalid):
    code = "line.on_no_shelf"
    message = _("{product} 待检或不合格，不在库位上，这里不能填库位")


class QuarantinedLine(models.Model):
    """Of `to_inspect_base` (all of it, or nothing) `inspected_base` was looked at."""

    to_inspect_base = Quantity(default=ZERO, editable=False)
    inspected_base = Quantity(default=ZERO, editable=False)

    as_before: bool | None = None
    """Whether it was to be inspected, on a document that is corrected."""

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(to_inspect_base=0) | Q(to_inspect_base=F("base_quantity")),
                name="%(app_label)s_%(class)s_to_inspect",
            ),
            models.CheckConstraint(
                condition=Q(inspected_base__gte=0, inspected_base__lte=F("to_inspect_base")),
                name="%(app_label)s_%(class)s_inspected_within",
            ),
        ]

    @property
    def inspectable(self) -> bool:
        """Whether its goods come from outside."""
        return True

    @property
    def quarantined(self) -> bool:
        return self.to_inspect_base > ZERO

    @property
    def waiting_base(self) -> Decimal:
        """What still waits for its inspection, in base units."""
        return self.to_inspect_base - self.inspected_base

    @property
    def proposes(self) -> bool:
        return not self.quarantined and super().proposes  # type: ignore[misc]

    @property
    def place(self) -> UUID:
        """Where the books put its goods, before anybody says a location."""
        return QUARANTINE if self.quarantined else NIL

    def fit(self, good: Good, place: str, *, kept: bool = False) -> list[BusinessError]:
        wrong = super().fit(good, place, kept=kept)  # type: ignore[misc]
        asked = good.inspected if self.as_before is None else self.as_before
        goes = asked and good.stocked and self.inspectable
        self.to_inspect_base = self.base_quantity if goes else ZERO  # type: ignore[attr-defined]
        return wrong


class QuarantiningDocument(models.Model):
    """Mixed with trade documents whose lines are such."""

    inspection = models.CharField(
        _("检验进度"), max_length=8, choices=Inspected, blank=True, default="", editable=False
    )

    class Meta:
        abstract = True

    def compute(self, *, at: Any) -> None:
        """A document that is corrected brings its goods to where they were brought."""
        rows: list[Any] = self.rows  # type: ignore[attr-defined]
        before = self.instead.rows if self.instead is not None else ()  # type: ignore[attr-defined]
        were = {row.id: row.quarantined for row in before}
        for row in rows:
            row.as_before = were.get(row.id)
        super().compute(at=at)  # type: ignore[misc]
        refuse_locations(rows, [row.quarantined for row in rows])
        waits = any(row.quarantined for row in rows)
        self.inspection = Inspected.NONE.value if waits else ""


def refuse_locations(rows: list[Any], off_shelf: list[bool]) -> None:
    """What is on no shelf lies in no location."""
    Several.raise_any(
        [
            OnNoShelf(field=f"lines.{index}.location", product=row.product_name)
            for index, (row, off) in enumerate(zip(rows, off_shelf, strict=True))
            if off and row.location_id is not None
        ]
    )
