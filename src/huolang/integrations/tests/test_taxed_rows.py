"""Prices that do not say whether tax is in them, beside amounts that do."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.integrations.tests.test_line_amounts import HEAD, A, B
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop


@pytest.mark.parametrize(
    ("head", "rows", "said"),
    [
        ("单价|税率|金额|税额|价税合计", [[11.3, 13, 100, 13, 113]], "是"),
        ("单价|税率|金额|税额|价税合计", [[10, 13, 100, 13, 113]], "否"),
        ("单价|税率|税额|含税金额", [[11.3, 13, 13, 113]], "是"),
        ("单价|税率|金额|价税合计", [[11.3, 13, 100, 113]], "是"),
        ("单价|税率|金额|税额|价税合计", [[11.3, 13, 100, 13, 113], [10, 13, 100, 13, 113]], None),
        ("单价|税率|金额|税额|价税合计", [[10, 0, 100, 0, 100]], None),
        ("单价|金额", [[10, 100]], None),
    ],
)
def test_the_amounts_of_rows_tell_whether_tax_is_in_their_prices(
    shop: Shop, importer: Importer, head: str, rows: list[list[Any]], said: str | None
) -> None:
    both = zip((A, B), rows, strict=False)
    content = workbook([*HEAD, *head.split("|")], *[[*one, 10, *more] for one, more in both])

    run = importer.upload("sales_order", content)

    assert run["fixed"].get("tax_included") == said
    if said is not None:
        importer.start(importer.check(run, fixed=run["fixed"]))
        assert shop.rows("SELECT trim_scale(total)::text FROM sales_salesorder") == [("113",)]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)
