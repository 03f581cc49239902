from collections.abc import Iterator
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from songbang.core.matching import Record, keys_of


def index_what_counts(apps: Any, editor: Any) -> None:
    """Documents that count already are found from now on."""
    rows, keys = apps.get_model("intake", "RegisterRow"), apps.get_model("intake", "DocumentKey")
    live = rows.objects.filter(live=True, register="documents")
    names = ("pk", "territory", "unit", "day", "name", "number", "taken_id")

    def lines() -> Iterator[Any]:
        for pk, territory, unit, day, name, number, taken in live.values_list(*names).iterator(chunk_size=2000):
            for key in keys_of(Record(str(pk), name, number or None)).all:
                yield keys(territory=territory, key=key, day=day, unit=unit, row=pk, taken_id=taken)

    keys.objects.bulk_create(lines(), batch_size=2000)


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_tallies")]

    operations = [
        migrations.CreateModel(
            name="DocumentKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("territory", models.CharField(max_length=12)),
                ("key", models.BigIntegerField()),
                ("day", models.DateField()),
                ("unit", models.CharField(max_length=12)),
                ("row", models.BigIntegerField()),
                (
                    "taken",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="intake.import"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["territory", "key", "-day"], name="intake_documents_by_key")],
            },
        ),
        migrations.RunPython(index_what_counts, migrations.RunPython.noop),
    ]
