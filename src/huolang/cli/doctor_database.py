"""What `doctor` asks of the database: health, shape, worker, streams, proof, backup, clock."""

import fcntl
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from huolang.cli import live_socket
from huolang.cli.foreign_roles import connect
from huolang.cli.postgres import Database
from huolang.cli.settings import ROOT, Settings
from huolang.cli.stop import Stop

ROLE = """
SELECT NOT r.rolsuper AND NOT r.rolbypassrls
  AND NOT EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid)
FROM pg_roles r WHERE r.rolname = current_user
"""
HEALTH = """
SELECT coalesce(d.checksum_failures, 0), age(p.datfrozenxid),
       (SELECT count(*) FROM pg_stat_activity WHERE datname = d.datname),
       current_setting('max_connections')::int, pg_database_size(d.datname),
       (SELECT count(*) FROM pg_stat_activity WHERE datname = d.datname
        AND xact_start < now() - interval '1 hour')
FROM pg_stat_database d JOIN pg_database p ON p.oid = d.datid
WHERE d.datname = current_database()
"""
MOST_AGE = 1_000_000_000  # transactions; PostgreSQL stops at two thousand million
INVALID = """
SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE NOT i.indisvalid AND c.relnamespace = 'public'::regnamespace LIMIT 1
"""
WORKERS = """
SELECT (SELECT count(*) FROM procrastinate_workers
        WHERE last_heartbeat > now() - interval '1 minute'),
       (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'),
       (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'
        AND coalesce(scheduled_at, now()) < now() - interval '15 minutes')
"""
LAST = "SELECT at, ok, told FROM kernel_upkeep WHERE kind = %s ORDER BY at DESC LIMIT 1"
NEWEST = """
SELECT max(newest.at) FROM kernel_company c, LATERAL (
  SELECT at FROM kernel_auditentry a WHERE a.company_id = c.id ORDER BY at DESC LIMIT 1) newest
"""
OLD = timedelta(hours=50)
SKEW = 60  # seconds
STARTING = 60  # seconds until its worker must have been heard of

Check = Callable[[], str]
Connection = psycopg.Connection[Any]


class Warned(Stop):
    """Something to look at; everything works."""


def checks(settings: Settings, found: Database, owner: Connection) -> Iterator[tuple[str, Check]]:
    """Each with its name, in the order in which they are told."""
    yield "数据库 database", lambda: _health(found, owner)
    yield "升级 migrations", lambda: _migrations(owner)
    yield "任务 worker", lambda: _worker(settings, owner)
    yield "实时 live", lambda: _live(settings)
    yield "对账 proof", lambda: _proof(owner)
    yield "备份 backup", lambda: _backup(owner)
    yield "时钟 clock", lambda: _clock(owner)


def _row(owner: Connection, statement: str, *given: object) -> tuple[Any, ...]:
    found = owner.execute(statement, given or None).fetchone()  # type: ignore[call-overload]
    return tuple(found or ())


def _health(found: Database, owner: Connection) -> str:
    with connect(found.application) as application:
        if application.execute(ROLE).fetchone() != (True,):
            raise Stop(
                "应用角色权限过大 / The application's role owns tables or bypasses row-level "
                "security: use another role, see the guide to deployment."
            )
    failures, age, used, most, size, long = _row(owner, HEALTH)
    if failures:
        raise Stop(
            f"{failures} 个数据页校验失败 / {failures} pages on the disk are damaged: restore a "
            "backup, on another disk."
        )
    if index := _row(owner, INVALID):
        raise Stop(f"索引 {index[0]} 失效 / An index is not valid: REINDEX INDEX {index[0]}.")
    if age > MOST_AGE:
        raise Warned(
            f"事务号将用尽（{age}）/ Transaction ids run out ({age} are in use): run VACUUM FREEZE."
        )
    if used > most * 0.9:
        raise Warned(
            f"连接数 {used}/{most} / {used} of {most} connections are taken: raise max_connections "
            "or lower workers."
        )
    if long:
        raise Warned(
            f"{long} 个事务已超过一小时 / {long} transactions have been open for over an hour: see "
            "pg_stat_activity, end what is stuck."
        )
    version = owner.info.server_version // 10000
    return f"PostgreSQL {version}, {size / 1e6:.0f} MB, {used}/{most} connections"


