"""Who may do what in the database: an owner, the application, and a reader for reports."""

from collections.abc import Mapping

import psycopg
from psycopg import sql

DATABASE = "huolang"
OWNER = "huolang_owner"
APPLICATION = "huolang_app"
REPORT = "huolang_report"
ALL = (OWNER, APPLICATION, REPORT)
PREPARED = "huolang 1"  # written to the database last; raise it when the steps below change
EXTENSIONS = ("pg_trgm", "btree_gin")
STATISTICS = "pg_stat_statements"  # in the administrator's database only: it tells of all

# Under row-level security PostgreSQL uses an index only if the functions behind the condition
# are marked leakproof. These reveal nothing of a row in an error message, but ship unmarked.
LEAKPROOF = """
SELECT p.oid::regprocedure::text FROM pg_proc p
WHERE p.pronamespace = 'pg_catalog'::regnamespace AND NOT p.proleakproof AND p.proname IN (
  'textlike', 'textnlike', 'texticlike', 'texticnlike', 'starts_with', 'upper', 'lower',
  'arraycontains', 'arraycontained', 'arrayoverlap', 'array_eq', 'array_ne',
  'jsonb_contains', 'jsonb_exists', 'jsonb_exists_any', 'jsonb_exists_all',
  'numeric_eq', 'numeric_ne', 'numeric_lt', 'numeric_le', 'numeric_gt', 'numeric_ge',
  'numeric_cmp')
"""


def prepare_own(
    administrator: str, words: Mapping[str, str], *, may_create_databases: bool
) -> None:
    """On our own server: the roles, the marks, the database; done once, safe to repeat."""
    with psycopg.connect(administrator, autocommit=True) as connection:
        mark = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [DATABASE],
        ).fetchone()
        if mark == (PREPARED,):
            return
        for role in ALL:
            make(connection, role, words[role], like=role)
        if may_create_databases:
            connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))
            connection.execute(  # to drop one while the application is still connected to it
                sql.SQL("GRANT pg_signal_backend TO {}").format(sql.Identifier(OWNER))
            )
        _extend(connection, STATISTICS)
        with psycopg.connect(administrator, dbname="template1", autocommit=True) as template:
            _mark(template)
        if mark is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template1").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER)
                )
            )
        with psycopg.connect(administrator, dbname=DATABASE, autocommit=True) as database:
            _mark(database)
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(DATABASE), PREPARED)
        )


def make(connection: psycopg.Connection, role: str, word: str, *, like: str) -> None:
    """Create `role`, or give it a new password, and the settings of the shipped role `like`.

    Only the verifier of the password is sent, so no log of the server can ever hold it.
    """
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    command = "ALTER ROLE {} LOGIN PASSWORD {}" if known else "CREATE ROLE {} LOGIN PASSWORD {}"
    verifier = connection.pgconn.encrypt_password(word.encode(), role.encode(), b"scram-sha-256")
    connection.execute(sql.SQL(command).format(sql.Identifier(role), verifier.decode()))
    settings = {
        APPLICATION: {"plan_cache_mode": "force_generic_plan", "jit": "off"},
        REPORT: {
            "default_transaction_read_only": "on",
            "statement_timeout": "60s",
            "jit": "off",
        },
    }.get(like, {})
    for name, value in settings.items():
        connection.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(
                sql.Identifier(role), sql.Identifier(name), value
            )
        )


def _mark(database: psycopg.Connection) -> None:
    """Extensions and leakproof marks, in the template too, so every later database has them."""
    _extend(database, *EXTENSIONS)
    for (function,) in database.execute(LEAKPROOF).fetchall():
        database.execute(sql.SQL("ALTER FUNCTION {} LEAKPROOF").format(sql.SQL(function)))


def _extend(database: psycopg.Connection, *names: str) -> None:
    shipped = database.execute("SELECT name FROM pg_available_extensions").fetchall()
    for name in names:
        if (name,) in shipped:
            database.execute(
                sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name))
            )
