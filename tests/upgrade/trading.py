"""A small trade of everything there was, and what people see of it. Talks to the API alone, apart
from the fields of a company's own (`extra`), which have no screen yet."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from huolang.kernel import tokens
from huolang.kernel.company import Company
from huolang.kernel.people import User
from tests.support.client import ApiClient
from tests.support.shop import Shop, days_ago, line, today

BOX = {"code": "BOX"}
FORMS = (
    "product",
    "product_category",
    "unit",
    "partner",
    "warehouse",
    "purchase_order",
    "purchase_receipt",
    "purchase_return",
    "sales_order",
    "sales_delivery",
    "sales_return",
    "stock_receipt",
    "stock_issue",
)
LAST_MONTH = (today().replace(day=1) - timedelta(days=3)).isoformat()
EXTRA = {
    "masters_product": ("code = 'LS8'", {"产地": "宁波", "box_weight": "12.5"}),
    "masters_partner": ("code = 'K1'", {"regions": ["浙江", "江苏"], "since": "2019-04-01"}),
    "purchasing_purchaseorder": ("true", {"contract": "HT-2026-08"}),
    "sales_salesorderline": ("true", {"colour": "蓝"}),
}


def company() -> int:
    return Company.objects.order_by("id").get().id


def client() -> ApiClient:
    return ApiClient(tokens.issue(User.objects.get(username="admin"), name="升级"))


def trade(shop: Shop) -> None:
    """Every document, in every state, in two months of which the first is closed."""
    shop.product("LS8", "螺丝 M8", units=[{"unit": BOX, "numerator": "12"}], purchase_price="10")
    shop.product("DZ1", "垫圈", purchase_price="0.35", tax_rate="9")
    shop.partner("P1", "永康五金厂", is_customer=False)
    shop.partner("K1", "绍兴建材店", is_supplier=False)
    shop.warehouse("CK02", "分仓")
    shop.make("stock_receipt", line("DZ1", 1000, unit_cost="0.3"), date=LAST_MONTH)
    shop.make("purchase_receipt", line("LS8", 3, 118, unit=BOX), date=LAST_MONTH)
    shop.ok(shop.client.post(f"/periods/{LAST_MONTH[:7]}/close"))
    told = {"values": {"purchase_order.over_receipt": "10"}}
    shop.ok(shop.client.patch("/settings", told))
    role = {"name": "跟单", "permissions": {"sales_order": ["view", "add"]}, "hidden": ["cost"]}
    shop.ok(shop.client.post("/roles", role), 201)
    person = {"username": "xiaoli", "name": "小李", "roles": ["sales"]}
    shop.ok(shop.client.post("/people", person), 201)
    _documents(shop)
    for table, (where, extra) in EXTRA.items():
        shop.rows(
            f"UPDATE {table} SET extra = %s::jsonb WHERE company_id = %s::bigint AND {where}"
            " RETURNING id",
            json.dumps(extra),
            shop.company,
        )


def _documents(shop: Shop) -> None:
    order = shop.make("purchase_order", line("LS8", 10, 120, unit=BOX), date=days_ago(2))
    draft = shop.convert("purchase_order", order, "purchase_receipt")
    rows = [{"id": draft["lines"][0]["id"], "quantity": "4"}]
    draft = shop.change("purchase_receipt", draft, lines=rows)
    shop.do("purchase_receipt", draft, "confirm")
    shop.make("purchase_return", line("LS8", 5, 10))
    wrong = shop.make("stock_issue", line("DZ1", 40))
    shop.do("stock_issue", wrong, "cancel", reason="多录了")
    sale = shop.make(
        "sales_order", line("LS8", 30, 20), line("DZ1", 2000, 1), partner={"code": "K1"}
    )
    part = shop.convert("sales_order", sale, "sales_delivery")
    rows = [{"id": part["lines"][0]["id"], "quantity": "12"}]
    part = shop.change("sales_delivery", part, lines=rows)
    shop.do("sales_delivery", part, "confirm")
    shop.make("sales_return", line("LS8", 2, 20), partner={"code": "K1"})
    again = shop.make("stock_receipt", line("LS8", 6, unit_cost="9"), date=days_ago(1))
    shop.do("stock_receipt", again, "reopen")
    closed = shop.make("purchase_order", line("DZ1", 500, 0.33))
    shop.do("purchase_order", closed, "close")
    shop.make("sales_delivery", line("LS8", 1, 21), then=None, partner={"code": "K1"})
    shop.make("purchase_receipt", line("LS8", 7, 13), date=days_ago(1))


def seen(shop: Shop) -> dict[str, Any]:
    """What people see, and what only the database shows."""
    get = shop.client.get
    extra = {
        table: sorted(
            json.dumps(value, ensure_ascii=False, sort_keys=True)
            for (value,) in shop.rows(
                f"SELECT extra::text::json FROM {table} WHERE company_id = %s::bigint",
                shop.company,
            )
        )
        for table in EXTRA
    }
    return {
        "records": {form: records(shop, form) for form in FORMS},
        "stock": shop.ok(get("/stock"))["items"],
        "owed": shop.ok(get("/owed")),
        "periods": shop.ok(get("/periods"))["items"],
        "settings": {one["key"]: one["value"] for one in shop.ok(get("/settings"))["items"]},
        "roles": [one["name"] for one in shop.ok(get("/roles"))["items"]],
        "people": [one["username"] for one in shop.ok(get("/people"))["items"]],
        "accounts": [
            list(map(str, row))
            for row in shop.rows(
                "SELECT a.code, sum(l.base_amount) FROM ledger_journalline l"
                " JOIN ledger_account a ON a.company_id = l.company_id AND a.id = l.account_id"
                " WHERE l.company_id = %s::bigint GROUP BY a.code ORDER BY a.code",
                shop.company,
            )
        ],
        "extra": extra,
    }


def records(shop: Shop, form: str) -> list[dict[str, Any]]:
    found = shop.ok(shop.client.get(f"/records/{form}?limit=100"))["items"]
    return [shop.read(form, one) for one in found]


def main() -> None:
    shop = Shop(client(), company())
    trade(shop)
    assert shop.differences() == []
    json.dump(seen(shop), sys.stdout, ensure_ascii=False, default=str)


if __name__ == "__main__":
    main()