def _migrations(owner: Connection) -> str:
    """Those of our own packages; what others bring comes with them."""
    rows = owner.execute("SELECT app, name FROM django_migrations").fetchall()
    ours = {
        (file.parent.parent.name, file.stem)
        for file in (ROOT / "src" / "huolang").glob("*/migrations/[0-9]*.py")
    }
    applied = {(app, name) for app, name in rows}
    packages = {app for app, _name in ours}
    if unknown := sorted(one for one in applied - ours if one[0] in packages):
        raise Stop(
            f"数据库比程序新（{'.'.join(unknown[0])}）/ The database is newer than this program "
            f"({'.'.join(unknown[0])}): use the version that it was used with."
        )
    if missing := sorted(ours - applied):
        raise Warned(
            f"有 {len(missing)} 项升级 / {len(missing)} changes are to be made to the database "
            f"({'.'.join(missing[0])} first): back up, then `./huolang up` makes them."
        )
    return f"{len(applied)}, all there"


def _worker(settings: Settings, owner: Connection) -> str:
    alive, failed, late = _row(owner, WORKERS)
    if not alive and _is_up(settings):
        raise Stop(
            "任务进程没有响应 / The worker has not been heard of for a minute: see "
            f"{settings.data / 'log' / 'worker.log'}; start `./huolang up` again."
        )
    if late and alive:
        raise Warned(
            f"{late} 个任务等了 15 分钟以上 / {late} jobs have waited for over 15 minutes: the "
            f"worker is busy or stuck, see {settings.data / 'log' / 'worker.log'}."
        )
    if failed:
        raise Warned(
            f"{failed} 个任务失败 / {failed} jobs have failed: see "
            f"{settings.data / 'log' / 'worker.log'}."
        )
    return f"{alive} at work" if alive else "not running, nor is `up`"


def _live(settings: Settings) -> str:
    told = settings.data / "locks" / live_socket.NOTE
    try:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(told.read_text())
    except OSError:
        if _is_up(settings):
            raise Warned(
                "实时更新的进程没有响应 / The process of live updates does not answer; pages "
                f"look for news now and then: see {settings.data / 'log' / 'live.log'}."
            ) from None
        return "not running, nor is `up`"
    return "it answers"


def _is_up(settings: Settings) -> bool:
    """Whether `up` holds this data folder, and is not just starting."""
    lock = settings.data / "locks" / "up.lock"
    if not lock.exists() or time.time() - lock.stat().st_mtime < STARTING:
        return False
    with lock.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _proof(owner: Connection) -> str:
    at, ok, told = _last(
        owner, "prove", "还没有对过账 / The books were never proved: ./huolang prove."
    )
    if not ok:
        raise Stop(
            f"账不平，{told['differences']} 处差异 / The books differed in {told['differences']} "
            f"places on {at:%F %R}: ./huolang prove lists them; ask for help before you go on."
        )
    if datetime.now(UTC) - at > OLD:
        raise Warned(
            f"上次对账是 {at:%F} / The last proof is of {at:%F}: it runs at night while `up` does, "
            "or run ./huolang prove."
        )
    return f"{at:%F %R}, the books agreed"


def _backup(owner: Connection) -> str:
    at, _ok, told = _last(
        owner,
        "backup",
        "还没有备份 / There is no backup yet: ./huolang backup FILE, or backup_to and backup_key "
        "in huolang.toml for one every night.",
    )
    if datetime.now(UTC) - at > OLD:
        raise Warned(
            f"上次备份是 {at:%F} / The last backup is of {at:%F}: make one, ./huolang backup FILE."
        )
    return f"{at:%F %R}, {told['file']}, {told['bytes'] / 1e6:.1f} MB"


def _last(owner: Connection, kind: str, never: str) -> tuple[Any, ...]:
    try:
        found = _row(owner, LAST, kind)
    except psycopg.errors.UndefinedTable:  # books of an earlier version
        found = ()
    if not found:
        raise Warned(never)
    return found


def _clock(owner: Connection) -> str:
    """Documents are dated by this machine, log-ins and jobs also by the database's."""
    before = time.time()
    (theirs,) = _row(owner, "SELECT extract(epoch FROM clock_timestamp())::float8")
    apart = abs(theirs - (before + time.time()) / 2)
    if apart > SKEW:
        raise Stop(
            f"与数据库的时钟相差 {apart:.0f} 秒 / This clock and the database's are {apart:.0f} s "
            "apart: set both by the network (NTP)."
        )
    (newest,) = _row(owner, NEWEST)
    if newest and newest > datetime.now(UTC) + timedelta(seconds=SKEW):
        raise Stop(
            f"时钟倒退了 / The clock went back: there are rows of {newest:%F %R}. Set it right."
        )
    return f"{datetime.now(UTC):%F %R} UTC, {apart:.1f} s from the database's"
