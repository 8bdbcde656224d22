"""Shows what is being done and how long it took, one line a step."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
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


@contextmanager
def growing(name: str) -> Iterator[Callable[[int], None]]:
    """A step that tells how many megabytes are through: often on a terminal, now and then else."""
    terminal = sys.stdout.isatty()
    started = told = time.monotonic()
    done = 0

    def count(size: int) -> None:
        nonlocal done, told
        done += size
        if time.monotonic() - told < (0.2 if terminal else 10):
            return
        told = time.monotonic()
        line = f"· {name} … {done / 1e6:.0f} MB, {told - started:.0f} s "
        say(f"\r{line}" if terminal else line, end="" if terminal else "\n")

    if terminal:
        say(f"· {name} …", end="")
    yield count
    line = f"· {name} … {done / 1e6:.1f} MB, {time.monotonic() - started:.1f} s"
    say(f"\r{line}" if terminal else line)
