"""往来单位: who we buy from and sell to; one partner can be both."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError
from huolang.masters.master import SearchedMaster, Tables
from huolang.masters.price_level import PriceLevel


class NeitherSupplierNorCustomer(BusinessError):
    code = "partner.no_role"
    message = _("请至少勾选供应商或客户之一")
    status = 422


class Partner(SearchedMaster):
    is_supplier = models.BooleanField(_("供应商"), default=False)
    is_customer = models.BooleanField(_("客户"), default=False)
    contact = models.CharField(_("联系人"), max_length=60, blank=True, default="")
    phone = models.CharField(_("电话"), max_length=60, blank=True, default="")
    address = models.CharField(_("地址"), max_length=200, blank=True, default="")
    price_level = CompanyForeignKey(
        PriceLevel, null=True, blank=True, related_name="+", verbose_name=_("价格等级")
    )
    tax_number = models.CharField(_("税号"), max_length=40, blank=True, default="")

    code_prefix = "WL"

    class Meta(SearchedMaster.Meta):
        verbose_name = _("往来单位")
        indexes = [
            models.Index(fields=["company", "initials"], name="masters_partner_initials"),
            models.Index(fields=["company", "phone"], name="masters_partner_phone"),
            models.Index(fields=["company", "price_level"], name="masters_partner_level"),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["code", "name", "is_supplier", "is_customer", "active"]),
            (_("联系方式"), ["contact", "phone", "address"]),
            (_("其他"), ["tax_number", "price_level", "remark"]),
        ]
        list = ["code", "name", "is_supplier", "is_customer", "contact", "phone", "active"]
        filters = ["is_supplier", "is_customer", "price_level", "active"]
        search = Search(
            columns=("code", "phone"),
            initials="initials",
            grams="grams",
            inside=("name", "contact"),
            function="masters_partner_search",
        )

    def rules(self, tables: Tables) -> None:
        """A partner plays at least one role."""
        if not (self.is_supplier or self.is_customer):
            raise NeitherSupplierNorCustomer(field="is_supplier")

    def searched(self) -> Iterable[str]:
        return (self.name, self.contact)
