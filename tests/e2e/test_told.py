"""The bell rings while somebody works at something else, and leads to what it is about."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from playwright.sync_api import expect

from huolang.kernel import reactions
from tests.e2e.desk import Desk
from tests.e2e.serving import Clerk, Served
from tests.support import databases

pytestmark = pytest.mark.browser


def read_on(served: Served, clerk: Clerk) -> None:
    """What the worker does after the commit."""

    def work() -> None:
        with databases.using(served.database):
            reactions.react(company=clerk.company_id)
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as apart:
        apart.submit(work).result()


def test_a_word_to_a_colleague_rings_at_their_desk_without_a_reload(
    desk: Callable[..., Desk], served: Served
) -> None:
    boss = served.hire("消息五金")
    seller = served.employ(boss, "sales", "钱销售")
    client = served.client(boss)
    product = {"code": "S1", "name": "螺丝", "unit": {"code": "PCS"}, "tax_rate": "13"}
    made = client.post("/records/product", product)
    assert made.status_code == 201, made.content
    at = desk(seller)
    at.log_in()
    expect(at.page.get_by_role("button", name="消息，0 条未读")).to_be_visible()
    at.menu("商品")

    called = [one["id"] for one in client.get("/comments/product").json()["items"]]
    said = {"text": "@钱销售 这个停产了", "mentions": called}
    answer = client.post(f"/comments/product/{made.json()['id']}", said)
    assert answer.status_code == 201, answer.content
    read_on(served, boss)

    at.page.get_by_role("button", name="消息，1 条未读").click()
    at.page.get_by_text("赵会计 在商品 S1 螺丝 的评论中提到了您").click()
    expect(at.page.get_by_text("@钱销售 这个停产了")).to_be_visible()
    expect(at.page.get_by_role("button", name="消息，0 条未读")).to_be_visible()
    at.page.get_by_label("写评论").press_sequentially("@赵")
    at.page.get_by_role("menuitem", name="赵会计").click()
    at.page.get_by_label("写评论").press_sequentially("好的")
    at.page.get_by_role("button", name="发送").click()
    expect(at.page.get_by_label("写评论")).to_have_value("")
    expect(at.page.get_by_text("@赵会计 好的")).to_be_visible()
    read_on(served, boss)
    assert client.get("/notifications").json()["unread"] == 1
