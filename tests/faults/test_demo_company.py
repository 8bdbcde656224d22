"""The first start brings a company to look at; broken off in the middle, the next one goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from huolang.cli import postgres
from tests.faults.launching import environment, huolang, is_healthy, up

pytestmark = pytest.mark.fault
"""Over a minute, but nothing else loads the demo at its full length, where goods run short."""

DAYS = "SELECT count(*) FROM samples_loaded WHERE data_set = 'demo' AND kind = 'day'"
COMPANIES = "SELECT name FROM kernel_company ORDER BY id"
DONE = """
SELECT count(*), count(DISTINCT record) FROM samples_loaded
WHERE data_set = 'demo' AND kind NOT IN ('day', '')
"""


def asked(data: Path, statement: str) -> list[tuple[object, ...]]:
    with postgres.own(data) as own, psycopg.connect(own.database.owner) as owner:
        return owner.execute(statement).fetchall()


def test_a_killed_load_goes_on_and_every_document_is_there_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [sys.executable, "-m", "huolang.cli", "up", "--data", str(data), "--port", "0"]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout
        for line in first.stdout:
            if "demo company" in line:
                break
        time.sleep(4)  # a part of the half year
        first.send_signal(signal.SIGKILL)
    ((before,),) = asked(data, DAYS)

    with up(data, "--port", "0") as (_, address):
        assert is_healthy(address)

    ((documents, records),) = asked(data, DONE)
    ((days,),) = asked(data, DAYS)
    assert isinstance(before, int) and isinstance(days, int) and before < days > 150
    assert documents == records and documents > 1500
    assert asked(data, COMPANIES) == [("示例公司",), ("我的公司",)]
    proved = huolang("prove", "--data", str(data))
    assert proved.returncode == 0, proved.stdout

    with up(data, "--port", "0"):  # a third time there is nothing left to load
        assert asked(data, DONE) == [(documents, records)]
    gone = huolang("sample", "demo", "--remove", "--data", str(data))
    assert gone.returncode == 0, gone.stderr
    assert asked(data, COMPANIES) == [("我的公司",)]
