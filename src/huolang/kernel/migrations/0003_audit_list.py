from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_upkeep")]

    operations = [
        migrations.RemoveIndex(model_name="auditentry", name="kernel_audit_at"),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["company", "at", "id"], name="kernel_audit_newest"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["company", "form", "at", "id"], name="kernel_audit_form"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["company", "by", "at", "id"], name="kernel_audit_by"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(
                condition=models.Q(("action__in", ("change", "confirm", "create")), _negated=True),
                fields=["company", "action", "at", "id"],
                name="kernel_audit_rare",
            ),
        ),
    ]
