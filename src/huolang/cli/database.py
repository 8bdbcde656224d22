"""Which database a command works on: our own PostgreSQL unless DATABASE_URL names another."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from huolang.cli import foreign, postgres
from huolang.cli.postgres import Database, Own
from huolang.cli.settings import Settings


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[Database, Own | None]]:
    """The database, running for as long as anybody is inside; and our hold on it if it is ours."""
    if settings.database_url:
        with nullcontext(foreign.prepare(settings)) as database:
            yield database, None
        return
    with postgres.own(settings.data) as own:
        assert own.database
        yield own.database, own
