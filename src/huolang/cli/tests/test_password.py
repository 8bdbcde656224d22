"""Who lost a password gets a new one at the machine, can log in at once, and it is on record."""

import io
import sys

import pytest

from huolang.api.tests.test_login import WORD, Browser, zhang
from huolang.cli.inside import password
from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import acting
from huolang.kernel.people import User

__all__ = ["zhang"]


def test_a_new_password_is_printed_and_replaces_the_old_one(zhang, company, capsys):
    at_work = Browser()
    at_work.log_in()

    assert password.main([" ZhangSan "]) == 0

    new = capsys.readouterr().out.strip()
    assert at_work.session().status_code == 401
    assert Browser().log_in(password=WORD).status_code == 400
    assert Browser().log_in(password=new).status_code == 200
    with acting(company.id):
        kept = AuditEntry.objects.filter(form="user", record=zhang.id)
        assert list(kept.values_list("action", "by", "changes")) == [("password", None, {})]


def test_who_was_locked_out_can_log_in_from_every_address_at_once(zhang, capsys):
    addresses = ["10.0.0.7", "10.0.0.8", "10.0.0.9"]
    for address in addresses:
        for _time in range(5):
            Browser(address).log_in(password="wrong")
        assert Browser(address).log_in().status_code in (400, 429)

    password.main(["zhangsan"])

    new = capsys.readouterr().out.strip()
    for address in addresses:
        assert Browser(address).log_in(password=new).status_code == 200


def test_failures_are_counted_whatever_name_of_the_server_they_are_sent_to(zhang, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for guess in range(10):
        browser = Browser(f"10.0.1.{guess}")
        browser.client.defaults["HTTP_HOST"] = f"name{guess}.example.cn"
        assert browser.log_in(password="wrong").status_code == 400

    assert Browser("10.0.2.1").log_in(password="wrong").json()["errors"][0]["code"] == (
        "too_many_login_attempts"
    )


def test_a_password_may_be_piped_in_and_is_not_shown(zhang, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("新的 word-2026\n"))

    assert password.main(["zhangsan", "--choose"]) == 0

    assert "word-2026" not in capsys.readouterr().out
    assert Browser().log_in(password="新的 word-2026").status_code == 200


@pytest.mark.parametrize(
    ("words", "typed"),
    [(["nobody"], ""), (["zhangsan", "--choose"], "short\n"), (["zhangsan", "--choose"], "")],
)
def test_what_cannot_be_done_changes_nothing(zhang, company, monkeypatch, capsys, words, typed):
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))

    assert password.main(words) == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert Browser().log_in().status_code == 200
    with acting(company.id):
        assert not AuditEntry.objects.filter(form="user").exists()


def test_somebody_who_left_gets_none(zhang, capsys):
    User.objects.filter(id=zhang.id).update(is_active=False)

    assert password.main(["zhangsan"]) == 1
    assert "There is no user" in capsys.readouterr().err
