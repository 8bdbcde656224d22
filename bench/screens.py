"""What a person waits for at the screen, in real Chromium, among so many documents.

`./huolang bench screens [--documents 2000] [--products 1000] [--times 9] [--keys 60] [--tabs 200]`
fills a PostgreSQL of its own, starts a server, and tells of home, list and document how long they
take until their first figures are painted and until nothing changes any more: cold (a browser that
has nothing yet, but is logged in) and warm (a click in a window that was there before; each time
another document). Then from a key to the frame that shows it, in lines of a draft, and what the
page holds in memory after so many documents. Floors beside them: an empty answer of the same
server, a click that changes one word, an input on an empty page.
Ends with 0 whatever it measured: the clock of a busy machine proves nothing.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import statistics
import sys
from dataclasses import dataclass
from typing import Any

import django
from django.test import Client

django.setup()

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from bench import _million, _serving, _shop, _shop_bodies  # noqa: E402
from bench._window import Opened, Window, window  # noqa: E402
from huolang.cli import browser as chromium  # noqa: E402
from huolang.cli import screen  # noqa: E402
from huolang.kernel.people import User  # noqa: E402

OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=zh-CN"]
FORM, LABEL = "sales_delivery", "销售出库单"
STOCKED = 20_000
HOME, LIST, DOCUMENT = ".tiles .tile", "main tbody td a", "[data-testid=row-0]"
HEALTH = "/api/v1/health"
BARE = """() => {
  document.body.innerHTML = '<main><button>+</button><input></main>';
  const button = document.querySelector('button');
  button.addEventListener('click', () => button.after('*'));
}"""
FIRST_PAGE, OPENING, KEY = 1500, 100, 16
"""Aims in milliseconds: home in a new browser; a list or a document that is clicked; a key."""
PASSWORD = "bench-bench-bench"


@dataclass(frozen=True)
class Paths:
    """Documents to be looked at and their numbers, newest first; drafts by how many lines."""

    documents: dict[str, str]
    drafts: dict[int, str]


def main() -> int:
    parser = argparse.ArgumentParser(prog="huolang bench screens", description=__doc__)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--products", type=int, default=1_000)
    parser.add_argument("--times", type=int, default=9, help="how often each page is opened")
    parser.add_argument("--keys", type=int, default=60, help="how many are typed")
    parser.add_argument("--lines", type=int, default=1_000, help="of the draft they are typed into")
    parser.add_argument("--tabs", type=int, default=200, help="documents opened one by one")
    given = parser.parse_args()
    logging.getLogger("huolang.requests").setLevel(logging.WARNING)
    screen.build()
    shop = _shop.opened(products=given.products, stocked=min(STOCKED, given.products))
    _million.traded(shop, given.documents)
    paths = _paths(shop, given.lines, given.tabs)
    admin = User.objects.get(username="admin")
    admin.set_password(PASSWORD)
    admin.save()
    print(f"{given.documents:,} documents, {given.products:,} products; load {_load()}")
    with _serving.Serving(static=screen.BUILT) as server, sync_playwright() as playwright:
        path = chromium.find_or_install()
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        print(f"Chromium {browser.version}, {os.cpu_count()} cores")
        person = _Person(browser, server.address)
        _openings(person, paths, given.times)
        _keys(person, paths, given.keys)
        _memory(person, paths, given.tabs)
        browser.close()
    print(f"load {_load()}")
    return 0


class _Person:
    """Logged in; each window has nothing in its cache."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        with self.window(HOME) as at:
            at.page.goto("/")
            at.page.get_by_label("用户名", exact=True).fill("admin")
            at.page.get_by_label("密码", exact=True).fill(PASSWORD)
            at.page.keyboard.press("Enter")
            at.page.locator(HOME).first.wait_for()
            self.state = at.page.context.storage_state()

    def window(self, ready: str) -> Any:
        return window(self.browser, self.address, ready, getattr(self, "state", None))


def _openings(person: _Person, paths: Paths, times: int) -> None:
    print(
        f"\n{'ms':<22}{'shown':>8}{'95th':>8}{'whole':>8}{'95th':>8}{'× floor':>9}"
        f"{'requests':>10}{'kB':>8}{'aim':>7}"
    )
    listed, documents = f"/records/{FORM}", list(paths.documents)
    floor = _show("floor: empty answer", _cold(person, "pre", lambda _: HEALTH, times))
    told = {
        "home": (HOME, lambda _: "/", FIRST_PAGE),
        "list": (LIST, lambda _: listed, None),
        "document": (DOCUMENT, lambda n: f"{listed}/{documents[n]}", None),
    }
    for what, (ready, path, aim) in told.items():
        _show(f"cold {what}", _cold(person, ready, path, times), aim, floor)
    with person.window("pre") as at:
        _bare(at)
        word = at.page.get_by_role("button")
        clicks = [at.go("main", word.click) for _ in range(times)]
    floor = _show("floor: a click", clicks)
    for what, warm in _warm(person, times).items():
        _show(f"warm {what}", warm, OPENING, floor)


def _cold(person: _Person, ready: str, path: Any, times: int) -> list[Opened]:
    found = []
    for number in range(times):
        with person.window(ready) as at:
            found.append(at.open(path(number)))
    return found


def _bare(at: Window) -> None:
    """Nothing but a button and an input."""
    at.open(HEALTH)
    at.page.evaluate(BARE)


