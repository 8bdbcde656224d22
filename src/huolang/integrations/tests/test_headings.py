"""Headings of a file: the field that is called exactly so has it, wherever the column stands, and
what the program works out fills nothing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from huolang.forms import registry
from huolang.forms.form import Form, Table
from huolang.integrations import flat
from huolang.integrations.columns import matching
from huolang.integrations.flat import FlatColumn
from tests.support.importing import Importer, and_its_end, text, workbook
from tests.support.shop import Shop, line

FORMS = [one.name for one in registry.all()]
NET = "采购发票明细·不含税金额"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize("language", [one for one, _name in settings.LANGUAGES])
def test_every_column_of_every_export_is_matched_with_its_own_field_or_none(language: str) -> None:
    for name in FORMS:
        form = registry.get(name)
        with translation.override(language):
            known = flat.by_path(form)
            heads = [one.label for one in known.values()]
            fills = matching.fillable(form)

            found = matching.propose(form, heads, {})
            alone = [matching.propose(form, [one], {}) for one in heads]

            own = {str(n): path for n, path in enumerate(known) if path in fills}
            assert found == own, name
            lacking = [one.table for path, one in fills.items() if one.field.required and one.table]
            assert [one.get("0") for one in alone] == [
                path
                if path in fills and _whole(form, fills[path], lacking)
                else _itself(fills, one)
                for path, one in known.items()
            ], name


def _itself(fills: Mapping[str, FlatColumn], column: FlatColumn) -> str | None:
    """ "Product" above lines that are not whole is what the program calls a field of the header."""
    name = column.label.lower()
    return name if name in fills else None


def _whole(form: Form, column: FlatColumn, needing: list[Table]) -> bool:
    """Whether a row of a master's sub-table is whole with this column alone."""
    if form.is_document or not column.table:
        return True
    return needing.count(column.table) - column.field.required <= 0


@pytest.mark.parametrize("code", ["条码", "商品条码", "条形码", "Barcode"])
def test_the_unit_beside_a_bar_code_is_that_of_the_product(importer: Importer, code: str) -> None:
    """More bar codes of a product have a unit, too: nobody means that."""
    content = text(["货号", "品名", "单位", code], ["LS8", "六角螺栓", "个", "6901"])

    run = importer.upload("product", content)

    assert run["matching"] == {"0": "code", "1": "name", "2": "unit", "3": "barcode"}
    done = importer.bring("product", content)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)


def test_one_s_own_words_find_the_fields_of_documents(importer: Importer) -> None:
    """A column that says the code of a record goes before one that says its name."""
    head = ["单据日期", "客户名称", "客户编码", "商品名称", "仓库名称", "数量", "含税单价", "进价"]
    row = ["2026-07-01", "一号", "P1", "螺丝 1 号", "主仓", 2, 11.3, 5]

    run = importer.upload("sales_order", workbook(head, row))

    matched = {run["headers"][int(number)]: path for number, path in run["matching"].items()}
    assert matched == {
        "单据日期": "date", "客户名称": "partner:check", "客户编码": "partner",
        "商品名称": "lines.product",
        "仓库名称": "warehouse", "数量": "lines.quantity", "含税单价": "lines.unit_price",
    }  # fmt: skip
    assert run["fixed"]["tax_included"] == "是", "told by the heading of the prices"


@pytest.mark.parametrize(
    ("form", "heading", "path", "said"),
    [
        ("sales_delivery", "不含税单价", "lines.unit_price", "否"),
        ("purchase_receipt", "进价", "lines.unit_price", None),
        ("purchase_receipt", "售价", None, None),
        ("sales_order", "采购单价", None, None),
        ("stock_receipt", "成本单价", "lines.unit_cost", None),
        ("partner", "客户名称", "name", None),
        ("partner", "供应商编码", "code", None),
        ("product", "数量", None, None),
        ("product", "仓库名称", None, None),
    ],
)
def test_a_heading_of_one_s_own(
    importer: Importer, form: str, heading: str, path: str | None, said: str | None
) -> None:
    run = importer.upload(form, workbook([heading], [1]))

    assert run["matching"].get("0") == path
    assert run["fixed"].get("tax_included") == said


