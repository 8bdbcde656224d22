"""People and roles, as an administrator keeps them; and what nobody can do through them."""

import pytest
from django.core.cache import cache

from huolang.api.tests.test_login import Browser
from huolang.kernel import tokens
from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import acting
from huolang.kernel.idempotency import IdempotencyKey
from huolang.kernel.people import Membership, Role, User

WANG = {"username": "王芳", "name": "王芳", "email": "wang@example.com", "roles": ["sales"]}


@pytest.fixture
def boss(client):
    cache.clear()
    return client("admin")


def add(boss, **fields):
    answer = boss.post("/people", {**WANG, **fields})
    assert answer.status_code == 201, answer.content
    return answer.json()


def change(boss, made, **fields):
    return boss.patch(f"/people/{made['id']}", fields, etag=made["etag"])


def refused(answer):
    told = answer.json()
    return answer.status_code, told["code"], [one["field"] for one in told["errors"]]


def everything(company):
    """Whatever a refusal must leave as it was."""
    with acting(company.id):
        roles = list(Role.objects.order_by("id").values_list("id", "name", "permissions", "hidden"))
        audit = AuditEntry.objects.count()
    people = list(User.objects.order_by("id").values_list("id", "username", "name", "password"))
    return people, list(Membership.objects.order_by("id").values()), roles, audit


def test_a_new_person_logs_in_with_the_password_that_was_shown_once(boss, company):
    made = add(boss)

    browser = Browser()
    assert browser.log_in("王芳", made["password"]).status_code == 200
    told = browser.session().json()
    assert told["company"]["id"] == company.id
    assert "sales_order" in told["permissions"] and "purchase_order" not in told["permissions"]
    shown = next(one for one in boss.get("/people").json()["items"] if one["id"] == made["id"])
    assert shown.items() >= {"active": True, "roles": ["sales"], "shared": False}.items()
    assert shown["last_login"] is not None and "password" not in shown


def test_a_repeated_request_makes_one_person_and_keeps_no_password(boss, company):
    first = boss.post("/people", WANG, key="same")
    again = boss.post("/people", WANG, key="same")

    assert first.json()["password"] and again.json() == {**first.json(), "password": None}
    with acting(company.id):
        kept = IdempotencyKey.objects.get()
    assert first.json()["password"] not in kept.answer


def test_roles_change_at_once_and_the_trail_says_so(boss, company):
    made = add(boss)
    clerk = tokens.issue(User.objects.get(id=made["id"]), name="test", company=company.id)

    after = change(boss, made, roles=["warehouse"], name="王小芳")

    assert after.json()["roles"] == ["warehouse"]
    boss.token, kept = clerk, boss.token
    assert boss.get("/records/sales_order").status_code == 200
    assert boss.post("/records/sales_order", {}).status_code == 403
    boss.token = kept
    with acting(company.id):
        trace = AuditEntry.objects.get(form="user", action="change")
    assert trace.changes == {"name": ["王芳", "王小芳"], "roles": [["sales"], ["warehouse"]]}


def test_who_left_can_neither_log_in_here_nor_use_a_token_and_may_come_back(boss, company):
    made = add(boss)
    token = tokens.issue(User.objects.get(id=made["id"]), name="test")

    gone = change(boss, made, active=False).json()

    boss.token, kept = token, boss.token
    assert boss.get("/forms").status_code == 403
    boss.token = kept
    assert change(boss, gone, active=True).json()["active"] is True


def test_a_lost_password_is_renewed_and_ends_the_sessions(boss):
    made = add(boss)
    browser = Browser()
    browser.log_in("王芳", made["password"])

    renewed = boss.post(f"/people/{made['id']}/password").json()["password"]

    assert browser.session().status_code == 401
    assert Browser().log_in("王芳", made["password"]).status_code == 400
    assert Browser().log_in("王芳", renewed).status_code == 200


