"""Stock at an instant, of a category, and the entries behind a figure of the past."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.kernel import sql
from tests.support.shop import Shop, days_ago, line

DAY = days_ago(3)


def at(clock: str, day: str = DAY) -> str:
    """An instant of the shop's day, as an address holds it."""
    return f"{day}T{clock}%2B08:00"


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    """Three days ago: at nine 10 at 2.5 came, at eleven 4 went, at noon 6 at 4 came."""
    shop.make("purchase_receipt", line("S1", 10, "2.5"), date=f"{DAY}T09:00:00+08:00")
    shop.make("sales_delivery", line("S1", 4), date=f"{DAY}T11:00:00+08:00")
    shop.make("purchase_receipt", line("S1", 6, "4"), date=f"{DAY}T12:00:00+08:00")
    return shop


def figures(shop: Shop, asked: str) -> list[tuple[str, str]]:
    items = shop.ok(shop.client.get(f"/stock?{asked}"))["items"]
    return [(one["on_hand"], one["value"]) for one in items]


def entries(shop: Shop, asked: str) -> list[tuple[str, str, str]]:
    """All entries of S1, a page of one after the other: what moved, what was there and its worth
    after it."""
    found, cursor = list[Any](), ""
    while True:
        address = f"/stock/entries?product={shop.ids['S1']}&limit=1{asked}{cursor}"
        page = shop.ok(shop.client.get(address))
        found += [(o["quantity"], o["on_hand_after"], o["value_after"]) for o in page["items"]]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def test_an_instant_of_a_day_knows_what_happened_by_then(stocked: Shop) -> None:
    assert figures(stocked, f"as_of={at('08:59:59')}") == []
    assert figures(stocked, f"as_of={at('09:00:00')}") == [("10", "25.00")]
    assert figures(stocked, f"as_of={at('11:30:00')}") == [("6", "15.00")]
    assert figures(stocked, f"as_of={at('12:00:00')}&by=product,warehouse") == [("12", "39.00")]
    assert figures(stocked, f"as_of={DAY}") == figures(stocked, f"as_of={at('23:59:59')}")
    assert figures(stocked, f"as_of={DAY}T03:30:00Z") == [("6", "15.00")]


@pytest.mark.parametrize(
    ("address", "code", "field"),
    [
        ("as_of=2026-01-05T18:00:00", "parameter.no_zone", "as_of"),
        ("as_of=2026-02-30", "field.not_a_date", "as_of"),
        ("as_of=noon", "field.not_a_date", "as_of"),
        ("as_of=1066-10-14", "field.not_a_date", "as_of"),
        ("as_of=0001-01-01", "field.not_a_date", "as_of"),
        ("as_of=9999-12-31", "field.not_a_date", "as_of"),
        ("as_of=2199-12-31T18:00:00Z", "document.in_the_future", "as_of"),
        (f"as_of={at('23:59:59', days_ago(0))}", "document.in_the_future", "as_of"),
        ("known_at=2999-01-01", "document.in_the_future", "known_at"),
    ],
)
def test_a_moment_that_is_none_or_still_to_come_is_refused_everywhere(
    stocked: Shop, address: str, code: str, field: str
) -> None:
    for path in ("/stock?", "/stock/batches?", f"/stock/entries?product={stocked.ids['S1']}&"):
        answer = stocked.client.get(f"{path}{address}")

        assert answer.status_code == 422, path
        error = answer.json()["errors"][0]
        assert (error["code"], error["field"]) == (code, field), path


def test_an_instant_is_read_in_as_few_statements_as_a_day(stocked: Shop) -> None:
    with sql.counting() as whole:
        stocked.client.get(f"/stock?as_of={DAY}")
    with sql.counting() as instant:
        stocked.client.get(f"/stock?as_of={at('11:30:00')}")
    with sql.counting() as moved:
        stocked.client.get(f"/stock/entries?product={stocked.ids['S1']}&as_of={at('11:30:00')}")

    assert len(instant) == len(whole)
    assert sum("ledger_" in one for one in moved) == 2


def test_entries_of_a_past_moment_end_with_it_and_begin_with_what_was_there(stocked: Shop) -> None:
    came, went = ("10", "10", "25.00"), ("-4", "6", "15.00")
    assert entries(stocked, f"&as_of={at('11:30:00')}") == [went, came]
    assert entries(stocked, f"&as_of={at('08:00:00')}") == []
    assert entries(stocked, f"&as_of={DAY}") == [("6", "12", "39.00"), went, came]
    assert entries(stocked, f"&as_of={DAY}") == entries(stocked, "")


def test_entries_of_a_past_moment_cost_what_was_known_of_them_then(stocked: Shop) -> None:
    """A receipt of ten o'clock that comes to light today makes the sale of eleven cheaper."""
    known = stocked.one("SELECT max(recorded_at) FROM ledger_postinghead").isoformat()
    known = known.replace("+", "%2B")
    before = entries(stocked, "")
    stocked.make("purchase_receipt", line("S1", 10, "1.5"), date=f"{DAY}T10:00:00+08:00")

    assert entries(stocked, f"&as_of={at('11:30:00')}") == [
        ("-4", "16", "32.00"),
        ("10", "20", "40.00"),
        ("10", "10", "25.00"),
    ]
    assert entries(stocked, f"&known_at={known}") == before
    assert entries(stocked, f"&as_of={at('11:30:00')}&known_at={known}") == before[1:]


