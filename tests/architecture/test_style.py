"""What `CONTRIBUTING.md` calls law, as far as it can be read off the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT, SOURCE, File, code, definitions, files, packages

FORBIDDEN_NAMES = {
    "services.py",
    "utils.py",
    "helpers.py",
    "exceptions.py",
    "views.py",
    "common.py",
}
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals")
CODE = packages(code())
ORIGINS = ("is_drawn", "is_builtin", "is_built_in_form", "origin")


@pytest.mark.parametrize("package", CODE)
def test_the_source_keeps_to_the_law(package: str) -> None:
    broken = {file.name: list(_broken(file)) for file in CODE[package]}

    assert {name: said for name, said in broken.items() if said} == {}


def _broken(file: File) -> Iterator[str]:
    yield from _local_imports(file)
    yield from _signals(file)
    yield from _logic_in_save(file)
    yield from _chinese_joins(file)
    if file.path.name in FORBIDDEN_NAMES:
        yield "a name that says nothing"


def _local_imports(file: File) -> list[str]:
    """Imports inside functions hide what depends on what."""
    return [
        f"{node.name} imports inside"
        for node in definitions(file.tree)
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def _chinese_joins(file: File) -> list[str]:
    """What people read is joined by the marks of their language: `kernel.listing`."""
    return [
        ast.unparse(node)
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "join"
        and isinstance(node.value, ast.Constant)
        and node.value.value in ("、", "，", "；")
        and "samples" not in file.name
    ]


def _signals(file: File) -> list[str]:
    """Nobody should have to guess what else runs when a row is saved."""
    return [
        node.module
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(SIGNALS)
    ]


def _logic_in_save(file: File) -> list[str]:
    return [
        node.name
        for node in definitions(file.tree)
        if isinstance(node, ast.ClassDef)
        for inner in node.body
        if isinstance(inner, ast.FunctionDef)
        and inner.name == "save"
        and any("Model" in ast.unparse(base) for base in node.bases)
    ]


@pytest.mark.parametrize("package", CODE)
def test_a_file_says_first_what_it_is_about(package: str) -> None:
    assert [file.name for file in CODE[package] if not _says_what_it_is(file)] == []


def _says_what_it_is(file: File) -> bool:
    if file.is_migration or file.path.name in ("__init__.py", "apps.py"):
        return True
    said = (ast.get_docstring(file.tree) or "").splitlines()
    ends = (".", ":", "?", "。", "`", ",", "!")
    return len(said) > 1 or (bool(said) and said[0].rstrip().endswith(ends))


def test_packages_are_folders_not_facades() -> None:
    """An `__init__.py` that imports makes every import a detour; ours hold a word at most."""
    facades = [
        file.name
        for file in code()
        if file.path.name == "__init__.py"
        and any(not isinstance(node, ast.Expr | ast.Assign) for node in file.tree.body)
    ]

    assert facades == []


def test_nothing_asks_where_a_form_comes_from() -> None:
    """Built-in and drawn forms are the same to everybody but `forms`."""
    asking = [
        f"{file.name}: {node.attr}"
        for file in code()
        if SOURCE / "forms" not in file.path.parents
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ORIGINS
        and ast.unparse(node.value).endswith("form")
    ]

    assert asking == []


def test_no_work_in_progress_is_committed() -> None:
    notes = [
        f"{file.name}: {word}"
        for file in files(ROOT / "src") + files(ROOT / "tests")
        for word in ("TODO", "FIXME", "XXX")
        if f" {word}" in file.text or f"#{word}" in file.text
    ]

    assert notes == []
