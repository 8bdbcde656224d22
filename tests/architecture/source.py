"""The source as the tests of its law read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "huolang"


@dataclass(frozen=True)
class File:
    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.parts

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.path.parts


def files(folder: Path = SOURCE) -> list[File]:
    """Every Python file of ours, tests and hand-written migrations too."""
    found = (_file(path) for path in sorted(folder.rglob("*.py")))
    return [file for file in found if not file.path.name.endswith("0001_initial.py")]


@cache
def _file(path: Path) -> File:
    """One of each: whoever asks, it is read and parsed once."""
    return File(path)


def code() -> list[File]:
    """What runs in production."""
    return [file for file in files() if not file.is_test]


def packages(files: list[File]) -> dict[str, list[File]]:
    """The files by the folder they stand in, two steps below the top: a test each."""
    found: dict[str, list[File]] = {}
    for file in files:
        found.setdefault("/".join(file.path.relative_to(ROOT).parts[:-1][:3]), []).append(file)
    return found


def definitions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node


def length(node: ast.FunctionDef | ast.ClassDef) -> int:
    """Lines from `def` to the end; decorators and the docstring are free."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines
