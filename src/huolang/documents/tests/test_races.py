"""Many people at once: each document is confirmed once, each number given once."""

import pytest

from huolang.documents import series
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
            return series.document_number("sales_order", "XSDD", trading.MORNING.date())

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
