"""同表引用: rows that refer to others of their file (a category below another, a bundle with its
parts) are made after these, whatever their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from huolang.forms.references import label_fields
from huolang.integrations.meaning import names
from huolang.integrations.rows import rows_read
from huolang.integrations.rows.groups import Entry, Group, Plan

Links = list[set[int]]
"""For each record, by its place: those that it names."""
TOLD = 2
"""Of records that share a name: nobody can say which is meant, but that there are several."""


def linked(
    plan: Plan, lines: Iterable[tuple[int, Sequence[Any]]], first: Mapping[int, int]
) -> list[int]:
    """The records of a file that name others of it or are named, by their first rows, in the order
    in which they can be made. `first`: of rows that go on from another, which."""
    if plan.form.is_document or not _may(plan):
        return []
    short = _short(plan)
    places = [entry.number for entry in short.entries]
    found: dict[int, Group] = {}
    for number, cells in lines:
        kept: list[Any] = [None] * (max(places, default=-1) + 1)
        for place in places:
            kept[place] = cells[place] if place < len(cells) else None
        group = found.setdefault(first.get(number, number), Group(number, []))
        group.lines.append((number, kept))
    for group in found.values():
        rows_read.read(short, group)
    order = list(found)
    links = _links(short, list(found.values()))
    named = set[int]().union(*links)
    return [
        order[place] for wave in _waves(links) for place in wave if links[place] or place in named
    ]


def waves(plan: Plan, groups: Sequence[Group]) -> list[list[Group]]:
    """`groups` in the order in which they can be made, each wave after those that it refers to.
    Those that refer to each other in a circle come last, to be refused."""
    return [[groups[place] for place in wave] for wave in _waves(_links(plan, groups))]


def _may(plan: Plan) -> bool:
    fixed = any(plan.form.by_name[path].to == plan.form.name for path in plan.fixed)
    return fixed or any(_is_own(plan, entry) for entry in plan.entries)


def _is_own(plan: Plan, entry: Entry) -> bool:
    return entry.column.field.to == plan.form.name


def _short(plan: Plan) -> Plan:
    """Only what a record is called and what it names of its own kind."""
    shown = {one.name for one in label_fields(plan.form)}
    tables = {
        table: tuple(one for one in entries if _is_own(plan, one))
        for table, entries in plan.tables.items()
    }
    return replace(
        plan,
        header=tuple(e for e in plan.header if e.path in shown or _is_own(plan, e)),
        tables={table: entries for table, entries in tables.items() if entries},
        checks=tuple(one for one in plan.checks if _is_own(plan, one)),
    )


def _links(plan: Plan, groups: Sequence[Group]) -> Links:
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
    called: dict[str, list[int]] = {}
    shown = [one.name for one in label_fields(plan.form)]
    for place, one in enumerate(groups):
        words = [str(one.payload.get(name) or "").strip().upper() for name in shown]
        for word in {*words, " ".join(words)} - {""}:
            others = called.setdefault(word, [])
            if len(others) < TOLD:
                others.append(place)
    return [
        {other for word in words for other in called.get(word, ())} - {place}
        for place, words in enumerate(said)
    ]


def _waves(links: Links) -> list[list[int]]:
    waits = [len(one) for one in links]
    named_by: dict[int, list[int]] = {}
    for place, others in enumerate(links):
        for other in others:
            named_by.setdefault(other, []).append(place)
    found: list[list[int]] = []
    ready = [place for place, left in enumerate(waits) if not left]
    while ready:
        found.append(ready)
        after: list[int] = []
        for place in ready:
            for other in named_by.get(place, ()):
                waits[other] -= 1
                if not waits[other]:
                    after.append(other)
        ready = sorted(after)
    circles = [place for place, left in enumerate(waits) if left]
    return [*found, circles] if circles else found
