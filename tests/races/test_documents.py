"""Many people at one document, one number, one draft, one key."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.support.live import LiveCompany
from tests.support.shop import Shop, address, filled, line, today

pytestmark = pytest.mark.race


def codes(answers: list[Any]) -> Counter[Any]:
    """How often each outcome: the status of a success, the code of a refusal."""
    return Counter(
        one.json()["code"] if one.status_code >= 400 else one.status_code for one in answers
    )


def test_of_two_who_confirm_one_document_one_wins(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    draft = shop.make("purchase_receipt", line("A1", 5, 10), then=None)

    answers = live_company.together(8, lambda n: shop.act("purchase_receipt", draft, "confirm"))

    assert codes(answers) == {200: 1, "document.wrong_state": 7}
    assert shop.stock("A1")["on_hand"] == "5"
    assert shop.owed("payable") == 56.5
    assert shop.one("SELECT count(*) FROM ledger_postinghead") == 1
    assert shop.differences() == []


def test_fifty_who_number_at_once_leave_no_gap(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    shop.make("stock_receipt", line("A1", 50, unit_cost="10"))

    def sell(n: int) -> Any:
        too_much = n >= 50
        return shop.send("sales_delivery", line("A1", 1000 if too_much else 1, 15))

    answers = live_company.together(60, sell)

    assert codes(answers) == {201: 50, "ledger.not_enough_stock": 10}
    numbers = sorted(one.json()["number"] for one in answers if one.status_code == 201)
    assert numbers == [f"XSCK-{today():%Y%m%d}-{n:04}" for n in range(1, 51)]
    heads = [row[0] for row in shop.rows("SELECT no FROM ledger_postinghead ORDER BY no")]
    moments = shop.rows("SELECT recorded_at FROM ledger_postinghead ORDER BY no")
    assert len(set(heads)) == 51
    assert moments == sorted(moments)
    assert shop.differences() == []


def test_of_two_who_change_one_draft_the_second_is_told(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    draft = shop.make("sales_order", line("A1", 5, 10), then=None)
    path = f"/records/sales_order/{draft['id']}"

    answers = live_company.together(
        6, lambda n: shop.client.patch(path, {"remark": f"第 {n} 人"}, etag=draft["etag"])
    )

    assert codes(answers) == {200: 1, "record.stale": 5}
    won = next(one.json() for one in answers if one.status_code == 200)
    assert shop.read("sales_order", draft)["remark"] == won["remark"]
    assert shop.read("sales_order", draft)["etag"] == won["etag"]


def test_the_same_key_at_once_posts_once(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    before = shop.everything()

    answers = live_company.together(
        10,
        lambda n: shop.client.post(
            address("purchase_receipt", "confirm"),
            filled("purchase_receipt", line("A1", 5, 10)),
            key="CGRK/1",
        ),
    )

    assert codes(answers) == {201: 10}
    assert len({one.content for one in answers}) == 1
    assert len({one.headers["ETag"] for one in answers}) == 1
    after = shop.everything()
    assert after["purchasing_purchasereceipt"] == before["purchasing_purchasereceipt"] + 1
    assert after["ledger_postinghead"] == before["ledger_postinghead"] + 1
    assert shop.stock("A1")["on_hand"] == "5"
    assert shop.differences() == []


def test_a_cancelled_document_is_reversed_once(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    receipt = shop.make("purchase_receipt", line("A1", 5, 10))

    answers = live_company.together(
        6, lambda n: shop.act("purchase_receipt", receipt, "cancel" if n % 2 else "reopen")
    )

    assert codes(answers)[200] == 1 or codes(answers)[200] == 2
    assert shop.one("SELECT count(*) FROM ledger_postinghead WHERE kind = 'mirror'") == 1
    assert shop.stock("A1")["on_hand"] == "0"
    assert shop.owed("payable") == 0
    assert shop.differences() == []


def test_what_is_left_of_a_delivery_is_exchanged_once(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    shop.make("stock_receipt", line("A1", 50, unit_cost="10"))
    delivery = shop.make("sales_delivery", line("A1", 5, 15))
    source = {"delivery_line": delivery["lines"][0]["id"], "direction": "returned"}
    shop.make("sales_return", line("A1", 2, 15, delivery_line=source["delivery_line"]))

    answers = live_company.together(
        6,
        lambda n: shop.send(
            "sales_exchange" if n % 3 else "sales_return",
            *([line("A1", 3, 15, **source), line("A1", 3, 15)] if n % 3 else [_back(source, 3)]),
        ),
    )

    assert codes(answers) == {201: 1, "follow.more_than_open": 5}
    assert shop.read("sales_delivery", delivery)["lines"][0]["quantity"] == "5"
    assert shop.one("SELECT returned_base FROM sales_salesdeliveryline") == 5
    assert shop.differences() == []


def _back(source: dict[str, str], quantity: int) -> dict[str, Any]:
    """A line of a return; it knows no direction."""
    return line("A1", quantity, 15, delivery_line=source["delivery_line"])


def test_of_windows_that_keep_a_view_under_one_name_one_does(
    live_company: LiveCompany, shop: Shop
) -> None:
    body = {"path": "/stock", "name": "缺货"}

    answers = live_company.together(6, lambda n: shop.client.post("/views", body))

    assert codes(answers) == {201: 1, "view.name_taken": 5}
    assert shop.one("SELECT count(*) FROM kernel_savedview") == 1


@pytest.mark.parametrize(
    ("form", "source", "link", "on_hand"),
    [
        ("sales_return", "sales_delivery", "delivery_line", "50"),
        ("purchase_return", "purchase_receipt", "receipt_line", "50"),
        ("purchase_receipt", "purchase_order", "order_line", "55"),
    ],
)
def test_of_two_who_take_the_rest_of_a_line_one_does(
    live_company: LiveCompany, shop: Shop, form: str, source: str, link: str, on_hand: str
) -> None:
    shop.product("A1")
    shop.make("stock_receipt", line("A1", 50, unit_cost="10"))
    whole = shop.make(source, line("A1", 5, 15))
    of_it = {link: whole["lines"][0]["id"]}
    shop.make(form, line("A1", 2, 15, **of_it))
    drafts = [shop.make(form, line("A1", 3, 15, **of_it), then=None) for _ in range(2)]

    answers = live_company.together(2, lambda n: shop.act(form, drafts[n], "confirm"))

    assert codes(answers) == {200: 1, "follow.more_than_open": 1}
    assert shop.stock("A1")["on_hand"] == on_hand
    assert shop.differences() == []
