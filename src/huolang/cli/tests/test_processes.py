"""What a command starts does not outlive it, however it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from huolang.cli import processes

STARTS_MORE = "echo $$ > {0}/first; sleep 60 & echo $! > {0}/second; wait"
COMMAND = """
import signal, sys
from huolang.cli import processes
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by what a shell puts behind
processes.run_whole(["sh", "-c", sys.argv[1]])
"""


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_all_that_a_program_started_ends_with_the_command_that_ran_it(
    tmp_path: Path, sign: signal.Signals
) -> None:
    command = subprocess.Popen(
        [sys.executable, "-c", COMMAND, STARTS_MORE.format(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(Path(processes.__file__).parents[2])},
        stderr=subprocess.DEVNULL,
    )
    started = [until_written(tmp_path / name) for name in ("first", "second")]

    command.send_signal(sign)
    command.wait()

    deadline = time.monotonic() + 20
    while any(map(is_alive, started)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(is_alive, started))


def test_what_a_program_says_and_how_it_ends_is_handed_on(tmp_path: Path) -> None:
    done = processes.run_whole(["sh", "-c", "echo 货郎; pwd >&2; exit 7"], cwd=tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (7, "货郎\n", f"{tmp_path}\n")


def until_written(file: Path) -> int:
    deadline = time.monotonic() + 20
    while not (file.exists() and file.read_text().strip()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return int(file.read_text())


def is_alive(pid: int) -> bool:
    return processes.state(pid) not in ("dead", "zombie")
