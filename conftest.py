"""What every test may ask for: a company, people in their roles, a client, real commits.

A test of a business rule takes `company` or `acting` and runs in a transaction that is rolled
back. A test of the API takes `client`, and does not stay inside `acting` meanwhile. A test of a
race takes `live_company`. All of them run as the application role.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any

import pytest
from django.db import connection

from huolang.cli import screen
from huolang.kernel import access as access_of
from huolang.kernel import sql, tokens
from huolang.kernel.company import Company
from huolang.kernel.company import acting as acting_for
from huolang.kernel.first_run import join, new_company
from huolang.kernel.people import User
from huolang.kernel.permissions import Access
from huolang.typesetting import fonts
from tests.support import databases, stocked
from tests.support.client import ApiClient
from tests.support.live import LiveCompany

gc.disable()  # until everything is collected: nothing of that is ever thrown away
Unblock = Any
"""pytest-django's `django_db_blocker`."""


def pytest_sessionstart(session: pytest.Session) -> None:
    if databases.is_configured() and not hasattr(session.config, "workerinput"):
        databases.discard_left_over()


def pytest_collection_finish() -> None:
    """What there is now stays to the end: nobody need look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session")
def _worker(request: pytest.FixtureRequest) -> str:
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def django_db_setup(_worker: str, django_db_blocker: Unblock) -> Iterator[None]:
    """This worker's clone, with companies that every test finds as they were made."""
    if not databases.is_configured():
        pytest.exit(databases.UNSET, returncode=4)
    name = databases.clone(_worker)
    with django_db_blocker.unblock(), databases.using(name):
        new_company("红旗五金")
        new_company("蓝天百货")
        stocked.make()
        yield
    databases.discard(name)


@pytest.fixture(scope="session")
def letters() -> None:
    """The letters of PDFs: they come with the packages of the screen."""
    if not fonts.are_there():
        screen.install_packages()


@pytest.fixture
def company(db: None) -> Company:
    """红旗五金: books, roles, chart of accounts, units and a warehouse, nothing else."""
    return Company.objects.get(name="红旗五金")


@pytest.fixture
def other_company(db: None) -> Company:
    """蓝天百货: a company whose rows nobody of `company` may ever see."""
    return Company.objects.get(name="蓝天百货")


@pytest.fixture
def acting(company: Company) -> Iterator[int]:
    """Inside `acting(company)`; the value is its id."""
    with acting_for(company.id):
        yield company.id


@pytest.fixture
def person(company: Company) -> Callable[..., User]:
    """`person("sales")`: somebody in that role; `company=` for another company."""
    home = company

    def make(*roles: str, company: Company | None = None, **fields: Any) -> User:
        username = fields.pop("username", f"{'-'.join(roles) or 'nobody'}-{_count()}")
        user = User.objects.create_user(username, None, **fields)
        join(user, company or home, roles=list(roles))
        return user

    return make


@cache
def _counter() -> Iterator[int]:
    return iter(range(1, 10**9))


def _count() -> int:
    return next(_counter())


@pytest.fixture
def access(person: Callable[..., User], company: Company) -> Callable[..., Access]:
    """`access("warehouse")`: what somebody in that role may do."""
    return lambda *roles: access_of.load(person(*roles).id, company.id)


@pytest.fixture
def client(person: Callable[..., User]) -> Callable[..., ApiClient]:
    """`client("purchasing")`: the API as somebody in that role calls it, with a token."""

    def make(*roles: str, company: Company | None = None, language: str = "") -> ApiClient:
        user = person(*(roles or ("admin",)), company=company)
        return ApiClient(tokens.issue(user, name="测试"), language=language)

    return make


@pytest.fixture
def statements() -> Callable[[], AbstractContextManager[list[str]]]:
    """`with statements() as seen:` collects every statement, Django's and the set-based ones."""

    @contextmanager
    def watch() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(execute: Any, statement: str, parameters: Any, many: bool, context: Any) -> Any:
            seen.append(statement)
            return execute(statement, parameters, many, context)

        with connection.execute_wrapper(note), sql.counting() as ours:
            yield seen
        seen.extend(ours)

    return watch


@pytest.fixture(scope="session")
def _live_database(_worker: str) -> Iterator[str]:
    if not databases.is_configured():
        pytest.exit(databases.UNSET, returncode=4)
    name = databases.clone(f"{_worker}_live")
    yield name
    databases.discard(name)


@pytest.fixture
def live_company(_live_database: str, django_db_blocker: Unblock) -> Iterator[LiveCompany]:
    """A company of its own in a database where commits are real; for threads and races.

    Not together with `company`, `acting` or `db`, whose transaction is in the other database.
    """
    assert not connection.in_atomic_block, "live_company cannot be combined with db or company"
    with django_db_blocker.unblock(), databases.using(_live_database, again=True):
        yield LiveCompany(new_company(f"实录公司 {_count()}"))


@pytest.fixture
def live_client(live_company: LiveCompany) -> Callable[..., ApiClient]:
    """`client` for `live_company`; may be used from any thread."""

    def make(*roles: str) -> ApiClient:
        user = User.objects.create_user(f"live-{live_company.id}-{_count()}")
        join(user, live_company.company, roles=list(roles or ("admin",)))
        return ApiClient(tokens.issue(user, name="测试"))

    return make


@pytest.fixture
def empty_database(_worker: str, django_db_blocker: Unblock) -> Iterator[None]:
    """A migrated database without a single row, for the first run."""
    if not databases.is_configured():
        pytest.exit(databases.UNSET, returncode=4)
    name = databases.clone(f"{_worker}_empty")
    with django_db_blocker.unblock(), databases.using(name):
        yield
    databases.discard(name)
