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
    rows = [line("B1", 2, batch="J1", expires_on="2099-01-01", unit_cost="1")]
    shop.product("B2", "油漆", batched=True)
    shop.make("stock_receipt", *rows, line("B2", 2, batch="j1", unit_cost="1"))
    found = shop.ok(meaning(clerk, "j1"))["goods"]
    assert sorted((one["code"], one["batch"]) for one in found) == [("B1", "J1"), ("B2", "j1")]
    (drill,) = shop.ok(meaning(clerk, "sn7"))["goods"]
    keys = shop.rows("SELECT id::text FROM masters_serialnumber")
    assert [(drill["part"],)] == keys
    place = shop.ok(meaning(clerk, "k1"))
    assert (place["location"], place["warehouse"]) == ("Z1", house["id"])
    (bolts,) = shop.ok(meaning(clerk, "6901", warehouse=house["id"]))["goods"]
    assert [one["quantity"] for one in bolts["lying"]] == ["20"]
    assert meaning(clerk, "").status_code == 422


@pytest.fixture
def placed(shop):
    """Two warehouses with locations; bolts lie in Z1 already. What is sent comes in together."""
    shop.warehouse("W2", "二仓")
    for house in ("CK01", "W2"):
        (found,) = shop.ok(shop.client.get(f"/records/warehouse?q={house}"))["items"]
        shop.change("warehouse", shop.read("warehouse", found), located=True)
    here = {"warehouse": {"code": "CK01"}}
    shop.master("location", code="Z", kind="zone", **here)
    shop.master("location", code="Z1", parent={"code": "Z"}, barcode="K1", pick_order=1, **here)
    shop.master("location", code="Z9", active=False, pick_order=2, **here)
    shop.master("location", code="Y1", warehouse={"code": "W2"})
    shop.make("purchase_receipt", line("A1", 3, "2", location={"code": "Z1"}))
    return shop


def test_who_receives_is_told_where_more_of_it_lies_already(placed, client):
    order = placed.make("purchase_order", line("A1", 5, "2"), line("B1", 5, "2"))

    lines = placed.ok(sheet(client("warehouse"), "purchase_order", order))["lines"]

    assert [(one["code"], one["located"], one["put"]) for one in lines] == [
        ("A1", True, "Z1"),
        ("B1", True, ""),
    ]
    into = {"into": {"code": "CK01"}, "warehouse": {"code": "W2"}, "in_steps": True}
    placed.make("stock_receipt", line("A1", 4, unit_cost="2"), warehouse={"code": "W2"})
    sent = placed.make("stock_transfer", line("A1", 4), **into)
    (bolts,) = placed.ok(sheet(client("warehouse"), "stock_transfer", sent))["lines"]
    assert (bolts["put"], bolts["warehouse_id"]) == ("Z1", lines[0]["warehouse_id"])


def test_a_phone_knows_the_locations_of_a_warehouse_and_into_which_goods_are_put(placed, client):
    (house,) = placed.ok(placed.client.get("/records/warehouse?q=CK01"))["items"]

    found = placed.ok(client("warehouse").get(f"/handling/places?warehouse={house['id']}"))

    told = [(one["code"], one["barcode"], one["state"]) for one in found["places"]]
    assert told == [("Z", "", "outer"), ("Z1", "K1", "good"), ("Z9", "", "archived")]
    assert found["all"]
    assert [
        placed.ok(meaning(client("warehouse"), code))["state"] for code in ("z", "k1", "z9")
    ] == [
        "outer",
        "good",
        "archived",
    ]
    assert client("warehouse").get("/handling/places?warehouse=x").status_code == 422


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("Y1", "line.location_elsewhere"),
        ("Z9", "line.location_archived"),
        ("Z", "line.location_not_innermost"),
    ],
)
def test_what_arrives_is_refused_at_a_location_where_nothing_is_put(placed, client, location, code):
    order = placed.make("purchase_order", line("A1", 5, "2"))
    part = {"source": order["lines"][0]["id"], "base_quantity": "5", "location": {"code": location}}
    path = f"/records/purchase_order/{order['id']}/convert/purchase_receipt?then=confirm"

    answer = client("warehouse").post(path, {"lines": [part]})

    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["code"], error["field"]) == (code, "lines.0.location")
    assert placed.stock("A1")["on_hand"] == "3"
    assert placed.differences() == []


