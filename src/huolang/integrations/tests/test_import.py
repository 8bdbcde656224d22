"""Files become records: matched, checked, made through the same door, and what is wrong is said."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from huolang.kernel import reactions
from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import acting
from tests.support.importing import Importer, text, workbook
from tests.support.shop import Shop

HEAD = ["编码", "名称", "基本单位", "销售价", "条码", "启用"]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def products(shop: Shop, like: str) -> list[tuple[Any, ...]]:
    return shop.rows(
        "SELECT code, name, sales_price, barcode, active FROM masters_product"
        " WHERE company_id = %s::bigint AND starts_with(code, %s) ORDER BY code",
        shop.company,
        like,
    )


def test_a_file_becomes_products(shop: Shop, importer: Importer) -> None:
    content = workbook(
        HEAD,
        ["N1", "铅笔", "PCS", 1.5, 6901234567892, "是"],
        ["N2", "橡皮", "个", "￥1,234.50", None, "否"],
    )

    run = importer.upload("product", content)
    checked = importer.check(run)
    before = products(shop, "N")
    done = importer.start(checked)

    assert run["matching"] == {
        "0": "code", "1": "name", "2": "unit", "3": "sales_price", "4": "barcode", "5": "active",
    }  # fmt: skip
    assert (checked["state"], checked["created"], checked["refused"], before) == (
        "checked",
        2,
        0,
        [],
    )
    assert (done["state"], done["created"], done["lines"]) == ("done", 2, 2)
    assert products(shop, "N") == [
        ("N1", "铅笔", Decimal("1.5"), "6901234567892", True),
        ("N2", "橡皮", Decimal("1234.5"), "", False),
    ]


def test_whoever_imports_is_told_that_it_is_done_and_led_to_what_came_of_it(
    shop: Shop, importer: Importer
) -> None:
    done = importer.bring("product", workbook(HEAD, ["N1", "铅笔", "PCS", 1.5, None, "是"]))
    reactions.react(company=shop.company)

    told = shop.ok(shop.client.get("/notifications"))["items"]

    assert [one["text"].partition("：")[0] for one in told] == ["“导入 商品", "“检查 商品"]
    assert {one["path"] for one in told} == {f"/records/product/import?run={done['id']}"}


def test_a_job_is_called_in_the_language_of_whoever_reads_it(
    shop: Shop, importer: Importer, client: Any
) -> None:
    head = ["编码", "名称", "客户"]
    importer.bring("partner", text(head, ["K1", "华强", "是"]))

    def titles(language: str) -> list[str]:
        jobs = client("admin", language=language).get("/jobs").json()["items"]
        return [one["title"] for one in jobs]

    assert titles("zh-hans") == ["导入 往来单位：文件.xlsx", "检查 往来单位：文件.xlsx"]
    assert titles("en") == ["Import Partner: 文件.xlsx", "Check Partner: 文件.xlsx"]
    shop.rows("UPDATE kernel_backgroundjob SET subject = NULL RETURNING id")
    assert titles("en") == titles("zh-hans"), "as they were written once"


def test_what_is_wrong_is_said_row_by_row_and_the_rest_is_imported(
    shop: Shop, importer: Importer
) -> None:
    content = workbook(
        HEAD,
        ["N1", "铅笔", "PCS", "贵", None, None],
        ["N2", None, "捆捆", 1, None, None],
        ["N3", "尺", "PCS", 1, None, None],
        ["S1", "撞号", "PCS", 1, None, None],
        ["N3", "又一把尺", "PCS", 1, None, None],
    )

    checked = importer.check(importer.upload("product", content))

    assert importer.faults(checked) == [
        (2, "销售价", "field.not_a_number"),
        (3, "基本单位", "reference.unknown"),
        (3, "名称", "field.required"),
        (5, "编码", "field.taken"),
        (6, "名称", "import.other_of_code"),
    ]
    assert products(shop, "N") == []


def test_the_refused_rows_come_back_as_a_file_that_can_be_corrected_and_sent_again(
    shop: Shop, importer: Importer
) -> None:
    content = workbook(
        HEAD,
        ["N1", "铅笔", "PCS", 1.5, None, None],
        ["N2", "橡皮", "PCS", -1, None, None],
    )
    done = importer.bring("product", content)
    assert (done["created"], done["refused"]) == (1, 1)

    answer = shop.client.get(f"/imports/{done['id']}/file")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    head, row = book.get_sheet_by_index(0).to_python()
    row[3] = 2
    again = importer.bring("product", workbook(head, row))

    assert head == [*HEAD, "错误"] and row[-1] == "销售价：不能小于 0"
    assert (again["created"], again["refused"], "6" in again["matching"]) == (1, 0, False)
    assert [one[0] for one in products(shop, "N")] == ["N1", "N2"]


def test_a_record_that_is_there_is_changed_and_what_the_file_does_not_say_stays(
    shop: Shop, importer: Importer
) -> None:
    content = workbook(["编码", "销售价"], ["s1", 9], ["S2", None], ["S9", 1])

    done = importer.bring("product", content, mode="update")

    assert (done["changed"], done["same"], done["created"], done["refused"]) == (1, 1, 0, 1)
    assert importer.faults(done) == [(4, "编码", "import.not_there")]
    found = products(shop, "S")
    assert [(one[0], one[2]) for one in found] == [("S1", 9), ("S2", 4), ("S3", 4)]
    with acting(shop.company):
        changed = AuditEntry.objects.filter(form="product", action="change")
        assert [one.changes for one in changed] == [{"sales_price": ["4.000000", "9"]}]


def test_both_new_and_known_codes_in_one_file(shop: Shop, importer: Importer) -> None:
    content = workbook(HEAD[:3], ["S1", "新名", "PCS"], ["N1", "铅笔", "PCS"])

    done = importer.bring("product", content, mode="both")

    assert (done["created"], done["changed"], done["refused"]) == (1, 1, 0)
    assert products(shop, "S1")[0][1] == "新名"


def test_rows_of_a_record_are_matched_and_those_that_are_not_named_stay(
    shop: Shop, importer: Importer
) -> None:
    box = shop.master("unit", code="XIANG", name="大箱")
    bag = shop.master("unit", code="DADAI", name="大袋")
    shop.product("N1", "铅笔", units=[
        {"unit": {"id": box}, "numerator": "12"}, {"unit": {"id": bag}, "numerator": "5"},
    ])  # fmt: skip
    unit, factor = "多单位·单位", "换算数量"
    content = workbook(["编码", unit, factor], ["N1", "大箱", 24], ["N1", "M", 3])

    run = importer.upload("product", content)
    done = importer.bring("product", content, mode="update")

    assert set(run["matching"].values()) == {"code", "units.unit", "units.numerator"}
    assert (done["changed"], done["refused"]) == (1, 0), importer.faults(done)
    record = shop.read("product", {"id": shop.ids["N1"]})
    told = {one["unit"]["code"]: one["numerator"] for one in record["units"]}
    assert told == {"XIANG": "24", "DADAI": "5", "M": "3"}


def test_a_code_that_stands_again_with_another_name_is_left_out_and_the_first_one_is_made(
    shop: Shop, importer: Importer
) -> None:
    shop.master("unit", code="XIANG", name="大箱")
    shop.master("unit", code="DADAI", name="大袋")
    content = workbook(
        ["编码", "名称", "基本单位", "多单位·单位", "换算数量"],
        ["N1", "铅笔", "PCS", "大箱", 24],
        ["N2", "橡皮", "PCS", None, None],
        ["n1", "钢笔", "PCS", "大袋", 5],
        [None, None, None, "大箱", 6],
        ["N1", None, None, "大袋", 12],
    )

    checked = importer.check(importer.upload("product", content))
    done = importer.start(checked)

    assert (checked["created"], checked["refused"]) == (2, 1)
    assert (done["created"], done["refused"]) == (2, 1)
    assert importer.faults(done) == [
        (4, "名称", "import.other_of_code"),
        (5, "", "import.left_out_with"),
    ]
    assert [one[:2] for one in products(shop, "N")] == [("N1", "铅笔"), ("N2", "橡皮")]
    (record,) = shop.rows("SELECT id FROM masters_product WHERE code = 'N1'")
    told = {one["unit"]["code"]: one["numerator"] for one in
            shop.read("product", {"id": record[0]})["units"]}  # fmt: skip
    assert told == {"XIANG": "24", "DADAI": "12"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_files_of_every_usual_make(
    shop: Shop, importer: Importer, encoding: str, separator: str
) -> None:
    content = text(HEAD[:3], ["N1", "铅笔", "PCS 个"], encoding=encoding, separator=separator)

    assert importer.bring("product", content)["created"] == 1
    assert products(shop, "N")[0][1] == "铅笔"


def test_headings_in_english_and_in_other_words(importer: Importer) -> None:
    run = importer.upload(
        "product", workbook(["Product code*", "品 名", "Base unit", "乱七八糟"], ["N1", "x", "PCS"])
    )

    assert (run["matching"].get("1"), run["matching"].get("2")) == ("name", "unit")
    assert "3" not in run["matching"]


def test_what_was_matched_by_hand_is_matched_by_itself_the_next_time(importer: Importer) -> None:
    content = workbook(["A", "B", "C"], ["N1", "铅笔", "PCS"])
    run = importer.upload("product", content)
    assert run["matching"] == {}

    importer.check({**run, "matching": {"0": "code", "1": "name", "2": "unit"}})

    assert importer.upload("product", content)["matching"] == {
        "0": "code",
        "1": "name",
        "2": "unit",
    }


def test_cells_of_every_make_are_understood(shop: Shop, importer: Importer) -> None:
    content = workbook(
        ["日期", "供应商", "仓库", "商品", "数量", "单价", "备注"],
        [date(2026, 1, 5), "P1", "CK01", "S1 螺丝 1 号", 2, "=1+1", None],
        ["2026年1月6日", "华联商贸", "CK01", "螺丝 2 号", "３", 1.10, "急"],
        [46029, "P1 华联商贸", "CK01", "s3", 0.1 + 0.2, 1, None],
        [None] * 7,
        ["2026/1/8", "P1", "CK01", "S1", 1e30, 1, None],
    )

    done = importer.bring("purchase_order", content)

    assert importer.faults(done) == [
        (4, "数量", "line.quantity_digits"),
        (6, "数量", "field.too_large"),
    ]
    rows = shop.rows(
        "SELECT o.date, l.quantity, l.unit_price FROM purchasing_purchaseorder o"
        " JOIN purchasing_purchaseorderline l ON l.document_id = o.id ORDER BY o.date"
    )
    assert rows == [
        (date(2026, 1, 5), 2, 7),
        (date(2026, 1, 6), 3, Decimal("1.1")),
    ]
