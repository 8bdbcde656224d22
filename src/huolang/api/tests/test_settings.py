"""Settings, the company's own data, new companies, and one's own tokens."""

from datetime import timedelta

import pytest

from huolang.kernel.audit import AuditEntry
from huolang.kernel.clock import now
from huolang.kernel.company import Company, acting
from huolang.kernel.settings_registry import SettingValue
from huolang.kernel.tokens import Token
from tests.support.shop import line

OVER = "purchase_order.over_receipt"


def values(answer):
    assert answer.status_code == 200, answer.content
    return {one["key"]: one["value"] for one in answer.json()["items"]}


def test_a_setting_is_shown_with_its_default_and_what_it_does(client):
    shown = client("admin", language="en").get("/settings").json()["items"]

    over = next(one for one in shown if one["key"] == OVER)
    assert (over["kind"], over["value"], over["default"]) == ("decimal", "0", "0")
    assert over["label"].isascii() and over["help"].isascii()
    assert (over["minimum"], over["maximum"]) == (0, 100)


def test_settings_stand_in_groups_and_not_by_their_keys(client):
    shown = client("admin").get("/settings").json()["items"]

    groups = list(dict.fromkeys(one["group"] for one in shown))
    assert groups == [*("价格", "采购", "销售", "库存", "补货", "盘点", "成本", "邮件"), "编号规则"]
    assert [one["group"] for one in shown] == sorted(
        (one["group"] for one in shown), key=groups.index
    )
    keys = [one["key"] for one in shown]
    assert keys.index("mail.host") + 1 == keys.index("mail.port")
    assert keys.index("count_plan.cycle") < keys.index("count_plan.b_days")
    assert keys.index("numbering.purchase_order") < keys.index("numbering.sales_order")


def test_a_changed_setting_is_kept_and_in_the_trail(client, company):
    boss = client("admin")

    assert values(boss.patch("/settings", {"values": {OVER: "2.5"}}))[OVER] == "2.5"

    assert values(boss.get("/settings"))[OVER] == "2.5"
    with acting(company.id):
        assert AuditEntry.objects.get(form="setting").changes == {OVER: ["0", "2.5"]}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({OVER: "-1"}, "setting.bad_value"),
        ({OVER: "101"}, "setting.bad_value"),
        ({OVER: "NaN"}, "setting.bad_value"),
        ({OVER: "1e30"}, "setting.bad_value"),
        ({OVER: "0." + "1" * 40}, "setting.bad_value"),
        ({OVER: "1e-9999999999999"}, "setting.bad_value"),
        ({OVER: "1_0"}, "setting.bad_value"),
        ({OVER: "１２"}, "setting.bad_value"),
        ({OVER: True}, "setting.bad_value"),
        ({OVER: None}, "setting.bad_value"),
        ({OVER: "5", "zzz": 1}, "setting.unknown"),
    ],
)
def test_one_bad_value_refuses_them_all_at_its_place(client, company, given, code):
    with acting(company.id):
        before = AuditEntry.objects.count()

    answer = client("admin").patch("/settings", {"values": given})

    told = answer.json()
    assert told["code"] == code and told["errors"][0]["field"] in given
    with acting(company.id):
        assert not SettingValue.objects.exists() and AuditEntry.objects.count() == before


def test_the_owner_sees_settings_and_cannot_change_them(client):
    owner = client("owner")

    assert owner.get("/settings").status_code == 200
    assert owner.patch("/settings", {"values": {OVER: "1"}}).status_code == 403


def test_a_company_says_who_it_is_until_its_books_begin(client, company):
    boss = client("admin")
    told = boss.get("/company").json()
    assert told["fixed"] == [] and "Asia/Shanghai" in str(told["choices"]["time_zone"])

    given = {"name": "义乌货郎", "taxpayer_kind": "small", "currency": "HKD"}
    given["tax_number"] = " 9111 0108 5513 8508 2q"
    changed = boss.patch("/company", given, etag=told["etag"]).json()

    assert (changed["name"], changed["currency"]) == ("义乌货郎", "HKD")
    assert changed["tax_number"] == "91110108551385082Q"
    assert boss.patch("/company", given, etag=told["etag"]).status_code == 412
    with acting(company.id):
        assert AuditEntry.objects.get(form="company").changes["name"][1] == "义乌货郎"


def test_an_invoice_says_our_tax_number_and_a_delivery_note_does_not(shop):
    number = {"tax_number": "91110108551385082Q"}
    shop.ok(shop.client.patch("/company", number, etag=shop.client.get("/company").json()["etag"]))
    shop.make("purchase_receipt", line("S1", 1, "2"))
    delivery = shop.make("sales_delivery", line("S1", 1, "5"))
    invoice = shop.convert("sales_delivery", delivery, "sales_invoice")

    def printed(form, record):
        told = shop.ok(shop.client.get(f"/records/{form}/{record['id']}/print"))
        return told["company"]["tax_number"]

    assert printed("sales_invoice", invoice) == "91110108551385082Q"
    assert printed("sales_delivery", delivery) == ""


