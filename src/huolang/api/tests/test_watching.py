"""Health, figures and the log: told to whoever watches, with the request's number, no secrets."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from huolang.api import watching
from huolang.kernel import upkeep
from huolang.kernel.logs import Lines
from huolang.kernel.people import User
from tests.support.client import ApiClient

WORD, NEXT, GUESS = "zhang-san-2026", "li-si-und-2027", "Sommer2026!geraten"
BROWSER = "/_allauth/browser/v1"


class Kept(logging.Handler):
    """The log as it would be written, every level of it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(Lines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def kept() -> Iterator[Kept]:
    handler, root = Kept(), logging.getLogger()
    loggers = [root, *(logging.getLogger(name) for name in root.manager.loggerDict)]
    before = [one.level for one in loggers]
    root.addHandler(handler)
    for one in loggers:
        one.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    for one, level in zip(loggers, before, strict=True):
        one.setLevel(level)


def test_no_password_token_or_session_is_ever_in_the_log(
    person: Callable[..., User], kept: Kept
) -> None:
    cache.clear()
    zhang = person("admin", username="zhangsan")
    zhang.set_password(WORD)
    zhang.save()
    browser = Client()

    def post(path: str, **body: Any) -> Any:
        return browser.post(path, body, "application/json")

    for guess in (GUESS, f"{WORD}x"):
        assert post(f"{BROWSER}/auth/login", username="zhangsan", password=guess).status_code == 400
    assert post(f"{BROWSER}/auth/login", username="zhangsan", password=WORD).status_code == 200
    session = browser.cookies["sessionid"].value
    told = {"current_password": WORD, "new_password": NEXT}
    assert post(f"{BROWSER}/account/password/change", **told).status_code in (200, 401)
    browser.post(f"{BROWSER}/auth/login?password={WORD}", b"{broken", "application/json")
    made = ApiClient()
    made.client = browser
    token = made.post("/tokens", {"name": "收银机"}).json()["token"]
    other = made.post("/people", {"username": "wang", "roles": ["sales"]}).json()["password"]
    assert ApiClient(token).get("/session").status_code == 200
    assert ApiClient(f"{token}x").get("/session").status_code == 401

    whole = "\n".join(kept.lines)
    assert "/api/v1/tokens 201" in whole
    secrets = (WORD, NEXT, GUESS, session, browser.cookies["sessionid"].value, token, other)
    assert [one for one in secrets if one in whole] == []


def test_the_log_the_answer_and_the_problem_name_the_same_request(
    client: Callable[..., ApiClient], kept: Kept
) -> None:
    refused = client("sales").post("/records/product", {}, **{"X-Request-Id": "till-7.2026"})

    lines = [json.loads(line) for line in kept.lines]
    (line,) = [one for one in lines if one["logger"] == "huolang.requests"]
    assert refused.headers["X-Request-Id"] == refused.json()["request"] == "till-7.2026"
    assert line["request"] == "till-7.2026"
    assert re.fullmatch(r"POST /api/v1/records/product 403 \d+ ms", line["message"])


def test_a_request_that_names_none_is_given_a_number(client: Callable[..., ApiClient]) -> None:
    answers = [ApiClient().get("/session"), client("sales").get("/records/nothing")]

    numbers = [one.json()["request"] for one in answers]
    assert numbers == [one.headers["X-Request-Id"] for one in answers]
    assert all(re.fullmatch("[0-9a-f]{16}", one) for one in numbers)
    assert len(set(numbers)) == 2


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
def test_health_is_told_without_log_in(db: None, path: str) -> None:
    assert ApiClient().get(path).status_code == 200


def test_a_database_of_an_earlier_version_is_not_ready(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = watching._expected() | {("kernel", "9999_later")}
    monkeypatch.setattr(watching, "_expected", lambda: expected)

    answer = ApiClient().get("/health/ready")

    assert (answer.status_code, answer.json()["code"]) == (503, "health.not_ready")
    assert ApiClient().get("/health/live").status_code == 200


def figures(answer: Any) -> dict[str, float]:
    assert answer.status_code == 200, answer.content
    lines = answer.content.decode().splitlines()
    return {
        name: float(value)
        for name, _space, value in (line.rpartition(" ") for line in lines if line[0] != "#")
    }


def test_metrics_tell_what_was_asked_refused_and_proved(client: Callable[..., ApiClient]) -> None:
    upkeep.note(upkeep.PROVE, ok=True, seconds=1.5, told={"companies": 2, "differences": 0})
    before = figures(Client().get("/metrics"))
    client("sales").post("/records/product", {})

    after = figures(Client().get("/metrics"))

    refused = 'huolang_refusals_total{code="auth.forbidden"}'
    assert after[refused] == before.get(refused, 0) + 1
    route = 'route="api/v1/records/<form>"'
    asked = f'huolang_requests_total{{method="POST",{route},status="403"}}'
    assert after[asked] == before.get(asked, 0) + 1
    assert after[f"huolang_request_seconds_count{{{route}}}"] >= 1
    assert after["huolang_last_prove_ok"] == 1
    assert after['huolang_jobs{state="failed"}'] == 0
    assert after["huolang_database_connections"] >= 1
    assert after["huolang_database_bytes"] > 1_000_000


def test_a_posting_counts_when_it_is_committed(live_company: Any) -> None:
    def postings() -> float:
        return figures(Client().get("/metrics"))["huolang_postings_total"]

    before = postings()
    with transaction.atomic():
        transaction.on_commit(watching.metrics.POSTINGS.inc)
        assert postings() == before
    assert postings() == before + 1
    assert not connection.in_atomic_block


@pytest.mark.parametrize(
    "meta",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"HTTP_X_FORWARDED_FOR": "10.0.0.7"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"REMOTE_ADDR": "unix"},
    ],
)
def test_metrics_are_for_this_machine_or_a_token_that_may_see_them(
    client: Callable[..., ApiClient], meta: dict[str, str]
) -> None:
    def ask(token: str = "") -> int:
        told = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
        return Client().get("/metrics", **meta, **told).status_code

    assert ask() == 401
    assert ask("hl_made_up_by_somebody_who_guesses") == 401
    assert ask(client("sales").token) == 403
    assert ask(client("admin").token) == 200


def test_behind_a_proxy_the_machine_itself_needs_a_token_too(db: None, settings: Any) -> None:
    settings.HTTPS = True

    assert Client().get("/metrics").status_code == 401


def test_upkeep_is_shown_to_those_who_may(client: Callable[..., ApiClient]) -> None:
    upkeep.note(upkeep.BACKUP, ok=True, seconds=3, told={"file": "a.backup", "bytes": 7})

    told = client("admin").get("/upkeep").json()

    assert told["backup"]["told"] == {"file": "a.backup", "bytes": 7}
    assert told["prove"] is None or told["prove"]["ok"] in (True, False)
    assert client("warehouse").get("/upkeep").status_code == 403
