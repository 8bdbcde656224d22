"""What the API says to callers who ask in odd ways: always a code and a sentence of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from huolang.api.asked import Repeated, parsed
from huolang.api.main import api
from tests.support.client import ApiClient
from tests.support.shop import Shop, line


def refusal(answer: Any) -> tuple[int, str, str]:
    """Status, code and place of the one thing that is wrong."""
    (only,) = answer.json()["errors"]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert only["message"]
    return answer.status_code, only["code"], only["field"]


def test_what_is_forbidden_is_named_as_people_call_it(client: Callable[..., ApiClient]) -> None:
    chinese = client("warehouse").post("/records/product", {})
    english = client("warehouse", language="en").post("/records/product", {})
    page = client("purchasing").post("/periods/2026-01/close", {})

    assert chinese.json()["detail"] == "您没有权限：商品 新增"
    assert english.json()["detail"] == "You have no permission: Product Add"
    assert page.json()["detail"] == "您没有权限：会计期间 关闭"


@pytest.mark.parametrize(
    ("path", "code", "field"),
    [
        ("/stock?limit=x", "field.wrong_type", "limit"),
        ("/stock?limit=0", "parameter.invalid", "limit"),
        ("/stock?limit=501", "parameter.invalid", "limit"),
        ("/stock?by=product,product", "parameter.invalid", "by"),
        ("/stock?product=7", "field.wrong_type", "product"),
        (f"/stock?q={'x' * 201}", "parameter.invalid", "q"),
        ("/owed/items", "field.required", "partner"),
    ],
)
def test_a_parameter_of_a_fixed_route_is_refused_in_our_words(
    client: Callable[..., ApiClient], path: str, code: str, field: str
) -> None:
    chinese, english = client("admin").get(path), client("admin", language="en").get(path)

    assert refusal(chinese) == refusal(english) == (422, code, field)
    assert not chinese.json()["detail"].isascii()
    assert english.json()["detail"].replace("≤", "").replace("≥", "").isascii()


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "field.required", "username"),
        ({"username": 7, "roles": []}, "field.wrong_type", "username"),
        ({"username": "li", "roles": "admin"}, "field.wrong_type", "roles"),
    ],
)
def test_a_body_of_a_fixed_route_is_refused_in_our_words(
    client: Callable[..., ApiClient], body: Any, code: str, field: str
) -> None:
    answer = client("admin").post("/people", body)

    found = {one["field"]: one["code"] for one in answer.json()["errors"]}
    assert (answer.status_code, found[field]) == (422, code)


@pytest.mark.parametrize("path", ["/health", "/records/product", "/stock", "/session"])
def test_head_tells_what_get_would(client: Callable[..., ApiClient], path: str) -> None:
    caller = client("admin")

    get, head = caller.get(path), caller.send("HEAD", path)

    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["Content-Length"] == str(len(get.content))
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_pages_go_on_after_very_long_names(shop: Shop) -> None:
    names = [f"{'长' * 490}{number}" for number in range(3)]
    for number, name in enumerate(names):
        shop.partner(f"Z{number}", name[:100], remark=name)

    path = "/records/partner?sort=remark,name&limit=1"
    seen, following = [], None
    while page := shop.client.get(path + (f"&cursor={following}" if following else "")).json():
        seen += [one["code"] for one in page["items"]]
        following = page["next"]
        if not following:
            break

    assert seen[-3:] == ["Z0", "Z1", "Z2"]


def test_availability_of_a_thousand_products(shop: Shop) -> None:
    one = shop.ids["S1"]
    many = [one] * 1_000
    shop.make("purchase_receipt", line("S1", 7, 1))

    asked = shop.client.get(f"/stock/availability?products={','.join(many)}")
    sent = shop.client.post("/stock/availability", {"products": many})
    too_many = shop.client.post("/stock/availability", {"products": [*many, one]})

    assert asked.json() == sent.json()
    assert [row["available"] for row in sent.json()["items"]] == ["7"]
    assert refusal(too_many) == (422, "parameter.invalid", "products")


def test_what_is_said_twice_is_refused_and_nothing_moves(shop: Shop) -> None:
    before = shop.everything()

    twice = shop.client.get("/records/product?limit=1&limit=2")
    fixed = shop.client.get("/stock?limit=1&limit=2")
    body = shop.client.post("/records/unit", '{"code": "U1", "name": "一", "name" : "二"}')
    nested = shop.client.post(
        "/records/purchase_receipt", '{"lines": [{"quantity": "1", "quantity": "2"}]}'
    )
    routed = shop.client.post("/stock/availability", '{"products": [], "products": []}')

    assert refusal(twice) == refusal(fixed) == (422, "parameter.repeated", "limit")
    assert refusal(body) == (422, "parameter.repeated", "name")
    assert refusal(nested) == (422, "parameter.repeated", "quantity")
    assert refusal(routed) == (422, "parameter.repeated", "products")
    assert shop.everything() == before


@pytest.mark.parametrize(
    "text", ['{"a": "\\": {\\"a\\": 1"}', '{"a": [{"a": 1}, {"a": 2}]}', '[{"a" : {"a":"b:c"}}]']
)
def test_the_same_name_in_other_places_is_not_said_twice(text: str) -> None:
    assert parsed(text.encode())


@pytest.mark.parametrize(
    "text", ['{"a":1,"a" :2}', '{"a":"\\":","\\u0061":2}', '[[{"a":1,"a":1}]]']
)
def test_however_it_is_written_a_name_said_twice_is_seen(text: str) -> None:
    with pytest.raises(Repeated):
        parsed(text.encode())


def test_thousands_of_parameters_are_called_that(client: Callable[..., ApiClient]) -> None:
    answer = client("admin").get("/records/product?" + "&".join(f"a{n}=1" for n in range(1_001)))

    assert refusal(answer) == (422, "parameter.too_many", "")


def test_an_address_that_is_none_is_not_a_missing_record(client: Callable[..., ApiClient]) -> None:
    nowhere = client("admin").get("/nowhere/at/all")
    missing = client("admin").get("/records/product/00000000-0000-0000-0000-000000000000")

    assert refusal(nowhere) == (404, "address.not_found", "")
    assert refusal(missing) == (404, "record.not_found", "")


def test_being_busy_is_part_of_the_description(client: Callable[..., ApiClient]) -> None:
    described = client("admin").get("/openapi.json").json()["paths"]

    for path in ("/api/v1/records/product", "/api/v1/stock", "/api/v1/stock/availability"):
        assert "503" in described[path]["get"]["responses"]


def test_the_description_is_one_text_in_ones_language_and_names_nothing_twice(
    client: Callable[..., ApiClient],
) -> None:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    chinese, english = (
        client("admin", language=one).get("/openapi.json") for one in ("zh-Hans", "en")
    )

    told = json.loads(english.content, object_pairs_hook=once)
    assert english.headers["Content-Type"] == "application/json"
    assert told["paths"]["/api/v1/records/product"]["get"]["summary"] == "Product: list"
    assert chinese.json()["paths"]["/api/v1/records/product"]["get"]["summary"] == "商品: list"
    assert told.keys() == api.get_openapi_schema().keys()
