"""Counting over HTTP: who may what, and what a blind count tells."""

from uuid import uuid4

import pytest

from tests.support.shop import Shop, line


@pytest.fixture
def shop(company, client):
    made = Shop(client("admin"), company.id)
    made.product("A1", barcode="6901")
    made.make("stock_receipt", line("A1", 10, unit_cost="2"))
    return made


def begun(client, **fields):
    told = {"warehouse": {"code": "CK01"}, **fields}
    answer = client.post("/records/count_plan?then=confirm", told)
    assert answer.status_code == 201, answer.content
    return answer.json()


def tallies(*some):
    return {"tallies": [{"id": str(uuid4()), "quantity": "1", **one} for one in some]}


def test_a_clerk_counts_blind_and_whoever_approves_sees_the_books(shop, client):
    clerk, boss = client("warehouse"), client("owner")
    plan = begun(clerk)
    path = f"/counts/{plan['id']}"

    sheet = clerk.get(f"{path}/sheet").json()
    assert "book_quantity" not in sheet["lines"][0]
    assert sheet["lines"][0]["barcodes"] == [{"code": "6901", "factor": "1"}]
    kept = clerk.post(f"{path}/tallies", tallies({"code": "6901", "quantity": "8"})).json()
    assert [(one["state"], one["mine"]) for one in kept["items"]] == [("kept", "8")]
    assert clerk.get(f"{path}/review").status_code == 403
    assert clerk.post(f"{path}/approve", {}).status_code == 403
    assert boss.post(f"{path}/tallies", tallies({"code": "6901"})).status_code == 403

    review = boss.get(f"{path}/review?only=differences").json()
    (row,) = review["lines"]
    assert (row["book_quantity"], row["counted"], row["difference"]) == ("10", "8", "-2")
    assert (row["value"], review["sums"]["loss"]) == ("-4.00", "-4.00")
    approved = boss.post(f"{path}/approve", {})
    assert approved.status_code == 200
    assert shop.stock("A1")["on_hand"] == "8"
    assert boss.post(f"{path}/approve", {}).status_code == 409
    told = clerk.get(f"{path}/review").json()
    assert "value" not in told["lines"][0]
    assert [one["number"] for one in told["counts"]] == [approved.json()["number"]]
    assert shop.differences() == []


def test_whoever_may_not_see_plans_sees_none(shop, client):
    plan = begun(shop.client)
    seller = client("sales")

    for path in ("sheet", "review"):
        assert seller.get(f"/counts/{plan['id']}/{path}").status_code == 403
    assert seller.post(f"/counts/{plan['id']}/tallies", tallies({"code": "A1"})).status_code == 403


def test_bad_requests_are_refused_as_a_whole_and_bad_tallies_by_themselves(shop):
    plan = begun(shop.client)
    path = f"/counts/{plan['id']}/tallies"

    nothing = shop.client.post(path, {"tallies": []})
    assert (nothing.status_code, nothing.json()["code"]) == (422, "field.required")
    assert nothing.json()["errors"][0]["field"] == "tallies"
    huge = shop.client.post(
        path, tallies({"code": "A1", "quantity": "6901000111007"}, {"code": "A1"})
    )
    assert [one["state"] for one in huge.json()["items"]] == ["refused", "kept"]
    assert shop.client.post(path, tallies({"quantity": "NaN"})).status_code == 422
    assert shop.client.post(path, tallies({"code": "a\0b"})).status_code == 422
    assert (
        shop.client.post(f"/counts/{uuid4()}/tallies", tallies({"code": "A1"})).status_code == 404
    )
    answer = shop.client.post(path, tallies({"code": "A1"}, {"code": "X"})).json()["items"]
    assert [one["state"] for one in answer] == ["kept", "refused"]
    assert answer[1]["code"] == "count_plan.unknown_code"


def test_what_moved_while_it_was_counted_is_accepted_with_the_figure_that_was_seen(shop):
    plan = begun(shop.client)
    path = f"/counts/{plan['id']}"
    shop.partner("P1")
    shop.client.post(f"{path}/tallies", tallies({"code": "A1", "quantity": "6"}))
    shop.make("sales_delivery", line("A1", 2, 15))
    shop.client.post(f"{path}/tallies", tallies({"code": "A1", "quantity": "4"}))

    review = shop.client.get(f"{path}/review?only=moved").json()
    (row,) = review["lines"]
    assert (row["moved"], row["must_accept"], row["difference"]) == (True, True, "2")
    assert (review["sums"]["moved"], review["sums"]["recount"]) == (1, 1)
    refused = shop.client.post(f"{path}/approve", {})
    assert (refused.status_code, shop.stock("A1")["on_hand"]) == (409, "8")
    (told,) = refused.json()["errors"]
    assert (told["code"], told["field"]) == ("count_plan.moved_meanwhile", f"lines.{row['id']}")
    wrong = {"accepted": [{"line": row["id"], "difference": "NaN"}]}
    assert shop.client.post(f"{path}/approve", wrong).status_code == 422
    twice = {"accepted": [{"line": row["id"], "difference": "2"}] * 2}
    assert shop.client.post(f"{path}/approve", twice).status_code == 422

    taken = {"accepted": [{"line": row["id"], "difference": "2"}]}
    assert shop.client.post(f"{path}/approve", taken).status_code == 200
    assert shop.stock("A1")["on_hand"] == "10"
    assert shop.differences() == []


