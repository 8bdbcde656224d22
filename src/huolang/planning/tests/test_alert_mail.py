"""Letters about alerts: at once or once a day, each once, through a server that speaks SMTP."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from huolang.kernel import clock
from huolang.kernel.company import acting
from huolang.kernel.people import User
from huolang.planning import alert_mail, alert_news, evaluating
from huolang.planning.tests.test_stock_alerts import limits
from tests.support.client import ApiClient
from tests.support.shop import ZONE, Shop
from tests.support.smtp import MailServer, serving

Client = Callable[..., ApiClient]
PASSWORD = "Tr0mbone opens at 9"


def noon(days: int = 0) -> datetime:
    return datetime.now(ZONE).replace(hour=12) + timedelta(days=days)


def sending_to(shop: Shop, mail: MailServer, **more: Any) -> None:
    values = {
        "mail.host": "127.0.0.1",
        "mail.port": mail.port,
        "mail.security": "none",
        "mail.user": "stock@huolang.example",
        "mail.password": PASSWORD,
        **more,
    }
    shop.ok(shop.client.patch("/settings", {"values": values}))


def addressed(shop: Shop, address: str, **choice: Any) -> None:
    """The administrator of the shop has an address, and chose."""
    User.objects.filter(id=me(shop)).update(email=address, language="zh-hans")
    shop.ok(shop.client.patch("/alerts/mine", choice))


def me(shop: Shop) -> UUID:
    return UUID(shop.ok(shop.client.get("/session"))["user"]["id"])


def evaluated(shop: Shop) -> None:
    with acting(shop.company):
        opened = evaluating.touched(at=clock.now())
        alert_news.tell(opened)
        alert_mail.at_once(opened, at=clock.now())
    alert_mail.send(company=shop.company)


def a_day(shop: Shop, at: datetime) -> None:
    with acting(shop.company):
        alert_mail.daily(at=at)
    alert_mail.send(company=shop.company)


def test_at_once_and_once(shop: Shop) -> None:
    with serving(user="stock@huolang.example", password=PASSWORD) as mail:
        sending_to(shop, mail)
        addressed(shop, "li@huolang.example", mail="once")
        evaluated(shop)
        limits(shop, "S1", ("CK01", "20", None, "0"), ("CK02", "3", None, "0"))

        evaluated(shop)
        evaluated(shop)
        a_day(shop, noon())  # who hears at once gets no letter a day

    (letter,) = mail.letters
    assert letter["To"] == "li@huolang.example"
    assert "stock@huolang.example" in letter["From"]
    assert letter["Date"].datetime.tzinfo is not None and letter["Message-ID"].count("@") == 1
    assert abs(letter["Date"].datetime - clock.now()) < timedelta(minutes=5)
    first = letter.get_content().splitlines()[0]
    assert first == "低于下限 2 项：S1 螺丝 1 号 · 主仓、S1 螺丝 1 号 · 门店"


def test_once_a_day_what_waits(shop: Shop) -> None:
    with serving() as mail:
        sending_to(shop, mail, **{"mail.user": "", "mail.sender": "stock@huolang.example"})
        addressed(shop, "li@huolang.example")
        evaluated(shop)
        limits(shop, "S1", ("CK01", "20", None, "8"), ("CK02", "3", None, "0"))
        evaluated(shop)
        a_day(shop, noon().replace(hour=5))  # before eight
        assert mail.letters == []

        a_day(shop, noon())
        a_day(shop, noon() + timedelta(hours=1))
        place = shop.one("SELECT id::text FROM masters_warehouse WHERE code = 'CK02'")
        addressed(shop, "li@huolang.example", warehouses=[place])
        a_day(shop, noon(1))
        addressed(shop, "li@huolang.example", mail="no")
        a_day(shop, noon(2))

    first, second = (one.get_content() for one in mail.letters)
    told = first.splitlines()[:6]
    assert [told[0], *sorted(told[1:3]), *told[3:]] == [
        "低于下限：2 项",
        "- S1 螺丝 1 号 · 主仓，可用 0，下限 20",
        "- S1 螺丝 1 号 · 门店，可用 0，下限 3",
        "低于安全库存：1 项",
        "- S1 螺丝 1 号 · 主仓，可用 0，安全库存 8",
        "",
    ]
    assert "低于下限：1 项" in second and "门店" in second and "主仓" not in second


def test_a_daily_letter_names_the_first_of_many_and_counts_the_rest(shop: Shop) -> None:
    with serving() as mail:
        sending_to(shop, mail, **{"mail.user": "", "mail.sender": "stock@huolang.example"})
        addressed(shop, "li@huolang.example")
        evaluated(shop)
        for number in range(7):
            shop.product(f"N{number}", limits=[{"warehouse": {"code": "CK01"}, "min_stock": "5"}])
        evaluated(shop)
        a_day(shop, noon())

    lines = mail.letters[0].get_content().splitlines()
    assert lines[0] == "低于下限：7 项" and lines[6] == "- 另有 2 项"
    named = {f"- N{n} 商品 N{n} · 主仓，可用 0，下限 5" for n in range(7)}
    assert len(set(lines[1:6])) == 5 and set(lines[1:6]) < named


def test_what_the_server_does_not_take_is_tried_again_and_said(shop: Shop) -> None:
    with serving(user="stock@huolang.example", password="another") as mail:
        sending_to(shop, mail)
        addressed(shop, "li@huolang.example", mail="once")
        evaluated(shop)
        limits(shop, "S1", ("CK01", "20", None, "0"))
        evaluated(shop)
        told = shop.ok(shop.client.get("/alerts/mine"))
        assert told["failed"] == "535 wrong user or password"
        assert PASSWORD not in str(told)

        mail.password = PASSWORD
        mail.refused.add("li@huolang.example")
        alert_mail.send(company=shop.company)
        assert "550" in shop.ok(shop.client.get("/alerts/mine"))["failed"]

        mail.refused.clear()
        alert_mail.send(company=shop.company)
        alert_mail.send(company=shop.company)

    assert len(mail.letters) == 1
    assert shop.ok(shop.client.get("/alerts/mine"))["failed"] == ""


def test_nobody_is_told_the_password(
    shop: Shop, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with serving() as mail:
        sending_to(shop, mail)
    items = {one["key"]: one for one in shop.ok(shop.client.get("/settings"))["items"]}
    held = items["mail.password"]["value"]
    kept = shop.rows("SELECT value::text FROM kernel_settingvalue WHERE key = 'mail.password'")
    trail = shop.rows("SELECT changes::text FROM kernel_auditentry WHERE form = 'setting'")

    assert held == "••••••" and items["mail.password"]["default"] == ""
    assert PASSWORD not in f"{items} {kept} {trail} {caplog.text}"
    shop.ok(shop.client.patch("/settings", {"values": {"mail.password": held}}))  # as it was
    with acting(shop.company):
        assert alert_mail.mailing.server().password == PASSWORD  # type: ignore[union-attr]
    bad = shop.client.patch("/settings", {"values": {"mail.password": "密码"}})
    assert (bad.status_code, bad.json()["code"]) == (422, "mail.not_ascii")
    assert "密码" not in bad.content.decode().replace("发信密码", "")
    shop.ok(shop.client.patch("/settings", {"values": {"mail.password": ""}}))
    with acting(shop.company):
        assert alert_mail.mailing.server().password == ""  # type: ignore[union-attr]


def test_what_cannot_be_chosen_is_refused(shop: Shop, client: Client) -> None:
    before = shop.ok(shop.client.get("/alerts/mine"))
    way = shop.client.patch("/alerts/mine", {"mail": "hourly"})
    place = shop.client.patch("/alerts/mine", {"warehouses": [shop.ids["S1"]]})
    stranger = client("sales").get("/alerts/mine")

    assert (way.status_code, way.json()["code"]) == (422, "stock_alert.unknown_mail")
    assert (place.status_code, place.json()["code"]) == (422, "stock_alert.unknown_warehouse")
    assert stranger.status_code == 403
    assert shop.ok(shop.client.get("/alerts/mine")) == before
