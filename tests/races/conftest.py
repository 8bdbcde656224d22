"""What every race needs: a company with real commits, and many people at its API."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest

from tests.support.client import ApiClient
from tests.support.live import LiveCompany
from tests.support.shop import Shop


@pytest.fixture(autouse=True)
def quick_turns() -> Iterator[None]:
    """Threads of one process take turns quickly, so that they meet in the database and do not
    hold its locks while they queue for the interpreter."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0002)
    yield
    sys.setswitchinterval(before)


@pytest.fixture
def shop(live_company: LiveCompany, live_client: Callable[..., ApiClient]) -> Shop:
    """A company with a partner P1 and the warehouse CK01; whoever races uses its client."""
    made = Shop(live_client("admin"), live_company.id)
    made.partner("P1", "华联商贸")
    return made
