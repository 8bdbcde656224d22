"""Every shipped role at every form: what it may do is done, what it may not is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from huolang.kernel.roles import SHIPPED, ShippedRole
from tests.support import every_form
from tests.support.client import ApiClient
from tests.support.shop import Shop, line

ACTIONS = ("confirm", "reopen", "cancel", "close")
ROLES = {role.code: role for role in SHIPPED}


def may(role: ShippedRole, form: str, operation: str) -> bool:
    """What the role is granted, read as plainly as possible."""
    granted = {*role.permissions.get(form, ()), *role.permissions.get("*", ())}
    return operation in granted or "*" in granted


@pytest.fixture
def records(shop: Shop) -> dict[str, str]:
    """One record of every form, by form."""
    shop.product("A1")
    shop.partner("PK")
    return every_form.records(shop, "A1", "PK")


@pytest.mark.parametrize("role", SHIPPED, ids=lambda role: role.code)
def test_a_role_may_do_what_it_is_granted_and_nothing_else(
    shop: Shop, client: Callable[..., ApiClient], records: dict[str, str], role: ShippedRole
) -> None:
    """Allowed requests are sent stale or empty, so that they go no further than the check of
    what they say: 412, 422 and 409 mean "you may"."""
    caller, before = client(role.code), shop.everything()

    wrong: list[str] = []
    for form, record in records.items():
        for operation, answer in asked(caller, form, record):
            allowed = may(role, form, "view") and may(role, form, operation)
            if (answer.status_code == 403) == allowed or answer.status_code >= 500:
                wrong.append(f"{operation} {form}: {answer.status_code}")
            if answer.status_code == 403:
                assert answer.json()["code"] == "auth.forbidden"

    assert wrong == []
    assert shop.everything() == before


def asked(caller: ApiClient, form: str, record: str) -> list[tuple[str, Any]]:
    """Each operation on a form with an address of its own, and what the API answered."""
    path, stale = f"/records/{form}/{record}", {"If-Match": '"0"'}
    offered = [one["name"] for one in form_told(caller, form).get("actions", [])]
    answers = [
        ("view", caller.get(f"/records/{form}?limit=1")),
        ("view", caller.get(f"/records/{form}/summary")),
        ("view", caller.get(path)),
        ("view", caller.get(f"{path}/audit")),
        ("add", caller.post(f"/records/{form}", {})),
        ("edit", caller.patch(path, {}, etag="0")),
        ("delete", caller.delete(path, **stale)),
    ]
    answers += [
        (action, caller.post(f"{path}/{action}", {}, **stale))
        for action in ACTIONS
        if action in offered or not offered
    ]
    return [(operation, one) for operation, one in answers if not is_no_action(one)]


def is_no_action(answer: Any) -> bool:
    """Masters cannot be confirmed, nor receipts closed."""
    return answer.status_code == 404 and answer.json()["code"] == "action.unknown"


def form_told(caller: ApiClient, form: str) -> dict[str, Any]:
    answer = caller.get(f"/forms/{form}")
    found: dict[str, Any] = answer.json()
    return found if answer.status_code == 200 else {}


SPOTS = [
    ("purchasing", "purchase_receipt", "confirm", True),
    ("purchasing", "sales_order", "view", False),
    ("purchasing", "sales_delivery", "confirm", False),
    ("sales", "sales_order", "confirm", True),
    ("sales", "purchase_order", "view", False),
    ("sales", "product", "edit", False),
    ("warehouse", "sales_delivery", "confirm", True),
    ("warehouse", "purchase_order", "add", False),
    ("finance", "sales_delivery", "view", True),
    ("finance", "sales_delivery", "confirm", False),
    ("owner", "purchase_order", "confirm", True),
    ("owner", "purchase_order", "add", False),
    ("admin", "stock_receipt", "delete", True),
]


@pytest.mark.parametrize(("role", "form", "operation", "allowed"), SPOTS)
def test_what_people_of_a_trade_expect_of_their_role(
    client: Callable[..., ApiClient], role: str, form: str, operation: str, allowed: bool
) -> None:
    told = client(role).get("/session").json()

    assert (operation in told["permissions"].get(form, [])) is allowed
    assert may(ROLES[role], form, operation) is allowed


@pytest.mark.parametrize("role", SHIPPED, ids=lambda role: role.code)
def test_stock_debts_and_months_are_shown_to_whom_they_concern(
    client: Callable[..., ApiClient], role: ShippedRole
) -> None:
    caller = client(role.code)
    owed = {kind for kind in ("receivable", "payable") if may(role, kind, "view")}

    stock, debts, months = (caller.get(path) for path in ("/stock", "/owed", "/periods"))

    assert stock.status_code == (200 if may(role, "stock", "view") else 403)
    assert ("sums" in stock.json()) == ("cost" not in role.hidden)
    assert debts.status_code == (200 if owed else 403)
    assert set(debts.json().get("sums", ())) == owed
    assert months.status_code == (200 if may(role, "period", "view") else 403)
    closed = caller.post("/periods/1999-01/close", {})
    assert (closed.status_code != 403) == may(role, "period", "close")


@pytest.mark.parametrize("role", SHIPPED, ids=lambda role: role.code)
def test_what_goods_cost_is_not_shown_to_whom_it_is_hidden(
    shop: Shop, client: Callable[..., ApiClient], role: ShippedRole
) -> None:
    shop.product("A1", purchase_price="77.71")
    receipt = shop.make("purchase_receipt", line("A1", 3, "77.71"))
    sold = shop.make("sales_delivery", line("A1", 1, 15), partner={"code": "K1"})
    caller = client(role.code)
    paths = [
        f"/records/product/{shop.ids['A1']}",
        f"/records/purchase_receipt/{receipt['id']}",
        f"/records/purchase_receipt/{receipt['id']}/entries",
        f"/records/purchase_receipt/{receipt['id']}/audit",
        f"/records/sales_delivery/{sold['id']}/entries",
        f"/stock/entries?product={shop.ids['A1']}",
        "/stock",
    ]

    texts = [one.content.decode() for one in map(caller.get, paths) if one.status_code == 200]

    assert texts
    if "cost" in role.hidden:
        assert not [text for text in texts if "77.71" in text or "233.13" in text]
    elif may(role, "purchase_receipt", "view"):
        assert sum("77.71" in text for text in texts) >= 4


def test_who_may_not_see_purchase_prices_cannot_change_or_sound_them_out(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    """A discount lowers what is owed, and a refusal of one too large would tell the price."""
    shop.product("A9", purchase_price="77.71")
    clerk = client("warehouse")
    header = {"partner": {"code": "PK"}, "warehouse": {"code": "CK01"}}
    shop.partner("PK")

    for more, field in (
        ({"discount": "99999", "lines": [line("A9", 1)]}, "discount"),
        ({"lines": [line("A9", 1, discount="100")]}, "lines.0.discount"),
        ({"lines": [line("A9", 1, tax_rate="0")]}, "lines.0.tax_rate"),
        ({"tax_included": True, "lines": [line("A9", 1)]}, "tax_included"),
    ):
        answer = clerk.post("/records/purchase_receipt", {**header, **more})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
        assert "77.71" not in answer.content.decode()
