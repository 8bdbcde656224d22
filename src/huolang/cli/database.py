"""Which database a command works on: our own PostgreSQL unless DATABASE_URL names another."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from huolang.cli import foreign, postgres
from huolang.cli.foreign_roles import connect
from huolang.cli.postgres import Database, Own
from huolang.cli.postmaster import SETTINGS
from huolang.cli.progress import say
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop

MOST = "max_connections"
COMPANIES = "SELECT to_regclass('public.kernel_company')"
A_COMPANY = "SELECT 1 FROM public.kernel_company LIMIT 1"


class NoBooks(Stop):
    """Only `up` makes books; any other command was told the wrong place."""

    def __init__(self, place: object) -> None:
        super().__init__(
            f"{place} 中还没有账套 / There are no books in {place} yet: check --data (or "
            "DATABASE_URL), or make them with ./huolang up."
        )


@contextmanager
def opened(settings: Settings, *, connections: int = 0) -> Iterator[tuple[Database, Own | None]]:
    """The database, running for as long as anybody is inside; and our hold on it if it is ours.

    It takes at least this many `connections` at once; another PostgreSQL is only asked.
    """
    if settings.database_url:
        with nullcontext(foreign.prepare(settings)) as database:
            if _taken_by(database.owner) < connections:
                say(f"! {_too_few(connections)}")
            yield database, None
        return
    extra = {MOST: str(connections)} if connections > int(SETTINGS[MOST]) else {}
    with postgres.own(settings.data, extra=extra) as own:
        assert own.database
        if _taken_by(own.database.owner) < connections:  # another command started it
            raise Stop(_too_few(connections))
        yield own.database, own


@contextmanager
def with_books(settings: Settings) -> Iterator[tuple[Database, Own | None]]:
    """The database, if it holds the books of a company already; else nothing is made."""
    if settings.database_url:
        _look(foreign.owners_url(settings), "DATABASE_URL")
    elif not postgres.exists(settings.data):
        raise NoBooks(settings.data)
    with opened(settings) as (database, own):
        _look(database.owner, str(settings.data))
        yield database, own


def _taken_by(owner: str) -> int:
    with connect(owner) as connection:
        (most,) = connection.execute(f"SHOW {MOST}").fetchone() or (0,)
    return int(most)


def _too_few(needed: int) -> str:
    return (
        f"PostgreSQL 的连接数上限低于 {needed} / PostgreSQL takes fewer than the {needed} "
        "connections that so many workers may need: raise its max_connections or lower workers; "
        "if it is ours, wait until the other command that uses it has ended."
    )


def _look(owner: str, place: str) -> None:
    with connect(owner) as connection:
        if connection.execute(COMPANIES).fetchone() == (None,):
            raise NoBooks(place)
        if connection.execute(A_COMPANY).fetchone() is None:
            raise NoBooks(place)
