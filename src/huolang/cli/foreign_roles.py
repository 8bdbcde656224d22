"""The two roles on another PostgreSQL that own nothing: named by a person, or made and kept by us.

A role belongs to one data folder, the only one that knows its password; a comment on it says which.
"""

import contextlib
import hashlib
import json
import re
import secrets
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from huolang.cli import roles
from huolang.cli.postgres import Database, private_folder, write_private
from huolang.cli.progress import say
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop

MAKING = "huolang: roles"  # the name of the lock that two installations take in turn
INSTALLATION = "installation"
MARK = "huolang installation {}"  # the comment on a role: which data folder knows its password
MARK_OF = "SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = %s"
IN_USE = "SELECT 1 FROM pg_stat_activity WHERE usename = %s LIMIT 1"

# Whoever belongs to a role can become that role, and with it pass row-level security.
ABOVE_POLICIES = """
SELECT r.rolname FROM pg_roles r
WHERE pg_has_role(current_user, r.oid, 'MEMBER')
  AND (r.rolsuper OR r.rolbypassrls OR r.rolname = %s
    OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid
               AND c.relnamespace = 'public'::regnamespace))
ORDER BY r.rolname <> current_user, r.rolname LIMIT 1
"""


def connect(url: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        raise Stop(f"无法连接数据库 / The database cannot be reached: {said}") from error


def as_told(connection: psycopg.Connection, owner: str, application: str, report: str) -> Database:
    """Roles that a person made, if row-level security holds for them."""
    owning = connection.info.user
    names = [_harmless(url, owning) for url in (application, report)]
    return Database(
        owner=owner,
        application=application,
        report=report,
        application_role=names[0],
        report_role=names[1],
    )


def _harmless(url: str, owning: str) -> str:
    with connect(url) as connection:
        user = connection.info.user
        if above := connection.execute(ABOVE_POLICIES, [owning]).fetchone():
            raise Stop(
                f"数据库角色 {user} 权限过大，行级隔离对它无效 / The role {user} is not bound by "
                f"row-level security, as it is or may become {above[0]}: name one in "
                "application_url and report_url that owns nothing and may not bypass it."
            )
        return user


def made(connection: psycopg.Connection, owner: str, settings: Settings) -> Database:
    """Roles belong to a whole server, so their names end with the database's."""
    name = connection.info.dbname
    plain = bool(re.fullmatch(r"[a-z0-9_]{1,40}", name))
    suffix = name if plain else hashlib.sha256(name.encode()).hexdigest()[:12]
    app, report = f"{roles.APPLICATION}_{suffix}", f"{roles.REPORT}_{suffix}"
    connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [MAKING])  # until it is closed
    kept = _Kept(settings.data / "foreign.json")
    _refuse_anothers(connection, (app, report), kept)
    urls = {
        role: _url_with_role(connection, owner, role, like, kept)
        for role, like in ((app, roles.APPLICATION), (report, roles.REPORT))
    }
    return Database(
        owner=owner,
        application=urls[app],
        report=urls[report],
        application_role=app,
        report_role=report,
    )


class _Kept:
    """What this data folder knows of other servers: its own mark, and the roles' passwords."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.words: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
        self.mark = MARK.format(self.words.setdefault(INSTALLATION, secrets.token_hex(8)))

    def keep(self, **words: str) -> None:
        """Only now is anything written: who is refused leaves no data folder behind."""
        self.words |= words
        private_folder(self.file.parent)
        write_private(self.file, json.dumps(self.words))

    def word(self, connection: psycopg.Connection, role: str) -> str | None:
        return self.words.get(self.key(connection, role))

    @staticmethod
    def key(connection: psycopg.Connection, role: str) -> str:
        return f"{role}@{connection.info.host}:{connection.info.port}"


def _refuse_anothers(connection: psycopg.Connection, names: tuple[str, ...], kept: _Kept) -> None:
    """Roles whose passwords another data folder knows are left alone: it may be at work."""
    if not any(_is_anothers(connection, role, kept) for role in names):
        return
    name = connection.info.dbname
    forget = "; ".join(f'COMMENT ON ROLE "{role}" IS NULL' for role in names)
    raise Stop(
        f"数据库 {name} 已由另一个数据目录使用 / The database {name} belongs to the installation "
        "of another data folder: use that folder (or its foreign.json), or another database; if it "
        f"is lost, end what still runs there and run: {forget}"
    )


def _is_anothers(connection: psycopg.Connection, role: str, kept: _Kept) -> bool:
    found = connection.execute(MARK_OF, [role]).fetchone()
    if found is None or found[0] == kept.mark:
        return False
    if found[0] is None:  # an earlier version made it, or its owner was told to forget the mark
        in_use = connection.execute(IN_USE, [role]).fetchone()
        return kept.word(connection, role) is None and in_use is not None
    return True


def _url_with_role(
    connection: psycopg.Connection, owner: str, role: str, like: str, kept: _Kept
) -> str:
    word = kept.word(connection, role)
    if word and _opens(_url_as(owner, role, word)):
        _claim(connection, role, kept)
        return _url_as(owner, role, word)
    if word and connection.execute(IN_USE, [role]).fetchone():
        connect(_url_as(owner, role, word)).close()  # says what is wrong: not the password
        return _url_as(owner, role, word)
    word = secrets.token_urlsafe(24)
    kept.keep(**{kept.key(connection, role): word})
    _create(connection, role, like, word, kept)
    connect(_url_as(owner, role, word)).close()
    return _url_as(owner, role, word)


def _claim(connection: psycopg.Connection, role: str, kept: _Kept) -> None:
    """Mark a role that an earlier version made, if we still may."""
    if connection.execute(MARK_OF, [role]).fetchone() == (kept.mark,):
        return
    with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
        _mark(connection, role, kept)


def _mark(connection: psycopg.Connection, role: str, kept: _Kept) -> None:
    kept.keep()
    command = sql.SQL("COMMENT ON ROLE {} IS {}").format(sql.Identifier(role), kept.mark)
    connection.execute(command)


def _create(connection: psycopg.Connection, role: str, like: str, word: str, kept: _Kept) -> None:
    try:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        if known:
            say(f"· 重设数据库角色密码 The role {role} exists: it gets a new password")
        with connection.transaction():
            roles.make(connection, role, word, like=like)
            _mark(connection, role, kept)
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
        connect(url).close()
    except Stop:
        return False
    return True


def _url_as(owner: str, role: str, word: str) -> str:
    """The owner's URL with another user in it."""
    parts = urlsplit(owner)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(role)}:{quote(word)}@{place}"))
