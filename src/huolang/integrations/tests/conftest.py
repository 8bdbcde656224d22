"""A shop behind the API, and its files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from huolang.kernel import background
from huolang.kernel.company import Company
from tests.support import stocked
from tests.support.client import ApiClient
from tests.support.shop import Shop


@pytest.fixture(autouse=True)
def nothing_told_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far an import is, is told by a connection that sees nothing of a test's transaction."""
    monkeypatch.setattr(background, "BETWEEN", float("inf"))


@pytest.fixture
def company(db: None) -> Company:
    return Company.objects.get(name=stocked.NAME)


@pytest.fixture
def shop(client: Callable[..., ApiClient], company: Company) -> Shop:
    """An administrator's view of a company with the screws S1 to S3 and the partner P1."""
    return stocked.shop(client("admin"), company)
