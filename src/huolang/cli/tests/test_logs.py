"""A log that grows keeps within its bound while its writer goes on."""

from pathlib import Path

import pytest

from huolang.cli import logs


@pytest.mark.parametrize("folder", logs.FOLDERS)
def test_a_large_log_is_put_aside_and_its_writer_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setattr(logs, "LARGEST", 100)
    (tmp_path / folder).mkdir(parents=True)
    log = tmp_path / folder / "server.log"
    with log.open("ab", buffering=0) as writer:
        for number in range(30):
            writer.write(f"line {number:04}\n".encode())
            logs.trim(tmp_path)

    sizes = {file.name: file.stat().st_size for file in (tmp_path / folder).iterdir()}
    assert set(sizes) == {"server.log", "server.old.log"}
    assert max(sizes.values()) <= 110
    assert log.read_text().splitlines()[-1] == "line 0029"
    assert b"\0" not in log.read_bytes()
