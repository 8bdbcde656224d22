"""Views that people keep: their own, and those shared with a role of theirs."""

import pytest

from huolang.kernel import saved_views
from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import acting
from huolang.kernel.saved_views import SavedView

LATE = {"path": "/records/sales_order", "search": "?state=confirmed&q=%E6%96%B0", "name": "待发货"}


@pytest.fixture
def seller(client):
    return client("sales")


def keep(client, **fields):
    answer = client.post("/views", {**LATE, **fields})
    assert answer.status_code == 201, answer.content
    return answer.json()


def names(client):
    return [one["name"] for one in client.get("/views").json()["items"]]


def refused(answer):
    told = answer.json()
    return answer.status_code, told["code"], [one["field"] for one in told["errors"]]


def everything(company):
    with acting(company.id):
        return list(SavedView.objects.order_by("id").values()), AuditEntry.objects.count()


def test_a_view_is_kept_changed_and_taken_away_and_the_audit_tells(seller, company):
    made = keep(seller, pinned=True)

    assert made.items() >= {**LATE, "role": "", "pinned": True, "mine": True, "by": ""}.items()
    changed = seller.patch(f"/views/{made['id']}", {"search": "?q=A", "pinned": False}).json()
    assert (changed["search"], changed["pinned"], changed["name"]) == ("?q=A", False, "待发货")
    assert seller.delete(f"/views/{made['id']}").status_code == 204
    assert names(seller) == []
    with acting(company.id):
        told = AuditEntry.objects.filter(form="saved_view").order_by("id")
        assert [one.action for one in told] == ["create", "change", "delete"]
        assert told[1].changes == {"search": [LATE["search"], "?q=A"], "pinned": [True, False]}


def test_what_is_shared_is_seen_by_holders_of_the_role_and_changed_by_its_owner_only(
    seller, client, company
):
    made = keep(seller, role="sales", pinned=True)
    keep(seller, name="我自己的")
    colleague, buyer = client("sales"), client("purchasing")

    seen = colleague.get("/views").json()["items"]
    assert [(one["name"], one["mine"], one["pinned"]) for one in seen] == [("待发货", False, False)]
    assert seen[0]["by"] != ""
    assert names(buyer) == []
    before = everything(company)
    for stranger in (colleague, buyer):
        path = f"/views/{made['id']}"
        assert refused(stranger.patch(path, {"name": "改"}))[:2] == (404, "record.not_found")
        assert refused(stranger.delete(path))[:2] == (404, "record.not_found")
    assert everything(company) == before


def test_it_is_shared_with_a_role_of_ones_own_only(seller, company):
    assert seller.get("/views").json()["roles"] == [{"code": "sales", "name": "销售"}]
    for role in ("purchasing", "nobody", "admin"):
        answer = seller.post("/views", {**LATE, "role": role})
        assert refused(answer) == (422, "view.not_your_role", ["role"])
    assert everything(company)[0] == []


def test_who_says_what_roles_may_do_shares_with_any_of_them(client, seller):
    boss = client("admin")
    assert {one["code"] for one in boss.get("/views").json()["roles"]} > {"sales", "warehouse"}
    made = keep(boss, role="sales")
    assert (names(seller), boss.get("/views").json()["items"][0]["mine"]) == (["待发货"], True)
    boss.patch(f"/views/{made['id']}", {"role": "warehouse"})
    assert (names(seller), names(client("warehouse"))) == ([], ["待发货"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "长" * 41),
        ("name", "a\nb"),
        ("name", "a\0b"),
        ("name", 7),
        ("path", "records"),
        ("path", "//evil.example"),
        ("path", "/records/../x"),
        ("path", "https://evil.example"),
        ("path", "/" + "a" * 100),
        ("search", "q=1"),
        ("search", "?a b"),
        ("search", "?" + "a" * 2000),
        ("search", None),
        ("pinned", "yes"),
        ("extra", 1),
    ],
)
def test_what_is_no_view_is_refused_at_its_field(seller, company, field, value):
    before = everything(company)
    status, _code, fields = refused(seller.post("/views", {**LATE, field: value}))

    assert (status, fields) == (422, [field])
    assert everything(company) == before


def test_two_views_of_a_page_have_two_names(seller, company):
    keep(seller)
    other = keep(seller, name="另一个")
    keep(seller, path="/stock")
    before = everything(company)

    assert refused(seller.post("/views", LATE)) == (409, "view.name_taken", ["name"])
    answer = seller.patch(f"/views/{other['id']}", {"name": " 待发货 "})
    assert refused(answer) == (409, "view.name_taken", ["name"])
    assert everything(company) == before


def test_there_is_an_end_to_them(seller, company, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST", 2)
    keep(seller)
    keep(seller, name="二")
    before = everything(company)

    assert refused(seller.post("/views", {**LATE, "name": "三"}))[:2] == (409, "view.too_many")
    assert everything(company) == before
