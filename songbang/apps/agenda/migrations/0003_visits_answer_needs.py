from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agenda", "0002_rooms_close")]

    operations = [
        migrations.AddField("entry", "need", models.CharField(max_length=40, blank=True, default=""),
                            preserve_default=False),
        migrations.AddIndex(
            "entry",
            models.Index(fields=("need",), condition=~models.Q(need=""), name="agenda_entry_need"),
        ),
    ]
