"""The row of headings is found below titles and notes, and what is above it is not imported."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, text, workbook
from tests.support.shop import Shop

HEAD = ("货号", "品名", "单位", "条码")
ROW = ("LS8", "六角螺栓", "个", "6901")


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def test_headings_stand_below_a_title_and_notes(shop: Shop, importer: Importer) -> None:
    content = workbook(["我的商品表"], [], ["制表", "小王"], ["名称", "2026 年"], HEAD, ROW)

    run = importer.upload("product", content)

    assert (run["header_row"], run["lines"]) == (5, 1)
    assert run["headers"] == [*HEAD]
    assert run["samples"] == [[*ROW]]
    done = importer.bring("product", content)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert shop.rows("SELECT name FROM masters_product WHERE code = 'LS8'") == [("六角螺栓",)]


def test_the_row_of_a_fault_is_that_of_the_file(importer: Importer) -> None:
    run = importer.check(
        importer.upload("product", text(["我的商品表"], HEAD, ["", "无码", "亩", ""]))
    )

    assert {row for row, _column, _code in importer.faults(run)} == {3}


def test_a_file_with_its_headings_on_top_begins_there_whatever_its_rows_say(
    importer: Importer,
) -> None:
    run = importer.upload("product", text(HEAD, ["编码", "名称", "个", ""]))

    assert (run["header_row"], run["lines"]) == (1, 1)


def test_where_nothing_is_known_it_is_the_first_row(importer: Importer) -> None:
    run = importer.upload("product", text(["甲", "乙"], ["1", "2"]))

    assert (run["header_row"], run["headers"]) == (1, ["甲", "乙"])


def test_one_s_own_headings_are_known_the_next_time(importer: Importer) -> None:
    """What 本店叫法 means was said once."""
    head = ("本店货码", "本店叫法", "怎么数")
    said = {"0": "code", "1": "name", "2": "unit"}
    run = importer.upload("product", text(head, ["LS9", "螺栓 9", "个"]))
    importer.check({**run, "matching": said})

    again = importer.upload("product", text(["本店商品"], head, ["L1", "螺", "个"]))

    assert (again["header_row"], again["matching"]) == (2, said)


def test_numbers_beside_the_headings_are_a_column_without_a_name(importer: Importer) -> None:
    run = importer.upload("product", text(HEAD, [*ROW, 7]))

    assert run["headers"] == [*HEAD, ""]
    assert importer.check(run)["refused"] == 0


CONTACTS = ["编码", "名称", "联系方式", None, "备注"]


@pytest.mark.parametrize(
    ("form", "rows", "headers", "matched"),
    [
        (
            "partner",
            [CONTACTS, [None, None, "电话", "邮箱", None], ["K1", "客一", "138", "a@b.cn", "好"]],
            ["编码", "名称", "电话", "邮箱", "备注"],
            {"0": "code", "1": "name", "2": "phone", "4": "remark"},
        ),
        (
            "partner",
            [CONTACTS, ["编码", "名称", "电话", "邮箱", "备注"], ["K1", "客", "1", "a@b", "好"]],
            ["编码", "名称", "电话", "邮箱", "备注"],
            {"0": "code", "1": "name", "2": "phone", "4": "remark"},
        ),
        (
            "opening_stock",
            [["期初库存", None, "入库"], ["商品编码", "单位", "数量", "数量"], ["S1", "个", 1, 2]],
            ["商品编码", "单位", "数量", "数量"],
            {"0": "lines.product", "1": "lines.unit", "2": "lines.quantity"},
        ),
        (
            "opening_stock",
            [[None, None, "期初", None, "入库"], ["商品编码", "单位", "数量", "单价", "数量"],
             ["S1", "个", 1, 2, 3]],
            ["商品编码", "单位", "期初 数量", "单价", "入库 数量"],
            {"0": "lines.product", "1": "lines.unit", "2": "lines.quantity"},
        ),
        (
            "sales_delivery",
            [["客户", "商品", None, None, "数量", "单价"],
             [None, "编码", "名称", "单位", None, None],
             ["P1", "S1", "螺丝1号", "个", 2, 90]],
            ["客户", "商品编码", "商品名称", "单位", "数量", "单价"],
            {"0": "partner", "1": "lines.product", "3": "lines.unit", "4": "lines.quantity"},
        ),
        (
            "sales_delivery",
            [["客户", "商品", "出库", None, None], [None, None, "数量", "单价", "金额"],
             ["P1", "S1", 2, 90, 180]],
            ["客户", "商品", "数量", "单价", "金额"],
            {"0": "partner", "1": "lines.product", "2": "lines.quantity", "3": "lines.unit_price"},
        ),
        (
            "product",
            [["编码", "名称", "单位"], ["编码", "名称", "单位"], ["A", "B", "个"]],
            ["编码", "名称", "单位"],
            {"0": "code", "1": "name", "2": "unit"},
        ),
    ],
    ids=["joined", "joined downward", "a title of several cells", "told apart above",
         "the goods above", "the movement above", "repeated"],
)  # fmt: skip
def test_headings_may_take_two_rows(
    importer: Importer,
    form: str,
    rows: list[list[Any]],
    headers: list[str],
    matched: dict[str, str],
) -> None:
    run = importer.upload(form, workbook(["标题"], *rows))

    assert (run["headers"], run["matching"].items() >= matched.items()) == (headers, True)


def test_what_stands_below_no_heading_is_told(shop: Shop, importer: Importer) -> None:
    heads = ["客户", "商品", "数量", "", "单价"]
    run = importer.upload("sales_delivery", workbook(heads, ["P1", "S1", 2, "箱", 90]))

    checked = importer.check(run)

    told = {(one["code"], one["message"]) for one in checked["findings"]["notes"]}
    said = "D 列没有列名，没有导入；里面有“箱”"
    assert ("import.column_without_heading", said) in told
    assert checked["refused"] == 0


def test_headings_may_stand_far_below(shop: Shop, importer: Importer) -> None:
    above = [["公司地址", "一路 1 号"], *([f"说明 {n}"] for n in range(14)), ["名称", "单位"]]

    run = importer.upload("product", workbook(*above, HEAD, ROW))

    assert (run["header_row"], run["headers"], run["lines"]) == (17, [*HEAD], 1)


def test_the_row_of_headings_may_be_chosen_and_is_remembered(
    shop: Shop, importer: Importer
) -> None:
    head = ("本店货码", "本店叫法", "怎么数")
    content = workbook(
        ["名称", "单位", "条码"], [], head, ["LS9", "螺栓 9", "个"], ["L1", "螺", "个"]
    )
    run = importer.upload("product", content)
    assert (run["header_row"], run["lines"]) == (1, 3)
    assert [one["row"] for one in run["top"]] == [1, 3, 4, 5]

    answer = shop.client.post(f"/imports/{run['id']}/headings", {"row": 3})

    run = answer.json()
    assert (run["header_row"], run["headers"], run["lines"]) == (3, [*head], 2)
    done = importer.check(run, matching={"0": "code", "1": "name", "2": "unit"})
    assert importer.start(done)["created"] == 2
    again = importer.upload("product", workbook(["名称", "单位"], head, ["L2", "螺 2", "个"]))
    assert (again["header_row"], again["headers"]) == (2, [*head])


@pytest.mark.parametrize("row", [2, 5, 9])
def test_a_row_that_is_not_there_is_no_row_of_headings(
    shop: Shop, importer: Importer, row: int
) -> None:
    run = importer.upload("product", workbook(["我的"], [], HEAD, ROW, ROW))

    answer = shop.client.post(f"/imports/{run['id']}/headings", {"row": row})

    assert (answer.status_code, answer.json()["code"]) == (422, "import.no_such_row")
    assert shop.client.get(f"/imports/{run['id']}").json() == run


def test_of_very_long_rows_few_are_kept_to_choose_among(shop: Shop, importer: Importer) -> None:
    rows = [["甲" * 3_900] * 20 for _ in range(9)]
    run = importer.upload("product", workbook(["我的", "商品"], *rows))
    assert ([one["row"] for one in run["top"]], run["lines"]) == ([1, 2, 3], 9)

    run = shop.client.post(f"/imports/{run['id']}/headings", {"row": 2}).json()

    assert (run["header_row"], run["lines"]) == (2, 8)
