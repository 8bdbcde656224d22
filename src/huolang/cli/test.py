"""`huolang test [ARGS…]`: everything CI runs, on a PostgreSQL and ports of its own."""

import argparse
import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from huolang.cli import browser, postgres, screen
from huolang.cli.progress import say
from huolang.cli.settings import ROOT, Settings
from huolang.cli.stop import Stop
from huolang.cli.up import environment

TAKES_MORE = True
NO_TESTS = 5  # pytest's exit code when nothing was collected: fine for one kind of several
KINDS = {
    "fast": ("-n", "auto"),
    "race": ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"),  # the longest first
    "fault or browser": ("-n", "4", "--dist", "loadfile", "--no-loadscope-reorder"),
}
"""What waits for processes that end and start, or for a browser, leaves a core idle: four at once,
those of one file together, because it makes its data, its server and its browser once."""
LONGEST = (
    "faults/test_demo_company.py",
    "races/test_mixed.py",
    "faults/test_launcher.py",
    "faults/test_slow_clients.py",
    "faults/test_posting.py",
    "faults/test_backup.py",
)
MARKED = ("race", "fault", "browser")
Check = Callable[[], int]


@dataclass
class Run:
    """What has been run so far, for the closing line."""

    environment: dict[str, str]
    reports: Path
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    started: float = field(default_factory=time.monotonic)

    def count(self, report: Path) -> None:
        """Add a report in JUnit's form, which pytest and vitest both write."""
        if not report.exists():
            return
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            self.failed += bad
            self.skipped += skipped
            self.passed += int(suite.get("tests", 0)) - bad - skipped

    def closing_line(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--long", action="store_true", help="the long histories and fault rounds")
    parser.add_argument("--keep-going", action="store_true", help="do not stop at a failure")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """All checks in order, up to the first that fails; or only pytest with ARGS."""
    with tempfile.TemporaryDirectory(prefix="huolang-test-") as folder:
        test_settings = replace(settings, data=Path(folder) / "data", database_url=None)
        with _database(test_settings) as told:
            if given.long:
                told["HUOLANG_LONG"] = "1"
            if given.more:
                told["HUOLANG_CHROMIUM"] = browser.find() or ""
                return _pytest(told, *given.more)
            with _template(told):
                return _everything(Run(told, Path(folder)), keep_going=given.keep_going)


@contextlib.contextmanager
def _database(settings: Settings) -> Iterator[dict[str, str]]:
    """A PostgreSQL that lives as long as the tests and survives nothing; faults start their own."""
    with postgres.own(settings.data, durable=False, may_create_databases=True) as own:
        told = environment(settings) | own.environment()
        told.pop("DATABASE_URL", None)
        told.pop("PYTHONDONTWRITEBYTECODE", None)  # many processes start: compile once for all
        told["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        told["HUOLANG_STATIC"] = str(screen.BUILT)
        yield told


@contextlib.contextmanager
def _template(told: dict[str, str]) -> Iterator[None]:
    """The databases that tests clone, made while the sources are checked: that leaves a core idle
    for about as long."""
    making = subprocess.Popen(
        [sys.executable, "-m", "tests.upgrade.upgrading"],
        env=told,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # who clones it meets the same error
    )
    try:
        yield
    finally:
        making.terminate()
        making.wait()


def _everything(run: Run, *, keep_going: bool) -> int:
    try:
        for name, check in _checks(run):
            started = time.monotonic()
            say(f"\n━━ {name}")
            failed_before = run.failed
            code = check()
            say(f"━━ {name}: {'ok' if code == 0 else 'FAILED'}, {time.monotonic() - started:.1f} s")
            if code:
                run.failed += run.failed == failed_before
                if not keep_going:
                    break
    except Stop as refusal:
        run.failed += 1
        say(str(refusal))
    say(f"\n{time.monotonic() - run.started:.0f} s")
    say(run.closing_line())
    return 1 if run.failed or not run.passed else 0


def _checks(run: Run) -> Iterator[tuple[str, Check]]:
    """Cheap ones first. Each is a name and what answers 0 when all is well."""
    yield "ruff check", lambda: _python(run, "ruff", "check", ".")
    yield "ruff format", lambda: _python(run, "ruff", "format", "--check", ".")
    yield "import-linter", lambda: _program(run, "lint-imports")
    yield "pyright, web: packages", lambda: _beside(lambda: _python(run, "pyright"), _packages)
    if _has_screen():
        yield "web: check, test, lint", lambda: _screen(run)
        yield "web: build", lambda: _quietly(screen.build)
        yield "web: weigh", lambda: _npm(run, "run", "weigh")
    for kind in ("fast", "race"):
        yield f"pytest: {kind}", lambda kind=kind: _kind(run, kind)
    yield "pytest: fault or browser", lambda: _with_browser(run, "fault or browser")


def _python(run: Run, *module: str) -> int:
    return _run([sys.executable, "-m", *module], run.environment)


def _program(run: Run, name: str) -> int:
    return _run([str(Path(sys.executable).with_name(name))], run.environment)


def _has_screen() -> bool:
    return (screen.WEB / "package.json").exists()


def _packages() -> int:
    """Of the screen: mostly waited for, while a core types the sources."""
    if _has_screen():
        screen.install_packages(to_check=True)
    return 0


def _quietly(work: Callable[[], None]) -> int:
    work()
    return 0


def _npm(run: Run, *arguments: str) -> int:
    return _run([*screen.npm_command(), *arguments], _for_node(run), screen.WEB)


def _for_node(run: Run) -> dict[str, str]:
    return run.environment | {"PATH": screen.environment()["PATH"], "CI": "true"}


def _beside(*checks: Check) -> int:
    """Checks that keep one core busy each, or wait, at once."""
    with ThreadPoolExecutor(max_workers=len(checks)) as pool:
        running = [pool.submit(check) for check in checks]
        return max(abs(one.result()) for one in running)


def _screen(run: Run) -> int:
    return _beside(
        lambda: _npm(run, "run", "check") or _vitest(run), lambda: _npm(run, "run", "lint")
    )


def _vitest(run: Run) -> int:
    report = run.reports / "vitest.xml"
    options = ["--reporter=default", "--reporter=junit", f"--outputFile.junit={report}"]
    code = _npm(run, "test", "--", *options)
    run.count(report)
    return code


def _kind(run: Run, kind: str) -> int:
    report = run.reports / f"{kind}.xml"
    told = (*KINDS[kind], f"--junit-xml={report}")
    if kind != "fast":  # only files that say the mark: collecting the others takes longer
        code = _pytest(run.environment, "-m", kind, *told, *_files(kind.split(" or ")))
    else:
        marks = " and ".join(f"not {mark}" for mark in MARKED)
        code = _pytest(run.environment, "-m", marks, *told)
    run.count(report)
    return 0 if code == NO_TESTS else code


def _files(marks: list[str]) -> list[str]:
    """Files of tests in which one of `marks` stands, those that take longest first."""
    found = [file for top in ("src", "tests") for file in sorted((ROOT / top).rglob("test_*.py"))]
    says = re.compile(rf"mark\.({'|'.join(marks)})\b")
    files = [str(file.relative_to(ROOT)) for file in found if says.search(file.read_text())]
    return sorted(files, key=lambda one: not one.endswith(LONGEST))


def _with_browser(run: Run, kind: str) -> int:
    run.environment["HUOLANG_CHROMIUM"] = browser.find_or_install()
    # Playwright leaves a loop behind in a thread that Django's calls come from as well.
    run.environment["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    return _kind(run, kind)


def _pytest(told: dict[str, str], *arguments: str) -> int:
    return _run([sys.executable, "-m", "pytest", *arguments], told)


def _run(command: list[str], told: dict[str, str], folder: Path = ROOT) -> int:
    return subprocess.run(command, env=told, cwd=folder, stdin=subprocess.DEVNULL).returncode
