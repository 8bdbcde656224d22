"""Files name the lines that documents go on from, and what is exported comes back as it was."""

from __future__ import annotations

import csv
import io
import pprint
from typing import Any

import pytest
from django.utils import translation

from huolang.forms import registry
from huolang.forms.form import Form
from huolang.integrations.columns import matching
from tests.support import every_form
from tests.support.importing import Importer, and_its_end, workbook
from tests.support.shop import Shop, line

INVOICE = ["供应商", "商品", "数量", "入库行"]
PAYMENT = ["客户", "金额", "往来", "收款核销明细·本次核销"]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


@pytest.fixture
def received(shop: Shop) -> str:
    """The number of a receipt: S1 at 2.5, S2, and S1 once more at 3."""
    rows = [line("S1", 10, "2.5"), line("S2", 4, "5"), line("S1", 6, "3")]
    return str(shop.make("purchase_receipt", *rows)["number"])


def test_invoices_out_of_a_file_name_the_lines_they_are_of(
    shop: Shop, importer: Importer, received: str
) -> None:
    content = workbook(
        INVOICE,
        ["P1", "S1", 10, f"{received}#1"],
        ["P1", "S1", 6, f"{received} ＃3"],
        ["P1", "S2", 4, received],
    )

    done = importer.bring("purchase_invoice", content, confirm=True)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    found = shop.rows(
        "SELECT l.amount, r.position FROM purchasing_purchaseinvoiceline l"
        " JOIN purchasing_purchasereceiptline r ON r.id = l.receipt_line_id ORDER BY l.position"
    )
    assert found == [(25, 1), (18, 3), (20, 2)]
    assert shop.differences() == []


def test_a_line_that_is_not_there_is_told_at_its_cell(
    shop: Shop, importer: Importer, received: str
) -> None:
    content = workbook(
        ["发票号码", *INVOICE],
        ["1", "P1", "S1", 1, "CGRK-没有#1"],
        ["2", "P1", "S1", 1, f"{received}#4"],
        ["3", "P1", "S1", 1, received],
        ["4", "P1", "S3", 1, received],
        ["5", "P1", "S2", 1, f"{received}#1"],
        ["6", "P1", "S2", 1, None],
    )

    done = importer.bring("purchase_invoice", content)

    assert importer.faults(done) == [
        (2, "入库行", "import.no_source"),
        (3, "入库行", "import.no_source_line"),
        (4, "入库行", "import.which_line"),
        (5, "入库行", "import.not_on_source"),
        (6, "入库行", "follow.does_not_match"),
        (7, "商品", "invoice.no_source"),
    ]
    assert done["created"] == 0


def test_payments_out_of_a_file_name_what_they_settle(shop: Shop, importer: Importer) -> None:
    shop.partner("P2", "别家")
    shop.make("stock_receipt", line("S1", 10, unit_cost="1"))
    sold = shop.make("sales_delivery", line("S1", 10, "10"), tax_included=True)["number"]
    owed = {"kind": "receivable", "partner": {"code": "P1"}}
    rows = [{**owed, "amount": "30"}, {**owed, "amount": "50", "due_on": "2026-02-01"}]
    payload = {"date": "2026-01-01", "lines": rows}
    answer = shop.client.post("/records/opening_balance?then=confirm", payload)
    begun = shop.ok(answer, 201)["number"]
    content = workbook(
        PAYMENT,
        ["P1", 130, sold, None],
        ["P1", 130, f"{begun}#2", 30],
        ["P2", 100, sold, None],
        ["P1", 30, begun, None],
    )

    done = importer.bring("customer_payment", content, confirm=True)

    assert (done["created"], done["refused"]) == (1, 2)
    assert importer.faults(done) == [
        (4, "往来", "import.no_open_item"),
        (5, "往来", "import.which_item"),
    ]
    left = 'SELECT "left" FROM ledger_openitem WHERE total > 0 AND number = %s ORDER BY id'
    assert shop.rows(left, sold) == [(0,)]
    assert sorted(one[0] for one in shop.rows(left, begun)) == [20, 30]
    assert shop.differences() == []


@pytest.mark.parametrize("numbers", ["theirs", "either", "ours"])
def test_what_was_owed_before_is_named_by_the_number_it_had_then(
    shop: Shop, importer: Importer, numbers: str
) -> None:
    """Whoever says that the numbers are those of the other program means this one, too."""
    owed = {"kind": "receivable", "partner": {"code": "P1"}, "amount": "30"}
    payload = {"date": "2026-01-01", "lines": [{**owed, "original_number": "XS-77"}]}
    shop.ok(shop.client.post("/records/opening_balance?then=confirm", payload), 201)

    content = workbook(PAYMENT, ["P1", 30, "xs-77", None])
    done = importer.bring("customer_payment", content, confirm=True, numbers=numbers)

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.owed("receivable") == 0


def test_a_check_tells_what_confirming_would_refuse_and_moves_nothing(
    shop: Shop, importer: Importer
) -> None:
    shop.make("stock_receipt", line("S1", 10, unit_cost="1"))
    head = ["单号", "客户", "仓库", "商品", "数量", "单价"]
    content = workbook(head, ["A", "P1", "CK01", "S1", 4, 4], ["B", "P1", "CK01", "S1", 40, 4])
    run = importer.upload("sales_delivery", content)
    before = shop.everything()

    checked = importer.check(run, confirm=True)

    assert (checked["created"], checked["refused"], checked["tried"]) == (1, 1, 2)
    assert [(row, column) for row, column, _code in importer.faults(checked)] == [(3, "数量")]
    assert shop.everything() == and_its_end(before)
    assert shop.differences() == []


