"""Every address of the API, asked with the ids of another company: not found, and nothing moves."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from allauth.usersessions.models import UserSession

from huolang.kernel.company import Company
from huolang.kernel.people import Membership, User
from huolang.kernel.tokens import Token
from huolang.typesetting import press
from tests.support import every_form
from tests.support.client import BASE, ApiClient
from tests.support.shop import Shop, line

MASTERS = ("product", "product_category", "unit", "partner", "warehouse")
ABOUT_NOBODY = {
    "/health",
    "/session",
    "/forms",
    "/forms/{form}",
    "/periods",
    "/periods/{month}/close",
    "/periods/{month}/reopen",
    "/rights",
    "/settings",
    "/company",
    "/companies",
    "/proof",
    "/replenishment/proposals",
}
"""Addresses in which no record can be named."""
TEAM = ("/people", "/roles", "/tokens", "/views", "/sessions")
REFUSED = (404, 409, 422)
OWN = {("DELETE", "/sessions")}
"""They name nobody: whoever asks ends the sessions that are their own."""


@pytest.fixture
def theirs(client: Callable[..., ApiClient], other_company: Company) -> Shop:
    """Another company with one record of every form, which trades as well."""
    shop = Shop(client("admin", company=other_company), other_company.id)
    shop.product("X1", "别家的货")
    shop.partner("P1")
    shop.master("product_category", code="X2", name="别家的分类")
    shop.ids["X3"] = shop.master("unit", code="X3", name="别家的单位", digits=0)
    shop.warehouse("X4", "别家的仓")
    shop.make("stock_receipt", line("X1", 100, unit_cost="7"))
    return shop


@pytest.fixture
def records(theirs: Shop) -> dict[str, str]:
    """The id of one record of theirs by form; documents are drafts, so that much may be done."""
    return every_form.records(theirs, "X1", "P1")


def operations(shop: Shop) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, address and description of all that the API offers."""
    schema = shop.ok(shop.client.get("/openapi.json"))
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            if method in ("get", "post", "put", "patch", "delete"):
                yield method.upper(), path.removeprefix(BASE), told


def test_every_address_of_a_record_answers_not_found(
    shop: Shop, theirs: Shop, records: dict[str, str]
) -> None:
    before, asked = (shop.everything(), theirs.everything()), 0
    etags = {form: theirs.read(form, {"id": key})["etag"] for form, key in records.items()}

    for method, path, _ in operations(shop):
        if "{id}" not in path:
            continue
        form = path.split("/")[2]
        for etag in ("*",) if method == "GET" else (etags[form], "*"):
            filled = path.replace("{id}", records[form])
            body = body_for(method, path)
            answer = shop.client.send(method, filled, body, If_Match=f'"{etag}"')
            assert answer.status_code == 404, (method, filled, answer.content)
            assert answer.json()["code"] == "record.not_found", (method, filled)
            assert_says_nothing(answer, theirs)
        asked += 1

    assert asked >= 50
    assert (shop.everything(), theirs.everything()) == before


