"""Worked examples in an accountant's words: what `docs/costing` says is what the books do."""

from __future__ import annotations

from pathlib import Path

import pytest

from huolang.ledger.tests.examples import Example, Play, examples

EXAMPLES = list(examples(Path(__file__).resolve().parents[4] / "docs" / "costing"))


def test_there_are_as_many_as_the_pages_say() -> None:
    assert len(EXAMPLES) >= 60
    assert len({one.title for one in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=[one.title for one in EXAMPLES])
def test_example(acting: int, example: Example) -> None:
    Play(acting).run(example.lines)
