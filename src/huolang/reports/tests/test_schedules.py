"""Reports sent by mail again and again: once for each slot and reader, as they may see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from huolang.kernel import clock
from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import Company, acting
from huolang.kernel.people import Membership, User
from huolang.reports import nightly, report_letter, report_mail
from huolang.reports.report_mail import ReportMail
from huolang.reports.rhythm import Rhythm
from huolang.reports.schedule import ReportSchedule
from tests.support.client import ApiClient
from tests.support.shop import ZONE, Shop, line, today
from tests.support.smtp import MailServer, serving

Person = Callable[..., User]
STOCK = {"report": "stock_balance", "asked": {"view": "product", "sort": "-value"}}


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """`at(moment)`: what the clock says from now on."""

    def say(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return say


def me(shop: Shop) -> User:
    return User.objects.get(id=shop.ok(shop.client.get("/session"))["user"]["id"])


def sending_to(shop: Shop, mail: MailServer) -> None:
    User.objects.filter(id=me(shop).id).update(email="boss@huolang.example", language="zh-hans")
    values = {"mail.host": "127.0.0.1", "mail.port": mail.port, "mail.security": "none"}
    values |= {"mail.sender": "stock@huolang.example"}
    shop.ok(shop.client.patch("/settings", {"values": values}))


def kept(shop: Shop, *people: User, **fields: Any) -> dict[str, Any]:
    """A schedule of every morning at eight, for these people and its owner."""
    told = {"name": "每日库存", **STOCK, "rhythm": "daily", "hour": 8, **fields}
    told["recipients"] = [str(one.id) for one in (me(shop), *people)]
    return shop.ok(shop.client.post("/report-schedules", told), 201)


def morning(days: int = 1, hour: int = 8) -> datetime:
    return datetime.now(ZONE).replace(hour=hour, minute=1) + timedelta(days=days)


def worked(shop: Shop) -> None:
    """What the worker does every five minutes."""
    nightly.look_at_schedules()
    with acting(shop.company):
        waiting = report_mail._waiting().filter(next_at__lte=clock.now()).order_by("id")
        keys = list(waiting.values_list("id", flat=True))
    for key in keys:
        report_mail.send(company=shop.company, mail=str(key))


def outcome(shop: Shop, made: dict[str, Any]) -> list[tuple[str, str]]:
    items = shop.ok(shop.client.get(f"/report-schedules/{made['id']}/letters"))["items"]
    return [(one["state"], one["why"]) for one in items]


def opened(letter: Any) -> list[list[Any]]:
    (file,) = letter.iter_attachments()
    book = CalamineWorkbook.from_filelike(BytesIO(file.get_content()))
    return book.get_sheet_by_index(0).to_python()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_what_falls_on_a_day_that_a_month_lacks_comes_on_its_last() -> None:
    monthly = Rhythm(kind="monthly", day=31, hour=8)
    weekly = Rhythm(kind="weekly", day=1, hour=7)
    workdays = Rhythm(kind="workdays", day=0, hour=18)

    def after(rhythm: Rhythm, text: str) -> str:
        found = rhythm.after(moment(text), "Asia/Shanghai").astimezone(ZONE)
        return f"{found:%Y-%m-%d %H:%M}"

    assert after(monthly, "2027-01-31 07:59") == "2027-01-31 08:00"
    assert after(monthly, "2027-01-31 08:00") == "2027-02-28 08:00"
    assert after(monthly, "2028-02-01 08:00") == "2028-02-29 08:00"
    assert after(monthly, "2027-02-28 08:00") == "2027-03-31 08:00"
    assert monthly.latest(moment("2027-03-30 12:00"), "Asia/Shanghai") == moment("2027-02-28 08:00")
    assert after(weekly, "2027-01-04 07:00") == "2027-01-11 07:00"  # a Monday
    assert after(workdays, "2027-01-08 18:00") == "2027-01-11 18:00"  # a Friday
    assert after(Rhythm(kind="daily", day=0, hour=0), "2027-01-08 23:59") == "2027-01-09 00:00"


def each_sees_their_own(first: Any, second: Any) -> None:
    """One with costs, in Chinese; one without, in English, though it was to be sorted by them."""
    boss, theirs = opened(first), opened(second)
    assert boss[5][-3:] == ["多单位", "单位成本", "结存金额"]
    assert [(row[0], row[4], row[-1]) for row in boss[6:]] == [
        ("S2 螺丝 2 号", 3, 3001.5),
        ("S1 螺丝 1 号", 10, 40),
        ("合计", 13, 3041.5),
    ]
    assert theirs[0][:2] == ["Stock balance", "By product"]
    assert theirs[5] == ["Product", "Spec", "Product category", "Unit", "Closing quantity", "Units"]
    assert [(row[0], *row[4:]) for row in theirs[6:]] == [
        ("S1 螺丝 1 号", 10, ""),
        ("S2 螺丝 2 号", 3, ""),
        ("Total", 13, ""),
    ]
    text = first.get_body().get_content()
    assert text.splitlines()[4:7] == ["共 2 行", "结存数量：13", "结存金额：3,041.50"]
    assert "3,041" not in second.get_body().get_content()


def test_each_gets_what_they_may_see_once(
    shop: Shop, person: Person, at: Callable[[datetime], None], company: Company
) -> None:
    seller = person("sales", email="seller@huolang.example", language="en", name="Wang")
    shop.make("purchase_receipt", line("S1", 10, 4))
    shop.make("purchase_receipt", line("S2", 3, "1000.5"))
    with serving() as mail:
        sending_to(shop, mail)
        told = kept(shop, seller)
        worked(shop)
        assert mail.letters == []  # its first slot is after its making

        at(morning())
        worked(shop)
        at(morning(1, hour=20))
        worked(shop)
        Membership.objects.filter(user=seller).update(roles=[])
        at(morning(2))
        worked(shop)
        Membership.objects.filter(user=seller).update(is_active=False)
        at(morning(3))
        worked(shop)

    each_sees_their_own(*mail.letters[:2])
    assert [one["To"].partition("@")[0] for one in mail.letters] == [
        "boss",
        "seller",
        "boss",
        "boss",
    ]
    assert len({one["Message-ID"] for one in mail.letters}) == 4
    assert outcome(shop, told)[:2] == [("sent", ""), ("failed", "gone")]
    assert outcome(shop, told)[2:] == [("sent", ""), ("failed", "forbidden"), *[("sent", "")] * 2]
    assert [one["text"] for one in shop.ok(shop.client.get("/notifications"))["items"]] == [
        "定时报表“每日库存”没有发给 Wang：收件人已停用或不在本公司",
        "定时报表“每日库存”没有发给 Wang：收件人没有权限",
    ]


def test_what_is_not_taken_is_tried_later_and_of_what_was_missed_the_last_is_sent(
    shop: Shop, at: Callable[[datetime], None]
) -> None:
    with serving() as mail:
        sending_to(shop, mail)
        told = kept(shop)
    at(morning())
    worked(shop)  # nobody listens any more
    worked(shop)
    assert outcome(shop, told) == [("waiting", "not_taken")]
    at(morning() + timedelta(minutes=6))
    worked(shop)
    at(morning(4))  # a standstill of three days
    with serving() as mail:
        sending_to(shop, mail)
        mail.refused.add("boss@huolang.example")
        worked(shop)
        mail.refused.clear()
        at(morning(4) + timedelta(minutes=6))
        worked(shop)
        worked(shop)

    items = shop.ok(shop.client.get(f"/report-schedules/{told['id']}/letters"))["items"]
    assert [(one["state"], one["why"], one["tries"]) for one in items] == [
        ("sent", "", 2),
        ("failed", "superseded", 2),
    ]
    slots = [datetime.fromisoformat(one["slot"]).astimezone(ZONE) for one in items]
    assert slots[0] == morning(4).replace(minute=0, second=0, microsecond=0)
    assert len(mail.letters) == 1
    assert shop.ok(shop.client.get("/report-schedules"))["items"][0]["letters"] == items[:1]


def test_who_was_killed_over_a_letter_gives_it_back_and_sends_it_no_more(
    shop: Shop, at: Callable[[datetime], None], company: Company
) -> None:
    with serving() as mail:
        sending_to(shop, mail)
        told = kept(shop)
        at(morning())
        nightly.look_at_schedules()
        with acting(company.id):
            key, row = ReportMail.objects.get().id, ReportSchedule.objects.get()
            taken = report_mail._take(key, clock.now())
        worked(shop)
        assert mail.letters == []  # somebody has it in hand
        written = report_letter.write(row, row.owner, company=company.id, at=clock.now())

        at(morning() + report_mail.LEASE)
        worked(shop)
        with acting(company.id):
            server = report_mail.mailing.server()
            assert taken is not None and server is not None
            report_mail._hand_over(taken, written, server)  # it was only slow

    assert [one["Message-ID"] for one in mail.letters] == [f"<{key}@huolang.example>"]
    assert outcome(shop, told) == [("sent", "")]


def test_a_letter_says_what_is_wrong_and_what_is_too_much(
    shop: Shop, at: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch, company: Company
) -> None:
    shop.make("purchase_receipt", line("S1", 10, 4), line("S2", 1, 4))
    with serving() as mail:
        sending_to(shop, mail)
        told = kept(shop)
        broken = kept(shop, name="坏的")
        across = kept(shop, name="分仓", report="stock_by_warehouse", asked={})
        with acting(company.id):
            ReportSchedule.objects.filter(id=broken["id"]).update(asked={"colour": "red"})
            closed = {"columns": "product,at_a_place_that_is_empty_by_now"}
            ReportSchedule.objects.filter(id=across["id"]).update(asked=closed)
        monkeypatch.setattr(report_letter, "MOST_ROWS", 1)
        at(morning())
        worked(shop)

    letter, other = mail.letters
    assert "分仓" in other["Subject"] and outcome(shop, across) == [("sent", "")]
    assert list(letter.iter_attachments()) == []
    assert "共 2 行" in letter.get_content() and "文件太大" in letter.get_content()
    assert outcome(shop, told) == [("sent", "")]
    assert outcome(shop, broken) == [("failed", "invalid")]
    shown = {one["id"]: one for one in shop.ok(shop.client.get("/report-schedules"))["items"]}
    assert shown[broken["id"]]["problem"] == "没有这个字段：colour"
    assert shown[broken["id"]]["letters"][0]["said"] == "没有这个字段：colour"


def test_what_is_gone_or_hidden_from_its_reader_is_said_by_its_name(
    shop: Shop, person: Person, at: Callable[[datetime], None]
) -> None:
    keeper = person("warehouse", email="cang@huolang.example")
    shop.make("purchase_receipt", line("S1", 10, 4))
    yard = shop.warehouse("CK09", "旧院子")
    amounts = {"view": "pivot", "rows": "product", "across": "partner", "figure": "net"}
    with serving() as mail:
        sending_to(shop, mail)
        placed = kept(shop, name="院子", report="sales", asked={"warehouse": yard})
        money = kept(shop, keeper, name="采购", report="purchases", asked=amounts)
        assert shop.client.delete(f"/records/warehouse/{yard}", etag="*").status_code == 204
        at(morning())
        worked(shop)

    assert [one["Subject"].partition("：")[2][:2] for one in mail.letters] == ["采购"]
    shown = {one["id"]: one for one in shop.ok(shop.client.get("/report-schedules"))["items"]}
    assert shown[placed["id"]]["problem"] == "仓库 （已删除）"
    told = {one["person"]["id"]: one for one in shown[money["id"]]["letters"]}
    assert (told[str(keeper.id)]["why"], told[str(keeper.id)]["said"]) == (
        "forbidden",
        "数值：不含税金额",
    )
    assert told[str(me(shop).id)]["state"] == "sent"
    (gone,) = shown[placed["id"]]["letters"]
    assert (gone["why"], gone["said"]) == ("invalid", "仓库 （已删除）")


def test_at_once_to_its_owner_alone_a_few_times_an_hour(shop: Shop, person: Person) -> None:
    seller = person("sales", email="seller@huolang.example")
    asked = {"view": "product", "period": "last_month"}
    path = "/report-schedules"
    with serving() as mail:
        sending_to(shop, mail)
        told = kept(shop, seller, report="sales", asked=asked, rhythm="monthly", day=1)
        for _ in range(10):
            shop.ok(shop.client.post(f"{path}/{told['id']}/send", {}))
        often = shop.client.post(f"{path}/{told['id']}/send", {})
        worked(shop)

    assert {one["To"] for one in mail.letters} == {"boss@huolang.example"}
    last = today().replace(day=1) - timedelta(days=1)
    days = f"{last.replace(day=1)} – {last}"
    assert told["facts"] == [{"label": "期间", "text": f"上月（{days}）"}]
    assert mail.letters[0]["Subject"] == f"红旗五金：每日库存 {days}"
    assert (often.status_code, often.json()["code"]) == (429, "report_schedule.too_often")
    assert len(mail.letters) == 10 == len(outcome(shop, told))
    User.objects.filter(id=me(shop).id).update(email="")
    bare = shop.client.post(f"{path}/{told['id']}/send", {})
    shop.ok(shop.client.patch("/settings", {"values": {"mail.host": ""}}))
    mute = shop.client.post(f"{path}/{told['id']}/send", {})
    assert [one.json()["code"] for one in (bare, mute)] == [
        "report_schedule.no_address",
        "report_schedule.no_server",
    ]
    assert len(outcome(shop, told)) == 10


def everything(company: Company) -> tuple[list[Any], list[Any], int]:
    with acting(company.id):
        rows = list(ReportSchedule.objects.order_by("id").values())
        return rows, list(ReportMail.objects.values()), AuditEntry.objects.count()


def test_what_is_wrong_or_somebody_elses_moves_nothing(
    shop: Shop,
    client: Callable[..., ApiClient],
    person: Person,
    company: Company,
    other_company: Company,
) -> None:
    nobody = person(email="x@huolang.example")
    abroad = person("admin", company=other_company)
    with serving() as mail:
        sending_to(shop, mail)
    told = kept(shop)
    before = everything(company)

    def refused(**fields: Any) -> tuple[int, str, str]:
        body = {"name": "周报", **STOCK, "rhythm": "weekly", "day": 1, "hour": 8, **fields}
        answers = [shop.client.post("/report-schedules", body)]
        if "report" not in fields:
            path = f"/report-schedules/{told['id']}"
            answers.append(shop.client.patch(path, {"rhythm": "weekly", "day": 1, **fields}))
        found = {
            (one.status_code, one.json()["code"], one.json()["errors"][0]["field"])
            for one in answers
        }
        (one,) = found
        return one

    assert refused(name="  ") == (422, "validation", "name")
    assert refused(report="salads")[:2] == (404, "report.not_found")
    assert refused(asked={"colour": "red"}) == (422, "field.unknown", "asked.colour")
    assert refused(rhythm="hourly") == (422, "field.not_an_option", "rhythm")
    assert refused(day=8) == (422, "report_schedule.bad_day", "day")
    assert refused(rhythm="daily", day=1) == (422, "report_schedule.bad_day", "day")
    assert refused(hour=24) == (422, "validation", "hour")
    for stranger in (nobody, abroad):
        answer = refused(recipients=[str(stranger.id)])
        assert answer == (422, "report_schedule.not_a_reader", "recipients")
    for who in (client("admin"), client("admin", company=other_company)):
        path = f"/report-schedules/{told['id']}"
        assert shop.ok(who.get("/report-schedules"))["items"] == []
        answers = [who.get(f"{path}/letters"), who.patch(path, {"name": "改"})]
        answers += [who.delete(path), who.post(f"{path}/send", {})]
        assert {one.status_code for one in answers} == {404}
    seller = client("sales")
    body = {"name": "毛利", "report": "gross_margin", "rhythm": "daily", "hour": 8}
    assert seller.post("/report-schedules", body).status_code == 403
    assert seller.get("/report-schedules/recipients/gross_margin").status_code == 403
    assert everything(company) == before


def test_it_is_changed_paused_and_taken_away_and_the_audit_tells(
    shop: Shop, person: Person, at: Callable[[datetime], None], company: Company
) -> None:
    seller = person("sales", email="s@huolang.example", name="王销售")
    with serving() as mail:
        sending_to(shop, mail)
    offered = shop.ok(shop.client.get("/report-schedules/recipients/stock_balance"))
    named = {one["name"]: (one["reachable"], len(one)) for one in offered["items"]}
    assert named["王销售"] == (True, 3) and offered["sends"] is True
    told = kept(shop, seller)
    path = f"/report-schedules/{told['id']}"
    at(morning())
    worked(shop)  # nobody listens

    fixed = shop.ok(shop.client.patch(path, {"asked": {"until": "2026-01-31"}}))
    assert (told["fixed_days"], fixed["fixed_days"]) == (False, True)
    assert fixed["facts"] == [{"label": "结存日期", "text": "2026-01-31"}]
    assert fixed["next"] == told["next"] or datetime.fromisoformat(fixed["next"]) > clock.now()
    shop.ok(shop.client.patch(path, {"recipients": [str(me(shop).id)]}))
    assert outcome(shop, told) == [("waiting", "not_taken"), ("failed", "stopped")]
    paused = shop.ok(shop.client.patch(path, {"active": False}))
    assert paused["next"] is None
    assert outcome(shop, told) == [("failed", "stopped")] * 2
    at(morning(9))
    worked(shop)
    again = shop.ok(shop.client.patch(path, {"active": True}))
    assert datetime.fromisoformat(again["next"]).astimezone(ZONE).date() == morning(10).date()
    worked(shop)
    assert len(outcome(shop, told)) == 2
    assert shop.client.delete(path).status_code == 204
    with acting(company.id):
        trail = AuditEntry.objects.filter(form="report_schedule").order_by("id")
        assert [one.action for one in trail] == ["create", *["change"] * 4, "delete"]
        assert trail[1].changes == {"asked": [STOCK["asked"], {"until": "2026-01-31"}]}
        assert (ReportSchedule.objects.count(), ReportMail.objects.count()) == (0, 0)
