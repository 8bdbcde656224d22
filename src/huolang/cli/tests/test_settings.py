"""Settings come from the command line, then the environment, then the file."""

import argparse
from pathlib import Path

import pytest

from huolang.cli import settings, up
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in settings.KEYS:
        monkeypatch.delenv(f"HUOLANG_{key.upper()}", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("HUOLANG_DATA", raising=False)


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "huolang.toml").write_text('port = 1\nhost = "file"\ndatabase_url = "file"\n')
    monkeypatch.setenv("HUOLANG_PORT", "2")
    monkeypatch.setenv("DATABASE_URL", "postgresql://x")

    told = settings.read(argparse.Namespace(data=str(tmp_path), port=3))
    without_line = settings.read(argparse.Namespace(data=str(tmp_path), port=None))

    assert (told.port, told.host, told.database_url) == (3, "file", "postgresql://x")
    assert without_line.port == 2


def test_the_data_folder_is_in_the_checkout_unless_said_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.read(argparse.Namespace()).data == settings.ROOT / "data"
    monkeypatch.setenv("HUOLANG_DATA", str(tmp_path))
    assert settings.read(argparse.Namespace()).data == tmp_path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("port = ", "not valid TOML"),
        ("prot = 8000", "unknown settings: prot"),
        ("port = 70000", "port is not a number that can be used"),
        ("workers = 0", "workers is not a number that can be used"),
        ("port = true", "port is not a number that can be used"),
        ("host = 5", "host must be text"),
        ("database_url = 3", "database_url must be text"),
        ('hosts = ["a", "b"]', "hosts must be text"),
        ("origins = 1979-05-27", "origins must be text"),
        ("[port]", "port is not a number that can be used"),
    ],
)
def test_a_file_with_a_mistake_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "huolang.toml").write_text(text)

    with pytest.raises(Stop, match=said):
        settings.read(argparse.Namespace(data=str(tmp_path)))


def test_a_data_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    for place in ("file", "file/data"):
        with pytest.raises(Stop, match=r"not (a|in a) folder"):
            settings.read(argparse.Namespace(data=str(tmp_path / place)))


def test_a_settings_file_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "huolang.toml").mkdir()

    with pytest.raises(Stop, match="cannot be used"):
        settings.read(argparse.Namespace(data=str(tmp_path)))


def test_only_a_server_open_to_the_network_answers_to_any_name(tmp_path: Path) -> None:
    at_home = settings.Settings(tmp_path).environment()
    open_to_all = settings.Settings(tmp_path, host="0.0.0.0").environment()
    named = settings.Settings(tmp_path, host="0.0.0.0", hosts="erp.example.cn").environment()

    assert "HUOLANG_HOSTS" not in at_home
    assert open_to_all["HUOLANG_HOSTS"] == "*"
    assert named["HUOLANG_HOSTS"] == "erp.example.cn"


@pytest.mark.parametrize(("host", "number"), [("localhost", "127.0.0.1"), ("::1", "::1")])
def test_the_server_gets_a_numeric_address(host, number):
    found = up._with_free_port(Settings(data=Path("data"), host=host, port=0))

    assert found.host == number
    assert found.port > 0


@pytest.mark.parametrize("host", ["", "nowhere.invalid"])
def test_a_host_that_is_none_is_refused_in_one_sentence(host):
    with pytest.raises(Stop, match="cannot be used"):
        up._with_free_port(Settings(data=Path("data"), host=host, port=8000))
