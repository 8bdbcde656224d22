"""A child that dies is started again, ever more slowly, and takes its own children with it."""

import os
import time
from pathlib import Path

import pytest

from huolang.cli import children, processes
from huolang.cli.children import Child

FOREVER = "import time; time.sleep(60)"


@pytest.fixture
def child(tmp_path: Path) -> Child:
    (tmp_path / "forever.py").write_text(FOREVER)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    return Child("forever", ("forever",), environment, tmp_path / "log", patience=5)


def test_a_dead_child_comes_back_after_its_pause_and_the_pause_grows(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "SHORTEST_PAUSE", 0.01)
    child.pause = 0.01
    child.start()
    for _ in range(2):
        assert child.process
        child.process.kill()
        child.process.wait()
        before = child.pause

        child.watch()
        assert not child.is_running()
        time.sleep(child.pause + 0.01)
        child.watch()

        assert child.is_running()
        assert child.pause == before * 2
    child.stop()


def test_stopping_ends_what_the_child_had_started(tmp_path: Path, child: Child) -> None:
    (tmp_path / "forever.py").write_text(
        "import subprocess, sys, time\n"
        "started = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(started.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    child.start()
    deadline = time.monotonic() + 20
    while not (text := child.log.read_text().strip()) and time.monotonic() < deadline:
        time.sleep(0.05)

    child.stop()

    deadline = time.monotonic() + 20
    while processes.state(int(text)) not in ("dead", "zombie") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes.state(int(text)) in ("dead", "zombie")
