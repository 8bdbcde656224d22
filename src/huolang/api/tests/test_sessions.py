"""A person sees where they are logged in, and ends it from elsewhere."""

from huolang.api.tests.test_login import WORD, Browser, zhang
from huolang.kernel import tokens
from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import acting
from tests.support.client import ApiClient

__all__ = ["zhang"]


def test_a_person_sees_where_they_are_logged_in_and_ends_it_from_elsewhere(zhang, company, person):
    office, home, stranger = Browser("10.0.0.7"), Browser("10.0.0.8"), Browser("10.0.0.9")
    li = person("sales", username="lisi")
    li.set_password(WORD)
    li.save()
    for browser, name in ((office, "zhangsan"), (home, "zhangsan"), (stranger, "lisi")):
        assert browser.log_in(name).status_code == 200

    def sessions(browser):
        return browser.client.get("/api/v1/sessions").json()["items"]

    assert [(one["ip"], one["current"]) for one in sessions(home)] == [
        ("10.0.0.8", True),
        ("10.0.0.7", False),
    ]
    there = sessions(home)[1]["id"]
    for browser, key in ((stranger, there), (home, 10**30), (home, "x"), (home, "-1")):
        path = f"/api/v1/sessions/{key}"
        assert browser.client.delete(path, headers=browser.csrf()).status_code == 404
    assert office.session().status_code == 200
    ended = home.client.delete(f"/api/v1/sessions/{there}", headers=home.csrf())
    assert ended.status_code == 204
    assert office.session().status_code == 401
    assert [one["ip"] for one in sessions(home)] == ["10.0.0.8"]
    assert stranger.session().status_code == 200
    with acting(company.id):
        told = AuditEntry.objects.get(action="end_session")
        assert (told.record, told.changes["ip"]) == (zhang.id, ["10.0.0.7", None])


def test_a_person_ends_every_session_but_the_one_they_ask_from(zhang, company, person):
    here, office, phone, stranger = (Browser(f"10.0.0.{last}") for last in (8, 7, 6, 9))
    li = person("sales", username="lisi")
    li.set_password(WORD)
    li.save()
    for browser in (office, phone, here):
        assert browser.log_in().status_code == 200
    assert stranger.log_in("lisi").status_code == 200

    for _again in range(2):
        ended = here.client.delete("/api/v1/sessions", headers=here.csrf())
        assert ended.status_code == 204

    assert [one.session().status_code for one in (here, office, phone, stranger)] == [
        *(200, 401, 401, 200)
    ]
    with acting(company.id):
        told = AuditEntry.objects.filter(action="end_session").order_by("id")
        assert [one.changes["ip"] for one in told] == [["10.0.0.7", None], ["10.0.0.6", None]]
        token = tokens.issue(zhang, name="备份", company=None)
    assert ApiClient(token).delete("/sessions").status_code == 204
    assert here.session().status_code == 401


def test_a_token_of_one_company_sees_no_sessions(zhang, company):
    with acting(company.id):
        token = tokens.issue(zhang, name="网店", company=company.id)
    assert ApiClient(token).get("/sessions").json()["code"] == "auth.forbidden"
    assert ApiClient(token).delete("/sessions").json()["code"] == "auth.forbidden"
