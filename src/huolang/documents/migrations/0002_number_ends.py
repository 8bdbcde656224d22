"""Documents are found by the end of their number, by index on any server.

The index holds numbers written backwards. Row-level security keeps it from who has no function
that reverses text marked leakproof, so this function runs as the owner of the tables, and answers
for the company that is acting and for no other.
"""

from django.conf import settings
from django.db import migrations

SEARCH = """
CREATE FUNCTION documents_number_ending(
    kind text, company bigint, words text, most int
) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF company IS DISTINCT FROM nullif(current_setting('app.company', true), '')::bigint THEN
        RAISE EXCEPTION 'company % is not the one that is acting', company;
    END IF;
    RETURN QUERY EXECUTE format(
        'SELECT f.id FROM (SELECT s.id, s.number FROM public.%I s WHERE s.company_id = $1'
        ' AND reverse(s.number) >= $2 AND reverse(s.number) < $3 AND s.number <> '''''
        ' LIMIT 2000) f ORDER BY f.number DESC LIMIT $4', kind
    ) USING company, reverse(words), reverse(words) || U&'\\+10FFFF', most;
END $$
"""
NAME = "documents_number_ending(text, bigint, text, int)"
OPEN = f"""
REVOKE ALL ON FUNCTION {NAME} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {NAME} TO "{settings.APP_ROLE}", "{settings.REPORT_ROLE}"
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [
        migrations.RunSQL(SEARCH, f"DROP FUNCTION {NAME}"),
        migrations.RunSQL(OPEN, migrations.RunSQL.noop),
    ]
