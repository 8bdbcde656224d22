"""Shows what is being done and how long it took, one line a step."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def step(name: str) -> Iterator[None]:
    """A line for a step: counts seconds on a terminal, and ends with the time it took."""
    terminal = sys.stdout.isatty()
    started = time.monotonic()
    done = threading.Event()

    def count() -> None:
        while not done.wait(1):
            say(f"\r· {name} … {time.monotonic() - started:.0f} s ", end="")

    say(f"· {name} …", end="" if terminal else "\n")
    counter = threading.Thread(target=count, daemon=True)
    if terminal:
        counter.start()
    try:
        yield
    finally:
        done.set()
        if terminal:
            counter.join()
            say(f"\r· {name} … {time.monotonic() - started:.1f} s")
        elif sys.exc_info()[0] is None and time.monotonic() - started >= 1:
            say(f"  {time.monotonic() - started:.1f} s")


def say(line: str, *, end: str = "\n") -> None:
    """Something for the person at the terminal, who may have closed it, or `| head` who has."""
    try:
        print(line, end=end, flush=True)
    except OSError:
        with suppress(OSError):  # from now on nobody listens, and what is in the buffer is lost
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
