"""What a template's workbook says is kept with it, so that the workbook is opened once, in a room apart."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("forms", "0001_initial"),)
    operations = (
        migrations.AddField("template", "read", models.JSONField(blank=True, default=dict)),
    )  # fmt: skip
