"""What a cell of a file cannot mean is refused where it stands, and never read as empty: a default
would fill in without a word. What it may mean is said."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest

from huolang.integrations.tables import reading
from tests.support.importing import Importer, text, workbook
from tests.support.shop import Shop

HEAD = ["客户", "仓库", "商品", "数量", "单价", "折扣%"]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def changed(content: bytes, pattern: str, into: str) -> bytes:
    """The workbook with its first sheet written otherwise."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(found, "w") as other:
        for one in book.namelist():
            part = book.read(one)
            if one == "xl/worksheets/sheet1.xml":
                part, count = re.subn(pattern.encode(), into.encode(), part)
                assert count
            other.writestr(one, part)
    return found.getvalue()


def ordered(shop: Shop) -> list[tuple[Any, ...]]:
    return [
        tuple(str(one) for one in row)
        for row in shop.rows(
            "SELECT trim_scale(l.quantity), trim_scale(l.unit_price), trim_scale(l.discount),"
            " trim_scale(l.amount), trim_scale(l.total) FROM sales_salesorder d"
            " JOIN sales_salesorderline l ON l.document_id = d.id AND l.company_id = d.company_id"
            " WHERE d.company_id = %s::bigint ORDER BY l.id",
            shop.company,
        )
    ]


def notes(run: dict[str, Any]) -> list[tuple[int, str, int]]:
    return [(one["row"], one["code"], one["rows"]) for one in run["findings"]["notes"]]


@pytest.mark.parametrize("column", range(6))
def test_an_error_or_a_formula_without_a_result_is_refused(
    shop: Shop, importer: Importer, column: int
) -> None:
    """Price, unit and discount would else be those of the list."""
    row: list[Any] = ["P1", "CK01", "S1", 10, 4, 5]
    row[column] = "=1+1"
    content = workbook(HEAD, row)
    cell = rf'(<c r="{"ABCDEF"[column]}2")([^>]*>)<f>1\+1</f><v>7</v>'
    error = changed(content, cell, r'\1 t="e"\2<f>1+1</f><v>#N/A</v>')
    never = changed(content, cell, r"\1\2<f>1+1</f><v></v>")
    runs = [importer.upload("sales_order", one) for one in (error, never)]
    checked = [importer.check(one) for one in runs]
    told = [importer.faults(one) for one in checked]

    assert [one[0][1:] for one in told] == [
        (HEAD[column], "import.error_cell"), (HEAD[column], "import.no_result"),
    ]  # fmt: skip
    assert [len(one) for one in told] == [1, 1], told
    done = importer.start(checked[0])
    assert (done["created"], done["refused"], ordered(shop)) == (0, 1, [])


def test_cells_without_a_value_beside_and_below_all_others_are_read() -> None:
    content = workbook(["甲", "乙"], ["x"], [None, None, "=1"], [None, "=1"])
    content = changed(content, r'(r="C3")([^>]*>)<f>1</f><v>7</v>', r'\1 t="e"\2<v>#REF!</v>')
    content = changed(content, r'(r="B4"[^>]*>)<f>1</f><v>7</v>', r"\1<f>1</f>")

    assert list(reading.rows(content)) == [
        (1, ["甲", "乙"]),
        (2, ["x"]),
        (3, [None, None, {"e": "#REF!"}]),
        (4, [None, {"e": ""}]),
    ]


def test_a_formula_that_comes_to_an_empty_text_is_empty() -> None:
    content = workbook(["甲", "乙"], ["x", "=1"])
    content = changed(content, r'(r="B2")([^>]*>)<f>1</f><v>7</v>', r'\1 t="str"\2<f>1</f><v></v>')

    assert list(reading.rows(content))[1] == (2, ["x"])


