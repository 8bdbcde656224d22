"""The proof of the chains: a done quantity or a link that nothing backs is named."""

from __future__ import annotations

import pytest

from huolang.kernel import sql
from huolang.ledger import proof
from tests.support import trading
from tests.support.trading import line

FALSIFIED = {
    "done": "UPDATE sales_salesorderline SET done_base = done_base - 1",
    "link": "UPDATE documents_link SET quantity = quantity + 1",
}
RETURNED = "UPDATE sales_salesdeliveryline SET returned_base = returned_base - 1"


@pytest.mark.parametrize("statement", [*FALSIFIED.values(), RETURNED])
def test_what_was_done_of_an_order_or_delivery_is_proved(company, statement):
    with trading.acting(company.id):
        trading.open_shop()
        trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="1"), reason="opening")
        order = trading.confirmed("sales_order", line("LS8", 6, "2"))
        sold = trading.act(trading.convert(order, "sales_delivery"), "confirm")
        trading.act(trading.convert(sold, "sales_return"), "confirm")
        assert list(proof.differences(company.id)) == []

        sql.run(statement)

        named = {one.check for one in proof.differences(company.id)}
    assert named == ({"link", "done"} if statement == FALSIFIED["link"] else {"done"})


def test_the_link_of_a_document_that_no_longer_stands_is_named(company):
    with trading.acting(company.id):
        trading.open_shop()
        order = trading.confirmed("purchase_order", line("LS8", 6, "2"))
        receipt = trading.act(trading.convert(order, "purchase_receipt"), "confirm")
        trading.act(receipt, "cancel")
        assert list(proof.differences(company.id)) == []
        sql.run(
            "INSERT INTO documents_link (company_id, id, from_form, from_record, from_line,"
            " to_form, to_record, to_line, quantity) SELECT company_id, gen_random_uuid(),"
            " 'purchase_order', order_line_id, order_line_id, 'purchase_receipt', document_id, id,"
            " 6 FROM purchasing_purchasereceiptline"
        )

        named = {one.check for one in proof.differences(company.id)}
    assert named == {"link", "done"}
