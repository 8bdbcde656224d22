"""A trading company as its people use it: everything goes through the API."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from huolang.kernel import sql
from huolang.kernel.company import acting
from huolang.ledger import proof
from tests.support.client import ApiClient
from tests.support.trading import has_partner

ZONE = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """The company's day."""
    return datetime.now(ZONE).date()


def days_ago(count: int) -> str:
    return (today() - timedelta(days=count)).isoformat()


def line(code: str, quantity: Any, price: Any = None, **fields: Any) -> dict[str, Any]:
    """A line of a document: so many of the product `code`, at `price` each."""
    row = {"product": {"code": code}, "quantity": str(quantity), **fields}
    return row if price is None else {**row, "unit_price": str(price)}


@dataclass
class Shop:
    """One company, seen through one person's `client`."""

    client: ApiClient
    company: int
    ids: dict[str, str] = field(default_factory=dict)
    """Ids of masters by code."""

    def product(self, code: str, name: str = "", **fields: Any) -> str:
        told = {"unit": {"code": "PCS"}, "tax_rate": "13", **fields}
        return self.master("product", code=code, name=name or f"商品 {code}", **told)

    def partner(self, code: str, name: str = "", **fields: Any) -> str:
        roles = {"is_supplier": True, "is_customer": True, **fields}
        return self.master("partner", code=code, name=name or f"单位 {code}", **roles)

    def warehouse(self, code: str, name: str = "") -> str:
        return self.master("warehouse", code=code, name=name or f"仓库 {code}")

    def goods_masters(self, partner: str) -> dict[str, str]:
        """One record of each form that goods are described and priced by."""
        made = {"price_level": {"name": "批发"}, "price_list": {"name": "春季"}}
        made["brand"] = {"name": "晨光"}
        made["attribute"] = {"code": "SX", "name": "颜色", "values": [{"name": "红"}]}
        made["style"] = {"name": "T恤", "attribute1": {"code": "SX"}, "unit": {"code": "PCS"}}
        made["supplier_price_list"] = {"name": "年度", "partner": {"code": partner}}
        return {form: self.master(form, **fields) for form, fields in made.items()}

    def master(self, form: str, **fields: Any) -> str:
        record = self.ok(self.client.post(f"/records/{form}", fields), 201)
        self.ids[record["code"]] = record["id"]
        return str(record["id"])

    def send(
        self, form: str, *lines: dict[str, Any], then: str | None = "confirm", **fields: Any
    ) -> Any:
        """Create a document (and confirm it); the response, whatever it says."""
        key = fields.pop("key", None)
        headers = {"key": key} if key else {}
        return self.client.post(address(form, then), filled(form, *lines, **fields), **headers)

    def make(self, form: str, *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
        """The same, and it must succeed; the record."""
        return self.ok(self.send(form, *lines, **fields), 201)

    def act(self, form: str, record: Any, action: str, **body: Any) -> Any:
        key = record["id"] if isinstance(record, dict) else record
        return self.client.post(f"/records/{form}/{key}/{action}", body)

    def do(self, form: str, record: Any, action: str, **body: Any) -> dict[str, Any]:
        """Press a button, which must succeed."""
        return self.ok(self.act(form, record, action, **body))

    def convert(self, form: str, record: Any, target: str) -> dict[str, Any]:
        answer = self.client.post(f"/records/{form}/{record['id']}/convert/{target}")
        return self.ok(answer, 201)

    def read(self, form: str, record: Any) -> dict[str, Any]:
        return self.ok(self.client.get(f"/records/{form}/{record['id']}"))

    def change(self, form: str, record: dict[str, Any], **fields: Any) -> dict[str, Any]:
        path = f"/records/{form}/{record['id']}"
        return self.ok(self.client.patch(path, fields, etag=record["etag"]))

    def stock(self, code: str) -> dict[str, str]:
        """On hand, reserved, available, value and unit cost of a product, over all warehouses."""
        found = self.ok(self.client.get(f"/stock?product={self.ids[code]}"))["items"]
        if not found:
            return {"on_hand": "0", "reserved": "0", "available": "0", "value": "0.00"}
        return {name: found[0][name] for name in FIGURES if found[0][name] is not None}

    def owed(self, kind: str) -> Decimal:
        """Open receivables or payables of the company, gross."""
        return self.one(
            'SELECT coalesce(sum("left"), 0) FROM ledger_openitem'
            " WHERE company_id = %s::bigint AND kind = %s",
            self.company,
            kind,
        )

    def account(self, code: str) -> Decimal:
        """Debits less credits of an account and those below it."""
        return self.one(
            "SELECT coalesce(sum(l.base_amount), 0) FROM ledger_journalline l JOIN ledger_account a"
            " ON a.company_id = l.company_id AND a.id = l.account_id"
            " WHERE l.company_id = %s::bigint AND starts_with(a.code, %s)",
            self.company,
            code,
        )

    def one(self, statement: str, *parameters: Any) -> Any:
        """The only figure that a statement on this company's rows answers."""
        return self.rows(statement, *parameters)[0][0]

    def rows(self, statement: str, *parameters: Any) -> list[Any]:
        with acting(self.company):
            return sql.run(statement, parameters).fetchall()

    def differences(self) -> list[Any]:
        """What `prove` finds: nothing, when the books agree with their rows."""
        with acting(self.company):
            return list(proof.differences(self.company))

    def everything(self) -> dict[str, int]:
        """How many rows each table of this company has: equal before and after a refusal."""
        counts = ", ".join(
            f"(SELECT count(*) FROM {table} WHERE company_id = {int(self.company)})"
            for table in TABLES
        )
        state = (
            "(SELECT coalesce(sum(last), 0) FROM documents_series),"
            " (SELECT coalesce(sum(usable * 3 + reserved * 5 + waiting * 7), 0)"
            " FROM ledger_availability), (SELECT last_no FROM kernel_bookhead)"
        )
        figures = self.rows(f"SELECT {counts}, {state}")[0]
        return dict(zip([*TABLES, "numbers", "available", "no"], figures, strict=True))

    @staticmethod
    def ok(answer: Any, status: int = 200) -> dict[str, Any]:
        assert answer.status_code == status, (answer.status_code, answer.content.decode())
        found: dict[str, Any] = answer.json()
        return found


FIGURES = ("on_hand", "reserved", "available", "value", "unit_cost")
TABLES = (
    "purchasing_purchaseorder",
    "purchasing_purchaseorderline",
    "purchasing_purchasereceipt",
    "purchasing_purchasereceiptline",
    "sales_salesorder",
    "sales_salesorderline",
    "sales_salesdelivery",
    "sales_salesdeliveryline",
    "sales_salesreturn",
    "inventory_stockreceipt",
    "purchasing_purchaseinvoice",
    "sales_salesinvoice",
    "finance_customerpayment",
    "finance_supplierpayment",
    "ledger_postinghead",
    "ledger_stockentry",
    "ledger_journalentry",
    "ledger_journalline",
    "ledger_openitem",
    "ledger_openitementry",
    "ledger_costadjustment",
    "ledger_reservation",
    "documents_link",
    "kernel_auditentry",
    "kernel_event",
    "kernel_idempotencykey",
    "masters_product",
    "masters_partner",
    "masters_warehouse",
)


MONEY = ("customer_payment", "supplier_payment", "purchase_invoice", "sales_invoice")
"""They move no goods, and have no warehouse."""


def address(form: str, then: str | None) -> str:
    return f"/records/{form}" + (f"?then={then}" if then else "")


def filled(form: str, *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A document with the shop's usual partner and warehouse, unless others are given."""
    header: dict[str, Any] = {"warehouse": {"code": "CK01"}}
    if form in MONEY:
        header = {}
    if has_partner(form):
        header["partner"] = {"code": "P1"}
    return {**header, **fields, "lines": list(lines)}
