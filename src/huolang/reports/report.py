"""A report is a value: a question, what it may be narrowed to, and columns. Everything else (route,
description, screen, Excel file, permission) follows from it.

SQL is written by programmers only; what a person asks is bound by name. Every body carries
`%(company)s` in each table that it reads, and `{conditions}` where filters are added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from django.utils.functional import Promise

from huolang.kernel.permissions import Access

Label = str | Promise
Kind = Literal[
    "text",
    "choice",
    "date",
    "month",
    "reference",
    "document",
    "quantity",
    "money",
    "price",
    "percent",
    "number",
]
CASTS: Mapping[str, str] = {
    "text": "text",
    "choice": "text",
    "date": "date",
    "month": "date",
    "reference": "uuid",
    "document": "text",
    "quantity": "numeric",
    "money": "numeric",
    "price": "numeric",
    "percent": "numeric",
    "number": "bigint",
}
"""What PostgreSQL answers for a column of each kind."""
FIGURES = frozenset({"quantity", "money", "price", "percent", "number"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Drill:
    """Where a row or a figure leads: to another report, narrowed by what stands in the row."""

    report: str
    view: str
    filters: Mapping[str, str]
    """Filter of the other report ← column of this one."""
    fixed: Mapping[str, str] = field(default_factory=dict[str, str])
    """Filter of the other report ← what is true of the figure itself."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """One column. `sql` reads the body `g` and the joins of its view, `total` the body alone.

    A reference is the id of a record of the form `to`; a document is its number, with its form and
    its id in `parts`. `hidden_by` names the group of fields ("cost") that a role may hide.
    """

    name: str
    label: Label
    kind: Kind
    sql: str
    total: str = ""
    """What all rows come to: `sum(g.net)`. Without it they are not added up."""
    sort: str = ""
    """What the column is sorted by, where that is not `sql`; of the type `sort_cast`."""
    sort_cast: str = ""
    to: str = ""
    parts: tuple[str, str] = ("", "")
    options: Mapping[str, Label] = field(default_factory=dict[str, Label])
    hidden_by: str | None = None
    shown: bool = True
    """False for what only leads on, such as the last day of a month."""
    aside: bool = False
    """Not on the screen until somebody chooses it; the Excel file of who chose nothing has it."""
    help: Label = ""
    drill: Drill | None = None
    """Where its figures lead, where that is not where the row leads."""
    bar: bool = False
    """A bar of the chart that compares what columns come to."""
    of: str = ""
    """The figure beside which it says what that was earlier, or by how much it changed."""
    change: Literal["", "percent", "points"] = ""

    @property
    def cast(self) -> str:
        return CASTS[self.kind]

    @property
    def sorted_as(self) -> tuple[str, str]:
        """The expression that the column is sorted by, and its type."""
        return self.sort or self.sql, self.sort_cast or self.cast


@dataclass(frozen=True, kw_only=True, eq=False)
class Chart:
    """What is drawn above the rows: the rows that have most of `figure`, all days or months of it,
    or (`sums`) what those columns come to that are a `bar`. `by` is the column of what it is of."""

    kind: Literal["ranked", "time", "sums"]
    by: str = ""
    figure: str = ""

    def drawn(self, columns: Iterable[Column]) -> bool:
        """Whether there is anything to draw among the columns that somebody sees."""
        if self.kind == "sums":
            return any(one.bar for one in columns)
        return {self.by, self.figure} <= {one.name for one in columns}


@dataclass(frozen=True, kw_only=True, eq=False)
class Earlier:
    """What a view knows of an earlier period, to be compared with it (`reports.comparing`)."""

    body: str
    """The body of that period: as the view's, but with `earlier_since` and `earlier_until`."""
    figures: tuple[str, ...]
    """What the body adds up: nothing where a row was not there."""
    told: tuple[str, ...]
    """The columns beside which that stands at once; beside others when somebody chooses it."""
    also: tuple[str, ...] = ()
    """What else the body answers of a row, which is the same now and then."""
    without: tuple[str, ...] = ()
    """The figures that are not compared."""
    moved: bool = False
    """Its days are moved to those they are compared with; `first_before` and `last_before` are what
    they were."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The period that somebody compares with, and the interval from it to the one asked for."""

    since: date
    until: date
    by: str


@dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """One way of looking at a report: its rows, in the order of `sort` and then of `key`."""

    name: str
    label: Label
    body: str
    columns: tuple[Column, ...]
    key: tuple[tuple[str, str], ...]
    """What makes the order total: expressions and their types."""
    sort: str
    """The name of a column; falling with a minus."""
    main: str = ""
    """The figure that a row is looked at for, where there is room for one; none: what rows are
    sorted by, or the last."""
    joins: str = ""
    drill: Drill | None = None
    chart: Chart | None = None
    long: bool = False
    """Its rows are as many as the entries of the books: they are not kept to be added up and cut,
    but read for each; and what `joins` says is looked up for the page alone, so a row must have
    just one row there."""
    earlier: Earlier | None = None
    """What it may be compared with; `comparing.choice` names the view."""
    converts: str = ""
    """下推: the form to which the document of a row goes on while its `open` is not nothing."""
    refuses: Callable[[Mapping[str, str]], None] | None = None
    """Raises what is wrong with filters that are right one by one."""
    across: Callable[[Mapping[str, str]], View] | None = None
    """What stands across only the books know (warehouses, kinds of documents): makes the view as it
    is, body and all, of what is asked. Here are the columns that it always has."""

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {one.name: one for one in self.columns}

    def seen_by(self, access: Access) -> tuple[Column, ...]:
        """Its columns without those that are hidden from this person."""
        return tuple(c for c in self.columns if c.hidden_by is None or access.sees(c.hidden_by))


FilterKind = Literal["day", "reference", "choice", "boolean"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Filter:
    """What a report may be narrowed to. `where` is added to the body when something is given;
    without it the body reads the parameter itself.

    `default` of a day: month (the first of this month), year, today, or none.
    """

    name: str
    label: Label
    kind: FilterKind
    where: str = ""
    to: str = ""
    named: str = ""
    """Whose records it names where nobody picks one: a row leads there."""
    only: tuple[tuple[str, str, object], ...] = ()
    """Which records of `to` are offered."""
    options: Mapping[str, Label] = field(default_factory=dict[str, Label])
    default: str = ""
    guarded: Mapping[str, str] = field(default_factory=dict[str, str])
    """Options ← the group of fields that hides them from a role."""
    views: tuple[str, ...] = ()
    """The views that know it; nothing: all of them."""
    nothing: bool = False
    """`keys.NIL` narrows it to what has none: where a row of those leads."""

    def offered(self, access: Access) -> dict[str, Label]:
        """The options that this person may choose."""
        return {
            value: label
            for value, label in self.options.items()
            if value not in self.guarded or access.sees(self.guarded[value])
        }

    def begins(self, access: Access) -> str:
        """What is chosen for who chooses nothing: of a choice something that they may see."""
        if self.kind != "choice" or not self.default:
            return self.default
        offered = self.offered(access)
        return self.default if self.default in offered else next(iter(offered), "")


@dataclass(frozen=True, kw_only=True, eq=False)
class Report:
    """A question of the business. Who may view all the forms that it `reads`, and from whom no
    group of fields in `about` is hidden, may ask it."""

    name: str
    label: Label
    question: Label
    module: str
    reads: tuple[str, ...]
    views: tuple[View, ...]
    filters: tuple[Filter, ...] = ()
    about: tuple[str, ...] = ()

    @cached_property
    def by_view(self) -> dict[str, View]:
        return {one.name: one for one in self.views}

    def allowed(self, access: Access, operation: str = "view") -> bool:
        """May this person ask it (or `export` it)?"""
        return all(access.allows(form, operation) for form in self.reads) and all(
            access.sees(group) for group in self.about
        )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One report as somebody asked for it: view, order, and filters as they are bound."""

    report: Report
    view: View
    columns: tuple[Column, ...]
    values: Mapping[str, str]
    """By filter; days as YYYY-MM-DD, records as ids. Only what narrows."""
    sort: str
    today: date
    """The company's day, on which it is asked."""
    compared: Compared | None = None
    period: str = ""
    """The word that stood in the place of the two days (`reports/periods.py`)."""

    @property
    def falling(self) -> bool:
        return self.sort.startswith("-")

    @property
    def sorted_by(self) -> Column:
        return self.view.by_name[self.sort.removeprefix("-")]
