"""What goods cost, in files that say it with tax, for another unit than they count in, or twice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

FIXED = {"date": "2026-01-01", "warehouse": "B1"}
WORTH = """
SELECT trim_scale(l.amount)::text FROM inventory_{form}line l ORDER BY l.position
"""


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.master("warehouse", code="B1", name="北仓")
    shop.product("M1", "牛奶", units=[{"unit": {"code": "BOX"}, "numerator": "12"}])
    return Importer(shop.client, shop.company)


def brought(
    shop: Shop, importer: Importer, *rows: list[Any], form: str = "opening_stock"
) -> tuple[list[str], set[str], list[tuple[int, str, str]]]:
    """What the goods of each row are worth in the books, what was told, and what was refused."""
    run = importer.check(importer.upload(form, workbook(*rows)), fixed=FIXED)
    done = importer.start(run)
    worth = [one for (one,) in shop.rows(WORTH.format(form=form.replace("_", "")))]
    return worth, {one["code"] for one in run["findings"]["notes"]}, importer.faults(done)


def small(shop: Shop) -> None:
    shop.rows("UPDATE kernel_company SET taxpayer_kind = 'small' RETURNING id")


@pytest.mark.parametrize(
    ("head", "cells", "worth"),
    [
        ("成本价(含税)", [2.26], "8"),
        ("含税成本|税率", [2.18, "9%"], "8"),
        ("含税单价|税率", [2.18, 0.09], "8"),
        ("含税金额", [9.04], "8"),
        ("成本|含税成本", [2, 9], "8"),
        ("含税成本价", [0.0333], "0.12"),
    ],
)
@pytest.mark.parametrize("form", ["opening_stock", "stock_receipt"])
def test_the_costs_of_a_general_taxpayer_come_without_the_tax_that_is_in_them(
    shop: Shop, importer: Importer, form: str, head: str, cells: list[Any], worth: str | None
) -> None:
    if head == "含税金额" and form == "stock_receipt":
        return  # it has no cost of all
    rows = [["商品编码", "数量", *head.split("|")], ["S1", 4, *cells]]

    got, told, wrong = brought(shop, importer, *rows, form=form)

    assert (got, wrong, "import.cost_converted" in told) == ([worth], [], head[:3] != "成本|")


def test_costs_without_tax_are_exact_to_the_cent_however_many_there_are(
    shop: Shop, importer: Importer
) -> None:
    """333,000 / 1.13; at 2.946903 each it would be 30 cents more."""
    rows = [["商品编码", "数量", "含税成本"], ["S1", 100_000, 3.33]]

    assert brought(shop, importer, *rows)[0] == ["294690.27"]


def test_a_small_taxpayers_cost_has_its_tax_in_it(shop: Shop, importer: Importer) -> None:
    small(shop)
    head = ["商品编码", "数量", "成本价", "含税成本价"]

    assert brought(shop, importer, head, ["S1", 4, 2, 2.26]) == (["9.04"], set(), [])


def test_what_a_small_taxpayers_cost_lacks_is_added_where_the_rate_is_told(
    shop: Shop, importer: Importer
) -> None:
    small(shop)
    head = ["商品编码", "数量", "不含税成本", "税率"]
    wrong = [(3, "不含税成本", "import.cost_without_rate")]

    assert brought(shop, importer, head, ["S1", 4, 2, "1%"], ["S2", 4, 2, None])[::2] == ([], wrong)
    assert brought(shop, importer, head, ["S1", 4, 2, "1%"])[0] == ["8.08"]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("单位成本|成本金额", [2, 48]),
        ("单位成本|价税合计", [2, 54.24]),
        ("含税单价|含税金额", [2.26, 54.24]),
        ("含税单价|金额", [2.26, 54.24]),
        ("含税成本|不含税金额", [2.26, 48]),
        ("单位成本|总成本", [2, 48]),
        ("单位成本|成本金额", [24, 48]),
        ("不含税成本|含税金额", [24, 54.24]),
    ],
)
@pytest.mark.parametrize("form", ["opening_stock", "stock_receipt"])
def test_the_amount_decides_whether_a_cost_is_of_the_box_or_of_the_bottle(
    shop: Shop, importer: Importer, form: str, head: str, cells: list[Any]
) -> None:
    if head.endswith("|总成本") and form == "stock_receipt":
        return
    rows = [["商品编码", "单位", "数量", *head.split("|")], ["M1", "箱", 2, *cells]]

    got, told, wrong = brought(shop, importer, *rows, form=form)

    assert (got, wrong) == (["48"], [])
    assert ("import.cost_of_base" in told) is (cells[0] < 3)


@pytest.mark.parametrize("form", ["opening_stock", "stock_receipt"])
def test_a_cost_that_agrees_with_the_amount_in_no_way_is_refused(
    shop: Shop, importer: Importer, form: str
) -> None:
    head = ["商品编码", "单位", "数量", "单位成本", "金额"]

    got, _told, wrong = brought(
        shop, importer, head, ["M1", "箱", 2, 2, 40], ["S1", "个", 3, 2, 6], form=form
    )

    assert (got, wrong) == ([], [(2, "单位成本", "import.cost_or_amount")])


def test_goods_are_worth_the_amount_beside_a_cost_that_is_shown_to_the_cent(
    shop: Shop, importer: Importer
) -> None:
    rows = [["商品编码", "数量", "成本", "金额"], ["S1", 3, 3.33, 10], ["S2", 2, 3, 6]]

    for form in ("opening_stock", "stock_receipt"):
        got, told, wrong = brought(shop, importer, *rows, form=form)
        assert (got, "import.cost_rounded" in told, wrong) == (["10", "6"], True, [])


def test_a_worth_of_another_time_is_not_compared(shop: Shop, importer: Importer) -> None:
    head = ["商品编码", "期初数量", "期初成本", "库存金额"]

    assert brought(shop, importer, head, ["S1", 3, 3, 70]) == (["9"], set(), [])


@pytest.mark.parametrize(
    ("header", "amount", "worth"), [("金额", 10, "10"), ("含税金额", 11.3, "10")]
)
def test_a_receipt_without_a_cost_is_worth_its_amount(
    shop: Shop, importer: Importer, header: str, amount: float, worth: str
) -> None:
    rows = [["商品编码", "数量", header], ["S1", 3, amount]]

    got, told, wrong = brought(shop, importer, *rows, form="stock_receipt")

    assert (got, wrong, "import.cost_of_amount" in told) == ([worth], [], True)


def test_an_amount_that_may_be_of_the_whole_receipt_is_no_cost(
    shop: Shop, importer: Importer
) -> None:
    rows = [["商品编码", "数量", "金额"], ["S1", 3, 10], ["S2", 3, None]]

    assert brought(shop, importer, *rows, form="stock_receipt")[::2] == (
        [],
        [(2, "单位成本", "import.whole_or_row")],
    )


@pytest.mark.parametrize(
    ("head", "cells", "worth", "told"),
    [
        ("进价", [2], "8", "import.taken_as"),
        ("入库单价|入库金额", [2, 8], "8", ""),
        ("入库金额", [8], "8", "import.cost_of_amount"),
        ("成本金额|总金额", [8, 8], "8", "import.cost_of_amount"),
        ("含税金额|不含税金额", [9.04, 8], "8", "import.cost_of_amount"),
        ("金额|单位成本", [8, None], "8", "import.cost_of_amount"),
    ],
)
def test_what_a_receipt_is_worth_is_taken_from_the_money_of_its_rows(
    shop: Shop, importer: Importer, head: str, cells: list[Any], worth: str, told: str
) -> None:
    rows = [["商品编码", "数量", *head.split("|")], ["S1", 4, *cells]]

    got, notes, wrong = brought(shop, importer, *rows, form="stock_receipt")

    assert (got, wrong, {*filter(None, [told])} <= notes) == ([worth], [], True)


@pytest.mark.parametrize(
    ("form", "head", "cells", "wrong"),
    [
        ("stock_receipt", "成本金额|总金额", [8, 9], ("总金额", "import.worths_differ")),
        ("opening_stock", "成本金额|库存金额", [8, 9], ("库存金额", "import.worths_differ")),
        ("stock_receipt", "价税合计", [9.04], ("价税合计", "import.cost_untold")),
        ("stock_receipt", "单位成本|含税金额", [None, 9.04], ("含税金额", "import.cost_untold")),
        ("stock_receipt", "单价|进价", [2, 3], ("单价", "import.cost_untold")),
        ("stock_receipt", "期初金额|期末金额", [2, 3], ("期初金额", "import.cost_untold")),
    ],
)
def test_a_receipt_is_never_worth_nothing_while_its_rows_say_money(
    shop: Shop, importer: Importer, form: str, head: str, cells: list[Any], wrong: tuple[str, str]
) -> None:
    rows = [["商品编码", "数量", *head.split("|")], ["S1", 4, *cells]]

    got, _told, faults = brought(shop, importer, *rows, form=form)

    assert (got, faults) == ([], [(2, *wrong)])
    assert shop.one("SELECT count(*) FROM inventory_stockreceipt") == 0


@pytest.mark.parametrize(
    ("form", "head", "cells", "worth"),
    [
        ("opening_stock", "成本金额|库存金额", [8, 8], "8"),
        ("opening_stock", "库存金额|成本金额", [8, 8], "8"),
        ("opening_stock", "含税金额|不含税金额", [9.04, 8], "8"),
        ("opening_stock", "进价", [2], "8"),
        ("stock_receipt", "零售价|备注", [5, "样品"], None),
        ("stock_receipt", "单位成本|零售价", [0, 5], "0"),
    ],
)
def test_worths_that_agree_are_one_and_prices_of_sales_are_none(
    shop: Shop, importer: Importer, form: str, head: str, cells: list[Any], worth: str | None
) -> None:
    rows = [["商品编码", "数量", *head.split("|")], ["S1", 4, *cells]]

    got, _told, wrong = brought(shop, importer, *rows, form=form)

    assert (got, wrong) == ([worth], [])


@pytest.mark.parametrize(
    ("head", "cells", "net"),
    [
        ("单价|金额", [2, 48], "48"),
        ("单价|价税合计", [2, 54.24], "48"),
        ("单价|折扣%|金额", [2, 10, 43.2], "43.2"),
        ("单价|金额", [24, 48], "48"),
        ("单价|金额", [2, 40], "4"),
    ],
)
def test_the_amount_tells_that_a_price_is_that_of_one_bottle(
    shop: Shop, importer: Importer, head: str, cells: list[Any], net: str
) -> None:
    """What agrees in no way is refused, as elsewhere, unless the price is to count."""
    first = ["日期", "单号", "供应商", "仓库", "商品", "单位", "数量"]
    row = ["2026-03-01", "X1", "P1", "B1", "M1", "箱", 2]
    content = workbook([*first, *head.split("|")], [*row, *cells])

    done = importer.bring("purchase_receipt", content, as_priced=net == "4")

    assert importer.faults(done) == []
    amounts = shop.rows("SELECT trim_scale(amount)::text FROM purchasing_purchasereceiptline")
    assert amounts == [(net,)]


@pytest.mark.parametrize(
    ("kind", "head", "cells", "worth"),
    [
        ("general", "单价|金额|税额|不含税金额", [5.65, 22.6, 2.6, 20], None),
        ("general", "单价|金额|税额|不含税金额", [5, 20, 2.6, 20], "20"),
        ("general", "单价|金额|价税合计", [5, 20, 22.6], "20"),
        ("general", "单价|金额|价税合计", [5, 20, 25], None),
        ("general", "成本价|成本金额|库存金额", [5, 20, 20], "20"),
        ("general", "成本价|成本金额|库存金额", [5, 20, 21], None),
        ("small", "单价|金额|税率|价税合计", [5, 20, "13%", 22.6], None),
        ("small", "单价|金额|税率|价税合计", [5.65, 22.6, "13%", 22.6], "22.6"),
        ("small", "单价|金额|税率|不含税金额", [5.65, 22.6, "13%", 20], "22.6"),
        ("small", "单价|金额|税率|不含税金额", [5.65, 22.6, "13%", 21], None),
        ("small", "单价|金额|不含税金额", [5.65, 22.6, 20], "22.6"),
    ],
)
def test_all_that_a_row_says_it_is_worth_has_to_agree(
    shop: Shop, importer: Importer, kind: str, head: str, cells: list[Any], worth: str | None
) -> None:
    """As the books keep it, or with the tax that goes off or comes on top."""
    shop.rows("UPDATE kernel_company SET taxpayer_kind = %s RETURNING id", kind)
    rows = [["商品编码", "数量", *head.split("|")], ["S1", 4, *cells]]

    got, _told, wrong = brought(shop, importer, *rows)

    refused = {code.removeprefix("import.") for _row, _column, code in wrong}
    assert (got, bool(refused)) == ([worth] if worth else [], worth is None)
    assert refused <= {"cost_or_amount", "worths_differ"}


def test_a_rounded_cost_with_tax_is_corrected_by_the_amount_without(
    shop: Shop, importer: Importer
) -> None:
    """0.565 with tax, shown as 0.57: 5,044.25 would be 44.25 too much."""
    rows = [["商品编码", "数量", "含税成本", "不含税金额"], ["S1", 10_000, 0.57, 5000]]

    assert brought(shop, importer, *rows)[0] == ["5000"]
