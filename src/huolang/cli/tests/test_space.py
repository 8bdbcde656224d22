"""New books need room on the disk; books that exist are opened, and said to be short of it."""

from collections import namedtuple
from pathlib import Path

import pytest

from huolang.cli import postmaster, space
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop

Usage = namedtuple("Usage", "free")


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """A disk whose free bytes a test can set, looked at every time."""
    state = {"free": 10**9}
    monkeypatch.setattr(space.shutil, "disk_usage", lambda place: Usage(state["free"]))
    monkeypatch.setattr(space, "BETWEEN", 0.0)
    return state


def test_new_books_are_not_begun_on_a_full_disk(tmp_path: Path, disk: dict[str, int]) -> None:
    disk["free"] = 100_000_000

    with pytest.raises(Stop, match="The disk is full"):
        space.demand(Settings(tmp_path))


@pytest.mark.parametrize("foreign", [False, True])
def test_books_that_exist_are_opened_with_a_warning(
    tmp_path: Path, disk: dict[str, int], capsys: pytest.CaptureFixture[str], foreign: bool
) -> None:
    disk["free"] = 100_000_000
    url = "postgresql://x" if foreign else None
    if not foreign:
        (tmp_path / "pg").mkdir()
        (tmp_path / "pg" / "PG_VERSION").write_text("18")

    space.demand(Settings(tmp_path, database_url=url))

    assert "Little space is left on the disk (100 MB)" in capsys.readouterr().out


def test_a_disk_that_fills_up_is_said_once_and_again_the_next_time(
    tmp_path: Path, disk: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    look = space.watch(tmp_path)
    for free in (10**9, 50_000_000, 40_000_000, 10**9, 30_000_000):
        disk["free"] = free
        look()

    said = capsys.readouterr().out
    assert said.count("Little space") == 2
    assert "(50 MB)" in said
    assert "(30 MB)" in said


def test_a_server_that_had_no_room_even_to_say_why_it_ended_had_none(
    tmp_path: Path, disk: dict[str, int]
) -> None:
    server = object.__new__(postmaster.Postmaster)
    server.data = tmp_path

    disk["free"] = 4096
    assert "The disk is full" in str(server._refusal(""))

    disk["free"] = 10**9
    assert "did not start" in str(server._refusal(""))
