"""[编码] 名称: some programs show what a field refers to with its code in brackets before its name.
The code says which record is meant; it is none where the name is that of another record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

SHOWN = re.compile(r"[\[【]([^\]】]{1,40})[\]】]\s*(.*)", re.DOTALL)


def parts(text: str) -> tuple[str, str] | None:
    """The code and the name in a cell of a reference."""
    found = SHOWN.fullmatch(text.strip())
    return (found[1].strip(), found[2].strip()) if found else None


def meant(
    texts: Iterable[str],
    coded: Callable[[list[str]], Mapping[str, UUID]],
    named: Callable[[list[str]], Mapping[str, Any]],
) -> dict[str, UUID]:
    """Text → the record of its code, where its name is not another's."""
    split = {one: some for one in texts if (some := parts(one)) is not None}
    if not split:
        return {}
    codes = coded([code for code, _name in split.values()])
    names = named([name for _code, name in split.values() if name])
    return {
        text: codes[code]
        for text, (code, name) in split.items()
        if code in codes and names.get(name, codes[code]) == codes[code]
    }
