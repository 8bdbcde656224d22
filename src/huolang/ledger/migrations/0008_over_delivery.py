"""More may be delivered of an order than it asked for: its promise knows how much."""

import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_initial'),
        ('ledger', '0007_posting_day'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='reservation',
            name='ledger_reservation_within',
        ),
        migrations.AddConstraint(
            model_name='reservation',
            constraint=models.CheckConstraint(condition=models.Q(('consumed__gte', 0), ('reserved__gte', 0), models.Q(('reserved', 0), ('wanted__gte', django.db.models.expressions.CombinedExpression(models.F('reserved'), '+', models.F('consumed'))), _connector='OR')), name='ledger_reservation_within'),
        ),
    ]
