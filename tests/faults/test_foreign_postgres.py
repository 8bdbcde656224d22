"""A PostgreSQL that is not ours: its roles are made once, and belong to one data folder."""

import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from huolang.cli import database, foreign
from huolang.cli.postmaster import Postmaster
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop
from tests.faults.launching import PATIENCE

pytestmark = pytest.mark.fault


@pytest.fixture(scope="module")
def their_server(module_path: Path) -> Iterator[str]:
    """A server that is not ours, reached by TCP; the address of a database that alice owns."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    theirs = {"listen_addresses": "127.0.0.1", "port": str(port)}
    folder = module_path
    server = Postmaster(folder, "secret", durable=False, extra=theirs)
    server.start()
    administrator = f"postgresql://postgres:secret@127.0.0.1:{port}/postgres"
    with psycopg.connect(administrator, autocommit=True) as connection:
        connection.execute("CREATE ROLE alice LOGIN CREATEROLE PASSWORD 'a b@c'")
        connection.execute("CREATE ROLE bob LOGIN PASSWORD 'b'")
        connection.execute("CREATE ROLE mighty LOGIN SUPERUSER PASSWORD 'a b@c'")
        connection.execute("CREATE ROLE past_policies LOGIN BYPASSRLS PASSWORD 'a b@c'")
        connection.execute("CREATE ROLE of_alice LOGIN PASSWORD 'a b@c' IN ROLE alice")
        connection.execute("CREATE DATABASE mine OWNER alice")
        connection.execute("CREATE DATABASE once OWNER alice")
        connection.execute("CREATE DATABASE empty OWNER alice")
        connection.execute("CREATE DATABASE lost OWNER alice")
        connection.execute("CREATE DATABASE shop OWNER alice")
        connection.execute("CREATE DATABASE other OWNER bob")
    yield f"127.0.0.1:{port}"
    server.stop()
    assert server.process
    server.process.wait(PATIENCE)


def test_another_postgresql_is_given_its_two_roles_once(their_server: str, data: Path) -> None:
    settings = Settings(data, database_url=f"postgresql://alice:a%20b%40c@{their_server}/once")

    first = foreign.prepare(settings)
    second = foreign.prepare(settings)

    assert first == second
    assert first.application_role == "huolang_app_once"
    assert (data / "foreign.json").stat().st_mode & 0o077 == 0
    with psycopg.connect(first.application) as application:
        assert application.execute("SHOW plan_cache_mode").fetchone() == ("force_generic_plan",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("CREATE TABLE mine (n int)")


def test_a_second_data_folder_is_refused_and_the_first_one_works_on(
    their_server: str, data: Path
) -> None:
    url = f"postgresql://alice:a%20b%40c@{their_server}/shop"
    first = foreign.prepare(Settings(data / "first", database_url=url))

    with pytest.raises(Stop, match="another data folder") as refused:
        foreign.prepare(Settings(data / "second", database_url=url))

    assert "\n" not in str(refused.value)
    assert not (data / "second").exists()
    psycopg.connect(first.application).close()
    psycopg.connect(first.report).close()
    assert foreign.prepare(Settings(data / "first", database_url=url)) == first


def test_a_data_folder_that_was_lost_is_replaced_when_its_owner_says_so(
    their_server: str, data: Path
) -> None:
    url = f"postgresql://alice:a%20b%40c@{their_server}/lost"
    lost = foreign.prepare(Settings(data / "lost", database_url=url))
    with pytest.raises(Stop) as refused:
        foreign.prepare(Settings(data / "new", database_url=url))
    (advice,) = re.findall(r"COMMENT ON ROLE .*$", str(refused.value))
    with psycopg.connect(url, autocommit=True) as alice:
        alice.execute(advice)

    with psycopg.connect(lost.application), pytest.raises(Stop, match="another data folder"):
        foreign.prepare(Settings(data / "new", database_url=url))
    found = foreign.prepare(Settings(data / "new", database_url=url))

    assert found.application != lost.application
    psycopg.connect(found.report).close()
    with pytest.raises(Stop, match="another data folder"):
        foreign.prepare(Settings(data / "lost", database_url=url))


def test_a_password_that_works_is_kept_though_the_server_refuses_connections(
    their_server: str, data: Path
) -> None:
    settings = Settings(data, database_url=f"postgresql://alice:a%20b%40c@{their_server}/mine")
    before = foreign.prepare(settings)
    administrator = f"postgresql://postgres:secret@{their_server}/postgres"
    with psycopg.connect(before.application), psycopg.connect(administrator) as root:
        root.execute("ALTER ROLE huolang_app_mine CONNECTION LIMIT 1")
        root.commit()

        with pytest.raises(Stop, match="too many connections"):
            foreign.prepare(settings)

        root.execute("ALTER ROLE huolang_app_mine CONNECTION LIMIT -1")
    assert foreign.prepare(settings) == before


@pytest.mark.parametrize("role", ["mighty", "past_policies", "alice", "of_alice"])
def test_a_role_that_row_level_security_does_not_bind_is_refused(
    their_server: str, data: Path, role: str
) -> None:
    settings = Settings(
        data,
        database_url=f"postgresql://alice:a%20b%40c@{their_server}/shop",
        application_url=f"postgresql://{role}:a%20b%40c@{their_server}/shop",
        report_url=f"postgresql://bob:b@{their_server}/shop",
    )

    with pytest.raises(Stop, match=f"{role} is not bound by row-level security") as refused:
        foreign.prepare(settings)
    assert "\n" not in str(refused.value)

    plain = replace(settings, application_url=settings.report_url)
    assert foreign.prepare(plain).application_role == "bob"
    with pytest.raises(Stop, match="both or neither"):
        foreign.prepare(replace(settings, report_url=None))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://bob:b@{}/other", "grant it CREATEROLE"),
        ("postgresql://bob:b@{}/shop", "may not create tables"),
        ("postgresql://bob:wrong@{}/other", "cannot be reached"),
        ("postgresql://bob:b@127.0.0.1:9/other", "cannot be reached"),
        ("mysql://bob@{}/other", "must look like postgresql://"),
    ],
)
def test_another_postgresql_that_will_not_do_is_refused(
    their_server: str, data: Path, url: str, said: str
) -> None:
    with pytest.raises(Stop, match=said) as refused:
        foreign.prepare(Settings(data, database_url=url.format(their_server)))

    assert "\n" not in str(refused.value)


def test_a_postgresql_too_old_is_refused(
    their_server: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "OLDEST", 99)

    with pytest.raises(Stop, match="Huolang needs 99 or newer"):
        foreign.prepare(Settings(data, database_url=f"postgresql://bob:b@{their_server}/other"))


def test_only_up_makes_books_in_another_postgresql(their_server: str, data: Path) -> None:
    url = f"postgresql://alice:a%20b%40c@{their_server}/empty"

    with (
        pytest.raises(Stop, match="There are no books in DATABASE_URL"),
        database.with_books(Settings(data, database_url=url)),
    ):
        pass

    assert not data.exists()
    with psycopg.connect(url) as alice:
        made = alice.execute("SELECT 1 FROM pg_roles WHERE rolname = 'huolang_app_empty'")
        assert made.fetchone() is None
