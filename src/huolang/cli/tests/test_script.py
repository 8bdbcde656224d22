"""The script `./huolang` refuses old Pythons politely, and sets up exactly once."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from huolang.cli import installation, pip
from huolang.cli.stop import Stop

SCRIPT = installation.ROOT / "huolang"


def test_an_old_python_can_read_the_script_and_is_refused_in_one_sentence() -> None:
    source = SCRIPT.read_text()
    ast.parse(source, feature_version=(3, 6))
    pretend = (
        "import sys; sys.version_info = (3, 6, 9, 'final', 0); sys.version = '3.6.9 (old)';"
        f"sys.argv = ['./huolang']; __file__ = {str(SCRIPT)!r}; exec(open(__file__).read())"
    )

    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True)

    assert done.returncode == 1
    assert "Python 3.11 or newer and this is 3.6.9" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_python_2_can_read_the_script_as_well() -> None:
    """It takes a file for ASCII unless one of the first two lines says otherwise (PEP 263)."""
    first = SCRIPT.read_bytes().splitlines()[:2]

    assert any(re.match(rb"^#.*coding[:=]\s*utf-8", line) for line in first)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout without an environment, whose packages are a file each time they install."""
    for name in ("base", "dev"):
        lock = tmp_path / f"{name}.txt"
        lock.write_text(f"{name} 1")
        monkeypatch.setitem(installation.LOCKS, name, lock)
    environment = tmp_path / "环境 .venv"
    monkeypatch.setattr(installation, "ROOT", tmp_path)
    monkeypatch.setattr(installation, "ENVIRONMENT", environment)
    monkeypatch.setattr(installation, "PYTHON", environment / "bin" / "python")
    monkeypatch.setattr(installation, "STAMP", environment / "huolang.json")

    def install(python: Path, lock: Path, tools: Path) -> None:
        with (tmp_path / "installed").open("a") as note:
            note.write(f"{lock.read_text()}\n")

    monkeypatch.setattr(pip, "install", install)
    return tmp_path


def installed(checkout: Path) -> list[str]:
    return (checkout / "installed").read_text().splitlines()


def test_packages_are_installed_once_and_again_when_the_lock_changes(checkout: Path) -> None:
    installation.prepare("base")
    installation.prepare("base")
    assert installed(checkout) == ["base 1"]

    (checkout / "base.txt").write_text("base 2")
    installation.prepare("base")
    assert installed(checkout) == ["base 1", "base 2"]
    assert installation.interpreter_works()


def test_a_developers_packages_hold_the_products_too(checkout: Path) -> None:
    installation.prepare("dev")
    installation.prepare("base")

    assert installed(checkout) == ["dev 1"]


@pytest.mark.parametrize("lock", ["base", "dev"])
def test_a_setup_that_was_killed_begins_again_from_nothing(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    if lock == "dev":
        installation.prepare("base")

    def killed(python: Path, lock: Path, tools: Path) -> None:
        (installation.ENVIRONMENT / "half").write_text("")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(pip, "install", killed)
        with pytest.raises(KeyboardInterrupt):
            installation.prepare(lock)

    installation.prepare(lock)

    assert not (installation.ENVIRONMENT / "half").exists()
    assert json.loads(installation.STAMP.read_text())["base"]


def test_a_developers_setup_that_failed_leaves_the_product_usable(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(python: Path, lock: Path, tools: Path) -> None:
        raise Stop("no network")

    installation.prepare("base")
    with monkeypatch.context() as patched:
        patched.setattr(pip, "install", offline)
        with pytest.raises(Stop):
            installation.prepare("dev")
        installation.prepare("base")

    assert installed(checkout) == ["base 1"]
    installation.prepare("dev")
    assert installed(checkout) == ["base 1", "dev 1"]


def test_what_developers_need_only_adds_to_what_everybody_needs() -> None:
    def pins(lock: str) -> set[str]:
        text = (installation.ROOT / "requirements" / f"{lock}.txt").read_text()
        return set(re.findall(r"^[\w.-]+==[^ ;\\]+", text, re.MULTILINE))

    assert pins("base")
    assert pins("base") <= pins("dev")


def test_an_environment_whose_python_is_gone_is_made_again(checkout: Path) -> None:
    installation.prepare("base")
    installation.PYTHON.unlink()
    installation.PYTHON.symlink_to("/nowhere/python3")

    installation.prepare("base")

    assert installation.interpreter_works()


def test_a_checkout_that_cannot_be_written_is_refused(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)

    with pytest.raises(Stop, match="copy it to a folder of your own"):
        installation.prepare("base")


def test_a_checkout_with_a_colon_in_its_path_is_refused(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "ROOT", checkout / "a:b")

    with pytest.raises(Stop, match="there is a colon in it"):
        installation.prepare("base")


def test_pip_installs_where_it_is_asked_whatever_its_user_is_used_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    monkeypatch.setenv("PIP_REQUIRE_VIRTUALENV", "1")
    noted = tmp_path / "noted"

    assert pip._try(["sh", "-c", f"env > {noted}"], {}) == ""

    told = dict(line.split("=", 1) for line in noted.read_text().splitlines() if "=" in line)
    assert told["PIP_USER"] == told["PIP_REQUIRE_VIRTUALENV"] == "0"
    assert "PIP_TARGET" not in told
