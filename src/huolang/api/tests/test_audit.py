"""操作日志: who did what, narrowed as people ask, in their words, and nothing they may not see."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from huolang.kernel import tokens
from huolang.kernel.company import acting
from huolang.kernel.people import User
from tests.support.client import ApiClient
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop, days_ago, line, today


@pytest.fixture
def shop(client: Callable[..., ApiClient], company: Any) -> Shop:
    """A product, a receipt that was reopened, a role that was changed."""
    shop = Shop(client("admin"), company.id)
    shop.product("LS8", "螺丝 M8", purchase_price="10")
    shop.partner("P1", "永康五金厂")
    receipt = shop.make("purchase_receipt", line("LS8", 3, 12))
    shop.ids["receipt"] = receipt["id"]
    shop.ids["number"] = receipt["number"]
    reopened = shop.do("purchase_receipt", receipt, "reopen")
    rows = [{"id": reopened["lines"][0]["id"], "quantity": "4"}]
    shop.change("purchase_receipt", reopened, lines=rows, remark="点过了")
    role = {"name": "跟单", "permissions": {"sales_order": ["view"]}, "hidden": ["cost"]}
    shop.ok(shop.client.post("/roles", role), 201)
    return shop


def seen(shop: Shop, query: str = "", client: ApiClient | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = shop.ok((client or shop.client).get(f"/audit{query}"))["items"]
    return found


def test_everything_done_is_there_newest_first_in_words(shop: Shop) -> None:
    found = seen(shop)

    done = [(one["form_label"], one["label"], one["action_label"]) for one in found]
    assert done[:4] == [
        ("角色", "跟单", "新增"),
        ("采购入库单", shop.ids["number"], "修改"),
        ("采购入库单", shop.ids["number"], "反审核"),
        ("采购入库单", shop.ids["number"], "审核"),
    ]
    changes = {one["label"]: (one["before"], one["after"]) for one in found[1]["changes"]}
    assert changes["备注"] == ("", "点过了")
    assert changes["采购入库明细 · 数量"] == ("3", "4")
    assert [one["at"] for one in found] == sorted((one["at"] for one in found), reverse=True)
    product = next(one for one in found if one["form"] == "product")
    assert product["label"] == "LS8 螺丝 M8"
    assert {"label": "名称", "before": "", "after": "螺丝 M8"} in product["changes"]


def test_a_draft_without_a_number_is_called_so_also_when_it_is_gone(shop: Shop) -> None:
    draft = shop.make("purchase_receipt", line("LS8", 1, 12), then=None)
    there = seen(shop)[0]
    assert shop.client.delete(f"/records/purchase_receipt/{draft['id']}").status_code == 204
    gone = seen(shop)[0]

    assert [(one["label"], one["link"]) for one in (there, gone)] == [
        ("未编号", True),
        ("未编号", False),
    ]


def test_what_was_typed_stands_before_what_follows_and_rights_have_their_labels(shop: Shop) -> None:
    role, receipt = seen(shop)[:2]

    labels = [one["label"] for one in receipt["changes"]]
    assert labels.index("采购入库明细 · 数量") < labels.index("采购入库明细 · 价税合计")
    assert labels.index("备注") < labels.index("价税合计")
    changes = {one["label"]: one["after"] for one in role["changes"]}
    assert "sales_order" not in str(role["changes"])
    assert "查看" in str(changes)
    assert "成本" in str(changes)


def test_tokens_and_roles_are_called_by_their_names(shop: Shop) -> None:
    shop.ok(shop.client.post("/tokens", {"name": "扫码枪"}), 201)
    tokens = shop.ok(shop.client.get("/tokens"))["items"]
    token = next(one["id"] for one in tokens if one["name"] == "扫码枪")
    shop.client.delete(f"/tokens/{token}")
    somebody = {"username": "sun", "name": "孙", "roles": ["sales", "warehouse"]}
    shop.ok(shop.client.post("/people", somebody), 201)

    person, ended, made = seen(shop)[:3]

    assert [(one["form_label"], one["label"]) for one in (ended, made)] == [("令牌", "扫码枪")] * 2
    told = {one["label"]: one["after"] for one in person["changes"]}
    assert told["角色"] == "销售、仓库"


def test_what_is_kept_of_a_person_is_called_by_the_person_and_a_token_by_its_own_name(
    shop: Shop,
) -> None:
    user = User.objects.get(username__startswith="admin-")
    tokens.note_issued(user, "./huolang token")
    shop.ok(shop.client.put("/home/tiles", {"tiles": [{"name": "stock"}]}))

    arranged, issued = seen(shop)[:2]

    assert (arranged["form"], arranged["label"]) == ("preference", user.name or user.username)
    assert (issued["form"], issued["label"]) == ("token", "./huolang token")


def test_it_is_narrowed_by_form_action_person_number_and_day(shop: Shop) -> None:
    number, admin = shop.ids["number"], seen(shop)[0]["by"]["id"]

    def done(query: str) -> list[str]:
        return [f"{one['form']} {one['action']}" for one in seen(shop, query)]

    receipt = [f"purchase_receipt {one}" for one in ("change", "reopen", "confirm", "create")]
    assert done("?form=purchase_receipt") == receipt
    assert done("?action=reopen") == ["purchase_receipt reopen"]
    assert done(f"?number={number}") == receipt
    assert done("?number=ls8") == ["product create"]
    assert done("?number=nothing") == []
    assert done(f"?record={shop.ids['receipt']}&action=confirm") == ["purchase_receipt confirm"]
    assert len(done(f"?by={admin}")) == len([one for one in seen(shop) if one["by"]])
    assert done("?by=00000000-0000-0000-0000-000000000001") == []
    assert len(done(f"?since={today()}&until={today()}")) == len(done(""))
    assert done(f"?until={days_ago(1)}") == []


def test_pages_join_without_gap_or_overlap(shop: Shop) -> None:
    whole = [one["id"] for one in seen(shop, "?limit=100")]
    pages: list[str] = []
    cursor = ""
    while True:
        page = shop.ok(shop.client.get(f"/audit?limit=2{cursor}"))
        pages += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"

    assert pages == whole
    other = shop.client.get(f"/audit?form=product{cursor}")
    assert (other.status_code, other.json()["code"]) == (422, "cursor.malformed")


def test_who_may_not_see_a_form_sees_nothing_of_it(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    role = {"permissions": {"audit": ["view"], "product": ["view"]}, "hidden": ["purchase_price"]}
    made = shop.ok(shop.client.post("/roles", {"name": "稽核", **role}), 201)
    auditor = client(made["code"])

    found = seen(shop, client=auditor)

    assert {one["form"] for one in found} == {"product"}
    labels = {change["label"] for one in found for change in one["changes"]}
    assert "名称" in labels and not [one for one in labels if "采购" in one]
    assert seen(shop, "?form=role", client=auditor) == []
    assert seen(shop, f"?number={shop.ids['number']}", client=auditor) == []
    assert auditor.get("/audit/export").status_code == 403
    for path in ("/audit", "/audit/choices", "/audit/export"):
        assert client("sales").get(path).status_code == 403
    named = {one["value"] for one in shop.ok(auditor.get("/audit/choices"))["forms"]}
    assert named == {"product", "audit"}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?since=2026-02-30", "since"),
        ("?until=x", "until"),
        ("?action=x", "action"),
        ("?by=x", "by"),
        ("?limit=501", "limit"),
        ("?cursor=x", "cursor"),
        ("?other=1", "other"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_place(shop: Shop, query: str, field: str) -> None:
    answer = shop.client.get(f"/audit{query}")

    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_another_company_is_never_in_it(
    shop: Shop, client: Callable[..., ApiClient], other_company: Any
) -> None:
    theirs = client("admin", company=other_company)

    assert {one["id"] for one in seen(shop)} & {
        one["id"] for one in seen(shop, client=theirs)
    } == set()
    assert seen(shop, "?form=product", client=theirs) == []
    assert seen(shop, f"?record={shop.ids['receipt']}", client=theirs) == []


def test_the_same_comes_as_a_file_without_formulas(shop: Shop) -> None:
    shop.product("=1+1", "=HYPERLINK(1)")

    answer = shop.client.get("/audit/export?form=product")

    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=HYPERLINK(1)" in page
    assert "<f>" not in page


def test_english_is_complete(shop: Shop) -> None:
    shop.client.language = "en"

    found = seen(shop, "?form=purchase_receipt&action=change")
    labels = [one["label"] for one in found[0]["changes"]]

    assert found[0]["form_label"] == "Purchase receipt"
    assert found[0]["action_label"] == "Change"
    assert all(label.isascii() or "·" in label for label in labels)
    assert shop.ok(shop.client.get("/audit/choices"))["actions"][0]["label"] == "Add"


def test_a_page_costs_the_same_statements_whatever_is_on_it(
    shop: Shop, statements: Callable[[], Any]
) -> None:
    with statements() as few:
        seen(shop, "?limit=1")
    for number in range(6):
        shop.product(f"N{number}")
    with statements() as many:
        seen(shop, "?limit=50")

    assert len(many) <= len(few) + 1


INDEXES = {
    "": "kernel_audit_newest",
    "?form=product": "kernel_audit_form",
    "?by=01a2158d-81fe-71d1-87be-f18cd37adbd0": "kernel_audit_by",
    "?action=reopen": "kernel_audit_rare",
}


MANY = """
INSERT INTO kernel_auditentry (company_id, id, at, by, form, record, action, changes, request)
SELECT %s, gen_random_uuid(), now() - n * interval '1 second', gen_random_uuid(), 'form ' || n,
       gen_random_uuid(), 'change', '{}', '' FROM generate_series(1, 5000) n
