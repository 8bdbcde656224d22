"""A reader that ends without saying why: once more, then told, and logged without what it read."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from huolang.integrations.tables import reading

TABLE = "编码,名称\nN1,秘密\n".encode()
DIES = """
import os, signal, sys
if not os.path.exists({mark!r}):
    open({mark!r}, "w").close()
    os.kill(os.getpid(), {signal})
"""


def test_what_ended_once_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    dies = DIES.format(mark=str(tmp_path / "dead"), signal=int(signal.SIGSEGV))
    monkeypatch.setattr(reading, "READER", dies + reading.READER)

    found = list(reading.rows(TABLE))

    assert found == [(1, ["编码", "名称"]), (2, ["N1", "秘密"])]
    assert [one.getMessage() for one in caplog.records] == ["reader of a file ended with -11 None"]


def test_what_ends_again_and_again_is_told_and_nothing_of_the_file_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fails = "import sys\nraise LookupError(open(sys.argv[2], encoding='utf-8').read())"
    monkeypatch.setattr(reading, "READER", fails)

    with pytest.raises(reading.BrokeOff):
        list(reading.rows(TABLE))

    logged = [one.getMessage() for one in caplog.records]
    assert len(logged) == 2 and "秘密" not in "".join(logged)


def test_a_reader_that_came_to_a_limit_says_that_the_file_is_too_large(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reading, "READER", "import os; os.abort()")

    with pytest.raises(reading.TooMuch):
        list(reading.rows(TABLE))

    assert caplog.records == []
