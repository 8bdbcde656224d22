"""A window of real Chromium that says when a page stood still, what it fetched, what keys took."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

QUIET = 700
"""Milliseconds without a change of the page, after which it is taken to be whole."""
PATIENCE = 120_000
KEYS = ("1", "2", "Backspace", "Backspace")
KEY_PAUSE = 90
"""Milliseconds between keys, as of a quick clerk: nothing of the key before is left to do."""

WATCH = """(ready) => {
  const seen = { ready, from: 0, changed: 0, shown: 0, whole: 0, clicks: false };
  Object.assign(seen, { keys: [], work: [], keyed: 0 });
  window.benchSeen = seen;
  // What is asked for in a frame and told after it has been painted.
  const painted = (then) => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => then(performance.now());
    after.port2.postMessage(0);
  });
  const ours = (place) => {
    const main = document.querySelector('main');
    return !main || main.contains(place) || place.contains(main);
  };
  new MutationObserver((changes) => {
    if (!changes.some(({ target }) => ours(target))) return;
    seen.changed = performance.now();
    painted((at) => {
      seen.whole = at;
      if (!seen.shown && seen.ready && document.querySelector(seen.ready)) seen.shown = at;
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });
  addEventListener('click', (event) => {
    if (seen.clicks) seen.from = event.timeStamp;
    seen.clicks = false;
  }, true);
  addEventListener('keydown', (event) => {
    seen.keyed = event.timeStamp;
    painted((at) => seen.keys.push(at - event.timeStamp));
  }, true);
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      if (one.name === 'keydown') seen.work.push(one.duration);
    }
  }).observe({ type: 'event', durationThreshold: 16 });
}"""
STOOD = f"""() => benchSeen.shown > 0 && benchSeen.whole >= benchSeen.changed
  && performance.now() - benchSeen.changed > {QUIET}"""


@dataclass
class Opened:
    """Milliseconds from the navigation or the click; bytes as they went over the wire."""

    shown: float
    whole: float
    requests: int
    bytes: int


@dataclass
class Fetched:
    """What went over the wire since it was last taken away."""

    requests: int = 0
    bytes: int = 0

    def listen(self, line: CDPSession) -> None:
        line.on("Network.requestWillBeSent", lambda _told: self._sent())
        line.on("Network.loadingFinished", self._came)
        line.send("Network.enable")

    def _sent(self) -> None:
        self.requests += 1

    def _came(self, told: dict[str, Any]) -> None:
        self.bytes += int(told["encodedDataLength"])


@dataclass
class Typed:
    """Milliseconds from each key to the frame that shows it, and to the last one that changes
    something (0 where nothing else changes); `slow` is what the browser's own watch says of those
    that took longer than 16."""

    keys: list[float]
    rest: list[float]
    slow: list[float]


@dataclass
class Window:
    page: Page
    line: CDPSession
    fetched: Fetched = field(default_factory=Fetched)

    def open(self, path: str) -> Opened:
        """By its address, as from a bookmark."""
        self.fetched.requests = self.fetched.bytes = 0
        self.page.goto(path, wait_until="commit")
        return self._stood()

    def go(self, ready: str, click: Callable[[], None]) -> Opened:
        """By a click on something that leads there."""
        self.fetched.requests = self.fetched.bytes = 0
        self.page.evaluate(
            "(ready) => Object.assign(benchSeen, { ready, shown: 0, from: 0, clicks: true })", ready
        )
        click()
        return self._stood()

    def _stood(self) -> Opened:
        self.page.wait_for_function(STOOD, timeout=PATIENCE, polling=100)
        seen = self.page.evaluate("() => benchSeen")
        shown, whole = seen["shown"] - seen["from"], seen["whole"] - seen["from"]
        return Opened(shown, whole, self.fetched.requests, self.fetched.bytes)

    def type_digits(self, times: int) -> Typed:
        """What keys in the place of the focus take. What was typed is taken away again."""
        self.page.evaluate("() => Object.assign(benchSeen, { keys: [], work: [] })")
        rest: list[float] = []
        for number in range(times):
            self.page.keyboard.press(KEYS[number % len(KEYS)])
            self.page.wait_for_timeout(KEY_PAUSE)
            rest.append(max(self.page.evaluate("() => benchSeen.whole - benchSeen.keyed"), 0))
        seen = self.page.evaluate("() => benchSeen")
        return Typed(seen["keys"], rest, seen["work"])

    def memory(self) -> dict[str, float]:
        """Of the page after rubbish was taken away: heap in MB, nodes and listeners."""
        self.line.send("HeapProfiler.enable")
        for _ in range(2):
            self.line.send("HeapProfiler.collectGarbage")
        told = self.line.send("Performance.getMetrics")["metrics"]
        found = {one["name"]: one["value"] for one in told}
        return {
            "heap": found["JSHeapUsedSize"] / 1e6,
            "nodes": found["Nodes"],
            "listeners": found["JSEventListeners"],
        }


@contextmanager
def window(browser: Browser, address: str, ready: str, state: Any = None) -> Iterator[Window]:
    """A browser without anything in its cache; `state` is that of a person who is logged in."""
    context = browser.new_context(
        base_url=address,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": 1440, "height": 900},
        service_workers="block",
        storage_state=state,
    )
    try:
        context.set_default_timeout(PATIENCE)
        context.add_init_script(f"({WATCH})({ready!r})")
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Performance.enable")
        found = Window(page, line)
        found.fetched.listen(line)
        yield found
    finally:
        context.close()
