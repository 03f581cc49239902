from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("helpline", "0001_initial")]

    operations = [
        migrations.AddField("cause", "outcome", models.CharField(max_length=400, blank=True, default=""),
                            preserve_default=False),
    ]
