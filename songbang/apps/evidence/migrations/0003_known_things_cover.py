import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_words"), ("units", "0001_initial")]

    operations = [
        migrations.AlterField(
            "coverage", "evidence",
            models.ForeignKey("evidence.evidence", on_delete=django.db.models.deletion.PROTECT, null=True, blank=True,
                              related_name="covers"),
        ),
        migrations.AddField("coverage", "known", models.CharField(max_length=540, blank=True, default=""),
                            preserve_default=False),
        migrations.AddField("coverage", "told", models.JSONField(default=dict, blank=True)),
        migrations.AddConstraint(
            "coverage",
            models.UniqueConstraint(fields=("indicator", "unit", "known"), condition=~Q(known=""),
                                    name="evidence_known_covers_once"),
        ),
        migrations.AddConstraint(
            "coverage",
            models.CheckConstraint(
                condition=Q(evidence=None, known__gt="") | Q(evidence__isnull=False, known=""),
                name="evidence_covers_by_one",
            ),
        ),
    ]
