"""The row of headings is found below titles and notes, and what is above it is not imported."""

from __future__ import annotations

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
