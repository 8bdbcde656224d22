"""Quick search of products and partners by index on any server, for the squashed migration.

Row-level security lets PostgreSQL use an index only for conditions whose functions are marked
leakproof, which only a superuser can do. These functions run as the owner of the tables instead,
and answer for the company that is acting and for no other. The index knows which pairs of
characters a name holds; that they follow one another is looked up in what it found.
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
WHOLE = """
        AND NOT EXISTS (
            SELECT FROM regexp_split_to_table(start, '\\s+') word
            WHERE strpos(upper(concat_ws(' ', {texts})), word) = 0
        )
"""
PRODUCT = """
    SELECT p.id FROM masters_product p WHERE p.company_id = company
        AND upper(p.code) >= start AND upper(p.code) < ending
    UNION
    SELECT p.id FROM masters_product p WHERE p.company_id = company
        AND p.initials >= start AND p.initials < ending
    UNION
    SELECT p.id FROM masters_product p WHERE p.company_id = company AND p.grams @> pieces{whole}
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
    SELECT p.id FROM masters_partner p WHERE p.company_id = company AND p.grams @> pieces{whole}
    UNION
    SELECT p.id FROM masters_partner p WHERE p.company_id = company
        AND p.phone >= words AND p.phone < words || U&'\\+10FFFF'
"""


def grams(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(GRAMS.format(table=table), f"DROP INDEX {table}_grams")


def search(name: str, ways: str, texts: str) -> list[migrations.RunSQL]:
    roles = {"role": f'"{settings.APP_ROLE}"', "report": f'"{settings.REPORT_ROLE}"'}
    made = ways.format(whole=WHOLE.format(texts=texts)).strip()
    return [
        migrations.RunSQL(
            SEARCH.format(name=name, ways=made), f"DROP FUNCTION {name}(bigint, text)"
        ),
        migrations.RunSQL(OPEN.format(name=name, **roles), migrations.RunSQL.noop),
    ]


OPERATIONS = [
    grams("masters_product"),
    grams("masters_partner"),
    migrations.RunSQL(PIECES, "DROP FUNCTION masters_pieces(text)"),
    *search("masters_product_search", PRODUCT, "p.name, p.specification"),
    *search("masters_partner_search", PARTNER, "p.name, p.contact"),
]
