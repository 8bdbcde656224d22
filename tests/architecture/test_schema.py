"""Keys, policies and grants, read off the live schema: what `scale.md` promises of every table."""

from __future__ import annotations

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.utils import ProgrammingError

from huolang.forms import registry
from huolang.kernel.company import acting
from huolang.kernel.keys import CompanyForeignKey
from tests.architecture.schema import (
    APPEND_ONLY,
    SYSTEM,
    all_tables,
    append_only_tables,
    business_tables,
    owner,
    rows,
)

__all__ = ["owner"]

pytestmark = pytest.mark.django_db

POLICY = "(company_id = (NULLIF(current_setting('app.company'::text, true), ''::text))::bigint)"


def test_every_table_belongs_to_a_company_or_is_excused_with_a_reason() -> None:
    with_company = {
        table
        for (table,) in rows(
            "SELECT attrelid::regclass::text FROM pg_attribute"
            " WHERE attname = 'company_id' AND attnotnull AND atttypid = 'bigint'::regtype"
        )
    }

    assert set(business_tables()) - with_company == set()
    assert SYSTEM.keys() - all_tables() == set(), "excused tables that are gone"
    assert all(SYSTEM.values())


def test_every_index_of_a_business_table_begins_with_the_company() -> None:
    """Primary and unique keys are indexes, so this speaks of them as well."""
    others = rows(
        """
        SELECT i.indexrelid::regclass::text FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid AND c.relname = ANY(%s)
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE a.attname IS DISTINCT FROM 'company_id'
        """,
        business_tables(),
    )

    assert others == []


def test_every_business_table_has_a_primary_key() -> None:
    with_key = rows("SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'p'")

    assert set(business_tables()) - {table for (table,) in with_key} == set()


def test_every_reference_stays_within_the_company_and_never_deletes_or_empties() -> None:
    references = rows(
        """
        SELECT c.conname, c.confrelid::regclass::text, c.confdeltype,
               (SELECT attname FROM pg_attribute
                WHERE attrelid = c.conrelid AND attnum = c.conkey[1]),
               (SELECT attname FROM pg_attribute
                WHERE attrelid = c.confrelid AND attnum = c.confkey[1])
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
        WHERE c.contype = 'f' AND t.relname = ANY(%s)
        """,
        business_tables(),
    )

    assert references, "there are references at all"
    for name, target, on_delete, here, there in references:
        assert (here, there) == ("company_id", "company_id"), name
        assert target not in SYSTEM, name
        assert on_delete in ("a", b"a"), name


def test_every_reference_of_a_model_has_its_constraint_in_the_database() -> None:
    declared = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, CompanyForeignKey)
    }
    held = rows(
        """
        SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[2]
        WHERE c.contype = 'f' AND cardinality(c.conkey) = 2
        """
    )

    assert declared - set(held) == set()


def test_models_of_a_company_refer_by_company_references_and_cascade_nothing() -> None:
    business = set(business_tables())
    for model in apps.get_models():
        if model._meta.db_table not in business:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.name != "company":
                assert isinstance(field, CompanyForeignKey), f"{model.__name__}.{field.name}"
                assert field.remote_field.on_delete is models.PROTECT, f"{model}.{field.name}"


def test_every_business_table_is_isolated_by_the_one_policy() -> None:
    found = rows(
        """
        SELECT c.relname, c.relrowsecurity, array_agg(p.policyname), max(p.cmd),
               max(p.permissive), max(p.qual), max(p.roles::text)
        FROM pg_class c LEFT JOIN pg_policies p ON p.tablename = c.relname
        WHERE c.relname = ANY(%s) GROUP BY 1, 2 ORDER BY 1
        """,
        business_tables(),
    )

    assert {row[0] for row in found} == set(business_tables())
    for table, secured, names, command, permissive, condition, roles in found:
        assert secured, table
        told = (names, command, permissive, condition, roles)
        assert told == (["company"], "ALL", "PERMISSIVE", POLICY, "{public}"), table


def test_no_row_of_any_business_table_is_seen_without_a_company(company) -> None:
    seen = [table for table in business_tables() if rows(f"SELECT 1 FROM {table} LIMIT 1")]

    assert seen == []


