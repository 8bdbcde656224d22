"""What is owed, and which months accept entries, as the API tells it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.support.shop import today


def made(api: Any, form: str, **fields: Any) -> dict[str, Any]:
    then = fields.pop("then", "")
    answer = api.post(f"/records/{form}" + (f"?then={then}" if then else ""), fields)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def shop(api: Any) -> None:
    made(api, "product", code="LS-01", name="六角螺栓", unit={"code": "PCS"}, tax_rate="13")
    made(api, "partner", code="S1", name="宏达五金", is_supplier=True)
    made(api, "partner", code="C1", name="蓝海装饰", is_customer=True)
    line = {"product": {"code": "LS-01"}, "quantity": "10", "unit_price": "10", "tax_rate": "13"}
    common = {"tax_included": False, "warehouse": warehouse(api)}
    made(api, "purchase_receipt", partner={"code": "S1"}, lines=[line], then="confirm", **common)
    sale = line | {"quantity": "4", "unit_price": "20"}
    made(api, "sales_delivery", partner={"code": "C1"}, lines=[sale], then="confirm", **common)


def warehouse(api: Any) -> dict[str, Any]:
    return {"id": api.get("/records/warehouse").json()["items"][0]["id"]}


def test_what_is_owed_is_gross_and_each_sees_their_side(client):
    admin, sales, stores = client("admin"), client("sales"), client("warehouse")
    shop(admin)

    everything = admin.get("/owed").json()
    theirs = sales.get("/owed").json()

    assert [
        (one["partner"]["code"], one["receivable"], one["payable"]) for one in everything["items"]
    ] == [
        ("C1", "90.40", "0.00"),
        ("S1", "0.00", "113.00"),
    ]
    assert everything["sums"] == {"receivable": "90.40", "payable": "113.00"}
    assert theirs["sums"] == {"receivable": "90.40"}
    assert "payable" not in theirs["items"][0]
    assert stores.get("/owed").status_code == 403


def test_behind_a_figure_are_the_documents(client):
    admin = client("admin")
    shop(admin)
    supplier = admin.get("/owed?q=宏达").json()["items"][0]["partner"]["id"]

    items = admin.get(f"/owed/items?partner={supplier}").json()["items"]

    assert [(one["form"], one["net"], one["tax"], one["left"]) for one in items] == [
        ("purchase_receipt", "100.00", "13.00", "113.00")
    ]


def test_pages_follow_one_another(client):
    admin = client("admin")
    shop(admin)

    first = admin.get("/owed?limit=1").json()
    second = admin.get(f"/owed?limit=1&cursor={first['next']}").json()

    assert first["items"][0]["partner"]["code"] == "C1"
    assert second["items"][0]["partner"]["code"] == "S1"
    assert second["next"] is None
    assert admin.get("/owed?cursor=forged").status_code == 422


def test_it_is_sorted_by_each_figure_page_by_page(client):
    admin, sales = client("admin"), client("sales")
    shop(admin)
    made(admin, "partner", code="C2", name="白云装饰", is_customer=True)
    line = {"product": {"code": "LS-01"}, "quantity": "5", "unit_price": "20", "tax_rate": "13"}
    sale = {"partner": {"code": "C2"}, "warehouse": warehouse(admin), "tax_included": False}
    made(admin, "sales_delivery", lines=[line], then="confirm", **sale)

    def codes(sort):
        """In the order of `sort`, one on a page."""
        found, cursor = [], ""
        while cursor is not None:
            page = admin.get(f"/owed?limit=1&sort={sort}{cursor and '&cursor=' + cursor}").json()
            found += [one["partner"]["code"] for one in page["items"]]
            cursor = page["next"]
        return found

    assert codes("partner") == ["C1", "C2", "S1"]
    assert codes("-partner") == ["S1", "C2", "C1"]
    assert codes("receivable") == ["S1", "C1", "C2"]
    assert codes("-receivable") == ["C2", "C1", "S1"]
    assert codes("-payable") == ["S1", "C1", "C2"]
    other = admin.get("/owed?limit=1").json()["next"]
    assert admin.get(f"/owed?sort=payable&cursor={other}").status_code == 422
    assert admin.get("/owed?sort=name").json()["code"] == "sort.field"
    assert sales.get("/owed?sort=payable").status_code == 422


def test_a_closed_month_accepts_nothing_until_it_is_opened_again(client):
    admin, sales = client("finance"), client("sales")
    shop(client("admin"))
    last = today().replace(day=1) - timedelta(days=1)
    month = f"{last:%Y-%m}"

    assert sales.post(f"/periods/{month}/close", {}).status_code == 403
    assert admin.post(f"/periods/{month}/close", {}).json() == {
        "month": month,
        "closed": True,
        "used": True,
        "covers": [],
        "earliest": True,
    }

    refused = client("admin").post(
        "/records/sales_delivery?then=confirm",
        {
            "partner": {"code": "C1"},
            "warehouse": warehouse(admin),
            "date": last.isoformat(),
            "lines": [{"product": {"code": "LS-01"}, "quantity": "1", "unit_price": "20"}],
        },
    )
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["field"] == "date"
    assert admin.post(f"/periods/{month}/reopen", {}).json()["closed"] is False
    assert admin.post("/periods/2026-13/close", {}).status_code == 422
    running = admin.post(f"/periods/{today():%Y-%m}/close", {})
    assert (running.status_code, running.json()["code"]) == (422, "ledger.period_not_over")