def test_a_renewed_password_lets_in_whoever_was_locked_out(boss):
    made = add(boss)
    for _time in range(6):
        Browser().log_in("王芳", "wrong")
    assert Browser().log_in("王芳", made["password"]).status_code == 429

    renewed = boss.post(f"/people/{made['id']}/password").json()["password"]

    assert Browser().log_in("王芳", renewed).status_code == 200


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"username": ""}, (422, "user.bad_name", ["username"])),
        ({"username": "a b"}, (422, "user.bad_name", ["username"])),
        ({"username": "x" * 65}, (422, "user.bad_name", ["username"])),
        ({"username": "a\0"}, (422, "user.bad_name", ["username"])),
        ({"email": "nonsense"}, (422, "validation", ["email"])),
        ({"name": "x" * 65}, (422, "validation", ["name"])),
        ({"roles": ["nobody"]}, (422, "role.unknown", ["roles"])),
    ],
)
def test_bad_input_is_refused_at_its_place_and_nothing_moves(boss, company, given, said):
    before = everything(company)

    assert refused(boss.post("/people", {**WANG, **given})) == said
    assert everything(company) == before


@pytest.mark.parametrize(
    "given", [{"username": 7}, {"roles": "sales"}, {"extra": 1}, {"is_active": True}, [], "x", None]
)
def test_what_is_not_asked_for_is_refused(boss, company, given):
    before = everything(company)
    body = {**WANG, **given} if isinstance(given, dict) else given

    assert boss.post("/people", body).status_code in (400, 422)
    assert everything(company) == before


def test_a_name_that_is_taken_is_refused_whatever_its_capitals(boss, company):
    add(boss, username="wangfang")
    before = everything(company)

    answer = boss.post("/people", {**WANG, "username": "WangFang"})

    assert refused(answer) == (409, "user.name_taken", ["username"])
    assert everything(company) == before


def test_a_stranger_of_another_company_is_neither_joined_nor_changed(
    boss, company, other_company, person
):
    stranger = person("sales", company=other_company, username="lisi")
    before = everything(company)

    answer = boss.post("/people", {**WANG, "username": "lisi"})
    assert refused(answer) == (409, "user.name_taken", ["username"])
    path = f"/people/{stranger.id}"
    assert boss.patch(path, {"active": False}, etag="*").status_code == 404
    assert boss.post(f"{path}/password").status_code == 404
    assert everything(company) == before


def test_who_manages_both_companies_lets_a_person_work_in_both(boss, company, other_company):
    made = add(boss)
    manager = tokens.issue(User.objects.get(id=made["id"]), name="test")
    everywhere = Membership.objects.get(roles=["admin"])
    Membership.objects.create(user=everywhere.user, company=other_company, roles=["admin"])
    boss.company = other_company.id

    joined = boss.post("/people", {"username": "王芳", "roles": ["finance"]})

    assert joined.status_code == 201
    assert joined.json().items() >= {"password": None, "shared": True}.items()
    boss.token = manager
    assert boss.get("/forms").status_code == 200


def test_who_manages_one_company_cannot_take_over_a_person_of_two(
    boss, company, other_company, person
):
    both = person("sales", username="liang")
    Membership.objects.create(user=both, company=other_company, roles=["admin"])
    before = everything(company)
    etag = next(one["etag"] for one in boss.get("/people").json()["items"] if one["shared"])

    assert boss.post(f"/people/{both.id}/password").json()["code"] == "user.of_another_company"
    answer = boss.patch(f"/people/{both.id}", {"name": "x"}, etag=etag)
    assert refused(answer)[:2] == (403, "user.of_another_company")
    assert everything(company) == before
    assert boss.patch(f"/people/{both.id}", {"roles": []}, etag=etag).status_code == 200


def test_who_keeps_people_in_two_companies_is_no_way_to_an_administrator(
    boss, company, other_company, person
):
    """Drawn from one company into the other by somebody who may less, they stay out of reach."""
    may = {"user": ["view", "add", "edit"]}
    for place in (company, other_company):
        with acting(place.id):
            Role.objects.create(code="role_1", name="人事", permissions=may)
    keeper, victim = person("role_1"), person("admin", company=other_company, username="wei")
    Membership.objects.create(user=keeper, company=other_company, roles=["role_1"])
    boss.token = tokens.issue(keeper, name="test")
    boss.company = company.id
    before = everything(company)

    drawn = boss.post("/people", {"username": "wei", "roles": []})

    assert refused(drawn)[:2] == (409, "user.name_taken")
    Membership.objects.create(user=victim, company=company, roles=[])
    path = f"/people/{victim.id}"
    assert boss.post(f"{path}/password").json()["code"] == "user.of_another_company"
    assert boss.patch(path, {"email": "x@example.com"}, etag="*").status_code == 403
    assert everything(company)[0] == before[0]


