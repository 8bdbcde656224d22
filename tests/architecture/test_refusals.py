"""Every refusal has a code of its own, and can be read in Chinese and in English."""

from __future__ import annotations

import ast
import importlib
import re
import string
from collections import defaultdict

from huolang.kernel import messages
from huolang.kernel.refusals import BusinessError
from tests.architecture.source import SOURCE, code

CODE = re.compile(r"[a-z][a-z_0-9]*(\.[a-z][a-z_0-9]*)*")
SHARED = {
    "validation": "wrong type, wrong form: the place says which field, the message what is wrong",
}
"""Codes that more than one refusal may have, and why."""
TOOLS = ("huolang.cli", "huolang.site", "huolang.kernel.management")


def refusals() -> list[type[BusinessError]]:
    """All of them, after importing everything there is."""
    for file in code():
        name = ".".join(file.path.relative_to(SOURCE.parent).with_suffix("").parts)
        if not name.startswith(TOOLS) and not file.is_migration:
            importlib.import_module(name.removesuffix(".__init__"))
    found: list[type[BusinessError]] = []
    waiting = [BusinessError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting.extend(kind.__subclasses__())
    return [kind for kind in found if kind.__module__.startswith("huolang.")]


def test_every_code_is_unique_and_well_formed() -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for kind in refusals():
        holders[kind.code].add(f"{kind.__module__}.{kind.__qualname__}")

    assert [word for word in holders if not CODE.fullmatch(word)] == []
    doubled = {word: sorted(by) for word, by in holders.items() if len(by) > 1}
    assert {word: by for word, by in doubled.items() if word not in SHARED} == {}


def test_every_refusal_is_defined_where_it_belongs_with_a_status() -> None:
    strange = [kind.__qualname__ for kind in refusals() if kind.status not in range(400, 600)]

    assert strange == []


def test_nothing_is_said_inside_an_f_string() -> None:
    """Nobody who collects what is said finds it there."""
    inside = [
        f"{file.name}:{part.lineno}"
        for file in code()
        for text in ast.walk(file.tree)
        if isinstance(text, ast.JoinedStr)
        for part in ast.walk(text)
        if isinstance(part, ast.Call)
        and isinstance(part.func, ast.Name)
        and part.func.id in messages.KEYWORDS
        and isinstance(part.args[0], ast.Constant)
    ]

    assert inside == []


def test_everything_said_in_chinese_has_english_and_the_catalogue_is_up_to_date() -> None:
    """Mend it with `python -m huolang.kernel.messages`, which lists what has no English yet."""
    said = {str(one.id) for one in messages.collect() if one.id}
    kept = messages.known()
    english = {str(one.id): str(one.string) for one in kept if one.id}

    assert sorted(said - english.keys()) == []
    assert sorted(english.keys() - said) == []
    assert sorted(message for message, words in english.items() if not words) == []
    halves = {words: words[: len(words) // 2] for words in english.values() if len(words) > 30}
    assert [words for words, half in halves.items() if words == half * 2] == [], "said twice"


def test_english_keeps_the_facts_of_the_chinese() -> None:
    def facts(words: str) -> set[str]:
        return {
            name for _text, name, _format, _conversion in string.Formatter().parse(words) if name
        }

    different = [
        str(one.id)
        for one in messages.known()
        if one.id and one.string and facts(str(one.id)) != facts(str(one.string))
    ]

    assert different == []


def test_the_compiled_catalogue_is_the_one_that_people_edit(tmp_path, monkeypatch) -> None:
    committed = messages.PO.with_suffix(".mo").read_bytes()
    monkeypatch.setattr(messages, "PO", tmp_path / "django.po")
    (tmp_path / "django.po").write_bytes((SOURCE / "locale/en/LC_MESSAGES/django.po").read_bytes())

    messages.save(messages.merge())

    assert (tmp_path / "django.mo").read_bytes() == committed
