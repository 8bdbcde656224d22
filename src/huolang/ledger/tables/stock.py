"""Quantities: the entries, what is on hand by place, what is usable and promised."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huolang.kernel.columns import ONE, ZERO, Money, Price, Quantity
from huolang.kernel.company import AppendOnlyModel, CompanyModel, CompanyRow
from huolang.kernel.keys import NIL
from huolang.ledger.posting import LAST_OFF_SHELF


class Item(CompanyModel):
    """What the books must know of a product; its `id` is the product's."""

    digits = models.PositiveSmallIntegerField(default=0)
    """Digits of the base unit's quantities."""
    method = models.CharField(max_length=16, default="moving_average")
    pool_scope = models.CharField(max_length=16, default="company")
    """company, warehouse, batch or warehouse_batch."""
    standard = Price(null=True)
    """Standard cost of one base unit, where that is the method."""
    since = models.DateTimeField(null=True)
    """When its costing changed last: nothing is posted before that any more."""
    allow_negative = models.BooleanField(default=False)
    account_set = models.CharField(max_length=16, default="default")
    retired = models.BooleanField(default=False)
    """It goes on as another product: nothing enters stock under it any more."""
    batched = models.BooleanField(default=False)
    """Its goods are of batches (`BatchState`)."""

    class Meta(CompanyModel.Meta):
        verbose_name = _("存货核算")


class ClosedWarehouse(CompanyModel):
    """A warehouse that goods do not enter any more; its `id` is the warehouse's."""

    class Meta(CompanyModel.Meta):
        verbose_name = _("停用仓库")


class BatchState(CompanyModel):
    """What the books must know of a batch; its `id` is the batch's, by which entries name it."""

    product = models.UUIDField()
    good_until = models.DateField(null=True)
    """The last day on which its goods are good."""
    held = models.BooleanField(default=False)
    """Nobody is promised its goods before somebody has looked into it."""

    class Meta(CompanyModel.Meta):
        verbose_name = _("批次效期")
        indexes = [models.Index(fields=["company", "product"], name="ledger_batchstate_product")]


class StockEntry(AppendOnlyModel):
    """库存流水: one signed quantity entering (+) or leaving (−) one place."""

    no = models.BigIntegerField()
    seq = models.IntegerField()
    form = models.CharField(max_length=64)
    record = models.UUIDField()
    line = models.UUIDField()
    product = models.UUIDField()
    warehouse = models.UUIDField()
    location = models.UUIDField(default=NIL)
    batch = models.UUIDField(default=NIL)
    owner = models.UUIDField(default=NIL)
    serial_id = models.UUIDField(null=True)
    """The one piece that moves, which is its `batch` as well."""
    partner = models.UUIDField(null=True)
    quantity = Quantity()
    second_quantity = Quantity(null=True)
    cost = Money()
    """Value that entered (+) or left (−) at posting; today's is `cost` + its adjustments."""
    variance = Money(default=ZERO, db_default=ZERO)
    """What it brought beyond that, on the account that it stands against: with its adjustments, as
    `cost` has. Goods that come in at a standard bring what their document or their issue says."""
    pool = models.UUIDField()
    valuation = models.CharField(max_length=8)
    """given, pool, follow, flow or mirror: how `cost` came about, and how a replay finds it."""
    counter = models.CharField(max_length=32)
    follows = models.UUIDField(null=True)
    """The entry whose unit cost this return takes."""
    flow = models.SmallIntegerField(null=True)
    weight = Quantity(default=ONE)
    added = Money(default=ZERO, db_default=ZERO)
    """What goods that enter in its flow are worth beyond what left in it."""
    reverses = models.UUIDField(null=True)
    """The entry that this one mirrors."""
    occurred_on = models.DateField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("库存流水")
        constraints = [
            models.UniqueConstraint(fields=["company", "no", "seq"], name="ledger_stock_no"),
            models.UniqueConstraint(
                fields=["company", "reverses"],
                condition=Q(reverses__isnull=False),
                name="ledger_stock_reversed_once",
            ),
            models.CheckConstraint(condition=~Q(quantity=0), name="ledger_stock_moves"),
        ]
        indexes = [
            models.Index(
                fields=["company", "pool", "occurred_at", "no", "seq"], name="ledger_stock_pool"
            ),
            models.Index(
                fields=["company", "product", "warehouse", "occurred_at", "no"],
                name="ledger_stock_place",
            ),
            models.Index(fields=["company", "line"], name="ledger_stock_line"),
            models.Index(
                fields=["company", "follows"],
                condition=Q(follows__isnull=False),
                name="ledger_stock_follows",
            ),
            models.Index(
                fields=["company", "serial_id", "occurred_at", "no"],
                condition=Q(serial_id__isnull=False),
                name="ledger_stock_serial",
            ),
            models.Index(
                fields=["company", "batch"],
                condition=Q(form__in=["assembly", "disassembly"]),
                name="ledger_stock_made",
            ),
            BrinIndex(
                fields=["company", "occurred_on"],
                pages_per_range=32,
                autosummarize=True,
                name="ledger_stock_day",
            ),
        ]


