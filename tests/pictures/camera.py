"""A window of the browser that is photographed: in one language, on one day, with little files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from tests.e2e.serving import RemoteClient

IMAGES = Path(__file__).resolve().parents[2] / "web" / "guide" / "images"
LANGUAGES = {"zh-Hans": "zh-CN", "en": "en-GB"}
DESK, PHONE = (1240, 760), (390, 760)
SHARP = {DESK: 1.5, PHONE: 2}
"""Points of the picture for one of the screen: small letters stay readable."""
COLOURS, SURFACES = 128, 64
QUIET = 400
STILL = f"""() => {{
  if (!window.stillSince) {{
    window.stillSince = performance.now();
    new MutationObserver(() => {{ window.stillSince = performance.now(); }})
      .observe(document, {{ subtree: true, childList: true, characterData: true }});
  }}
  return performance.now() - window.stillSince > {QUIET} && document.fonts.status === 'loaded'
    && !document.querySelector('.ant-spin-spinning, .ant-skeleton, .ant-btn-loading')
    && [...document.images].every((image) => image.complete);
}}"""


@dataclass(frozen=True)
class Person:
    username: str
    password: str


@dataclass(frozen=True)
class Seat:
    """Somebody in one company, and a program's way into the same one."""

    address: str
    company: int
    token: str
    now: datetime
    state: Any


@dataclass(frozen=True)
class Camera:
    """`page` before the lens; `api` asks the same server for what is to be looked for."""

    page: Page
    api: RemoteClient
    language: str

    def say(self, chinese: str, english: str) -> str:
        return english if self.language == "en" else chinese

    def open(self, path: str, until: str = "main h1") -> None:
        self.page.goto(path)
        self.page.locator(until).first.wait_for()
        self.settle()

    def fold_menu(self) -> None:
        """Room for what is broad."""
        self.page.add_init_script("localStorage.setItem('huolang.menu.folded', '1')")

    def settle(self) -> None:
        """Until nothing has changed for a while, from now on."""
        self.page.evaluate("window.stillSince &&= performance.now()")
        self.page.wait_for_function(STILL, polling=100)

    def get(self, path: str) -> Any:
        return self.api.get(path).json()

    def post(self, path: str, body: Any) -> Any:
        answer = self.api.post(path, body)
        assert answer.status_code < 300, answer.content.decode()
        return answer.json()

    def take(self, name: str, *, height: int | None = None) -> None:
        """The whole window, or the upper part of it."""
        self.settle()
        size = self.page.viewport_size or {"width": 0, "height": 0}
        part: Any = {**size, "x": 0, "y": 0, "height": height or size["height"]}
        raw = self.page.screenshot(
            animations="disabled", scale="device", caret="initial", clip=part
        )
        _keep(IMAGES / self.language / f"{name}.webp", raw)


def _keep(path: Path, raw: bytes) -> None:
    """What looks the same is left alone: a picture changes in the history when the screen did."""
    taken = Image.open(io.BytesIO(raw)).convert("RGB")
    small = _of_few_colours(taken)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and _alike(Image.open(path).convert("RGB"), small):
        return
    small.save(path, "WEBP", lossless=True, quality=80, method=4)


def _of_few_colours(taken: Image.Image) -> Image.Image:
    """Surfaces keep exactly the colour they have; the edges of letters share what is left."""
    counted = taken.getcolors(taken.width * taken.height) or []
    surfaces = [colour for _, colour in sorted(counted, reverse=True)[:SURFACES]]
    rest = taken.quantize(COLOURS - SURFACES, dither=Image.Dither.NONE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in surfaces for part in colour] + rest)  # pyright: ignore
    return taken.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")


def _alike(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and ImageChops.difference(one, other).getbbox() is None


@contextmanager
def camera(browser: Browser, at: Seat, *, language: str, size: tuple[int, int]) -> Iterator[Camera]:
    """A new window of somebody who is logged in."""
    context = browser.new_context(
        base_url=at.address,
        storage_state=at.state,
        locale=LANGUAGES[language],
        timezone_id="Asia/Shanghai",
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=SHARP[size],
        has_touch=size == PHONE,
        reduced_motion="reduce",
        service_workers="block",
    )
    kept = {"huolang.language": language, "huolang.company": str(at.company)}
    told = "".join(f"localStorage.setItem('{key}', '{value}');" for key, value in kept.items())
    context.add_init_script(told)
    page = context.new_page()
    page.clock.set_fixed_time(at.now)
    yield Camera(page, RemoteClient(at.token, address=at.address), language)
    context.close()


def sit_down(
    browser: Browser, address: str, person: Person, *, company: int, token: str, now: datetime
) -> Seat:
    """Log in once."""
    context = browser.new_context(base_url=address, viewport={"width": 1240, "height": 760})
    page = context.new_page()
    page.goto("/")
    for at, text in enumerate((person.username, person.password)):
        page.locator("form input").nth(at).fill(text)
    page.keyboard.press("Enter")
    page.locator(".shell-side").wait_for()
    state = context.storage_state()
    context.close()
    return Seat(address, company, token, now, state)
