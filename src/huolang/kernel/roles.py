"""角色: the roles a company starts with, form by form. A company may change them afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huolang.kernel.people import Role

COST, PURCHASE_PRICE = "cost", "purchase_price"
BANK, CREDIT, PERSONAL = "bank", "credit", "personal"
HIDEABLE: dict[str, str | Promise] = {
    COST: _("成本"),
    PURCHASE_PRICE: _("采购价"),
    BANK: _("银行账户"),
    CREDIT: _("信用额度"),
    PERSONAL: _("员工联系方式"),
}
"""Groups of fields that a role may hide. Who holds no role sees none of them."""

READ = ("view", "print", "export")
ENTER = (*READ, "add", "edit", "delete", "import")
WORK = (*ENTER, "confirm", "reopen", "cancel", "close")
DECIDE = (
    *READ,
    "confirm",
    "reopen",
    "cancel",
    "close",
    "undercut",
    "give",
    "exceed_credit",
    "sell_expired",
    "pass_over",
    "approve",
)

GOODS = (
    *("product", "product_category", "brand", "unit", "price_level", "price_list"),
    *("style", "attribute"),
)
BATCHES = ("batch",)
"""Batches begin with receipts; who keeps them mends their days and holds them back."""
SERIALS = ("serial_number",)
"""Their life follows from the books; who keeps them says how long a warranty lasts."""
KEEP = (*READ, "edit")
PURCHASE_PRICES = ("supplier_price_list",)
PLACES = ("warehouse", "location")
STAFF = ("department", "employee")
PURCHASE_ORDERS = ("purchase_order",)
PURCHASE_GOODS = ("purchase_receipt", "purchase_return", "purchase_exchange")
INSPECTIONS = ("inspection", "reject_disposal")
REASONS = ("reject_reason",)
SALES_ORDERS = ("sales_order",)
SALES_GOODS = ("sales_delivery", "sales_return", "sales_exchange")
STOCK_DOCUMENTS = (
    "stock_receipt",
    "stock_issue",
    "stock_transfer",
    "transfer_receipt",
    "location_move",
    "stock_count",
    "assembly",
    "disassembly",
)
LEAVING = ("sales_delivery", "sales_exchange", "loan", "stock_issue", "assembly")
"""Documents by which goods go to somebody, or to use; a batch is picked for them."""
PICK = (*WORK, "pass_over")
"""Who stands before the goods sees why a later batch has to go."""
TEMPLATES = ("assembly_template",)
"""Of what goods are made: who buys and who keeps them says so."""
REQUESTS = ("transfer_request",)
"""Who needs goods asks for them; who has them sends them."""
HOLDS = ("stock_hold",)
"""Who sells promises goods before there is an order; who keeps them puts them aside."""
COUNT_PLANS = ("count_plan",)
"""Who counts does not say what becomes of the differences: that is another right."""
COUNT = (*READ, "add", "edit", "delete", "confirm", "cancel", "count")
JUDGE = (*READ, "add", "edit", "delete", "confirm", "cancel", "approve")
LOANS = ("loan", "loan_return")
BORROWINGS = ("borrowing", "borrowing_return")
PURCHASE_CHARGES = ("landed_cost", "purchase_allowance", "transfer_charge")
"""What makes goods received worth more or less than their receipt said, and what it cost to move
goods of ours."""
CORRECTIONS = ("revaluation", "costing_change")
"""What goods are worth, set by hand, and how they are costed."""
OPENING = ("opening_stock", "opening_balance")
INVOICES = ("purchase_invoice", "sales_invoice")
MONEY = (
    "funds_account",
    "supplier_payment",
    "customer_payment",
    "period",
)
STOCK = ("stock",)
"""Not a form: the page of what is in stock, and the entries behind it."""
ALERTS, REPLENISHMENT = ("stock_alert",), ("replenishment",)
"""Likewise: what is too little, too much or late, and who has taken note of it."""
SEE_TO = ("view", "edit", "export")
RECEIVABLE, PAYABLE = ("receivable",), ("payable",)
"""Not forms either: what customers owe us, what we owe suppliers."""
PAGES: dict[str, tuple[str, ...]] = {
    "stock": ("view", "edit", "print", "export"),
    "stock_alert": ("view", "edit", "export"),
    "replenishment": ("view", "edit", "export"),
    "receivable": ("view", "print", "export"),
    "payable": ("view", "print", "export"),
    "period": ("view", "reopen", "close"),
    "user": ("view", "add", "edit"),
    "role": ("view", "add", "edit", "delete"),
    "setting": ("view", "edit"),
    "job": ("view", "edit"),
    "company": ("view", "add", "edit"),
    "audit": ("view", "export"),
    "upkeep": ("view",),
    "proof": ("view", "add"),
}
"""Screens with a permission of their own, and what can be done there."""
PAGE_LABELS: dict[str, str | Promise] = {
    "stock": _("库存"),
    "stock_alert": _("预警"),
    "replenishment": _("补货建议"),
    "receivable": _("应收"),
    "payable": _("应付"),
    "period": _("会计期间"),
    "user": _("成员"),
    "role": _("角色"),
    "setting": _("设置"),
    "job": _("后台任务"),
    "company": _("公司"),
    "audit": _("操作日志"),
    "upkeep": _("维护"),
    "proof": _("账目核对"),
}


@dataclass(frozen=True, kw_only=True)
class ShippedRole:
    code: str
    name: str | Promise
    permissions: Mapping[str, tuple[str, ...]]
    hidden: frozenset[str] = field(default_factory=frozenset[str])

    def as_given(self) -> dict[str, Any]:
        """What the role is given, as `Role.shipped` keeps it."""
        may = {form: list(operations) for form, operations in self.permissions.items()}
        return {"permissions": may, "hidden": sorted(self.hidden)}


def _may(*grants: tuple[Iterable[str], tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {form: operations for forms, operations in grants for form in forms}


SHIPPED: tuple[ShippedRole, ...] = (
    ShippedRole(code="admin", name=_("管理员"), permissions={"*": ("*",)}),
    ShippedRole(
        code="purchasing",
        name=_("采购"),
        permissions=_may(
            ((*PURCHASE_ORDERS, *PURCHASE_GOODS, *PURCHASE_CHARGES), WORK),
            ((*GOODS, *BATCHES, *TEMPLATES, *PURCHASE_PRICES, "partner"), ENTER),
            (SERIALS, KEEP),
            ((*ALERTS, *REPLENISHMENT), SEE_TO),
            ((*INSPECTIONS, *REASONS), READ),
            ((*PLACES, *STAFF, *STOCK, *STOCK_DOCUMENTS, *LOANS, *PAYABLE), READ),
            ((*REQUESTS, *BORROWINGS), WORK),
            ((*HOLDS, "purchase_invoice", "supplier_payment"), READ),
        ),
        hidden=frozenset({CREDIT, PERSONAL}),
    ),
    ShippedRole(
        code="sales",
        name=_("销售"),
        permissions=_may(
            ((*SALES_ORDERS, *SALES_GOODS, *LOANS, *REQUESTS, *HOLDS), WORK),
            (("partner",), ENTER),
            ((*GOODS, *BATCHES, *SERIALS, *PLACES, *STAFF, *STOCK, *RECEIVABLE), READ),
            (("sales_invoice", "customer_payment"), READ),
        ),
        hidden=frozenset({COST, PURCHASE_PRICE, BANK, CREDIT, PERSONAL}),
    ),
    ShippedRole(
        code="warehouse",
        name=_("仓库"),
        permissions=_may(
            (COUNT_PLANS, COUNT),
            ((*PURCHASE_GOODS, *INSPECTIONS, *SALES_GOODS, *STOCK_DOCUMENTS, *LOANS), WORK),
            ((*REQUESTS, *BORROWINGS, *HOLDS), WORK),
            (LEAVING, PICK),
            ((*PURCHASE_ORDERS, *SALES_ORDERS, *GOODS, *PLACES, *STAFF, *STOCK, "partner"), READ),
            (("opening_stock",), READ),
            ((*BATCHES, *REASONS, *TEMPLATES, "location"), ENTER),
            (SERIALS, KEEP),
            (ALERTS, SEE_TO),
        ),
        hidden=frozenset({COST, PURCHASE_PRICE, BANK, CREDIT, PERSONAL}),
    ),
    ShippedRole(
        code="finance",
        name=_("财务"),
        permissions=_may(
            ((*INVOICES, *MONEY, *OPENING, *CORRECTIONS, *PURCHASE_CHARGES), WORK),
            (("partner",), ENTER),
            ((*PURCHASE_ORDERS, *PURCHASE_GOODS, *SALES_ORDERS, *SALES_GOODS), READ),
            ((*GOODS, *BATCHES, *SERIALS, *TEMPLATES, *PURCHASE_PRICES), READ),
            ((*PLACES, *STAFF, *STOCK), READ),
            (COUNT_PLANS, JUDGE),
            ((*STOCK_DOCUMENTS, *REQUESTS, *HOLDS, *LOANS, *BORROWINGS), READ),
            (INSPECTIONS, READ),
            ((*REASONS, *RECEIVABLE, *PAYABLE), READ),
            (("proof",), ("view", "add")),
        ),
        hidden=frozenset({PERSONAL}),
    ),
    ShippedRole(
        code="owner",
        name=_("老板"),
        permissions={
            "*": DECIDE,
            **_may(((*ALERTS, *REPLENISHMENT, *STOCK), SEE_TO), (COUNT_PLANS, JUDGE)),
        },
    ),
)


def seed() -> None:
    """Write the shipped roles of the acting company; those that are there stay as they are."""
    Role.objects.bulk_create(
        [
            Role(
                code=role.code,
                name=str(role.name),
                **role.as_given(),
                built_in=True,
                shipped=role.as_given(),
            )
            for role in SHIPPED
        ],
        ignore_conflicts=True,
    )
