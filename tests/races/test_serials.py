"""Many people at the same serial numbers: each is once where it is."""

from __future__ import annotations

import pytest

from tests.races.test_documents import codes
from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race


def pieces(count: int, *, price: int = 10, reverse: bool = False) -> dict[str, object]:
    numbers = [f"N{n}" for n in range(count)]
    return line("SJ", count, price, serials=numbers[::-1] if reverse else numbers)


def test_of_two_who_receive_the_same_number_one_is_refused(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("SJ", serialized=True)

    answers = live_company.together(
        6, lambda n: shop.send("purchase_receipt", pieces(3, reverse=bool(n % 2)))
    )

    assert codes(answers) == {201: 1, "line.serial_in_stock": 5}
    refused = next(one for one in answers if one.status_code == 409)
    assert {error["field"] for error in refused.json()["errors"]} == {
        f"lines.0.serials.{n}" for n in range(3)
    }
    assert shop.stock("SJ")["on_hand"] == "3"
    assert shop.one("SELECT count(*) FROM ledger_postinghead") == 1
    assert shop.one("SELECT count(*) FROM masters_serialnumber") == 3
    assert shop.differences() == []


def test_a_piece_is_sold_once_and_taken_back_or_sold_but_not_both(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("SJ", serialized=True)
    receipt = shop.make("purchase_receipt", pieces(4))

    def pull(n: int) -> object:
        if n == 0:
            return shop.act("purchase_receipt", receipt, "cancel")
        return shop.send("sales_delivery", pieces(4, price=20, reverse=bool(n % 2)))

    answers = live_company.together(6, pull)

    outcomes = codes(answers)
    assert outcomes[200] + outcomes[201] == 1
    assert outcomes["line.serial_not_there"] == 5
    assert shop.stock("SJ")["on_hand"] == "0"
    assert shop.one("SELECT count(*) FROM masters_serialnumber WHERE present = 1") == 0
    assert shop.differences() == []


def test_a_count_and_those_who_move_its_pieces_come_one_after_another(
    live_company: LiveCompany, shop: Shop
) -> None:
    """Also where another line of theirs has goods of a batch: pieces are locked first by all."""
    shop.product("SJ", serialized=True)
    shop.product("NN", batched=True)
    shop.make("purchase_receipt", pieces(4), line("NN", 9, 1, batch="B1"))
    found = line("SJ", 2, serials=["N0", "N1"])

    def pull(n: int) -> object:
        if n % 2:
            return shop.send("stock_count", found, line("NN", 9, batch="B1"))
        sold = line("SJ", 2, 20, serials=["N3", f"N{n // 2}"])
        return shop.send("sales_delivery", sold, line("NN", 1, 2))

    answers = live_company.together(6, pull)

    # Whoever counts first finds two missing. Who sells first leaves two, perhaps others than those.
    counts, sales = codes(answers[1::2]), codes(answers[::2])
    assert sales[201] <= 1 and sales[201] + sales["line.serial_not_there"] == 3
    assert counts[201] + counts["stock_count.not_expected"] == 3
    assert shop.one("SELECT count(*) FROM masters_serialnumber WHERE present = 1") == 2
    assert shop.stock("SJ")["on_hand"] == "2"
    assert shop.differences() == []
