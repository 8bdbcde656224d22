"""The web server: one process a core, each with few threads, all ended together."""

import argparse
import gc
import importlib
import multiprocessing
import os
import signal
import sys
from functools import partial
from typing import Any

from django.db import connections
from django.urls import get_resolver
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from huolang.cli import processes

APPLICATION = "huolang.site.wsgi"
BACKLOG = 1024


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
        interface=Interfaces.WSGI,
        workers=given.workers,
        blocking_threads=given.threads,
        websockets=False,
        backlog=BACKLOG,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )
    if multiprocessing.get_start_method() == "fork":
        preload()
    server.serve(target_loader=partial(_load, os.getpid()), wrap_loader=False)


def preload() -> None:
    """Load the application once, before the workers are forked: it starts in half the time and
    its memory is shared. Nothing that must not be shared is open afterwards."""
    importlib.import_module(APPLICATION)
    assert get_resolver().url_patterns
    connections.close_all()
    gc.collect()
    gc.freeze()


def _load(parent: int) -> Any:
    """In each worker: load the application, and never outlive the process that started us."""
    processes.dies_with_parent(signal.SIGKILL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # until the server sets its own, after loading
    if os.getppid() != parent:
        sys.exit(1)
    return importlib.import_module(APPLICATION).application


if __name__ == "__main__":
    main()
