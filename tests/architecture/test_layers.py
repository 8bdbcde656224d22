"""Imports point down; `pyproject.toml` says how, import-linter checks it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT


def test_imports_point_down() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    told = os.environ | {"PYTHONPATH": str(ROOT / "src")}

    done = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, env=told, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout
