"""账目核对: asked for on the screen, done by the worker, kept, audited, told where it matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from huolang.kernel import background, upkeep
from huolang.kernel.company import acting
from huolang.ledger import proving
from tests.support.client import ApiClient
from tests.support.importing import work_off
from tests.support.live import LiveCompany
from tests.support.shop import Shop, line


@pytest.fixture
def shop(live_client: Callable[..., ApiClient], live_company: LiveCompany) -> Shop:
    """A company whose rows are committed: a proof looks at a snapshot of its own."""
    made = Shop(live_client("admin"), live_company.id)
    made.partner("P1", "华联商贸")
    made.product("S1", "螺丝", purchase_price="2.5")
    return made


def proved(shop: Shop) -> dict[str, Any]:
    """Ask for a proof, let the worker do it, and see what came of it."""
    job = shop.ok(shop.client.post("/proof", {}), 202)
    assert work_off(shop.company, job["id"])["state"] == "done"
    found: dict[str, Any] = shop.ok(shop.client.get("/proof"))
    assert found["job"] is None
    return found["items"][0]


def add_to_pool(shop: Shop, amount: int) -> None:
    """Falsify what is kept."""
    with acting(shop.company), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_costpool SET value = value + %s", [amount])
        assert cursor.rowcount == 1


def test_a_proof_is_made_kept_and_audited(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 3, 12))

    found = proved(shop)

    assert (found["differences"], found["told"]) == (0, [])
    assert found["by"]["name"]
    assert shop.ok(shop.client.get("/home"))["differences"] == 0
    trace = shop.ok(shop.client.get("/audit"))["items"][0]
    assert (trace["form"], trace["action"]) == ("proof", "prove")


def test_a_difference_is_named_and_waits_on_the_home_page(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 3, 12))
    add_to_pool(shop, 1)

    found = proved(shop)

    assert found["differences"] == len(found["told"]) > 0
    first = next(one for one in found["told"] if one["check"] == "pool_value")
    assert (float(first["derived"]), float(first["kept"])) == (36, 37)
    assert shop.ok(shop.client.get("/home"))["differences"] == found["differences"]
    watched = upkeep.last(upkeep.PROVE)
    assert watched is not None
    assert (watched.ok, watched.told["differences"]) == (False, found["differences"])

    add_to_pool(shop, -1)
    assert proving.nightly(shop.company) == 0

    assert shop.ok(shop.client.get("/home"))["differences"] == 0
    newest = shop.ok(shop.client.get("/proof"))["items"][0]
    assert (newest["differences"], newest["by"]) == (0, None)


def test_one_at_a_time_and_one_that_was_stopped_leaves_nothing(shop: Shop) -> None:
    job = shop.ok(shop.client.post("/proof", {}), 202)

    again = shop.client.post("/proof", {})

    assert (again.status_code, again.json()["code"]) == (409, "proof.running")
    assert shop.ok(shop.client.get("/proof"))["job"]["id"] == job["id"]
    shop.ok(shop.client.post(f"/jobs/{job['id']}/cancel", {}))
    background.work(company=shop.company, job=job["id"])
    assert shop.ok(shop.client.get("/proof")) == {"items": [], "job": None}


def test_who_may_not_sees_and_starts_nothing(
    live_client: Callable[..., ApiClient], live_company: LiveCompany
) -> None:
    keeper = live_client("warehouse")

    assert keeper.get("/proof").status_code == 403
    assert keeper.post("/proof", {}).status_code == 403
    assert "differences" not in keeper.get("/home").json()
    with acting(live_company.id):
        assert not background.BackgroundJob.objects.exists()
