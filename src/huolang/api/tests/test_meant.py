"""Many codes at once: each means one record or none, and asking for many costs what few cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.client import ApiClient
from tests.support.shop import Shop


def ask(client: ApiClient, *codes: str, form: str = "product", **more: Any) -> dict[str, Any]:
    answer = client.post("/find/codes", {"form": form, "codes": list(codes), **more})
    assert answer.status_code == 200, answer.content
    return answer.json()


def meant(client: ApiClient, *codes: str, **more: Any) -> list[str | None]:
    """The code of the record that each of `codes` means."""
    told = ask(client, *codes, **{"fields": "code", **more})
    names = {one["id"]: one["code"] for one in told["items"]}
    return [names[one] if one else None for one in told["meant"]]


@pytest.fixture
def bolts(shop: Shop) -> Shop:
    box = {"unit": {"code": "BOX"}, "numerator": "12", "barcode": "6902"}
    shop.product("LS8", "六角螺栓", barcode="6901", units=[box])
    shop.product("LS80", "六角螺栓 长", barcode="69011")
    return shop


def test_by_code_by_bar_codes_by_name_and_by_the_only_one_that_begins_so(bolts: Shop) -> None:
    said = ("ls8", "6901", "6902", " 六角螺栓 ", "六角螺栓 长", "LS80", "690", "没有", "690 1")

    assert meant(bolts.client, *said) == [
        *("LS8", "LS8", "LS8", "LS8", "LS80", "LS80"),
        *(None, None, None),
    ]
    assert meant(bolts.client, "螺栓 长", "6901", "6901") == ["LS80", "LS8", "LS8"]


def test_a_code_in_wide_letters_is_meant_by_plain_ones_and_the_other_way_round(
    bolts: Shop,
) -> None:
    bolts.product("ＫＤ－９", "宽螺母")

    assert meant(bolts.client, "kd-9", "ＫＤ－９", "ＬＳ８", "６９０２") == [
        *("ＫＤ－９", "ＫＤ－９", "LS8", "LS8"),
    ]


def test_a_record_comes_once_with_the_rows_that_are_asked_for(bolts: Shop) -> None:
    told = ask(bolts.client, "LS8", "6902", fields="code,units")

    assert told["meant"] == [bolts.ids["LS8"]] * 2
    (item,) = told["items"]
    assert [row["barcode"] for row in item["units"]] == ["6902"]
    assert "sales_price" not in item


def test_only_what_the_conditions_allow_is_meant(bolts: Shop) -> None:
    bolts.change("product", bolts.read("product", {"id": bolts.ids["LS8"]}), active=False)

    assert meant(bolts.client, "6901", "六角螺栓", filter=[["active", "=", True]]) == [None, "LS80"]
    assert meant(bolts.client, "6901") == ["LS8"]


def test_any_form_is_asked_that_a_person_may_see(
    bolts: Shop, client: Callable[..., ApiClient]
) -> None:
    assert meant(bolts.client, "BOX", "没有", form="unit") == ["BOX", None]

    refused = client("warehouse").post("/find/codes", {"form": "partner_balance", "codes": ["P1"]})
    assert refused.status_code == 404
    nobody = client("designer").post("/find/codes", {"form": "product", "codes": ["LS8"]})
    assert nobody.status_code == 403
    assert "LS8" not in nobody.content.decode()


def test_no_more_than_a_hundred_and_nothing_that_cannot_be_stored(shop: Shop) -> None:
    many = shop.client.post("/find/codes", {"form": "product", "codes": ["x"] * 101})
    assert many.status_code == 422
    nul = shop.client.post("/find/codes", {"form": "product", "codes": ["a\x00"]})
    assert nul.json()["code"] == "field.characters"


def test_a_hundred_codes_cost_the_statements_of_two(
    bolts: Shop, statements: Callable[[], Any]
) -> None:
    for number in range(6):
        bolts.product(f"M{number}", f"螺母 {number} 号", barcode=f"77{number}")
    with statements() as few:
        assert meant(bolts.client, "M0", "母 1") == ["M0", "M1"]
    codes = [f"77{n % 6}" for n in range(50)] + [f"母 {n % 6}" for n in range(50)]

    with statements() as many:
        found = meant(bolts.client, *codes)

    assert found == [f"M{n % 6}" for n in range(50)] + [f"M{n % 6}" for n in range(50)]
    assert len(many) == len(few)
