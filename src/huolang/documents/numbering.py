"""编号规则: how the numbers of documents and the codes of masters are made, as a company wants it.

`XSCK-{YYYYMMDD}-{0000}`: text, parts of the day, and last of all the number with its least digits.
It begins anew with the finest part of the day that is shown; `{0000@year}` says otherwise: day,
month, year or never.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.documents import series
from huolang.forms import reader
from huolang.forms.form import Form
from huolang.kernel import settings_registry, sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import Invalid
from huolang.kernel.settings_registry import Setting, Settings, declare

LONGEST = 34
"""Of the column's forty characters some are left for numbers beyond the digits foreseen."""
NUMBER = re.compile(r"\{(0{2,10})(?:@(day|month|year|never))?\}$")
PLACE = re.compile(r"\{([^{}]*)\}")
DAY_PARTS = re.compile(r"(?:YYYY|YY|MM|DD)+")
PART = re.compile(r"YYYY|YY|MM|DD")
TEXT = re.compile(r"[\w.\-/ ]*")
BARE = re.compile(r"YYYY|(?:YY|MM|DD){2}")
"""Parts of a day that somebody forgot to put into braces."""
EXAMPLE, CODE_EXAMPLE = "XS-{YYYY}{MM}-{0000}", "KH{00000}"
SHOWS = {"year": ("Y",), "month": ("Y", "M"), "day": ("Y", "M", "D"), "never": ()}
FORMATS = {"YYYY": "%Y", "YY": "%y", "MM": "%m", "DD": "%d"}
KEY = "numbering.{form}"
FREE = """
SELECT n FROM generate_series(%s::bigint, %s::bigint) AS n
CROSS JOIN LATERAL (SELECT %s::text || CASE WHEN length(n::text) < %s::int
    THEN lpad(n::text, %s::int, '0') ELSE n::text END AS made) m
WHERE NOT EXISTS (SELECT FROM {table} t WHERE t.company_id = %s::bigint AND {same})
ORDER BY n LIMIT 1
"""
FIRST_LOOK = 16
"""Numbers that are looked through at first; ten times as many each time none of them is free."""


class BadNumbering(Invalid):
    code = "numbering.bad_pattern"
    message = _("编号规则不对：{said}。应为文字、日期和最后的流水号，各写在花括号里，如 {example}")


def _bad(said: str, example: str = EXAMPLE) -> BadNumbering:
    return BadNumbering(said=said, example=example)


@dataclass(frozen=True, slots=True)
class Rule:
    """`before` is everything up to the number; `period` says when the numbers begin anew."""

    before: str
    digits: int
    period: str

    def number(self, day: date, given: int) -> str:
        return f"{_rendered(self.before, day, 'YMD')}{given:0{self.digits}}"

    def series(self, day: date) -> str:
        """What is the same for all numbers that are counted together."""
        return _rendered(self.before, day, "".join(SHOWS[self.period])).rstrip("-")


@lru_cache(maxsize=1024)
def _rendered(before: str, day: date, kept: str) -> str:
    """`before` with the parts of the day that `kept` names (Y, M, D)."""

    def shown(place: re.Match[str]) -> str:
        return PART.sub(
            lambda part: day.strftime(FORMATS[part[0]]) if part[0][0] in kept else part[0],
            place[1],
        )

    return PLACE.sub(shown, before)


@lru_cache(maxsize=1024)
def read(pattern: str) -> Rule:
    """The rule that a pattern means, or `BadNumbering`."""
    last = NUMBER.search(pattern)
    if last is None:
        raise _bad(pattern[:64])
    before = pattern[: last.start()]
    parts: set[str] = set()
    for place in PLACE.findall(before):
        if DAY_PARTS.fullmatch(place) is None:
            raise _bad(f"{{{place[:32]}}}")
        parts |= {part[0] for part in PART.findall(place)}
    text = PLACE.sub("", before)
    bare = BARE.search(text)
    if TEXT.fullmatch(text) is None or bare:
        raise _bad(bare[0] if bare else before[:64])
    period = last[2] or _finest(parts)
    if not set(SHOWS[period]) <= parts:
        raise _bad(f"@{period}")
    if len(PLACE.sub(r"\1", before)) + len(last[1]) > LONGEST:
        raise _bad(f"> {LONGEST}")
    return Rule(before, len(last[1]), period)


def _finest(parts: set[str]) -> str:
    fitting = [name for name in ("day", "month", "year") if set(SHOWS[name]) <= parts]
    return fitting[0] if fitting else "never"


def read_code(pattern: str) -> Rule:
    """The rule of codes, which know no day."""
    try:
        rule = read(pattern)
    except BadNumbering as error:
        raise _bad(error.facts["said"], CODE_EXAMPLE) from None
    if PLACE.search(rule.before):
        raise _bad(pattern[:64], CODE_EXAMPLE)
    return rule


def declare_documents(models: Iterable[Any]) -> None:
    """Let companies say how the numbers of these documents are made."""
    for model in models:
        _declare(model, f"{model.prefix}-{{YYYYMMDD}}-{{0000}}", read, distinct=shape)


def declare_masters(models: Iterable[Any]) -> None:
    """Let companies say how the codes of these masters are made that nobody types."""
    for model in models:
        _declare(model, f"{model.code_prefix}{{00000}}", read_code)


def shape(pattern: str) -> str:
    """What two kinds of documents must not share, or they would share numbers."""
    return re.sub(r"\{0+", "{0", pattern).upper()


def _declare(model: Any, default: str, check: Any, *, distinct: Any = None) -> None:
    declare(
        Setting(
            key=KEY.format(form=reader.name_of(model)),
            kind="numbering",
            default=default,
            label=model._meta.verbose_name,
            maximum=64,
            check=check,
            distinct=distinct,
        )
    )


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one form. Where the pattern was ever changed, another one may have given a
    number already: that one is passed over, so none is missing and none comes twice."""

    form: Form
    same: str
    """How a record `t` with the number `m.made` is found."""
    rule: Rule
    changed: bool

    def take(self, day: date) -> str:
        key = self.rule.series(day)
        given = series.take(self.form.name, key)
        if self.changed:
            free = self._free(day, given)
            if free > given:
                series.take(self.form.name, key, count=free - given)
            given = free
        return self.rule.number(day, given)

    def _free(self, day: date, first: int) -> int:
        """The first number from `first` on that no record has; few statements for very many."""
        statement = FREE.format(table=self.form.table, same=self.same)
        before, digits = _rendered(self.rule.before, day, "YMD"), self.rule.digits
        many = FIRST_LOOK
        while True:
            look = [first, first + many - 1, before, digits, digits, current_id()]
            row = sql.run(statement, look).fetchone()
            if row is not None:
                return int(row[0])
            first, many = first + many, many * 10


def of_documents(form: Form, settings: Settings | None = None) -> Numbers:
    """How the documents of `form` are numbered in the acting company, whose `settings` are read
    unless they are given."""
    return _of(form, "t.number = m.made", read, settings)


def of_codes(form: Form) -> Numbers:
    """How codes are made; somebody may have typed the next one already."""
    found = _of(form, "upper(t.code) = upper(m.made)", read_code)
    return Numbers(form, found.same, found.rule, changed=True)


def _of(form: Form, same: str, check: Any, settings: Settings | None = None) -> Numbers:
    settings = settings or settings_registry.load()
    setting = settings_registry.known(KEY.format(form=form.name))
    return Numbers(form, same, check(settings[setting]), setting.key in settings.stored)
