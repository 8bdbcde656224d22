"""Loads a data set by its name: `huolang.samples.NAME.main(ARGUMENTS, show=…, say=…)`; with
`--remove` its company goes."""

import importlib
import pkgutil
import sys
import time

import django

django.setup()

from huolang import samples  # noqa: E402
from huolang.samples import removing  # noqa: E402

BETWEEN = 0.2, 10.0
"""Seconds between two signs of life: on a terminal, in a file."""


def main(name: str, arguments: list[str]) -> int:
    known = {
        module.name.replace("_", "-"): module.name
        for module in pkgutil.iter_modules(samples.__path__)
        if not module.ispkg
        and hasattr(importlib.import_module(f"huolang.samples.{module.name}"), "main")
    }
    if name not in known:
        names = ", ".join(known) or "-"
        print(f"没有这套数据 / There is no data set {name}. Known: {names}", file=sys.stderr)
        return 1
    module = importlib.import_module(f"huolang.samples.{known[name]}")
    progress = Progress()
    try:
        if "--remove" in arguments:
            return removing.run(module, progress.say)
        return int(module.main(arguments, show=progress.show, say=progress.say))
    except KeyboardInterrupt:
        progress.say("stopped; started again, it goes on from here")
        return 130


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
