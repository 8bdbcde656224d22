"""Runs the part of a command that needs Django, in a process that has the database set."""

import subprocess
import sys

from huolang.cli import database, preparation, processes
from huolang.cli.settings import Settings
from huolang.cli.up import environment


def inside(settings: Settings, name: str, *arguments: str) -> int:
    """Run `huolang.cli.inside.NAME` on books that exist, brought up to date; answers its code."""
    with database.with_books(settings) as (found, _own):
        told = environment(settings) | found.environment()
        preparation.prepare(told, settings.data, demo=False)
        return subprocess.run(
            [sys.executable, "-m", f"huolang.cli.inside.{name}", *arguments],
            env=told,
            preexec_fn=processes.tied(),
        ).returncode
