"""Pages of the stock list: a page among the next codes and one that is sorted say the same."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.inventory import stock
from huolang.kernel import sql
from tests.support.shop import Shop, days_ago, line


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    """Of nine products the third, fifth, sixth and eighth are there, the fourth was."""
    for number in range(4, 10):
        shop.product(f"s{number}" if number % 2 else f"S{number}")
    shop.warehouse("CK09", "门店")
    here = [line(code, 5, unit_cost="1.25") for code in ("S3", "s5", "S6", "S4")]
    shop.make("stock_receipt", *here, date=days_ago(3))
    there = {"code": "CK09"}
    shop.make("stock_receipt", line("S8", 7, unit_cost="3"), warehouse=there, date=days_ago(3))
    shop.make("sales_delivery", line("S4", 5, 9), date=days_ago(2))
    shop.make("sales_delivery", line("S8", 2, 9), warehouse=there, date=days_ago(1))
    shop.make("sales_order", line("S6", 2))
    return shop


def pages(shop: Shop, question: str) -> list[Any]:
    """All pages of two rows, one after the other."""
    found, cursor = list[Any](), ""
    while True:
        page = shop.client.get(f"/stock?limit=2{question}{cursor}").json()
        found.append((page["items"], page["sums"]))
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("", ["S3", "s5", "S6", "S8"]),
        ("&empty=true", ["S3", "S4", "s5", "S6", "S8"]),
        ("&warehouse=CK09", ["S8"]),
        (f"&as_of={days_ago(1)}", ["S3", "s5", "S6", "S8"]),
        (f"&as_of={days_ago(3)}", ["S3", "S4", "s5", "S6", "S8"]),
        (f"&as_of={days_ago(4)}", []),
    ],
    ids=["now", "empty", "warehouse", "as of", "as of then", "as of before"],
)
def test_every_way_to_a_page_finds_the_same_rows(
    stocked: Shop, monkeypatch: pytest.MonkeyPatch, asked: str, codes: list[str]
) -> None:
    asked = asked.replace("CK09", stocked.ids["CK09"])
    answers = list[Any]()
    for most in (1, 3, 2_000):
        monkeypatch.setattr(stock, "MOST_NEAR", most)
        answers.append(pages(stocked, asked))

    assert [one["product"]["code"] for items, _ in answers[0] for one in items] == codes
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("asked", ["", f"&as_of={days_ago(1)}"], ids=["now", "as of"])
def test_a_full_page_among_the_next_codes_needs_no_sorting(stocked: Shop, asked: str) -> None:
    with sql.counting() as statements:
        stocked.client.get(f"/stock?limit=2{asked}")

    assert [one for one in statements if "masters_product" in one and "LIMIT" in one][1:] == []
