"""Another PostgreSQL, named by DATABASE_URL: its user owns the tables, we add the other roles."""

import hashlib
import json
import re
import secrets
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from huolang.cli import roles
from huolang.cli.postgres import Database, private_folder, write_private
from huolang.cli.progress import say
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop

OLDEST = 16
SCHEMES = ("postgres", "postgresql")


def prepare(settings: Settings) -> Database:
    """Check the server, see to the two roles that do not own anything, return all three URLs."""
    owner = settings.database_url or ""
    if urlsplit(owner).scheme not in SCHEMES:
        raise Stop(
            "DATABASE_URL 应为 postgresql://… / DATABASE_URL must look like "
            "postgresql://user:password@host:5432/name."
        )
    with _connect(owner) as connection:
        _check(connection)
        if settings.application_url and settings.report_url:
            return _as_told(owner, settings.application_url, settings.report_url)
        return _with_roles(connection, owner, settings)


def _connect(url: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        raise Stop(f"无法连接数据库 / The database cannot be reached: {said}") from error


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


def _as_told(owner: str, application: str, report: str) -> Database:
    for url in (application, report):
        _connect(url).close()
    return Database(
        owner=owner,
        application=application,
        report=report,
        application_role=str(conninfo_to_dict(application)["user"]),
        report_role=str(conninfo_to_dict(report)["user"]),
    )


def _with_roles(connection: psycopg.Connection, owner: str, settings: Settings) -> Database:
    """Roles belong to a whole server, so their names end with the database's."""
    name = connection.info.dbname
    plain = bool(re.fullmatch(r"[a-z0-9_]{1,40}", name))
    suffix = name if plain else hashlib.sha256(name.encode()).hexdigest()[:12]
    app, report = f"{roles.APPLICATION}_{suffix}", f"{roles.REPORT}_{suffix}"
    file = private_folder(settings.data) / "foreign.json"
    kept: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    urls: dict[str, str] = {}
    for role, like in ((app, roles.APPLICATION), (report, roles.REPORT)):
        key = f"{role}@{connection.info.host}:{connection.info.port}"
        urls[role] = _url_as(owner, role, kept.get(key, ""))
        if key not in kept or not _opens(urls[role]):
            kept[key] = secrets.token_urlsafe(24)
            write_private(file, json.dumps(kept))
            _create(connection, role, like, kept[key])
            urls[role] = _url_as(owner, role, kept[key])
            _connect(urls[role]).close()
    return Database(
        owner=owner,
        application=urls[app],
        report=urls[report],
        application_role=app,
        report_role=report,
    )


def _create(connection: psycopg.Connection, role: str, like: str, word: str) -> None:
    try:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        if known:
            say(f"· 重设数据库角色密码 The role {role} exists: it gets a new password")
        with connection.transaction():
            roles.make(connection, role, word, like=like)
            connection.execute(
                sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                    sql.Identifier(connection.info.dbname), sql.Identifier(role)
                )
            )
            connection.execute(
                sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(role))
            )
    except psycopg.errors.InsufficientPrivilege as error:
        user = connection.info.user
        raise Stop(
            f"用户 {user} 无权创建角色 / The user {user} may not create the role {role}: grant it "
            "CREATEROLE, or create two roles yourself and name them in huolang.toml as "
            f"application_url and report_url ({error.diag.message_primary})."
        ) from error


def _opens(url: str) -> bool:
    try:
        _connect(url).close()
    except Stop:
        return False
    return True


def _url_as(owner: str, role: str, word: str) -> str:
    """The owner's URL with another user in it."""
    parts = urlsplit(owner)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(role)}:{quote(word)}@{place}"))
