from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial")]

    operations = [migrations.AddField("visit", "starts_at", models.DateTimeField(null=True, blank=True))]
