"""Campaigns, who goes, whom they visit, what they find."""

from __future__ import annotations

from django.db import models

from songbang.apps.intake.models import KeptFile
from songbang.apps.oversight.states import FINDING_STATES, STATES
from songbang.apps.units.models import Account, Unit


def campaign_states() -> list[tuple[str, str]]:
    return [(state, state) for state in STATES]


def finding_states() -> list[tuple[str, str]]:
    return [(state, state) for state in FINDING_STATES]


class Campaign(models.Model):
    """An inspection of several units. It passes the door like every other demand: `verdict` is what the door said."""

    territory = models.CharField(max_length=12)
    body = models.ForeignKey(Unit, models.PROTECT, related_name="campaigns")
    title = models.CharField(max_length=200)
    plan_item = models.CharField(max_length=60, blank=True)
    """The item of the annual plan that it rests on; empty: filed one by one, with its ground."""
    ground = models.CharField(max_length=400, blank=True)
    first = models.DateField()
    last = models.DateField()
    checks = models.JSONField(default=list)
    """The list: [{"text", "rule"}]."""
    joint_with = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, choices=campaign_states, default="planned")
    verdict = models.JSONField(default=dict, blank=True)
    seed = models.CharField(max_length=40, blank=True)
    drawn = models.JSONField(default=dict, blank=True)
    """The sample as drawn: units in order, places by stratum, who was passed over and why."""
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="campaigns")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("territory", "-id"), name="oversight_campaigns"),)

    def __str__(self) -> str:
        return self.title


class Member(models.Model):
    """Somebody of the team; who has a post at a unit does not inspect it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="members")
    account = models.ForeignKey(Account, models.PROTECT, related_name="campaign_seats")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("campaign", "account"), name="oversight_member_once"),)

    def __str__(self) -> str:
        return str(self.account)


class Visit(models.Model):
    """A unit of the sample, in the order of the itinerary."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="visits")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inspected")
    day = models.DateField()
    starts_at = models.DateTimeField(null=True, blank=True)
    """When the team comes, once the planner has laid the visits out."""
    place = models.PositiveIntegerField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("campaign_id", "day", "place")
        constraints = (models.UniqueConstraint(fields=("campaign", "unit"), name="oversight_visit_once"),)
        indexes = (models.Index(fields=("unit", "day"), name="oversight_by_unit"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.day}"


class Finding(models.Model):
    """What was found at a unit. Once signed nothing of it changes; what follows are steps."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings")
    key = models.CharField(max_length=40)
    """Made on the phone: the same finding sent twice over a bad line is one."""
    rule = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    deadline = models.DateField(null=True, blank=True)
    photos = models.ManyToManyField(KeptFile, related_name="findings", blank=True)
    state = models.CharField(max_length=12, choices=finding_states, default="draft")
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="findings")
    made_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 over what was signed, photographs included."""
    recheck_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("visit", "key"), name="oversight_finding_once"),)
        indexes = (models.Index(fields=("state", "deadline"), name="oversight_follow_up"),)

    def __str__(self) -> str:
        return self.text[:40]


class FindingStep(models.Model):
    """What happened to a finding after it was signed."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="finding_steps")
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.act
