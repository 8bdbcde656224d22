"""`huolang doctor`: checks the installation, says what is wrong and how to mend it.

It leaves a support bundle in the data folder, with the checks, versions, settings and the ends of
the logs, and without any password or key."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable

import psycopg

from huolang.cli import database, screen, support
from huolang.cli.database import NoBooks
from huolang.cli.foreign_roles import connect
from huolang.cli.progress import say
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop

SPACE = 1_000_000_000  # bytes that should be free
ROLE = """
SELECT NOT r.rolsuper AND NOT r.rolbypassrls
  AND NOT EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid)
FROM pg_roles r WHERE r.rolname = current_user
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose yet."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    """One line for each check; 0 only if all is well."""
    checks: list[tuple[str, Callable[[Settings], str]]] = [
        ("Python", _python),
        ("数据目录 data folder", _folder),
        ("磁盘 disk", _disk),
        ("界面 screen", _screen),
        ("数据库 database", _database),
    ]
    findings = [_finding(name, check, settings) for name, check in checks]
    if settings.data.is_dir():
        say(f"· 支持包 Support bundle: {support.pack(settings, findings)}")
    return 0 if all(line.startswith("✓") for line in findings) else 1


def _finding(name: str, check: Callable[[Settings], str], settings: Settings) -> str:
    """One line, said at once: the next check may take its time."""
    try:
        line = f"✓ {name}: {check(settings)}"
    except Stop as refusal:
        line = f"✗ {name}: {refusal}"
    except (OSError, psycopg.Error) as error:
        line = f"✗ {name}: {' '.join(str(error).split())}"
    say(line)
    return line


def _python(settings: Settings) -> str:
    return f"{sys.version.split()[0]} ({sys.executable})"


def _folder(settings: Settings) -> str:
    place = next(p for p in (settings.data, *settings.data.parents) if p.exists())
    if not os.access(place, os.W_OK | os.X_OK):
        raise Stop(f"{place} 不可写 / {place} cannot be written: change its owner or use --data.")
    return str(settings.data)


def _disk(settings: Settings) -> str:
    place = next(p for p in (settings.data, *settings.data.parents) if p.exists())
    free = shutil.disk_usage(place).free
    if free < SPACE:
        raise Stop(f"只剩 {free / 1e9:.1f} GB / Only {free / 1e9:.1f} GB are free: make room.")
    return f"{free / 1e9:.0f} GB free"


def _screen(settings: Settings) -> str:
    if not (screen.BUILT / "index.html").exists():
        raise Stop("尚未生成 / It is not built yet: `./huolang up` builds it.")
    return str(screen.BUILT)


def _database(settings: Settings) -> str:
    try:
        with database.with_books(settings) as (found, _own), connect(found.application) as app:
            if app.execute(ROLE).fetchone() != (True,):
                raise Stop(
                    "应用角色权限过大 / The application's role owns tables or bypasses row-level "
                    "security: use another role, see the guide to deployment."
                )
            return f"PostgreSQL {app.info.server_version // 10000}, ready"
    except NoBooks as nothing:
        return str(nothing)
