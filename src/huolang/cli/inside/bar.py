"""How far a command is, for whoever waits for it."""

import sys
import time

BETWEEN = 0.2, 10.0
"""Seconds between two signs of life: on a terminal, in a file."""


class Progress:
    """Says how far a step is: over and over on one line of a terminal, now and then elsewhere."""

    def __init__(self) -> None:
        self.terminal = sys.stdout.isatty()
        self.began = self.last = time.monotonic()
        self.step = ""

    def show(self, step: str, done: int, whole: int) -> None:
        """`done` of `whole` of this step."""
        now = time.monotonic()
        if step == self.step and now - self.last < BETWEEN[not self.terminal] and done < whole:
            return
        counted = f" {done:,} of {whole:,}" if whole > 1 else ""
        line = f"· {step}{counted} … {now - self.began:.0f} s"
        if self.terminal:
            print(f"\r{line:<70}", end="", flush=True)
        else:
            print(line, flush=True)
        self.step, self.last = step, now

    def say(self, line: str) -> None:
        """One line of the answer."""
        if self.terminal and self.step:
            print(f"\r{'':<70}\r", end="")
        self.step = ""
        print(line, flush=True)
