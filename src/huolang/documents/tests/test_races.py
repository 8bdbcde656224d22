"""Many people at once: each document is confirmed once, each number given once."""

import threading
import time

import pytest

from huolang.documents import confirming, numbering
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import acting
from huolang.kernel.refusals import BusinessError
from huolang.ledger import proof
from tests.support import trading
from tests.support.trading import line

pytestmark = pytest.mark.race


@pytest.fixture
def shop(live_company):
    with acting(live_company.id):
        trading.open_shop()
        trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="1"), reason="opening")
    return live_company


def proves(shop):
    with acting(shop.id):
        return list(proof.differences(shop.id)) == []


def codes(answers):
    return sorted(a.code if isinstance(a, BusinessError) else a for a in answers)


def test_fifty_documents_numbered_at_once_have_no_gap_and_no_double(shop):
    def number(_index):
        with acting(shop.id):
            numbers = numbering.of_documents(registry.get("sales_order"))
            return numbers.take(trading.MORNING.date())

    numbers = shop.together(50, number)

    assert sorted(numbers) == [f"XSDD-20261123-{n:04}" for n in range(1, 51)]


def test_two_people_confirm_one_document(shop):
    with acting(shop.id):
        draft = trading.draft("sales_delivery", line("LS8", 3, "2"))

    def confirm(_index):
        with acting(shop.id):
            return trading.act(draft, "confirm").state

    assert codes(shop.together(2, confirm)) == ["confirmed", "document.wrong_state"]
    with acting(shop.id):
        assert trading.on_hand("LS8") == 7
        assert trading.postings(draft) == [(1, "post")]
    assert proves(shop)


def test_twenty_people_sell_the_last_ten(shop):
    def sell(_index):
        with acting(shop.id):
            return trading.confirmed("sales_delivery", line("LS8", 1, "2")).state

    answers = codes(shop.together(20, sell))

    assert answers == ["confirmed"] * 10 + ["ledger.not_enough_stock"] * 10
    with acting(shop.id):
        assert trading.on_hand("LS8") == 0
        assert trading.numbers("sales_delivery") == [f"XSCK-20261123-{n:04}" for n in range(1, 11)]
    assert proves(shop)


def test_two_receipts_of_the_rest_of_one_order(shop):
    with acting(shop.id):
        bought = trading.confirmed("purchase_order", line("LS8", 5, "1"))
        key = str(bought.tables["lines"][0].id)

    def receive(_index):
        with acting(shop.id):
            made = line("LS8", 5, "1", order_line=key)
            return trading.confirmed("purchase_receipt", made).state

    assert codes(shop.together(2, receive)) == ["confirmed", "follow.more_than_open"]
    with acting(shop.id):
        assert trading.on_hand("LS8") == 15
        assert trading.fresh(bought).progress == "done"
    assert proves(shop)


def test_two_returns_of_one_sale(shop):
    with acting(shop.id):
        sold = trading.confirmed("sales_delivery", line("LS8", 4, "2"))
        key = str(sold.tables["lines"][0].id)

    def bring_back(_index):
        with acting(shop.id):
            made = line("LS8", 3, "2", delivery_line=key)
            return trading.confirmed("sales_return", made).state

    assert codes(shop.together(2, bring_back)) == ["confirmed", "follow.more_than_open"]
    with acting(shop.id):
        assert trading.on_hand("LS8") == 9
    assert proves(shop)


def test_a_return_and_a_cancellation_of_one_delivery(shop):
    with acting(shop.id):
        sold = trading.confirmed("sales_delivery", line("LS8", 4, "2"))
        key = str(sold.tables["lines"][0].id)

    def either(index):
        with acting(shop.id):
            if index:
                return trading.act(sold, "cancel").state
            made = line("LS8", 3, "2", delivery_line=key)
            return trading.confirmed("sales_return", made).state

    answers = codes(shop.together(2, either))

    assert answers in (
        ["cancelled", "follow.not_confirmed"],
        ["confirmed", "document.has_successors"],
    )
    assert proves(shop)


@pytest.mark.parametrize("change", [{"unit": {"code": "M"}}, {"kind": "service"}])
def test_a_product_keeps_kind_and_unit_while_a_document_with_it_is_confirmed(
    shop, monkeypatch, change
):
    """One confirms; when the goods are worked out, another wants to count them differently."""
    with acting(shop.id):
        cable = trading.product("DL2", "电缆")
        draft = trading.draft("purchase_receipt", line("DL2", 3, "2"))
    derived, changed = threading.Event(), threading.Event()
    post = confirming._post

    def slowly(*args, **more):
        derived.set()
        changed.wait(timeout=1)
        return post(*args, **more)

    monkeypatch.setattr(confirming, "_post", slowly)

    def either(index):
        if index:
            derived.wait(timeout=30)
        try:
            with acting(shop.id):
                if index:
                    return trading.change_master(cable, **change).code
                return trading.act(draft, "confirm").state
        finally:
            if index:
                changed.set()

    assert codes(shop.together(2, either)) == ["confirmed", "product.already_traded"]
    with acting(shop.id):
        assert trading.stored_product("DL2").kind == "stock"
        assert trading.on_hand("DL2") == 3
    assert proves(shop)


def test_a_document_that_waited_for_its_product_takes_the_new_unit(shop, monkeypatch):
    with acting(shop.id):
        cable = trading.product("DL3", "电缆")
        draft = trading.draft("purchase_receipt", line("DL3", 3, "2"))
    held = threading.Event()

    def either(index):
        with acting(shop.id):
            if index:
                held.wait(timeout=30)
                return trading.act(draft, "confirm").state
            trading.change_master(cable, unit={"code": "M"})
            held.set()
            threading.Event().wait(timeout=0.5)
            return "changed"

    answers = [getattr(one, "code", one) for one in shop.together(2, either)]

    assert answers == ["changed", "line.wrong_unit"]
    with acting(shop.id):
        assert trading.on_hand("DL3") == 0
    assert proves(shop)


def test_the_original_of_a_red_invoice_is_not_cancelled_while_that_is_confirmed(shop):
    with acting(shop.id):
        sold = trading.confirmed("sales_delivery", line("LS8", 4, "2"))
        black = trading.act(trading.convert(sold, "sales_invoice"), "confirm")
        back = trading.act(trading.convert(sold, "sales_return"), "confirm")
        red = trading.convert(back, "sales_invoice")
    held = threading.Event()

    def either(index):
        if index:
            held.wait(timeout=30)
        with acting(shop.id):
            if index:
                return trading.act(black, "cancel").state
            done = trading.act(red, "confirm")
            held.set()
            for _again in range(50):
                if sql.run("SELECT FROM pg_locks WHERE NOT granted LIMIT 1").fetchone():
                    break
                time.sleep(0.02)
            return done.state

    assert codes(shop.together(2, either)) == ["confirmed", "document.has_successors"]
    with acting(shop.id):
        assert trading.fresh(black).state == "confirmed"
        assert red.original_id == black.id
    assert proves(shop)
