from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def compute_anew(apps: Any, editor: Any) -> None:
    """Sets of figures that are kept know nothing of `again`: they count as stale."""
    apps.get_model("insight", "FigureSet").objects.update(pairs_state="", pairs_wanted="")


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0003_figures_of_pairs_apart"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="figureset",
            name="again",
            field=models.JSONField(default=dict),
        ),
        migrations.RunPython(compute_anew, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("territory", models.CharField(max_length=12)),
                ("unit", models.CharField(max_length=12)),
                ("electronic", models.CharField(max_length=520)),
                ("paper", models.CharField(max_length=520)),
                ("same", models.BooleanField()),
                ("why", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "-id"),
                "constraints": [
                    models.UniqueConstraint(fields=("territory", "electronic", "paper"), name="insight_judged_once")
                ],
            },
        ),
    ]
