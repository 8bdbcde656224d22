"""Room on the disk: demanded before books are made, watched while they are kept."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from huolang.cli import postgres
from huolang.cli.progress import say
from huolang.cli.settings import Settings
from huolang.cli.stop import DISK_FULL, Stop

NEEDED = 200_000_000  # bytes free in the data folder; PostgreSQL alone starts with 80 MB
BETWEEN = 10.0  # seconds between two looks
SCARCE = (
    "! 磁盘空间不足，只剩 {free} MB，请尽快腾出空间 / Little space is left on the disk "
    "({free} MB): make room soon, or nothing more can be recorded ({place})"
)


def demand(settings: Settings) -> None:
    """New books need room; those that exist are opened in any case, for what is in them."""
    free = shutil.disk_usage(settings.data).free
    if free >= NEEDED:
        return
    if not settings.database_url and not postgres.exists(settings.data):
        raise Stop(DISK_FULL.format(place=settings.data))
    say(_warning(settings.data, free))


def watch(data: Path) -> Callable[[], None]:
    """Called often: says once that room is getting scarce, and again after it had been enough."""
    scarce, due = shutil.disk_usage(data).free < NEEDED, 0.0

    def look() -> None:
        nonlocal scarce, due
        if time.monotonic() < due:
            return
        due = time.monotonic() + BETWEEN
        free = shutil.disk_usage(data).free
        if free < NEEDED and not scarce:
            say(_warning(data, free))
        scarce = free < NEEDED

    return look


def _warning(place: Path, free: int) -> str:
    return SCARCE.format(free=free // 1_000_000, place=place)