def billed(importer: Importer, shop: Shop, head: list[str], *rows: list[Any]) -> dict[str, Any]:
    """What becomes of an invoice, as somebody typed it from the paper."""
    done = importer.bring("purchase_invoice", workbook(head, *rows), confirm=True)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    (made,) = shop.rows(
        "SELECT amount, tax, total FROM purchasing_purchaseinvoice WHERE company_id = %s::bigint",
        shop.company,
    )
    return dict(zip(("amount", "tax", "total"), map(str, made), strict=True)) | done


HEAD = ["供应商", "发票号码", "商品", "数量", "不含税金额", "税额", "价税合计", "入库行"]


@pytest.mark.parametrize(
    ("rows", "comes"),
    [
        ([[10, 60, 7.8, 67.8, 1], [4, 30, 3.9, 33.9, 2]], ("90.0000", "11.7000")),
        ([[10, 60, 7.8, 67.8, 1]], ("60.0000", "7.8000")),
    ],
)
def test_what_a_paper_says_of_its_lines_is_theirs(
    shop: Shop, importer: Importer, rows: list[list[Any]], comes: tuple[str, str]
) -> None:
    """Ten at 5 and four at 7; the columns are called as the totals are."""
    got = shop.make(
        "purchase_receipt",
        line("S1", 10, "5", tax_rate="13"),
        line("S2", 4, "7", tax_rate="13"),
    )
    told = [["P1", "FP1", f"S{place}", *said, f"{got['number']}#{place}"] for *said, place in rows]

    found = billed(importer, shop, HEAD, *told)

    assert (found["amount"], found["tax"]) == comes
    assert found["findings"]["differing"] == 0


def test_a_total_that_every_row_repeats_fills_nothing_and_is_compared(
    shop: Shop, importer: Importer
) -> None:
    got = shop.make(
        "purchase_receipt",
        line("S1", 10, "5", tax_rate="13"),
        line("S2", 4, "7", tax_rate="13"),
    )
    told = [
        ["P1", "FP1", f"S{n}", many, 90, 11.7, 101.7, f"{got['number']}#{n}"]
        for n, many in ((1, 10), (2, 4))
    ]

    run = importer.upload("purchase_invoice", workbook(HEAD, *told))

    assert "4" not in run["matching"] and run["computed"]["4"] == "不含税金额"
    assert importer.check(run)["findings"]["differing"] == 1


def test_what_a_payment_settles_is_said_by_its_rows(shop: Shop, importer: Importer) -> None:
    shop.make("stock_receipt", line("S1", 50, unit_cost="1"))
    sold = [shop.make("sales_delivery", line("S1", 10, "100", tax_rate="13")) for _ in range(2)]
    rows = [
        ["P1", 1200, sold[0]["number"], 200],
        ["P1", 1200, sold[1]["number"], 1000],
    ]

    done = importer.bring(
        "customer_payment", workbook(["客户", "金额", "往来", "本次核销"], *rows), confirm=True
    )

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    left = shop.rows(
        'SELECT "left" FROM ledger_openitem WHERE company_id = %s::bigint AND kind = %s'
        ' AND "left" > 0 ORDER BY 1',
        shop.company,
        "receivable",
    )
    assert [row[0] for row in left] == [130, 930]


def test_a_total_is_told_to_be_worked_out_and_two_columns_of_one_name_are_told(
    importer: Importer,
) -> None:
    head = ["供应商", "不含税金额", "税额", "商品", "数量", NET, "数量", "入库行", "随便"]

    run = importer.upload("purchase_invoice", workbook(head, ["P1", 320, 41.6, "S1", 1, 160]))

    assert run["matching"] == {
        "0": "partner", "3": "lines.product", "4": "lines.quantity", "5": "lines.amount",
        "7": "lines.receipt_line",
    }  # fmt: skip
    assert run["computed"] == {"1": "不含税金额", "2": "税额"}
    assert run["named"] == {"6": "lines.quantity"}


