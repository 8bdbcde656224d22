"""The first minute of a new installation."""

import pytest

from huolang.kernel import first_run, passwords, sql
from huolang.kernel.company import Company, acting
from huolang.kernel.first_run import ensure, new_company
from huolang.kernel.outbox import BookHead
from huolang.kernel.people import Membership, Role, User


def accounts() -> int:
    return sql.run("SELECT count(*) FROM ledger_account").fetchone()[0]


def test_the_first_run_makes_a_company_its_roles_and_an_administrator(empty_database):
    login = ensure()

    company = Company.objects.get()
    assert (company.name, company.currency, company.digits) == ("我的公司", "CNY", 2)
    user = User.objects.get()
    assert (user.username, user.check_password(login.password)) == ("admin", True)
    assert Membership.objects.get(user=user, company=company).roles == ["admin"]
    with acting(company.id):
        assert BookHead.objects.count() == 1
        assert Role.objects.count() == 6
        assert accounts() > 60, "the packages above have added their seeds"


def test_the_second_run_changes_nothing(empty_database):
    ensure(password="correct horse battery")
    before = User.objects.get().password

    assert ensure(password="another one entirely") is None
    assert User.objects.get().password == before
    assert Company.objects.count() == 1


def test_passwords_are_long_and_never_the_same():
    words = {passwords.easy_to_read() for _time in range(50)}

    assert len(words) == 50
    assert {len(word) for word in words} == {19}


def test_what_fails_half_way_leaves_nothing(empty_database, monkeypatch):
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(first_run, "seeds", [*first_run.seeds, fail])
    with pytest.raises(ZeroDivisionError):
        ensure()

    assert (Company.objects.count(), User.objects.count()) == (0, 0)
    monkeypatch.undo()
    assert ensure() is not None


@pytest.mark.race
def test_two_at_once_make_one_company(live_company):
    """`live_company` stands for the company that exists; here the lock is what counts."""
    answers = live_company.together(4, lambda _caller: ensure())

    assert answers == [None] * 4


def test_every_company_begins_with_its_own_rows(company, db):
    second = new_company("第二家")

    with acting(second.id):
        assert Role.objects.count() == 6
        assert accounts() > 60
