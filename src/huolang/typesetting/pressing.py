"""What runs in the process of the press: `pressing.py TEMPLATE FONTS…`, data in, PDF out.

It knows nothing of the rest of Huolang, so that it starts in a tenth of a second.
"""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

import typst

MEMORY = 2 * 2**30
CPU_SECONDS = 40


def main(template: str, *fonts: str) -> None:
    os.nice(5)  # whoever waits for a page of the screen goes first
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder = Path(__file__).with_name("templates")
    compiler = typst.Compiler(
        input=folder / template,
        root=folder,
        font_paths=[Path(one) for one in fonts],
        ignore_system_fonts=True,
        sys_inputs={"data": sys.stdin.buffer.read().decode()},
    )
    made = compiler.compile(format="pdf")
    assert isinstance(made, bytes), "one file"
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
