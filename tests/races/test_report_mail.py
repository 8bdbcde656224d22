"""Several workers see at once that a report is due: one letter to each reader, and only one."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from huolang.kernel import clock
from huolang.kernel.company import acting
from huolang.kernel.people import User
from huolang.reports import report_mail
from huolang.reports.report_mail import ReportMail
from tests.support.live import LiveCompany
from tests.support.shop import Shop
from tests.support.smtp import serving

pytestmark = pytest.mark.race

LETTERS = "SELECT count(*), count(sent_at), max(tries) FROM reports_reportmail"


def test_workers_at_once_send_each_letter_once(
    live_company: LiveCompany, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = shop.ok(shop.client.get("/report-schedules/recipients/stock_balance"))["items"]
    mine = people[0]["id"]
    User.objects.filter(id=mine).update(email="boss@huolang.example")
    with serving() as mail:
        values = {"mail.host": "127.0.0.1", "mail.port": mail.port, "mail.security": "none"}
        values |= {"mail.sender": "stock@huolang.example"}
        shop.ok(shop.client.patch("/settings", {"values": values}))
        told = {"report": "stock_balance", "rhythm": "daily", "recipients": [mine]}
        for hour in (7, 8):
            body = {**told, "name": f"{hour} 点", "hour": hour}
            shop.ok(shop.client.post("/report-schedules", body), 201)
        tomorrow = datetime.now(UTC) + timedelta(days=1, hours=1)
        monkeypatch.setattr(clock, "now", lambda: tomorrow)

        def work(_n: int) -> Any:
            with acting(live_company.id):
                report_mail.look(at=clock.now())
                keys = list(ReportMail.objects.values_list("id", flat=True))
            for key in keys:
                report_mail.send(company=live_company.id, mail=str(key))
            return len(keys)

        assert all(isinstance(one, int) for one in live_company.together(6, work))
        work(0)

    assert shop.rows(LETTERS) == [(2, 2, 1)]
    assert set(Counter(one["Message-ID"] for one in mail.letters).values()) == {1}
    assert len(mail.letters) == 2
