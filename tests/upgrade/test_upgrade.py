"""Books of an earlier release start on this one: what people saw, they see, and it proves clean.

`making.py` says how the books of the next release are kept.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huolang.cli import binaries
from huolang.kernel import first_run, roles
from huolang.kernel.company import acting
from huolang.kernel.people import Role
from tests.support import databases
from tests.support.shop import Shop, line
from tests.upgrade import trading, upgrading

HERE = Path(__file__).parent


@pytest.fixture(params=upgrading.RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database(release: str, _worker: str) -> Iterator[str]:
    """The `release`'s database, upgraded once and cloned for each test."""
    name = databases.clone(f"{_worker}_upgrade", upgrading.upgraded(release))
    yield name
    databases.discard(name)


@pytest.fixture
def upgraded(database: str, django_db_blocker: Any) -> Iterator[Shop]:
    """The company of the `release`'s books."""
    with django_db_blocker.unblock(), databases.using(database):
        first_run.catch_up()
        shop = Shop(trading.client(), trading.company())
        shop.ids = {one["code"]: one["id"] for one in trading.records(shop, "product")}
        yield shop


def test_an_upgraded_database_looks_like_a_new_one(database: str) -> None:
    assert _shape(database) == _shape(databases.template())


def _shape(name: str) -> list[str]:
    """Every table, column, constraint, index, policy, grant and function, in any order.

    Without one table of a library, whose condition PostgreSQL spells otherwise once loaded.
    """
    url = databases.at(os.environ["HUOLANG_OWNER_DATABASE_URL"], name)
    options = ["--schema-only", "--no-owner", "--no-comments", "--exclude-table=mfa_*"]
    command = [str(binaries.client("pg_dump")), *options, url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = (line.removesuffix(",") for line in told.splitlines())
    return sorted(line for line in lines if line and not line.startswith(("--", "\\")))


def test_what_people_saw_they_see_after_the_upgrade_and_go_on(upgraded: Shop, release: str) -> None:
    """A button that was refused when it was pressed may be grey by now."""
    before = json.loads((HERE / f"{release}.json").read_text())

    after = json.loads(json.dumps(trading.seen(upgraded), default=str))
    for record in (one for records in after["records"].values() for one in records):
        if "held_up" in record:
            record["actions"] += [one["action"] for one in record["held_up"]]

    assert list(_lost(before, after, "")) == []
    assert upgraded.differences() == []

    _deliver_the_rest(upgraded, before)
    upgraded.make("purchase_receipt", line("DZ1", 1200, "0.4"))
    assert upgraded.differences() == []


def test_who_had_a_role_may_use_what_came_since(upgraded: Shop) -> None:
    with acting(upgraded.company):
        for ships in roles.SHIPPED:
            role = Role.objects.get(code=ships.code)
            assert {f: set(may) for f, may in role.permissions.items()} == {
                f: set(may) for f, may in ships.permissions.items()
            }
            assert set(role.hidden) == ships.hidden


def _deliver_the_rest(shop: Shop, before: dict[str, Any]) -> None:
    """The order that the earlier release left half delivered."""
    (order,) = before["records"]["sales_order"]
    rest = shop.convert("sales_order", order, "sales_delivery")
    assert [row["quantity"] for row in rest["lines"]] == ["18", "2000"]
    rows = [{"id": rest["lines"][0]["id"]}, {"id": rest["lines"][1]["id"], "quantity": "500"}]
    rest = shop.change("sales_delivery", rest, lines=rows)
    assert shop.do("sales_delivery", rest, "confirm")["state"] == "confirmed"


def _lost(before: Any, after: Any, place: str) -> Iterator[str]:
    """Where `after` says something else than `before`. It may say more."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name, value in before.items():
            yield from _lost(value, after.get(name, "nothing"), f"{place}.{name}")
    elif isinstance(before, list) and isinstance(after, list) and _are_plain(before):
        yield from (f"{place}: {one}" for one in before if one not in after)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, pair in enumerate(zip(before, after, strict=True)):
            yield from _lost(*pair, f"{place}.{index}")
    elif before != after:
        yield f"{place}: {before} became {after}"


def _are_plain(values: list[Any]) -> bool:
    return not any(isinstance(value, dict | list) for value in values)
