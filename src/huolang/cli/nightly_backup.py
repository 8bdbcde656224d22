"""The backup of every night, made by `up` where `huolang.toml` says so, and the old ones thinned.

`backup_to` names the folder and `backup_key` the key file. Of the files made so, and of no others,
the newest `backup_keep` stay. A machine that was off at `backup_at` makes up for it.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from huolang.cli import backing_up, processes, vault
from huolang.cli.progress import say
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop

NAME = "huolang-%Y%m%d-%H%M%S.backup"
OURS = re.compile(r"huolang-\d{8}-\d{6}\.backup")
AGAIN = 3600.0  # seconds after a failure
BETWEEN = 30.0  # seconds between two looks


def made(settings: Settings) -> Path:
    """One backup now, and then no more than `backup_keep` of them."""
    if not settings.backup_to or not settings.backup_key:
        raise Stop(
            "huolang.toml 中没有 backup_to 和 backup_key / huolang.toml names no backup_to and "
            "backup_key, which say where to put backups and what locks them."
        )
    folder = Path(settings.backup_to).expanduser()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = vault.for_key_file(Path(settings.backup_key).expanduser())
    place = backing_up.made(settings, backing_up.checked(folder / _now().strftime(NAME)), lock)
    for old in _found(folder)[: -settings.backup_keep]:
        old.unlink()
    return place


def watch(settings: Settings) -> Callable[[], None]:
    """Called often: starts a backup when one is due, and says when it failed."""
    if not settings.backup_to:
        return lambda: None
    folder = Path(settings.backup_to).expanduser()
    running: subprocess.Popen[bytes] | None = None
    due = 0.0

    def look() -> None:
        nonlocal running, due
        if running is not None:
            if running.poll() is None:
                return
            if running.returncode:
                say(
                    "! 夜间备份失败 / The nightly backup failed: see "
                    f"{settings.data / 'log' / 'backup.log'}"
                )
                due = time.monotonic() + AGAIN
            running = None
        if time.monotonic() >= due:
            due = time.monotonic() + BETWEEN
            if is_due(folder, settings.backup_at, _now()):
                running = _started(settings)

    return look


def is_due(folder: Path, at: str, now: datetime) -> bool:
    """Whether the last moment at which one should have been made has none that is as new."""
    hour, minute = map(int, at.split(":"))
    planned = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if planned > now:
        planned -= timedelta(days=1)
    found = _found(folder)
    return not found or found[-1].name < planned.strftime(NAME)


def _found(folder: Path) -> list[Path]:
    """Those made here, the oldest first."""
    return sorted(one for one in folder.glob("*.backup") if OURS.fullmatch(one.name))


def _now() -> datetime:
    return datetime.now().astimezone()


def _started(settings: Settings) -> subprocess.Popen[bytes]:
    log = settings.data / "log" / "backup.log"
    command = ["-m", "huolang.cli", "backup", "--nightly", "--data", str(settings.data)]
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, *command],
            env=dict(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=processes.tied(),
        )