def test_a_new_password_ends_the_tokens_too(boss):
    made = add(boss)
    token = tokens.issue(User.objects.get(id=made["id"]), name="lost")

    boss.post(f"/people/{made['id']}/password")

    boss.token = token
    assert boss.get("/forms").status_code == 401


def test_a_repeated_change_gets_the_first_answer(boss):
    made = add(boss)
    path, etag = f"/people/{made['id']}", f'"{made["etag"]}"'

    first = boss.send("PATCH", path, {"roles": ["finance"]}, key="k", **{"If-Match": etag})
    again = boss.send("PATCH", path, {"roles": ["finance"]}, key="k", **{"If-Match": etag})

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()


def test_names_are_compared_as_they_are_kept(boss):
    assert add(boss, username="ｗａｎｇ")["username"] == "wang"
    for odd in ("ﷺ", "ⅷ" * 20, "ﷺ" * 5):
        assert refused(boss.post("/people", {**WANG, "username": odd}))[1] == "user.bad_name"


def test_odd_words_are_refused_not_stumbled_over(boss):
    long = "a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".com"
    assert refused(boss.post("/people", {**WANG, "email": long}))[::2] == (422, ["email"])
    assert refused(boss.post("/people", {**WANG, "roles": ["\0"]}))[:2] == (422, "role.unknown")
    assert boss.post("/people", {**WANG, "roles": ["x"] * 101}).status_code == 422
    for path in ("/roles/%00", "/roles/a%00b"):
        assert boss.patch(path, {"name": "x"}, etag="*").status_code == 404


def test_nobody_gives_away_more_than_they_hold(boss, client, company, person):
    boss.post("/roles", {"name": "人事", "permissions": {"user": ["view", "add", "edit"]}})
    personnel = client("role_1")
    admin = Membership.objects.filter(roles=["admin"]).first().user
    before = everything(company)

    answers = [
        personnel.post("/people", {**WANG, "roles": ["admin"]}),
        personnel.post("/people", {**WANG, "roles": ["sales"]}),
        personnel.patch(f"/people/{admin.id}", {"active": False}, etag="*"),
        personnel.patch(f"/people/{admin.id}", {"roles": []}, etag="*"),
        personnel.post(f"/people/{admin.id}/password"),
        personnel.post("/roles", {"name": "我", "permissions": {"*": ["*"]}}),
    ]

    assert {one.status_code for one in answers} == {403}
    assert everything(company) == before
    assert personnel.post("/people", {**WANG, "roles": ["role_1"]}).status_code == 201


def test_who_sees_no_costs_lets_nobody_see_them(boss, client):
    rights = {"user": ["view", "add", "edit"], "role": ["view", "add", "edit"]}
    boss.post("/roles", {"name": "人事", "permissions": rights, "hidden": ["cost"]})
    personnel = client("role_1")
    assert personnel.get("/session").json()["fields_hidden"] == ["cost"]

    answer = personnel.post("/roles", {"name": "看成本", "permissions": {}, "hidden": []})

    assert refused(answer)[:2] == (403, "role.beyond_own")


def test_a_company_keeps_an_administrator(boss, company):
    admin = next(one for one in boss.get("/people").json()["items"] if "admin" in one["roles"])
    before = everything(company)

    for wrong in ({"roles": ["owner"]}, {"active": False}):
        assert change(boss, admin, **wrong).json()["code"] == "user.last_administrator"
    assert everything(company) == before


