"""An entry may have more lines than a smallint counts: a posting has 20,000 lines, of as many
partners."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_issue_accounts")]

    operations = [
        migrations.AlterField(
            model_name="journalline", name="seq", field=models.IntegerField()
        ),
    ]
