"""Who waits is served by the day on which the goods are needed; those that wait already were there
first, in the order of their days."""

from django.db import migrations, models


WAITING = """
UPDATE ledger_reservation r SET needed_on = (r.created_at AT TIME ZONE c.time_zone)::date
FROM kernel_company c WHERE c.id = r.company_id AND r.state = 'pending'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0009_told_and_said'),
        ('ledger', '0018_shipments'),
    ]

    operations = [
        migrations.AddField(
            model_name='reservation',
            name='needed_on',
            field=models.DateField(null=True),
        ),
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
    ]
