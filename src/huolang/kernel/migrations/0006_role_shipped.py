"""Roles remember what the product gave them, so that an upgrade can add what is new.

Roles that are there were given what `SHIPPED` says, before anything was remembered.
"""

import json

from django.db import migrations, models

READ = ["view", "print", "export"]
ENTER = [*READ, "add", "edit", "delete", "import"]
WORK = [*ENTER, "confirm", "reopen", "cancel", "close"]
DECIDE = [*READ, "confirm", "reopen", "cancel", "close"]
GOODS = ["product", "product_category", "unit", "price_list"]
PURCHASE_ORDERS = ["purchase_requisition", "request_for_quotation", "purchase_order"]
PURCHASE_GOODS = ["purchase_receipt", "purchase_return"]
SALES_ORDERS = ["quotation", "sales_order"]
SALES_GOODS = ["sales_delivery", "sales_return"]
PLACES = ["warehouse", "location", "stock"]
STOCK = [
    "stock_receipt", "stock_issue", "stock_transfer", "stock_count", "assembly", "disassembly",
]  # fmt: skip
MONEY = [
    "purchase_invoice", "sales_invoice", "supplier_payment", "customer_payment", "settlement",
    "journal_entry", "account", "period",
]  # fmt: skip
PRICES = ["cost", "purchase_price"]


def given(*grants, hidden=()):
    may = {form: operations for forms, operations in grants for form in forms}
    return {"permissions": may, "hidden": sorted(hidden)}


SHIPPED = {
    "admin": given((["*"], ["*"])),
    "purchasing": given(
        ([*PURCHASE_ORDERS, *PURCHASE_GOODS], WORK),
        ([*GOODS, "partner"], ENTER),
        ([*PLACES, *STOCK, "payable", "purchase_invoice", "supplier_payment"], READ),
    ),
    "sales": given(
        ([*SALES_ORDERS, *SALES_GOODS], WORK),
        (["partner"], ENTER),
        ([*GOODS, *PLACES, "receivable", "sales_invoice", "customer_payment"], READ),
        hidden=PRICES,
    ),
    "warehouse": given(
        ([*PURCHASE_GOODS, *SALES_GOODS, *STOCK], WORK),
        ([*PURCHASE_ORDERS, *SALES_ORDERS, *GOODS, *PLACES, "partner"], READ),
        hidden=PRICES,
    ),
    "finance": given(
        (MONEY, WORK),
        (["partner"], ENTER),
        ([*PURCHASE_ORDERS, *PURCHASE_GOODS, *SALES_ORDERS, *SALES_GOODS], READ),
        ([*GOODS, *PLACES, *STOCK, "receivable", "payable"], READ),
    ),
    "owner": given((["*"], DECIDE)),
}
REMEMBER = """
UPDATE kernel_role SET shipped = given.value
FROM jsonb_each(%s::jsonb) AS given WHERE built_in AND code = given.key
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0005_background_jobs'),
    ]

    operations = [
        migrations.AddField(
            model_name='role',
            name='shipped',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.RunSQL([(REMEMBER, [json.dumps(SHIPPED)])], migrations.RunSQL.noop),
    ]
