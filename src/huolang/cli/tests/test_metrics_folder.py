"""Where processes count: in memory where there is one, and nothing of it stays."""

from pathlib import Path

import pytest

from huolang.cli import metrics_folder


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "memory"
    place.mkdir()
    monkeypatch.setattr(metrics_folder, "IN_MEMORY", place)
    return place


@pytest.fixture
def data(tmp_path: Path) -> Path:
    place = tmp_path / "data"
    place.mkdir()
    return place


def test_they_count_in_memory_closed_to_others_and_nothing_stays(memory: Path, data: Path) -> None:
    with metrics_folder.place(data) as folder:
        (only,) = memory.iterdir()
        assert folder == str(only)
        assert only.stat().st_mode & 0o777 == 0o700
        (only / "counter_1.db").write_bytes(b"x")

    assert list(memory.iterdir()) == []


def test_what_a_killed_start_left_is_removed_and_nothing_else(memory: Path, data: Path) -> None:
    left, others = memory / "huolang-metrics-a", memory / "huolang-metrics-b"
    for one in (left, others, data / "locks"):
        one.mkdir()
    (data / "locks" / metrics_folder.NOTE).write_text(str(left))

    with metrics_folder.place(data):
        assert not left.exists()
    assert others.exists()

    (data / "locks" / metrics_folder.NOTE).write_text(str(data))  # not ours to remove
    with metrics_folder.place(data):
        assert data.exists()


@pytest.mark.parametrize("room", [None, 2**60])
def test_without_memory_or_room_there_they_count_in_the_data_folder(
    memory: Path, data: Path, monkeypatch: pytest.MonkeyPatch, room: int | None
) -> None:
    if room is None:
        monkeypatch.setattr(metrics_folder, "IN_MEMORY", memory / "nowhere")
    else:
        monkeypatch.setattr(metrics_folder, "ROOM", room)

    with metrics_folder.place(data) as folder:
        assert folder == str(data / "metrics")