def test_a_change_that_was_made_on_an_old_state_is_refused(boss):
    made = add(boss)
    change(boss, made, roles=["finance"])

    assert refused(change(boss, made, roles=["warehouse"]))[:2] == (412, "record.stale")
    path = f"/people/{made['id']}"
    assert refused(boss.patch(path, {"roles": []}))[:2] == (428, "record.if_match_required")


def test_a_role_of_ones_own_is_made_changed_and_deleted(boss, client):
    made = boss.post("/roles", {"name": "店员", "permissions": {"sales_order": ["view"]}}).json()
    clerk = client(made["code"])
    assert clerk.get("/records/sales_order").status_code == 200
    assert clerk.post("/records/sales_order", {}).status_code == 403
    path = f"/roles/{made['code']}"

    more = {"permissions": {"sales_order": ["add", "view"]}, "hidden": ["cost"]}
    changed = boss.patch(path, more, etag=made["etag"]).json()

    assert changed["permissions"] == {"sales_order": ["view", "add"]}
    assert clerk.post("/records/sales_order", {}).status_code == 422
    assert refused(boss.patch(path, more, etag=made["etag"]))[:2] == (412, "record.stale")
    held = boss.send("DELETE", path, **{"If-Match": "*"})
    assert refused(held)[:2] == (409, "role.still_held")
    Membership.objects.filter(roles=[made["code"]]).update(roles=[])
    assert boss.send("DELETE", path, **{"If-Match": f'"{changed["etag"]}"'}).status_code == 204
    assert made["code"] not in [one["code"] for one in boss.get("/roles").json()["items"]]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, (422, "validation", ["name"])),
        ({"name": "销售"}, (409, "role.name_taken", ["name"])),
        ({"permissions": {"nothing": ["view"]}}, (422, "role.unknown_permission", None)),
        ({"permissions": {"product": ["fly"]}}, (422, "role.unknown_permission", None)),
        ({"hidden": ["everything"]}, (422, "role.unknown_permission", ["hidden"])),
    ],
)
def test_a_bad_role_is_refused_and_nothing_moves(boss, company, given, said):
    before = everything(company)

    answer = refused(boss.post("/roles", {"name": "店员", **given}))

    assert answer[:2] == said[:2] and said[2] in (None, answer[2])
    assert everything(company) == before


def test_shipped_roles_change_but_stay_and_the_administrator_is_fixed(boss, company):
    roles = {one["code"]: one for one in boss.get("/roles").json()["items"]}
    before = everything(company)

    fixed = boss.patch("/roles/admin", {"name": "x"}, etag=roles["admin"]["etag"])
    stays = boss.send("DELETE", "/roles/sales", **{"If-Match": "*"})

    assert fixed.json()["code"] == "role.administrator_fixed"
    assert stays.json()["code"] == "role.shipped"
    assert everything(company) == before
    fewer = boss.patch("/roles/sales", {"permissions": {}}, etag=roles["sales"]["etag"])
    assert fewer.json()["permissions"] == {}


def test_what_can_be_granted_is_named_in_the_readers_language(client):
    rights = client("admin", language="en").get("/rights").json()

    orders = next(one for one in rights["items"] if one["name"] == "sales_order")
    assert orders["label"] == "Sales order" and "confirm" in orders["operations"]
    users = next(one for one in rights["items"] if one["name"] == "user")
    assert users["operations"] == ["view", "add", "edit"]
    assert rights["operations"]["confirm"] == "Confirm"
    assert set(rights["hideable"]) == {"cost", "purchase_price", "bank", "credit", "personal"}


@pytest.mark.parametrize("role", ["purchasing", "sales", "warehouse", "finance"])
def test_people_and_roles_are_not_for_everybody(client, role):
    clerk = client(role)

    answers = [
        clerk.get("/people"),
        clerk.post("/people", WANG),
        clerk.get("/roles"),
        clerk.get("/rights"),
        clerk.post("/roles", {"name": "x"}),
        clerk.get("/settings"),
        clerk.patch("/settings", {"values": {}}),
        clerk.get("/company"),
        clerk.post("/companies", {"name": "x"}),
    ]

    assert [one.status_code for one in answers] == [403] * len(answers)
