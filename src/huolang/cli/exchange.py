"""A restored data folder takes the place of the one before it, whole, also when it is broken off.

What was restored stands ready beside the rest in `.restoring`, with a note of what is to be moved.
Whoever comes next after a kill finishes the moves: each is one rename, and done once.
"""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from huolang.cli.postgres import private_folder, write_private
from huolang.cli.progress import say
from huolang.cli.stop import Stop

STAGING = ".restoring"
READY = "ready.json"


@contextlib.contextmanager
def alone(data: Path) -> Iterator[None]:
    """One restore at a time; every other command is told of it meanwhile."""
    with (private_folder(data / "locks") / "restore.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop(
                f"正在恢复 {data} / A backup is being restored into {data}: wait until it is done."
            ) from None
        yield


def cleared(data: Path) -> Path:
    """An empty folder to restore into; what a broken-off restore left there goes."""
    staging = data / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    return private_folder(staging)


def ready(data: Path, *, aside: str, names: list[str]) -> None:
    """From now on `.restoring/data` is what counts, and `names` in it are to be moved."""
    staging = data / STAGING
    _sync(staging)
    write_private(staging / READY, json.dumps({"aside": aside, "names": names}))
    _sync(staging)


def finish(data: Path) -> None:
    """Finish a restore that is ready; a live one is waited for by whoever is told so."""
    staging = data / STAGING
    if not staging.exists():
        return
    with alone(data):
        if (staging / READY).exists():
            say("· 完成先前的恢复 Finishing the restore that was broken off")
            moved(data)


def moved(data: Path) -> Path:
    """Make the moves, with `alone` held; where what was there before lies now."""
    staging = data / STAGING
    told = json.loads((staging / READY).read_text())
    aside = private_folder(data / told["aside"])
    for name in told["names"]:
        restored, place, old = staging / "data" / name, data / name, aside / name
        if not restored.exists():
            continue  # it was moved before the kill
        if place.exists() and not old.exists():
            place.rename(old)
        restored.rename(place)
    _sync(data)
    (staging / READY).unlink()
    shutil.rmtree(staging, ignore_errors=True)
    if not any(aside.iterdir()):
        aside.rmdir()
    return aside


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