def test_of_two_columns_of_one_name_the_one_that_was_imported_is_remembered(
    importer: Importer,
) -> None:
    content = workbook(["编码", "名称", "名称", "基本单位"], ["N1", "铅笔", "钢笔", "PCS"])

    first = importer.check(importer.upload("product", content))
    again = importer.upload("product", content)

    assert first["matching"] == again["matching"] == {"0": "code", "1": "name", "3": "unit"}
    assert (first["created"], importer.check(again)["created"]) == (1, 1)


def test_two_columns_for_one_field_are_refused_and_nothing_moves(
    shop: Shop, importer: Importer
) -> None:
    head = ["编码", "名称", "名称", "基本单位"]
    run = importer.upload("product", workbook(head, ["N1", "铅笔", "钢笔", "PCS"]))
    before = shop.everything()

    answer = shop.client.post(
        f"/imports/{run['id']}/check",
        {"matching": {"0": "code", "1": "name", "2": "name", "3": "unit"}},
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "import.field_twice")
    assert answer.json()["detail"] == "第 2 列和第 3 列都对应“名称”，请只选一列"
    assert shop.everything() == before


def test_what_a_total_was_taken_for_once_is_not_remembered_against_the_column_itself() -> None:
    form = registry.get("purchase_invoice")
    before = {"不含税金额": "lines.amount", NET: "", "备注": ""}

    assert matching.propose(form, ["不含税金额", NET, "备注"], before) == {"1": "lines.amount"}
    assert matching.propose(form, ["不含税金额", "备注"], before) == {}


def test_what_a_person_said_of_a_total_holds_where_the_file_has_no_column_of_its_own() -> None:
    form = registry.get("purchase_invoice")
    before = {"不含税金额": "lines.amount", "备注": ""}

    assert matching.propose(form, ["不含税金额", "备注"], before) == {"0": "lines.amount"}
    assert matching.propose(form, ["不含税金额", NET], before) == {"1": "lines.amount"}


def amounts(shop: Shop, table: str) -> list[tuple[Any, ...]]:
    return shop.rows(
        f"SELECT trim_scale(l.amount), trim_scale(l.tax) FROM {table} l"
        " WHERE l.company_id = %s::bigint ORDER BY l.document_id, l.position",
        shop.company,
    )


