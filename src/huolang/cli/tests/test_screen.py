"""The screen is built again exactly when something it is made of changed."""

import sys
from pathlib import Path

import pytest

from huolang.cli import screen


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A screen whose npm only notes what it was asked."""
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "src").mkdir()
    (folder / "src" / "main.tsx").write_text("1")
    (folder / "package.json").write_text("{}")
    (folder / "package-lock.json").write_text("{}")
    monkeypatch.setattr(screen, "WEB", folder)
    monkeypatch.setattr(screen, "MODULES", folder / "node_modules")
    monkeypatch.setattr(screen, "BUILT", folder / "dist")
    for name in ("INSTALLED_STAMP", "BUILT_STAMP"):
        monkeypatch.setattr(screen, name, folder / "node_modules" / name)

    def npm(*words: str) -> None:
        with (tmp_path / "asked").open("a") as note:
            note.write(f"{words[0]}\n")
        (folder / "node_modules").mkdir(exist_ok=True)
        (folder / "dist").mkdir(exist_ok=True)
        (folder / "dist" / "index.html").write_text("")

    monkeypatch.setattr(screen, "npm", npm)
    return folder


def asked(web: Path) -> list[str]:
    return (web.parent / "asked").read_text().split()


def test_it_is_built_once_and_again_after_an_edit(web: Path) -> None:
    screen.build()
    screen.build()
    assert asked(web) == ["ci", "run"]

    (web / "src" / "main.tsx").write_text("2")
    screen.build()
    assert asked(web) == ["ci", "run", "run"]


def test_packages_are_fetched_again_when_their_lock_changes(web: Path) -> None:
    screen.build()
    (web / "package-lock.json").write_text('{"a": 1}')

    screen.build()

    assert asked(web) == ["ci", "run", "ci", "run"]


def test_whoever_only_uses_it_is_spared_what_checks_it(web: Path) -> None:
    screen.build()
    screen.install_packages(to_check=True)
    screen.install_packages()
    screen.install_packages(to_check=True)

    assert asked(web) == ["ci", "run", "ci"]


def test_a_build_that_was_killed_is_built_again(web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen.build()
    (web / "src" / "main.tsx").write_text("2")
    with monkeypatch.context() as patched:
        patched.setattr(screen, "npm", lambda *words: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            screen.build()

    screen.build()

    assert asked(web) == ["ci", "run", "run"]


def test_npm_has_a_cache_though_its_user_has_no_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("npm_config_cache", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "npm_config_cache" not in screen.environment()

    monkeypatch.setenv("HOME", "/nonexistent")
    assert screen.environment()["npm_config_cache"] == str(Path(sys.prefix) / "npm")


def test_node_trusts_the_certificates_that_pip_does(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NODE_EXTRA_CA_CERTS", *screen.CERTIFICATES):
        monkeypatch.delenv(name, raising=False)
    assert "NODE_EXTRA_CA_CERTS" not in screen.environment()

    monkeypatch.setenv("PIP_CERT", "/company.pem")
    assert screen.environment()["NODE_EXTRA_CA_CERTS"] == "/company.pem"

    monkeypatch.setenv("NODE_EXTRA_CA_CERTS", "/own.pem")
    assert screen.environment()["NODE_EXTRA_CA_CERTS"] == "/own.pem"


def test_the_build_leaves_compressed_scripts():
    scripts = list((screen.BUILT / "assets").glob("index-*.js"))
    if not scripts:
        pytest.skip("the screen is not built")
    assert all(one.with_name(f"{one.name}.gz").exists() for one in scripts)
