"""消息 over HTTP: one's own, and nobody else's; read, unread, wanted."""

import pytest
from django.db.utils import ProgrammingError

from huolang.kernel import notifications, sql
from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import acting
from huolang.kernel.notifications import Notification
from huolang.kernel.tokens import Token, digest

NOBODYS = "00000000-0000-7000-8000-000000000000"


def who(client):
    return Token.objects.get(digest=digest(client.token)).user_id


def tell(client, company, *titles):
    with acting(company.id):
        for title in titles:
            data = {"title": title, "said": ""}
            notifications.tell([who(client)], "job.done", key=title, path="/jobs", data=data)


def listed(client, query=""):
    found = client.get(f"/notifications{query}").json()
    return [(one["text"], one["read"]) for one in found["items"]], found["unread"]


def test_what_one_is_told_is_read_and_unread_again(client, company):
    me, colleague = client("sales"), client("sales")
    tell(me, company, "一", "二", "三")
    tell(colleague, company, "别人的")
    first = me.get("/notifications?limit=2").json()

    assert [one["text"] for one in first["items"]] == ["“三”已完成", "“二”已完成"]
    assert (first["unread"], first["items"][0]["path"]) == (3, "/jobs")
    rest = me.get(f"/notifications?cursor={first['next']}").json()
    assert ([one["text"] for one in rest["items"]], rest["next"]) == (["“一”已完成"], None)
    until = {"until": first["items"][1]["id"]}
    assert me.post("/notifications/read", until).json() == {"unread": 1}
    assert listed(me, "?unread=true") == ([("“三”已完成", False)], 1)
    named = {"ids": [first["items"][1]["id"]], "read": False}
    assert me.post("/notifications/read", named).json() == {"unread": 2}
    assert listed(colleague) == ([("“别人的”已完成", False)], 1)


def test_it_is_said_in_the_language_of_the_reader(client, company):
    me = client("sales", language="en")
    tell(me, company, "Labels")

    told = me.get("/notifications").json()["items"][0]

    assert (told["text"], told["kind_label"]) == ("“Labels” is done", "A job of mine is done")


def test_nobody_reads_or_marks_what_another_was_told(client, company, other_company):
    me, colleague = client("sales"), client("admin")
    stranger = client("admin", company=other_company)
    tell(me, company, "一")
    mine = me.get("/notifications").json()["items"][0]["id"]

    for other in (colleague, stranger):
        assert listed(other) == ([], 0)
        for mark in ({"ids": [mine]}, {"until": mine}):
            assert other.post("/notifications/read", mark).json() == {"unread": 0}
    assert listed(me) == ([("“一”已完成", False)], 1)


def test_row_level_security_keeps_them_in_their_company(client, company, other_company):
    me = client("sales")
    tell(me, company, "一")

    with acting(other_company.id):
        told = sql.run("UPDATE kernel_notification SET read_at = now() RETURNING id").fetchall()
        assert told == []
        with pytest.raises(ProgrammingError, match="row-level security"):
            Notification.objects.create(
                company_id=company.id, person=who(me), kind="job.done", key="混进来的"
            )


def test_each_says_what_they_want_to_hear_and_the_audit_tells(client, company):
    me = client("sales")
    kinds = me.get("/notifications/kinds").json()["items"]

    assert {one["wanted"] for one in kinds} == {True}
    assert {one["kind"] for one in kinds} >= {
        *("job.done", "job.failed", "comment.mentioned", "books.differ"),
        *("stock_alert.below", "stock_alert.expired", "stock_alert.late_sale"),
    }
    answer = me.patch("/notifications/kinds", {"wanted": {"job.done": False}}).json()["items"]
    assert [one["kind"] for one in answer if not one["wanted"]] == ["job.done"]
    tell(me, company, "一")
    assert listed(me) == ([], 0)
    with acting(company.id):
        told = AuditEntry.objects.get(form="preference")
        assert told.changes == {"notifications.unwanted": [None, ["job.done"]]}


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "/notifications/read", {}, "ids"),
        ("POST", "/notifications/read", {"ids": [NOBODYS], "until": NOBODYS}, "ids"),
        ("POST", "/notifications/read", {"ids": ["x"]}, "ids.0"),
        ("POST", "/notifications/read", {"ids": [], "read": "ja"}, "read"),
        ("PATCH", "/notifications/kinds", {"wanted": {"job.lost": True}}, "wanted.job.lost"),
        ("PATCH", "/notifications/kinds", {"wanted": {"job.done": "no"}}, "wanted.job.done"),
    ],
)
def test_bad_input_is_refused_at_its_field(client, company, method, path, body, field):
    me = client("sales")
    tell(me, company, "一")

    answer = me.send(method, path, body)

    assert answer.status_code == 422, answer.content
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert listed(me) == ([("“一”已完成", False)], 1)


def test_the_bell_asks_few_statements(client, company, statements):
    me = client("sales")
    tell(me, company, *(str(count) for count in range(30)))

    with statements() as seen:
        me.get("/notifications?limit=8")

    asked = [one for one in seen if "kernel_notification" in one]
    assert len(asked) <= 4, asked
