"""The web server: one process a core, each with few threads, all ended together.

It speaks HTTP/1 only: an answer there is read and written one at a time, and `site.rsgi` counts on
that when it limits what one connection can hold.
"""

import argparse
import gc
import importlib
import multiprocessing
import os
import resource
import signal
import sys
from functools import partial
from typing import Any

from django.db import connections
from django.urls import get_resolver
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from huolang.cli import processes
from huolang.kernel import patience
from huolang.site.rsgi import Site

APPLICATION = "huolang.site.wsgi"
KNOWING = "huolang.api.knowing"
BACKLOG = 1024
CONNECTIONS = 1024
"""Of each process at once; more wait to be accepted."""
FILES = 4096
"""Open files that a process may have, where the system lets it."""
HEADERS = HTTP1Settings(header_read_timeout=30_000, max_buffer_size=128 * 1024)
"""Milliseconds until the headers of the next request must be there, and bytes of them at most."""


def main() -> None:
    """`python -m huolang.cli.web_server HOST PORT WORKERS THREADS`, started by `huolang up`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("workers", type=int)
    parser.add_argument("threads", type=int)
    given = parser.parse_args()
    server = Server(
        APPLICATION,
        address=given.host,
        port=given.port,
        interface=Interfaces.RSGI,
        workers=given.workers,
        http=HTTPModes.http1,
        http1_settings=HEADERS,
        backpressure=_connections(),
        websockets=False,
        backlog=BACKLOG,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )
    if multiprocessing.get_start_method() == "fork":
        preload()
    server.serve(target_loader=partial(_load, os.getpid(), given.threads), wrap_loader=False)


def _connections() -> int:
    """As many as there are files for: a server that runs out of files stops accepting for good."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    return CONNECTIONS if soft == resource.RLIM_INFINITY else min(CONNECTIONS, max(soft // 2, 16))


def preload() -> None:
    """Load the application once, before the workers are forked: it starts in half the time and
    its memory is shared. Nothing that must not be shared is open afterwards."""
    importlib.import_module(APPLICATION)
    importlib.import_module(KNOWING)
    assert get_resolver().url_patterns
    connections.close_all()
    gc.collect()
    gc.freeze()


def _load(parent: int, threads: int) -> Any:
    """In each worker: load the application, and never outlive the process that started us."""
    processes.dies_with_parent(signal.SIGKILL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # until the server sets its own, after loading
    if os.getppid() != parent:
        sys.exit(1)
    patience.serve_requests()
    application = importlib.import_module(APPLICATION).application
    knows = importlib.import_module(KNOWING).is_known
    return Site(application, knows=knows, threads=threads)


if __name__ == "__main__":
    main()
