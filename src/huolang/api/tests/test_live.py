"""Who follows is seen like any caller; the answer says whose stream it is."""

from huolang.api.streams import FOLLOWS
from huolang.kernel import live, sql
from huolang.kernel.company import acting
from tests.support.client import ApiClient


def test_a_stream_is_that_of_the_caller_in_their_company(client, company, other_company):
    me = client("sales")

    answer = me.get("/events")

    assert answer["Content-Type"] == "text/event-stream"
    company_id, person = answer[FOLLOWS].split("/")
    assert (company_id, len(person)) == (str(company.id), 32)
    stranger = ApiClient(me.token, company=other_company.id).get("/events")
    assert (stranger.status_code, FOLLOWS in stranger) == (403, False)
    nobody = ApiClient().get("/events")
    assert (nobody.status_code, FOLLOWS in nobody) == (401, False)


def test_a_hint_is_for_its_company_and_its_people_only(person, company, monkeypatch):
    told = []
    monkeypatch.setattr(sql, "run", lambda statement, bound: told.append(bound))
    me = person("sales")

    with acting(company.id):
        live.tell(live.NOTIFICATIONS, [me.id, me.id])
        live.tell(live.NOTIFICATIONS, [])

    assert told == [["huolang_live", f"{{{company.id}/{me.id.hex}/notifications}}"]]
