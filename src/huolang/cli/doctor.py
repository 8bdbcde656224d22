"""`huolang doctor`: checks the installation, says what is wrong and how to mend it.

✓ is well, ! should be looked at, ✗ must be mended; it ends with 1 when there is a ✗. It leaves a
support bundle in the data folder, with the checks, versions, settings and the ends of the logs,
and without any password or key."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from huolang import __version__
from huolang.cli import database, doctor_database, exchange, screen, support
from huolang.cli.database import NoBooks
from huolang.cli.doctor_database import Warned
from huolang.cli.foreign_roles import connect
from huolang.cli.progress import say
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop

SPACE = 1_000_000_000  # bytes that should be free
PRIVATE = ("passwords.json", "foreign.json", "secret_key")
Check = Callable[[], str]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose yet."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    """One line for each check; 0 unless something must be mended."""
    findings = [_finding(name, check) for name, check in _of_the_machine(settings)]
    findings += _of_the_database(settings)
    if settings.data.is_dir():
        say(f"· 支持包 Support bundle: {support.pack(settings, findings)}")
    return 1 if any(line.startswith("✗") for line in findings) else 0


def _of_the_machine(settings: Settings) -> Iterator[tuple[str, Check]]:
    yield "版本 version", lambda: f"Huolang {__version__}"
    yield "Python", lambda: f"{sys.version.split()[0]} ({sys.executable})"
    yield "数据目录 data folder", lambda: _folder(settings)
    yield "磁盘 disk", lambda: _disk(settings)
    yield "界面 screen", _screen
    yield "PDF 字体 fonts", _fonts
    yield "恢复 restore", lambda: _restore(settings)


def _of_the_database(settings: Settings) -> list[str]:
    """What can only be asked of books that are there, all in one go."""
    try:
        with database.with_books(settings) as (found, _own), connect(found.owner) as owner:
            checks = doctor_database.checks(settings, found, owner)
            return [_finding(name, check) for name, check in checks]
    except NoBooks as nothing:
        line = f"· 数据库 database: {nothing}"
    except (Stop, OSError, psycopg.Error) as error:
        line = f"✗ 数据库 database: {' '.join(str(error).split())}"
    say(line)
    return [line]


def _finding(name: str, check: Check) -> str:
    """One line, said at once: the next check may take its time."""
    try:
        line = f"✓ {name}: {check()}"
    except Warned as warning:
        line = f"! {name}: {warning}"
    except Stop as refusal:
        line = f"✗ {name}: {refusal}"
    except (OSError, psycopg.Error) as error:
        line = f"✗ {name}: {' '.join(str(error).split())}"
    say(line)
    return line


def _place(settings: Settings) -> Path:
    """The data folder, or what is there of the way to it."""
    return next(p for p in (settings.data, *settings.data.parents) if p.exists())


def _folder(settings: Settings) -> str:
    place = _place(settings)
    if not os.access(place, os.W_OK | os.X_OK):
        raise Stop(f"{place} 不可写 / {place} cannot be written: change its owner or use --data.")
    for file in (settings.data / name for name in PRIVATE):
        if file.exists() and file.stat().st_mode & 0o077:
            raise Stop(f"{file} 可被他人读取 / {file} can be read by others: chmod 600 {file}")
    return str(settings.data)


def _disk(settings: Settings) -> str:
    free = shutil.disk_usage(_place(settings)).free
    if free < SPACE:
        raise Stop(f"只剩 {free / 1e9:.1f} GB / Only {free / 1e9:.1f} GB are free: make room.")
    return f"{free / 1e9:.0f} GB free"


def _screen() -> str:
    if not (screen.BUILT / "index.html").exists():
        raise Stop("尚未生成 / It is not built yet: `./huolang up` builds it.")
    return str(screen.BUILT)


def _fonts() -> str:
    missing = [file for file in screen.FONTS if not file.is_file()]
    if missing:
        raise Warned(
            f"缺少 {missing[0].name}，无法生成 PDF / {missing[0].name} is missing, so no PDF can "
            "be made: delete web/node_modules, and `./huolang setup` fetches it."
        )
    return str(screen.FONTS[0].parents[1])


def _restore(settings: Settings) -> str:
    """What was put aside takes room until somebody says that it may go."""
    if (settings.data / exchange.STAGING).exists():
        raise Warned(
            "有一次恢复没有完成，原来的账没有变 / A restore was broken off and changed nothing: "
            f"start it again, or delete {settings.data / exchange.STAGING}."
        )
    if kept := sorted(settings.data.glob("before-restore-*")):
        raise Warned(
            f"恢复前的数据还在 / What was there before a restore is still kept: delete {kept[0]} "
            "when it is not needed any more."
        )
    return "nothing left over"