def test_an_early_clock_is_set_right(shop):
    plan = begun(shop.client)
    told = tallies({"code": "A1", "counted_at": "2020-01-01T10:00:00Z"})
    told["sent_at"] = "2020-01-01T10:00:00Z"

    shop.client.post(f"/counts/{plan['id']}/tallies", told)

    (row,) = shop.client.get(f"/counts/{plan['id']}/review").json()["lines"]
    assert row["counted_at"] > plan["started_at"]


def test_nobody_approves_differences_that_changed_since_he_saw_them(shop):
    plan = begun(shop.client)
    path = f"/counts/{plan['id']}"
    shop.ok(shop.client.post(f"{path}/tallies", tallies({"code": "A1", "quantity": "10"})))
    seen = shop.ok(shop.client.get(f"{path}/review"))
    assert (seen["tallies"], seen["sums"]["differences"]) == (1, 0)
    shop.ok(shop.client.post(f"{path}/tallies", tallies({"code": "A1", "quantity": "10"})))
    before = shop.everything()

    late = shop.client.post(f"{path}/approve", {"tallies": seen["tallies"]})

    assert (late.status_code, late.json()["code"]) == (409, "count_plan.counted_meanwhile")
    assert "1 笔" in late.json()["detail"]
    assert shop.everything() == before
    now = shop.ok(shop.client.get(f"{path}/review"))
    assert (now["tallies"], now["lines"][0]["difference"]) == (2, "10")
    shop.ok(shop.client.post(f"{path}/approve", {"tallies": now["tallies"]}))
    assert shop.stock("A1")["on_hand"] == "20"
    assert shop.differences() == []


def test_what_was_counted_before_a_recount_of_goods_that_nobody_expected_does_not_count(shop):
    """A phone that has never heard of the line says what it knew: the first round."""
    shop.product("B1")
    plan = begun(shop.client, another_person=False)
    path = f"/counts/{plan['id']}"
    shop.ok(shop.client.post(f"{path}/tallies", tallies({"code": "B1", "quantity": "7"})))
    (row,) = shop.ok(shop.client.get(f"{path}/review?only=counted"))["lines"]
    shop.ok(shop.client.post(f"{path}/recount", {"lines": [row["id"]]}))
    before = shop.everything()

    late = tallies({"code": "B1", "quantity": "7", "round": 1})
    answer = shop.ok(shop.client.post(f"{path}/tallies", late))["items"][0]

    assert (answer["state"], answer["code"]) == ("refused", "count_plan.round_over")
    assert shop.everything() == before
    again = tallies({"code": "B1", "quantity": "5", "round": 2})
    assert shop.ok(shop.client.post(f"{path}/tallies", again))["items"][0]["state"] == "kept"
    shop.ok(shop.client.post(f"{path}/approve", {"uncounted": "leave"}))
    assert (shop.stock("B1")["on_hand"], shop.stock("A1")["on_hand"]) == ("5", "10")
    assert shop.differences() == []


def test_an_approval_or_recount_whose_answer_was_lost_is_done_once(shop):
    plan = begun(shop.client, another_person=False)
    path = f"/counts/{plan['id']}"
    shop.ok(shop.client.post(f"{path}/tallies", tallies({"code": "A1", "quantity": "8"})))
    (row,) = shop.ok(shop.client.get(f"{path}/review"))["lines"]
    asked = {"lines": [row["id"]]}
    again = [shop.client.post(f"{path}/recount", asked, key="recount-1") for _ in range(2)]
    assert [one.json() for one in again] == [{"lines": 1}] * 2
    (row,) = shop.ok(shop.client.get(f"{path}/review"))["lines"]
    assert (row["round"], row["status"]) == (2, "recount")
    told = tallies({"code": "A1", "quantity": "9", "round": 2})
    sent = [shop.client.post(f"{path}/tallies", told, key=key) for key in ("t1", "t1", "t2")]
    assert [one.json()["items"][0]["state"] for one in sent] == ["kept", "kept", "again"]

    first, second = (shop.client.post(f"{path}/approve", {}, key="approve-1") for _ in range(2))

    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert shop.stock("A1")["on_hand"] == "9"
    assert len(shop.ok(shop.client.get("/records/stock_count"))["items"]) == 1
    assert shop.differences() == []