def test_books_that_have_begun_keep_their_currency_and_clock(shop):
    shop.make("purchase_receipt", line("S1", 1, "2"), then="confirm")
    told = shop.client.get("/company").json()
    assert set(told["fixed"]) == {"currency", "digits", "time_zone"}

    for name, value in (("currency", "USD"), ("digits", 3), ("time_zone", "Europe/Berlin")):
        answer = shop.client.patch("/company", {name: value}, etag=told["etag"])
        assert answer.json()["errors"][0]["field"] == name
        assert answer.json()["code"] == "company.books_begun"
    assert shop.client.get("/company").json() == told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", " "),
        ("name", "x" * 101),
        ("tax_number", "没有"),
        ("tax_number", "911101085513850822"),
        ("taxpayer_kind", "none"),
        ("time_zone", "Mars/Base"),
        ("time_zone", "../../etc/passwd"),
        ("currency", "XXX"),
        ("digits", 9),
        ("digits", "2"),
    ],
)
def test_a_bad_word_about_the_company_is_refused_at_its_place(client, company, name, value):
    answer = client("admin").patch("/company", {name: value}, etag="*")

    assert answer.status_code == 422 and name in answer.json()["errors"][0]["field"]
    assert Company.objects.filter(id=company.id, name=company.name, digits=2).exists()


def test_a_second_company_has_books_and_roles_of_its_own(client, company):
    boss = client("admin")

    made = boss.post("/companies", {"name": "分公司", "currency": "JPY"}).json()

    boss.company = made["id"]
    told = boss.get("/session").json()
    assert told["company"]["name"] == "分公司" and told["company"]["digits"] == 0
    assert len(boss.get("/roles").json()["items"]) == 6
    assert boss.get("/records/product").json()["items"] == []
    keyed = [boss.post("/companies", {"name": "门店"}, key="c1") for _ in range(2)]
    assert [one.status_code for one in keyed] == [201, 201]
    assert keyed[0].json() == keyed[1].json()
    other = boss.post("/companies", {"name": "二店"}, key="c1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")
    assert not Company.objects.filter(name="二店").exists()
    again = boss.post("/companies", {"name": "分公司"})
    assert (again.status_code, again.json()["code"]) == (409, "company.name_taken")


def test_a_token_is_made_listed_and_ended_by_its_person(client, company):
    boss, clerk = client("admin"), client("sales")
    made = boss.post("/tokens", {"name": "网店", "days": 30}).json()["token"]
    boss.token, kept = made, boss.token
    assert boss.get("/forms").status_code == 200
    boss.token = kept

    shown = next(one for one in boss.get("/tokens").json()["items"] if one["name"] == "网店")

    assert shown["company"] == company.id and "token" not in shown
    assert Token.objects.get(id=shown["id"]).expires_at > now() + timedelta(days=29)
    path = f"/tokens/{shown['id']}"
    assert clerk.delete(path).status_code == 404
    assert boss.delete(path).status_code == 204
    boss.token = made
    assert boss.get("/forms").status_code == 401
    with acting(company.id):
        told = AuditEntry.objects.filter(form="token").order_by("at")
        assert [one.action for one in told] == ["create", "delete"]
        assert made not in str([one.changes for one in told])


def test_a_token_whose_answer_was_lost_is_told_by_its_id_and_can_be_ended(client):
    boss = client("admin")
    wish = {"name": "网店", "days": 30}
    first = boss.post("/tokens", wish, key="once")

    again = boss.post("/tokens", wish, key="once")

    assert again.json() == {"id": first.json()["id"], "token": None}
    assert [one["name"] for one in boss.get("/tokens").json()["items"]].count("网店") == 1
    assert boss.delete(f"/tokens/{again.json()['id']}").status_code == 204


def test_a_token_of_one_company_makes_no_other_token_and_no_company(client):
    boss = client("admin")
    bound = boss.post("/tokens", {"name": "网店", "days": 1}).json()["token"]
    (other, *_rest) = boss.get("/tokens").json()["items"]
    boss.token, kept = bound, boss.token

    answers = [
        boss.get("/tokens"),
        boss.post("/tokens", {"name": "forever"}),
        boss.delete(f"/tokens/{other['id']}"),
        boss.post("/companies", {"name": "x"}),
    ]

    assert [one.status_code for one in answers] == [403] * 4
    boss.token = kept
    assert len(boss.get("/tokens").json()["items"]) == 2


@pytest.mark.parametrize("wrong", [{"name": ""}, {"days": 0}, {"days": 4000}, {"days": "1"}])
def test_a_bad_token_is_refused(client, wrong):
    boss = client("admin")

    assert boss.post("/tokens", {"name": "网店", **wrong}).status_code == 422
    assert len(boss.get("/tokens").json()["items"]) == 1


def test_the_description_names_the_headers_that_are_needed(client):
    paths = client("admin").get("/openapi.json").json()["paths"]

    def named(path, method):
        told = paths[f"/api/v1{path}"][method]["parameters"]
        return {one.get("$ref", "").split("/")[-1] for one in told} - {""}

    assert named("/people/{user}", "patch") == {"IfMatch", "IdempotencyKey"}
    assert named("/roles/{code}", "delete") == {"IfMatch", "IdempotencyKey"}
    assert named("/people", "post") == named("/companies", "post") == {"IdempotencyKey"}
    assert named("/people", "get") == set()
    company = [{"$ref": "#/components/parameters/Company"}]
    unsaid = {path for path, told in paths.items() if told.get("parameters") != company}
    assert unsaid == {f"/api/v1/health{more}" for more in ("", "/live", "/ready")}
