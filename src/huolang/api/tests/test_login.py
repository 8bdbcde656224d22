"""A person logs in with a password; who guesses is locked out, whichever process they ask."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from huolang.kernel import tokens
from huolang.kernel.company import acting
from huolang.kernel.people import User

LOGIN = "/_allauth/browser/v1/auth/login"
SESSION = "/_allauth/browser/v1/auth/session"
SECOND = "/_allauth/browser/v1/auth/2fa/authenticate"
REAUTHENTICATE = "/_allauth/browser/v1/auth/reauthenticate"
JSON = ("application/json",)
WORD = "zhang-san-2026"


class Browser:
    """A browser with its cookies, as the screens use it."""

    def __init__(self, address: str = "10.0.0.7") -> None:
        self.client = Client(enforce_csrf_checks=True, REMOTE_ADDR=address)

    def session(self, **headers):
        return self.client.get("/api/v1/session", headers=headers)

    def csrf(self) -> dict[str, str]:
        return {"X-CSRFToken": self.client.cookies["csrftoken"].value}

    def log_in(self, username="zhangsan", password=WORD, **headers):
        self.session()
        body = {"username": username, "password": password}
        told = {**self.csrf(), **headers}
        return self.client.post(LOGIN, body, "application/json", headers=told)

    def log_out(self):
        return self.client.delete(SESSION, headers=self.csrf())


@pytest.fixture
def zhang(company, person):
    cache.clear()
    zhang = person("sales", username="zhangsan", name="张三")
    zhang.set_password(WORD)
    zhang.save()
    return zhang


def test_a_person_logs_in_works_and_logs_out(zhang):
    browser = Browser()
    assert browser.session().status_code == 401

    assert browser.log_in().status_code == 200
    assert browser.session().json()["user"]["name"] == "张三"

    assert browser.log_out().status_code == 401
    assert browser.session().status_code == 401


def test_a_window_of_one_person_does_nothing_as_another_who_logged_in_since(zhang, person, company):
    role = person("admin", username="lisi", name="李四")
    role.set_password(WORD)
    role.save()
    browser = Browser()
    browser.log_in()
    shown = {"X-User": str(zhang.pk)}
    assert browser.session(**shown).status_code == 200
    browser.log_out()
    assert browser.session(**shown).json()["code"] == "auth.required"
    browser.log_in("lisi")

    body = {"code": "X1", "name": "别人"}
    wish = {**browser.csrf(), **shown, "Idempotency-Key": "other-person-1"}
    partners = "/api/v1/records/partner"
    refused = browser.client.post(partners, body, "application/json", headers=wish)
    for answer in (refused, browser.session(**shown)):
        assert (answer.status_code, answer.json()["code"]) == (409, "auth.other_person")
        assert "李四" in answer.json()["detail"]
    listed = browser.client.get(partners, headers={"X-User": str(role.pk)})
    assert (listed.status_code, listed.json()["items"]) == (200, [])
    factors = "/_allauth/browser/v1/account/authenticators"
    assert browser.client.get(factors, headers=shown).status_code == 409

    with acting(company.id):
        token = tokens.issue(zhang, name="网店", company=company.id)
    program = {**shown, "X-User": str(role.pk), "Authorization": f"Bearer {token}"}
    assert browser.client.get(partners, headers=program).status_code == 200


def test_who_logs_in_instead_of_another_ends_their_session_only_with_the_right_password(
    zhang, person
):
    other = person("admin", username="lisi", name="李四")
    other.set_password(WORD)
    other.save()
    browser = Browser()
    browser.log_in("lisi")
    before = browser.client.cookies["sessionid"].value
    assert browser.log_in().status_code == 409

    assert browser.log_in(password="wrong", **{"X-Instead": "1"}).status_code == 400
    assert browser.session().json()["user"]["name"] == "李四"
    assert browser.log_in(**{"X-Instead": "1"}).status_code == 200

    assert browser.session().json()["user"]["name"] == "张三"
    assert not Session.objects.filter(session_key=before).exists()


def test_capitals_in_the_user_name_do_not_matter(zhang):
    assert Browser().log_in(username="ZhangSan").status_code == 200


@pytest.mark.parametrize(
    ("username", "password"),
    [("zhangsan", "wrong"), ("nobody", WORD), ("zhangsan", ""), ("", ""), ("a\0b", "x")],
)
def test_a_wrong_name_or_password_is_refused(zhang, username, password):
    browser = Browser()

    assert browser.log_in(username, password).status_code == 400
    assert browser.session().status_code == 401


def test_somebody_who_left_cannot_log_in(zhang):
    User.objects.filter(id=zhang.id).update(is_active=False)
    browser = Browser()

    assert browser.log_in().status_code in (400, 401, 403)
    assert browser.session().status_code == 401


def test_who_leaves_is_out_at_once(zhang):
    browser = Browser()
    browser.log_in()
    User.objects.filter(id=zhang.id).update(is_active=False)

    assert browser.session().status_code == 401


def test_a_changed_password_ends_other_sessions(zhang):
    browser = Browser()
    browser.log_in()
    zhang.set_password("another-word-2026")
    zhang.save()

    assert browser.session().status_code == 401


def test_the_fifth_wrong_password_locks_and_the_right_one_does_not_help(zhang):
    browser = Browser()
    answers = [browser.log_in(password="wrong").status_code for _time in range(5)]

    locked = browser.log_in()

    assert answers == [400, 400, 400, 400, 429]
    assert locked.status_code == 429
    assert locked.json()["code"] == "auth.locked"
    assert locked.json()["detail"] == "登录失败次数过多，请 15 分钟后再试"
    assert locked.headers["Retry-After"] == "900"
    assert browser.session().status_code == 401


def test_the_lock_is_in_the_database_and_holds_for_name_and_address_together(zhang, person):
    guesser = Browser("10.0.0.66")
    for _time in range(5):
        guesser.log_in(username="ZHANGSAN" if _time % 2 else "zhangsan", password="wrong")
    li = person("sales", username="lisi")
    li.set_password(WORD)
    li.save()

    assert Browser("10.0.0.66").log_in().status_code == 429
    assert Browser("10.0.0.66").log_in(username="lisi").status_code == 200
    assert Browser("10.0.0.7").log_in().status_code == 200
    assert AccessAttempt.objects.filter(username="zhangsan").exists()


def test_a_success_forgets_the_failures_before_it(zhang):
    browser = Browser()
    for _time in range(4):
        browser.log_in(password="wrong")

    assert browser.log_in().status_code == 200
    assert Browser().log_in(password="wrong").status_code == 400


def test_a_name_longer_than_any_is_refused_not_a_crash(zhang):
    assert Browser().log_in(username="x" * 3000).status_code in (400, 429)


def test_nobody_signs_up_by_themselves(zhang):
    browser = Browser()
    browser.session()
    body = {"username": "intruder", "password": WORD}

    answer = browser.client.post(
        "/_allauth/browser/v1/auth/signup", body, "application/json", headers=browser.csrf()
    )

    assert answer.status_code == 403
    assert not User.objects.filter(username="intruder").exists()


def test_logging_in_needs_the_csrf_token(zhang):
    client = Client(enforce_csrf_checks=True)
    body = {"username": "zhangsan", "password": WORD}

    answer = client.post(LOGIN, body, "application/json")

    assert (answer.status_code, answer.json()["code"]) == (403, "auth.csrf")


@pytest.mark.parametrize(
    "headers", [{}, {"X-CSRFToken": "x" * 32}, {"Origin": "https://evil.example"}]
)
def test_a_change_with_a_session_needs_the_csrf_token(zhang, headers):
    browser = Browser()
    browser.log_in()
    right = {} if "X-CSRFToken" in headers or not headers else browser.csrf()

    answer = browser.client.post(
        "/api/v1/records/partner", {}, "application/json", headers=headers | right
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "auth.csrf")


def test_a_change_with_session_and_csrf_token_gets_through_to_the_form(zhang):
    browser = Browser()
    browser.log_in()

    answer = browser.client.post(
        "/api/v1/records/partner", {}, "application/json", headers=browser.csrf()
    )

    assert answer.status_code == 422


def test_cookies_are_kept_from_scripts_and_strangers(zhang):
    browser = Browser()
    answer = browser.log_in()

    session = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert not browser.client.cookies["csrftoken"]["httponly"]


def test_two_factors_can_be_set_up(zhang):
    browser = Browser()
    browser.log_in()

    answer = browser.client.get("/_allauth/browser/v1/account/authenticators/totp")

    assert answer.status_code == 404
    assert re.fullmatch(r"[A-Z2-7]{32}", answer.json()["meta"]["secret"])


def test_the_second_factor_is_asked_for_and_kept_encrypted(zhang):
    browser = Browser()
    browser.log_in()
    address = "/_allauth/browser/v1/account/authenticators/totp"
    secret = browser.client.get(address).json()["meta"]["secret"]
    again = {"password": WORD}
    unsure = browser.client.post(address, _code(secret), *JSON, headers=browser.csrf())
    browser.client.post(REAUTHENTICATE, again, *JSON, headers=browser.csrf())
    added = browser.client.post(address, _code(secret), *JSON, headers=browser.csrf())
    browser.log_out()

    asked = browser.log_in()

    assert unsure.status_code == 401, "the password is asked for again first"
    assert added.status_code == 200
    assert asked.status_code == 401
    pending = [flow for flow in asked.json()["data"]["flows"] if flow.get("is_pending")]
    assert [flow["id"] for flow in pending] == ["mfa_authenticate"]
    assert browser.session().status_code == 401
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_the_second_factor_is_asked_for_of_who_logs_in_instead_of_another(zhang, person):
    other = person("admin", username="lisi", name="李四")
    other.set_password(WORD)
    other.save()
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(zhang, secret)
    browser = Browser()
    browser.log_in("lisi")

    asked = browser.log_in(**{"X-Instead": "1"})
    assert asked.status_code == 401
    assert browser.session().json()["user"]["name"] == "李四"
    code = browser.client.post(SECOND, _code(secret), *JSON, headers=browser.csrf())

    assert code.status_code == 200
    assert browser.session().json()["user"]["name"] == "张三"


def _code(secret: str) -> dict[str, str]:
    return {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))}


def test_every_answer_names_its_request_and_forbids_framing_and_sniffing(zhang):
    answer = Browser().session(**{"X-Request-Id": "from-the-proxy-1"})
    strange = Browser().session(**{"X-Request-Id": "<script>"})

    assert answer.headers["X-Request-Id"] == "from-the-proxy-1"
    assert re.fullmatch(r"[0-9a-f]{16}", strange.headers["X-Request-Id"])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "请先登录"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "请先登录"),
        ("en-US,en;q=0.9", "Please log in first"),
        ("fr;q=1,en;q=0.5,zh;q=0.4", "Please log in first"),
        (";;;q=x,", "请先登录"),
    ],
)
def test_answers_are_in_the_language_asked_for(db, accepted, language):
    headers = {"Accept-Language": accepted} if accepted else {}

    assert Client().get("/api/v1/session", headers=headers).json()["detail"] == language


@pytest.mark.parametrize(
    "body", ['{"username": "\\ud800", "password": "x"}', "[" * 100_000, "{", '{"a": NaN}']
)
def test_what_is_no_json_is_refused_before_anybody_looks_into_it(zhang, body):
    browser = Browser()
    browser.session()

    answer = browser.client.post(LOGIN, body, "application/json", headers=browser.csrf())

    assert (answer.status_code, answer.json()["code"]) == (400, "request.malformed")


def test_a_company_that_cannot_be_read_is_no_company(client):
    answer = client("admin").get("/forms", **{"X-Company": "\u00ff"})

    assert answer.status_code == 403
