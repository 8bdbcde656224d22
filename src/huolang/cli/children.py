"""The processes that `up` runs: started, watched, restarted when they die, ended in order."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from huolang.cli import processes
from huolang.cli.progress import say

SHORTEST_PAUSE = 0.5  # seconds before a child that died is started again; doubles each time
LONGEST_PAUSE = 30.0
STEADY = 60.0  # a child that ran this long begins with the shortest pause again


@dataclass
class Child:
    """One process that should always run while `up` does; its words go to a log file."""

    name: str
    module: tuple[str, ...]
    environment: dict[str, str]
    log: Path
    patience: float = 15.0
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = SHORTEST_PAUSE
    due: float | None = field(default=None)

    def start(self) -> None:
        """Start it in a group of its own, so Ctrl+C reaches only us, and it dies when we do."""
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.module],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=self.environment,
                start_new_session=True,
                preexec_fn=processes.tied(),
            )
        self.started = time.monotonic()
        self.due = None

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def watch(self) -> None:
        """Called often: start it again when it is dead and its pause is over."""
        if self.is_running():
            return
        now = time.monotonic()
        if self.due is None:
            self._bury()
            code = self.process.returncode if self.process else 0
            self.pause = (
                SHORTEST_PAUSE
                if now - self.started > STEADY
                else min(self.pause * 2, LONGEST_PAUSE)
            )
            self.due = now + self.pause
            say(
                f"! {self.name} 意外结束，{self.pause:.0f} 秒后重启 / {self.name} ended ({code}) "
                f"and starts again in {self.pause:.0f} s; its log is {self.log}"
            )
        elif now >= self.due:
            self.start()

    def stop(self) -> None:
        """Ask it to end, wait, and end what is left of its group."""
        if self.process is None:
            return
        if self.is_running():
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience)
        self._bury()

    def last_words(self, lines: int = 15) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _bury(self) -> None:
        """Whatever it had started must not outlive it (it holds the port, or a job)."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Ending:
    """Ctrl+C, a closed terminal or the system's order to end, noticed between two looks."""

    def __init__(self) -> None:
        self.asked = False
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._note)

    def _note(self, *_: object) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True


def watch(children: list[Child], look_after: Callable[[], None], ending: Ending) -> None:
    """Until asked to end, keep every child running and look after the rest."""
    while not ending.asked:
        time.sleep(0.5)
        for child in children:
            child.watch()
        look_after()


def stop(children: list[Child]) -> None:
    """In the order given; a second Ctrl+C does not wait."""
    try:
        for child in children:
            child.stop()
    except KeyboardInterrupt:
        for child in children:
            child.patience = 0
            child.stop()
