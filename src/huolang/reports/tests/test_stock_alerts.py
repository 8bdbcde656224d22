"""库存预警: what lies below its minimum or above its maximum, and how much to order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import clock
from huolang.kernel.company import acting
from huolang.kernel.keys import new_id
from huolang.ledger import books
from huolang.ledger.posting import QUARANTINE, Move, Posting, Source
from tests.support import trading
from tests.support.reports import figures, report
from tests.support.shop import Shop, line, today

SHOWN = ("product", "warehouse", "available", "incoming", "suggested", "state")


def limits(shop: Shop, code: str, *rows: tuple[str, Any, Any]) -> None:
    told = [
        {"warehouse": {"code": place}, "min_stock": least, "max_stock": most}
        for place, least, most in rows
    ]
    record = shop.ok(shop.client.get(f"/records/product/{shop.ids[code]}"))
    shop.change("product", record, limits=told)


def limited(shop: Shop) -> None:
    """S1: 10 of 20–50, 6 promised, 5 coming; too much in CK02. S2: enough. DL: none at all."""
    limits(shop, "S1", ("CK01", "20", "50"), ("CK02", "1", "3"))
    limits(shop, "S2", ("CK01", "5", "10"))
    limits(shop, "DL", ("CK01", "2.5", None))
    shop.make("stock_receipt", line("S1", 10), line("S2", 6))
    shop.make("stock_receipt", line("S1", 4), warehouse={"code": "CK02"})
    shop.make("sales_order", line("S1", 6, 1))
    shop.make("purchase_order", line("S1", 5, 1))


def test_what_is_too_little_or_too_much_and_how_much_to_order(shop: Shop) -> None:
    limited(shop)

    alerts = report(shop.client, "stock_alerts")
    below = report(shop.client, "stock_alerts", state="below")
    everything = report(shop.client, "stock_alerts", state="all", sort="-on_hand")

    assert figures(alerts, *SHOWN) == [
        ("DL", "CK01", "0", "0", "2.5", "below"),
        ("S1", "CK01", "4", "5", "41", "below"),
        ("S1", "CK02", "4", "0", "0", "above"),
    ]
    assert figures(below, "product", "warehouse") == [("DL", "CK01"), ("S1", "CK01")]
    assert figures(everything, "product", "on_hand")[0] == ("S1", "10")
    assert everything["rows"] == 4


def test_what_orders_wait_for_is_ordered_as_well_and_what_comes_is_not(shop: Shop) -> None:
    limited(shop)
    shop.make("sales_order", line("DL", 4, 1))
    shop.make("purchase_order", line("S1", 60, 1))

    ck01 = shop.ok(shop.client.get("/records/warehouse?q=CK01"))["items"][0]["id"]
    alerts = report(shop.client, "stock_alerts", warehouse=ck01)

    assert figures(alerts, "product", "available", "incoming", "suggested") == [
        ("DL", "-4", "0", "6.5"),
        ("S1", "4", "65", "0"),
    ]


def test_archived_products_raise_no_alarm(shop: Shop) -> None:
    limited(shop)
    before = report(shop.client, "stock_alerts")["rows"]

    with acting(shop.company):
        trading.archived_before("product", "DL")

    assert (before, report(shop.client, "stock_alerts")["rows"]) == (3, 2)


def test_what_lies_off_the_shelves_is_there_and_ends_no_alert(shop: Shop) -> None:
    limits(shop, "S1", ("CK01", "5", "9"))
    shop.make("stock_receipt", line("S1", 4))
    quarantined(shop, "S1", "6")

    alerts = report(shop.client, "stock_alerts")

    shown = figures(alerts, "product", "on_hand", "available", "suggested", "state")
    assert shown == [("S1", "10", "4", "0", "below")]  # the 6 count as coming
    page = shop.ok(shop.client.get("/stock?by=product,warehouse"))["items"]
    assert [(one["on_hand"], one["available"]) for one in page] == [("10", "4")]
    limits(shop, "S1", ("CK01", "4", "9"))
    alerts = report(shop.client, "stock_alerts")
    assert figures(alerts, "on_hand", "state") == [("10", "above")]


def quarantined(shop: Shop, code: str, quantity: str) -> None:
    """Goods that wait for their inspection."""
    place = UUID(shop.ok(shop.client.get("/records/warehouse?q=CK01"))["items"][0]["id"])
    move = Move(
        line=new_id(),
        product=UUID(shop.ids[code]),
        warehouse=place,
        location=QUARANTINE,
        quantity=Decimal(quantity),
        value=Decimal(0),
        counter="opening",
    )
    with acting(shop.company):
        books.post(
            Posting(moves=(move,)),
            source=Source(form="stock_receipt", record=new_id()),
            occurred_on=today(),
            occurred_at=clock.now(),
            number=lambda: "隔离-1",
        )
