"""Brings the database to the shape the code expects, and makes the first company, once."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from huolang.cli import processes
from huolang.cli.progress import step
from huolang.cli.settings import ROOT
from huolang.cli.stop import DISK_FULL, Stop

SOURCE = ROOT / "src" / "huolang"
WITHOUT_EFFECT = {"cli", "tests", "__pycache__"}

DUE = """
SELECT EXISTS (SELECT FROM samples_loaded w WHERE w.data_set = 'demo' AND w.key = 'wanted'
  AND NOT EXISTS (SELECT FROM samples_loaded c WHERE c.company_id = w.company_id
                  AND c.data_set = w.data_set AND c.key = 'complete'))
"""


def prepare(environment: dict[str, str], data: Path, *, demo: bool) -> dict[str, str] | None:
    """Migrate as the owner unless this very code did before; the first log-in if there is one.

    What was done is written in the database itself, so a stamp can never speak of another one.
    """
    stamp = _stamp()
    owner = environment["HUOLANG_OWNER_DATABASE_URL"]
    if _is_stamped(owner, stamp):
        return None
    with step("准备数据 Preparing the data"):
        done = subprocess.run(
            [sys.executable, "-m", "huolang.cli.inside.prepare", *(["--demo"] if demo else [])],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            preexec_fn=processes.tied(),
        )
    if done.returncode:
        raise _refusal(done.stderr or f"ended by signal {-done.returncode}", data)
    login: dict[str, str] | None = json.loads(done.stdout.splitlines()[-1])
    _write_stamp(owner, stamp)
    return login


def demo_is_due(owner: str) -> bool:
    """Whether a demo company was promised at the first start and is not all there yet."""
    with psycopg.connect(owner) as connection:
        found = connection.execute(DUE).fetchone()
    return found == (True,)


def shown(login: dict[str, str]) -> str:
    """The first log-in, for the person at the terminal and nobody else."""
    return (
        f"  用户 User: {login['username']}\n"
        f"  密码 Password: {login['password']}  （只显示一次 shown only once）"
    )


def _stamp() -> str:
    """One hash over the code that decides how the database looks."""
    total = hashlib.sha256()
    for file in [ROOT / "requirements" / "base.txt", *sorted(SOURCE.rglob("*.py"))]:
        place = file.relative_to(ROOT)
        if not WITHOUT_EFFECT & set(place.parts):
            total.update(str(place).encode() + b"\0" + file.read_bytes())
    return f"huolang {total.hexdigest()}"


def _is_stamped(owner: str, stamp: str) -> bool:
    with psycopg.connect(owner) as connection:
        found = connection.execute(
            "SELECT obj_description(to_regclass('public.django_migrations'), 'pg_class')"
        ).fetchone()
    return found == (stamp,)


def _write_stamp(owner: str, stamp: str) -> None:
    with psycopg.connect(owner) as connection:
        connection.execute(sql.SQL("COMMENT ON TABLE public.django_migrations IS {}").format(stamp))


def _refusal(said: str, data: Path) -> Stop:
    if "No space left" in said:
        return Stop(DISK_FULL.format(place=data))
    log = data / "log" / "prepare.log"
    log.parent.mkdir(exist_ok=True)
    log.write_text(said)
    return Stop(
        "数据库升级失败 / The database could not be brought up to date: "
        f"{cause(said)} (all of it: {log})"
    )


def cause(said: str) -> str:
    """The error in a traceback, whose last lines may be but a detail of it or an arrow."""
    errors = re.findall(r"^(?:\w+\.)*\w*(?:Error|Exception|Stop\w*|\.\w+): .+", said, re.MULTILINE)
    return (errors or said.strip().splitlines() or ["?"])[-1]