def test_of_two_rows_of_one_code_the_first_is_imported_and_the_second_told(
    shop: Shop, importer: Importer
) -> None:
    head = ["编码", "名称", "基本单位"]
    content = workbook(head, ["N1", "铅笔", "PCS"], ["N2", "尺", "PCS"], ["n1", "钢笔", "PCS"])

    done = importer.bring("product", content)

    assert (done["created"], done["refused"]) == (2, 1)
    assert importer.faults(done) == [(4, "名称", "import.other_of_code")]
    names = "SELECT name FROM masters_product WHERE code IN ('N1', 'N2') ORDER BY code"
    assert shop.rows(names) == [("铅笔",), ("尺",)]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_column_of_our_own_files_is_proposed_for_its_field(language: str) -> None:
    """Among them "Tax" and "Tax %", which differ by a sign."""
    with translation.override(language):
        for form in registry.all():
            columns = matching.fillable(form)
            found = matching.propose(form, [one.label for one in columns.values()], {})
            assert found == {str(number): path for number, path in enumerate(columns)}, form.name


def test_every_form_comes_back_as_it_was_exported(shop: Shop, importer: Importer) -> None:
    """Masters change nothing, documents become a second draft that says the same."""
    every_form.records(shop, "S1", "P1")
    with_rows(shop)
    strange: dict[str, Any] = {}

    for form in registry.all():
        if not (form.is_document or form.by_hand):
            continue  # serial numbers come of documents
        before = exported(shop, form)
        content = "\n".join([csv_line(row) for row in renumbered(form, before)]).encode()
        run = importer.upload(form.name, content)
        mode = "create" if form.is_document else "update"
        checked = importer.check(run, mode=mode, again=form.is_document)
        done = importer.start(checked)
        typed = [int(at) for at, path in run["matching"].items() if path != "number"]
        expected = plain(before[1:] * (2 if form.is_document else 1), typed)
        found = plain(exported(shop, form)[1:], typed)
        matched = set(run["matching"].values())
        wrong = done["refused"] or checked["findings"]["differing"]
        if wrong or found != expected or matched != set(matching.fillable(form)):
            strange[form.name] = importer.faults(done), run["matching"], expected, found

    assert strange == {}, pprint.pformat(strange)


def renumbered(form: Form, rows: list[list[str]]) -> list[list[str]]:
    """Documents under other numbers: what is there already is not entered once more."""
    proposed = matching.propose(form, rows[0], {})
    places = [int(at) for at, path in proposed.items() if path == "number" and form.is_document]
    return [rows[0]] + [
        [f"另-{cell}" if place in places and cell else cell for place, cell in enumerate(row)]
        for row in rows[1:]
    ]


def with_rows(shop: Shop) -> None:
    """Masters that have rows of each kind, two and more of them."""
    box = shop.master("unit", code="XIANG", name="大箱")
    level = shop.master("price_level", name="会员")
    units = [{"unit": {"id": box}, "numerator": "10", "barcode": "69U"}]
    per_level = {"level": {"id": level}, "price": "3"}
    shop.product(
        "ROWS",
        units=units,
        barcode="690",
        barcodes=[{"barcode": "69A"}, {"barcode": "69B", "unit": {"id": box}}],
        prices=[per_level, {**per_level, "unit": {"id": box}, "price": "30"}],
        limits=[{"warehouse": {"code": "CK01"}, "min_stock": "1", "max_stock": "9"}],
        suppliers=[{"partner": {"code": "P1"}, "preferred": True, "lead_days": 3}],
    )
    parts = [{"part": {"code": one}, "quantity": "2"} for one in ("S1", "S2")]
    shop.product("PARTS", kind="bundle", parts=parts)
    street = {"province": "广东省", "street": "人民路1号"}
    shop.partner(
        "ROWS",
        contacts=[{"name": "张三", "phone": "1"}, {"name": "李四"}, {"name": "李四"}],
        addresses=[{**street, "city": "深圳市"}, {**street, "city": "东莞市"}, {"street": "仓库"}],
    )
    line_of = {"product": {"code": "ROWS"}, "price": "8.5"}
    lines = [line_of, {**line_of, "min_quantity": "10"}, {**line_of, "unit": {"id": box}}]
    shop.master("price_list", name="零售", lines=lines)
    shop.master("supplier_price_list", name="进货", partner={"code": "P1"}, lines=lines)
    values = [{"name": "红", "code": "R"}, {"name": "蓝", "code": "B"}]
    shop.master("attribute", name="色", values=values)


def exported(shop: Shop, form: Form) -> list[list[str]]:
    """All that a file says of the records of `form`, also what nobody fills in."""
    names = [one.name for one in (*form.fields, *form.tables)]
    fields = ",".join(sorted(names, key=lambda one: one != "number"))
    answer = shop.client.get(f"/records/{form.name}/export?format=csv&fields={fields}")
    assert answer.status_code == 200, answer.content
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def csv_line(row: list[str]) -> str:
    into = io.StringIO()
    csv.writer(into, lineterminator="").writerow(row)
    return into.getvalue()


def plain(rows: list[list[str]], typed: list[int]) -> list[list[str]]:
    """What can be typed of the rows, in any order."""
    return sorted([row[at] for at in typed] for row in rows)


def test_every_table_of_a_master_says_what_tells_its_rows_apart() -> None:
    bare = [
        f"{form.name}.{table.name}"
        for form in registry.all()
        for table in form.tables
        if not form.is_document and not table.identity
    ]

    assert bare == []
