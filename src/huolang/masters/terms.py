"""账期: by when a partner pays, as agreed with them, and the day that follows for one document."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import Invalid

LONGEST = 3650
AS_AGREED = {"term_kind": "term_kind", "term_days": "term_days"}
"""What a document takes from its partner."""
SETTLEMENT = (_("结算"), ["term_kind", "term_days", "due_on"])
"""The section of a document's form."""
AGREED = """
SELECT DISTINCT term_kind, coalesce(term_days, 0) FROM {table}
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""


class DaysMissing(Invalid):
    code = "terms.days_missing"
    message = _("请填写账期天数")


class TermKind(models.TextChoices):
    AT_ONCE = "at_once", _("现结")
    DAYS = "days", _("货到后若干天")
    MONTH_END = "month_end", _("月结：月底后若干天")


class Terms(models.Model):
    """When it falls due: at once, `term_days` after its day, or so many days after the end of its
    month; no kind, nothing agreed."""

    term_kind = models.CharField(_("账期"), max_length=10, choices=TermKind, blank=True, default="")
    term_days = models.PositiveSmallIntegerField(
        _("账期天数"), null=True, blank=True, validators=[MaxValueValidator(LONGEST)]
    )

    class Meta:
        abstract = True

    def check_terms(self) -> None:
        """Terms that count days say how many."""
        counting = self.term_kind in (TermKind.DAYS.value, TermKind.MONTH_END.value)
        if counting and self.term_days is None:
            raise DaysMissing(field="term_days")


class DueDocument(Terms):
    """A document by which somebody owes. `due_on` follows from its terms and its day."""

    due_on = models.DateField(_("到期日"), null=True, editable=False)

    settled: ClassVar[tuple[str, ...]] = ("date", "occurred_at", "due_on")

    class Meta(Terms.Meta):
        abstract = True

    def derive(self, tables: Any, *, at: datetime) -> None:
        """The day it falls due is known as soon as its own day is."""
        self.check_terms()
        super().derive(tables, at=at)  # type: ignore[misc]
        self._fall_due()

    def settle(self, *, at: datetime) -> None:
        super().settle(at=at)  # type: ignore[misc]
        self._fall_due()

    def _fall_due(self) -> None:
        day: date | None = self.date  # type: ignore[attr-defined]
        self.due_on = due_on(day, self.term_kind, self.term_days or 0) if day else None


def due_on(day: date, kind: str, days: int) -> date | None:
    """When what is owed by a document of `day` falls due; None when nothing was agreed."""
    if kind == TermKind.AT_ONCE.value:
        return day
    if kind == TermKind.DAYS.value:
        return day + timedelta(days=days)
    if kind == TermKind.MONTH_END.value:
        last = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=last) + timedelta(days=days)
    return None


def latest_due(day: date, documents: Mapping[str, Collection[UUID]], partner: UUID) -> date | None:
    """When what an invoice of `day` says more of these documents, by form, falls due: after their
    own terms, counted from the invoice, for nobody knew of it before; of several the longest.

    Goods that only came back have no terms: for them those of `partner` hold.
    """
    having = {
        form: keys
        for form, keys in documents.items()
        if "term_kind" in {one.name for one in registry.get(form).storage}
    }
    found: set[tuple[str, int]] = set()
    for form, keys in (having or {"partner": {partner}}).items():
        statement = AGREED.format(table=registry.get(form).table)
        found.update(sql.run(statement, [current_id(), sql.array(keys)]).fetchall())
    days = [due_on(day, kind, count) for kind, count in found]
    return max((one for one in days if one is not None), default=None)
