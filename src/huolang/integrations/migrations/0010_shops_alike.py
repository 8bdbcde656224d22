from django.db import migrations

ALIKE = """
UPDATE integrations_givennumber g SET source = w.shop
FROM (SELECT DISTINCT ON (company_id, form, number, shop) * FROM (
        SELECT company_id, form, number, record, source,
            left(upper(regexp_replace(normalize(source, NFKC), '\\s', '', 'g')), 40) AS shop
        FROM integrations_givennumber WHERE source <> '') n
      ORDER BY company_id, form, number, shop, source <> shop, record) w
WHERE g.company_id = w.company_id AND g.form = w.form AND g.number = w.number
  AND g.record = w.record AND g.source <> w.shop
"""
"""A shop in capitals, without spaces; where two were one and have a number both, one keeps it as it
was written."""


class Migration(migrations.Migration):

    dependencies = [('integrations', '0009_rows_and_sources')]

    operations = [migrations.RunSQL(ALIKE, migrations.RunSQL.noop)]
