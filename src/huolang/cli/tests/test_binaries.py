"""PostgreSQL is not run from a folder whose name a shell would read as something else."""

from pathlib import Path

import pytest

from huolang.cli import binaries
from huolang.cli.stop import Stop


@pytest.mark.parametrize("name", ['a"b', "a$(touch b)", "a`b`", "a\\b"])
def test_a_folder_with_marks_of_the_shell_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(binaries, "_package", lambda: tmp_path / name)

    with pytest.raises(Stop, match="PostgreSQL cannot be run from") as refused:
        binaries.folder(tmp_path, None)

    assert "\n" not in str(refused.value)


def test_an_ordinary_folder_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_package", lambda: tmp_path / "货 郎's (1): &c")

    assert binaries.folder(tmp_path, None) == tmp_path / "货 郎's (1): &c" / "pginstall" / "bin"
