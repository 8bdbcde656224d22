"""A restore that is broken off while it changes places is finished by whoever comes next."""

import os
from pathlib import Path

import pytest

from huolang.cli import exchange
from huolang.cli.stop import Stop

NAMES = ["pg", "secret_key", "files"]


class Killed(BaseException):
    """As `kill -9` would."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Old books, and new ones that stand ready beside them; the old ones had no attachments."""
    staged = exchange.cleared(tmp_path) / "data"
    for folder, word in ((tmp_path, "old"), (staged, "new")):
        (folder / "pg").mkdir(parents=True)
        (folder / "pg" / "PG_VERSION").write_text(word)
        (folder / "secret_key").write_text(word)
    (staged / "files").mkdir()
    return tmp_path


def contents(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text() for name in ("pg/PG_VERSION", "secret_key")}


@pytest.mark.parametrize("survived", range(6))
def test_however_many_moves_were_made_before_a_kill_all_are_in_the_end(
    data: Path, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    exchange.ready(data, aside="before", names=NAMES)
    real, made = Path.rename, 0

    def rename(self: Path, target: Path) -> Path:
        nonlocal made
        if made == survived:
            raise Killed
        made += 1
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", rename)
        if survived < 5:
            with pytest.raises(Killed):
                exchange.moved(data)
        else:
            exchange.moved(data)

    exchange.finish(data)

    assert contents(data) == {"pg/PG_VERSION": "new", "secret_key": "new"}
    assert contents(data / "before") == {"pg/PG_VERSION": "old", "secret_key": "old"}
    assert (data / "files").is_dir()
    assert not (data / exchange.STAGING).exists()


def test_one_that_was_not_ready_changes_nothing(data: Path) -> None:
    exchange.finish(data)

    assert contents(data) == {"pg/PG_VERSION": "old", "secret_key": "old"}


def test_meanwhile_every_other_command_is_told(data: Path) -> None:
    with exchange.alone(data), pytest.raises(Stop, match="is being restored"):
        exchange.finish(data)


def test_a_folder_that_was_never_restored_into_costs_nothing(tmp_path: Path) -> None:
    exchange.finish(tmp_path)

    assert os.listdir(tmp_path) == []
