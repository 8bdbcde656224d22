"""Quick search finds words whose pieces stand side by side, not anywhere in a name.

The index knows which pairs of characters a name holds; that they follow one another is looked up
in what it found.
"""

from django.db import migrations

SEARCH = """
CREATE OR REPLACE FUNCTION {name}(company bigint, words text) RETURNS SETOF uuid
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


def _search(name: str, ways: str, texts: str) -> migrations.RunSQL:
    def made(whole: str) -> str:
        return SEARCH.format(name=name, ways=ways.format(whole=whole).strip())

    return migrations.RunSQL(made(WHOLE.format(texts=texts)), made(""))


class Migration(migrations.Migration):
    dependencies = [("masters", "0002_search")]

    operations = [
        _search("masters_product_search", PRODUCT, "p.name, p.specification"),
        _search("masters_partner_search", PARTNER, "p.name, p.contact"),
    ]
