"""补货建议: what should be ordered or brought from another warehouse, and why so much.

One row is one proposal for a product in a warehouse, from one source: a supplier, or another
warehouse of ours. While it is open there is no second one (`planning_proposal_once`); it is made
into a draft once, and then says into which.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import audit, clock, sql
from huolang.kernel.columns import Percent, Price, Quantity
from huolang.kernel.company import CompanyModel, current_id
from huolang.kernel.keys import NIL
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, NotFound
from huolang.masters import goods
from huolang.planning.sourcing import Chosen

ZERO = Decimal(0)
FORM = "replenishment"
"""What permissions and the audit call it."""
MOST = Decimal(10) ** 11
UNIT = """
SELECT u.name, u.digits FROM masters_product p
JOIN masters_unit u ON u.company_id = p.company_id AND u.id = p.unit_id
WHERE p.company_id = %s::bigint AND p.id = %s::uuid
"""


class NotOpen(BusinessError):
    code = "replenishment.not_open"
    message = _("这条建议已经生成单据，或不再需要")


class BadQuantity(Invalid):
    code = "replenishment.bad_quantity"
    message = _("数量必须大于 0")


class State(models.TextChoices):
    OPEN = "open", _("待处理")
    ORDERED = "ordered", _("已生成单据")


class Proposal(CompanyModel):
    """Quantities are of the base unit. `quantity` is proposed, `wanted` is somebody's own."""

    product = models.UUIDField()
    warehouse = models.UUIDField()
    source = models.UUIDField(default=NIL)
    """The warehouse of ours from which it is brought; none: it is bought."""
    partner = models.UUIDField(default=NIL)
    """The supplier; none, where nobody knows one."""
    quantity = Quantity(_("建议数量"))
    wanted = Quantity(_("数量"), null=True, validators=[MinValueValidator(0)])
    available = Quantity(_("可用量"))
    coming = Quantity(_("在途"))
    daily = Quantity(_("日均需求"))
    lead_days = models.IntegerField(_("交货天数"))
    point = Quantity(_("订货点"))
    target = Quantity(_("补到"))
    minimum = Quantity(_("起订量"))
    pack = Quantity(_("包装数量"))
    price = Price(_("供货价"), null=True)
    chosen = models.CharField(_("选择依据"), max_length=10, choices=Chosen, blank=True, default="")
    """Why this supplier, of several."""
    quality = Percent(_("合格率"), null=True)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.OPEN.value)
    form = models.CharField(max_length=64, blank=True, default="")
    record = models.UUIDField(default=NIL)
    """The draft that it became."""
    made_at = models.DateTimeField(_("建议时间"), default=clock.now)

    class Meta(CompanyModel.Meta):
        verbose_name = _("补货建议")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "product", "warehouse", "source"],
                condition=models.Q(state="open"),
                name="planning_proposal_once",
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0)
                & (models.Q(wanted__isnull=True) | models.Q(wanted__gt=0)),
                name="planning_proposal_positive",
            ),
        ]
        indexes = [models.Index(fields=["company", "state"], name="planning_proposal_state")]

    @property
    def asked(self) -> Decimal:
        """How much it is made into."""
        return self.quantity if self.wanted is None else self.wanted


def want(key: UUID, quantity: Decimal, *, by: Access, at: datetime) -> Proposal:
    """Order so much instead."""
    by.require(FORM, "edit")
    if not ZERO < quantity < MOST or quantity != round(quantity, 6):
        raise BadQuantity(field="quantity")
    (found,) = lock([key])
    name, digits = sql.run(UNIT, [current_id(), found.product]).fetchone() or ("", 6)
    if not goods.fits(quantity, digits):
        raise goods.QuantityDigits(field="quantity", unit=name, digits=digits)
    before, found.wanted = found.wanted, quantity
    found.save(update_fields=["wanted"])
    changes: dict[str, Any] = {"wanted": [None if before is None else str(before), str(quantity)]}
    audit.write([audit.Trace(form=FORM, record=key, action="change", by=by.user, changes=changes)])
    return found


def lock(ids: list[UUID]) -> list[Proposal]:
    """Hold open proposals until the end of the transaction; raises `NotOpen` when one is not."""
    found = list(Proposal.objects.select_for_update().filter(id__in=ids).order_by("id"))
    if len(found) < len(set(ids)):
        raise NotFound()
    if any(one.state != State.OPEN.value for one in found):
        raise NotOpen()
    return found
