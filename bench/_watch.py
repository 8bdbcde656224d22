"""What a piece of work took: wall clock, CPU of this process, and CPU of PostgreSQL's for it."""

from __future__ import annotations

import os
import resource
import time
from typing import Any

from django.db import connection


class Watch:
    """A moment; `say` tells what was spent since, or until another moment."""

    def __init__(self, server: Any = connection) -> None:
        self.server = server
        self.wall, self.own, self.backend = time.monotonic(), _own(), _backend(server)

    def say(
        self, what: str, count: int, unit: str = "rows", *, until: Watch | None = None
    ) -> float:
        """Print it; how many of `unit` per CPU-second."""
        end = until or Watch(self.server)
        own, backend = end.own - self.own, end.backend - self.backend
        rate = count / max(own + backend, 0.01)
        print(
            f"{what}: {end.wall - self.wall:.1f} s, CPU {own:.1f} s here + {backend:.1f} s in"
            f" PostgreSQL, {rate:,.0f} {unit} per CPU-second"
        )
        return rate


def _own() -> float:
    mine = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + children.ru_utime + children.ru_stime


def _backend(server: Any) -> float:
    """CPU seconds of the server process behind a connection."""
    server.ensure_connection()
    pid = server.connection.info.backend_pid
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
