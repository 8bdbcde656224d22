"""What can be told about a process from outside: alive, a zombie, and where it works."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROC = Path("/proc")
PR_SET_PDEATHSIG = 1


def state(pid: int) -> str:
    """`dead`, `zombie`, or the program's name."""
    if (PROC / "self").exists():
        return _state_of_proc(pid)
    command = ["ps", "-o", "stat=,comm=", "-p", str(pid)]
    told = subprocess.run(command, capture_output=True, text=True).stdout.split(None, 1)
    if len(told) < 2:
        return "dead"
    return "zombie" if told[0].startswith("Z") else Path(told[1].strip()).name


def _state_of_proc(pid: int) -> str:
    try:
        stat = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return "dead"
    name, rest = stat.split("(", 1)[1].rsplit(")", 1)
    return {"Z": "zombie", "X": "dead"}.get(rest.split()[0], name)


def working_in(folder: Path, name: str) -> list[int]:
    """The live processes called `name` whose working folder is `folder` (Linux; else none)."""
    found = []
    for entry in PROC.glob("[0-9]*"):
        try:
            here = os.readlink(entry / "cwd") == str(folder)
        except OSError:
            continue
        if here and state(int(entry.name)) == name:
            found.append(int(entry.name))
    return found


def dies_with_parent(sign: signal.Signals) -> None:
    """Called in a new child before its program starts: `sign` comes when the parent dies."""
    if sys.platform == "linux":
        _LIBC.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)


_LIBC = ctypes.CDLL(None, use_errno=True)


def tied(sign: signal.Signals = signal.SIGKILL) -> Callable[[], None]:
    """For `preexec_fn`: the child does not outlive us, not even if we die while it is made."""
    us = os.getpid()

    def tie() -> None:
        dies_with_parent(sign)
        if os.getppid() != us:
            os._exit(1)

    return tie


def run_whole(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a program and keep what it says. Whatever it starts is ended with us, however we end."""
    with subprocess.Popen(
        [*_END_TOGETHER, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=tied(signal.SIGTERM),
        **{"stdin": subprocess.DEVNULL, **options},
    ) as running:
        try:
            said, complained = running.communicate()
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            raise
    return subprocess.CompletedProcess(command, running.returncode, said, complained)


_END_TOGETHER = ["sh", "-c", 'trap "kill -9 0" TERM; "$@" & wait $!', "sh"]
