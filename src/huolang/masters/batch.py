"""批次: goods of one product that were made together: number, production day, and until when they
are good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from huolang.documents import gave_way, own_company
from huolang.forms import registry, store, traces
from huolang.forms.form import Search, ToldIn
from huolang.forms.references import text_array
from huolang.kernel import clock, sql
from huolang.kernel.columns import Extra
from huolang.kernel.company import CompanyModel, current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.outbox import Happened
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.kernel.settings_registry import Setting, declare
from huolang.ledger import batch_state, giving_way
from huolang.ledger.batch_state import BatchFacts
from huolang.masters.product import Product

Key = tuple[UUID, str]
"""A batch as people name it: its product, and its number in capitals."""

NEAR_EXPIRY = declare(
    Setting(
        key="batch.near_expiry_days",
        kind="int",
        default=30,
        label=_("临期预警天数"),
        help=_("距有效期不足这么多天的批次算临期；商品可以另行规定"),
        minimum=0,
        maximum=3650,
    )
)
NAMED = """
SELECT b.product_id, upper(b.number), b.id, b.number, b.produced_on, b.expires_on,
       b.supplier_batch, b.held
FROM unnest(%s::uuid[], %s::text[]) AS k(product, number)
JOIN masters_batch b ON b.company_id = %s::bigint AND b.product_id = k.product
    AND upper(b.number) = upper(k.number)
"""
USED = """
SELECT EXISTS (SELECT FROM ledger_stockentry e
    WHERE e.company_id = %s::bigint AND e.product = %s::uuid AND e.batch = %s::uuid)
"""
BEFORE = """
SELECT product_id, number, expires_on, held, produced_on FROM masters_batch
WHERE company_id = %s::bigint AND id = %s::uuid FOR NO KEY UPDATE
"""
HOLD = "SELECT FROM masters_batch WHERE company_id = %s::bigint AND id = %s::uuid FOR UPDATE"
"""Waits for documents that are just being confirmed with the batch."""
BEGIN = """
INSERT INTO masters_batch (company_id, id, product_id, number, produced_on, expires_on,
    supplier_batch, held, remark, extra, created_at, created_by, updated_at, updated_by)