@pytest.mark.parametrize(
    ("heading", "given", "rate"),
    [("税率", 0.13, "13"), ("税率%", 0.06, "6"), ("税率", "9%", "9"), ("税率%", 0.5, "0.5"),
     ("税率", 0.2, None), ("税率", 0, "0")],
)  # fmt: skip
def test_a_tax_rate_below_one(
    shop: Shop, importer: Importer, heading: str, given: Any, rate: str | None
) -> None:
    content = workbook(["编码", "名称", "基本单位", heading], ["N1", "甲", "PCS", given])

    done = importer.bring("product", content)

    if rate is None:
        assert importer.faults(done) == [(2, heading, "import.rate_unclear")]
        return
    found = shop.rows(
        "SELECT trim_scale(tax_rate)::text FROM masters_product"
        " WHERE company_id = %s::bigint AND code = 'N1'",
        shop.company,
    )
    assert found == [(rate,)], importer.faults(done)


def test_a_discount_is_what_is_paid_or_what_is_less(shop: Shop, importer: Importer) -> None:
    head = ["客户", "仓库", "商品", "数量", "单价"]
    shares = [0.9, "8.5折", "九折", "八五折", "15%", 0, "不打折", 1, "100%"]
    row = ["P1", "CK01", "S1", 10]
    content = workbook([*head, "折扣"], *([*row, n, one] for n, one in enumerate(shares, 1)))
    run = importer.upload("sales_order", content)

    run = importer.check(run, separate=True)

    assert importer.faults(run) == [(n, "折扣", "import.discount_unclear") for n in (9, 10)]
    assert [one["message"] for one in run["findings"]["notes"]] == [
        "0.9 按优惠 10% 计", "15% 按优惠 15% 计",
    ]  # fmt: skip
    importer.start(run)
    off = [line[2] for line in ordered(shop)]
    assert off == ["10", "15", "10", "15", "15", "0", "0"]
    row[0] = shop.partner("P2", "远大") and "P2"
    own = importer.check(importer.upload("sales_order", workbook([*head, "折扣%"], [*row, 4, 0.9])))
    assert (own["refused"], own["findings"]["notes"]) == (0, []), "as it is written in the guide"


def test_joined_quantities_and_prices_are_not_said_twice(shop: Shop, importer: Importer) -> None:
    rows = [[None, None, "S1", 6, 4, 0], [None, None, "S2", None, None, None]]
    rows[0][:2] = ["P1", "CK01"]
    content = workbook(HEAD, *rows, joined=["A2:A3", "B2:B3", "D2:D3", "E2:E3", "F2:F3"])

    run = importer.check(importer.upload("sales_order", content))

    assert importer.faults(run) == [
        (3, "数量", "import.joined_cell"), (3, "单价", "import.joined_cell"),
    ]  # fmt: skip


def test_a_row_of_sums_is_no_row_of_a_document(shop: Shop, importer: Importer) -> None:
    one = ["P1", "CK01", "S1", 2, 4, 0]
    content = workbook(HEAD, one, ["小计", None, None, 2, 4], one, ["合计", None, None, 4, 8])

    run = importer.check(importer.upload("sales_order", content))

    assert (run["created"], run["refused"]) == (1, 0), importer.faults(run)
    assert notes(run) == [(3, "import.sum_row", 1), (5, "import.sum_row", 1)]
    importer.start(run)
    assert [line[0] for line in ordered(shop)] == ["2", "2"]


def test_a_price_that_a_formula_came_to_is_rounded(shop: Shop, importer: Importer) -> None:
    content = workbook(HEAD, ["P1", "CK01", "S1", 3, 10 / 3, 0])

    run = importer.check(importer.upload("sales_order", content))

    assert notes(run) == [(2, "import.price_rounded", 1)], importer.faults(run)
    importer.start(run)
    assert [line[1] for line in ordered(shop)] == ["3.333333"]


def test_texts_of_other_programs(importer: Importer) -> None:
    titled = '商品资料\r\n货号;品名;单位\r\n="00123";甲;PCS\r\n'.encode()

    assert [cells for _no, cells in reading.rows(titled)] == [
        ["商品资料"], ["货号", "品名", "单位"], ["00123", "甲", "PCS"],
    ]  # fmt: skip
    content = text(["编码"], ['"=""A1"""'])
    assert [cells for _no, cells in reading.rows(content)] == [["编码"], ["A1"]]
