"""同表引用: rows that refer to others of their file (a category below another, a bundle with its
parts) are made after these, whatever their order."""

from __future__ import annotations

from collections.abc import Sequence

from huolang.forms.references import label_fields
from huolang.integrations import names
from huolang.integrations.groups import Group, Plan


def waves(plan: Plan, groups: Sequence[Group]) -> list[list[Group]]:
    """`groups` in the order in which they can be made, each wave after those that it refers to.
    Those that refer to each other in a circle come last, to be refused."""
    waits = _waits(plan, groups)
    if not any(waits):
        return [list(groups)]
    found: list[list[Group]] = []
    done, left = set[int](), list(range(len(groups)))
    while left:
        ready = [n for n in left if waits[n] <= done] or left
        found.append([groups[n] for n in ready])
        done |= {*ready}
        left = [n for n in left if n not in done]
    return found


def _waits(plan: Plan, groups: Sequence[Group]) -> list[set[int]]:
    """For each group: those of `groups` that it names."""
    said = [
        {
            into[field.name].strip().upper()
            for _path, into, field in names.places(plan, one)
            if field.to == plan.form.name and isinstance(into[field.name], str)
        }
        for one in groups
    ]
    if not any(said):
        return [set() for _one in groups]
    called: dict[str, set[int]] = {}
    shown = [one.name for one in label_fields(plan.form)]
    for number, one in enumerate(groups):
        words = [str(one.payload.get(name) or "").strip().upper() for name in shown]
        for word in {*words, " ".join(words)} - {""}:
            called.setdefault(word, set()).add(number)
    return [
        {other for word in words for other in called.get(word, ())} - {number}
        for number, words in enumerate(said)
    ]
