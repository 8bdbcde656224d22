"""What somebody changed in what was proposed for a file holds for the next one; what nobody changed
is no word of anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from huolang.forms import registry
from huolang.integrations.columns import said_before
from huolang.integrations.import_run import RememberedColumns
from huolang.kernel.company import acting
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["日期", "供应商", "仓库", "商品"]
ROW = ["2026-11-07", "P1", "CK01", "S1"]
QUANTITY, PRICE = "lines.quantity", "lines.unit_price"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def proposed(importer: Importer, form: str, head: Sequence[str], row: Sequence[Any]) -> Any:
    """The columns of a file behind those of its header, as they are proposed."""
    first = HEAD if form == "purchase_return" else ["日期", "客户", "仓库", "商品"]
    run = importer.upload(form, workbook([*first, *head], [*ROW, *row]))
    return run, [run["matching"].get(str(n)) for n in range(len(first), len(first) + len(head))]


def test_what_was_proposed_and_not_changed_is_no_word_of_anybody(
    shop: Shop, importer: Importer
) -> None:
    run, paths = proposed(importer, "purchase_return", ["出库数量", "进价"], [1, 20])
    assert paths == [QUANTITY, PRICE]
    importer.check(run)
    importer.check(run)

    both = ["出库数量", "数量", "进价", "单价"]
    run, paths = proposed(importer, "purchase_return", both, [4, 4, 20, 15])
    assert paths == [None, QUANTITY, None, PRICE]
    importer.check(run)
    run, paths = proposed(importer, "purchase_return", ["数量", "单价"], [7, 15])
    assert paths == [QUANTITY, PRICE]
    checked = importer.check(run)
    assert (checked["created"], checked["refused"]) == (1, 0), importer.faults(checked)
    assert said(shop, "purchase_return") == {}


def test_a_price_that_came_after_another_one_is_not_taken_from_the_list(
    shop: Shop, importer: Importer
) -> None:
    for head, cells in ((["数量", "售价"], [1, 30]), (["数量", "售价", "单价"], [1, 30, 20])):
        importer.check(proposed(importer, "sales_delivery", head, cells)[0])

    run, paths = proposed(importer, "sales_delivery", ["数量", "单价"], [1, 20])

    assert paths == [QUANTITY, PRICE]
    messages = [one["message"] for one in importer.check(run)["findings"]["notes"]]
    assert not [one for one in messages if "没有单价" in one]


def test_what_somebody_changed_holds_for_the_next_file(shop: Shop, importer: Importer) -> None:
    """发了多少 is nothing that is known; 数量 was left out for it alone, 备注 for good."""
    head, cells = ["发了多少", "数量", "备注"], [5, 6, "急"]
    run, paths = proposed(importer, "purchase_return", head, cells)
    assert paths == [None, QUANTITY, "remark"]
    told = {n: path for n, path in run["matching"].items() if n not in ("5", "6")}
    importer.check({**run, "matching": {**told, "4": QUANTITY}})

    again = proposed(importer, "purchase_return", head, cells)[1]
    alone = proposed(importer, "purchase_return", ["数量", "备注"], cells[1:])[1]
    assert (again, alone) == ([QUANTITY, None, None], [QUANTITY, None])
    run = importer.check(proposed(importer, "purchase_return", head, cells)[0])
    assert proposed(importer, "purchase_return", head, cells)[1] == again
    importer.check({**run, "matching": {**told, "5": QUANTITY, "6": "remark"}})
    assert said(shop, "purchase_return") == {}


def said(shop: Shop, form: str) -> Any:
    with acting(shop.company):
        row = RememberedColumns.objects.get(form=form)
        return row.columns or row.said


@pytest.mark.parametrize(
    ("form", "columns", "words"),
    [
        ("purchase_return", {"出库数量": QUANTITY, "进价": PRICE, "数量": "", "单价": ""}, {}),
        ("purchase_return", {"发了多少": QUANTITY, "数量": "", "单价": ""},
         {"发了多少": QUANTITY, "数量": {"instead": "发了多少"}, "单价": ""}),
        ("product", {"编码": "code", "箱卖价": "units.sales_price", "备注": ""},
         {"箱卖价": "units.sales_price", "备注": ""}),
    ],
)  # fmt: skip
def test_of_whole_matchings_that_were_kept_the_words_of_somebody_stay(
    form: str, columns: Mapping[str, str], words: Mapping[str, Any]
) -> None:
    assert said_before.words(registry.get(form), columns, {}) == words


@pytest.mark.parametrize(
    ("form", "said", "head", "held"),
    [
        ("purchase_return", {"发了多少": QUANTITY}, ["发了多少", "数量"], {}),
        ("purchase_return", {"发了多少": QUANTITY}, ["发了多少"], {"发了多少": QUANTITY}),
        ("product", {"单位": "units.unit", "零售价": "units.sales_price"},
         ["编码", "名称", "单位", "零售价"], {}),
    ],
)  # fmt: skip
def test_what_was_said_of_other_files_holds_where_it_makes_sense(
    form: str, said: Mapping[str, Any], head: Sequence[str], held: Mapping[str, str]
) -> None:
    assert said_before.holding(registry.get(form), head, said) == held
