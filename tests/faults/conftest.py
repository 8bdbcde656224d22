"""Where the fault tests keep their data.

Not beneath pytest's own folder: every other run of pytest closes that one again, and PostgreSQL,
which as root runs as another user, could then no longer pass through it.
"""

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import prepared


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder of this test's own."""
    with tempfile.TemporaryDirectory(prefix="huolang-fault-", ignore_cleanup_errors=True) as made:
        yield Path(made).resolve()


@pytest.fixture(scope="module")
def module_path() -> Iterator[Path]:
    """A folder that the tests of one file share."""
    with tempfile.TemporaryDirectory(prefix="huolang-fault-", ignore_cleanup_errors=True) as made:
        yield Path(made).resolve()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder as people have them: with a space and Chinese in its path."""
    return tmp_path / "货郎 data"


@pytest.fixture(scope="module")
def lived_in(module_path: Path) -> Path:
    """One for tests that may find what the test before them left: books that were prepared."""
    data = module_path / "货郎 data"
    prepared.put(data)
    return data


@pytest.fixture(autouse=True)
def _ctrl_c_counts() -> None:
    """Tests that were started in the background ignore Ctrl+C, and so would all they start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
