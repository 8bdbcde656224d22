"""Files of other programs have the code and the name of what they refer to: the code decides, the
name is read, too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from huolang.forms import registry
from huolang.integrations.columns import matching
from tests.support.importing import Importer, and_its_end, workbook
from tests.support.shop import Shop

HEAD = ["单据编号", "客户编号", "客户", "仓库编码", "仓库名称", "货号", "商品名称", "数量", "单价"]
PATHS = {
    "0": "number", "1": "partner", "2": "partner:check", "3": "warehouse", "4": "warehouse:check",
    "5": "lines.product", "6": "lines.product:check", "7": "lines.quantity",
    "8": "lines.unit_price",
}  # fmt: skip
FIRST, SECOND = ["P1", "华联商贸", "CK01", "主仓"], ["P2", "远大", "CK01", "主仓"]
SCREW = ["S1", "螺丝 1 号", 2, 5]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.partner("P2", "远大")
    return Importer(shop.client, shop.company)


def entered(shop: Shop) -> list[tuple[Any, ...]]:
    return shop.rows(
        "SELECT p.code, w.code, g.code, l.warehouse_id IS NULL FROM sales_salesorder d"
        " JOIN masters_partner p ON p.company_id = d.company_id AND p.id = d.partner_id"
        " JOIN masters_warehouse w ON w.company_id = d.company_id AND w.id = d.warehouse_id"
        " JOIN sales_salesorderline l ON l.company_id = d.company_id AND l.document_id = d.id"
        " JOIN masters_product g ON g.company_id = l.company_id AND g.id = l.product_id"
        " WHERE d.company_id = %s::bigint ORDER BY d.id, l.position",
        shop.company,
    )


def notes(run: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [
        (one["row"], one["column"], one["code"])
        for one in run["findings"]["notes"]
        if one["code"] == "import.name_differs"
    ]


def test_the_code_decides_and_the_name_beside_it_is_read(shop: Shop, importer: Importer) -> None:
    rows = [["A1001", *FIRST, *SCREW], ["A1002", *SECOND, "S2", "螺丝2号", 1, 5]]
    rows[1][4] = "老仓库"
    run = importer.upload("sales_order", workbook(HEAD, *rows))
    assert run["matching"] == PATHS

    run = importer.check(run)

    assert run["refused"] == 0, importer.faults(run)
    assert notes(run) == [(3, "仓库名称", "import.name_differs")]
    importer.start(run)
    own = [("P1", "CK01", "S1"), ("P2", "CK01", "S2")]
    assert [line[:3] for line in entered(shop)] == own


def test_a_code_and_a_name_of_two_records_are_refused(shop: Shop, importer: Importer) -> None:
    before = shop.everything()
    rows = [
        ["A1001", "P1", "远大", *FIRST[2:], *SCREW],
        ["A1002", *FIRST, "S1", "螺丝 2 号", 1, 5],
    ]

    run = importer.check(importer.upload("sales_order", workbook(HEAD, *rows)))

    assert importer.faults(run) == [
        (2, "客户", "import.other_record"), (3, "商品名称", "import.other_record"),
    ]  # fmt: skip
    assert shop.everything() == and_its_end(before)


def test_where_no_code_is_told_the_name_decides(shop: Shop, importer: Importer) -> None:
    """Rows without a number that differ in that name only are two documents."""
    rows = [
        ["", "", "华联商贸", "", "主仓", "", "螺丝 1 号", 2, 5],
        ["", "", "远大", "", "主仓", "", "螺丝 2 号", 2, 5],
        ["", "", "没有这家", "", "主仓", "", "没有这个", 2, 5],
    ]

    done = importer.bring("sales_order", workbook(HEAD, *rows))

    assert importer.faults(done) == [
        (4, "客户", "reference.unknown"), (4, "商品名称", "reference.unknown"),
    ]  # fmt: skip
    assert [line[:3] for line in entered(shop)] == [("P1", "CK01", "S1"), ("P2", "CK01", "S2")]


@pytest.mark.parametrize(
    ("form", "head", "paths"),
    [
        ("purchase_receipt", ["供应商", "供应商编号", "存货名称", "存货编码"],
         ["partner:check", "partner", "lines.product:check", "lines.product"]),
        ("sales_delivery", ["购货单位", "客户代码", "物料代码", "物料名称", "发货仓库", "单位"],
         ["partner:check", "partner", "lines.product", "lines.product:check", None, "lines.unit"]),
        ("stock_transfer", ["调出仓库编码", "调出仓库名称", "调入仓库编码", "调入仓库名称"],
         ["warehouse", "warehouse:check", "into", "into:check"]),
        ("product", ["货号", "品名", "分类编码", "分类", "单位"],
         ["code", "name", "category", "category:check", "unit"]),
        ("partner", ["客户编码", "客户名称", "业务员编号", "业务员"],
         ["code", "name", "salesperson", "salesperson:check"]),
        ("price_list", ["编码", "客户编号", "客户名称", "货号", "商品名称", "单价"],
         ["code", "partner", "partner:check", "lines.product", "lines.product:check", None]),
        ("sales_order", ["仓库", "仓库", "商品名称"],
         ["warehouse", "lines.warehouse", "lines.product"]),
        ("opening_balance", ["客户编码", "客户名称"], ["lines.partner", "lines.partner:check"]),
        ("customer_payment", ["往来单位编码", "往来单位"], ["partner", "partner:check"]),
    ],
)  # fmt: skip
def test_codes_and_names_of_other_programs(
    form: str, head: Sequence[str], paths: Sequence[str | None]
) -> None:
    found = matching.propose(registry.get(form), head, {})

    assert [found.get(str(n)) for n in range(len(head))][: len(paths)] == [
        one if one is not None else found.get(str(n)) for n, one in enumerate(paths)
    ]


def test_what_was_remembered_of_a_file_with_a_name_alone_does_not_put_the_code_behind() -> None:
    form = registry.get("sales_order")

    def proposed(remembered: dict[str, str], *head: str) -> list[str | None]:
        found = matching.propose(form, head, remembered)
        return [found.get(str(n)) for n in range(len(head))]

    alone = {"客户": "partner"}
    assert proposed(alone, "客户", "客户编号") == ["partner:check", "partner"]
    both = {"客户": "partner:check", "客户编号": "partner"}
    assert proposed(both, "客户", "客户编号") == ["partner:check", "partner"]
    assert proposed(both, "客户", "备注") == ["partner", "remark"]
    swapped = {"客户": "partner", "客户编号": "partner:check"}
    assert proposed(swapped, "客户", "客户编号") == ["partner", "partner:check"]
    left = {"客户": "partner", "客户编号": ""}
    assert proposed(left, "客户", "客户编号") == ["partner", None]


def test_nothing_is_only_checked(shop: Shop, importer: Importer) -> None:
    run = importer.upload("sales_order", workbook(HEAD, ["A1001", *FIRST, *SCREW]))
    told = {n: path for n, path in run["matching"].items() if n != "1"}

    answer = shop.client.post(f"/imports/{run['id']}/check", {"matching": told})

    assert answer.status_code == 422
    codes = [one["code"] for one in answer.json()["errors"]]
    assert codes == ["import.nothing_checked", "import.column_missing"]


def test_what_a_file_must_fill_is_told(importer: Importer) -> None:
    run = importer.upload(
        "opening_balance", workbook(["日期", "客户", "金额"], ["2026-01-01", "P1", 5])
    )

    needed = {one["path"] for one in run["columns"] if one["required"]}
    assert {"lines.kind", "lines.amount"} <= needed
