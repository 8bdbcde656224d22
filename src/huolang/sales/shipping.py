"""收货信息: to whom and where goods go; the partner's default, changed for one delivery at will."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.masters.trade import TradeDocument

SHIP_TO = {
    "receiver": "ship_receiver",
    "receiver_phone": "ship_phone",
    "receiver_address": "ship_address",
}
"""What a document takes from its partner."""
PAPER = replace(
    TradeDocument.Form.paper,
    instead=(
        ("receiver", "contact"),
        ("receiver_phone", "phone"),
        ("receiver_address", "address"),
    ),
    leave_out=(*TradeDocument.Form.paper.leave_out, "tax_included", "term_kind", "term_days"),
)
"""To whom goods are brought, and where, is said once. How prices were typed and what was agreed is
between us and who pays: not for who takes the goods."""
SECTION = (_("收货信息"), list(SHIP_TO))


class Shipped(models.Model):
    """Mended also after it was confirmed: the books do not rest on it."""

    receiver = models.CharField(_("收货人"), max_length=60, blank=True, default="")
    receiver_phone = models.CharField(_("收货电话"), max_length=60, blank=True, default="")
    receiver_address = models.CharField(_("收货地址"), max_length=400, blank=True, default="")

    editable_when_confirmed: ClassVar[frozenset[str]] = frozenset({"remark", *SHIP_TO})

    class Meta:
        abstract = True
