from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("helpline", "0002_causes_have_an_outcome")]

    operations = [
        migrations.AddField("matter", "published_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddIndex(
            "matter",
            models.Index(fields=("territory", "published_at"), condition=models.Q(published_at__isnull=False),
                         name="helpline_published"),
        ),
    ]
