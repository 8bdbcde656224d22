"""The screen offers pick lists for the forms that have them."""

from __future__ import annotations

import re
from pathlib import Path

from huolang.forms import registry
from huolang.inventory import pick_list

PAPERS = Path(__file__).parents[2] / "web/src/form/print/papers.ts"


def test_the_screen_offers_pick_lists_where_the_server_has_them() -> None:
    told = re.search(r"const PICKED = new Set\(\[(.*?)\]\)", PAPERS.read_text(), re.S)

    assert told is not None
    assert re.findall(r"'(\w+)'", told[1]) == list(pick_list.FORMS)
    assert all(registry.get(name).is_document for name in pick_list.FORMS)
