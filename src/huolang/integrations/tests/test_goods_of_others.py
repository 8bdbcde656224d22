"""Lists of goods of Odoo and 管伊佳: taxes with a name, and whether goods have batches."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.forms import registry
from huolang.integrations.columns import matching
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

GOODS = """
SELECT name, trim_scale(tax_rate)::text, batched, serialized FROM masters_product
WHERE name LIKE '货%%' ORDER BY name
"""


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def test_of_two_taxes_that_of_what_is_sold_is_taken(db: None) -> None:
    heads = ["Name", "Vendor Taxes", "Customer Taxes"]

    both = matching.propose(registry.get("product"), heads, {})

    assert both == {"0": "name", "2": "tax_rate"}


def test_a_tax_with_a_name_is_its_rate(shop: Shop, importer: Importer) -> None:
    head = ["名称", "单位", "Customer Taxes"]
    cells = ["6%", "13% 增值税", "增值税 9%", "13%, 6%", "13% (含税)"]
    content = workbook(head, *[[f"货{n}", "个", one] for n, one in enumerate(cells)])

    done = importer.bring("product", content)

    assert [row[:2] for row in shop.rows(GOODS)] == [("货0", "6"), ("货1", "13"), ("货2", "9")]
    assert [one[:2] for one in importer.faults(done)] == [
        (5, "Customer Taxes"), (6, "Customer Taxes"),
    ]  # fmt: skip


def test_a_tax_of_what_is_bought_is_taken_and_told(importer: Importer) -> None:
    content = workbook(["名称", "单位", "Vendor Taxes"], ["货1", "个", "6%"])

    checked = importer.check(importer.upload("product", content))

    told = [(one["column"], one["code"]) for one in checked["findings"]["notes"]]
    assert (checked["created"], told) == (1, [("Vendor Taxes", "import.taken_as")])


def test_whether_goods_have_batches_or_serial_numbers(shop: Shop, importer: Importer) -> None:
    head = ["名称*", "基本单位*", "序列号", "批号"]
    rows: list[Any] = [
        ["货1", "个", "无", "有"],
        ["货2", "个", "有", "无"],
        ["货3", "个", "", "无"],
    ]

    done = importer.bring("product", workbook(head, *rows))

    assert (done["created"], importer.faults(done)) == (3, [])
    assert [row[2:] for row in shop.rows(GOODS)] == [(True, False), (False, True), (False, False)]


def test_the_number_of_a_batch_is_no_yes(importer: Importer) -> None:
    content = workbook(["名称", "单位", "批号"], ["货1", "个", "B2026-1"], ["货2", "个", "无"])

    run = importer.upload("product", content)

    assert "batched" not in run["matching"].values()


@pytest.mark.parametrize(
    ("header", "rates"), [("Customer Taxes", ["0", "9"]), ("税率", ["13", "9"])]
)
def test_goods_for_which_odoo_names_no_tax_have_none(
    shop: Shop, importer: Importer, header: str, rates: list[str]
) -> None:
    content = workbook(["名称", "单位", header], ["货1", "个", None], ["货2", "个", "9%"])

    checked = importer.check(importer.upload("product", content))
    importer.start(checked)

    assert [row[1] for row in shop.rows(GOODS)] == rates
    told = {one["code"] for one in checked["findings"]["notes"]}
    assert ("import.no_tax" in told) is (rates[0] == "0")
