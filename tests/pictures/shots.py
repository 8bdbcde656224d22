"""What is photographed, chapter by chapter. Nothing that is shown here is recorded in the books,
but for a count plan, which all counting begins with."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from playwright.sync_api import Locator

from tests.pictures.camera import Camera
from tests.support.importing import workbook

Shot = Callable[[Camera], None]
ROW = "main tbody tr:has(td a)"
LINE = "[data-testid=row-0]"
FOUND = ".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option"


def home(at: Camera) -> None:
    at.open("/", ".tile-chart, .tile-sales")
    at.take("home")


def find(at: Camera) -> None:
    at.open("/", ".tiles .tile")
    at.page.keyboard.press("Control+k")
    at.page.get_by_role("dialog").get_by_role("combobox").wait_for()
    at.page.keyboard.type(at.say("xsck", "sales d"), delay=30)
    at.page.get_by_role("option").first.wait_for()
    at.take("find")


def settings(at: Camera) -> None:
    at.open("/settings")
    at.take("settings")


def listed(at: Camera) -> None:
    at.page.set_viewport_size({"width": 1500, "height": 860})
    at.open("/records/sales_delivery?state=confirmed", ROW)
    at.page.locator(ROW).nth(2).locator("td").nth(3).click()
    at.page.locator(".preview-lines tbody tr").first.wait_for()
    at.take("list")


def delivery(at: Camera) -> None:
    """Half typed: the list of products is open in the last line."""
    at.fold_menu()
    at.open("/records/sales_delivery/new", "[data-testid=cell-0-product]")
    for field, code in (("partner", "K010"), ("warehouse", "CK01")):
        at.page.get_by_test_id(f"box-{field}").get_by_role("combobox").fill(code)
        at.page.locator(FOUND).filter(has_text=code).first.click()
        at.settle()
    typed = zip(_goods(at, 36)[::8], ("24", "12", "60", "6", "36"), strict=True)
    for row, (code, quantity) in enumerate(typed):
        at.page.get_by_test_id(f"cell-{row}-product").click()
        at.page.keyboard.type(code, delay=20)
        at.settle()
        at.page.keyboard.press("Enter")
        at.settle()
        at.page.keyboard.type(quantity, delay=20)
        at.page.keyboard.press("Enter")
    at.page.get_by_test_id("cell-5-product").click()
    at.page.keyboard.type("l", delay=20)
    at.page.get_by_role("listbox").get_by_role("option").first.wait_for()
    at.take("delivery")


def chain(at: Camera) -> None:
    """An order of which a part was delivered."""
    found = _some(at, "sales_order", [["progress", "=", "partial"]])
    at.fold_menu()
    at.open(f"/records/sales_order/{found[0]['id']}", LINE)
    at.take("chain")


def many(at: Camera) -> None:
    """Receipts that would be reopened together, and what that does to the cost of others."""
    at.open("/records/purchase_receipt?state=confirmed", ROW)
    boxes = at.page.locator("main tbody input[type=checkbox]")
    for row in range(3):
        boxes.nth(row + 20).check()
    at.page.get_by_role("button", name=at.say("批量处理", "ticked")).first.click()
    _entry(at, at.say("反审核", "Reopen")).click()
    at.page.get_by_role("dialog").locator(".cost-ahead, p").first.wait_for()
    at.take("many")


def importing(at: Camera) -> None:
    """A file of somebody's own, whose columns are being matched."""
    head = ("货号", "品名", "计量单位", "售价", "条形码", "产地")
    rows = (
        ("A1001", "不锈钢保温杯 500ml", "个", 39.9, "6901234500011", "永康"),
        ("A1002", "折叠晴雨伞", "把", 25, "6901234500028", "杭州"),
        ("A1003", "硅胶锅铲", "个", 12.5, "6901234500035", "义乌"),
    )
    at.open("/records/product/import", "main .ant-upload-drag")
    told: Any = {"name": at.say("商品.xlsx", "products.xlsx"), "mimeType": ""}
    at.page.locator("main input[type=file]").set_input_files(
        {**told, "buffer": workbook(head, *rows)}
    )
    at.page.locator("table.matching").wait_for()
    at.take("import")


def printing(at: Camera) -> None:
    found = _some(at, "sales_delivery", [["state", "=", "confirmed"]])
    at.open(f"/print/sales_delivery?ids={found[0]['id']}", ".sheet")
    at.take("print", height=480)


def buying(at: Camera) -> None:
    """A purchase order that was received in part."""
    found = _some(at, "purchase_order", [["progress", "=", "partial"]])
    at.fold_menu()
    at.open(f"/records/purchase_order/{found[0]['id']}", LINE)
    at.take("buying")


