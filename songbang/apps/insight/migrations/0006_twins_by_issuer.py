from typing import Any

from django.db import migrations, models


def compare_again(apps: Any, editor: Any) -> None:
    """Sets compared so far do not know whose the documents were: they are compared again when they are looked at."""
    apps.get_model("insight", "FigureSet").objects.update(wanted="", pairs_wanted="", pairs_state="")


class Migration(migrations.Migration):
    dependencies = [("insight", "0005_by_issuer")]

    operations = [
        migrations.AddField(
            model_name="behind",
            name="issuer",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.RunPython(compare_again, migrations.RunPython.noop),
    ]
