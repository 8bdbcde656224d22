"""钉到首页: reports that somebody keeps on their home page, each with what was asked of it.

A pin grants nothing: what it shows is asked again whenever it is looked at. One whose report its
owner may not see any more, or whose question means nothing any more, is broken, and says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import preferences
from huolang.kernel.keys import new_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Forbidden, Invalid, NotFound
from huolang.reports import periods, questions, registry
from huolang.reports.report import Asked

KEPT = "home.pin."
"""What the name of the preference begins with; the id of the pin follows."""
TILE = "report:"
"""What its name among the tiles begins with; likewise."""
MOST = 12
"""Pins of one person in one company."""
LONGEST_TITLE = 40
WIDTHS = {"figures": 1, "chart": 2, "rows": 2}
"""What a pin shows: what all rows come to, the chart of the report, or its first rows; and how many
columns of the page that takes where nobody arranged it."""


class TooManyPins(BusinessError):
    code = "home.too_many_pins"
    message = _("首页最多钉 {most} 个报表，请先取下不用的")


class NoChart(Invalid):
    code = "home.no_chart"
    message = _("这个报表没有图表")


@dataclass(frozen=True, slots=True)
class Pin:
    """A report with what is asked of it, as in an address. Without a title it is called as the
    report and its view are."""

    id: str
    report: str
    asked: Mapping[str, str]
    title: str
    shows: str

    @property
    def tile(self) -> str:
        return TILE + self.id

    @property
    def width(self) -> int:
        return WIDTHS[self.shows]


def of(person: UUID) -> list[Pin]:
    """The pins of somebody in the order they were made."""
    return among(preferences.named(person, KEPT))


def among(kept: Mapping[str, Any], beginning: str = "") -> list[Pin]:
    """Those of what is kept by name."""
    return [
        Pin(id=name.removeprefix(beginning), **value)
        for name, value in sorted(kept.items())
        if name.startswith(beginning)
    ]


def told(pin: Pin, access: Access, *, today: date) -> dict[str, Any]:
    """A pin as its owner sees it on this day; `broken`: why it cannot be asked."""
    broken = None
    try:
        questions.read(pin.report, pin.asked, access, today=today, across=False)
    except BusinessError as error:
        broken = " ".join(str(one) for one in error.parts())
    word = periods.WORDS.get(pin.asked.get(periods.NAME, ""), "")
    label = _label(pin.report, pin.asked.get("view"))
    return {**asdict(pin), "label": label, "period": str(word), "broken": broken}


def _label(name: str, view: str | None) -> str:
    report = registry.find(name)
    if report is None:
        return name
    found = report.by_view.get(view or "")
    alone = found is None or len(report.views) == 1
    return str(report.label) if alone else f"{report.label} · {found.label}"


def add(person: UUID, given: Mapping[str, Any], access: Access, *, today: date) -> Pin:
    """A new pin: `report`, `asked`, `title` and what it `shows`."""
    pin = Pin(
        id=str(new_id()),
        report=given["report"],
        asked=given["asked"],
        title=_title(given["title"]),
        shows=given["shows"],
    )
    _check(pin, access, today)
    _put(person, pin)
    if preferences.count(person, KEPT) > MOST:
        raise TooManyPins(most=MOST)
    return pin


def change(
    person: UUID, key: UUID, given: Mapping[str, Any], access: Access, *, today: date
) -> Pin:
    """Another `title`, or something else that it `shows`; what is left out stays."""
    pin = _own(person, key)
    if "title" in given:
        pin = replace(pin, title=_title(given["title"]))
    if given.get("shows", pin.shows) != pin.shows:
        pin = replace(pin, shows=given["shows"])
        _check(pin, access, today)
    _put(person, pin)
    return pin


def delete(person: UUID, key: UUID) -> None:
    preferences.put(person, KEPT + _own(person, key).id, None)


def _own(person: UUID, key: UUID) -> Pin:
    value = preferences.get(person, f"{KEPT}{key}")
    if value is None:
        raise NotFound()
    return Pin(id=str(key), **value)


def _put(person: UUID, pin: Pin) -> None:
    value = {name: part for name, part in asdict(pin).items() if name != "id"}
    preferences.put(person, KEPT + pin.id, value)


def _title(given: str) -> str:
    text = given.strip()
    if len(text) > LONGEST_TITLE or not text.isprintable():
        raise Invalid(field="title")
    return text


def _check(pin: Pin, access: Access, today: date) -> None:
    if _asked(pin, access, today).view.chart is None and pin.shows == "chart":
        raise NoChart(field="shows")


def _asked(pin: Pin, access: Access, today: date) -> Asked:
    """Its question; what is wrong with it is told at its place in the pin."""
    try:
        return questions.read(pin.report, pin.asked, access, today=today, across=False)
    except (registry.NoSuchReport, Forbidden) as error:
        error.field = "report"
        raise
    except BusinessError as error:
        for one in error.parts():
            if one.field != "asked":
                one.field = f"asked.{one.field}"
        raise
