"""Rows of one company do not exist for another, however they are asked for."""

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from huolang.kernel import audit, outbox, sql
from huolang.kernel.company import NoCompany, acting
from huolang.kernel.keys import new_id
from huolang.kernel.outbox import BookHead, Event
from huolang.kernel.people import Role


def test_business_rows_cannot_be_asked_for_outside_a_company(company):
    with pytest.raises(NoCompany):
        Role.objects.count()


def test_inside_one_company_nothing_else_can_begin(company, other_company):
    with (
        acting(company.id),
        pytest.raises(NoCompany, match=f"cannot act for {other_company.id}"),
        acting(other_company.id),
    ):
        pass


def test_each_company_sees_its_own_roles(company, other_company):
    with acting(company.id):
        Role.objects.filter(code="sales").update(name="门店销售")

    with acting(other_company.id):
        assert Role.objects.get(code="sales").name == "销售"
        assert Role.objects.count() == 6


def test_sql_that_forgets_the_company_finds_only_the_acting_one(company, other_company):
    with acting(company.id):
        found = sql.run("SELECT DISTINCT company_id FROM kernel_role").fetchall()

    assert found == [(company.id,)]


def test_sql_that_names_another_company_finds_nothing(company, other_company):
    with acting(company.id):
        found = sql.run("SELECT 1 FROM kernel_role WHERE company_id = %s", [other_company.id])

        assert found.fetchall() == []


def test_sql_outside_a_company_finds_nothing(live_company):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kernel_role")

        assert cursor.fetchone() == (0,)


def test_a_row_cannot_be_written_into_another_company(company, other_company):
    with acting(company.id), pytest.raises(ProgrammingError, match="row-level security"):
        Role.objects.bulk_create([Role(company_id=other_company.id, code="spy", name="间谍")])


def test_a_row_cannot_be_moved_into_another_company(company, other_company):
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with acting(company.id), refused, transaction.atomic():
        sql.run("UPDATE kernel_role SET company_id = %s WHERE code = 'sales'", [other_company.id])


def test_the_company_ends_with_the_transaction(live_company):
    with acting(live_company.id):
        assert Role.objects.count() == 6

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.company', true)")
        assert cursor.fetchone()[0] in (None, "")


def test_the_company_survives_a_savepoint_that_fails(company):
    with acting(company.id):
        with pytest.raises(ZeroDivisionError), acting(company.id):
            raise ZeroDivisionError
        assert Role.objects.count() == 6


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_auditentry SET action = 'nothing'",
        "DELETE FROM kernel_auditentry",
        "TRUNCATE kernel_auditentry",
        "UPDATE kernel_event SET name = 'nothing'",
        "DELETE FROM kernel_event",
        "TRUNCATE kernel_event",
    ],
)
def test_audit_and_events_can_only_grow(acting, statement):
    trace = audit.Trace(form="partner", record=new_id(), action="create", by=None)
    audit.write([trace])

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        sql.run(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE kernel_event SET name = ''", "DELETE FROM kernel_event"]
)
def test_even_the_owner_cannot_change_what_is_append_only(acting, owner_connection, statement):
    with pytest.raises(psycopg.Error) as refused:
        owner_connection.execute(statement)

    assert refused.value.sqlstate == "HL001"


def test_events_of_a_company_are_numbered_without_a_gap(acting):
    start = outbox.last_no()

    for verb in ("created", "confirmed"):
        happened = outbox.Happened(name=f"order.{verb}", form="order", record=new_id(), by=None)
        outbox.write([happened])

    assert list(Event.objects.filter(form="order").order_by("no").values_list("no", "name")) == [
        (start + 1, "order.created"),
        (start + 2, "order.confirmed"),
    ]
    assert BookHead.objects.get().last_no == start + 2


@pytest.mark.race
def test_event_numbers_rise_in_the_order_of_commits(live_company):
    with acting(live_company.id):
        start = outbox.last_no()

    def happen(caller: int) -> int:
        seen = 0
        for _round in range(20):
            with acting(live_company.id):
                before = set(Event.objects.values_list("no", flat=True))
                one = outbox.Happened(name="x.happened", form="x", record=new_id(), by=None)
                outbox.write([one])
                mine = outbox.last_no()
            assert mine > max(before, default=0), "a reader had seen a later number already"
            seen = mine
        return seen

    answers = live_company.together(8, happen)

    assert max(answers) == start + 160
    with acting(live_company.id):
        rows = list(Event.objects.filter(no__gt=start).order_by("no").values_list("no", "at"))
    assert [no - start for no, _at in rows] == list(range(1, 161))
    assert [at for _no, at in rows] == sorted(at for _no, at in rows)
