"""Numbers and titles are read from more ways of writing them: documents indexed before get the keys of now."""

from typing import Any

from django.db import migrations

from songbang.core.matching import Record, keys_of

BATCH = 2000
NAMES = ("pk", "territory", "unit", "day", "name", "number", "taken_id")


def index_again(apps: Any, editor: Any) -> None:
    """Some thousand documents at a time, so that a district's need no more memory than a town's."""
    rows, keys = apps.get_model("intake", "RegisterRow"), apps.get_model("intake", "DocumentKey")
    live = rows.objects.filter(live=True, register="documents").order_by("pk").values_list(*NAMES)
    keys.objects.all().delete()
    last = 0
    while batch := list(live.filter(pk__gt=last)[:BATCH]):
        keys.objects.bulk_create(
            [
                keys(territory=territory, key=key, day=day, unit=unit, row=pk, taken_id=taken)
                for pk, territory, unit, day, name, number, taken in batch
                for key in keys_of(Record(str(pk), name, number or None)).all
            ],
            batch_size=BATCH,
        )
        last = batch[-1][0]


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_issued_sums")]

    operations = [migrations.RunPython(index_again, migrations.RunPython.noop)]
