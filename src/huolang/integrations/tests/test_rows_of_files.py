"""`X#2` is the second row that document X had in its file, whatever became of that here."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, text
from tests.support.shop import Shop, line

SOLD = ["单据编号", "日期", "客户", "仓库", "商品", "数量", "单价"]
BACK = [*SOLD, "出库行"]
DAY = "2026-01-05"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def row(number: str, product: str, quantity: int, price: int, *more: str) -> list[str]:
    return [number, DAY, "P1", "CK01", product, str(quantity), str(price), *more]


def returned(shop: Shop) -> list[tuple[Any, ...]]:
    """Of every line that came back: product, quantity, and price and batch of its delivery's."""
    return shop.rows(
        "SELECT p.code, l.quantity::int, s.unit_price::int, s.batch FROM sales_salesreturnline l"
        " JOIN sales_salesdeliveryline s ON s.id = l.delivery_line_id"
        " JOIN masters_product p ON p.id = l.product_id WHERE l.company_id = %s::bigint"
        " ORDER BY l.id",
        shop.company,
    )


def test_behind_a_bundle_the_rows_of_the_file_count(shop: Shop, importer: Importer) -> None:
    """The delivery has four lines here: the bundle, its two parts, and S1 for 9 a piece."""
    shop.make("purchase_receipt", line("S1", 90, 1), line("S2", 90, 1), date="2026-01-01")
    parts = [{"part": {"code": one}, "quantity": 1} for one in ("S1", "S2")]
    shop.product("TZ", "套装", kind="bundle", sales_price="30", parts=parts)
    sold = text(SOLD, row("OLD-0007", "TZ", 5, 30), row("OLD-0007", "S1", 4, 9))
    done = importer.bring("sales_delivery", sold, confirm=True)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)

    back = text(BACK, row("R1", "S1", 1, 9, "OLD-0007#2"), row("R2", "S1", 1, 9, "OLD-0007"))
    done = importer.bring("sales_return", back, confirm=True)

    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)
    assert returned(shop) == [("S1", 1, 9, ""), ("S1", 1, 9, "")]
    (own,) = {one[0] for one in shop.rows("SELECT number FROM sales_salesdelivery")}
    back = text(BACK, row("R3", "S1", 1, 9, "OLD-0007#3"), row("R4", "S1", 2, 9, f"{own}#4"))
    done = importer.bring("sales_return", back, confirm=True, numbers="either")
    assert importer.faults(done) == [(2, "出库行", "import.no_source_line")]
    assert returned(shop)[2:] == [("S1", 2, 9, "")]
    assert shop.differences() == []


def test_a_row_that_left_in_two_batches_is_asked_about(shop: Shop, importer: Importer) -> None:
    shop.product("DC", "电池", batched=True, sales_price="2")
    first = line("DC", 8, 1, batch="B1", produced_on="2026-01-01")
    second = line("DC", 90, 1, batch="B2", produced_on="2026-01-02")
    shop.make("purchase_receipt", first, second, line("S1", 9, 1), date="2026-01-02")
    sold = text(SOLD, row("OLD-0007", "DC", 10, 2), row("OLD-0007", "DC", 3, 3))
    done = importer.bring("sales_delivery", sold, confirm=True)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    before = shop.everything()

    asked = importer.bring(
        "sales_return", text(BACK, row("R1", "DC", 1, 2, "OLD-0007#1")), confirm=True
    )

    assert importer.faults(asked) == [(2, "出库行", "import.row_split")]
    assert shop.everything()["sales_salesreturn"] == before["sales_salesreturn"]
    back = text(
        [*BACK, "批号"],
        row("R1", "DC", 1, 2, "OLD-0007#1", "b2"),
        row("R2", "DC", 1, 3, "OLD-0007#2", ""),
    )
    done = importer.bring("sales_return", back, confirm=True)
    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)
    assert returned(shop) == [("DC", 1, 2, "B2"), ("DC", 1, 3, "B2")]
    assert shop.differences() == []


def test_a_number_of_both_is_no_line_before_somebody_says_whose_it_is(
    shop: Shop, importer: Importer
) -> None:
    """The file of the first day calls its delivery as we do, and a bundle moved its second row."""
    shop.make("purchase_receipt", line("S1", 90, 1), line("S2", 90, 1), date="2026-01-01")
    parts = [{"part": {"code": one}, "quantity": 1} for one in ("S1", "S2")]
    shop.product("TZ", "套装", kind="bundle", sales_price="30", parts=parts)
    number = "XSCK-20260105-0001"
    sold = text(SOLD, row(number, "TZ", 5, 30), row(number, "S1", 4, 9))
    done = importer.bring("sales_delivery", sold, confirm=True)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    back = text(BACK, row("R1", "S1", 1, 0, f"{number}#2"))

    asked = importer.bring("sales_return", back, confirm=True)
    assert importer.faults(asked) == [(2, "出库行", "import.row_or_line")]
    assert returned(shop) == []
    theirs = importer.bring("sales_return", back, confirm=True, numbers="theirs")

    assert (theirs["created"], theirs["refused"]) == (1, 0), importer.faults(theirs)
    assert returned(shop) == [("S1", 1, 9, "")]


def test_a_row_that_was_deleted_since_is_no_other_one(shop: Shop, importer: Importer) -> None:
    shop.make("purchase_receipt", line("S1", 90, 1), line("S2", 90, 1), date="2026-01-01")
    sold = text(SOLD, row("OLD-0007", "S1", 5, 3), row("OLD-0007", "S1", 4, 9))
    done = importer.bring("sales_delivery", sold, confirm=False)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    ((record,),) = shop.rows("SELECT id FROM sales_salesdelivery")
    made = shop.read("sales_delivery", {"id": str(record)})
    made = shop.change("sales_delivery", made, lines=[{"id": made["lines"][1]["id"]}])
    shop.do("sales_delivery", made, "confirm")

    back = text(BACK, row("R1", "S1", 1, 3, "OLD-0007#1"), row("R2", "S1", 1, 9, "OLD-0007#2"))
    done = importer.bring("sales_return", back, confirm=True)

    assert importer.faults(done) == [(2, "出库行", "import.row_gone")]
    assert returned(shop) == [("S1", 1, 9, "")]


def test_a_row_that_was_moved_up_is_still_the_row_of_its_file(
    shop: Shop, importer: Importer
) -> None:
    shop.make("purchase_receipt", line("S1", 90, 1), date="2026-01-01")
    sold = text(SOLD, *(row("OLD-0007", "S1", n * 10, n) for n in (1, 2, 3)))
    done = importer.bring("sales_delivery", sold)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    (draft,) = shop.rows("SELECT id FROM sales_salesdelivery")
    record = shop.read("sales_delivery", {"id": str(draft[0])})
    lines = record["lines"]
    shop.change("sales_delivery", record, lines=[{"id": lines[2]["id"]}, {"id": lines[1]["id"]}])
    shop.do("sales_delivery", record, "confirm")

    back = [row(f"R{n}", "S1", 1, 1, f"OLD-0007#{n}") for n in (1, 2, 3)]
    done = importer.bring("sales_return", text(BACK, *back), confirm=True)

    assert importer.faults(done) == [(2, "出库行", "import.row_gone")]
    assert [one[2] for one in returned(shop)] == [2, 3]
