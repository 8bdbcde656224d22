"""The second factor: asked for after the password, replaced by a recovery code, on record."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from huolang.api.tests.test_login import JSON, REAUTHENTICATE, WORD, Browser, zhang
from huolang.cli.inside import password
from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import acting

__all__ = ["zhang"]

TOTP = "/_allauth/browser/v1/account/authenticators/totp"
CODES = "/_allauth/browser/v1/account/authenticators/recovery-codes"
AUTHENTICATE = "/_allauth/browser/v1/auth/2fa/authenticate"


def code(secret: str, *, steps: int = 0) -> str:
    """What the telephone shows now, or `steps` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def post(browser: Browser, address: str, body: dict[str, str]):
    return browser.client.post(address, body, *JSON, headers=browser.csrf())


@pytest.fixture
def guarded(zhang):
    """Zhang at a browser, with the second factor on; its secret."""
    browser = Browser()
    browser.log_in()
    secret = browser.client.get(TOTP).json()["meta"]["secret"]
    post(browser, REAUTHENTICATE, {"password": WORD})
    assert post(browser, TOTP, {"code": code(secret)}).status_code == 200
    return browser, secret


def actions(zhang, company) -> list[str]:
    with acting(company.id):
        told = AuditEntry.objects.filter(form="user", record=zhang.id).order_by("at", "id")
        return list(told.values_list("action", flat=True))


def test_password_and_code_together_log_in(guarded):
    _browser, secret = guarded
    at_work = Browser()

    assert at_work.log_in().status_code == 401
    assert at_work.session().status_code == 401, "the password alone opens nothing"
    assert post(at_work, AUTHENTICATE, {"code": code(secret, steps=1)}).status_code == 200
    assert at_work.session().json()["user"]["name"] == "张三"


def test_a_wrong_code_is_refused_and_ten_of_them_shut_the_door(guarded):
    _browser, secret = guarded
    guesser = Browser()
    guesser.log_in()

    answers = [post(guesser, AUTHENTICATE, {"code": f"{n:06}"}).status_code for n in range(10)]
    after = post(guesser, AUTHENTICATE, {"code": code(secret, steps=1)})

    assert set(answers) == {400}
    assert after.status_code == 400
    assert after.json()["errors"][0]["code"] == "too_many_login_attempts"
    assert guesser.session().status_code == 401


def test_a_code_without_a_password_before_it_opens_nothing(guarded):
    _browser, secret = guarded
    stranger = Browser()
    stranger.session()

    assert post(stranger, AUTHENTICATE, {"code": code(secret)}).status_code in (401, 409)
    assert stranger.session().status_code == 401


def test_recovery_codes_are_shown_once_and_each_works_once(guarded):
    browser, _secret = guarded

    shown = browser.client.get(CODES).json()["data"]["unused_codes"]
    again = browser.client.get(CODES).json()["data"]

    assert len(set(shown)) == 10
    assert "unused_codes" not in again
    assert again["unused_code_count"] == 10
    for expected in (200, 400):
        at_work = Browser()
        at_work.log_in()
        assert post(at_work, AUTHENTICATE, {"code": shown[0]}).status_code == expected


def test_turning_it_off_needs_the_password(guarded):
    _browser, secret = guarded
    at_work = Browser()
    at_work.log_in()
    post(at_work, AUTHENTICATE, {"code": code(secret, steps=1)})

    unsure = at_work.client.delete(TOTP, headers=at_work.csrf())
    wrong = post(at_work, REAUTHENTICATE, {"password": "nonsense"})
    still = at_work.client.delete(TOTP, headers=at_work.csrf())
    post(at_work, REAUTHENTICATE, {"password": WORD})
    done = at_work.client.delete(TOTP, headers=at_work.csrf())

    assert [unsure.status_code, wrong.status_code, still.status_code] == [401, 400, 401]
    assert done.status_code == 200
    assert Browser().log_in().status_code == 200


def test_on_and_off_stand_in_the_audit(zhang, company, django_capture_on_commit_callbacks):
    browser = Browser()
    browser.log_in()
    secret = browser.client.get(TOTP).json()["meta"]["secret"]
    post(browser, REAUTHENTICATE, {"password": WORD})
    with django_capture_on_commit_callbacks(execute=True):
        post(browser, TOTP, {"code": code(secret)})
        post(browser, CODES, {})
    browser.client.delete(TOTP, headers=browser.csrf())

    assert sorted(actions(zhang, company)) == [
        "recovery_codes",
        "second_factor_off",
        "second_factor_on",
    ]


def test_who_lost_telephone_and_codes_is_let_in_from_the_machine(guarded, zhang, company, capsys):
    assert password.main(["zhangsan"]) == 0
    assert Browser().log_in(password=capsys.readouterr().out.strip()).status_code == 401

    assert password.main(["zhangsan", "--without-second-factor"]) == 0

    assert Browser().log_in(password=capsys.readouterr().out.strip()).status_code == 200
    assert actions(zhang, company)[-2:] == ["password", "second_factor_off"]
