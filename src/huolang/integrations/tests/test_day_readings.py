"""Days of files are read as their column allows; what may be several days is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.importing import Importer, text, workbook
from tests.support.shop import Shop

HEAD = ("日期", "客户", "商品", "数量", "单价")


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def brought(importer: Importer, shop: Shop, days: list[str]) -> tuple[dict[str, Any], list[str]]:
    """An import of one order for each day, and the days of what was made."""
    rows = [(day, "P1", "S1", n, 4) for n, day in enumerate(days, start=1)]
    done = importer.check(importer.upload("sales_order", text(HEAD, *rows)), separate=True)
    told = done["findings"]["notes"]
    done = importer.start(done)
    found = shop.rows(
        "SELECT d.date::text FROM sales_salesorder d JOIN sales_salesorderline l"
        " ON l.document_id = d.id WHERE d.company_id = %s::bigint ORDER BY l.quantity",
        shop.company,
    )
    return done | {"told": told}, [day for (day,) in found]


@pytest.mark.parametrize(
    ("days", "read", "noted"),
    [
        (["26-11-3", "2026.11.4", "20261105", "46332"],
         ["2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06"], 0),
        (["3-Nov-26", "Nov 4 2026", "5 November 2026", "26年11月6日"],
         ["2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06"], 0),
        (["11/3/2026", "11/13/2026", "11/11/2026"], ["2026-11-03", "2026-11-13", "2026-11-11"], 1),
        (["3/11/2026", "13/11/2026 10:30"], ["2026-11-03", "2026-11-13"], 1),
        (["26-11-03", "26-11-20"], ["2026-11-03", "2026-11-20"], 2),
        (["261103", "261113"], ["2026-11-03", "2026-11-13"], 2),
    ],
)  # fmt: skip
def test_days_are_read_as_their_column_allows(
    shop: Shop, importer: Importer, days: list[str], read: list[str], noted: int
) -> None:
    done, found = brought(importer, shop, days)

    assert (found, importer.faults(done)) == (read, [])
    orders = [one for one in done["told"] if one["code"] == "import.day_order"]
    assert sum(one["rows"] for one in orders) == noted


@pytest.mark.parametrize(
    ("days", "wrong", "code", "said"),
    [
        (["11/3/2026", "12/4/2026"], [2, 3], "import.day_unclear", "2026-03-11 / 2026-11-03"),
        (["13/1/2026", "1/13/2026", "1/2/2026"], [4], "import.day_unclear", "2026-01-02"),
        (["11月3日", "2026-11-04"], [2], "import.year_missing", "11月3日"),
        (["31/31/2026"], [2], "field.not_a_date", ""),
    ],
)
def test_what_may_be_several_days_is_refused(
    shop: Shop, importer: Importer, days: list[str], wrong: list[int], code: str, said: str
) -> None:
    done, found = brought(importer, shop, days)

    assert importer.faults(done) == [(row, "日期", code) for row in wrong]
    assert len(found) == len(days) - len(wrong)
    answer = shop.client.get(f"/imports/{done['id']}/errors").json()
    assert said in answer["items"][0]["errors"][0]["message"]


def of_sheet(importer: Importer, days: list[Any]) -> dict[str, Any]:
    rows = [(day, "P1", "S1", n, 4) for n, day in enumerate(days, start=1)]
    run = importer.upload("sales_order", workbook(HEAD, *rows))
    return importer.check(run, separate=True)


def test_days_that_a_spreadsheet_may_have_turned_round_are_refused(
    shop: Shop, importer: Importer
) -> None:
    """Of 13/04/2026, 03/04/2026 and 04/04/2026 a spreadsheet that reads months first makes days of
    the last two."""
    checked = of_sheet(importer, ["13/04/2026", date(2026, 3, 4), date(2026, 4, 4)])

    assert importer.faults(checked) == [(3, "日期", "import.day_swapped")]
    answer = shop.client.get(f"/imports/{checked['id']}/errors").json()
    said = answer["items"][0]["errors"][0]["message"]
    assert "2026-03-04 还是 2026-04-03" in said and "13/04/2026" in said


def test_days_of_a_spreadsheet_among_texts_are_told(shop: Shop, importer: Importer) -> None:
    """None of them was read months first: the 25th stands among them."""
    checked = of_sheet(importer, ["13/04/2026", date(2026, 3, 4), date(2026, 4, 25)])

    assert (checked["created"], importer.faults(checked)) == (3, [])
    told = [(one["row"], one["code"]) for one in checked["findings"]["notes"]]
    assert (3, "import.days_mixed") in told


def test_a_day_text_that_is_two_days_is_refused_among_days_too(importer: Importer) -> None:
    checked = of_sheet(importer, ["03/04/2026", date(2026, 3, 4), date(2026, 4, 25)])

    assert importer.faults(checked) == [(2, "日期", "import.day_unclear")]


def test_days_of_a_spreadsheet_beside_texts_that_begin_with_the_year_are_days(
    importer: Importer,
) -> None:
    checked = of_sheet(importer, ["2026-04-13", date(2026, 3, 4), "2026/4/2"])

    assert (checked["created"], importer.faults(checked)) == (3, [])
