"""What a file does not say because it is the same everywhere is said once beside it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, and_its_end, workbook
from tests.support.shop import Shop

OWN = ["货号", "品名", "单位", "进价", "售价", "库存", "成本"]
"""The headings of somebody's own list of goods."""
ROWS = [
    ["LS8", "六角螺栓", "个", 3, 5.2, 100, 2.5],
    ["LM8", "六角螺母", "个", 1, 2, 200, 0.5],
]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def opening(shop: Shop) -> list[tuple[Any, ...]]:
    return shop.rows(
        "SELECT w.code, d.state, d.amount, d.remark, count(*) FROM inventory_openingstock d"
        " JOIN inventory_openingstockline l ON l.document_id = d.id"
        " JOIN masters_warehouse w ON w.id = d.warehouse_id"
        " WHERE d.company_id = %s::bigint GROUP BY d.id, w.code, d.state, d.amount, d.remark",
        shop.company,
    )


def test_ones_own_list_becomes_products_and_then_their_stock_in_the_only_warehouse(
    shop: Shop, importer: Importer
) -> None:
    """One file for both, as it is: no heading of ours, no warehouse, no number."""
    content = workbook(OWN, *ROWS)

    goods = importer.upload("product", content)
    stock = importer.upload("opening_stock", content)
    paths = {"code", "name", "unit", "purchase_price", "sales_price"}
    assert set(goods["matching"].values()) == paths and goods["fixed"] == {}
    assert stock["fixed"] == {"warehouse": "CK01"}
    matched = {stock["headers"][int(at)]: path for at, path in stock["matching"].items()}
    assert matched["货号"] == "lines.product" and matched["成本"] == "lines.unit_cost"
    assert matched["库存"] == "lines.quantity" and matched["单位"] == "lines.unit"

    assert importer.start(importer.check(goods))["created"] == 2
    done = importer.start(importer.check(stock, confirm=True))

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert opening(shop) == [("CK01", "confirmed", 350, "", 2)]
    shop.ids["LS8"] = shop.client.get("/records/product?q=LS8").json()["items"][0]["id"]
    assert shop.stock("LS8")["on_hand"] == "100" and shop.stock("LS8")["value"] == "250.00"


def test_where_there_are_several_warehouses_somebody_says_which(
    shop: Shop, importer: Importer
) -> None:
    shop.warehouse("CK02", "门市")
    content = workbook(OWN, *ROWS)
    importer.bring("product", content)
    run = importer.upload("opening_stock", content)
    assert run["fixed"] == {}
    told = {"matching": run["matching"]}
    refused = shop.client.post(f"/imports/{run['id']}/check", told)
    assert [one["code"] for one in refused.json()["errors"]] == ["import.column_missing"]
    assert "--fixed warehouse=…" in refused.json()["errors"][0]["message"]

    said = {"warehouse": "门市", "remark": " 开账 "}
    done = importer.start(importer.check(run, fixed=said))

    assert done["fixed"] == {"warehouse": "门市", "remark": "开账"}
    assert opening(shop) == [("CK02", "draft", 350, "开账", 2)]


def test_what_is_no_field_of_the_document_or_stands_in_a_column_is_refused(
    shop: Shop, importer: Importer
) -> None:
    head = ["仓库", "商品", "数量", "单位成本"]
    run = importer.upload("opening_stock", workbook(head, ["CK01", "S1", 1, 2]))
    for fixed, code in (
        ({"warehouse": "CK01"}, "import.fixed_too"),
        ({"lines.unit": "个"}, "import.column_unknown"),
        ({"number": "A"}, "import.column_unknown"),
        ({"nothing": "A"}, "import.column_unknown"),
    ):
        told = {"matching": run["matching"], "fixed": fixed}
        refused = shop.client.post(f"/imports/{run['id']}/check", told)
        [error] = refused.json()["errors"]
        assert refused.status_code == 422
        assert (error["code"], error["field"]) == (code, f"fixed.{next(iter(fixed))}")
    assert opening(shop) == []


def test_a_warehouse_that_is_not_there_is_refused_by_its_name_and_nothing_moves(
    shop: Shop, importer: Importer
) -> None:
    head = ["商品", "数量", "单位成本"]
    run = importer.upload("opening_stock", workbook(head, ["S1", 1, 2], ["S2", 1, 2]))
    before = shop.everything()

    checked = importer.check(run, fixed={"warehouse": "CK09"}, confirm=True)

    assert (checked["created"], checked["refused"]) == (0, 1)
    [(row, column, _code)] = importer.faults(checked)
    assert (row, column) == (2, "仓库")
    assert opening(shop) == []
    assert shop.everything() == and_its_end(before)
