"""Sets up the Python environment in the checkout on first use, and again when the lock changes.

Runs before anything is installed, on the standard library alone.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from huolang.cli import pip
from huolang.cli.progress import step
from huolang.cli.stop import Stop, reason

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "huolang.json"
LOCKS = {"base": ROOT / "requirements" / "base.txt", "dev": ROOT / "requirements" / "dev.txt"}
HALF = "half"  # in the stamp: the lock whose installation was killed
FOR_DEVELOPERS = ("test", "bench")


def run(arguments: list[str]) -> NoReturn:
    """Make sure of the environment, then become the command itself inside it."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        prepare("dev" if arguments[:1] and arguments[0] in FOR_DEVELOPERS else "base")
    except Stop as refusal:
        sys.exit(str(refusal))
    except OSError as error:
        sys.exit(str(reason(error, str(ROOT)) or error))
    except KeyboardInterrupt:
        sys.exit(130)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    environment.pop("PYTHONHOME", None)
    os.execve(PYTHON, [str(PYTHON), "-m", "huolang.cli", *arguments], environment)


def prepare(lock: str) -> None:
    """Install the packages of `lock` unless they are there; two at once wait for each other."""
    if _is_installed(lock):
        return
    if os.pathsep in str(ROOT):
        raise Stop(
            f"路径 {ROOT} 含有冒号，Python 无法使用 / Python cannot work in {ROOT}, as there is a "
            "colon in it: move it to a folder without one."
        )
    if not os.access(ROOT, os.W_OK):
        raise Stop(
            f"{ROOT} 不可写，无法安装 / {ROOT} cannot be written, so nothing can be installed "
            "there: copy it to a folder of your own."
        )
    with _alone():
        if not _is_installed(lock):
            _install(lock)


@contextmanager
def _alone() -> Iterator[None]:
    """One setup at a time; the lock is on the checkout itself, so there is no file to forget."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _install(lock: str) -> None:
    told = _told()
    if told.get("python") != _interpreter() or not _interpreter() or HALF in told:
        with step("创建虚拟环境 Creating the environment"):
            _make_environment()
    untouched = _untouched_by(lock)
    _stamp(untouched | {HALF: lock})  # a kill from here on leaves packages nobody can tell whole
    with step("安装依赖 Installing packages"):
        try:
            pip.install(PYTHON, LOCKS[lock], ENVIRONMENT / "tools")
        except Stop:
            _stamp(untouched)
            raise
    installed = {name: _hash(LOCKS[name]) for name in ("base", lock)}
    _stamp({"python": _interpreter(), **installed})


def _untouched_by(lock: str) -> dict[str, str]:
    """What stays true if the installation of `lock` fails or is killed.

    Usually nothing, and the environment is rebuilt. But what developers need only adds to what
    everybody needs, so the product can still be used.
    """
    if lock == "dev" and _is_installed("base"):
        return {"python": _interpreter(), "base": _hash(LOCKS["base"])}
    return {}


def _stamp(told: dict[str, str]) -> None:
    making = STAMP.with_suffix(".making")
    making.write_text(json.dumps(told))
    making.rename(STAMP)


def _make_environment() -> None:
    """From scratch: whatever is there was left half-made, or belongs to a Python that is gone."""
    if ENVIRONMENT.is_symlink():
        ENVIRONMENT.unlink()
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    venv.EnvBuilder(symlinks=True, with_pip=False).create(ENVIRONMENT)


def _is_installed(lock: str) -> bool:
    told = _told()
    return told.get("python") == _interpreter() != "" and told.get(lock) == _hash(LOCKS[lock])


def _told() -> dict[str, str]:
    """What the stamp says: which Python, and the hashes of the locks that were installed."""
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def _interpreter() -> str:
    """The real program behind the environment's Python; nothing if it cannot be run."""
    return os.path.realpath(PYTHON) if os.access(PYTHON, os.X_OK) else ""


def _hash(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def interpreter_works() -> bool:
    """Whether the environment's Python starts (for `doctor`)."""
    tried = subprocess.run([str(PYTHON), "-c", ""], capture_output=True)
    return tried.returncode == 0
