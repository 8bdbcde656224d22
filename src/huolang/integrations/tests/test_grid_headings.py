"""列名: above a block that is pasted into lines and in an imported file a word means the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from huolang.forms import registry
from huolang.integrations.columns import matching
from huolang.integrations.columns.headings import WORDS, plain

GRID: dict[str, list[str]] = json.loads(
    (Path(__file__).parents[4] / "web/src/grid/headings.json").read_text()
)
PASTED_ONLY = {
    "product": {
        "编码", "代码", "code", "条码", "条形码", "barcode", "ean",
        "产品名称", "品名", "名称", "name",
    },
    "quantity": {
        "件数", "实收数量", "实发数量", "入库数量", "出库数量", "收货数量", "发货数量", "到货数量",
        "退货数量", "调拨数量", "采购数量", "销售数量", "订货数量", "订购数量",
    },
    "unit_price": {
        "采购单价", "采购价", "进价", "purchase price",
        "销售单价", "销售价", "售价", "sales price",
    },
    "expires_on": {"到期日"},
}  # fmt: skip
"""Above lines alone it speaks of the goods; a whole file also of partners, and of other prices."""
IN_FILES_ONLY = {
    "编号", "全称", "全名", "no", "基本单位", "手机",
    "主单位", "主计量单位", "基本计量单位",
    "库存", "库存数量", "现存量", "期初数量", "stock", "on hand",
    "零售价", "进货价",
}  # fmt: skip
"""What stands above columns of masters and of opening stock."""
OF_THE_HEADER = {"discount", "warehouse", "remark"}
"""What the document has as well: a file with one such column means that."""


@pytest.mark.parametrize("name", ["sales_delivery", "purchase_receipt", "stock_receipt"])
def test_what_the_lines_understand_a_file_means_too(db: None, name: str) -> None:
    form = registry.get(name)
    lines = {path.removeprefix("lines.") for path in matching.fillable(form) if "lines." in path}

    strange = {
        word: found
        for field in GRID.keys() & lines
        for word in GRID[field]
        for found in [matching.propose(form, [word], {}).get("0")]
        if found != f"lines.{field}"
        and not (field in OF_THE_HEADER and found == field)
        and not (word in PASTED_ONLY.get(field, ()) and found is None)
    }

    assert not strange


def test_what_a_file_means_the_lines_understand_too() -> None:
    fields = {field: {plain(word) for word in words} for field, words in GRID.items()}
    missing = {
        (field, word)
        for group in WORDS
        for field, known in fields.items()
        if known & {plain(word) for word in group}
        for word in group
        if plain(word) not in set().union(*fields.values())
    }

    assert {word for _field, word in missing} <= IN_FILES_ONLY, missing
