"""`huolang restore FILE`: makes the books of a backup the books of this data folder.

They are restored beside what is there, brought up to date and proved; only then do they take its
place. With --replace what was there before is kept in a folder of its own. Until the end nothing
is changed, whatever goes wrong.
"""

import argparse
import contextlib
import fcntl
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from huolang.cli import archive, database, dump, exchange, postgres, preparation, processes, vault
from huolang.cli.foreign_roles import connect
from huolang.cli.postgres import Database, private_folder, write_private
from huolang.cli.progress import growing, say, step
from huolang.cli.settings import ROOT, Settings
from huolang.cli.stop import DISK_FULL, Stop
from huolang.cli.up import alone, environment

DUMP = "database.dump"
ROLES, SETTINGS = "foreign.json", "huolang.toml"
MOVED = ("pg", "passwords.json", "secret_key", "files")
IN_USE = "SELECT count(*) FROM pg_stat_activity WHERE usename = ANY(%s)"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a backup made by ./huolang backup")
    parser.add_argument("--key", type=Path, help="the key file it was locked with")
    parser.add_argument("--replace", action="store_true", help="put the books that are here aside")
    parser.add_argument(
        "--despite-differences", action="store_true", help="also if the books do not prove"
    )


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Refusals first; then unpack, load, prove, and exchange."""
    if not given.file.is_file():
        raise Stop(f"没有备份 {given.file} / There is no backup {given.file}.")
    private_folder(settings.data)
    with alone(settings), exchange.alone(settings.data), _unused(settings.data):
        staging = exchange.cleared(settings.data)
        into = _into_foreign if settings.database_url else _into_own
        try:
            if into is _into_own:
                there = postgres.exists(settings.data)
                _refuse_books(settings.data, there=there, replacing=given.replace)
            unpacked = _unpacked(given.file, given.key, staging)
            into(settings, unpacked, given)
        finally:
            if not (staging / exchange.READY).exists():
                shutil.rmtree(staging, ignore_errors=True)
    return 0


@contextlib.contextmanager
def _unused(data: Path) -> Iterator[None]:
    """No other command is at work on our own PostgreSQL, and none begins."""
    with (private_folder(data / "locks") / "users.lock").open("a") as users:
        deadline = time.monotonic() + 5
        while True:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Stop(
                        f"{data} 正被另一个命令使用 / Another command is at work on {data}: wait "
                        "until it has ended."
                    ) from None
                time.sleep(0.1)
        yield


def _refuse_books(place: object, *, there: bool, replacing: bool) -> None:
    if there and not replacing:
        raise Stop(
            f"{place} 中已有账套 / There are books in {place} already: restore into an empty "
            "folder (--data DIR), or put these aside with --replace."
        )


@dataclass(frozen=True)
class Unpacked:
    """A backup that came out whole: its head, and the folder with its parts."""

    head: dict[str, Any]
    folder: Path

    def roles(self, found: Database, owner: str) -> dict[str, str]:
        """What the roles of the backup are called here."""
        here = {
            "owner": owner,
            "application": found.application_role,
            "report": found.report_role,
        }
        return {self.head[name]: role for name, role in here.items()}


def _unpacked(file: Path, key: Path | None, staging: Path) -> Unpacked:
    folder = private_folder(staging / "unpacked")
    private_folder(folder / archive.FILES)
    with file.open("rb") as backup:
        identities = vault.opening(backup, key)
        with (
            growing("解开备份 Opening the backup") as count,
            archive.opened(backup, identities) as tar,
            (folder / DUMP).open("wb") as out,
        ):
            contents = archive.Contents(tar)
            _refuse_newer(contents.head)
            _demand_space(folder, contents.head)
            for name, content in contents.parts(count):
                if name.startswith(f"{archive.DATABASE}/"):
                    out.write(content.read())
                else:
                    place = _safe(folder, name)
                    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                    with place.open("wb") as written:
                        shutil.copyfileobj(content, written)
    return Unpacked(contents.head, folder)


def _safe(folder: Path, name: str) -> Path:
    """Where a part goes: beneath the folder, whatever it is called."""
    place = (folder / name).resolve()
    known = name in archive.KEPT or name.startswith(f"{archive.FILES}/")
    if not known or not place.is_relative_to(folder.resolve()):
        raise archive.Damaged()
    return place


def _refuse_newer(head: dict[str, Any]) -> None:
    """What a later version wrote, this one may not understand."""
    unknown = [
        f"{app}.{name}"
        for app, name in head.get("migrations", [])
        if (ROOT / "src" / "huolang" / app / "migrations").is_dir()
        and not (ROOT / "src" / "huolang" / app / "migrations" / f"{name}.py").exists()
    ]
    if head.get("format", 0) > archive.FORMAT or unknown:
        version = head.get("huolang")
        raise Stop(
            f"备份来自更新的版本（{version}）/ The backup was made by a newer version of Huolang "
            f"({version}): bring this one up to date first."
        )


def _demand_space(folder: Path, head: dict[str, Any]) -> None:
    if shutil.disk_usage(folder).free < head["bytes"]:
        raise Stop(DISK_FULL.format(place=folder))


def _into_own(settings: Settings, unpacked: Unpacked, given: argparse.Namespace) -> None:
    """A data folder of its own, beside; then its parts change places with those of ours."""
    staged = replace(settings, data=settings.data / exchange.STAGING / "data")
    private_folder(staged.data)
    _keep_key(unpacked, staged.data)
    (unpacked.folder / archive.FILES).rename(staged.data / archive.FILES)
    with postgres.own(staged.data) as own:
        assert own.database
        _load(own.database, unpacked, replacing=False)
        told = environment(staged) | own.database.environment()
        _bring_up_to_date_and_prove(told, staged.data, despite=given.despite_differences)
    exchange.ready(settings.data, aside=_aside_name(), names=list(MOVED))
    _tell(exchange.moved(settings.data), settings.data, unpacked)


def _into_foreign(settings: Settings, unpacked: Unpacked, given: argparse.Namespace) -> None:
    """The same database, in one transaction; what was there is dumped first and put back if the
    books do not come up or do not prove."""
    aside = private_folder(settings.data / _aside_name())
    with contextlib.ExitStack() as undo:
        undo.callback(_without_if_empty, aside)
        knows_roles = undo.enter_context(_roles_of(unpacked, settings.data))
        found, _own = undo.enter_context(database.opened(settings))
        _refuse_use(found, replacing=given.replace)
        before = _dumped(found, aside) if given.replace else None
        files = private_folder(settings.data / archive.FILES)
        shutil.copytree(unpacked.folder / archive.FILES, files, dirs_exist_ok=True)
        _load(found, unpacked, replacing=given.replace)
        try:
            told = environment(settings) | found.environment()
            told["HUOLANG_SECRET_KEY"] = (unpacked.folder / "secret_key").read_text().strip()
            _bring_up_to_date_and_prove(told, settings.data, despite=given.despite_differences)
        except BaseException:
            with step("放回原来的账 Putting back what was there"):
                _put_back(found, before, unpacked)
            raise
        _keep_key(unpacked, settings.data, aside=aside if before else None)
        knows_roles.stays()
        _tell(aside, settings.data, unpacked)


class _roles_of:
    """The passwords of the roles on that server, if this folder knows none; gone on a refusal."""

    def __init__(self, unpacked: Unpacked, data: Path) -> None:
        self.kept, self.place = unpacked.folder / ROLES, data / ROLES
        self.written = False

    def __enter__(self) -> "_roles_of":
        if self.kept.exists() and not self.place.exists():
            write_private(self.place, self.kept.read_text())
            self.written = True
        return self

    def __exit__(self, *_: object) -> None:
        if self.written:
            self.place.unlink()

    def stays(self) -> None:
        self.written = False


def _refuse_use(found: Database, *, replacing: bool) -> None:
    with connect(found.owner) as connection:
        there = connection.execute(database.COMPANIES).fetchone() != (None,)
        roles = [found.application_role, found.report_role]
        (busy,) = connection.execute(IN_USE, [roles]).fetchone() or (0,)
    _refuse_books("DATABASE_URL", there=there, replacing=replacing)
    if busy:
        raise Stop("数据库正在使用 / The database is in use: stop Huolang everywhere first.")


def _without_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _dumped(found: Database, aside: Path) -> Path | None:
    with connect(found.owner) as connection:
        if connection.execute(database.COMPANIES).fetchone() == (None,):
            return None
    place = aside / DUMP
    with growing("保留原来的账 Keeping what is there") as count, place.open("wb") as out:
        place.chmod(0o600)
        for piece in dump.take(found.owner):
            count(out.write(piece))
    return place


def _put_back(found: Database, before: Path | None, unpacked: Unpacked) -> None:
    """Also where nothing was: then it is empty again."""
    with connect(found.owner) as connection:
        if before is None:
            connection.execute(dump.EMPTY)
            return
    dump.load(found.owner, before, roles={}, extensions=unpacked.head["extensions"], replace=True)


def _load(found: Database, unpacked: Unpacked, *, replacing: bool) -> None:
    with connect(found.owner) as connection:
        owner = connection.info.user
    with step("装入数据库 Loading the database"):
        dump.load(
            found.owner,
            unpacked.folder / DUMP,
            roles=unpacked.roles(found, owner),
            extensions=unpacked.head["extensions"],
            replace=replacing,
        )


def _bring_up_to_date_and_prove(told: dict[str, str], data: Path, *, despite: bool) -> None:
    preparation.prepare(told, data, demo=False)
    with step("核对账簿 Proving the books"):
        proved = subprocess.run(
            [sys.executable, "-m", "huolang.cli.inside.prove"],
            env=told,
            capture_output=True,
            text=True,
            preexec_fn=processes.tied(),
        )
    say(proved.stdout.rstrip())
    if proved.returncode and not despite:
        raise Stop(
            "备份中的账对不上，没有采用 / The books in the backup do not prove, so they were not "
            "taken: --despite-differences takes them as they are."
        )


def _keep_key(unpacked: Unpacked, data: Path, *, aside: Path | None = None) -> None:
    """What signs sessions and opens second factors comes with the books."""
    place = data / "secret_key"
    if aside is not None and place.exists():
        shutil.copy2(place, aside / place.name)
    write_private(place, (unpacked.folder / place.name).read_text())


def _keep_settings(unpacked: Unpacked, data: Path) -> None:
    """Beside, to be looked at: they may name another server, or ports of another machine."""
    kept = unpacked.folder / SETTINGS
    if kept.exists() and not (data / SETTINGS).exists():
        write_private(data / f"{SETTINGS}.restored", kept.read_text())
        say(f"  当时的设置在 The settings of that time lie in {data / SETTINGS}.restored")


def _tell(aside: Path, data: Path, unpacked: Unpacked) -> None:
    made_at = unpacked.head["made_at"]
    say(f"✓ 已恢复 {made_at} 的账 The books of {made_at} are restored: {data}")
    if aside.exists() and any(aside.iterdir()):
        say(f"  原来的在 What was there before lies in {aside}")
    _keep_settings(unpacked, data)


def _aside_name() -> str:
    return time.strftime("before-restore-%Y%m%d-%H%M%S")
