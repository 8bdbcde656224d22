"""Many at once: all or nothing, or each by itself; the same key twice is done once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import DataError

from huolang.api import doors
from tests.support.client import ApiClient
from tests.support.shop import Shop, filled, line


def delivery(code: str, quantity: int) -> dict[str, Any]:
    return {"create": filled("sales_delivery", line(code, quantity)), "then": "confirm"}


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    """Ten of S1 and ten of S2 are there."""
    shop.make("purchase_receipt", line("S1", 10, "2.5"), line("S2", 10, "2.5"))
    return shop


def test_each_item_by_itself_has_a_result_of_its_own(stocked: Shop) -> None:
    draft = stocked.make("sales_delivery", line("S2", 1), then=None)
    items = [
        delivery("S1", 4),
        delivery("S1", 40),
        {"id": draft["id"], "action": "confirm"},
        {"id": draft["id"], "action": "confirm"},
        {"id": str(uuid4()), "action": "confirm"},
    ]

    answer = stocked.client.post("/records/sales_delivery/batch", {"items": items})

    results = answer.json()["results"]
    assert answer.status_code == 200
    assert [one["status"] for one in results] == [201, 409, 200, 409, 404]
    assert results[0]["record"]["state"] == "confirmed"
    assert results[1]["problem"]["errors"][0]["field"] == "lines.0.quantity"
    assert (stocked.stock("S1")["on_hand"], stocked.stock("S2")["on_hand"]) == ("6", "9")


def test_all_or_nothing_is_undone_by_the_first_refusal(stocked: Shop) -> None:
    before = stocked.everything()
    items = [delivery("S1", 4), delivery("S2", 40)]

    answer = stocked.client.post("/records/sales_delivery/batch", {"atomic": True, "items": items})

    assert answer.status_code == 409
    assert answer.json()["errors"][0]["field"] == "items.1.lines.0.quantity"
    assert stocked.everything() == before


def test_all_or_nothing_done_answers_every_record(stocked: Shop) -> None:
    items = [delivery("S1", 4), delivery("S2", 5)]

    results = stocked.ok(
        stocked.client.post("/records/sales_delivery/batch", {"atomic": True, "items": items})
    )["results"]

    assert [one["status"] for one in results] == [201, 201]
    assert len({one["record"]["number"] for one in results}) == 2


def test_drafts_are_deleted_many_at_once_and_what_stays_says_why(stocked: Shop) -> None:
    draft = stocked.make("sales_delivery", line("S1", 1), then=None)
    stale = stocked.make("sales_delivery", line("S1", 1), then=None)
    done = stocked.make("sales_delivery", line("S1", 1))
    items = [
        {"id": draft["id"], "action": "delete", "etag": draft["etag"]},
        {"id": stale["id"], "action": "delete", "etag": "0"},
        {"id": done["id"], "action": "delete"},
    ]

    results = stocked.ok(stocked.client.post("/records/sales_delivery/batch", {"items": items}))
    gone = stocked.client.get(f"/records/sales_delivery/{draft['id']}")

    told = [(one["status"], one.get("problem", {}).get("code")) for one in results["results"]]
    assert told == [(204, None), (412, "record.stale"), (409, "document.was_confirmed")]
    assert gone.status_code == 404
    assert stocked.one("SELECT count(*) FROM sales_salesdelivery") == 2


def test_a_field_of_many_masters_is_changed_at_once(stocked: Shop) -> None:
    def read(code: str) -> dict[str, Any]:
        return stocked.ok(stocked.client.get(f"/records/product/{stocked.ids[code]}"))

    one, other = read("S1"), read("S2")
    items = [
        {"id": one["id"], "change": {"remark": "停产"}, "etag": one["etag"]},
        {"id": other["id"], "change": {"remark": "停产"}, "etag": "0"},
        {"id": other["id"], "change": {"sales_price": "x"}, "etag": other["etag"]},
    ]

    results = stocked.ok(stocked.client.post("/records/product/batch", {"items": items}))["results"]

    assert [one["status"] for one in results] == [200, 412, 422]
    assert results[0]["record"]["remark"] == "停产"
    assert results[2]["problem"]["errors"][0]["field"] == "sales_price"
    assert (read("S1")["remark"], read("S2")) == ("停产", other)


def test_what_somebody_may_not_change_or_delete_stays(
    stocked: Shop, client: Callable[..., ApiClient]
) -> None:
    draft = stocked.make("sales_delivery", line("S1", 1), then=None)
    product = stocked.ok(stocked.client.get(f"/records/product/{stocked.ids['S1']}"))
    before = stocked.everything()
    reader = client("finance")

    deleted = reader.post(
        "/records/sales_delivery/batch", {"items": [{"id": draft["id"], "action": "delete"}]}
    )
    change = {"id": product["id"], "change": {"active": False}, "etag": product["etag"]}
    changed = reader.post("/records/product/batch", {"items": [change]})

    for answer in (deleted, changed):
        assert [one["status"] for one in answer.json()["results"]] == [403]
    assert stocked.everything() == before


@pytest.mark.parametrize(
    ("item", "place"),
    [
        (3, "items.1"),
        ({"create": 3}, "items.1.create"),
        ({"create": {}, "id": str(uuid4())}, "items.1.id"),
        ({"create": {}, "then": "explode"}, "items.1.then"),
        ({"action": "confirm"}, "items.1.id"),
        ({"id": "x", "action": "confirm"}, "items.1.id"),
        ({"id": str(uuid4()), "action": "correct"}, "items.1.action"),
        ({"id": str(uuid4()), "action": "delete", "change": {}}, "items.1.action"),
        ({"id": str(uuid4()), "change": 3}, "items.1.change"),
        ({"id": str(uuid4()), "change": {}}, "items.1.etag"),
        ({"id": str(uuid4()), "action": "confirm", "reason": 3}, "items.1.reason"),
    ],
)
def test_an_item_of_no_sound_shape_refuses_the_batch_before_it_begins(
    stocked: Shop, item: Any, place: str
) -> None:
    before = stocked.everything()

    answer = stocked.client.post(
        "/records/sales_delivery/batch", {"items": [delivery("S1", 1), item]}
    )

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, place)
    assert stocked.everything() == before


def test_the_same_key_twice_gives_the_first_answer_and_does_nothing(stocked: Shop) -> None:
    first = stocked.send("sales_delivery", line("S1", 4), key="k-1")
    before = stocked.everything()

    again = stocked.send("sales_delivery", line("S1", 4), key="k-1")
    other = stocked.send("sales_delivery", line("S1", 5), key="k-1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.headers["ETag"] == again.headers["ETag"]
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")
    assert stocked.everything() == before


def test_a_refused_request_can_be_tried_again_under_its_key(stocked: Shop) -> None:
    assert stocked.send("sales_delivery", line("S1", 40), key="k-2").status_code == 409
    stocked.make("purchase_receipt", line("S1", 40, "2.5"))

    assert stocked.send("sales_delivery", line("S1", 40), key="k-2").status_code == 201


def test_a_batch_that_was_cut_off_is_sent_again_and_does_the_rest(stocked: Shop) -> None:
    items = [delivery("S1", 4), delivery("S2", 40), delivery("S2", 1)]
    first = stocked.client.post("/records/sales_delivery/batch", {"items": items}, key="b-1")
    stocked.make("purchase_receipt", line("S2", 40, "2.5"))

    again = stocked.client.post("/records/sales_delivery/batch", {"items": items}, key="b-1")

    numbers = [
        [one.get("record", {}).get("number") for one in a.json()["results"]] for a in (first, again)
    ]
    assert [one["status"] for one in again.json()["results"]] == [201, 201, 201]
    assert (numbers[0][0], numbers[0][2]) == (numbers[1][0], numbers[1][2])
    assert (stocked.stock("S1")["on_hand"], stocked.stock("S2")["on_hand"]) == ("6", "9")


@pytest.mark.parametrize("key", ["", "长", "a b", "x" * 201])
def test_a_key_that_is_none_is_refused(stocked: Shop, key: str) -> None:
    headers = {"Idempotency-Key": key.encode().decode("latin-1")}

    answer = stocked.client.post("/records/unit", {"name": "箱"}, **headers)

    assert answer.status_code == 422


def test_an_item_that_fails_otherwise_does_not_hide_what_the_others_did(
    stocked: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = doors.shown

    def failing(form: Any, instance: Any, access: Any) -> Any:
        if instance.total == 20:
            raise DataError("something the database cannot hold")
        return shown(form, instance, access)

    monkeypatch.setattr(doors, "shown", failing)
    items = [
        {"create": filled("sales_delivery", line("S1", n, 10, tax_rate="0")), "then": "confirm"}
        for n in (1, 2, 3)
    ]

    results = stocked.ok(stocked.client.post("/records/sales_delivery/batch", {"items": items}))

    assert [one["status"] for one in results["results"]] == [201, 500, 201]
    assert stocked.stock("S1")["on_hand"] == "6"
    assert stocked.differences() == []


def test_a_key_belongs_to_the_whole_batch_even_when_its_first_item_was_refused(
    stocked: Shop,
) -> None:
    def send(*items: Any) -> Any:
        return stocked.client.post("/records/sales_delivery/batch", {"items": items}, key="K-1")

    assert [one["status"] for one in send(delivery("S1", 40)).json()["results"]] == [409]
    before = stocked.everything()

    other = send(delivery("S1", 4))

    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")
    assert stocked.everything() == before