def replenishment(at: Camera) -> None:
    """Worked out every night; here nobody has slept yet."""
    at.open("/reports/replenishment")
    if not at.get("/reports/replenishment?limit=1")["items"]:
        at.page.get_by_role("button", name=at.say("重新计算", "Work out anew")).click()
    for _once in range(120):
        if at.get("/reports/replenishment?limit=1")["items"]:
            break
        time.sleep(0.5)
    at.open("/reports/replenishment", "main tbody input[type=checkbox]")
    at.take("replenishment")


def margin(at: Camera) -> None:
    at.open("/reports/gross_margin", ".report-chart")
    at.take("margin")


def promised(at: Camera) -> None:
    at.open("/reports/promisable", "main tbody tr")
    at.take("promised")


def stock(at: Camera) -> None:
    at.open("/stock", "main tbody tr")
    at.take("stock")


def alerts(at: Camera) -> None:
    at.open("/reports/alerts", "main tbody tr")
    at.take("alerts")


def ageing(at: Camera) -> None:
    at.open("/reports/stock_ageing", ".report-chart")
    at.take("ageing")


def owed(at: Camera) -> None:
    at.open("/owed", "main tbody tr")
    at.take("owed")


def review(at: Camera) -> None:
    """What was counted, beside the books."""
    at.open(f"/count/{counted(at)}/review", "main tbody tr")
    at.page.locator("main .ant-segmented-item").last.click()
    at.take("review")


def counting(at: Camera) -> None:
    """Where somebody has just scanned a line that is still open."""
    plan = counted(at)
    at.open(f"/count/{plan}", "[data-testid=count-progress]")
    box = at.page.locator(".scan-entry input").first
    box.fill(next(one["code"] for one in _lines(at, plan) if one["status"] == "open"))
    box.press("Enter")
    at.take("counting")


def phone(at: Camera) -> None:
    at.open("/phone")
    at.take("phone")


def picking(at: Camera) -> None:
    open_orders = [["progress", "=", "partial"], ["state", "=", "confirmed"]]
    found = _some(at, "sales_order", open_orders)
    at.open(f"/phone/deliver/sales_order/{found[0]['id']}", ".scan-rows")
    at.take("picking")


def setup(at: Camera) -> None:
    """Of the company of one's own, which is still empty."""
    at.open("/setup", ".setup-step")
    at.take("setup")


DESK: dict[str, Shot] = {
    "find": find, "settings": settings, "list": listed, "delivery": delivery,
    "chain": chain, "many": many, "import": importing, "print": printing, "buying": buying,
    "replenishment": replenishment, "margin": margin, "promised": promised, "stock": stock,
    "alerts": alerts, "ageing": ageing, "owed": owed, "review": review,
}  # fmt: skip
OWNER: dict[str, Shot] = {"home": home}
PHONE: dict[str, Shot] = {"counting": counting, "phone": phone, "picking": picking}
OWN: dict[str, Shot] = {"setup": setup}


def _some(at: Camera, form: str, conditions: list[Any], *, limit: int = 20) -> list[Any]:
    asked = quote(json.dumps(conditions))
    found: list[Any] = at.get(f"/records/{form}?limit={limit}&filter={asked}")["items"]
    return found


def _goods(at: Camera, many: int) -> list[str]:
    """Codes of goods that lie in the main warehouse, and need neither batch nor serial number."""
    plain = [["batched", "=", False], ["kind", "=", "stock"], ["active", "=", True]]
    return [one["code"] for one in _some(at, "product", plain, limit=many)]


def _entry(at: Camera, label: str) -> Locator:
    return at.page.locator(".ant-dropdown:not(.ant-dropdown-hidden) li").filter(has_text=label)


def counted(at: Camera) -> str:
    """A plan of the shop's shelves, made once, of which the first lines are counted: three of them
    differ from the books."""
    begun = [["state", "=", "confirmed"]]
    if made := _some(at, "count_plan", begun, limit=1):
        return str(made[0]["id"])
    told = {"warehouse": {"code": "CK02"}}
    plan = at.post("/records/count_plan?then=confirm", told)["id"]
    lines = _lines(at, plan)[:18]
    tallies = [
        {"id": str(uuid4()), "code": one["code"], "quantity": _found(one["book_quantity"], number)}
        for number, one in enumerate(lines)
    ]
    at.post(f"/counts/{plan}/tallies", {"tallies": tallies})
    return str(plan)


def _found(books: str, number: int) -> str:
    """As the books say, but for every sixth line."""
    return str(Decimal(books) - (2 if number % 6 == 5 else 0))


def _lines(at: Camera, plan: str) -> list[Any]:
    lines: list[Any] = at.get(f"/counts/{plan}/review")["lines"]
    return lines
