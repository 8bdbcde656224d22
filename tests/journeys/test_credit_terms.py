"""How long a customer may take to pay is credit as well: who does not decide on that gives nobody
more time than was agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.support.client import ApiClient
from tests.support.shop import Shop, line, today


@pytest.fixture
def seller(trade: Shop, client: Callable[..., ApiClient]) -> Shop:
    """K9 pays within 30 days, and not a day later."""
    terms = {"term_kind": "days", "term_days": 30, "credit_days": 0}
    trade.partner("K9", "城南装修队", is_supplier=False, **terms)
    trade.make("purchase_receipt", line("LS8", 30, "10"))
    return Shop(client("sales"), trade.company, trade.ids)


def sell(shop: Shop, customer: str = "K9", **fields: Any) -> Any:
    return shop.send("sales_delivery", line("LS8", 1, "20"), partner={"code": customer}, **fields)


def refused(answer: Any) -> list[tuple[str, str, str]]:
    return [(one["code"], one["field"], one["message"]) for one in answer.json()["errors"]]


@pytest.mark.parametrize(
    "terms",
    [
        {"term_kind": "days", "term_days": 3000},
        {"term_kind": "days", "term_days": 31},
        {"term_kind": "month_end", "term_days": 31},
    ],
)
def test_a_seller_gives_no_more_time_than_was_agreed(
    trade: Shop, seller: Shop, terms: dict[str, Any]
) -> None:
    before = trade.everything()

    answer = sell(seller, **terms)

    (code, place, message), agreed = refused(answer)[0], today() + timedelta(days=30)
    assert (answer.status_code, code, place) == (409, "credit.terms_too_long", "term_days")
    assert f"按约定是 {agreed.isoformat()}" in message
    assert trade.everything() == before
    assert sell(trade, **terms).status_code == 201, "who may exceed credit may"


@pytest.mark.parametrize(
    "terms", [{}, {"term_kind": "days", "term_days": 30}, {"term_kind": "at_once"}]
)
def test_a_seller_gives_the_time_that_was_agreed_or_less(
    seller: Shop, terms: dict[str, Any]
) -> None:
    assert sell(seller, **terms).status_code == 201


def test_where_nothing_was_agreed_a_seller_agrees_unless_the_customer_may_not_be_late(
    trade: Shop, seller: Shop
) -> None:
    trade.partner("K8", "城北装修队", is_supplier=False, credit_days=0)
    week = {"term_kind": "days", "term_days": 7}

    assert sell(seller, "K1", **week).status_code == 201
    assert refused(sell(seller, "K8", **week))[0][0] == "credit.terms_too_long"
    assert sell(seller, "K8").status_code == 201


def test_a_customers_terms_are_changed_by_who_sees_their_credit(
    trade: Shop, seller: Shop, client: Callable[..., ApiClient]
) -> None:
    path = f"/records/partner/{trade.ids['K9']}"
    before = trade.ok(trade.client.get(path))

    answer = seller.client.patch(path, {"term_days": 3000}, etag=before["etag"])

    told = refused(answer)
    assert [one[:2] for one in told] == [("partner.terms_of_credit", "term_days")]
    assert trade.ok(trade.client.get(path)) == before
    seller.ok(seller.client.patch(path, {"phone": "13800000000"}, etag=before["etag"]))
    finance = client("finance")
    changed = finance.patch(path, {"term_days": 45}, etag="*")
    assert trade.ok(changed)["term_days"] == 45


def test_nor_does_a_seller_bring_in_customers_with_terms_of_their_own(
    trade: Shop, seller: Shop, client: Callable[..., ApiClient]
) -> None:
    terms = {"term_kind": "days", "term_days": 90}
    new = {"code": "K7", "name": "新客户", "is_customer": True}
    buyer = client("purchasing")

    answer = seller.client.post("/records/partner", {**new, **terms})
    assert refused(answer)[0][:2] == ("partner.terms_of_credit", "term_kind")
    seller.ok(seller.client.post("/records/partner", new), 201)
    supplier = {"code": "S7", "name": "新供应商", "is_supplier": True, **terms}
    made = trade.ok(buyer.post("/records/partner", supplier), 201)
    path = f"/records/partner/{made['id']}"
    answer = buyer.patch(path, {"is_customer": True}, etag="*")
    assert refused(answer)[0][:2] == ("partner.terms_of_credit", "is_customer")


def merge(shop: Shop, duplicate: str, into: str) -> Any:
    path = f"/records/partner/{shop.ids[duplicate]}/merge"
    return shop.client.post(path, {"into": shop.ids[into]})


def test_nobody_lifts_a_limit_by_merging_the_customer_into_a_new_one(
    trade: Shop, seller: Shop
) -> None:
    trade.partner("K5", "城东装修队", is_supplier=False, credit_limit="100")
    trade.ok(sell(trade, "K5"), 201)
    seller.partner("K6", "城东装修", is_supplier=False)

    seller.ok(merge(seller, "K5", "K6"))

    before = trade.everything()
    answer = seller.send("sales_delivery", line("LS8", 10, "20"), partner={"code": "K6"})
    assert [one[:2] for one in refused(answer)] == [("ledger.credit_reached", "partner")]
    assert trade.everything() == before
    kept = trade.ok(trade.client.get(f"/records/partner/{trade.ids['K6']}"))
    assert kept["credit_limit"] == "100.00"


@pytest.mark.parametrize("into_supplier", [True, False])
def test_nor_does_a_seller_put_a_customer_on_the_terms_of_a_supplier(
    trade: Shop, seller: Shop, *, into_supplier: bool
) -> None:
    terms = {"term_kind": "days", "term_days": 90}
    trade.partner("S5", "城东装修", is_supplier=True, is_customer=False, **terms)
    trade.partner("K5", "城东装修队", is_supplier=False)
    duplicate, into = ("K5", "S5") if into_supplier else ("S5", "K5")
    before = trade.everything()

    answer = merge(seller, duplicate, into)

    assert [one[:2] for one in refused(answer)] == [("partner.terms_of_credit", "into")]
    assert trade.everything() == before
    assert trade.ok(merge(trade, duplicate, into))["term_days"] == 90
