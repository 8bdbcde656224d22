"""Server, worker and live streams as `huolang up` starts them, on a free port of this machine."""

from __future__ import annotations

import contextlib
import os
import socket
import time
import urllib.request
from pathlib import Path

from bench import _processes
from huolang.cli import live_socket, up
from huolang.cli.children import Child

HOST = "127.0.0.1"
DATA = Path(os.environ["HUOLANG_DATA"])


class Serving:
    """Runs inside `with`; `static` is the folder of the built screen, for whoever looks at it."""

    def __init__(self, *, static: Path | None = None) -> None:
        with socket.create_server((HOST, 0)) as free:
            self.port: int = free.getsockname()[1]
        self.workers = os.cpu_count() or 1
        self._stack = contextlib.ExitStack()
        told = {key: value for key, value in os.environ.items() if key not in up.FOR_OWNERS}
        server = ("huolang.cli.web_server", HOST, str(self.port), str(self.workers))
        if static:
            told["HUOLANG_STATIC"] = str(static)
            told[up.LIVE_SOCKET] = self._stack.enter_context(live_socket.place(DATA))
        self.children = [
            Child("server", (*server, str(up.THREADS)), told, DATA / "server.log"),
            Child("worker", up.WORKER, told, DATA / "worker.log"),
        ]
        if static:
            live = (up.LIVE, told[up.LIVE_SOCKET])
            self.children.append(Child("live", live, told, DATA / "live.log"))

    def __enter__(self) -> Serving:
        for child in self.children:
            child.start()
        deadline = time.monotonic() + 60
        while not self._answers():
            if time.monotonic() > deadline or not self.children[0].is_running():
                raise RuntimeError(self.children[0].last_words())
            time.sleep(0.1)
        return self

    def __exit__(self, *_: object) -> None:
        for child in reversed(self.children):  # streams first: the server waits for open ones
            child.stop()
        self._stack.close()

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        assert self.children[0].process
        return self.children[0].process.pid

    def memory(self) -> dict[str, float]:
        """Every child with all its processes, shared pages counted once."""
        return {
            child.name: round(_processes.memory_bytes(child.process.pid) / 1e6, 1)
            for child in self.children
            if child.process
        }

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/api/v1/health") as answer:
                return bool(answer.status == 200)
        except OSError:
            return False
