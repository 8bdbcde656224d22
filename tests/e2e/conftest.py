"""A server, a browser, and clerks who sit down before it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from huolang.cli import browser as chromium
from huolang.cli import screen
from tests.e2e.desk import Desk
from tests.e2e.serving import Clerk, Served, serving
from tests.support import databases

OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=zh-CN"]
PATIENCE = 15_000  # milliseconds; reached only when something is wrong


@pytest.fixture(scope="session")
def served(
    _worker: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Served]:
    if not databases.is_configured():
        pytest.exit(databases.UNSET, returncode=4)
    screen.build()
    name = databases.clone(f"{_worker}_screen")
    with django_db_blocker.unblock(), serving(name, tmp_path_factory.mktemp("server")) as served:
        yield served
    databases.discard(name)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright


def launch(playwright: Playwright, *more: str) -> Browser:
    path = os.environ.get("HUOLANG_CHROMIUM") or chromium.find_or_install()
    return playwright.chromium.launch(executable_path=path, args=[*OPTIONS, *more])


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def filming(playwright: Playwright) -> Iterator[Callable[[Path], Browser]]:
    """`filming(film)`: a browser whose camera shows nothing but this file."""
    with contextlib.ExitStack() as stack:

        def show(film: Path) -> Browser:
            told = (
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={film}",
            )
            browser = launch(playwright, *told)
            stack.callback(browser.close)
            return browser

        yield show


@pytest.fixture
def desk(served: Served, browser: Browser) -> Iterator[Callable[..., Desk]]:
    """`desk(clerk)`: a window of the browser, still at the log-in; faults on its page fail."""
    faults: list[str] = []
    with contextlib.ExitStack() as stack:

        def sit_down(
            clerk: Clerk,
            *,
            width: int = 1440,
            height: int = 900,
            installed: bool = False,
            other: Browser | None = None,
        ) -> Desk:
            context = (other or browser).new_context(
                base_url=served.address,
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                viewport={"width": width, "height": height},
                has_touch=width < 640,
                reduced_motion="reduce",
                service_workers="allow" if installed else "block",
            )
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.goto("/")
            return Desk(page, clerk)

        yield sit_down
    assert not faults, faults
