"""Shows what is being done and how long it took, one line a step."""

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
            print(f"\r· {name} … {time.monotonic() - started:.0f} s ", end="", flush=True)

    print(f"· {name} …", end="" if terminal else "\n", flush=True)
    counter = threading.Thread(target=count, daemon=True)
    if terminal:
        counter.start()
    try:
        yield
    finally:
        done.set()
        if terminal:
            counter.join()
            print(f"\r· {name} … {time.monotonic() - started:.1f} s", flush=True)
        elif sys.exc_info()[0] is None and time.monotonic() - started >= 1:
            print(f"  {time.monotonic() - started:.1f} s", flush=True)


def say(line: str) -> None:
    """One line for the person at the terminal, who may have closed it."""
    with suppress(OSError):
        print(line, flush=True)
