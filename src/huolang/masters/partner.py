"""往来单位: who we buy from and sell to; one partner can be both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Paper, Search
from huolang.kernel import sql, tax_number
from huolang.kernel.columns import Extra, Money
from huolang.kernel.company import CompanyModel, current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters import (
    archiving,
    credit,
    mail_address,
    partner_merge,
    partner_roles,
    region,
    terms,
)
from huolang.masters.department import Department
from huolang.masters.employee import Employee
from huolang.masters.master import SearchedMaster, Tables
from huolang.masters.merge import Mergeable
from huolang.masters.price_level import PriceLevel
from huolang.masters.terms import Terms

STORED = """
SELECT contact, phone FROM masters_partner WHERE company_id = %s::bigint AND id = %s::uuid
"""
REGIONS = """
SELECT id, region_code, province, city, district FROM masters_partneraddress
WHERE company_id = %s::bigint AND partner_id = %s::uuid AND region_code <> ''
"""
NEW = ("", "")
SAME = (("contact", "name"), ("phone", "phone"))
"""Of the header and of its main contact."""


class NeitherSupplierNorCustomer(BusinessError):
    code = "partner.no_role"
    message = _("请至少勾选供应商或客户之一")
    status = 422


class WrongTaxNumber(Invalid):
    code = "partner.wrong_tax_number"
    message = _("18 位税号的校验码不对，请核对统一社会信用代码")


class NoTaxNumber(Invalid):
    code = "partner.no_tax_number"
    message = _(
        "不像税号：应为 15–20 位字母和数字（统一社会信用代码 18 位），"
        "境外税号 5–20 位、至少 4 个数字"
    )


class SeveralMain(Invalid):
    code = "partner.several_main"
    message = _("主联系人只能有一个")


class SeveralDefault(Invalid):
    code = "partner.several_default"
    message = _("默认收货地址只能有一个")


class ContactDiffers(Invalid):
    code = "partner.contact_differs"
    message = _("与主联系人不一致，请只修改其中一处")


class InvoiceKind(models.TextChoices):
    SPECIAL = "special", _("增值税专用发票")
    ORDINARY = "ordinary", _("增值税普通发票")
    NONE = "none", _("不开票")


class Partner(Mergeable, Terms, SearchedMaster):
    """`contact` and `phone` are those of the main one among the contacts, if there are contacts;
    `ship_…` those of the default among the delivery addresses, or else of the partner itself."""

    is_supplier = models.BooleanField(_("供应商"), default=False)
    is_customer = models.BooleanField(_("客户"), default=False)
    salesperson = CompanyForeignKey(
        Employee, null=True, blank=True, related_name="+", verbose_name=_("业务员")
    )
    department = CompanyForeignKey(
        Department, null=True, blank=True, related_name="+", verbose_name=_("部门")
    )
    contact = models.CharField(_("联系人"), max_length=60, blank=True, default="")
    phone = models.CharField(_("电话"), max_length=60, blank=True, default="")
    address = models.CharField(_("地址"), max_length=200, blank=True, default="")
    price_level = CompanyForeignKey(
        PriceLevel, null=True, blank=True, related_name="+", verbose_name=_("价格等级")
    )
    ship_receiver = models.CharField(_("默认收货人"), max_length=60, default="", editable=False)
    ship_phone = models.CharField(_("默认收货电话"), max_length=60, default="", editable=False)
    ship_address = models.CharField(_("默认收货地址"), max_length=400, default="", editable=False)
    invoice_title = models.CharField(
        _("发票抬头"), max_length=200, blank=True, default="", help_text=_("不填则同名称")
    )
    tax_number = models.CharField(_("税号"), max_length=40, blank=True, default="")
    invoice_kind = models.CharField(
        _("发票类型"), max_length=10, choices=InvoiceKind, blank=True, default=""
    )
    bank_name = models.CharField(_("开户银行"), max_length=120, blank=True, default="")
    bank_account = models.CharField(_("银行账号"), max_length=60, blank=True, default="")
    credit_limit = Money(
        _("信用额度"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("应收余额的上限；不填则不限"),
    )
    credit_days = models.PositiveSmallIntegerField(
        _("信用天数"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(terms.LONGEST)],
        help_text=_("到期后允许拖欠的天数；不填则不限"),
    )

    code_prefix = "WL"
    altered: Collection[str] = ()
    unseen: Collection[str] = ()
    """Groups of fields that are hidden from whoever saves it."""
    usual_limit: tuple[Decimal | None] | None = None
    """What new customers may owe, once it was read for many of them."""

    class Meta(SearchedMaster.Meta):
        verbose_name = _("往来单位")
        constraints = [
            *SearchedMaster.Meta.constraints,
            *Mergeable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(credit_limit__isnull=True) | models.Q(credit_limit__gte=0),
                name="masters_partner_credit_limit",
            ),
        ]
        indexes = [
            *Mergeable.Meta.indexes,
            models.Index(fields=["company", "initials"], name="masters_partner_initials"),
            models.Index(fields=["company", "phone"], name="masters_partner_phone"),
            models.Index(fields=["company", "price_level"], name="masters_partner_level"),
            models.Index(fields=["company", "salesperson"], name="masters_partner_salesperson"),
            models.Index(fields=["company", "tax_number"], name="masters_partner_tax_number"),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["code", "name", "is_supplier", "is_customer", "active"]),
            (_("归属与联系"), ["salesperson", "department", "contact", "phone", "address"]),
            (
                _("结算与信用"),
                ["price_level", "term_kind", "term_days", "credit_limit", "credit_days"],
            ),
            (
                _("开票与银行"),
                ["invoice_title", "tax_number", "invoice_kind", "bank_name", "bank_account"],
            ),
            (_("其他"), ["remark"]),
        ]
        list = [
            "code",
            "name",
            "is_supplier",
            "is_customer",
            "salesperson",
            "contact",
            "phone",
            "active",
        ]
        filters = [
            "is_supplier",
            "is_customer",
            "salesperson",
            "department",
            "price_level",
            "active",
        ]
        said_once = ["is_supplier", "is_customer"]
        tables = ["contacts", "addresses"]
        paper = Paper(besides=("contact", "phone", "address"))
        fills = {"salesperson": {"department": "department"}}
        hidden_groups = {
            "bank_name": "bank",
            "bank_account": "bank",
            "credit_limit": "credit",
            "credit_days": "credit",
        }
        search = Search(
            columns=("code", "phone"),
            initials="initials",
            grams="grams",
            inside=("name", "contact"),
            stands_for="merged_into_id",
            function="masters_partner_search",
        )

    def rules(self, tables: Tables) -> None:
        """A partner plays at least one role, and has one main contact and one default address."""
        if not (self.is_supplier or self.is_customer):
            raise NeitherSupplierNorCustomer(field="is_supplier")
        self.refuse_reviving()
        self.check_terms()
        partner_roles.refuse_leaving(self)
        partner_roles.refuse_terms(self)
        archiving.refuse_partner(self)
        self._limit()
        self.tax_number = tax_number.tidy(self.tax_number)
        self._check_tax_number()
        for index, one in enumerate(tables["contacts"]):
            one.email = mail_address.checked(one.email, f"contacts.{index}.email")
        main = _the_one(tables["contacts"], "contacts", "is_main", SeveralMain)
        if main is not None:
            self._agree(main)
        self._deliver_to(_the_one(tables["addresses"], "addresses", "is_default", SeveralDefault))
        self._check_regions(tables["addresses"])

    def _check_tax_number(self) -> None:
        if self.tax_number and not tax_number.is_formed(self.tax_number):
            raise NoTaxNumber(field="tax_number")
        if not tax_number.is_right(self.tax_number):
            raise WrongTaxNumber(field="tax_number")

    def searched(self) -> Iterable[str]:
        return (self.name, self.contact)

    @classmethod
    def ahead(cls, partners: Sequence[Any]) -> None:
        asked = [one for one in partners if one.is_customer and one.credit_limit is None]
        if not asked:
            return
        limit = credit.default_limit()
        known = set(cls.objects.filter(id__in=[one.id for one in asked], is_customer=True)
                    .values_list("id", flat=True))  # fmt: skip
        for one in asked:
            one.usual_limit = (None if one.id in known else limit,)

    def _limit(self) -> None:
        """Who becomes a customer may owe us what new customers may; a limit that was taken away
        from a customer stays away."""
        if self.is_customer and self.credit_limit is None:
            if self.usual_limit is None:
                self.ahead([self])
            (self.credit_limit,) = self.usual_limit or (None,)

    def _check_regions(self, addresses: list[PartnerAddress]) -> None:
        """A code that stands where other names were typed meanwhile does not belong to them; one
        that is given with them has to."""
        coded = {index: row for index, row in enumerate(addresses) if row.region_code}
        if coded and not self._state.adding:
            rows = sql.run(REGIONS, [current_id(), self.id]).fetchall()
            stored = {row[0]: row[1:] for row in rows}
            for row in coded.values():
                code, *names = stored.get(row.id, ("",))
                if code == row.region_code and names != [row.province, row.city, row.district]:
                    row.region_code = ""
        errors: list[BusinessError] = []
        for index, row in coded.items():
            if row.region_code:
                errors += region.unfit(row.region_code, row.province, f"addresses.{index}.")
        Several.raise_any(errors)

    def refuse_merge(self, kept: Any) -> None:
        """Of two customers it must be plain who pays earlier."""
        partner_merge.refuse(self, kept)

    def hand_over(self, kept: Any, *, by: UUID | None, at: datetime) -> None:
        """Roles, what is agreed, contacts and addresses, where `kept` has none."""
        partner_merge.hand_over(self, kept, by=by, at=at)

    def _agree(self, main: PartnerContact) -> None:
        """Whichever of the two was changed, header or main contact, tells the other."""
        row = sql.run(STORED, [current_id(), self.id]).fetchone()
        for (ours, theirs), before in zip(SAME, row or NEW, strict=True):
            typed, told = getattr(self, ours), getattr(main, theirs)
            if typed == before:
                setattr(self, ours, told)
            elif told in (before, typed):
                setattr(main, theirs, typed)
            else:
                raise ContactDiffers(field=ours)

    def _deliver_to(self, default: PartnerAddress | None) -> None:
        if default is None:
            where = self.contact, self.phone, self.address
        else:
            receiver = default.receiver or self.contact
            where = receiver, default.phone or self.phone, default.whole()
        self.ship_receiver, self.ship_phone, self.ship_address = where


class PartnerContact(CompanyModel):
    """联系人: somebody who works for the partner."""

    partner = CompanyForeignKey(Partner, related_name="contacts", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    name = models.CharField(_("姓名"), max_length=60)
    title = models.CharField(_("职务"), max_length=60, blank=True, default="")
    phone = models.CharField(_("电话"), max_length=60, blank=True, default="")
    email = models.CharField(_("邮箱"), max_length=254, blank=True, default="")
    is_main = models.BooleanField(_("主联系人"), default=False)
    remark = models.CharField(_("备注"), max_length=200, blank=True, default="")
    extra = Extra()

    class Meta(CompanyModel.Meta):
        verbose_name = _("联系人")
        indexes = [models.Index(fields=["company", "partner"], name="masters_contact_partner")]

    class Form:
        columns = ["name", "title", "phone", "email", "is_main", "remark"]
        identity = ("name",)


class PartnerAddress(CompanyModel):
    """收货地址: where goods go."""

    partner = CompanyForeignKey(Partner, related_name="addresses", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    province = models.CharField(_("省"), max_length=40, blank=True, default="")
    city = models.CharField(_("市"), max_length=40, blank=True, default="")
    district = models.CharField(_("区县"), max_length=40, blank=True, default="")
    region_code = models.CharField(
        _("行政区划代码"),
        max_length=6,
        blank=True,
        default="",
        help_text=_("6 位，选择省市区时填入"),
    )
    street = models.CharField(_("详细地址"), max_length=200)
    postcode = models.CharField(_("邮编"), max_length=12, blank=True, default="")
    receiver = models.CharField(_("收货人"), max_length=60, blank=True, default="")
    phone = models.CharField(_("电话"), max_length=60, blank=True, default="")
    is_default = models.BooleanField(_("默认"), default=False)
    extra = Extra()

    class Meta(CompanyModel.Meta):
        verbose_name = _("收货地址")
        indexes = [models.Index(fields=["company", "partner"], name="masters_address_partner")]

    class Form:
        region = ("province", "city", "district", "region_code")
        identity = ("province", "city", "district", "street")
        columns = [
            "province",
            "city",
            "district",
            "street",
            "postcode",
            "receiver",
            "phone",
            "is_default",
        ]

    def whole(self) -> str:
        """On one line: 广东省深圳市南山区科技园 1 号. The four municipalities name a city once."""
        parts = [self.province, self.city if self.city != self.province else "", self.district]
        return "".join([*parts, self.street])


def _the_one(rows: list[Any], table: str, mark: str, refusal: type[BusinessError]) -> Any:
    """The row that is marked; without a mark the first one gets it."""
    marked = [index for index, row in enumerate(rows) if getattr(row, mark)]
    if len(marked) > 1:
        raise refusal(field=f"{table}.{marked[1]}.{mark}")
    if not rows:
        return None
    chosen = rows[marked[0] if marked else 0]
    setattr(chosen, mark, True)
    return chosen
