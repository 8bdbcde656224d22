"""Bundles in files: the lines of their parts come back below them, as they were, and once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer
from tests.support.shop import Shop, line

FILE = "/records/{form}/export?format=csv&fields=date,partner,warehouse,tax_included,lines"
KEPT = ("quantity", "unit_price", "discount", "tax_rate", "total", "bundle", "batch", "remark")


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.product("DC", "电池", batched=True, sales_price="2")
    first = line("DC", 8, 1, batch="B1", produced_on="2026-01-01")
    shop.make("purchase_receipt", first, line("DC", 90, 1, batch="B2", produced_on="2026-01-02"))
    parts = [{"part": {"code": "S1"}, "quantity": 3}, {"part": {"code": "DC"}, "quantity": 2}]
    shop.product("TZ", "开门套装", kind="bundle", sales_price="30", parts=parts)
    return Importer(shop.client, shop.company)


def exported(shop: Shop, form: str) -> bytes:
    return b"".join(shop.client.get(FILE.format(form=form)).streaming_content)


def said(document: Any) -> list[Any]:
    rows = document["lines"]
    return [(row["product"]["code"], *(row.get(name) for name in KEPT)) for row in rows]


def drafts(shop: Shop, form: str) -> list[Any]:
    found = shop.ok(shop.client.get(f"/records/{form}?sort=created_at"))["items"]
    return [shop.read(form, one) for one in found if one["state"] == "draft"]


@pytest.mark.parametrize("form", ["sales_order", "sales_delivery"])
def test_a_draft_with_bundles_comes_back_as_it_was(
    shop: Shop, importer: Importer, form: str
) -> None:
    made = shop.make(form, line("TZ", 2), line("S2", 5, 4), line("TZ", 1, 28), then=None)
    if form == "sales_delivery":
        rows = [{"id": row["id"]} for row in made["lines"]]
        rows[2] |= {"batch": "B2", "remark": "新的"}
        made = shop.change(form, made, lines=rows)
    assert [row["product"]["code"] for row in made["lines"]] == [
        *("TZ", "S1", "DC"), "S2", *("TZ", "S1", "DC"),
    ]  # fmt: skip

    done = importer.bring(form, exported(shop, form), confirm=False)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    (again,) = [one for one in drafts(shop, form) if one["id"] != made["id"]]
    assert said(again) == said(made)
    assert again["total"] == made["total"]
    assert len({row["id"] for row in [*again["lines"], *made["lines"]]}) == 14


def test_a_delivery_of_an_order_comes_back_with_what_its_parts_go_on_from(
    shop: Shop, importer: Importer
) -> None:
    shop.make("purchase_receipt", line("S1", 90, 1))
    order = shop.make("sales_order", line("TZ", 4))
    made = shop.convert("sales_order", order, "sales_delivery")

    done = importer.bring("sales_delivery", exported(shop, "sales_delivery"), confirm=True)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert len(shop.read("sales_delivery", made)["lines"]) == 3
    order = shop.read("sales_order", order)
    assert [row["open_quantity"] for row in order["lines"]] == ["0", "0", "0"]
    assert shop.stock("S1")["reserved"] == "0"
    assert shop.differences() == []


def test_a_part_without_its_bundle_above_it_is_refused_at_its_cell(
    shop: Shop, importer: Importer
) -> None:
    shop.make("sales_order", line("TZ", 2), then=None)
    head, _bundle, *parts = exported(shop, "sales_order").splitlines(keepends=True)

    done = importer.bring("sales_order", head + b"".join(parts), confirm=False)

    assert importer.faults(done) == [
        (2, "所属套装", "line.no_bundle_above"),
        (3, "所属套装", "line.no_bundle_above"),
    ]
    assert len(drafts(shop, "sales_order")) == 1
