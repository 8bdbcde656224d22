"""序列号 in one cell are read here as on the screen."""

import json
from pathlib import Path

import pytest

from huolang.forms import piece_numbers

CASES = json.loads(
    (Path(__file__).parents[4] / "web/src/form/lines/serials.cases.json").read_text()
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_numbers_are_read_as_the_screen_reads_them(case):
    assert piece_numbers.read(case["text"]) == case["numbers"]


def test_ranges_beyond_what_a_line_may_have_are_not_written_out():
    found = piece_numbers.read("A1-A20000;B1-B9")
    assert (len(found), found[-1]) == (20_001, "B1-B9")
