"""按模板带出 over HTTP: what a document would take over of its template, before it is saved."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.support.shop import Shop, line


@pytest.fixture
def template(shop: Shop) -> str:
    """Ten sets are made of 15 S1 and the work of 8.00, and a scrap that takes 5 % comes beside."""
    shop.product("TJ", "套件")
    shop.product("FL", "铜屑")
    scrap = line("FL", 2, direction="by_product", share="5")
    told = {"name": "标准", "product": {"code": "TJ"}, "quantity": "10", "extra_cost": "8"}
    made = shop.client.post(
        "/records/assembly_template", {**told, "lines": [line("S1", 15), scrap]}
    )
    return str(shop.ok(made, 201)["id"])


def ask(shop: Shop, template: str, **more: Any) -> Any:
    told = {"form": "assembly", "template": template, "quantity": "5", **more}
    return shop.client.post("/assembling/lines", told)


def told(answer: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(one["product"]["code"], one["quantity"], one.get("share")) for one in answer["lines"]]


def test_lines_in_proportion_rounded_up_and_nothing_is_saved(shop: Shop, template: str) -> None:
    answer = shop.ok(ask(shop, template))

    assert told(answer) == [("S1", "8", None), ("FL", "1", "5")]
    assert answer["extra_cost"] == "4.00"
    assert all("id" not in one for one in answer["lines"])
    assert shop.ok(shop.client.get("/records/assembly"))["items"] == []


def test_taken_apart_the_components_alone(shop: Shop, template: str) -> None:
    answer = shop.ok(ask(shop, template, form="disassembly"))

    assert [(code, quantity) for code, quantity, _share in told(answer)] == [("S1", "8")]
    assert answer["extra_cost"] == "0.00"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"form": "stock_issue"}, 422),
        ({"quantity": "-1"}, 422),
        ({"template": str(uuid4())}, 404),
        ({"other": 1}, 422),
    ],
)
def test_what_cannot_be_asked(shop: Shop, template: str, more: Any, status: int) -> None:
    asked = {"form": "assembly", "template": template, "quantity": "5", **more}

    assert shop.client.post("/assembling/lines", asked).status_code == status


def test_of_a_unit_that_the_product_does_not_have_nothing_comes(shop: Shop, template: str) -> None:
    assert shop.ok(ask(shop, template, unit=str(uuid4())))["lines"] == []
