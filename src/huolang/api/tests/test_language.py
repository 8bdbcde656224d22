"""The language that somebody is written to in is the one that they chose themselves."""

from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import acting
from huolang.kernel.people import User


def test_who_chooses_a_language_is_written_to_in_it(company, client):
    seller = client("sales")
    before = seller.get("/session").json()["user"]

    chosen = [seller.send("PUT", "/session/language", {"language": "en"}) for _ in range(2)]
    refused = [
        seller.send("PUT", "/session/language", body).status_code
        for body in ({"language": "fr"}, {}, {"language": "en", "user": before["id"]}, [])
    ]

    assert (before["language"], [one.status_code for one in chosen]) == ("", [204, 204])
    assert refused == [422, 422, 422, 422]
    assert seller.get("/session").json()["user"] == {**before, "language": "en"}
    assert User.objects.get(id=before["id"]).language == "en"
    assert User.objects.exclude(id=before["id"]).exclude(language="").count() == 0
    with acting(company.id):
        traces = AuditEntry.objects.filter(form="user", record=before["id"], action="change")
        assert [one.changes for one in traces] == [{"language": [None, "en"]}]
