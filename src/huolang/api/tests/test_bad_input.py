"""Bad input gets a problem with code, sentence and place, and nothing moves."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from huolang.kernel.company import Company
from tests.support.client import ApiClient
from tests.support.shop import Shop, days_ago, filled, line


def refused(answer: Any) -> dict[str, str]:
    """Codes of a problem by their places."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert all(one["message"] for one in problem["errors"])
    return {one["field"]: one["code"] for one in problem["errors"]}


CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"product": str(uuid4())}, "lines.0.product", "reference.unknown"),
    ({"product": {"code": "S99"}}, "lines.0.product", "reference.unknown"),
    ({"product": None}, "lines.0.product", "field.required"),
    ({"quantity": "0"}, "lines.0.quantity", "line.quantity_not_positive"),
    ({"quantity": "-3"}, "lines.0.quantity", "line.quantity_not_positive"),
    ({"quantity": 1e30}, "lines.0.quantity", "field.too_large"),
    ({"quantity": "1" * 30}, "lines.0.quantity", "field.too_large"),
    ({"quantity": "NaN"}, "lines.0.quantity", "field.not_a_number"),
    ({"quantity": "0.12345678901234567890"}, "lines.0.quantity", "field.too_many_digits"),
    ({"quantity": "0.5"}, "lines.0.quantity", "line.quantity_digits"),
    ({"quantity": True}, "lines.0.quantity", "field.wrong_type"),
    ({"quantity": None}, "lines.0.quantity", "field.required"),
    ({"unit": {"code": "KG"}}, "lines.0.unit", "line.wrong_unit"),
    ({"tax_rate": "-1"}, "lines.0.tax_rate", "field.too_small"),
    ({"remark": "\x00"}, "lines.0.remark", "field.characters"),
    ({"company": 2}, "lines.0.company", "field.unknown"),
    ({"amount": "1"}, "lines.0.amount", "field.readonly"),
    ({"id": str(uuid4())}, "lines.0.id", "row.unknown"),
]


@pytest.mark.parametrize(("change", "place", "code"), CASES)
def test_a_wrong_line_is_refused_at_its_place_and_nothing_moves(
    shop: Shop, change: dict[str, Any], place: str, code: str
) -> None:
    before = shop.everything()
    row = {**line("S1", 10, "2.5"), **change}

    answer = shop.send("purchase_receipt", row)

    assert answer.status_code == 422
    assert refused(answer) == {place: code}
    assert shop.everything() == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"company": 2}, "field.unknown"),
        ({"owner": "x"}, "field.unknown"),
        ({"id": str(uuid4())}, "field.readonly"),
        ({"number": "CG-1"}, "field.readonly"),
        ({"state": "confirmed"}, "field.readonly"),
        ({"total": "1"}, "field.readonly"),
        ({"partner": {"code": "P9"}}, "reference.unknown"),
        ({"date": "2026-02-30"}, "field.not_a_date"),
        ({"date": days_ago(-1)}, "document.in_the_future"),
        ({"lines": {}}, "field.wrong_type"),
        ({"lines": []}, "document.no_lines"),
        ({"discount": "0.001"}, "document.discount_digits"),
    ],
)
def test_a_wrong_header_is_refused_and_nothing_moves(
    shop: Shop, change: dict[str, Any], code: str
) -> None:
    before = shop.everything()
    body = {**filled("purchase_receipt", line("S1", 10, "2.5")), **change}

    answer = shop.client.post("/records/purchase_receipt?then=confirm", body)

    assert (answer.status_code, refused(answer)) == (422, {next(iter(change)): code})
    assert shop.everything() == before


