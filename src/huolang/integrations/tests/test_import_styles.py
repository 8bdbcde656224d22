"""Attributes, styles and their products come from files and go into files."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from tests.support.importing import Importer, text, workbook
from tests.support.shop import Shop


@pytest.fixture
def importer(shop: Shop) -> Importer:
    """Colours and sizes, and the style TX, each out of a file."""
    made = Importer(shop.client, shop.company)
    values = [
        ["编码", "名称", "属性值"],
        ["YS", "颜色", "红"],
        ["YS", "颜色", "蓝"],
        ["CM", "尺码", "L"],
    ]
    style = [
        ["编码", "名称", "属性1", "属性2", "基本单位", "销售价"],
        ["TX", "T恤", "YS", "CM", "PCS", 59],
    ]
    for form, rows in (("attribute", values), ("style", style)):
        done = made.start(made.check(made.upload(form, workbook(*rows))))
        assert (done["state"], done["refused"]) == ("done", 0)
    return made


HEAD = ["编码", "名称", "基本单位", "款式", "属性值1", "属性值2", "销售价"]


def test_variants_come_from_a_file_and_what_does_not_fit_is_said_in_its_row(
    shop: Shop, importer: Importer
) -> None:
    content = text(
        HEAD,
        ["A1", "T恤", "PCS", "TX", "红", "L", ""],
        ["A2", "T恤", "PCS", "TX", "蓝", "l", "69"],
        ["A3", "T恤", "PCS", "TX", "紫", "L", ""],
        ["A4", "T恤", "PCS", "TX", "红", "L", ""],
    )

    done = importer.start(importer.check(importer.upload("product", content)))

    assert (done["created"], done["refused"]) == (2, 2)
    assert importer.faults(done) == [
        (4, "属性值1", "product.no_such_value"),
        (5, "属性值1", "product.combination_taken"),
    ]
    assert shop.rows(
        "SELECT code, value1, value2, specification, sales_price::text FROM masters_product"
        " WHERE company_id = %s::bigint AND style_id IS NOT NULL ORDER BY code",
        shop.company,
    ) == [("A1", "红", "L", "红/L", "59.000000"), ("A2", "蓝", "L", "蓝/L", "69.000000")]


def test_a_list_of_variants_goes_into_a_file_with_style_and_values(
    shop: Shop, importer: Importer
) -> None:
    rows = [HEAD, ["A1", "T恤", "PCS", "TX", "红", "L", "59"]]
    importer.start(importer.check(importer.upload("product", text(*rows))))

    wanted = quote(json.dumps([["style.code", "=", "TX"]]))
    fields = "code,style,value1,value2"
    asked = f"/records/product/export?format=csv&fields={fields}&filter={wanted}"
    written = b"".join(shop.client.get(asked).streaming_content).decode("utf-8-sig")

    assert written.splitlines()[1:] == ["A1,TX T恤,红,L"]
