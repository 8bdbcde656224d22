"""款式: products made of combinations, found by their style, told apart by their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from huolang.kernel import sql
from huolang.kernel.company import Company
from tests.support.client import ApiClient
from tests.support.shop import Shop, line

COLOURS = ["红", "蓝", "黑"]
SIZES = ["S", "M", "L"]


def values(*names: str, **codes: str) -> list[dict[str, str]]:
    return [{"name": one, "code": codes.get(one, "")} for one in names]


@pytest.fixture
def shirts(shop: Shop) -> Shop:
    """The style TX of shirts, in three colours and three sizes, without products yet."""
    shop.master("attribute", code="YS", name="颜色", values=values(*COLOURS, 红="RD"))
    shop.master("attribute", code="CM", name="尺码", values=values(*SIZES))
    named = {"attribute1": {"code": "YS"}, "attribute2": {"code": "CM"}, "unit": {"code": "PCS"}}
    shop.master("style", code="TX", name="圆领T恤", purchase_price="25", sales_price="59", **named)
    return shop


def make(shop: Shop, *variants: dict[str, Any], style: str = "TX", **more: Any) -> Any:
    body = {"variants": list(variants), **more}
    return shop.client.post(f"/styles/{shop.ids[style]}/variants", body)


def made(shop: Shop, *variants: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = shop.ok(make(shop, *variants, **more), 201)["items"]
    shop.ids |= {one["code"]: one["id"] for one in items}
    return items


def combination(*names: str, **own: Any) -> dict[str, Any]:
    return {"values": list(names), **own}


def errors(answer: Any) -> list[tuple[str, str]]:
    return [(one["code"], one["field"]) for one in answer.json()["errors"]]


def product(shop: Shop, code: str) -> dict[str, Any]:
    return shop.read("product", {"id": shop.ids[code]})


def test_a_combination_becomes_a_product_with_what_the_style_says(shirts: Shop) -> None:
    own = {"barcode": "690001", "sales_price": "69", "limits": [{"warehouse": {"code": "CK01"}}]}

    items = made(shirts, combination("红", "l"), combination("蓝", "S", code="TX-BS", **own))

    assert [(one["code"], one["values"]) for one in items] == [
        ("TX-RD-L", ["红", "L"]),
        ("TX-BS", ["蓝", "S"]),
    ]
    plain, special = product(shirts, "TX-RD-L"), product(shirts, "TX-BS")
    assert (plain["name"], plain["specification"]) == ("圆领T恤", "红/L")
    assert (plain["style"]["code"], plain["value1"], plain["value2"]) == ("TX", "红", "L")
    assert (plain["purchase_price"], plain["sales_price"]) == ("25", "59")
    assert (special["barcode"], special["sales_price"], len(special["limits"])) == (
        *("690001", "69"),
        1,
    )


def test_variants_are_bought_and_sold_like_any_product(shirts: Shop) -> None:
    made(shirts, combination("红", "L"), combination("红", "M"))

    shirts.make("purchase_receipt", line("TX-RD-L", 5, "25"), line("TX-RD-M", 3, "25"))
    shirts.make("sales_delivery", line("TX-RD-L", 2, "59"))

    assert [shirts.stock(code)["on_hand"] for code in ("TX-RD-L", "TX-RD-M")] == ["3", "3"]
    assert shirts.differences() == []


def test_whatever_is_wrong_is_told_at_its_place_and_nothing_is_made(shirts: Shop) -> None:
    made(shirts, combination("红", "L", barcode="690001"))
    before = shirts.everything()

    refused = {
        "missing": make(shirts, combination("红", "M"), combination("紫", "L")),
        "taken": make(shirts, combination("蓝", "L"), combination("红", "L", code="X")),
        "twice": make(shirts, combination("蓝", "L"), combination("蓝", "l", code="X")),
        "count": make(shirts, combination("蓝")),
        "code": make(shirts, combination("蓝", "L", code="s1")),
        "barcode": make(shirts, combination("蓝", "L", barcode="690001")),
        "common": make(shirts, combination("蓝", "L"), common={"sales_price": "-1"}),
        "none": make(shirts),
    }

    assert {name: errors(one) for name, one in refused.items()} == {
        "missing": [("product.no_such_value", "variants.1.values.0")],
        "taken": [("product.combination_taken", "variants.1.values.0")],
        "twice": [("product.combination_taken", "variants.1.values")],
        "count": [("style.wrong_count", "variants.0.values")],
        "code": [("field.taken", "variants.0.code")],
        "barcode": [("product.barcode_taken", "variants.0.barcode")],
        "common": [("field.too_small", "variants.0.sales_price")],
        "none": [("field.required", "variants")],
    }
    assert shirts.everything() == before


def test_a_style_of_a_shop_is_made_in_as_many_statements_as_a_small_one(shirts: Shop) -> None:
    colours, sizes = [f"色{n}" for n in range(20)], [f"{n}码" for n in range(15)]
    shirts.master("attribute", code="Y2", name="颜色", values=values(*colours))
    shirts.master("attribute", code="C2", name="尺码", values=values(*sizes))
    named = {"attribute1": {"code": "Y2"}, "attribute2": {"code": "C2"}, "unit": {"code": "PCS"}}
    shirts.master("style", code="DX", name="大款", **named)
    many = [
        combination(colour, size, barcode=f"69{n:02}{m:02}")
        for n, colour in enumerate(colours)
        for m, size in enumerate(sizes)
    ]

    with sql.counting() as few:
        made(shirts, combination("红", "S", barcode="1"), combination("红", "M", barcode="2"))
    with sql.counting() as all_of_them:
        items = made(shirts, *many, style="DX")

    assert len(items) == 300
    assert len(all_of_them) <= len(few) + 6  # rows go in chunks
    assert len(all_of_them) < 40


def test_a_colour_is_added_later_and_products_follow_a_value_that_is_renamed(shirts: Shop) -> None:
    made(shirts, combination("红", "L"), combination("蓝", "L", specification="修身"))
    colour = shirts.read("attribute", {"id": shirts.ids["YS"]})
    rows = [{"id": one["id"], "name": one["name"], "code": one["code"]} for one in colour["values"]]
    rows[0]["name"], rows[1]["name"] = "大红", "海军蓝"

    shirts.change("attribute", colour, values=[*rows, {"name": "白"}])
    made(shirts, combination("白", "L"))

    red, blue = product(shirts, "TX-RD-L"), product(shirts, "TX-蓝-L")
    assert (red["value1"], red["specification"]) == ("大红", "大红/L")
    assert (blue["value1"], blue["specification"]) == ("海军蓝", "修身")
    audit = shirts.ok(shirts.client.get(f"/records/product/{red['id']}/audit"))["items"]
    assert [one["action"] for one in audit] == ["change", "create"]


def test_a_value_that_products_have_stays_and_so_do_the_attributes_of_their_style(
    shirts: Shop,
) -> None:
    made(shirts, combination("红", "L"))
    before = shirts.everything()
    colour = shirts.read("attribute", {"id": shirts.ids["YS"]})
    style = shirts.read("style", {"id": shirts.ids["TX"]})

    less = shirts.client.patch(
        f"/records/attribute/{colour['id']}", {"values": []}, etag=colour["etag"]
    )
    other = shirts.client.patch(
        f"/records/style/{style['id']}", {"attribute2": None}, etag=style["etag"]
    )
    gone = shirts.client.delete(f"/records/style/{style['id']}")

    assert errors(less) == [("attribute.value_used", "values")]
    assert errors(other) == [("style.has_variants", "attribute2")]
    assert gone.status_code == 409
    assert shirts.everything() == before


def test_a_product_joins_a_style_by_hand_only_with_values_of_its_own(shirts: Shop) -> None:
    made(shirts, combination("红", "L"))
    screw = shirts.read("product", {"id": shirts.ids["S1"]})

    def change(**fields: Any) -> Any:
        return shirts.client.patch(f"/records/product/{screw['id']}", fields, etag=screw["etag"])

    told = {"style": {"code": "TX"}}
    assert errors(change(value1="红")) == [("product.no_style", "style")]
    assert errors(change(**told, value1="红")) == [("product.value_missing", "value2")]
    assert errors(change(**told, value1="红", value2="L")) == [
        ("product.combination_taken", "value1")
    ]
    assert errors(change(**told, value1="蓝", value2="L", value3="x")) == [
        ("product.no_such_attribute", "value3")
    ]
    joined = shirts.ok(change(**told, value1=" 蓝 ", value2="l"))
    assert (joined["value1"], joined["value2"], joined["specification"]) == ("蓝", "L", "蓝/L")


def test_products_are_found_by_code_and_name_of_their_style(shirts: Shop) -> None:
    made(shirts, combination("红", "L", code="A1", name="甲"), combination("蓝", "L", code="A2"))

    def found(text: str) -> list[str]:
        page = shirts.ok(shirts.client.get(f"/records/product?q={text}&fields=code&sort=code"))
        return [one["code"] for one in page["items"]]

    assert found("tx") == found("圆领") == found("YLT") == ["A1", "A2"]
    query = 'filter=[["style.code","=","TX"],["value1","=","红"]]&fields=code'
    page = shirts.ok(shirts.client.get(f"/records/product?{query}"))
    assert [one["code"] for one in page["items"]] == ["A1"]


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"attribute2": {"code": "YS"}}, ("style.attribute_twice", "attribute2")),
        ({"attribute3": {"code": "CM"}}, ("style.attribute_skipped", "attribute3")),
        (
            {"attribute2": {"code": "CM"}, "code_pattern": "{style}-{1}"},
            ("style.bad_pattern", "code_pattern"),
        ),
        ({"code_pattern": "{style}{1}{colour}"}, ("style.unknown_place", "code_pattern")),
    ],
)
def test_a_style_whose_products_could_not_be_told_apart_is_refused(
    shirts: Shop, wrong: dict[str, Any], at: tuple[str, str]
) -> None:
    told = {"name": "裤", "attribute1": {"code": "YS"}, "unit": {"code": "PCS"}}

    answer = shirts.client.post("/records/style", {**told, **wrong})

    assert errors(answer) == [at]


def test_values_are_told_apart_by_name_and_by_code(shop: Shop) -> None:
    rows = [{"name": "红"}, {"name": " 红"}, {"name": "蓝", "code": "红"}, {"name": "a/b"}]

    answer = shop.client.post("/records/attribute", {"name": "颜色", "values": rows})

    assert errors(answer) == [
        ("attribute.value_twice", "values.1.name"),
        ("attribute.code_twice", "values.2.code"),
        ("attribute.bad_value", "values.3.name"),
    ]


def test_who_may_not_add_products_makes_no_variants(
    shirts: Shop, client: Callable[..., ApiClient], company: Company
) -> None:
    seller = Shop(client("sales"), company.id, shirts.ids)
    buyer = Shop(client("purchasing"), company.id, shirts.ids)

    assert make(seller, combination("红", "L")).status_code == 403
    assert make(buyer, combination("红", "L")).status_code == 201
