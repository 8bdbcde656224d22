"""Installs locked packages: by uv, itself fetched by hash, or by pip where uv will not run."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from huolang.cli import processes
from huolang.cli.progress import say
from huolang.cli.stop import DISK_FULL, Stop

REQUIREMENTS = Path(__file__).resolve().parents[3] / "requirements"
ELSEWHERE = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_PYTHON", "PYTHONUSERBASE"}
QUIETLY = ["--disable-pip-version-check", "--no-input"]
NO_PIP = (
    "缺少 pip，请先安装软件包 python3-venv / Python has no pip: install the package python3-venv "
    "(apt-get install python3-venv), then start again."
)


def install(python: Path, lock: Path, tools: Path) -> None:
    """Every package of `lock`, each checked against its hash, into the environment of `python`."""
    said = "?"
    if uv := _uv(tools):
        command = [uv, "pip", "install", "--python", str(python), "--require-hashes", "--quiet"]
        command += ["--compile-bytecode", *_cache(), *_same_index(), "-r", str(lock)]
        said = _try(command, _as_pip_is_told())
    if said:
        command = [*_pip(python), "install", "--require-hashes", "--quiet", "-r", str(lock)]
        said = _try(command, {})
    if said:
        raise _refusal(said, tools)


def _pip(python: Path | None = None) -> list[str]:
    """How to run a pip (that installs for `python`): ours, or the one ensurepip carries."""
    own = [sys.executable, "-m", "pip", *QUIETLY]
    if subprocess.run([*own, "--version"], capture_output=True).returncode == 0:
        return [*own, "--python", str(python)] if python else own
    wheel = _bundled() or _from_debian()
    if wheel is None:
        raise Stop(NO_PIP)
    return [str(python or sys.executable), str(wheel / "pip"), *QUIETLY]


def _from_debian() -> Path | None:
    """As root on Debian and its kin, the package that holds pip's wheel is installed."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("· 安装系统软件包 Installing the system package python3-venv …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], capture_output=True, env=quiet)
    for package in (f"python3.{sys.version_info.minor}-venv", "python3-venv"):
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
        subprocess.run(command, capture_output=True, env=quiet)
        if found := _bundled():
            return found
    return None


def _bundled() -> Path | None:
    """The wheel of pip that ensurepip carries; Debian keeps it elsewhere, or not at all."""
    folders = [Path("/usr/share/python-wheels")]
    importlib.invalidate_caches()
    if (found := importlib.util.find_spec("ensurepip")) and found.origin:
        folders.append(Path(found.origin).parent / "_bundled")
    wheels = [wheel for folder in folders for wheel in sorted(folder.glob("pip-*.whl"))]
    return wheels[-1] if wheels else None


def _uv(tools: Path) -> str | None:
    """The locked uv, fetched once; None where there is none for this machine."""
    program = tools / "bin" / "uv"
    if not program.exists():
        command = [*_pip(), "install", "--quiet", "--target", str(tools), "--require-hashes"]
        if _try([*command, "--no-deps", "-r", str(REQUIREMENTS / "uv.txt")], {}):
            return None
    return str(program) if not _try([str(program), "--version"], {}) else None


def _cache() -> list[str]:
    """No cache for a user without a home that can be written."""
    return [] if os.access(os.path.expanduser("~"), os.W_OK) else ["--no-cache"]


def _same_index() -> list[str]:
    """Use the package index that pip was told to use: many people are behind a mirror."""
    if any(name in os.environ for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL")):
        return []
    index = _told("index-url")
    return ["--index-url", index] if index else []


def _as_pip_is_told() -> dict[str, str]:
    """The certificates that pip was told to trust."""
    cert = _told("cert")
    return {"SSL_CERT_FILE": cert} if cert and "SSL_CERT_FILE" not in os.environ else {}


def _told(key: str) -> str | None:
    """A setting of pip, the environment's before the files'."""
    listed = subprocess.run([*_pip(), "config", "list"], capture_output=True, text=True).stdout
    found = re.findall(rf"^(\S+)\.{key}='(.*)'$", listed, re.MULTILINE)
    return dict(found).get(":env:", found[-1][1]) if found else None


def _try(command: list[str], extra: dict[str, str]) -> str:
    """What a command said when it failed; nothing when it did not."""
    try:
        done = processes.run_whole(command, env=_undistracted() | extra)
    except OSError as error:
        return str(error)
    return "" if done.returncode == 0 else (done.stderr or done.stdout).strip() or "?"


def _undistracted() -> dict[str, str]:
    """Our environment without what would send the packages elsewhere than where they are asked."""
    told = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    return told | {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}


def _refusal(said: str, environment: Path) -> Stop:
    if "No space left" in said:
        return Stop(DISK_FULL.format(place=environment))
    tail = "\n".join(said.splitlines()[-5:])
    return Stop(
        f"{tail}\n依赖下载失败，请检查网络或 pip 镜像设置 / Packages could not be installed: check "
        "the network, or pip's index-url if you use a mirror."
    )
