"""The window with which screens are measured tells what happened in it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from bench._window import window
from tests.e2e.desk import Desk
from tests.e2e.serving import Served

pytestmark = pytest.mark.browser
TILES, ROWS = ".tiles .tile", "main tbody td a"


def test_what_is_opened_typed_and_held_is_told(browser: Browser, served: Served) -> None:
    clerk = served.hire("测量五金")
    with window(browser, served.address, TILES) as at:
        at.page.goto("/")
        Desk(at.page, clerk).log_in()
        at.page.locator(TILES).first.wait_for()

        home = at.open("/")
        warehouses = at.page.locator(".shell-side").get_by_role("link", name="仓库", exact=True)
        listed = at.go(ROWS, warehouses.click)
        at.page.locator("main input[type=search], main .filter-bar input").first.click()
        typed = at.type_digits(4)
        held = at.memory()

    assert 0 < home.shown <= home.whole
    assert home.requests > 0 and home.bytes > 0
    assert 0 < listed.shown <= listed.whole
    assert len(typed.keys) == len(typed.rest) == 4
    assert min(typed.keys) > 0 and min(typed.rest) >= 0
    assert held["heap"] > 0 and held["nodes"] > 0