def test_no_address_without_a_record_tells_or_takes_anything_of_theirs(
    shop: Shop, theirs: Shop, records: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told_in_pdf = [0]

    def press_nothing(_template: str, told: Any) -> io.BytesIO:
        """What the press would put on paper, as text."""
        told_in_pdf[0] += 1
        return io.BytesIO(json.dumps(told, ensure_ascii=False).encode())

    monkeypatch.setattr(press, "press", press_nothing)
    before, seen = (shop.everything(), theirs.everything()), set[str]()

    for method, path, _ in operations(shop):
        if "{id}" in path or path in ABOUT_NOBODY or path.startswith(TEAM):
            continue
        seen.add(path)
        for answer in tried(shop, method, path, records):
            assert answer.status_code in (200, 404, 409, 422), (method, path, answer.content)
            assert_says_nothing(answer, theirs)

    assert {"/stock", "/stock/entries", "/stock/availability", "/owed", "/owed/items"} <= seen
    assert told_in_pdf[0] >= 50
    after = shop.everything(), theirs.everything()
    moved = {name for name, count in after[0].items() if count != before[0][name]}
    assert moved <= {"kernel_auditentry"}  # it tells of our own exports
    assert after[1] == before[1]


def test_their_people_roles_tokens_and_views_are_neither_told_nor_taken(
    shop: Shop, theirs: Shop, other_company: Company
) -> None:
    """Every address of the team, filled with what is theirs."""
    role = theirs.ok(theirs.client.post("/roles", {"name": "别家角色"}), 201)["code"]
    member = Membership.objects.get(company=other_company)
    theirs.ok(theirs.client.post("/tokens", {"name": "别家令牌"}), 201)
    token = Token.objects.get(name="别家令牌").id
    kept = {"path": "/stock", "name": "别家视图", "role": "admin"}
    view = theirs.ok(theirs.client.post("/views", kept), 201)["id"]
    UserSession.objects.create(user=member.user, session_key="theirs", ip="127.0.0.1")
    before, counts, asked = team_of_all(), theirs.everything(), 0

    for method, path, _ in operations(shop):
        if not path.startswith(TEAM):
            continue
        filled = path.replace("{user}", str(member.user_id)).replace("{token}", str(token))
        filled = filled.replace("{code}", role).replace("{view}", view)
        filled = filled.replace("{session}", "1")
        body = {
            "/people": {"username": member.user.username, "roles": []},
            "/roles": {"name": ""},
            "/tokens": {"name": ""},
            "/views": {"path": "", "name": "视图"},
        }.get(filled, body_for(method) and {"name": "改"})
        answer = shop.client.send(method, filled, body, If_Match="*")
        right = (200,) if method == "GET" else (204,) if (method, path) in OWN else REFUSED
        assert answer.status_code in right, path
        text = answer.content.decode()
        assert "别家" not in text and str(member.user_id) not in text
        asked += 1

    assert asked >= 13
    assert team_of_all() == before
    assert theirs.everything() == counts


def team_of_all() -> list[Any]:
    """All there is of people, roles, tokens and sessions, of every company."""
    rows = [User, Membership, Token, UserSession]
    return [list(one.objects.order_by("id").values()) for one in rows]


def test_the_company_of_a_request_is_never_taken_from_it(
    shop: Shop, theirs: Shop, client: Callable[..., ApiClient]
) -> None:
    before = theirs.everything()

    stranger = ApiClient(shop.client.token, company=theirs.company)
    answers = [
        stranger.get("/records/product"),
        stranger.post("/records/warehouse", {"code": "W9", "name": "混进来的"}),
        ApiClient(shop.client.token, company=10**15).get("/records/product"),
    ]
    smuggled = shop.client.post(
        "/records/warehouse", {"code": "W9", "name": "混", "company": theirs.company}
    )

    assert [one.json()["code"] for one in answers] == ["auth.no_company"] * 3
    assert smuggled.json()["code"] == "field.unknown"
    assert theirs.everything() == before


def body_for(method: str, path: str = "") -> Any:
    if path.endswith("/merge"):
        return {"into": "00000000-0000-7000-8000-000000000000"}
    return {"remark": "改"} if method == "PATCH" else {} if method == "POST" else None


def tried(shop: Shop, method: str, path: str, records: dict[str, str]) -> Iterator[Any]:
    """Ways to name something of theirs at an address that names no record."""
    parts = path.split("/")
    form = parts[2] if parts[1] == "records" else ""
    if method == "GET" and form:
        named = f'[["id","=","{records[form]}"]]'
        yield shop.client.get(f"{path}?filter={quote(named)}")
        for field, target in references(shop, form):
            named = f'[["{field}","=","{records[target]}"]]'
            yield shop.client.get(f"{path}?filter={quote(named)}")
        yield shop.client.get(path)
    elif method == "GET":
        for name in ("product", "products", "warehouse", "partner"):
            target = name.rstrip("s")
            yield shop.client.get(f"{path}?{name}={records[target]}")
        yield shop.client.get(path)
    elif not form:
        yield shop.client.send(method, path, {"products": [records["product"]]})
        yield shop.client.send(method, path, {"products": [], "warehouse": records["warehouse"]})
    elif path.endswith("/batch"):
        items = [{"id": records[form], "action": "confirm"}, {"create": body_of(form, records)}]
        yield shop.client.post(path, {"items": items})
        yield shop.client.post(path, {"items": items, "atomic": True})
    else:
        for field, target in references(shop, form):
            yield shop.client.post(path, {**body_of(form, records), field: records[target]})


def references(shop: Shop, form: str) -> list[tuple[str, str]]:
    """Fields of a form that refer to others, and to which."""
    told = shop.ok(shop.client.get(f"/forms/{form}"))["fields"]
    return [(one["name"], one["to"]) for one in told if one["kind"] == "reference"]


def body_of(form: str, records: dict[str, str]) -> dict[str, Any]:
    """What would be a good record of theirs."""
    if form in MASTERS:
        return {"code": "N1", "name": "新", "unit": records["unit"], "parent": records[form]}
    return {
        "partner": records["partner"],
        "warehouse": records["warehouse"],
        "lines": [{"product": records["product"], "quantity": "1"}],
    }


def text_of(answer: Any) -> str:
    """What is answered; of an Excel file the cells, of any other file its text."""
    if not answer.streaming:
        return str(answer.content.decode())
    content = b"".join(answer.streaming_content)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def assert_says_nothing(answer: Any, theirs: Shop) -> None:
    """No word of theirs in what is answered; their ids only where they were asked with."""
    text = text_of(answer)
    assert "别家" not in text
    if answer.status_code == 200:
        found = set(re.findall(r'"id":"([0-9a-f-]{36})"', text))
        assert not found & set(theirs.ids.values())
