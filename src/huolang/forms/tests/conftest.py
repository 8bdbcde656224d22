"""A shop with goods in it, in the company of the test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.db import connection

from huolang.forms import registry, validate, writer
from huolang.forms.form import Form
from huolang.forms.tests import shop
from tests.support import databases

NOON = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def shop_tables(django_db_setup: None, django_db_blocker: Any) -> None:
    name = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        made = shop.statements()
    address = databases.at(os.environ["HUOLANG_OWNER_DATABASE_URL"], name)
    with psycopg.connect(address) as owner:
        for statement in made:
            owner.execute(statement)


@pytest.fixture
def forms(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Form, Form]]:
    """The forms good and bill; known to the registry while a test runs."""
    for model in (shop.Good, shop.Bill):
        monkeypatch.setitem(registry._models, model.Form.name, model)
    yield registry.get("good"), registry.get("bill")


@pytest.fixture
def good(forms: tuple[Form, Form]) -> Form:
    return forms[0]


@pytest.fixture
def bill(forms: tuple[Form, Form]) -> Form:
    return forms[1]


def new(form: Form, payload: dict[str, Any], existing: Any = None) -> Any:
    """Save a record as any way in does it: checked, then written."""
    values = validate.read(form, payload, existing=existing, partial=existing is not None)
    return writer.save(form, values, existing=existing, by=None, at=NOON)


@pytest.fixture
def save(shop_tables: None, acting: int, forms: Any) -> Callable[..., Any]:
    """`save(form, {…})` in the company of the test."""
    return new
