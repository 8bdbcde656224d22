"""Stands behind our PostgreSQL: runs it while any command needs it, restarts it if it dies.

Every command that uses the database holds a shared lock on `users.lock`. The keeper waits for
the exclusive lock, which it gets when the last user has gone, however that user went; then it
stops PostgreSQL and ends. If the keeper itself is killed, PostgreSQL is told so by the kernel.
"""

import argparse
import fcntl
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import IO

from huolang.cli.postmaster import Postmaster
from huolang.cli.progress import say
from huolang.cli.stop import Stop, reason

LONGEST_PAUSE = 30.0  # seconds between attempts to restart a server that keeps failing
STEADY = 60.0  # a server that ran this long is restarted at once
READY, KEPT_ALREADY = "ready", "kept already"  # said to whoever started us; else a refusal


def main() -> int:
    """Runs as `python -m huolang.cli.keeper DATA SETTINGS`; the password comes on stdin."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("settings", type=json.loads)
    given = parser.parse_args()
    locks = given.data / "locks"
    with (locks / "keeper.lock").open("a") as mine, (locks / "users.lock").open("a") as users:
        try:
            fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(KEPT_ALREADY)
            return 1
        return Keeper(given.data, given.settings, sys.stdin.readline().strip(), users).run()


class Keeper:
    """One PostgreSQL server, from its start until nobody needs it."""

    def __init__(
        self, data: Path, settings: dict[str, object], password: str, users: IO[str]
    ) -> None:
        self.data = data
        self.settings = settings
        self.password = password
        self.users = users
        self.ending = threading.Event()
        self.server: Postmaster | None = None

    def run(self) -> int:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: self._end())
        try:
            self._start()
        except Stop as refusal:
            say(str(refusal))
            return 1
        say(READY)
        _leave_the_terminal()
        threading.Thread(target=self._wait_for_the_last_user, daemon=True).start()
        self._watch()
        return 0

    def _start(self) -> None:
        durable = bool(self.settings["durable"])
        extra = {str(k): str(v) for k, v in dict(self.settings["extra"]).items()}  # type: ignore[call-overload]
        try:
            self.server = Postmaster(self.data, self.password, durable=durable, extra=extra)
            self.server.start()
        except OSError as error:
            raise reason(error, str(self.data)) or Stop(
                f"PostgreSQL 无法启动 / PostgreSQL did not start: {error}"
            ) from error

    def _end(self) -> None:
        self.ending.set()
        if self.server:
            self.server.stop()

    def _wait_for_the_last_user(self) -> None:
        fcntl.flock(self.users, fcntl.LOCK_EX)
        self._end()

    def _watch(self) -> None:
        """Wait for the server; if it dies while it is needed, start it again, ever more slowly."""
        pause = 0.2
        while True:
            started = time.monotonic()
            if self.server and self.server.process:
                self.server.process.wait()
            if self.ending.is_set():
                return
            pause = 0.2 if time.monotonic() - started > STEADY else min(pause * 2, LONGEST_PAUSE)
            if self.ending.wait(pause):
                return
            try:
                self._start()
            except Stop as refusal:
                print(time.strftime("%F %T"), refusal, file=sys.stderr, flush=True)
            if self.ending.is_set():
                self._end()


def _leave_the_terminal() -> None:
    """Whoever started us may go: keep nothing of theirs open."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)


if __name__ == "__main__":
    sys.exit(main())
