"""Files, functions and classes stay small enough to be read at a glance."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source import ROOT, File, definitions, files, length

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


@pytest.mark.parametrize("file", EVERY, ids=lambda file: file.name)
def test_nothing_is_too_long(file: File) -> None:
    too_long = [
        f"{node.name}: {length(node)} lines"
        for node in definitions(file.tree)
        if length(node) > (LONGEST_CLASS if isinstance(node, ast.ClassDef) else LONGEST_FUNCTION)
    ]

    assert too_long == []
    assert file.text.count("\n") <= LONGEST_FILE


def test_nothing_is_left_to_be_shortened() -> None:
    """The ratchet: limits only ever come down. Lower them here when everything is shorter."""
    assert (LONGEST_FILE, LONGEST_FUNCTION, LONGEST_CLASS) <= (400, 50, 250)
