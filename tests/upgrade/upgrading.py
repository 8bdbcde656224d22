"""The databases of earlier releases, after the migrations that have come since: each is made once,
and cloned for each test."""

from __future__ import annotations

import gzip
import os
import subprocess
from pathlib import Path

from huolang.cli import binaries
from tests.support import databases

HERE = Path(__file__).parent
RELEASES = sorted(file.name.removesuffix(".sql.gz") for file in HERE.glob("*.sql.gz"))


def upgraded(release: str) -> str:
    """The name of the database, made by whoever asks first."""
    return databases.made_once(f"huolang_upgraded_{release}_", lambda name: _upgrade(name, release))


def _upgrade(name: str, release: str) -> None:
    _load(name, gzip.decompress((HERE / f"{release}.sql.gz").read_bytes()))
    databases.migrate(name)


def _load(name: str, script: bytes) -> None:
    program = binaries.client("psql")
    url = databases.at(os.environ["HUOLANG_OWNER_DATABASE_URL"], name)
    done = subprocess.run(
        [str(program), "--quiet", "--no-psqlrc", "-v", "ON_ERROR_STOP=1", url],
        input=script,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()


if __name__ == "__main__":  # `./huolang test` makes them while the sources are checked
    databases.template()
    for each in RELEASES:
        upgraded(each)