def test_of_one_warehouse_the_entries_of_then_begin_with_what_lay_there(stocked: Shop) -> None:
    place = stocked.one("SELECT id FROM masters_warehouse WHERE code = 'CK01'")
    found = stocked.ok(
        stocked.client.get(
            f"/stock/entries?product={stocked.ids['S1']}&warehouse={place}&as_of={at('11:30:00')}"
        )
    )["items"]

    assert [(one["quantity"], one["on_hand_after"]) for one in found] == [("-4", "6"), ("10", "10")]
    assert "value_after" not in found[0]


@pytest.fixture
def sorted_out(shop: Shop) -> Shop:
    """Hardware holds bolts, which hold long ones; wood is beside them. One product of each."""
    for code, parent in (("WJ", None), ("LS", "WJ"), ("CL", "LS"), ("MC", None)):
        above = {} if parent is None else {"parent": {"code": parent}}
        shop.ids[code] = shop.master("product_category", code=code, name=code, **above)
    for code, category in (("P1", "CL"), ("P2", "MC"), ("P3", "WJ"), ("P4", "LS")):
        shop.product(code, category={"code": category})
    lines = [line(code, 5, price) for code, price in (("P1", 1), ("P2", 2), ("P3", 3), ("P4", 4))]
    shop.make("purchase_receipt", *lines, line("S1", 9, 9), date=DAY)
    shop.make("sales_delivery", line("P1", 2, 9), date=days_ago(1))
    return shop


@pytest.mark.parametrize("more", ["", f"&as_of={days_ago(2)}", "&by=product,warehouse", "&q=P"])
def test_a_category_counts_with_all_below_it(sorted_out: Shop, more: str) -> None:
    left = "25.00" if "as_of" in more else "23.00"  # less what of P1 has gone since

    def told(category: str) -> tuple[list[str], str]:
        codes, cursor = list[str](), ""
        while True:
            key = sorted_out.ids[category]
            address = f"/stock?category={key}&limit=1{more}{cursor}"
            page = sorted_out.ok(sorted_out.client.get(address))
            codes += [one["product"]["code"] for one in page["items"]]
            if page["next"] is None:
                return codes, page["sums"]["value"]
            cursor = f"&cursor={page['next']}"

    assert told("LS") == (["P1", "P4"], left)
    assert told("MC") == (["P2"], "10.00")
    assert told("WJ")[0] == ["P1", "P3", "P4"]


def test_a_category_narrows_what_is_low_empty_and_in_one_warehouse(sorted_out: Shop) -> None:
    place = sorted_out.one("SELECT id FROM masters_warehouse WHERE code = 'CK01'")
    sorted_out.make("sales_delivery", line("P1", 3, 9), date=days_ago(0))

    def told(more: str) -> list[str]:
        page = sorted_out.client.get(f"/stock?category={sorted_out.ids['LS']}{more}")
        return [one["product"]["code"] for one in sorted_out.ok(page)["items"]]

    assert told("") == ["P4"]
    assert told("&empty=true") == ["P1", "P4"]
    assert told(f"&warehouse={place}") == ["P4"]
    assert told(f"&warehouse={place}&as_of={days_ago(2)}") == ["P1", "P4"]
    assert told("&low=true") == []


def test_a_cursor_of_one_category_is_worth_nothing_for_another(sorted_out: Shop) -> None:
    first = sorted_out.client.get(f"/stock?category={sorted_out.ids['WJ']}&limit=1").json()

    answer = sorted_out.client.get(
        f"/stock?category={sorted_out.ids['LS']}&limit=1&cursor={first['next']}"
    )

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


def test_batches_are_asked_about_at_an_instant_and_by_category(shop: Shop) -> None:
    """At nine 10 at 3 came, at eleven 4 went; each batch is costed for itself."""
    for code in ("SP", "MC"):
        shop.ids[code] = shop.master("product_category", code=code, name=code)
    shop.product("NN", "牛奶", batched=True, costing_scope="batch", category={"code": "SP"})
    ten = line("NN", 10, "3", batch="B1")
    shop.make("purchase_receipt", ten, date=f"{DAY}T09:00:00+08:00")
    four = line("NN", 4, "9", batch="B1")
    shop.make("sales_delivery", four, date=f"{DAY}T11:00:00+08:00")

    def told(asked: str) -> list[tuple[str, str]]:
        items = shop.ok(shop.client.get(f"/stock/batches?{asked}"))["items"]
        return [(one["on_hand"], one["value"]) for one in items]

    assert told(f"as_of={at('08:00:00')}") == []
    assert told(f"as_of={at('10:00:00')}") == [("10", "30.00")]
    assert told(f"as_of={at('11:00:00')}") == told(f"as_of={DAY}") == [("6", "18.00")]
    assert told(f"category={shop.ids['SP']}&as_of={at('10:00:00')}") == [("10", "30.00")]
    assert told(f"category={shop.ids['MC']}") == []
