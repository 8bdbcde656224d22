"""Another PostgreSQL, named by DATABASE_URL: its user owns the tables, we add the other roles."""

from urllib.parse import urlsplit

import psycopg

from huolang.cli import foreign_roles
from huolang.cli.foreign_roles import connect
from huolang.cli.postgres import Database
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop

OLDEST = 16
SCHEMES = ("postgres", "postgresql")


def prepare(settings: Settings) -> Database:
    """Check the server, see to the two roles that do not own anything, return all three URLs."""
    owner = owners_url(settings)
    with connect(owner) as connection:
        _check(connection)
        application, report = settings.application_url, settings.report_url
        if application and report:
            return foreign_roles.as_told(connection, owner, application, report)
        if application or report:
            raise Stop("application_url 与 report_url 须一起设置 / Set both or neither of them.")
        return foreign_roles.made(connection, owner, settings)


def owners_url(settings: Settings) -> str:
    """DATABASE_URL, if it is one of PostgreSQL's."""
    owner = settings.database_url or ""
    if urlsplit(owner).scheme not in SCHEMES:
        raise Stop(
            "DATABASE_URL 应为 postgresql://… / DATABASE_URL must look like "
            "postgresql://user:password@host:5432/name."
        )
    return owner


def _check(connection: psycopg.Connection) -> None:
    version = connection.info.server_version // 10000
    if version < OLDEST:
        raise Stop(
            f"PostgreSQL 版本过旧（{version}）/ This PostgreSQL is version {version}: "
            f"Huolang needs {OLDEST} or newer."
        )
    if connection.info.parameter_status("server_encoding") != "UTF8":
        raise Stop("数据库编码须为 UTF8 / The database must have the encoding UTF8.")
    may = connection.execute("SELECT has_schema_privilege('public', 'CREATE')").fetchone()
    if may != (True,):
        raise Stop(
            f"用户 {connection.info.user} 无权建表 / The user {connection.info.user} may not "
            "create tables in the schema public: make it the owner of the database."
        )
