"""Values: the pools that issues are costed from, their layers, and corrections of earlier costs."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huolang.kernel.columns import ZERO, Money, Price, Quantity
from huolang.kernel.company import AppendOnlyModel, CompanyModel
from huolang.kernel.keys import NIL


class CostPool(CompanyModel):
    """成本池: quantity and value that are costed together. An empty pool has no value.

    A product whose costing changed keeps the pools of before under a `generation` of their own;
    what comes now goes to those of generation 0. Where each warehouse has pools of its own, so has
    each `shipment` on its way to one (`ledger.flows`).
    """

    product = models.UUIDField()
    warehouse = models.UUIDField(default=NIL)
    batch = models.UUIDField(default=NIL)
    shipment = models.UUIDField(default=NIL)
    method = models.CharField(max_length=16, default="moving_average")
    standard = Price(null=True)
    """Standard cost of one base unit, where that is the method."""
    generation = models.PositiveSmallIntegerField(default=0)
    quantity = Quantity(default=ZERO)
    value = Money(default=ZERO)
    known_quantity = Quantity(default=ZERO)
    known_value = Money(default=ZERO)
    """The last state with goods in it: what goods cost when there are none."""
    last_at = models.DateTimeField(null=True)
    """Business time of the newest entry: later postings need no replay."""
    provisional_from = models.DateTimeField(null=True)
    """What its entries from this moment on cost is still to be worked out (`ledger.deferring`)."""

    class Meta(CompanyModel.Meta):
        verbose_name = _("成本池")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "product", "warehouse", "batch", "shipment", "generation"],
                name="ledger_pool_key",
            ),
            models.CheckConstraint(
                condition=~Q(quantity=0) | Q(value=0) | Q(provisional_from__isnull=False),
                name="ledger_pool_empty_worthless",
            ),
        ]
        indexes = [
            models.Index(
                fields=["company", "provisional_from"],
                condition=Q(provisional_from__isnull=False),
                name="ledger_pool_provisional",
            )
        ]


class PoolBefore(CompanyModel):
    """State of a provisional pool just before `at`, where a part of its correction came to."""

    pool = models.UUIDField()
    at = models.DateTimeField()
    quantity = Quantity()
    value = Money()
    known_quantity = Quantity()
    known_value = Money()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company", "pool"], name="ledger_poolbefore_pool")
        ]


class Deferral(CompanyModel):
    """Posting `no` changes costs `since` a moment, and left that to a job. It was done by the
    corrections with higher numbers, up to `done_no`."""

    no = models.BigIntegerField()
    since = models.DateTimeField()
    done_no = models.BigIntegerField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company", "no"], name="ledger_deferral_no")]
        indexes = [
            models.Index(
                fields=["company", "no"],
                condition=Q(done_no__isnull=True),
                name="ledger_deferral_open",
            )
        ]


class CostLayer(CompanyModel):
    """What a receipt brought and what is left of it (FIFO and specific costing)."""

    pool = models.UUIDField()
    entry = models.UUIDField()
    occurred_at = models.DateTimeField()
    no = models.BigIntegerField()
    seq = models.IntegerField()
    quantity = Quantity()
    value = Money()
    left_quantity = Quantity()
    left_value = Money()

    class Meta(CompanyModel.Meta):
        verbose_name = _("成本层")
        constraints = [
            models.UniqueConstraint(fields=["company", "entry"], name="ledger_layer_entry"),
            models.CheckConstraint(
                condition=Q(left_quantity__gte=0) & (Q(left_quantity__gt=0) | Q(left_value=0)),
                name="ledger_layer_left",
            ),
        ]
        indexes = [
            models.Index(
                fields=["company", "pool", "occurred_at", "no", "seq"],
                condition=Q(left_quantity__gt=0),
                name="ledger_layer_open",
            )
        ]


class CostAdjustment(AppendOnlyModel):
    """成本调整: what corrects the cost of one earlier entry, or what it brought; and its cause."""

    entry = models.UUIDField()
    pool = models.UUIDField()
    product = models.UUIDField()
    amount = Money()
    """Added to the entry's `cost`; of either sign."""
    variance = Money(default=ZERO, db_default=ZERO)
    """Added to the entry's `variance`: what it brought changed by both together."""
    recognised_on = models.DateField()
    """The entry's own day, or the first open day when its period is closed."""
    no = models.BigIntegerField()
    """The posting that caused it."""
    form = models.CharField(max_length=64)
    record = models.UUIDField()
    reason = models.CharField(max_length=32)
    recorded_at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("成本调整")
        indexes = [
            models.Index(fields=["company", "entry"], name="ledger_adjust_entry"),
            models.Index(fields=["company", "pool", "recognised_on"], name="ledger_adjust_pool"),
            models.Index(fields=["company", "no"], name="ledger_adjust_no"),
            BrinIndex(
                fields=["company", "recognised_on"],
                pages_per_range=32,
                autosummarize=True,
                name="ledger_adjust_day",
            ),
        ]
