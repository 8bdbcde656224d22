"""What files say of invoices: with tax, without, as a rate, of each of the goods."""

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop, line

HEAD = ["开票日期", "发票号码", "供应商", "入库行", "商品", "数量"]
SAID = """
SELECT trim_scale(amount)::text, trim_scale(tax)::text FROM purchasing_purchaseinvoiceline
ORDER BY position
"""


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


@pytest.fixture
def row(shop: Shop) -> list[Any]:
    """Of a receipt of 4 at 30 with 13 % tax: 120 + 15.6."""
    done = shop.make("purchase_receipt", line("S1", 4, 30, tax_rate="13"), partner={"code": "P1"})
    return [done["date"], "F1", "P1", f"{done['number']}#1", "S1", 4]


@pytest.mark.parametrize(
    ("head", "cells", "made"),
    [
        ("金额|税额", [130, 16.9], ("130", "16.9")),
        ("金额|税率", [130, "13%"], ("130", "16.9")),
        ("不含税金额|税率", [130, "9%"], ("130", "11.7")),
        ("含税金额|税额", [146.9, 16.9], ("130", "16.9")),
        ("含税金额|税率", [146.9, "13%"], ("130", "16.9")),
        ("价税合计|税率", [146.9, 0.13], ("130", "16.9")),
        ("单价|金额|税率|税额|价税合计", [32.5, 130, "13%", 16.9, 146.9], ("130", "16.9")),
        ("含税金额|不含税金额|税额", [135.6, 120, 15.6], ("120", "15.6")),
        ("含税金额", [135.6], ("120", "15.6")),
        ("金额", [120], ("120", "15.6")),
        ("单价", [30], ("120", "15.6")),
        ("含税单价", [33.9], ("120", "15.6")),
        ("发票金额", [135.6], ("120", "15.6")),
        ("金额", [135.6], None),
        ("金额", [130], None),
        ("含税金额", [146.9], None),
        ("单价", [32.5], None),
        ("含税单价", [30], None),
        ("发票金额", [146.9], None),
        ("金额|税率", [135.6, "13%"], None),
        ("合计金额", [146.9], None),
        ("总价", [135.6], ("120", "15.6")),
        ("金额|税率|税额", [130, "13%", 15.6], None),
        ("不含税金额|税率|价税合计", [130, "13%", 140], None),
    ],
)
def test_what_a_row_says_is_booked_or_refused(
    shop: Shop,
    importer: Importer,
    row: list[Any],
    head: str,
    cells: list[Any],
    made: tuple[str, str] | None,
) -> None:
    content = workbook([*HEAD, *head.split("|")], [*row, *cells])

    done = importer.bring("purchase_invoice", content)

    assert [tuple(one) for one in shop.rows(SAID)] == ([made] if made else []), importer.faults(
        done
    )
    assert done["refused"] == (made is None)
