"""Whatever is sent: it is understood, or refused at its place, and nothing is ever ignored."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huolang.forms import validate
from huolang.forms.form import Form, seen_by
from huolang.forms.tests.conftest import new
from huolang.kernel import sql
from huolang.kernel.company import acting as acting_for
from huolang.kernel.refusals import BusinessError

Save = Callable[..., Any]


def refused(form: Form, payload: Any, **more: Any) -> dict[str, str]:
    """Codes of the refusals by their places."""
    with pytest.raises(BusinessError) as caught:
        validate.read(form, payload, **more)
    return {part.field: part.code for part in caught.value.parts()}


def test_everything_that_is_wrong_is_found_at_once_and_each_at_its_place(
    save: Save, good: Form, bill: Form
) -> None:
    screw = save(good, {"code": "S-1", "name": "螺丝"})

    found = refused(
        bill,
        {
            "date": "2026-02-30",
            "company": 2,
            "number": "CG-1",
            "lines": [
                {"good": str(screw.id), "quantity": "2"},
                {"good": {"code": "s-1"}, "quantity": True, "id": str(uuid4())},
                {"good": str(screw.id), "quantity": "-1", "amount": "3"},
                {"quantity": 1e30},
            ],
        },
    )

    assert found == {
        "date": "field.not_a_date",
        "company": "field.unknown",
        "number": "field.readonly",
        "lines.1.id": "row.unknown",
        "lines.2.quantity": "field.too_small",
        "lines.2.amount": "field.readonly",
        "lines.3.quantity": "field.too_large",
        "lines.3.good": "field.required",
    }


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("NaN", "field.not_a_number"),
        ("Infinity", "field.not_a_number"),
        (float("nan"), "field.not_a_number"),
        (float("inf"), "field.not_a_number"),
        ("1e30", "field.not_a_number"),
        (1e30, "field.too_large"),
        (-1e30, "field.too_small"),
        ("9" * 5_000, "field.not_a_number"),
        ("0.12345678901234567890", "field.too_many_digits"),
        ("١٢", "field.not_a_number"),
        (" 1", "field.not_a_number"),
        ("1_000", "field.not_a_number"),
        ("", "field.not_a_number"),
        (True, "field.wrong_type"),
        (["1"], "field.wrong_type"),
        ({}, "field.wrong_type"),
    ],
)
def test_what_is_no_sound_number_is_refused(good: Form, value: Any, code: str) -> None:
    payload = {"code": "S-1", "name": "螺丝", "weight": value}

    assert refused(good, payload) == {"weight": code}


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("1.500000", "1.5"),
        (0.1, "0.1"),
        (7, "7"),
        ("-0.000001", "-0.000001"),
        ("2.50000000", "2.5"),
    ],
)
def test_a_number_is_kept_exactly_as_it_was_sent(good: Form, value: Any, kept: str) -> None:
    values = validate.read(good, {"code": "S-1", "name": "螺丝", "weight": value})

    assert values.fields["weight"] == Decimal(kept)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", ["螺丝"], "field.wrong_type"),
        ("name", "螺\x00丝", "field.characters"),
        ("name", "螺\n丝", "field.characters"),
        ("name", "\ud800", "field.characters"),
        ("name", "长" * 61, "field.too_long"),
        ("name", "   ", "field.required"),
        ("name", None, "field.required"),
        ("note", "\x00", "field.characters"),
        ("colour", "green", "field.not_an_option"),
        ("colour", ["red"], "field.wrong_type"),
        ("for_sale", "true", "field.wrong_type"),
        ("for_sale", 1, "field.wrong_type"),
        ("shelf_days", "1.5", "field.too_many_digits"),
        ("shelf_days", -1, "field.too_small"),
        ("since", "20260101", "field.not_a_date"),
        ("since", "2026-W01-1", "field.not_a_date"),
        ("since", "0001-01-01", "field.not_a_date"),
        ("since", 20260101, "field.wrong_type"),
    ],
)
def test_each_kind_refuses_what_it_cannot_mean(
    good: Form, field: str, value: Any, code: str
) -> None:
    payload = {"code": "S-1", "name": "螺丝", field: value}

    assert refused(good, payload) == {field: code}


def test_a_text_loses_only_the_blanks_around_it(good: Form) -> None:
    values = validate.read(good, {"code": " S-1 ", "name": "螺丝 M8", "note": "一\n二"})

    assert values.fields == {"code": "S-1", "name": "螺丝 M8", "note": "一\n二"}


def test_nothing_means_empty_where_that_is_an_answer(good: Form) -> None:
    values = validate.read(
        good, {"code": "S-1", "name": "螺丝", "weight": None, "colour": None, "price": None}
    )

    assert values.fields["weight"] is None
    assert values.fields["colour"] == ""
    assert values.fields["price"] == Decimal(0)


def test_a_day_may_be_given_as_a_moment_only_where_the_form_says_so(
    save: Save, good: Form, bill: Form
) -> None:
    save(good, {"code": "S-1", "name": "螺丝"})

    values = validate.read(bill, {"date": "2026-05-01T09:30:00+08:00", "lines": []})

    assert values.fields["date"] == datetime(2026, 5, 1, 1, 30, tzinfo=UTC)
    assert validate.read(bill, {"date": "2026-05-01"}).fields["date"] == date(2026, 5, 1)
    assert refused(good, {"code": "A", "name": "A", "since": "2026-05-01T09:30:00+08:00"}) == {
        "since": "field.not_a_date"
    }


def test_a_reference_is_given_by_id_or_by_a_unique_field_in_one_statement(
    save: Save, good: Form, bill: Form
) -> None:
    goods = [save(good, {"code": f"S-{n}", "name": f"螺丝 {n}"}) for n in range(40)]
    lines: list[dict[str, Any]] = [{"good": {"code": f"s-{n}"}, "quantity": 1} for n in range(20)]
    lines += [{"good": {"id": str(one.id)}, "quantity": 1} for one in goods[20:]]

    with sql.counting() as statements:
        values = validate.read(bill, {"date": "2026-05-01", "main": None, "lines": lines})

    assert [row.fields["good"] for row in values.tables["lines"]] == [one.id for one in goods]
    assert len(statements) == 1
    assert values.known["good"][goods[3].id].label["name"] == "螺丝 3"


def test_a_reference_that_does_not_fit_is_refused_with_the_reason(
    save: Save, good: Form, bill: Form
) -> None:
    old = save(good, {"code": "S-1", "name": "老螺丝", "active": False})
    sample = save(good, {"code": "S-2", "name": "样品", "for_sale": False})

    found = refused(
        bill,
        {
            "date": "2026-05-01",
            "lines": [
                {"good": str(old.id), "quantity": 1},
                {"good": str(sample.id), "quantity": 1},
                {"good": str(uuid4()), "quantity": 1},
                {"good": {"code": "S-3"}, "quantity": 1},
                {"good": {"name": "样品"}, "quantity": 1},
                {"good": {"code": "S-2", "id": str(sample.id)}, "quantity": 1},
                {"good": "S-2", "quantity": 1},
                {"good": 7, "quantity": 1},
                {"good": {"code": ["S-2"]}, "quantity": 1},
                {"good": {"code": "\ud800"}, "quantity": 1},
            ],
        },
    )

    assert list(found.values()) == [
        "reference.malformed",
        "reference.malformed",
        "reference.malformed",
        "reference.malformed",
        "reference.malformed",
        "reference.unknown",
        "reference.archived",
        "reference.not_allowed",
        "reference.unknown",
        "reference.unknown",
    ]


def test_a_record_of_another_company_does_not_exist(
    shop_tables: None, company: Any, other_company: Any, good: Form, bill: Form
) -> None:
    with acting_for(other_company.id):
        theirs = new(good, {"code": "S-1", "name": "别家的螺丝"})

    with acting_for(company.id):
        found = refused(
            bill,
            {
                "date": "2026-05-01",
                "main": {"code": "S-1"},
                "lines": [{"good": str(theirs.id), "quantity": 1}],
            },
        )

    assert found == {"main": "reference.unknown", "lines.0.good": "reference.unknown"}


def test_an_archived_record_stays_where_it_already_is(save: Save, good: Form, bill: Form) -> None:
    screw = save(good, {"code": "S-1", "name": "螺丝"})
    made = save(bill, {"date": "2026-05-01", "lines": [{"good": str(screw.id), "quantity": 1}]})
    save(good, {"active": False}, existing=screw)
    row = made.tables["lines"][0]

    same = {"lines": [{"id": str(row.id), "good": str(screw.id), "quantity": 2}]}
    more = {"lines": [{"good": str(screw.id), "quantity": 2}]}

    assert validate.read(bill, same, existing=made, partial=True)
    assert refused(bill, more, existing=made, partial=True) == {
        "lines.0.good": "reference.archived"
    }


def test_a_row_of_another_document_and_a_row_twice_are_refused(
    save: Save, good: Form, bill: Form
) -> None:
    screw = save(good, {"code": "S-1", "name": "螺丝"})
    first, second = (
        save(bill, {"date": "2026-05-01", "lines": [{"good": str(screw.id), "quantity": 1}]})
        for _ in range(2)
    )
    mine, theirs = first.tables["lines"][0].id, second.tables["lines"][0].id

    found = refused(
        bill,
        {"lines": [{"id": str(mine)}, {"id": str(theirs)}, {"id": str(mine)}, {"id": None}]},
        existing=first,
        partial=True,
    )

    assert found == {
        "lines.1.id": "row.unknown",
        "lines.2.id": "row.twice",
        "lines.3.id": "row.unknown",
    }


def test_a_hidden_field_is_refused_like_one_that_does_not_exist(good: Form) -> None:
    seen = seen_by(good, frozenset({"cost"}))

    assert refused(seen, {"code": "S-1", "name": "螺丝", "price": "3"}) == {
        "price": "field.unknown"
    }


@pytest.mark.parametrize("payload", [None, [], "x", 3, [{}]])
def test_a_record_is_an_object(good: Form, payload: Any) -> None:
    assert refused(good, payload) == {"": "field.wrong_type"}


def test_five_thousand_lines_are_accepted_at_fifteen_microseconds_a_field(
    save: Save, good: Form, bill: Form
) -> None:
    screw = save(good, {"code": "S-1", "name": "螺丝"})
    line = {
        "good": str(screw.id),
        "quantity": "12.5",
        "unit_price": "3.20",
        "tax_rate": "13",
        "remark": "加急",
    }
    payload = {"date": "2026-05-01", "lines": [dict(line) for _ in range(5_000)]}

    taken: list[float] = []
    for _ in range(3):
        start = time.process_time()
        values = validate.read(bill, payload)
        taken.append(time.process_time() - start)

    assert len(values.tables["lines"]) == 5_000
    assert min(taken) / (5_000 * len(line)) < 15e-6


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates().map(str)
    | st.uuids().map(str)
    | st.decimals().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(
    [
        "date",
        "main",
        "discount",
        "remark",
        "lines",
        "good",
        "quantity",
        "unit_price",
        "tax_rate",
        "id",
        "state",
        "company",
        "code",
        "name",
        "weight",
        "since",
        "colour",
        "active",
        "note",
        "shelf_days",
    ]
)
PAYLOADS = st.dictionaries(NAMES, ANYTHING | st.lists(st.dictionaries(NAMES, ANYTHING), max_size=4))


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(payload=PAYLOADS)
def test_whatever_is_sent_ends_in_values_or_in_refusals(
    shop_tables: None, acting: int, good: Form, bill: Form, payload: dict[str, Any]
) -> None:
    for form in (good, bill):
        try:
            validate.read(form, payload)
        except BusinessError as error:
            for part in error.parts():
                assert part.status == 422
                assert str(part)
