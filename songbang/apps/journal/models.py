"""One table: the journal's entries."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act. Never changed, never deleted: triggers in the database refuse both (migration 0002)."""

    id = models.BigAutoField(primary_key=True)
    territory = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    """Username, or `system` for what nobody asked for."""
    role = models.CharField(max_length=20, blank=True)
    address = models.GenericIPAddressField(null=True)
    act = models.CharField(max_length=60)
    """Dotted code of the act, such as `import.accepted`."""
    subject = models.CharField(max_length=120)
    """Kind and id of what was acted on, such as `import:12`."""
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("subject", "id"), name="journal_by_subject"),
            models.Index(fields=("actor", "id"), name="journal_by_actor"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.act} {self.subject}"