class StockBalance(CompanyRow):
    """现存量 of one product in one place. Changed only inside a posting."""

    pk = models.CompositePrimaryKey(
        "company_id", "product", "warehouse", "location", "batch", "owner"
    )
    product = models.UUIDField()
    warehouse = models.UUIDField()
    location = models.UUIDField(default=NIL)
    batch = models.UUIDField(default=NIL)
    owner = models.UUIDField(default=NIL)
    quantity = Quantity(default=ZERO)
    second_quantity = Quantity(default=ZERO)
    allow_negative = models.BooleanField(default=False)
    last_at = models.DateTimeField(null=True)
    """Business time of the newest entry."""

    class Meta(CompanyRow.Meta):
        verbose_name = _("现存量")
        indexes = [
            models.Index(
                fields=["company", "location"],
                condition=Q(location__gt=LAST_OFF_SHELF),
                name="ledger_balance_location",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(allow_negative=True) | Q(quantity__gte=0),
                name="ledger_balance_not_negative",
            )
        ]


class Availability(CompanyRow):
    """可用量: what is usable of a product in a warehouse and how much of it is promised."""

    pk = models.CompositePrimaryKey("company_id", "product", "warehouse", "owner")
    product = models.UUIDField()
    warehouse = models.UUIDField()
    owner = models.UUIDField(default=NIL)
    usable = Quantity(default=ZERO)
    reserved = Quantity(default=ZERO)
    waiting = Quantity(default=ZERO)
    """Asked for by orders and not there yet; given to them as goods arrive."""
    allow_negative = models.BooleanField(default=False)

    class Meta(CompanyRow.Meta):
        verbose_name = _("可用量")
        constraints = [
            models.CheckConstraint(
                condition=Q(allow_negative=True) | Q(usable__gte=0, reserved__lte=F("usable")),
                name="ledger_never_oversold",
            ),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, waiting__gte=0), name="ledger_promises_not_negative"
            ),
        ]


class Reservation(CompanyModel):
    """占用: what a line of an order or a hold asked for (`wanted`), holds now (`reserved`) and has
    used (`consumed`, more than it asked for where an order may be over-delivered)."""

    form = models.CharField(max_length=64)
    record = models.UUIDField()
    line = models.UUIDField()
    product = models.UUIDField()
    warehouse = models.UUIDField()
    owner = models.UUIDField(default=NIL)
    wanted = Quantity()
    reserved = Quantity(default=ZERO)
    consumed = Quantity(default=ZERO)
    state = models.CharField(
        max_length=10,
        default="pending",
        choices=[
            ("pending", _("占用中")),
            ("consumed", _("已出库")),
            ("released", _("已释放")),
            ("expired", _("已过期")),
        ],
    )
    priority = models.SmallIntegerField(default=0)
    needed_on = models.DateField(null=True)
    expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        verbose_name = _("占用")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "line"],
                condition=Q(state="pending"),
                name="ledger_reservation_line",
            ),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, consumed__gte=0)
                & (Q(reserved=0) | Q(wanted__gte=F("reserved") + F("consumed"))),
                name="ledger_reservation_within",
            ),
            models.CheckConstraint(
                condition=Q(state="pending") | Q(reserved=0), name="ledger_reservation_ended"
            ),
        ]
        indexes = [
            models.Index(
                fields=["company", "product", "warehouse", "owner", "-priority", "created_at"],
                condition=Q(state="pending"),
                name="ledger_reservation_queue",
            ),
            models.Index(fields=["company", "record"], name="ledger_reservation_record"),
        ]


class GivenUp(AppendOnlyModel):
    """让出的占用: what a line of an order held and lost: to posting `no`, a count or a loss, or,
    without one, because its goods were held back or are past their day."""

    no = models.BigIntegerField(null=True)
    form = models.CharField(max_length=64)
    record = models.UUIDField()
    line = models.UUIDField()
    product = models.UUIDField()
    warehouse = models.UUIDField()
    quantity = Quantity()

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("让出的占用")
        indexes = [
            models.Index(fields=["company", "no"], name="ledger_givenup_no"),
            models.Index(fields=["company", "record"], name="ledger_givenup_record"),
        ]
