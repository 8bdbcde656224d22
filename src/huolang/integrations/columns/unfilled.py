"""没有对应的列: columns of a file that fill nothing, and may still say something of the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from huolang.integrations.columns.headings import plain, untaxed


def columns(headers: Sequence[str], matching: Mapping[str, str]) -> list[tuple[int, str]]:
    """By number, with their headings."""
    return [(n, one) for n, one in enumerate(headers) if str(n) not in matching]


def called(
    headers: Sequence[str], matching: Mapping[str, str], words: Collection[str]
) -> tuple[int, ...]:
    """Those whose heading is one of these words, but for signs and case."""
    names = {plain(one) for one in words}
    return tuple(n for n, one in columns(headers, matching) if plain(one) in names)


def called_with_tax_or_without(
    headers: Sequence[str], matching: Mapping[str, str], words: Collection[str]
) -> tuple[int, ...]:
    """The same, also of headings that say besides whether tax is in there."""
    names = {plain(one) for one in words}
    return tuple(n for n, one in columns(headers, matching) if {plain(one), untaxed(one)} & names)
