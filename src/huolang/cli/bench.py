"""`huolang bench [NAME]`: measures what the README claims, on a PostgreSQL of its own."""

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from huolang.cli import postgres, preparation
from huolang.cli.settings import ROOT, Settings
from huolang.cli.stop import Stop
from huolang.cli.up import environment

TAKES_MORE = True
BENCH = ROOT / "bench"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="a file of bench/; without it, all of them")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Each figure runs on a fresh, durable PostgreSQL with nothing else on it."""
    known = sorted(f.stem for f in BENCH.glob("*.py") if not f.stem.startswith("_"))
    if given.name and given.name not in known:
        raise Stop(f"没有这项测量 / No such figure: {given.name}. Known: {', '.join(known)}")
    for name in [given.name] if given.name else known:
        with tempfile.TemporaryDirectory(prefix="huolang-bench-") as folder:
            data = Path(folder) / "data"
            if code := _measure(name, replace(settings, data=data), given.more):
                return code
    return 0


def _measure(name: str, settings: Settings, more: list[str]) -> int:
    with postgres.own(settings.data, may_create_databases=True) as own:
        told = environment(settings) | own.environment() | {"PYTHONUNBUFFERED": "1"}
        preparation.prepare(told, settings.data, demo=False)
        told["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        return subprocess.run(
            [sys.executable, str(BENCH / f"{name}.py"), *more], env=told
        ).returncode
