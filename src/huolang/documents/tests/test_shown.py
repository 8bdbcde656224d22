"""What stands on paper is what the screen shows: both are held to the same cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from huolang.documents import shown
from huolang.typesetting import symbols

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parents[4] / "web/src/form/print/shown.cases.json").read_text()
)
SETTING = shown.Setting(**CASES["setting"])
OPTIONS = [{"value": "red", "label": "红字"}]


@pytest.mark.parametrize(("kind", "value", "text"), CASES["values"])
def test_a_value_stands_on_paper_as_on_the_screen(kind: str, value: Any, text: str) -> None:
    assert shown.value(value, {"kind": kind, "options": OPTIONS}, SETTING) == text


@pytest.mark.parametrize(("code", "wanted", "width", "symbology"), CASES["symbols"])
def test_a_code_is_drawn_as_on_the_screen(
    code: str, wanted: str, width: float, symbology: str
) -> None:
    assert symbols.symbology_of(code, wanted, width) == symbology
