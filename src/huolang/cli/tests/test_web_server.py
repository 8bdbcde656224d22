"""The workers are forked from one process that has loaded everything: what they may not share."""

import os
import subprocess
import sys

from huolang.kernel.keys import new_id

LOOK = """
import os
from huolang.cli import web_server
web_server.preload()
import psycopg, gc
print(len(os.listdir("/proc/self/task")),
      sum(isinstance(thing, psycopg.Connection) and not thing.closed for thing in gc.get_objects()))
"""


def test_loading_starts_no_thread_and_leaves_no_connection_open() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True)

    assert done.stdout.split() == ["1", "0"], done.stderr


WORK = """
import os
from huolang.cli import web_server
from django.db import connections
web_server._load(os.getppid(), 1)
print(connections.settings["default"]["OPTIONS"]["options"])
"""


def test_what_serves_requests_does_not_wait_for_ever_in_the_database() -> None:
    done = subprocess.run([sys.executable, "-c", WORK], capture_output=True, text=True)

    assert "-c lock_timeout=20s" in done.stdout, done.stderr


def test_processes_forked_after_a_key_was_made_never_make_the_same() -> None:
    new_id()
    ends = []
    for _ in range(2):
        read, write = os.pipe()
        if os.fork() == 0:
            os.write(write, b" ".join(str(new_id()).encode() for _ in range(500)))
            os._exit(0)
        os.close(write)
        ends.append(os.fdopen(read))

    keys = [key for end in ends for key in end.read().split()]

    assert len(keys) == len(set(keys)) == 1000
    for _ in range(2):
        os.wait()