def test_what_is_missing_is_named(shop: Shop) -> None:
    found = refused(shop.client.post("/records/purchase_receipt", {"lines": [{}]}))

    assert found == {
        "partner": "field.required",
        "warehouse": "field.required",
        "lines.0.product": "field.required",
        "lines.0.quantity": "field.required",
    }


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ('{"a": NaN}', "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        (b'{"remark": "\xff"}', "application/json", 400),
        ('"\\ud800"', "application/json", 400),
        ("a=1", "application/x-www-form-urlencoded", 415),
        ("{}", "text/plain", 415),
        ("null", "application/json", 422),
        ("[]", "application/json", 422),
    ],
)
def test_a_body_that_is_none_is_refused(
    shop: Shop, body: str | bytes, kind: str, status: int
) -> None:
    headers = {"Content-Type": kind}

    answer = shop.client.post("/records/purchase_receipt", body, **headers)

    assert answer.status_code == status
    assert refused(answer)


def test_a_body_over_eight_megabytes_is_refused_and_five_thousand_lines_are_not(
    shop: Shop,
) -> None:
    large = shop.client.post("/records/purchase_receipt", " " * (10 * 1024 * 1024))
    many = shop.make("purchase_receipt", *[line("S1", 1, "2.5")] * 5_000)

    assert large.status_code == 413
    assert (len(many["lines"]), many["amount"]) == (5_000, "12500.00")


@pytest.mark.parametrize(("length", "status"), [(100, 201), (9 * 1024 * 1024, 413)])
def test_a_body_without_a_length_is_read_up_to_the_limit(
    shop: Shop, length: int, status: int
) -> None:
    content = json.dumps({"name": "箱"}).encode().ljust(length)
    sent = {
        "HTTP_AUTHORIZATION": f"Bearer {shop.client.token}",
        "HTTP_TRANSFER_ENCODING": "chunked",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": "",
        "wsgi.input": io.BytesIO(content),
    }

    answer = Client().request(PATH_INFO="/api/v1/records/unit", REQUEST_METHOD="POST", **sent)

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=x", "limit"),
        ("limit=101&fields=units", "limit"),
        ("limit=%D9%A1", "limit"),
        ("sort=nothing", "sort"),
        ("sort=-", "sort"),
        ("fields=code,secret", "fields"),
        ("filter=x", "filter"),
        ('filter={"a":1}', "filter"),
        ('filter=[["company","=",1]]', "filter.0"),
        ('filter=[["code","LIKE","%25"]]', "filter.0"),
        ("cursor=x", "cursor"),
        ("q=%00", "q"),
        (f"q={'x' * 201}", "q"),
        ("filtre=[]", "filtre"),
    ],
)
def test_a_wrong_parameter_is_refused_never_ignored(shop: Shop, query: str, place: str) -> None:
    answer = shop.client.get(f"/records/product?{query}")

    assert (answer.status_code, list(refused(answer))) == (422, [place])


def test_another_companys_records_cannot_be_seen_named_or_used(
    shop: Shop, client: Callable[..., ApiClient], other_company: Company
) -> None:
    theirs = Shop(client("admin", company=other_company), other_company.id)
    theirs.product("S1", "别家的螺丝")
    theirs.partner("P9")
    draft = theirs.make("purchase_receipt", line("S1", 1, 1), then=None, partner={"code": "P9"})
    before, path = theirs.everything(), f"/records/purchase_receipt/{draft['id']}"

    answers = [
        shop.client.get(path),
        shop.client.patch(path, {"remark": "x"}, etag="*"),
        shop.client.delete(path),
        shop.client.post(f"{path}/confirm", {}),
        shop.client.post(f"{path}/convert/purchase_return", {}),
        shop.client.get(f"{path}/chain"),
        shop.client.get(f"{path}/audit"),
        shop.client.get(f"{path}/entries"),
    ]
    used = shop.send("purchase_receipt", line("S1", 1, 1), partner=theirs.ids["P9"])

    assert [one.status_code for one in answers] == [404] * len(answers)
    assert refused(used) == {"partner": "reference.unknown"}
    assert theirs.everything() == before


def test_a_refusal_speaks_the_language_of_whoever_asks(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    chinese = shop.client.get("/records/product?limit=0").json()
    english = client("admin", language="en").get("/records/product?limit=0").json()

    assert chinese["code"] == english["code"] == "parameter.invalid"
    assert chinese["detail"].startswith("参数")
    assert english["title"] == "Unprocessable Entity"
