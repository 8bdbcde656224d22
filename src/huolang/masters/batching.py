"""批号: the batch that a line of a document moves, and what may be said of it.

A line whose goods are kept in batches names one. What comes in from outside may be of a batch that
nobody knew: it begins when the document is confirmed. What leaves without a batch is taken from
those that expire first (`masters.allotment`). What comes back is of the batch it left in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.follow import Follow
from huolang.forms import registry
from huolang.kernel import clock, sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL, CompanyForeignKey, new_id
from huolang.kernel.outbox import Happened
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters import batch
from huolang.masters.batch import ExpiresBefore, Key, Lot
from huolang.masters.goods import Good
from huolang.masters.placing import PlacedLine

Moving = tuple[str, Any]
"""Goods of a document, and the place at which a refusal of them is shown: "lines.3."."""
DAYS = ("produced_on", "expires_on")
TOLD = (*DAYS, "supplier_batch")
"""What a line that may begin a batch says of it."""
ORIGINALS = """
SELECT l.id, l.batch FROM {lines} l WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""


class NoBatch(Invalid):
    code = "line.no_batch"
    message = _("{product} 按批次管理，请填写批号")


class NotBatched(Invalid):
    code = "line.not_batched"
    message = _("{product} 不按批次管理，不能填写批次信息")


class NoSuchBatch(Invalid):
    code = "line.no_such_batch"
    message = _("{product} 没有批号 {batch}")


class NoExpiry(Invalid):
    code = "line.no_expiry"
    message = _("{product} 有保质期，请填写新批号 {batch} 的生产日期或有效期")


class BatchDiffers(Invalid):
    code = "line.batch_differs"
    message = _("批号 {batch} 的{what}是 {known}，与本行的 {given} 不一致")


class OtherBatch(Invalid):
    code = "line.other_batch"
    message = _("{product} 在源单上的批号是 {known}，不能退批号 {batch}")


class BatchNumber(models.CharField):  # pyright: ignore[reportMissingTypeArgument]
    """The number of a batch of the line's product, as somebody reads it off the goods."""

    kind = "batch"


class BatchedLine(models.Model):
    """`batch` is what people call it, `batch_record` the batch itself once it is known."""

    batch = BatchNumber(_("批号"), max_length=64, blank=True, default="")
    batch_record = CompanyForeignKey("masters.Batch", null=True, editable=False, related_name="+")

    batched = models.BooleanField(_("批次管理"), default=False, editable=False)
    """Its product is kept in batches."""
    lasts: int | None = None
    """Days for which goods of the product are good; known once the line was fitted."""

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["company", "batch_record"],
                condition=Q(batch_record__isnull=False),
                name="%(class)s_batch",
            )
        ]

    @property
    def takes(self) -> bool:
        """Goods leave: what names no batch is taken from those that are there."""
        return False

    @property
    def brings(self) -> bool:
        """Goods come from outside, perhaps of a batch that nobody knew."""
        return False

    @property
    def sells(self) -> bool:
        """They go to a customer."""
        return False

    @property
    def batch_key(self) -> UUID:
        """By which the books know the batch."""
        return self.batch_record_id or NIL  # pyright: ignore

    @property
    def called(self) -> str:
        """What a refusal calls the goods."""
        name: str = self.product_name  # pyright: ignore
        return f"{name}（{self.batch}）" if self.batch else name


class MovingLine(PlacedLine, BatchedLine):
    """Its goods come from or go to a location."""

    class Meta(BatchedLine.Meta):
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            *BatchedLine.Meta.indexes,
            *PlacedLine.Meta.indexes,
        ]


class NewBatchLine(MovingLine):
    """What comes in says of a new batch until when it is good."""

    produced_on = models.DateField(_("生产日期"), null=True, blank=True)
    expires_on = models.DateField(_("有效期至"), null=True, blank=True)
    supplier_batch = models.CharField(_("供应商批号"), max_length=64, blank=True, default="")

    class Meta(MovingLine.Meta):
        abstract = True

    @property
    def brings(self) -> bool:
        return True


def columns(before: Sequence[str], *, new: bool = False) -> list[str]:
    """The columns of lines that name a batch, single pieces or a location: they stand behind the
    quantity."""
    at = before.index("quantity") + 1
    return [*before[:at], "batch", *(TOLD if new else ()), "serials", "location", *before[at:]]


def fit(document: Any, known: Mapping[UUID, Good]) -> None:
    """Find the batches that lines name. Raises what is wrong with them already in a draft: batches
    of goods that have none, unknown ones, others than those of the document that is returned."""
    errors: list[BusinessError] = []
    lines: list[Moving] = []
    if document.rows and not isinstance(document.rows[0], BatchedLine):
        return  # an order moves nothing
    for place, row in document.moving:
        good = known[row.product_id]
        row.batched, row.lasts = good.batched, good.shelf_life
        if row.batched:
            lines.append((place, row))
        else:
            row.batch_record_id = None
            errors += _said_in_vain(place, row)
    if lines:
        errors += _as_originals(document, lines)
        found = batch.named([(row.product_id, row.batch) for _place, row in lines if row.batch])
        for place, row in lines:
            errors += _fit(place, row, found)
            errors += _in_future(document, place, row)
    Several.raise_any(errors)