def test_no_row_of_any_business_table_is_seen_from_another_company(company, other_company) -> None:
    with acting(other_company.id):
        seen = [
            table
            for table in business_tables()
            if rows(f"SELECT 1 FROM {table} WHERE company_id = {company.id} LIMIT 1")
        ]

    assert seen == []


def test_numbers_come_from_no_sequence_across_companies() -> None:
    defaults = rows(
        """
        SELECT d.adrelid::regclass::text FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid
        WHERE c.relname = ANY(%s) AND pg_get_expr(d.adbin, d.adrelid) LIKE '%%nextval%%'
        """,
        business_tables(),
    )
    identities = rows(
        "SELECT attrelid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " WHERE c.relname = ANY(%s) AND a.attidentity <> ''",
        business_tables(),
    )

    assert (defaults, identities) == ([], [])


def test_every_form_and_sub_table_can_take_fields_of_its_company() -> None:
    with_extra = {
        table
        for (table,) in rows(
            "SELECT attrelid::regclass::text FROM pg_attribute"
            " WHERE attname = 'extra' AND atttypid = 'jsonb'::regtype AND attnotnull"
        )
    }
    tables = {form.table for form in registry.all()}
    tables |= {part.table for form in registry.all() for part in form.tables}

    assert tables - with_extra == set()


def test_what_must_never_change_is_append_only() -> None:
    assert append_only_tables() >= APPEND_ONLY


def test_the_application_may_only_add_to_what_is_append_only() -> None:
    for table in sorted(append_only_tables()):
        for command in (
            f"UPDATE {table} SET company_id = company_id WHERE false",
            f"DELETE FROM {table} WHERE false",
            f"TRUNCATE {table}",
        ):
            _refused(command)


def _refused(command: str) -> None:
    with pytest.raises(ProgrammingError) as refused, transaction.atomic():
        rows(command)
    assert refused.value.__cause__.sqlstate == "42501", command


def test_even_the_owner_cannot_change_what_is_append_only(owner: psycopg.Connection) -> None:
    for table in sorted(append_only_tables()):
        for command in (
            f"UPDATE {table} SET company_id = company_id WHERE false",
            f"DELETE FROM {table} WHERE false",
            f"TRUNCATE {table} CASCADE",
        ):
            with pytest.raises(psycopg.Error) as refused, owner.transaction():
                owner.execute(command)
            assert refused.value.sqlstate == "HL001", command


def test_tests_and_application_are_the_restricted_role() -> None:
    ((user, *rights),) = rows(
        "SELECT current_user, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication"
        " FROM pg_roles WHERE rolname = current_user"
    )

    assert user == settings.APP_ROLE
    assert rights == [False] * 5


def test_the_application_owns_nothing_and_belongs_to_no_other_role() -> None:
    owned = rows(
        """
        SELECT 'relation', relname FROM pg_class WHERE relowner = current_user::regrole
        UNION ALL SELECT 'function', proname FROM pg_proc WHERE proowner = current_user::regrole
        UNION ALL SELECT 'schema', nspname FROM pg_namespace WHERE nspowner = current_user::regrole
        UNION ALL SELECT 'database', datname FROM pg_database WHERE datdba = current_user::regrole
        UNION ALL SELECT 'type', typname FROM pg_type WHERE typowner = current_user::regrole
        """
    )
    memberships = rows("SELECT 1 FROM pg_auth_members WHERE member = current_user::regrole")

    assert (owned, memberships) == ([], [])


def test_the_application_can_make_no_tables() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows("CREATE TABLE spy (id int)")


def test_what_runs_as_the_owner_is_pinned_to_known_schemas() -> None:
    """A SECURITY DEFINER function that looks names up in the caller's path can be hijacked."""
    found = rows(
        """
        SELECT proname, proconfig FROM pg_proc
        WHERE prosecdef AND pronamespace = 'public'::regnamespace
        """
    )

    for name, configuration in found:
        assert any(one.startswith("search_path=") for one in configuration or []), name


def test_the_reader_of_reports_sees_business_rows_and_no_passwords_tokens_or_sessions() -> None:
    found = rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'p') AND has_table_privilege(%s, oid, 'SELECT')",
        settings.REPORT_ROLE,
    )

    assert {table for (table,) in found} == set(business_tables())
