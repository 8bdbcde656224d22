"""Names and words one after the other, as the language of now puts them: 甲、乙 or a, b."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _


def listed(names: Iterable[object]) -> str:
    return _("、").join(str(one) for one in names)


def first_of(numbers: Sequence[str], count: int) -> str:
    """The first of `count` documents."""
    named = listed(numbers)
    if count <= len(numbers):
        return named
    return _("{numbers} 等 {count} 张").format(numbers=named, count=count)


def phrases(parts: Iterable[object]) -> str:
    """What is said of one thing, in one breath."""
    return _("，").join(str(one) for one in parts)


def sentences(parts: Iterable[object]) -> str:
    return _("；").join(str(one) for one in parts)
