"""Quick search of products and partners by index on any server.

Row-level security lets PostgreSQL use an index only for conditions whose functions are marked
leakproof, which only a superuser can do. These functions run as the owner of the tables instead,
and answer for the company that is acting and for no other.
"""

from django.conf import settings
from django.db import migrations

GRAMS = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'btree_gin') THEN
        CREATE EXTENSION IF NOT EXISTS btree_gin;
        CREATE INDEX {table}_grams ON {table} USING gin (company_id, grams) WITH (fastupdate = off);
    ELSE
        CREATE INDEX {table}_grams ON {table} USING gin (grams) WITH (fastupdate = off);
    END IF;
END $$
"""

PIECES = """
CREATE FUNCTION masters_pieces(words text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(DISTINCT substr(word, n, least(length(word), 2)))
    FROM regexp_split_to_table(upper(words), '\\s+') word,
         generate_series(1, greatest(length(word) - 1, 1)) n
    WHERE word <> ''
$$
"""

SEARCH = """
CREATE FUNCTION {name}(company bigint, words text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    start text := upper(words);
    ending text := upper(words) || U&'\\+10FFFF';
    pieces text[] := public.masters_pieces(words);
BEGIN
    IF company IS DISTINCT FROM nullif(current_setting('app.company', true), '')::bigint THEN
        RAISE EXCEPTION 'company % is not the one that is acting', company;
    END IF;
    RETURN QUERY {ways};
END $$
"""
OPEN = """
REVOKE ALL ON FUNCTION {name}(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {name}(bigint, text) TO {role}, {report}
"""
PRODUCT = """
    SELECT p.id FROM masters_product p WHERE p.company_id = company
        AND upper(p.code) >= start AND upper(p.code) < ending
    UNION
    SELECT p.id FROM masters_product p WHERE p.company_id = company
        AND p.initials >= start AND p.initials < ending
    UNION
    SELECT p.id FROM masters_product p WHERE p.company_id = company AND p.grams @> pieces
    UNION
    SELECT b.product FROM masters_barcode b WHERE b.company_id = company
        AND b.code >= start AND b.code < ending
"""
PARTNER = """
    SELECT p.id FROM masters_partner p WHERE p.company_id = company
        AND upper(p.code) >= start AND upper(p.code) < ending
    UNION
    SELECT p.id FROM masters_partner p WHERE p.company_id = company
        AND p.initials >= start AND p.initials < ending
    UNION
    SELECT p.id FROM masters_partner p WHERE p.company_id = company AND p.grams @> pieces
    UNION
    SELECT p.id FROM masters_partner p WHERE p.company_id = company
        AND p.phone >= words AND p.phone < words || U&'\\+10FFFF'
"""


def _grams(table: str) -> list[migrations.RunSQL]:
    return [migrations.RunSQL(GRAMS.format(table=table), f"DROP INDEX {table}_grams")]


def _search(name: str, ways: str) -> list[migrations.RunSQL]:
    roles = {"role": f'"{settings.APP_ROLE}"', "report": f'"{settings.REPORT_ROLE}"'}
    drop = f"DROP FUNCTION {name}(bigint, text)"
    return [
        migrations.RunSQL(SEARCH.format(name=name, ways=ways.strip()), drop),
        migrations.RunSQL(OPEN.format(name=name, **roles), migrations.RunSQL.noop),
    ]


class Migration(migrations.Migration):
    dependencies = [("masters", "0001_initial")]

    operations = [
        *_grams("masters_product"),
        *_grams("masters_partner"),
        migrations.RunSQL(PIECES, "DROP FUNCTION masters_pieces(text)"),
        *_search("masters_product_search", PRODUCT),
        *_search("masters_partner_search", PARTNER),
    ]