def _warm(person: _Person, times: int) -> dict[str, list[Opened]]:
    """From home to the list, to the next of its documents, and home again, round after round."""
    found: dict[str, list[Opened]] = {"home": [], "list": [], "document": []}
    with person.window(HOME) as at:
        at.open("/")
        menu = at.page.locator(".shell-side").get_by_role("link", name=LABEL, exact=True)
        rows, home = at.page.locator(LIST), at.page.locator(".tab-home")
        for number in range(times + 1):
            found["list"].append(at.go(LIST, menu.click))
            found["document"].append(at.go(DOCUMENT, rows.nth(number).click))
            found["home"].append(at.go(HOME, home.click))
    return {what: taken[1:] for what, taken in found.items()}  # the first round fetched its code


def _keys(person: _Person, paths: Paths, times: int) -> None:
    print(
        f"\n{'key to paint, ms':<30}{'median':>8}{'95th':>8}{'longest':>9}{'× floor':>9}{'aim':>7}"
        f"{'all of it':>11}{'95th':>8}"
    )
    with person.window("pre") as at:
        _bare(at)
        at.page.get_by_role("textbox").click()
        floor = statistics.median(_typed(at, "floor: an input, alone", times))
    for lines, draft in paths.drafts.items():
        with person.window(DOCUMENT) as at:
            at.open(f"/records/{FORM}/{draft}")
            at.page.get_by_role("grid").evaluate("grid => grid.scrollTo(0, grid.scrollHeight / 2)")
            at.page.wait_for_timeout(500)
            shown = at.page.locator("[data-testid$=-quantity]")
            shown.nth(shown.count() // 2).click()
            at.page.wait_for_timeout(500)
            _typed(at, f"quantity, {lines:,} lines", times, floor)


def _typed(at: Window, what: str, times: int, floor: float = 0) -> list[float]:
    typed = at.type_digits(times)
    keys, rest = typed.keys, typed.rest
    ratio = f"{statistics.median(keys) / floor:.1f}" if floor else ""
    slow = f"  {sum(one > 50 for one in typed.slow)} over 50 by the browser's own watch"
    print(
        f"{what:<30}{statistics.median(keys):>8.1f}{percentile(keys, 95):>8.1f}{max(keys):>9.1f}"
        f"{ratio:>9}{KEY if floor else '':>7}"
        f"{statistics.median(rest):>11.1f}{percentile(rest, 95):>8.1f}"
        f"{slow if typed.slow else ''}",
        flush=True,
    )
    return keys


def _memory(person: _Person, paths: Paths, tabs: int) -> None:
    print(f"\n{'documents opened':<22}{'heap MB':>9}{'nodes':>10}{'listeners':>11}")
    with person.window(HOME) as at:
        at.open("/")
        _held(at, "none")
        for count, (document, number) in enumerate(list(paths.documents.items())[:tabs], start=1):
            going = f"history.pushState({{}}, '', '/records/{FORM}/{document}')"
            at.page.evaluate(going)  # what a click on a link of the router does
            at.page.get_by_role("heading", level=1, name=number, exact=True).wait_for()
            at.page.locator(DOCUMENT).wait_for()
            if count % max(tabs // 4, 1) == 0:
                _held(at, f"{count:,}")
        at.go(HOME, at.page.locator(".tab-home").click)
        _held(at, "home again")


def _held(at: Window, what: str) -> None:
    at.page.wait_for_timeout(1000)
    held = at.memory()
    print(
        f"{what:<22}{held['heap']:>9.1f}{held['nodes']:>10,.0f}{held['listeners']:>11,.0f}",
        flush=True,
    )


def _paths(shop: _shop.Shop, lines: int, tabs: int) -> Paths:
    client = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {shop.token}"})
    listed = f"/api/v1/records/{FORM}"
    found: dict[str, str] = {}
    cursor: str | None = ""
    while len(found) < max(tabs, 50) and cursor is not None:
        page = client.get(listed, {"limit": 100, **({"cursor": cursor} if cursor else {})}).json()
        found |= {one["id"]: one["number"] for one in page["items"]}
        cursor = page["next"]
    drafts = {}
    for count in sorted({5, lines}):
        chance = random.Random(count)
        products = [chance.choice(shop.products) for _ in range(count)]
        told = _shop_bodies.document(FORM, shop.warehouse, products, shop.partners[0], chance)
        answer = client.post(listed, json.dumps(told), "application/json")
        if answer.status_code != 201:
            raise RuntimeError(answer.content.decode())
        drafts[count] = answer.json()["id"]
    return Paths(found, drafts)


def percentile(figures: list[float], percent: int) -> float:
    """The least of the figures that so many per cent of them don't exceed."""
    ordered = sorted(figures)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def _show(what: str, taken: list[Opened], aim: int | None = None, floor: float = 0) -> float:
    """Print it; the median until it was whole."""
    shown, whole = [one.shown for one in taken], [one.whole for one in taken]
    median = statistics.median(whole)
    fetched = statistics.median(one.bytes for one in taken) / 1000
    print(
        f"{what:<22}{statistics.median(shown):>8.0f}{percentile(shown, 95):>8.0f}{median:>8.0f}"
        f"{percentile(whole, 95):>8.0f}{f'{median / floor:.1f}' if floor else '':>9}"
        f"{statistics.median(one.requests for one in taken):>10.0f}{fetched:>8.0f}{aim or '':>7}",
        flush=True,
    )
    return median


def _load() -> str:
    return " ".join(f"{one:.1f}" for one in os.getloadavg())


if __name__ == "__main__":
    sys.exit(main())
