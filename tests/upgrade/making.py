"""Makes the books that the upgrade test starts from, with the release whose checkout it runs in.

Run once a release, in a checkout of that release, with this file copied there if it is missing:

    ./huolang test --version                                     # makes the environment
    PYTHONPATH=src:. .venv/bin/python -m tests.upgrade.making NAME

It leaves `NAME.sql.gz`, the database, and `NAME.json`, what people saw in it, in tests/upgrade of
that checkout. NAME is the release, such as `v0.1`. Add both to the repository; the older ones stay.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from huolang.cli import binaries, postgres, preparation
from huolang.cli.settings import Settings
from huolang.cli.up import environment

HERE = Path(__file__).parent


def main(name: str) -> None:
    with tempfile.TemporaryDirectory(prefix="huolang-making-") as folder:
        data = Path(folder) / "data"
        settings = Settings(data=data)
        with postgres.own(data, durable=False) as own:
            assert own.database
            told = environment(settings) | own.environment()
            preparation.prepare(told, data, demo=False)
            told["PYTHONPATH"] = os.pathsep.join(["src", "."])
            shown = subprocess.run(
                [sys.executable, "-m", "tests.upgrade.trading"],
                env=told,
                stdout=subprocess.PIPE,
                check=True,
            ).stdout
            dump = _dump(own.database.owner)
    (HERE / f"{name}.sql.gz").write_bytes(gzip.compress(dump, 9, mtime=0))
    seen = json.dumps(json.loads(shown), ensure_ascii=False, indent=1, sort_keys=True)
    (HERE / f"{name}.json").write_text(seen + "\n")


def _dump(owner: str) -> bytes:
    program = str(binaries.client("pg_dump"))
    options = ["--no-owner", "--no-comments", "--schema=public"]
    whole = subprocess.run([program, *options, owner], stdout=subprocess.PIPE, check=True).stdout
    return whole.replace(b"CREATE SCHEMA public;", b"")


if __name__ == "__main__":
    main(sys.argv[1])
