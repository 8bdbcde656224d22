"""PostgreSQL as the books need it: keys led by the company, isolation and append-only by grant."""

# The stubs do not know these internals of Django.
# pyright: reportAttributeAccessIssue=false, reportUnknownMemberType=false
# pyright: reportAssignmentType=false

import select
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from django.db.backends.postgresql.schema import DatabaseSchemaEditor as PostgresSchemaEditor
from django.db.models import CompositePrimaryKey

from huolang.kernel.keys import CompanyField, CompanyKey
from huolang.kernel.postgresql.moments import Moments

POLICY = "company_id = nullif(current_setting('app.company', true), '')::bigint"

REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'HL001';
END $$
"""


def company_field(model: Any) -> CompanyField | None:
    """The field that makes `model` a table of companies, or None for a table of the system."""
    return next((f for f in model._meta.local_fields if isinstance(f, CompanyField)), None)


class DatabaseSchemaEditor(PostgresSchemaEditor):
    """Makes for each company-led table its key, its policy and its grants, so nobody forgets."""

    def __enter__(self) -> Any:
        entered = super().__enter__()
        if not self.collect_sql:
            app = self.quote_name(settings.APP_ROLE)
            grant = "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT"
            self.execute(f"{grant} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}")
            self.execute(f"{grant} USAGE, SELECT ON SEQUENCES TO {app}")
        return entered

    def __exit__(self, *exc: Any) -> None:
        # a CompanyReference adds its own statement and gives Django none to add
        self.deferred_sql = [statement for statement in self.deferred_sql if statement]
        super().__exit__(*exc)

    def create_model(self, model: Any) -> None:
        super().create_model(model)
        field = company_field(model)
        if field is None:
            return
        table = self.quote_name(model._meta.db_table)
        if isinstance(model._meta.pk, CompanyKey):
            old = self.quote_name(f"{model._meta.db_table}_pkey")
            column = self.quote_name(model._meta.pk.column)
            self.execute(
                f"ALTER TABLE {table} DROP CONSTRAINT {old}, ADD PRIMARY KEY (company_id, {column})"
            )
        elif not isinstance(model._meta.pk, CompositePrimaryKey | CompanyField):
            raise TypeError(f"{model} belongs to a company but its key does not begin with it")
        self.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        self.execute(f"CREATE POLICY company ON {table} USING ({POLICY})")
        self.execute(f"GRANT SELECT ON {table} TO {self.quote_name(settings.REPORT_ROLE)}")
        if field.append_only:
            self._forbid_changes(table)

    def _forbid_changes(self, table: str) -> None:
        app = self.quote_name(settings.APP_ROLE)
        self.execute(REFUSE_CHANGE, params=None)
        self.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {app}")
        self.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own PostgreSQL connection with our schema editor, a cheaper health check
    and a quicker reader of moments."""

    SchemaEditorClass = DatabaseSchemaEditor

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.adapters.register_loader("timestamptz", Moments)
        return connection

    def close_if_health_check_failed(self) -> None:
        """Ask the server whether it is there only if its socket has something to say.

        A server that went away has closed its socket, which can then be read. An idle healthy one
        is silent. So a request costs no extra round trip.
        """
        if self.health_check_enabled and not self.health_check_done and self._is_silent():
            self.health_check_done = True
            return
        super().close_if_health_check_failed()

    def _is_silent(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        socket = select.poll()
        socket.register(self.connection.fileno(), select.POLLIN | select.POLLPRI)
        return not socket.poll(0)