"""


@pytest.mark.parametrize("query", INDEXES)
def test_each_question_has_its_index(shop: Shop, statements: Callable[[], Any], query: str) -> None:
    """As the application's role, under row-level security, with the plan for any parameter."""
    with statements() as said:
        seen(shop, query)
    (statement,) = [one for one in said if "FROM kernel_auditentry" in one]
    plan = _plan(shop, statement)

    # statistics of a table this small may prefer the newest of all
    assert INDEXES[query] in plan or "kernel_audit_newest" in plan
    assert "Sort" not in plan


def _plan(shop: Shop, statement: str) -> str:
    """The plan that holds for any parameters, where tables are large."""
    count = statement.count("%s")
    for number in range(1, count + 1):
        statement = statement.replace("%s", f"${number}", 1)
    with acting(shop.company), connection.cursor() as cursor:
        cursor.execute(MANY, [shop.company])
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"PREPARE asked AS {statement}")
        cursor.execute(f"EXPLAIN EXECUTE asked ({', '.join(['NULL'] * count)})")
        found = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("DEALLOCATE asked")
    return found


def test_files_that_came_and_went_are_told_with_what_was_in_them(shop: Shop) -> None:
    importer = Importer(shop.client, shop.company)
    importer.bring("product", workbook(["编码", "名称", "单位"], ["N1", "甲", "PCS"]))
    for form in ("purchase_receipt", "product"):
        assert shop.client.get(f"/records/{form}/export?q=L&format=csv").status_code == 200

    told = [
        (one["action"], one["form"], [(each["label"], each["after"]) for each in one["changes"]])
        for one in seen(shop)
        if one["action"] in ("import", "export")
    ]

    assert told == [
        ("export", "product", [("文件", "csv"), ("行数", "1"), ("搜索", "L")]),
        ("export", "purchase_receipt", [("文件", "csv"), ("行数", "0"), ("搜索", "L")]),
        ("import", "product", [("文件", "文件.xlsx"), ("行数", "1")]),
    ]
