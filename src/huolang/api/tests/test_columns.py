"""Columns as somebody arranged them: theirs on any device, nobody else's, and of bounded size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from huolang.kernel import column_layouts
from huolang.kernel.company import Company
from tests.support.client import ApiClient
from tests.support.shop import Shop

Client = Callable[..., ApiClient]
LAYOUT = {
    "turned": ["remark"],
    "order": ["partner", "date", "remark"],
    "widths": {"partner": 240, "goods.code": 36},
}


def tables(client: ApiClient) -> dict[str, Any]:
    answer = client.get("/columns")
    assert answer.status_code == 200
    return answer.json()["tables"]


def test_columns_are_kept_with_the_person_and_the_company(
    client: Client, other_company: Company, shop: Shop
) -> None:
    mine, colleague = client("sales"), client("sales")
    stranger = client("sales", company=other_company)
    audited = shop.everything()["kernel_auditentry"]

    assert mine.put("/columns/sales_order", LAYOUT).json() == LAYOUT
    assert mine.put("/columns/sales_order.lines", {"widths": {"product": 300}}).status_code == 200

    lines = {"turned": [], "order": [], "widths": {"product": 300}}
    assert tables(mine) == {"sales_order": LAYOUT, "sales_order.lines": lines}
    assert tables(colleague) == tables(stranger) == {}
    assert mine.put("/columns/sales_order.lines", {}).status_code == 200  # as it was by itself
    assert tables(mine) == {"sales_order": LAYOUT}
    assert shop.everything()["kernel_auditentry"] == audited  # looks are nobody's business


@pytest.mark.parametrize(
    ("table", "layout", "code", "field"),
    [
        ("Sales Order", LAYOUT, "column_layout.no_such_table", "table"),
        ("a" * 57, LAYOUT, "column_layout.no_such_table", "table"),
        ("sales_order", {"turned": ["a,b"]}, "column_layout.bad_columns", "turned"),
        ("sales_order", {"order": ["a", "a"]}, "column_layout.bad_columns", "order"),
        (
            "sales_order",
            {"order": [f"c{n}" for n in range(201)]},
            "column_layout.bad_columns",
            "order",
        ),
        ("sales_order", {"widths": {"": 100}}, "column_layout.bad_columns", "widths"),
        ("sales_order", {"widths": {"a": 35}}, "column_layout.bad_width", "widths.a"),
        ("sales_order", {"widths": {"a": 721}}, "column_layout.bad_width", "widths.a"),
    ],
)
def test_what_is_no_layout_is_refused_and_changes_nothing(
    client: Client, table: str, layout: dict[str, Any], code: str, field: str
) -> None:
    mine = client("sales")
    mine.put("/columns/sales_order", LAYOUT)

    refused = mine.put(f"/columns/{table}", layout)

    assert refused.status_code == 422
    assert refused.json()["code"] == code
    assert [one["field"] for one in refused.json()["errors"]] == [field]
    assert tables(mine) == {"sales_order": LAYOUT}


def test_one_person_keeps_so_many_tables_and_may_change_those(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(column_layouts, "MOST_TABLES", 2)
    mine = client("sales")
    for table in ("sales_order", "product"):
        assert mine.put(f"/columns/{table}", LAYOUT).status_code == 200

    refused = mine.put("/columns/partner", LAYOUT)

    assert (refused.status_code, refused.json()["code"]) == (409, "column_layout.too_many")
    assert set(tables(mine)) == {"sales_order", "product"}
    assert mine.put("/columns/product", {"turned": ["code"]}).status_code == 200
    assert mine.put("/columns/product", {}).status_code == 200
    assert mine.put("/columns/partner", LAYOUT).status_code == 200
