"""The way through: named posts and who holds them, steps at them, waivers, and every move of a demand."""

from __future__ import annotations

from django.db import models

from songbang.apps.demands.models.asked import Demand
from songbang.apps.units.models import Account, Unit

DESKS = (
    "party_committee_secretary", "party_committee_same_level", "party_and_government", "party_office_superior",
    "organisation_department", "social_work_department", "county_decision", "provincial_consent",
)  # fmt: skip
"""Named posts: those whose approvals the contract knows."""
STEP_KINDS = ("file", "approve", "waive", "countersign")
STEP_STATES = ("open", "agreed", "refused", "returned", "void")


def desks() -> list[tuple[str, str]]:
    return [(desk, desk) for desk in DESKS]


def step_kinds() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in STEP_KINDS]


def step_states() -> list[tuple[str, str]]:
    return [(state, state) for state in STEP_STATES]


class Desk(models.Model):
    """An account that decides for a named post of a territory, from a day to a day (both count)."""

    territory = models.CharField(max_length=12)
    name = models.CharField(max_length=32, choices=desks)
    account = models.ForeignKey(Account, models.PROTECT, related_name="desks")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("name", "id")
        indexes = (models.Index(fields=("territory", "name"), name="desks_by_name"),)

    def __str__(self) -> str:
        return f"{self.name} {self.account}"


class Delegation(models.Model):
    """A holder of posts lets another account decide for a time."""

    territory = models.CharField(max_length=12)
    holder = models.ForeignKey(Account, models.PROTECT, related_name="delegations")
    to = models.ForeignKey(Account, models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    ground = models.TextField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.holder} → {self.to}"


class Step(models.Model):
    """A filing, approval, waiver or countersignature that a demand waits for."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="steps")
    territory = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=step_kinds)
    desk = models.CharField(max_length=32, choices=desks)
    rules = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=step_states, default="open")
    asked_by = models.ForeignKey("self", models.CASCADE, null=True, related_name="countersignatures")
    """The step whose holder asked for this countersignature."""
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("territory", "state", "due_at"), name="steps_by_due"),)

    def __str__(self) -> str:
        return f"{self.demand_id} {self.kind} {self.desk}"


class Waiver(models.Model):
    """A rule is waived for one demand: on what ground, by whom, until when. `by` None: asked for, not given."""

    territory = models.CharField(max_length=12)
    demand = models.ForeignKey(Demand, models.CASCADE, related_name="waivers")
    rule = models.CharField(max_length=60)
    ground = models.TextField()
    asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    given_on = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("demand", "rule"), name="waiver_once"),)

    def __str__(self) -> str:
        return f"{self.demand_id} {self.rule}"


class Move(models.Model):
    """Something that happened to a demand, for the people who follow it; the journal has it with all particulars."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="moves")
    act = models.CharField(max_length=30)
    state = models.CharField(max_length=14)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    desk = models.CharField(max_length=32, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.demand_id} {self.act}"


class Series(models.Model):
    """The last serial of a territory's control numbers in a year."""

    territory = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("territory", "year"), name="series_once"),)

    def __str__(self) -> str:
        return f"{self.territory} {self.year}"


class Refusal(models.Model):
    """A unit of the base did not accept what had no valid number. Who it was is shown to nobody who asks.

    Counted only where at least five units refused (`k`); free text is never asked for.
    """

    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=120)
    title = models.CharField(max_length=200, blank=True)
    given_number = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=20)
    on = models.DateField()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("territory", "issuer", "on"), name="refusals_by_issuer"),)

    def __str__(self) -> str:
        return f"{self.issuer} {self.on}"