def test_the_number_of_an_expected_piece_may_be_the_bar_code_of_other_goods(shop, client):
    shop.product("S1", "电钻", serialized=True)
    shop.warehouse("W2", "二仓")
    pieces = ["6901", "a1", "SN9"]
    bolts = shop.read("product", shop.ok(shop.client.get("/records/product?q=A1"))["items"][0])
    shop.change("product", bolts, barcode="", barcodes=[])
    shop.make("stock_receipt", line("S1", 3, serials=pieces), line("A1", 9, unit_cost="1"))
    away = {"warehouse": {"code": "W2"}}
    shop.make("stock_receipt", line("S1", 1, serials=["LS"]), **away)
    bolts = shop.read("product", bolts)
    shop.change("product", bolts, barcode="6901", barcodes=[{"barcode": "LS"}])  # called so later
    sold = shop.make("sales_order", line("S1", 1, "90"), line("A1", 2, "5"))
    clerk = client("warehouse")
    (house,) = shop.ok(shop.client.get("/records/warehouse?q=CK01"))["items"]

    def alike():
        lines = shop.ok(sheet(clerk, "sales_order", sold))["lines"]
        return {one["code"]: one["alike"] for one in lines}

    assert alike() == {"S1": ["6901", "a1"], "A1": []}
    found = shop.ok(meaning(clerk, "6901", warehouse=house["id"]))["goods"]
    assert [(one["code"], one["serial"]) for one in found] == [("A1", ""), ("S1", "6901")]
    assert found[1]["alike"] == ["6901", "a1"]
    drill = next(one for one in sold["lines"] if one["product"]["code"] == "S1")
    part = {"lines": [{"source": drill["id"], "base_quantity": "1", "serials": ["6901"]}]}
    path = f"/records/sales_order/{sold['id']}/convert/sales_delivery?then=confirm"
    shop.ok(clerk.post(path, part), 201)
    assert (shop.stock("S1")["on_hand"], shop.stock("A1")["on_hand"]) == ("3", "9")
    found = shop.ok(meaning(clerk, "a1", warehouse=house["id"]))["goods"]
    assert [one["alike"] for one in found] == [[], ["a1"]]
    assert shop.differences() == []


def test_what_was_lost_on_its_way_is_said_by_who_receives_it(shop, client):
    shop.warehouse("W2", "二仓")
    shop.product("S1", "电钻", serialized=True)
    pieces = ["SN1", "SN2"]
    shop.make("stock_receipt", line("A1", 20, unit_cost="2"), line("S1", 2, serials=pieces))
    goods = line("A1", 8), line("S1", 2, serials=pieces)
    sent = shop.make("stock_transfer", *goods, into={"code": "W2"}, in_steps=True)
    bolts, drills = (one["id"] for one in sent["lines"])
    lost = [
        {"source": bolts, "base_quantity": "3", "is_lost": True},
        {"source": drills, "base_quantity": "1", "serials": ["SN2"], "is_lost": True},
    ]
    part = [
        {"source": bolts, "base_quantity": "5"},
        {"source": drills, "base_quantity": "1", "serials": ["SN1"]},
    ]
    path = f"/records/stock_transfer/{sent['id']}/convert/transfer_receipt?then=confirm"

    made = shop.ok(client("warehouse").post(path, {"lines": part + lost}), 201)

    told = [(one["quantity"], one["lost"], one["serials"]) for one in made["lines"]]
    assert told == [("5", "0", []), ("1", "0", ["SN1"]), ("0", "3", []), ("0", "1", ["SN2"])]
    assert [shop.stock(code)["on_hand"] for code in ("A1", "S1")] == ["17", "1"]
    assert shop.ok(sheet(shop.client, "stock_transfer", sent))["lines"] == []
    assert shop.differences() == []
    order = shop.make("purchase_order", line("A1", 2, "2"))
    path = f"/records/purchase_order/{order['id']}/convert/purchase_receipt"
    lost = [{"source": order["lines"][0]["id"], "base_quantity": "1", "is_lost": True}]
    (error,) = shop.client.post(path, {"lines": lost}).json()["errors"]
    assert (error["code"], error["field"]) == ("field.unknown", "lines.0.is_lost")
