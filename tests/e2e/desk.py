"""What a clerk does at the screen: press, choose, type, read."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.serving import Clerk

TYPED = 40  # milliseconds from key to key
SCANNED = 0.002  # seconds
ENTER = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}


@dataclass(frozen=True)
class Desk:
    """One window of the browser and the clerk before it."""

    page: Page
    clerk: Clerk

    def log_in(self, password: str | None = None) -> None:
        self.page.get_by_label("用户名", exact=True).fill(self.clerk.username)
        self.page.get_by_label("密码", exact=True).fill(password or self.clerk.password)
        self.page.get_by_role("button", name=spaced("登录")).click()

    def menu(self, label: str) -> None:
        """Go to a page by the menu at the side."""
        self.page.locator(".shell-side").get_by_role("link", name=label, exact=True).click()
        expect(self.heading(label)).to_be_visible()

    def new(self, label: str) -> None:
        """An empty form of the kind that the list of the same name shows."""
        self.menu(label)
        self.page.locator(".page-head").get_by_role("link", name="新建", exact=True).click()
        expect(self.heading(f"新建{label}")).to_be_visible()

    def heading(self, text: str | re.Pattern[str]) -> Locator:
        exact = isinstance(text, str)
        return self.page.get_by_role("heading", level=1, name=text, exact=exact)

    def box(self, field: str) -> Locator:
        """A field of the header with its label and the sentence below it."""
        return self.page.get_by_test_id(f"box-{field}")

    def type_into(self, field: str, text: str) -> None:
        self.box(field).locator("input, textarea").first.fill(text)

    def tick(self, field: str) -> None:
        self.box(field).get_by_role("checkbox").check()

    def choose(self, field: str, typed: str, name: str) -> None:
        """Another record, found by what is typed."""
        self.box(field).get_by_role("combobox").fill(typed)
        self.offer(name).click()
        expect(self.box(field)).to_contain_text(name)

    def offer(self, name: str) -> Locator:
        offers = ".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option"
        return self.page.locator(offers).filter(has_text=name)

    def cell(self, row: int, field: str) -> Locator:
        """A cell of the lines; rows count from 0."""
        return self.page.get_by_test_id(f"cell-{row}-{field}")

    def reads(self, row: int, **texts: str) -> None:
        """Cells of a line that can still be typed into hold exactly these texts."""
        for field, text in texts.items():
            expect(self.cell(row, field)).to_have_value(text)

    def shows(self, row: int, **texts: str) -> None:
        """Cells of a line that nothing can be typed into show exactly these texts."""
        for field, text in texts.items():
            expect(self.cell(row, field)).to_have_text(text)

    def click_at(self, field: str, part: float, clicks: int) -> None:
        """Click at this part of the width of a cell of the first line, whatever is drawn there."""
        cell = self.page.locator(".cell:has([data-testid='cell-0-" + field + "'])")
        box = cell.bounding_box()
        assert box
        x, y = box["x"] + box["width"] * part, box["y"] + box["height"] / 2
        self.page.mouse.click(x, y, click_count=clicks)

    def line(self, row: int, product: str, *typed: str) -> None:
        """Type a line from its product on, Enter after each cell; Enter passes by the unit."""
        self.cell(row, "product").click()
        self.type_line(row, product, *typed)

    def type_line(self, row: int, product: str, *typed: str) -> None:
        """The same in a line whose first cell is already reached."""
        self.enter(product)
        expect(self.cell(row, "quantity")).to_be_focused()
        for text in typed:
            self.enter(text)

    def enter(self, text: str = "") -> None:
        if text:
            self.page.keyboard.type(text, delay=TYPED)
        self.page.keyboard.press("Enter")

    def scan(self, code: str) -> None:
        """A scanner types faster than anybody, wherever the focus is.

        The browser is told when each key was pressed: this machine may be slower than a scanner.
        """
        line, began = self.page.context.new_cdp_session(self.page), time.time()
        for index, key in enumerate(code + "\r"):
            what: dict[str, Any] = {"key": key, "code": f"Digit{key}"} if key != "\r" else {**ENTER}
            what["timestamp"] = began + index * SCANNED
            line.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": key, **what})
            line.send("Input.dispatchKeyEvent", {"type": "keyUp", **what})
        line.detach()

    def tab_to(self, place: Locator, *, back: bool = False) -> None:
        """Reach `place` by Tab alone, as those do who leave the mouse where it is."""
        expect(place).to_be_enabled()
        for _press in range(120):
            if place.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        there = self.page.evaluate("document.activeElement?.outerHTML.slice(0, 300)")
        raise AssertionError(f"Tab does not lead to {place}: it is at {there}")

    def button(self, label: str) -> Locator:
        return self.page.get_by_role("toolbar").get_by_role("button", name=spaced(label))

    def press(self, label: str) -> None:
        self.button(label).click()

    def goes_back(self, label: str) -> None:
        """What is not the usual next step is offered behind it."""
        self.press("更多下推")
        self.page.get_by_role("menuitem", name=label).click()

    def is_now(self, state: str, number: str = "") -> None:
        """The record on the screen is in this state; its number fits the pattern."""
        expect(self.page.get_by_test_id("state-tag")).to_have_text(state)
        if number:
            expect(self.heading(re.compile(rf"^{number}$"))).to_be_visible()

    def totals(self, amount: str, tax: str, total: str) -> None:
        """The line below the lines."""
        for name, text in {"amount": amount, "tax": tax, "total": total}.items():
            expect(self.page.get_by_test_id(f"sum-{name}")).to_have_text(text)

    def table(self, label: str) -> Locator:
        return self.page.get_by_role("table", name=label, exact=True)

    def row(self, table: str, holding: str) -> Locator:
        return self.table(table).locator("tbody tr").filter(has_text=holding)

    def row_reads(self, table: str, holding: str, *texts: str) -> None:
        """The only line of `table` with `holding` in it ends in exactly these cells."""
        row = self.row(table, holding)
        expect(row).to_have_count(1)
        cells = row.locator("td")
        for place, text in enumerate(reversed(texts), start=1):
            expect(cells.nth(-place)).to_have_text(text)


def spaced(label: str) -> re.Pattern[str]:
    """A button's label, with or without the space that is set between two characters."""
    return re.compile("^" + r"\s?".join(label) + "$")
