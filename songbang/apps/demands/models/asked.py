"""Demands, each at the units that it asks, the verdicts on them, and drafts that are kept until they are asked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from songbang.apps.demands.states import STATES
from songbang.apps.intake.models import Import, KeptFile
from songbang.apps.units.models import Account, Unit
from songbang.core.demand import KINDS

ORIGINS = ("door", "api", "register")
DELIVERY_STATES = ("waiting", "seen", "answered", "declined", "called_off")


def kinds() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in KINDS]


def demand_states() -> list[tuple[str, str]]:
    return [(state, state) for state in STATES]


def origins() -> list[tuple[str, str]]:
    return [(origin, origin) for origin in ORIGINS]


def delivery_states() -> list[tuple[str, str]]:
    return [(state, state) for state in DELIVERY_STATES]


class Demand(models.Model):
    """One demand: the contract's common columns, what its kind has of its own (`details`), and where it stands.

    Absent is None: not stated. `counts`: it is on record for the demands that come after it.
    """

    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="demands")
    """Who asks, where it has an account here; what a register of the base brought has none."""
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="demands")
    origin = models.CharField(max_length=10, choices=origins, default="door")
    taken = models.ForeignKey(Import, models.CASCADE, null=True, related_name="+")
    """The import that brought it, for what was found in a register."""
    made_at = models.DateTimeField()
    state = models.CharField(max_length=14, choices=demand_states, default="weighed")
    version = models.PositiveIntegerField(default=1)
    number = models.CharField(max_length=24, blank=True)
    expires_on = models.DateField(null=True)
    counts = models.BooleanField(default=True)

    kind = models.CharField(max_length=14, choices=kinds)
    title = models.TextField(null=True)  # noqa: DJ001 - None: not stated
    text = models.TextField(null=True)  # noqa: DJ001
    issuer = models.JSONField(default=dict)
    issued_on = models.DateField(null=True)
    notified_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    line = models.CharField(max_length=20, null=True)  # noqa: DJ001
    basis = models.JSONField(default=list)
    targets = models.JSONField(default=list)
    channels = models.JSONField(default=list)
    plan_item = models.CharField(max_length=40, null=True)  # noqa: DJ001
    filed = models.BooleanField(null=True)
    approvals = models.JSONField(default=list)
    grounds = models.JSONField(default=list)
    minutes = models.PositiveIntegerField(null=True)
    forwards = models.TextField(null=True)  # noqa: DJ001
    details = models.JSONField(default=dict)

    issuer_key = models.CharField(max_length=120)
    """The issuer's name as it is compared, and its code: by both it is found again."""
    issuer_code = models.CharField(max_length=20, blank=True)
    held_on = models.DateField(null=True)
    """The day on which it falls on the units (`core.rules.history.held_on`)."""
    to_base = models.BooleanField(default=False)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("number",), condition=~Q(number=""), name="demands_number_once"),
        )
        indexes = (
            models.Index(fields=("territory", "issuer_key", "kind", "issued_on"), name="demands_by_issue"),
            models.Index(fields=("territory", "issuer_key", "kind", "held_on"), name="demands_by_day_held"),
            models.Index(fields=("unit", "-id"), name="demands_by_unit"),
            models.Index(fields=("territory", "state", "-id"), name="demands_by_state"),
        )

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.pk}"


class Delivery(models.Model):
    """A demand at one unit of the base: what it is found by, what it costs, and what became of it there."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="deliveries")
    territory = models.CharField(max_length=12)
    code = models.CharField(max_length=12, blank=True)
    """The unit's own code, where the unit is known here."""
    key = models.CharField(max_length=80)
    """The unit as it is compared (`core.rules.bodies.Names.keys`): with its code, or "~" and the bare name."""
    name_key = models.CharField(max_length=60)
    kind = models.CharField(max_length=14, choices=kinds)
    held_on = models.DateField(null=True)
    minutes = models.PositiveIntegerField(default=0)
    counts = models.BooleanField(default=True)
    state = models.CharField(max_length=12, choices=delivery_states, default="waiting")
    changed_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    spent_minutes = models.PositiveIntegerField(null=True)
    """What the unit says that it took."""

    class Meta:
        ordering = ("demand_id", "id")
        indexes = (
            models.Index(fields=("territory", "key", "kind", "held_on"), name="deliveries_by_kind"),
            models.Index(fields=("territory", "key", "held_on", "minutes"), name="deliveries_by_day"),
            models.Index(fields=("territory", "name_key", "held_on"), name="deliveries_by_name"),
            models.Index(fields=("territory", "code", "state"), name="deliveries_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.demand_id} → {self.code or self.key}"


class Trace(models.Model):
    """One thing by which a demand that counts is found again (title, number, matter, piece of text …), as a number."""

    territory = models.CharField(max_length=12)
    key = models.BigIntegerField()
    day = models.DateField()
    """The later of its days (`core.rules.history.latest_day`)."""
    demand = models.ForeignKey(Demand, models.CASCADE, related_name="traces")

    class Meta:
        indexes = (models.Index(fields=("territory", "key", "day", "demand"), name="traces_by_key"),)

    def __str__(self) -> str:
        return f"{self.key} → {self.demand_id}"


class Rulebook(models.Model):
    """A rulebook by which a verdict was given, whole, so that it can be replayed after the rules have changed."""

    digest = models.CharField(max_length=80, unique=True)
    source = models.TextField()
    """YAML: name of the file → its content."""

    def __str__(self) -> str:
        return self.digest[:20]


class Verdict(models.Model):
    """A verdict as it was given, to the byte, with all that it rested on."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="verdicts")
    territory = models.CharField(max_length=12)
    given_at = models.DateTimeField()
    on = models.DateField()
    outcome = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    rulebook = models.ForeignKey(Rulebook, models.PROTECT, related_name="verdicts")
    content = models.TextField()
    inputs = models.TextField()
    """JSON: the demand, the codes, and every answer of the record that a rule asked for."""

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.demand_id} {self.outcome}"


class Draft(models.Model):
    """A request as far as it has been typed: never lost, never refused for what is wrong in it."""

    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=kinds)
    values = models.JSONField(default=dict)
    """Field of the form → the texts typed into it."""
    sources = models.JSONField(default=dict, blank=True)
    """Field of the form → the words of the document that its value was read from."""
    file = models.ForeignKey(KeptFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    reading = models.CharField(max_length=8, blank=True)
    """Of the file: waiting, read or failed; empty: there is none."""
    account = models.JSONField(default=dict, blank=True)
    """What the file was read to say (contract `read.md`), or the error's code and parameters."""
    demand = models.ForeignKey(Demand, models.SET_NULL, null=True, related_name="drafts")
    """What it became, or (returned) what it mends."""
    open = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-changed_at",)
        indexes = (models.Index(fields=("unit", "open", "-changed_at"), name="demand_drafts_by_unit"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def title_typed(self) -> list[str]:
        """The title as typed so far."""
        return [str(text) for text in self.values.get("common.title", [])]
