"""A made-up company can be removed; nobody else's rows, and no company of one's own."""

import os

import psycopg
import pytest
from django.db import connection

from huolang.kernel import sql, tokens
from huolang.kernel.company import Company, acting
from huolang.kernel.first_run import join, new_company
from huolang.kernel.people import Membership, User
from huolang.ledger import proof
from huolang.samples import demo, demo_trade, loaded, northwind, removal, removing, sample_company
from huolang.samples.loaded import Claim
from huolang.samples.removal import NotASample

PEOPLE = [username for username, _name, _role in demo.PEOPLE]


def silent(step, done, whole):
    pass


@pytest.fixture
def owner(live_company):
    url = os.environ["HUOLANG_OWNER_DATABASE_URL"]
    with psycopg.connect(url, dbname=connection.settings_dict["NAME"]) as connected:
        yield connected


def trading(monkeypatch, boss):
    """A new company with a few days of trade."""
    monkeypatch.setattr(demo_trade, "DAYS", 2)
    company = new_company("示例")
    join(boss, company, roles=["admin"])
    with acting(company.id):
        sample_company.mark(demo.DATA_SET)
    demo.load(company, boss, show=silent)
    return company


def entries(company):
    with acting(company.id):
        return sql.run("SELECT count(*), sum(cost) FROM ledger_stockentry").fetchone()


def test_a_sample_company_goes_with_all_its_rows_and_the_next_one_stays(
    monkeypatch, live_company, owner
):
    boss = User.objects.create_user(f"boss-{live_company.id}")
    gone, stays = trading(monkeypatch, boss), trading(monkeypatch, boss)
    before = entries(stays)
    assert before[0] > 0

    removed = removal.remove(owner, gone.id, people=PEOPLE)

    assert removed > 1000
    assert not Company.objects.filter(id=gone.id).exists()
    assert not Membership.objects.filter(company_id=gone.id).exists()
    tables = owner.execute(removal.TABLES).fetchall()
    for table, _append_only in tables:
        statement = psycopg.sql.SQL("SELECT count(*) FROM {} WHERE company_id = %s")
        named = statement.format(psycopg.sql.Identifier(table))
        assert owner.execute(named, [gone.id]).fetchone() == (0,), table
    assert entries(stays) == before
    assert User.objects.filter(username=boss.username).exists()
    with acting(stays.id):
        assert list(proof.differences(stays.id)) == []


def test_the_people_of_the_demo_go_with_what_is_theirs(monkeypatch, live_company, owner):
    boss = User.objects.create_user(f"boss-{live_company.id}")
    gone = trading(monkeypatch, boss)
    for clerk in User.objects.filter(username__in=PEOPLE):
        tokens.issue(clerk, name="anywhere")

    removal.remove(owner, gone.id, people=PEOPLE)

    here = Membership.objects.values("user_id")
    assert not User.objects.filter(username__in=PEOPLE).exclude(id__in=here).exists()


def test_a_company_of_the_same_name_is_neither_loaded_into_nor_removed(live_company, owner):
    boss = User.objects.create_user(f"boss-{live_company.id}")
    mine = new_company(demo.COMPANY)
    join(boss, mine, roles=["admin"])

    made = sample_company.ensure(demo.COMPANY, demo.DATA_SET, boss)

    assert made.id != mine.id
    Company.objects.filter(id=made.id).update(name="鸿运商行")
    assert sample_company.ensure(demo.COMPANY, demo.DATA_SET, boss).id == made.id
    with acting(mine.id):
        loaded.claim(demo.DATA_SET, [Claim(key="x", digest="", kind="day", month="")])
    with pytest.raises(NotASample):
        removal.remove(owner, mine.id, people=[])


def test_rows_of_the_books_still_cannot_be_deleted_afterwards(monkeypatch, live_company, owner):
    boss = User.objects.create_user(f"boss-{live_company.id}")
    gone, stays = trading(monkeypatch, boss), trading(monkeypatch, boss)
    removal.remove(owner, gone.id, people=[])

    with pytest.raises(psycopg.OperationalError, match="append-only"), owner.transaction():
        owner.execute("DELETE FROM ledger_stockentry WHERE company_id = %s", [stays.id])


def test_a_company_of_ones_own_is_refused(live_company, owner):
    with pytest.raises(NotASample):
        removal.remove(owner, live_company.id, people=[])

    assert Company.objects.filter(id=live_company.id).exists()


def test_the_company_of_any_data_set_goes_by_its_name(monkeypatch, live_company, owner):
    boss = User.objects.create_user(f"boss-{live_company.id}")
    gone = sample_company.ensure(northwind.COMPANY, northwind.DATA_SET, boss)
    stays = sample_company.ensure("示例", demo.DATA_SET, boss)
    address = psycopg.conninfo.make_conninfo(
        os.environ["HUOLANG_OWNER_DATABASE_URL"], dbname=connection.settings_dict["NAME"]
    )
    monkeypatch.setenv("HUOLANG_OWNER_DATABASE_URL", address)
    monkeypatch.setattr(sample_company, "administrator", lambda: boss)
    said = []

    assert [removing.run(northwind, said.append) for _ in range(2)] == [0, 1]

    assert not Company.objects.filter(id=gone.id).exists()
    assert Company.objects.filter(id=stays.id).exists()
    assert said[1] == "there is no company of the data set northwind"