def _said_in_vain(place: str, row: Any) -> list[BusinessError]:
    said = [name for name in ("batch", *TOLD) if getattr(row, name, None)]
    return [NotBatched(field=f"{place}{said[0]}", product=row.product_name)] if said else []


def _as_originals(document: Any, lines: Sequence[Moving]) -> list[BusinessError]:
    """What goes on from a line that names a batch is of that batch."""
    sources: dict[str, dict[UUID, list[Moving]]] = {}
    for place, row in lines:
        one: Follow | None = follow.of(document, row)
        if one is not None:
            asking = sources.setdefault(one.form, {})
            asking.setdefault(getattr(row, one.column), []).append((place, row))
    errors: list[BusinessError] = []
    for form, asking in sources.items():
        table = registry.get(form).tables_by_name["lines"]
        if "batch" not in table.by_name:
            continue
        statement = ORIGINALS.format(lines=table.table)
        for key, number in sql.run(statement, [current_id(), sql.array(asking)]).fetchall():
            for place, row in asking[key]:
                row.batch = row.batch or number
                if row.batch.upper() != number.upper():
                    told = {"product": row.product_name, "known": number or "—"}
                    errors.append(OtherBatch(field=f"{place}batch", batch=row.batch, **told))
    return errors


def _fit(place: str, row: Any, found: Mapping[Key, Lot]) -> list[BusinessError]:
    """Take over what is known of the batch, or see whether it may begin here."""
    lot = found.get(batch.key_of(row.product_id, row.batch)) if row.batch else None
    row.batch_record_id = None if lot is None else lot.id
    if lot is not None:
        row.batch = lot.number
        return _agree(place, row, lot) if isinstance(row, NewBatchLine) else []
    if row.batch and not row.brings:
        return [NoSuchBatch(field=f"{place}batch", product=row.product_name, batch=row.batch)]
    if not isinstance(row, NewBatchLine):
        return []
    if row.expires_on is None and row.produced_on is not None and row.lasts:
        row.expires_on = _days_later(row.produced_on, row.lasts)
    if batch.wrong_days(row.produced_on, row.expires_on):
        return [ExpiresBefore(field=f"{place}expires_on")]
    return []


def _in_future(document: Any, place: str, row: Any) -> list[BusinessError]:
    """A batch that begins is made by the day of its document, or by today."""
    made = getattr(row, "produced_on", None)
    if row.batch_record_id is not None or made is None:
        return []
    day = document.date
    if isinstance(day, date) and not isinstance(day, datetime) and made <= day:
        return []
    wrong = batch.in_future(made, at=clock.now(), zone=document.own_company.zone)
    if wrong is None:
        return []
    wrong.field = f"{place}produced_on"
    return [wrong]


def _days_later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def _agree(place: str, row: Any, lot: Lot) -> list[BusinessError]:
    """A batch has one production day and one end; what is not typed is shown as it is known."""
    errors: list[BusinessError] = []
    for name in TOLD:
        given, known = getattr(row, name), getattr(lot, name)
        if given and given != known:
            what = str(type(row)._meta.get_field(name).verbose_name)
            told = {"batch": lot.number, "known": known or "—", "given": given}
            errors.append(BatchDiffers(field=f"{place}{name}", what=what, **told))
        setattr(row, name, known)
    return errors


def begin(document: Any, *, at: datetime) -> list[Happened]:
    """Write the batches that the document brings and nobody knew. Lines without one are refused,
    and new ones without an end where goods have one. Answers what happened."""
    open_ = [(place, row) for place, row in document.moving if _is_open(row)]
    errors = [wrong for place, row in open_ if (wrong := _missing(place, row))]
    Several.raise_any(errors)
    new: dict[Key, Lot] = {}
    for place, row in open_:
        lot = Lot(new_id(), row.batch, *(getattr(row, name) for name in TOLD))
        first = new.setdefault(batch.key_of(row.product_id, row.batch), lot)
        errors += _agree(place, row, first)
    Several.raise_any(errors)
    events: list[Happened] = []
    if not new:
        return events
    by = None if document.access is None else document.access.user
    batch.begin(new, by=by, at=at, events=events)
    found = batch.named([(product, lot.number) for (product, _n), lot in new.items()])
    for place, row in open_:
        lot = found[batch.key_of(row.product_id, row.batch)]
        row.batch_record_id, row.batch = lot.id, lot.number
        errors += _agree(place, row, lot)
    Several.raise_any(errors)
    return events


def _is_open(row: Any) -> bool:
    return row.batched and row.batch_record_id is None


def _missing(place: str, row: Any) -> BusinessError | None:
    if not row.batch:
        return NoBatch(field=f"{place}batch", product=row.product_name)
    if row.lasts and row.expires_on is None:
        told = {"product": row.product_name, "batch": row.batch}
        return NoExpiry(field=f"{place}expires_on", **told)
    return None
