"""A backup is due once after each planned moment, also when the machine was off at it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from huolang.cli import nightly_backup
from huolang.cli.nightly_backup import NAME, is_due

NOON = datetime(2026, 11, 26, 12, 0).astimezone()


@pytest.mark.parametrize(
    ("at", "made", "due"),
    [
        ("02:30", None, True),
        ("02:30", timedelta(hours=9), False),
        ("02:30", timedelta(hours=10), True),
        ("02:30", timedelta(days=3), True),
        ("23:00", timedelta(hours=12), False),
        ("23:00", timedelta(hours=14), True),
    ],
)
def test_due_when_none_is_as_new_as_the_last_planned_moment(
    tmp_path: Path, at: str, made: timedelta | None, due: bool
) -> None:
    (tmp_path / "huolang-99999999-mine.backup").write_bytes(b"")
    if made is not None:
        (tmp_path / (NOON - made).strftime(NAME)).write_bytes(b"")

    assert is_due(tmp_path, at, NOON) is due


def test_only_what_was_made_so_is_ever_thinned_out(tmp_path: Path) -> None:
    for name in ("before-upgrade.backup", "huolang-20260101-023000.backup", "huolang-x.backup"):
        (tmp_path / name).write_bytes(b"")

    found = [one.name for one in nightly_backup._found(tmp_path)]

    assert found == ["huolang-20260101-023000.backup"]