@pytest.mark.parametrize(
    ("earlier", "form", "module"),
    [("purchase_receipt", "purchase_invoice", "purchasing"),
     ("sales_delivery", "sales_invoice", "sales")],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_exported_invoice_comes_back_with_the_amounts_of_its_lines(
    shop: Shop, importer: Importer, earlier: str, form: str, module: str, kind: str
) -> None:
    """100 and 60 net: not 160 twice, which is 320."""
    shop.make("stock_receipt", line("S1", 50, unit_cost="1"), line("S2", 50, unit_cost="1"))
    first = shop.make(earlier, line("S1", 40, "2.5"), line("S2", 12, "5"))
    draft = shop.convert(earlier, first, form)
    fields = "number,partner,date,amount,tax,total,remark,lines"
    answer = shop.client.get(f"/records/{form}/export?format={kind}&fields={fields}")
    content = b"".join(answer.streaming_content)
    answer = shop.client.delete(f"/records/{form}/{draft['id']}", etag=draft["etag"])
    assert answer.status_code == 204, answer.content

    done = importer.bring(form, content, confirm=True)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert amounts(shop, f"{module}_{form.replace('_', '')}line") == [
        (100, 13),
        (60, Decimal("7.8")),
    ]
    found = shop.ok(shop.client.get(f"/records/{form}"))["items"]
    assert [one["total"] for one in found] == ["180.80"]
    assert shop.differences() == []


@pytest.mark.parametrize(
    ("earlier", "form", "kind"),
    [("sales_delivery", "customer_payment", "receivable"),
     ("purchase_receipt", "supplier_payment", "payable")],
)  # fmt: skip
def test_an_exported_payment_comes_back_with_what_each_line_settles(
    shop: Shop, importer: Importer, earlier: str, form: str, kind: str
) -> None:
    shop.make("stock_receipt", line("S1", 50, unit_cost="1"))
    owed = [shop.make(earlier, line("S1", n, "10"), tax_included=True)["number"] for n in (4, 6)]
    head = ["单据编号", "客户" if kind == "receivable" else "供应商", "金额", "往来"]
    own = f"{registry.get(form).tables[0].label}·本次核销"
    rows = [["A", "P1", 70, owed[0], 40], ["A", "P1", 70, owed[1], 30]]
    importer.bring(form, workbook([*head, own], *rows))
    fields = "number,partner,date,amount,settled_amount,remark,lines"
    content = b"".join(shop.client.get(f"/records/{form}/export?fields={fields}").streaming_content)

    run = importer.upload(form, content)
    done = importer.bring(form, content, confirm=True)

    assert list(run["computed"].values()).count("本次核销") == 1
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    left = 'SELECT "left" FROM ledger_openitem WHERE number = %s AND kind = %s'
    assert [shop.rows(left, one, kind) for one in owed] == [[(0,)], [(30,)]]
    assert shop.differences() == []


def test_what_each_of_one_row_settles_may_be_left_out_and_that_is_remembered(
    shop: Shop, importer: Importer
) -> None:
    shop.make("stock_receipt", line("S1", 10, unit_cost="1"))
    sold = shop.make("sales_delivery", line("S1", 10, "10"), tax_included=True)["number"]
    content = text(["客户", "金额", "往来", "本次核销"], ["P1", "60", sold, "50"])
    before = shop.everything()

    run = importer.upload("customer_payment", content)

    assert run["matching"]["3"] == "lines.amount" and run["computed"] == {}
    chosen = importer.check(run)
    assert (chosen["created"], chosen["refused"]) == (1, 0), importer.faults(chosen)
    assert shop.everything() == and_its_end(before)
    without = {n: path for n, path in run["matching"].items() if n != "3"}
    importer.check({**run, "matching": without})
    assert "3" not in importer.upload("customer_payment", content)["matching"]


def test_totals_of_lines_are_not_taken_for_those_of_the_document(
    shop: Shop, importer: Importer
) -> None:
    head = ["单据编号", "客户", "仓库", "商品", "数量", "单价", "价税合计"]
    lines = [["A", "P1", "CK01", code, n, 5, 5.65 * n] for code, n in (("S1", 1), ("S2", 2))]

    checked = importer.check(importer.upload("sales_order", workbook(head, *lines)))

    assert (checked["created"], checked["findings"]["differing"]) == (1, 0)


def test_a_document_that_comes_to_something_else_than_the_file_says_is_told(
    shop: Shop, importer: Importer
) -> None:
    """5.65 and 11.30 with tax; the third says nothing, the fourth nothing of use."""
    head = ["单据编号", "客户", "仓库", "商品", "数量", "单价", "价税合计"]
    rows: list[list[Any]] = [["A", 5.65], ["B", 11.3], ["C", None], ["D", "待定"]]
    lines = [[number, "P1", "CK01", "S1", 1, 5, total] for number, total in rows]
    content = workbook(head, *lines, ["B", None, None, "S2", 2, 5, 11.3])
    before = shop.everything()

    run = importer.upload("sales_order", content)
    checked = importer.check(run)
    assert importer.faults(checked) == [(3, "价税合计", "import.amount_differs")]
    assert (checked["created"], checked["findings"]["differing"]) == (3, 1)
    checked = importer.check(run, as_priced=True)
    assert (checked["created"], checked["refused"]) == (4, 0), importer.faults(checked)
    found = checked["findings"]
    assert (found["differing"], found["differing_rows"]) == (
        1,
        [{"row": 3, "column": "价税合计", "said": "11.3", "comes": "16.95"}],
    )
    assert shop.everything() == and_its_end(and_its_end(before))
