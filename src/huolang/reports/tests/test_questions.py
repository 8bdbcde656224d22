"""A question that is kept is checked as one that is asked, and so is what it names."""

from __future__ import annotations

from datetime import date

import pytest

from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.reports import questions

TODAY = date(2026, 5, 20)
EVERYTHING = Access(company=1, user=None, granted={"*": frozenset({"*"})})
NOTHING = Access(company=1, user=None, granted={})


def refused(access: Access, name: str = "sales", **given: str) -> list[tuple[str, str]]:
    with pytest.raises(BusinessError) as said:
        questions.read(name, given, access, today=TODAY)
    return [(one.code, one.field) for one in said.value.parts()]


def test_a_question_is_bound_on_the_day_on_which_it_is_asked() -> None:
    asked = questions.read(
        "sales",
        {"view": "partner", "period": "last_month", "columns": "gross,partner"},
        EVERYTHING,
        today=TODAY,
    )

    assert (asked.values["since"], asked.values["until"]) == ("2026-04-01", "2026-04-30")
    assert [one.name for one in asked.columns if one.shown] == ["gross", "partner"]


def test_what_a_report_does_not_know_is_refused_at_its_name() -> None:
    assert refused(EVERYTHING, "salads") == [("report.not_found", "")]
    assert refused(EVERYTHING, colour="red", sise="9") == [
        ("field.unknown", "colour"),
        ("field.unknown", "sise"),
    ]
    assert refused(EVERYTHING, columns="net,colour") == [("field.unknown", "columns")]
    assert refused(EVERYTHING, warehouse="x" * 2_001) == [("report.question_too_long", "asked")]
    assert refused(NOTHING) == [("auth.forbidden", "")]
