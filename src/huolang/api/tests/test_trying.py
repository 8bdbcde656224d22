"""试确认: who scans is told at the scan what confirming would refuse, and nothing of it stays."""

import pytest

from tests.support.shop import Shop, days_ago, line


@pytest.fixture
def shop(company, client):
    made = Shop(client("admin"), company.id)
    made.partner("P1", "宏达五金")
    made.product("A1", "螺栓")
    made.product("B1", "胶水", batched=True, shelf_life=100)
    made.product("S1", "电钻", serialized=True)
    return made


def told(shop, clerk, form, record, *rows):
    """Code and place of what would be refused of (line, quantity, fields); nothing moves."""
    before = shop.everything()
    lines = [
        {"source": record["lines"][at]["id"], "base_quantity": str(quantity), **more}
        for at, quantity, more in rows
    ]
    found = shop.ok(clerk.post(f"/handling/{form}/{record['id']}/try", {"lines": lines}))
    assert shop.everything() == before
    return [(one["code"], one["field"]) for one in found["errors"]]


def test_a_number_that_is_in_stock_is_not_received_again(shop, client):
    shop.make("stock_receipt", line("S1", 1, serials=["SN1"], unit_cost="5"))
    order = shop.make("purchase_order", line("A1", 9, "2"), line("S1", 5, "20"))
    clerk = client("warehouse")

    def scanned(*serials):
        piece = (1, len(serials), {"serials": list(serials)})
        return told(shop, clerk, "purchase_order", order, (0, 2, {}), piece)

    assert scanned("SN2", "SN1") == [("line.serial_in_stock", "lines.1.serials.1")]
    assert scanned("SN2", "SN3") == []
    assert shop.rows("SELECT number FROM masters_serialnumber") == [("SN1",)]
    assert shop.differences() == []


def test_another_day_of_a_known_batch_is_told_when_it_is_said(shop, client):
    shop.make("stock_receipt", line("B1", 4, batch="J1", expires_on="2099-01-01", unit_cost="1"))
    order = shop.make("purchase_order", line("B1", 9, "2"))
    clerk = client("warehouse")

    def scanned(**said):
        return told(shop, clerk, "purchase_order", order, (0, 2, said))

    assert scanned(batch="J1") == []
    assert scanned(batch="J1", expires_on="2098-01-01") == [
        ("line.batch_differs", "lines.0.expires_on")
    ]
    assert scanned(batch="J2") == [("line.no_expiry", "lines.0.expires_on")]
    assert scanned(batch="J2", produced_on="2026-01-02", supplier_batch="H-7") == []


def test_expired_and_held_goods_and_those_that_are_sold_by_now_are_not_delivered(shop, client):
    days = {"J1": days_ago(1), "J2": "2099-01-01"}
    rows = [line("B1", 4, batch=name, expires_on=day, unit_cost="1") for name, day in days.items()]
    shop.make("stock_receipt", *rows, line("A1", 1, unit_cost="1"))
    order = shop.make("sales_order", line("B1", 9, "5"), line("A1", 1, "5"))
    clerk = client("warehouse")

    def scanned(*parts):
        return told(shop, clerk, "sales_order", order, *parts)

    assert scanned((0, 1, {"batch": "J2"}), (1, 1, {})) == []
    assert scanned((0, 1, {"batch": "J1"})) == [("line.batch_expired", "lines.0.batch")]
    shop.make("stock_issue", line("A1", 1), reason="loss")
    (short,) = scanned((1, 1, {}))
    assert short == ("ledger.not_enough_stock", "lines.0.quantity")


def test_a_transfer_is_tried_as_it_would_be_sent(shop, client):
    shop.warehouse("W2", "二仓")
    shop.make("stock_receipt", line("A1", 3, unit_cost="2"), line("S1", 1, serials=["SN1"]))
    clerk = client("warehouse")
    before = shop.everything()

    def scanned(*lines):
        body = {"warehouse": {"code": "CK01"}, "into": {"code": "W2"}, "lines": list(lines)}
        found = shop.ok(clerk.post("/handling/stock_transfer/try", body))
        return [(one["code"], one["field"]) for one in found["errors"]]

    assert scanned(line("A1", 3), line("S1", 1, serials=["SN1"])) == []
    assert scanned(line("A1", 4)) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert scanned(line("S1", 1, serials=["SN9"])) == [("line.no_such_serial", "lines.0.serials.0")]
    assert shop.everything() == before


def test_only_who_may_confirm_it_tries_it(shop, client):
    order = shop.make("purchase_order", line("A1", 2, "2"))
    part = {"lines": [{"source": order["lines"][0]["id"], "base_quantity": "1"}]}
    path = f"/handling/purchase_order/{order['id']}/try"

    assert client("sales").post(path, part).status_code == 403
    assert client("accountant").post(path, part).status_code == 403
    missing = path.replace(order["id"], order["lines"][0]["id"])
    assert client("warehouse").post(missing, part).status_code == 404
