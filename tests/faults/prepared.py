"""A data folder as the first `up` leaves it, made once in a run of the tests and copied for those
that begin with books: what makes one is tested where a test starts on an empty folder."""

from __future__ import annotations

import fcntl
import os
import subprocess
from pathlib import Path

from huolang.cli import postgres, preparation, up
from huolang.cli.settings import Settings

KEPT = ("pg", "passwords.json", "secret_key")


def put(data: Path) -> None:
    """The books of one company, without the demo, in the folder `data`, which is made."""
    made = _made()
    postgres.private_folder(data)
    parts = [str(made / name) for name in KEPT]
    subprocess.run(["cp", "-a", *parts, str(data)], check=True)


def _made() -> Path:
    """By whichever worker comes first; it goes with the data of the run."""
    place = postgres.private_folder(Path(os.environ["HUOLANG_DATA"]) / "prepared")
    done = place / "done"
    with (place / "lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        if not done.exists():
            settings = Settings(data=place / "data")
            with postgres.own(settings.data) as own:
                told = up.environment(settings) | own.environment()
                preparation.prepare(told, settings.data, demo=False)
            done.touch()
    return place / "data"
