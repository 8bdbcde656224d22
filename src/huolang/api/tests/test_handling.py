"""收发货清单: what who stands before the goods is told of a document."""

import pytest

from huolang.kernel import sql
from tests.support.shop import Shop, days_ago, line, today


@pytest.fixture
def shop(company, client):
    made = Shop(client("admin"), company.id)
    made.partner("P1", "宏达五金")
    box = {"unit": {"code": "BOX"}, "numerator": "12", "barcode": "6902"}
    made.product("A1", "螺栓", barcode="6901", units=[box], barcodes=[{"barcode": "LS"}])
    made.product("B1", "胶水", batched=True, shelf_life=100)
    return made


def sheet(client, form, record):
    return client.get(f"/handling/{form}/{record['id']}")


def test_who_receives_is_told_what_is_open_and_by_which_codes_it_is_known(shop, client):
    order = shop.make("purchase_order", line("A1", 2, "24", unit={"code": "BOX"}), line("B1", 5, 1))
    part = {"lines": [{"source": order["lines"][0]["id"], "base_quantity": "5"}]}
    path = f"/records/purchase_order/{order['id']}/convert/purchase_receipt?then=confirm"
    shop.ok(shop.client.post(path, part), 201)

    found = shop.ok(sheet(client("warehouse"), "purchase_order", order))

    assert (found["target"], found["partner"]["name"]) == ("purchase_receipt", "宏达五金")
    bolts, glue = found["lines"]
    assert [bolts[name] for name in ("ordered", "open", "most", "unit")] == ["24", "19", "19", "个"]
    codes = [(one["code"], one["unit"], one["factor"]) for one in bolts["barcodes"]]
    assert codes == [("6901", "个", "1"), ("6902", "箱", "12"), ("LS", "个", "1")]
    assert (glue["batched"], glue["shelf_life"], glue["lying"]) == (True, 100, [])
    assert not any("price" in name for name in bolts)


def test_who_delivers_is_told_where_to_take_it_first_what_expires_first(shop, client):
    place = {"code": "CK01"}
    (house,) = shop.ok(shop.client.get("/records/warehouse?q=CK01"))["items"]
    house = shop.read("warehouse", house)
    shop.change("warehouse", house, located=True)
    for code, order in (("Z1", 1), ("A9", 2)):
        shop.master("location", code=code, warehouse=place, pick_order=order, barcode=f"K{code}")
    until = {"X1": "2030-01-01", "X2": "2029-01-01", "X3": days_ago(1)}
    spots = {"X1": "Z1", "X2": "A9", "X3": "Z1"}
    rows = [
        line("B1", 4, "1", batch=name, expires_on=day, location={"code": spots[name]})
        for name, day in until.items()
    ]
    shop.make("purchase_receipt", *rows, line("A1", 30, "1", location={"code": "Z1"}))
    sold = shop.make("sales_order", line("B1", 6, "5"), line("A1", 3, "5"))

    lines = shop.ok(sheet(client("warehouse"), "sales_order", sold))["lines"]

    assert [one["code"] for one in lines] == ["A1", "B1"]  # past Z1, then past A9
    told = [(one["batch"], one["location"], one["good"]) for one in lines[1]["lying"]]
    assert told == [("X3", "Z1", False), ("X2", "A9", True), ("X1", "Z1", True)]
    (bolts,) = lines[0]["lying"]
    assert (bolts["quantity"], bolts["barcode"], bolts["batch"]) == ("30", "KZ1", "")


def test_the_number_of_statements_does_not_grow_with_the_lines(shop):
    shop.make("stock_receipt", line("A1", 500, unit_cost="1"))

    def statements(count):
        made = shop.make("sales_order", *[line("A1", 1, "5") for _ in range(count)])
        with sql.counting() as seen:
            shop.ok(sheet(shop.client, "sales_order", made))
        return len(seen)

    statements(1)
    assert statements(2) == statements(40)


def test_only_who_sees_the_document_and_only_what_is_open(shop, client):
    order = shop.make("purchase_order", line("A1", 2, "2"))
    draft = shop.make("purchase_order", line("A1", 2, "2"), then=None)

    assert sheet(client("sales"), "purchase_order", order).status_code == 403
    assert shop.ok(sheet(client("warehouse"), "purchase_order", draft))["lines"] == []
    assert client("warehouse").get(f"/handling/product/{order['id']}").status_code == 422
    assert sheet(client("warehouse"), "sales_order", order).status_code == 404
    assert today().isoformat() == shop.ok(sheet(shop.client, "purchase_order", order))["date"]


def test_what_is_on_its_way_is_received_where_it_goes_to(shop, client):
    shop.warehouse("W2", "二仓")
    shop.make("stock_receipt", line("A1", 20, unit_cost="2"))
    sent = shop.make("stock_transfer", line("A1", 8), into={"code": "W2"}, in_steps=True)

    found = shop.ok(sheet(client("warehouse"), "stock_transfer", sent))

    assert (found["target"], found["warehouse"], found["partner"]) == (
        "transfer_receipt",
        "二仓",
        None,
    )
    assert [(one["open"], one["most"]) for one in found["lines"]] == [("8", "8")]


def meaning(client, code, **more):
    asked = "&".join(f"{name}={value}" for name, value in {"code": code, **more}.items())
    return client.get(f"/handling/meaning?{asked}")


def test_a_scanned_code_means_goods_in_a_unit_a_piece_of_them_or_a_location(shop, client):
    shop.product("S1", "电钻", serialized=True)
    shop.make("stock_receipt", line("A1", 20, unit_cost="2"), line("S1", 1, serials=["SN7"]))
    shop.master("location", code="Z1", warehouse={"code": "CK01"}, barcode="K1")
    clerk = client("warehouse")
    (house,) = shop.ok(shop.client.get("/records/warehouse?q=CK01"))["items"]

    def told(code):
        found = shop.ok(meaning(clerk, code, warehouse=house["id"]))
        return [(one["code"], one["factor"], one["serial"]) for one in found["goods"]]

    assert told("6902") == [("A1", "12", "")]
    assert told("ls") == told("a1") == [("A1", "1", "")]
    assert told("sn7") == [("S1", "1", "SN7")]
    assert told("nothing") == told("Z1") == []
    place = shop.ok(meaning(clerk, "k1"))
    assert (place["location"], place["warehouse"]) == ("Z1", house["id"])
    (bolts,) = shop.ok(meaning(clerk, "6901", warehouse=house["id"]))["goods"]
    assert [one["quantity"] for one in bolts["lying"]] == ["20"]
    assert meaning(clerk, "").status_code == 422
