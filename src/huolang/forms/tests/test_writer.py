"""Saving: few statements however many rows, rows kept by their ids, a trail of all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from huolang.forms import refusals, render, store, validate, writer
from huolang.forms.form import Form
from huolang.forms.tests.conftest import NOON
from huolang.kernel import sql
from huolang.kernel.audit import AuditEntry
from huolang.kernel.outbox import Event
from huolang.kernel.refusals import NotFound, Stale

Save = Callable[..., Any]


@pytest.fixture
def screws(save: Save, good: Form) -> list[Any]:
    return [save(good, {"code": f"S-{n}", "name": f"螺丝 {n}"}) for n in range(3)]


@pytest.fixture
def order(save: Save, bill: Form, screws: list[Any]) -> Any:
    """A bill with a line for each of three screws."""
    lines = [{"good": str(one.id), "quantity": n + 1} for n, one in enumerate(screws)]
    return save(bill, {"date": "2026-05-01", "remark": "早上送", "lines": lines})


def test_a_new_record_is_read_back_as_it_was_answered(bill: Form, order: Any) -> None:
    again = store.load(bill, order.id)

    assert render.record(bill, again) == render.record(bill, order)
    assert [row.position for row in again.tables["lines"]] == [1, 2, 3]
    assert again.created_at == again.updated_at == NOON


def test_a_thousand_lines_take_as_many_statements_as_one_chunk_each(
    save: Save, bill: Form, screws: list[Any]
) -> None:
    def statements(count: int) -> int:
        line = {"good": str(screws[0].id), "quantity": 1}
        with sql.counting() as seen:
            save(bill, {"date": "2026-05-01", "lines": [line] * count})
        return len(seen)

    assert statements(1) == statements(100) == statements(500)
    assert statements(1_000) == statements(500) + 2  # the header, and two chunks


def test_rows_are_matched_by_id_changed_added_and_removed(
    save: Save, bill: Form, order: Any, screws: list[Any]
) -> None:
    first, second, third = (row.id for row in order.tables["lines"])
    changed = {
        "lines": [
            {"id": str(third)},
            {"id": str(first), "quantity": "7"},
            {"good": {"code": "S-1"}, "quantity": "0.5"},
        ]
    }

    with sql.counting() as seen:
        save(bill, changed, existing=store.load(bill, order.id, lock=True))

    rows = store.load(bill, order.id).tables["lines"]
    assert [row.id for row in rows[:2]] == [third, first]
    assert second not in {row.id for row in rows}
    assert [str(row.quantity) for row in rows] == ["3.000000", "7.000000", "0.500000"]
    assert sum("lines" in one or "line" in one.split()[1] for one in seen) < 8


def test_a_header_field_left_out_stays_as_it_is(save: Save, bill: Form, order: Any) -> None:
    save(bill, {"discount": "3"}, existing=store.load(bill, order.id))

    again = store.load(bill, order.id)
    assert (again.remark, str(again.discount)) == ("早上送", "3.0000")
    assert len(again.tables["lines"]) == 3


def test_the_trail_tells_who_changed_what_from_what_to_what(
    acting: int, bill: Form, order: Any
) -> None:
    person, row = uuid4(), order.tables["lines"][0]
    payload = {"remark": "下午送", "lines": [{"id": str(row.id), "quantity": 9}]}
    existing = store.load(bill, order.id)
    gone = [str(one.id) for one in order.tables["lines"][1:]]

    values = validate.read(bill, payload, existing=existing, partial=True)
    writer.save(bill, values, existing=existing, by=person, at=NOON + timedelta(hours=1))

    entry = AuditEntry.objects.get(record=order.id, action="change")
    assert entry.by == person
    assert entry.changes["remark"] == ["早上送", "下午送"]
    assert entry.changes[f"lines.{row.id}.quantity"] == ["1.000000", "9"]
    assert all(entry.changes[f"lines.{key}"][1] is None for key in gone)
    names = list(
        Event.objects.filter(record=order.id).order_by("no").values_list("name", flat=True)
    )
    assert names == ["bill.created", "bill.changed"]


def test_a_save_that_changes_nothing_writes_nothing(save: Save, bill: Form, order: Any) -> None:
    before = writer.etag(order)

    with sql.counting() as seen:
        save(bill, {"remark": "早上送"}, existing=store.load(bill, order.id))

    assert not [one for one in seen if not one.startswith("SELECT")]
    assert writer.etag(store.load(bill, order.id)) == before


def test_every_change_changes_the_etag_and_an_old_one_is_stale(
    acting: int, bill: Form, order: Any
) -> None:
    old, existing = writer.etag(order), store.load(bill, order.id)
    values = validate.read(bill, {"remark": "晚上送"}, existing=existing, partial=True)

    writer.save(bill, values, existing=existing, by=None, at=NOON + timedelta(microseconds=1))

    assert writer.etag(existing) != old
    writer.check_etag(existing, writer.etag(existing))
    writer.check_etag(existing, "*")
    with pytest.raises(Stale):
        writer.check_etag(existing, old)


def test_a_code_that_exists_is_refused_whatever_its_capitals(
    save: Save, good: Form, screws: list[Any]
) -> None:
    with pytest.raises(refusals.Taken) as caught, transaction.atomic():
        save(good, {"code": "s-1", "name": "又一个"})

    assert caught.value.field == "code"
    assert str(caught.value) == "编码 s-1 已经存在"


def test_what_something_refers_to_cannot_be_deleted(
    acting: int, good: Form, order: Any, screws: list[Any]
) -> None:
    screw = store.load(good, screws[0].id)

    with pytest.raises(refusals.InUse), transaction.atomic():
        writer.delete(good, screw, by=None, at=NOON)


def test_a_deleted_record_is_gone_with_its_rows_and_kept_in_the_trail(
    acting: int, bill: Form, order: Any
) -> None:
    writer.delete(bill, store.load(bill, order.id), by=None, at=NOON)

    with pytest.raises(NotFound):
        store.load(bill, order.id)
    assert store.tables(bill, order.id) == {"lines": []}
    kept = AuditEntry.objects.get(record=order.id, action="delete").changes[""][0]
    assert kept["remark"] == "早上送"
    assert len(kept["lines"]) == 3


def test_two_records_saved_at_the_same_moment_have_different_marks(screws: list[Any]) -> None:
    assert len({one.updated_at for one in screws}) == 1
    assert len({writer.etag(one) for one in screws}) == 3


def test_rows_made_without_the_constructor_hold_the_same_defaults(acting: int, good: Form) -> None:
    fresh, usual = vars(store.blank(good)), vars(good.model())

    made_anew = {"id", "_state"}
    assert fresh.keys() == usual.keys()
    assert {k: v for k, v in fresh.items() if k not in made_anew} == {
        k: v for k, v in usual.items() if k not in made_anew
    }
    assert fresh["_state"].adding
