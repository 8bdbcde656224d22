"""Two people who import the same things at the same time."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.integrations import parts
from huolang.kernel import background
from huolang.kernel.company import acting
from huolang.masters.product import Product
from tests.support.importing import Importer, text, work_off
from tests.support.live import LiveCompany
from tests.support.shop import Shop

pytestmark = pytest.mark.race

HEAD = ["编码", "名称", "基本单位"]
CODES = [f"D{n:03}" for n in range(40)]


def file(codes: list[str], name: str) -> bytes:
    return text(HEAD, *([code, f"{name}{code}", "PCS"] for code in codes))


@pytest.mark.parametrize("atomic", [False, True])
def test_the_same_codes_from_two_files_are_made_once(
    live_company: LiveCompany, shop: Shop, atomic: bool
) -> None:
    person = Importer(shop.client, live_company.id)
    files = [file(CODES, "甲"), file(list(reversed(CODES)), "乙")]
    checked = [person.check(person.upload("product", one), atomic=atomic) for one in files]
    assert [one["refused"] for one in checked] == [0, 0], "each alone is fine"

    ended: list[dict[str, Any]] = live_company.together(2, lambda n: person.start(checked[n]))

    with acting(live_company.id):
        names = dict(Product.objects.filter(code__in=CODES).values_list("code", "name"))
    assert sorted(names) == CODES
    assert sum(one["created"] for one in ended) == len(CODES), "none twice, none lost"
    for one, name in zip(ended, "甲乙", strict=True):
        mine = sum(made == f"{name}{code}" for code, made in names.items())
        assert one["created"] == mine
        faults = person.faults(one)
        assert {code for _row, _column, code in faults} <= {"field.taken"}
        assert len(faults) == one["refused"] == len(CODES) - mine
    if atomic:
        assert sorted(one["created"] for one in ended) == [0, len(CODES)]
        assert sorted(one["state"] for one in ended) == ["done", "refused"]


def test_an_import_of_all_or_nothing_is_stopped_at_once_and_can_be_started_again(
    live_company: LiveCompany, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in ("S1", "S2", "S3"):
        shop.product(code, f"螺丝 {code}", purchase_price="2.5")
    head = ["单据编号", "供应商", "仓库", "商品", "数量", "单位", "单价"]
    lines = [
        [f"SH{n:02}", "P1", "CK01", product, "10", "PCS", "2.5"]
        for n in range(6)
        for product in ("S1", "S2", "S3")
    ]
    person = Importer(shop.client, live_company.id)
    run = person.upload("purchase_receipt", text(head, *lines))
    checked = person.check(run, atomic=True, confirm=True)
    assert (checked["state"], checked["refused"]) == ("checked", 0)
    job: str = shop.client.post(f"/imports/{run['id']}/start").json()["job"]["id"]
    before = shop.everything()
    answers = list[Any]()

    def told(beside: background.Beside, done: int, note: Any = background.Beside.note) -> None:
        """In the middle of its one transaction, whoever stops it gets an answer."""
        if not answers:
            stop = lambda _: shop.client.post(f"/jobs/{job}/cancel")  # noqa: E731
            answers.extend(live_company.together(1, stop))
        note(beside, done)

    monkeypatch.setattr(parts, "TOGETHER", 2)
    monkeypatch.setattr(background, "BETWEEN", 0)
    monkeypatch.setattr(background.Beside, "note", told)
    ended = work_off(live_company.id, job)

    assert [one.status_code for one in answers] == [200]
    assert answers[0].json()["state"] == ended["state"] == "cancelled"
    stopped = shop.client.get(f"/imports/{run['id']}").json()
    assert (stopped["state"], stopped["created"]) == ("stopped", 0)
    assert shop.everything() == before, "nothing of it is there"

    assert shop.client.post(f"/jobs/{job}/retry").status_code == 200
    assert work_off(live_company.id, job)["state"] == "done"
    assert shop.client.get(f"/imports/{run['id']}").json()["created"] == 6
    assert shop.stock("S1")["on_hand"] == "60"
    assert shop.differences() == []


def test_a_file_without_numbers_that_two_send_at_once_is_entered_once(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("S1", "螺丝", purchase_price="2.5")
    head = ["日期", "供应商", "仓库", "商品", "数量", "单价"]
    content = text(head, *(["2026-01-05", "P1", "CK01", "S1", n, 2] for n in range(1, 6)))
    person = Importer(shop.client, live_company.id)
    runs = [person.upload("purchase_order", content) for _ in range(2)]
    checked = [person.check(one, separate=True) for one in runs]
    assert [one["refused"] for one in checked] == [0, 0]

    ended: list[dict[str, Any]] = live_company.together(2, lambda n: person.start(checked[n]))

    assert sorted(one["created"] for one in ended) == [0, 5]
    assert shop.one("SELECT count(*) FROM purchasing_purchaseorder") == 5