VALUES {rows}
ON CONFLICT DO NOTHING RETURNING id
"""
BEGUN = "(" + ", ".join(["%s"] * 14) + ")"


class ExpiresBefore(Invalid):
    code = "batch.expires_before_made"
    message = _("有效期不能早于生产日期")


class MadeInFuture(Invalid):
    code = "batch.made_in_future"
    message = _("生产日期 {day} 还没有到，请核对")


class AlreadyUsed(BusinessError):
    code = "batch.already_used"
    message = _("该批次已有出入库，{what}不能修改")


@dataclass(frozen=True, slots=True)
class Lot:
    """A batch as lines of documents know it."""

    id: UUID
    number: str
    produced_on: date | None
    expires_on: date | None
    supplier_batch: str
    held: bool = False

    def expired(self, day: date) -> bool:
        """It is good until the end of the day `expires_on`."""
        return self.expires_on is not None and self.expires_on < day


class Batch(CompanyModel):
    """`held`: it stays where it is until somebody has looked into it. It goes on to no customer and
    is proposed to nobody."""

    product = CompanyForeignKey(Product, related_name="+", verbose_name=_("商品"))
    number = models.CharField(_("批号"), max_length=64)
    produced_on = models.DateField(_("生产日期"), null=True, blank=True)
    expires_on = models.DateField(_("有效期至"), null=True, blank=True)
    supplier_batch = models.CharField(_("供应商批号"), max_length=64, blank=True, default="")
    held = models.BooleanField(
        _("冻结"), default=False, help_text=_("冻结的批次不能出库给任何人，也不会被自动选中")
    )
    remark = models.CharField(_("备注"), max_length=500, blank=True, default="")
    merged_into = CompanyForeignKey(
        "self", null=True, editable=False, related_name="+", verbose_name=_("已并入")
    )
    """The batch that goes on for it under another product, which its own was merged into."""
    extra = Extra()
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.UUIDField(null=True, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    updated_by = models.UUIDField(null=True, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("批次")
        constraints = [
            models.UniqueConstraint(
                "company", "product", Upper("number"), name="masters_batch_number"
            ),
            models.CheckConstraint(
                condition=Q(produced_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gte=F("produced_on")),
                name="masters_batch_expires_after",
            ),
        ]
        indexes = [
            models.Index("company", Upper("number"), name="masters_batch_search"),
            models.Index(fields=["company", "expires_on"], name="masters_batch_expires"),
            models.Index(
                fields=["company", "merged_into"],
                condition=Q(merged_into__isnull=False),
                name="masters_batch_merged_into",
            ),
        ]

    stays_with = ("product",)
    """What its goods were is not pointed elsewhere when products are merged (`batch_merge`)."""
    otherwise_good = False
    """Whether its goods may be promised may have changed."""

    class Form:
        title_field = "number"
        sections = [
            (
                _("基本信息"),
                ["product", "number", "produced_on", "expires_on", "supplier_batch", "held"],
            ),
            (_("其他"), ["remark"]),
        ]
        list = [
            "number",
            "product",
            "produced_on",
            "expires_on",
            "supplier_batch",
            "held",
            "remark",
        ]
        sort = "number"
        filters = ["product", "expires_on", "held"]
        filter_references = {"product": [["batched", "=", True]]}
        search = Search(columns=("number",), capitals=True)
        told_in = ToldIn(label=_("追溯"), report="batch_trace", view="entry", filter="batch")

    def __str__(self) -> str:
        return self.number

    def derive(self, tables: Mapping[str, Any], *, at: datetime) -> None:
        """What the books know it by does not change once goods of it have moved."""
        if wrong_days(self.produced_on, self.expires_on):
            raise ExpiresBefore(field="expires_on")
        before = None
        if not self._state.adding:
            before = sql.run(BEFORE, [current_id(), self.id]).fetchone()
        if before is None or before[4] != self.produced_on:
            refuse_future(self.produced_on, "produced_on", at=at)
        now = (self.product_id, self.number)  # pyright: ignore[reportAttributeAccessIssue]
        if before is None:
            return
        self.otherwise_good = before[2:4] != (self.expires_on, self.held)
        if before[:2] == now:
            return
        sql.run(HOLD, [current_id(), self.id])
        if sql.run(USED, [current_id(), before[0], self.id]).fetchone()[0]:
            name = "product" if before[0] != now[0] else "number"
            raise AlreadyUsed(field=name, what=str(self._meta.get_field(name).verbose_name))

    def saved(self, tables: Mapping[str, Any], *, created: bool) -> None:
        """Tell the books; promises follow what is good now."""
        tell_books([self])
        if self.otherwise_good:
            gave_way.to_bad_goods(
                giving_way.of_changed([self.product_id]),  # pyright: ignore
                by=self.updated_by,
                at=self.updated_at,
            )

    @classmethod
    def added(cls, batches: Sequence[Any]) -> None:
        """`saved` for many new ones."""
        tell_books(batches)

    def deleting(self) -> None:
        batch_state.forget(self.id)


def tell_books(batches: Iterable[Any]) -> None:
    """What the books must know of them."""
    batch_state.write(
        [BatchFacts(one.id, one.product_id, one.expires_on, one.held) for one in batches]
    )


def wrong_days(produced_on: date | None, expires_on: date | None) -> bool:
    """Would the goods have been bad before they were made?"""
    return produced_on is not None and expires_on is not None and expires_on < produced_on


def in_future(produced_on: date | None, *, at: datetime, zone: str) -> MadeInFuture | None:
    """What is wrong with goods that are not made yet: the last day of a batch would be counted from
    a day that somebody mistyped."""
    if produced_on is None or produced_on <= clock.business_day(at, zone):
        return None
    return MadeInFuture(day=produced_on)


def refuse_future(produced_on: date | None, field: str, *, at: datetime) -> None:
    """`in_future`, of a batch that is typed by itself."""
    if produced_on is None:
        return
    wrong = in_future(produced_on, at=at, zone=own_company.read().zone)
    if wrong is not None:
        wrong.field = field
        raise wrong


def key_of(product: UUID, number: str) -> Key:
    return product, number.upper()


def named(wanted: Sequence[tuple[UUID, str]]) -> dict[Key, Lot]:
    """The batches that (product, number) name, whatever their capitals; one statement."""
    if not wanted:
        return {}
    products, numbers = zip(*sorted(set(wanted)), strict=True)
    rows = sql.run(NAMED, [sql.array(products), text_array(numbers), current_id()]).fetchall()
    return {(row[0], row[1]): Lot(*row[2:]) for row in rows}


def begin(new: Mapping[Key, Lot], *, by: UUID | None, at: datetime, events: list[Happened]) -> None:
    """Write batches that nobody knew yet. Two people who begin the same one at once get one.

    `events` are told when the transaction ends: they wait for the head of the books.
    """
    form = registry.of(Batch)
    rows: list[list[Any]] = []
    made: dict[UUID, Any] = {}
    for (product, _number), lot in sorted(new.items(), key=lambda one: one[0]):
        one = store.blank(form)
        one.id, one.product_id, one.number = lot.id, product, lot.number
        one.produced_on, one.expires_on = lot.produced_on, lot.expires_on
        one.supplier_batch, one.tables = lot.supplier_batch, {}
        made[one.id] = one
        told = [one.produced_on, one.expires_on, one.supplier_batch, False, "", "{}"]
        rows.append([current_id(), one.id, product, one.number, *told, at, by, at, by])
    begun = sql.run_rows(BEGIN, BEGUN, rows)
    ours = [made[row[0]] for row in begun]
    tell_books(ours)
    beginnings = [traces.beginning(form, one) for one in ours]
    traces.trace_all(form, ours, "create", beginnings, by=by, at=at, events=events)
