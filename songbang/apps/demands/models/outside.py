"""Systems outside that are told of changes of state, and what was sent to them."""

from __future__ import annotations

from django.db import models

from songbang.apps.units.models import Unit


def call_states() -> list[tuple[str, str]]:
    return [(state, state) for state in ("waiting", "sent", "failed", "kept_back")]


class Hook(models.Model):
    """An address that is called when a demand of the unit changes its state. `secret` signs; it is shown once."""

    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    address = models.CharField(max_length=400)
    secret = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.address


class Call(models.Model):
    """One message to a hook. `kept_back`: the demo sends nothing."""

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="calls")
    territory = models.CharField(max_length=12)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=call_states, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.hook_id} {self.state}"
