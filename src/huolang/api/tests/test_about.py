"""What is told about forms and records: definitions, history, chain, and to whom."""

from __future__ import annotations

from collections.abc import Callable

from huolang.kernel import role_changes
from huolang.kernel.company import Company, acting
from huolang.kernel.permissions import Access
from tests.support.client import ApiClient
from tests.support.shop import Shop, line, today


def test_a_form_tells_what_to_ask_and_what_this_person_may_do(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    form = shop.client.get("/forms/sales_order").json()
    fields = {one["name"]: one for one in form["fields"]}

    assert (form["label"], form["kind"], form["title_field"]) == ("销售订单", "document", "number")
    assert fields["partner"]["to"] == "partner"
    assert fields["partner"]["filter"] == [["is_customer", "=", True]]
    assert fields["number"]["readonly"]
    assert [one["value"] for one in form["states"]][:2] == ["draft", "confirmed"]
    assert [one["name"] for one in form["tables"]] == ["lines"]
    assert "confirm" in form["operations"]

    seen = client("warehouse").get("/forms/sales_order").json()
    assert seen["operations"] == ["view", "print", "export"]
    assert seen["actions"] == []
    assert [one["target"] for one in seen["conversions"]] == ["sales_delivery"]


def test_a_form_speaks_english_to_those_who_ask_for_it(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    chinese = shop.client.get("/forms/sales_order").json()
    english = client("admin", language="en").get("/forms/sales_order").json()

    assert [one["name"] for one in chinese["fields"]] == [one["name"] for one in english["fields"]]
    assert chinese["version"]


def test_the_list_of_forms_holds_what_a_person_may_see(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    everything = {one["name"] for one in shop.client.get("/forms").json()["items"]}
    seller = {one["name"] for one in client("sales").get("/forms").json()["items"]}

    assert {"product", "purchase_order", "sales_order"} <= everything
    assert "sales_order" in seller
    assert "purchase_order" not in seller


def test_the_history_names_people_and_records_not_ids(shop: Shop) -> None:
    made = shop.make("sales_order", line("S1", 1), then=None)
    row = made["lines"][0]["id"]
    changed = shop.change(
        "sales_order", made, remark="加急", lines=[{"id": row, "product": {"code": "S2"}}]
    )
    shop.do("sales_order", changed, "confirm")

    items = shop.client.get(f"/records/sales_order/{made['id']}/audit").json()["items"]

    assert [one["action"] for one in items] == ["confirm", "change", "create"]
    assert all(one["by"]["name"] for one in items)
    assert items[1]["changes"]["remark"] == ["", "加急"]
    before, after = items[1]["changes"][f"lines.{row}.product"]
    assert (before["code"], after["code"]) == ("S1", "S2")


def test_the_history_keeps_hidden_what_is_hidden(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    product = shop.client.get(f"/records/product/{shop.ids['S1']}").json()
    shop.change("product", product, purchase_price="99.89", remark="涨价")

    seen = client("sales").get(f"/records/product/{shop.ids['S1']}/audit")

    assert seen.json()["items"][0]["changes"] == {"remark": ["", "涨价"]}
    assert b"99.89" not in seen.content


def test_the_history_of_a_master_begins_with_what_was_given(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    shop.product("S9", "螺丝 9 号", purchase_price="77.71", remark="早上到")
    path = f"/records/product/{shop.ids['S9']}/audit"

    (told,) = shop.client.get(path).json()["items"]
    hidden = client("warehouse").get(path)

    before, after = told["changes"][""]
    assert (told["action"], before, after["remark"]) == ("create", None, "早上到")
    assert after["purchase_price"] == "77.71"
    kept = hidden.json()["items"][0]["changes"][""][1]
    assert kept["name"] == "螺丝 9 号"
    assert "purchase_price" not in kept and b"77.71" not in hidden.content


def test_what_a_document_began_with_is_what_it_is_without_its_changes(shop: Shop) -> None:
    """Its creation is not kept a second time: every change says from what to what."""
    made = shop.make("purchase_receipt", line("S1", 3, "77.71"), then=None)
    rows = [{"id": made["lines"][0]["id"], "quantity": "5", "unit_price": "8"}]
    shop.change("purchase_receipt", made, lines=rows)

    told = shop.client.get(f"/records/purchase_receipt/{made['id']}/audit").json()["items"]

    changed, created = told
    assert (created["action"], created["changes"]) == ("create", {})
    said = str(changed["changes"])
    assert "77.71" in said and "'3'" in said


def test_the_history_of_a_deleted_record_stays(
    shop: Shop, client: Callable[..., ApiClient], other_company: Company
) -> None:
    made = shop.make("purchase_receipt", line("S1", 3, "77.71"), then=None)
    path = f"/records/purchase_receipt/{made['id']}"
    assert shop.client.delete(path).status_code == 204

    told = shop.client.get(f"{path}/audit").json()["items"]
    hidden = client("warehouse").get(f"{path}/audit")
    theirs = client("admin", company=other_company).get(f"{path}/audit")
    never = shop.client.get("/records/purchase_receipt/00000000-0000-0000-0000-000000000000/audit")

    assert [one["action"] for one in told] == ["delete", "create"]
    assert told[0]["changes"][""][0]["lines"][0]["unit_price"] == "77.71"
    assert hidden.status_code == 200
    assert b"77.71" not in hidden.content
    assert client("sales").get(f"{path}/audit").status_code == 403
    assert (theirs.status_code, never.status_code) == (404, 404)


def test_the_chain_tells_what_led_here_and_what_came_of_it(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 10, "2.5"))
    order = shop.make("sales_order", line("S1", 4))
    delivery = shop.convert("sales_order", order, "sales_delivery")
    path = f"/records/sales_order/{order['id']}/chain"

    draft = shop.client.get(path).json()["after"]
    done = shop.do("sales_delivery", delivery, "confirm")
    after = shop.client.get(path).json()["after"]
    before = shop.client.get(f"/records/sales_delivery/{done['id']}/chain").json()["before"]

    assert [one["state"] for one in draft] == ["draft"]
    assert [(one["form"], one["number"]) for one in after] == [("sales_delivery", done["number"])]
    assert [one["number"] for one in before] == [order["number"]]


def test_a_hidden_field_is_absent_when_read_and_refused_when_sent(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    seller, path = client("sales"), f"/records/product/{shop.ids['S1']}"

    assert "purchase_price" not in seller.get(path).json()
    assert "purchase_price" not in seller.get("/records/product").json()["items"][0]
    for query in ("sort=purchase_price", "fields=purchase_price"):
        assert seller.get(f"/records/product?{query}").status_code == 422
    reach = 'filter=[["lines.product.purchase_price",">","0"]]'
    assert seller.get(f"/records/sales_order?{reach}").status_code == 422


def test_every_operation_needs_its_permission(
    shop: Shop,
    client: Callable[..., ApiClient],
    company: Company,
    access: Callable[..., Access],
) -> None:
    boss = access("admin")
    made = shop.make("sales_order", line("S1", 1), then=None)
    path = f"/records/sales_order/{made['id']}"
    clerk, stranger = client("warehouse"), client("purchasing")

    assert clerk.get(path).status_code == 200
    answers = [
        clerk.post("/records/sales_order", {}),
        clerk.post("/records/sales_order?then=confirm", {}),
        clerk.patch(path, {"remark": "x"}, etag=made["etag"]),
        clerk.delete(path),
        clerk.post(f"{path}/confirm", {}),
        clerk.post(f"{path}/cancel", {}),
        stranger.get(path),
        stranger.get("/records/sales_order"),
        stranger.get("/records/sales_order/summary"),
        stranger.get(f"{path}/chain"),
        stranger.post("/records/sales_order/batch", {"items": []}),
        client("nobody").get("/stock"),
    ]
    assert [one.status_code for one in answers] == [403] * len(answers)

    with acting(company.id):
        may = {"sales_order": ["add"]}
        role_changes.change("warehouse", permissions=may, known=may, etag=None, by=boss)
    assert clerk.get(path).status_code == 403


def test_nobody_is_asked_to_log_in(shop: Shop) -> None:
    for path in ("/forms", "/forms/product", "/records/product", "/stock"):
        answer = ApiClient("").get(path)
        assert (answer.status_code, answer.json()["code"]) == (401, "auth.required")
    assert ApiClient("hl_wrong").get("/forms").status_code == 401
    assert ApiClient("").get("/health").json()["status"] == "ok"


def test_a_draft_made_by_a_conversion_has_its_day_and_shows_the_orders_it_goes_on_from(
    shop: Shop,
) -> None:
    order = shop.make("purchase_order", line("S1", 5, "2"))

    draft = shop.convert("purchase_order", order, "purchase_receipt")
    chain = shop.ok(shop.client.get(f"/records/purchase_receipt/{draft['id']}/chain"))

    assert draft["date"] == today().isoformat()
    assert [(one["form"], one["number"]) for one in chain["before"]] == [
        ("purchase_order", order["number"])
    ]


def test_only_buttons_that_would_not_be_refused_are_offered(shop: Shop) -> None:
    order = shop.make("purchase_order", line("S1", 5, "2"))
    assert order["conversions"] == ["purchase_receipt"]
    assert "cancel" in order["actions"]

    receipt = shop.convert("purchase_order", order, "purchase_receipt")
    receipt = shop.do("purchase_receipt", receipt, "confirm")
    done = shop.read("purchase_order", order)
    assert done["conversions"] == []
    assert "cancel" not in done["actions"]
    assert {"cancel", "reopen"} <= set(receipt["actions"])

    sale = shop.make("sales_delivery", line("S1", 5, "4"))
    back = shop.convert("sales_delivery", sale, "sales_return")
    assert {"cancel", "reopen"} <= set(shop.read("sales_delivery", sale)["actions"])
    shop.do("sales_return", back, "confirm")
    sold = shop.read("sales_delivery", sale)
    assert not {"cancel", "reopen"} & set(sold["actions"])
    assert sold["conversions"] == ["customer_payment"]
