"""What other programs say of whole documents: what was cancelled there is never entered here."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["单号", "客户", "仓库", "商品", "数量", "单价"]
MADE = "SELECT state, total::int FROM sales_salesorder ORDER BY id"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def row(number: str, quantity: int, *more: Any) -> list[Any]:
    return [number, "P1", "CK01", "S1", quantity, 10, *more]


@pytest.mark.parametrize(
    ("header", "states"),
    [
        ("状态", ["已审核", "已作废", "未审核"]),
        ("单据状态", ["完成", "作废", "草稿"]),
        ("Status", ["Confirmed", "Cancelled", "Draft"]),
    ],
)
@pytest.mark.parametrize("confirm", [True, False])
def test_what_was_cancelled_is_left_out_and_drafts_are_not_confirmed(
    shop: Shop, importer: Importer, header: str, states: list[str], confirm: bool
) -> None:
    rows = [row(f"N{n}", n + 1, state) for n, state in enumerate(states)]
    more = [None, None, None, "S2", 5, 10, None]  # goes with the draft

    run = importer.upload("sales_order", workbook([*HEAD, header], *rows, more))
    checked = importer.check(run, confirm=confirm)
    done = importer.start(checked)

    told = [(one["row"], one["code"]) for one in checked["findings"]["notes"]]
    rest = [(4, "import.draft_left")] if confirm else []
    assert told == [(3, "import.cancelled_left"), *rest]
    assert (done["refused"], done["created"]) == (0, 1 if confirm else 2)
    made = shop.rows(MADE)
    assert [one[0] for one in made] == (["confirmed"] if confirm else ["draft", "draft"])


def test_a_cancelled_row_of_a_document_is_left_out_alone(shop: Shop, importer: Importer) -> None:
    content = workbook([*HEAD, "是否作废"], row("A", 1, "否"), row("A", 2, "是"), row("A", 4, "否"))

    done = importer.bring("sales_order", content)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert shop.one("SELECT sum(quantity)::int FROM sales_salesorderline") == 5


@pytest.mark.parametrize(
    ("form", "given", "refused"),
    [
        ("sales_order", "销售退货单", True),
        ("sales_order", "采购订单", True),
        ("sales_order", "销售订单", False),
        ("sales_order", "普通", False),
        ("sales_return", "销售出库单", True),
        ("sales_return", "销售退货单", False),
    ],
)
def test_a_document_of_another_kind_is_refused_at_its_row(
    shop: Shop, importer: Importer, form: str, given: str, refused: bool
) -> None:
    content = workbook([*HEAD, "单据类型"], row("A", 1, given))

    run = importer.bring(form, content)

    expected = [(2, "单据类型", "import.other_kind")] if refused else []
    assert importer.faults(run) == expected
    assert run["created"] == (0 if refused else 1)
