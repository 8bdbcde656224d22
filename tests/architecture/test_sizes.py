"""Files, functions and classes stay small enough to be read at a glance."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT, File, definitions, files, length, packages

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_CLASS = 400, 50, 250
FOLDERS = ["src/huolang", "tests", "bench"]
SQUASHED = "/migrations/0001_squashed_"
"""What Django writes: every table of a package at once, longer than anybody reads."""
EVERY = [
    file
    for folder in FOLDERS
    if (ROOT / folder).is_dir()
    for file in files(ROOT / folder)
    if SQUASHED not in file.name
]
PACKAGES = packages(EVERY)


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_is_too_long(package: str) -> None:
    too_long = [
        f"{file.name}, {name}: {lines} lines"
        for file in PACKAGES[package]
        for name, lines, most in _lengths(file)
        if lines > most
    ]

    assert too_long == []


def _lengths(file: File) -> Iterator[tuple[str, int, int]]:
    """What there is in a file and the file itself: how long it is, and may be."""
    yield "the file", file.text.count("\n"), LONGEST_FILE
    for node in definitions(file.tree):
        most = LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION
        yield node.name, length(node), most


def test_nothing_is_left_to_be_shortened() -> None:
    """The ratchet: limits only ever come down. Lower them here when everything is shorter."""
    assert (LONGEST_FILE, LONGEST_FUNCTION, LONGEST_CLASS) <= (400, 50, 250)
