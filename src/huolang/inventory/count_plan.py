"""Count plan (盘点任务): what shall be counted, by whom and how, and when it began.

A draft says what is meant. Begun, it lists what the books have there at that moment (the snapshot);
people tally what they find while goods go on moving; who may approve it posts the differences with
a stock count. Until then nothing of it is in the books, and nothing stays when it is cancelled.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import CANCEL, DELETE, Document
from huolang.documents.document import State as DocumentState
from huolang.forms.form import Action, Paper
from huolang.inventory import count_snapshot
from huolang.inventory.count_reasons import Reason
from huolang.kernel import clock, sql
from huolang.kernel.columns import Money, Percent
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters.category import ProductCategory
from huolang.masters.location import Location
from huolang.masters.warehouse import Warehouse

COUNT, APPROVE = "count", "approve"
"""Operations of their own: tallying what lies there, and saying that the differences are right."""
PLACE = """
SELECT l.warehouse_id, h.located FROM masters_location l
JOIN masters_warehouse h ON h.company_id = l.company_id AND h.id = l.warehouse_id
WHERE l.company_id = %s::bigint AND l.id = %s::uuid
"""
ALONE = """
SELECT FROM masters_warehouse WHERE company_id = %s::bigint AND id = %s::uuid FOR NO KEY UPDATE
"""
"""Two tasks of one warehouse do not begin at once."""
TAKEN_BACK = """
SELECT number, state FROM inventory_stockcount
WHERE company_id = %s::bigint AND plan_id = %s::uuid AND state <> 'confirmed'
"""


class OtherWarehouse(Invalid):
    code = "count_plan.location_elsewhere"
    message = _("库位不在要盘点的仓库里")


class HowMany(Invalid):
    code = "count_plan.how_many"
    message = _("随机抽盘请填写最多盘几种商品")


class NotInTheBooks(BusinessError):
    """Not a refusal: what the page of a finished task says."""

    code = "count_plan.not_in_the_books"
    message = _("盘点单 {number} {state}，这次盘点的差异没有记账；要记账请重新盘点或新建盘点单")


class NothingThere(BusinessError):
    code = "count_plan.nothing_there"
    message = _("按这些条件，账上没有要盘点的商品")
    status = 422


class CountedElsewhere(BusinessError):
    code = "count_plan.counted_elsewhere"
    message = _("{product} 等 {count} 行正在 {number} 里盘点，请等它结束，或换个范围")


class State(models.TextChoices):
    DRAFT = "draft", _("未开始")
    CONFIRMED = "confirmed", _("盘点中")
    CLOSED = "closed", _("已完成")
    CANCELLED = "cancelled", _("已作废")


class Abc(models.TextChoices):
    A = "a", _("A 类")
    B = "b", _("B 类")
    C = "c", _("C 类")


class Pick(models.TextChoices):
    ALL = "all", _("全部")
    RANDOM = "random", _("随机抽盘")
    DUE = "due", _("循环盘点到期的")


class CountPlan(Document):
    state = models.CharField(
        _("状态"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    planned_on = models.DateField(_("计划日期"), null=True, blank=True)
    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("仓库"))
    location = CompanyForeignKey(
        Location,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("库位"),
        help_text=_("连同它里面的库位；留空是整个仓库"),
    )
    category = CompanyForeignKey(
        ProductCategory,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("商品分类"),
        help_text=_("连同下级分类；留空是所有商品"),
    )
    abc = models.CharField(
        _("ABC 类"),
        max_length=1,
        choices=Abc,
        blank=True,
        default="",
        help_text=_("按最近一年的出库成本分；界线在设置里"),
    )
    pick = models.CharField(
        _("盘哪些"),
        max_length=8,
        choices=Pick,
        default=Pick.ALL.value,
        help_text=_("循环盘点：上次盘点离现在超过设置里的天数，从没盘过的也算"),
    )
    at_most = models.PositiveIntegerField(
        _("最多商品数"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    not_counted_days = models.PositiveIntegerField(
        _("多少天没盘过"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
    )
    lists_nothing = models.BooleanField(
        _("账面为零的也列"), default=False, help_text=_("在本仓出入过、账面数量是零的商品")
    )
    blind = models.BooleanField(
        _("盲盘"), default=True, help_text=_("盘点的人看不到账面数量，盘点表上也不印")
    )
    two_counters = models.BooleanField(
        _("双人盘点"),
        default=False,
        help_text=_("每行要两个人各盘一遍，两人一致才算；不勾时几个人的数加在一起"),
    )
    recount_percent = Percent(
        _("差异超过账面百分之几须复盘"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    recount_amount = Money(
        _("差异超过这个金额须复盘"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    another_person = models.BooleanField(_("复盘须换人"), default=True)
    reason = models.CharField(
        _("盈亏原因"),
        max_length=10,
        choices=[(one.value, one.label) for one in (Reason.PENDING, Reason.NORMAL)],
        default=Reason.PENDING.value,
        help_text=_("复核时可以逐行另选"),
    )
    drawn_up = models.BooleanField(_("自动生成"), default=False, editable=False)
    started_at = models.DateTimeField(_("开始时间"), null=True, editable=False)
    snapshot_no = models.BigIntegerField(null=True, editable=False)
    """The books as they were listed: up to this number of their postings."""
    listed = models.PositiveIntegerField(_("快照行数"), null=True, editable=False)

    prefix = "PDRW"
    posts = False
    needs_lines = False
    settled = ("date", "occurred_at", "started_at", "snapshot_no", "listed")
    exceptions = (COUNT, APPROVE)
    must_be_active = frozenset({"warehouse"})

    class Meta(Document.Meta):
        verbose_name = _("盘点任务")
        indexes: ClassVar[list[models.Index]] = [
            *Document.Meta.indexes,
            models.Index(fields=["company", "warehouse"], name="inventory_countplan_warehouse"),
        ]

    class Form:
        tables = ()
        sections = [
            (_("基本信息"), ["number", "date", "planned_on", "warehouse"]),
            (
                _("范围"),
                ["location", "category", "abc", "pick", "at_most", "not_counted_days"],
            ),
            (_("怎么盘"), ["lists_nothing", "blind", "two_counters"]),
            (
                _("复盘"),
                ["recount_percent", "recount_amount", "another_person", "reason"],
            ),
            (_("进度"), ["started_at", "listed", "drawn_up"]),
            (_("其他"), ["remark"]),
        ]
        list = [
            "number",
            "state",
            "date",
            "planned_on",
            "warehouse",
            "category",
            "pick",
            "listed",
            "remark",
        ]
        filters = ["state", "date", "planned_on", "warehouse", "category", "drawn_up"]
        hidden_groups = {"recount_amount": "cost"}
        actions = (
            Action(
                name="confirm",
                label=_("开始盘点"),
                operation="confirm",
                states=("draft",),
                tone="primary",
            ),
            CANCEL,
            DELETE,
        )
        paper = Paper()

    @property
    def narrowed(self) -> bool:
        """Are single products meant, and not all of the warehouse or of a category?"""
        return bool(self.abc or self.pick != Pick.ALL or self.not_counted_days)

    def compute(self, *, at: datetime) -> None:
        """What can be said of its scope before it begins."""
        errors: list[BusinessError] = []
        location: UUID | None = self.location_id  # pyright: ignore[reportAttributeAccessIssue]
        if location is not None:
            found = sql.run(PLACE, [current_id(), location]).fetchone()
            if found is None or found[0] != self.warehouse_id:  # pyright: ignore
                errors.append(OtherWarehouse(field="location"))
        if self.pick == Pick.RANDOM and not self.at_most:
            errors.append(HowMany(field="at_most"))
        Several.raise_any(errors)

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """That the stock count which posted its differences was taken back."""
        if self.state != State.CLOSED.value:
            return []
        found = sql.run(TAKEN_BACK, [current_id(), self.id]).fetchall()
        said = {one.value: one.label for one in DocumentState}
        return [
            NotInTheBooks(field="state", number=number, state=said[state])
            for number, state in found
        ]

    def settle(self, *, at: datetime) -> None:
        """It begins now, whatever was planned."""
        self.date, self.occurred_at = clock.occurred_at(
            None, zone=self.own_company.zone, at=at, incoming=False
        )
        self.started_at = at

    def moved(self, *, at: datetime) -> None:
        """List what the books have there."""
        sql.run(ALONE, [current_id(), self.warehouse_id])  # pyright: ignore
        self.listed, self.snapshot_no = count_snapshot.take(self, at=at)
        if not self.listed:
            raise NothingThere()
        if twice := count_snapshot.listed_twice(self):
            number, product, count = twice
            raise CountedElsewhere(number=number, product=product, count=count)
