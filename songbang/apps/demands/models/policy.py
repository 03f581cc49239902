"""What a place has decided: plans, lists with their editions, and changes of rules that a second person confirmed."""

from __future__ import annotations

from django.db import models

from songbang.apps.demands.models.asked import kinds
from songbang.apps.units.models import Account

LISTS = ("own", "assist", "negative", "reclaimed", "pledges", "showcases", "signs")
CHANGES = ("limit", "suspended", "adopted")


def lists() -> list[tuple[str, str]]:
    return [(one, one) for one in LISTS]


def rule_changes() -> list[tuple[str, str]]:
    return [(one, one) for one in CHANGES]


class PlanItem(models.Model):
    """One item of an annual plan. `in_place_of`: what was taken out for it, where one in means one out."""

    territory = models.CharField(max_length=12)
    code = models.CharField(max_length=40)
    title = models.TextField()
    kind = models.CharField(max_length=14, choices=kinds)
    issuer = models.CharField(max_length=120, blank=True)
    """Empty: of whoever uses it."""
    year = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    in_place_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    out_since = models.DateField(null=True)
    """Taken out of the plan on this day."""

    class Meta:
        ordering = ("year", "kind", "code")
        constraints = (models.UniqueConstraint(fields=("territory", "code"), name="plan_code_once"),)
        indexes = (models.Index(fields=("territory", "kind", "year", "issuer"), name="plan_by_issuer"),)

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class PlanRule(models.Model):
    """How a territory keeps its plans: whether a further item takes another one out."""

    territory = models.CharField(max_length=12, unique=True)
    one_in_one_out = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.territory


class ListEdition(models.Model):
    """A list as it stands from a day on; the next edition of the same list replaces it."""

    territory = models.CharField(max_length=12)
    name = models.CharField(max_length=12, choices=lists)
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    """The document by which it was set."""
    made_at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("name", "-valid_from", "-id")
        indexes = (models.Index(fields=("territory", "name", "-valid_from"), name="list_editions_by_day"),)

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}"


class ListItem(models.Model):
    """One item of an edition, in the wording of its document."""

    edition = models.ForeignKey(ListEdition, models.CASCADE, related_name="items")
    place = models.PositiveIntegerField()
    text = models.TextField()
    clause = models.TextField(blank=True)
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ("edition_id", "place")

    def __str__(self) -> str:
        return self.text


class RuleChange(models.Model):
    """A place sets a limit for itself, adopts a rule of another place, or suspends one. In force only once a second
    person has confirmed it."""

    territory = models.CharField(max_length=12)
    place = models.CharField(max_length=12)
    """Code of the place (the district, a town, a village) where it runs."""
    rule = models.CharField(max_length=60)
    what = models.CharField(max_length=10, choices=rule_changes)
    value = models.FloatField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    article = models.CharField(max_length=200)
    """The document by which it was decided."""
    ground = models.TextField()
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("territory", "confirmed_at"), name="rule_changes_in_force"),)

    def __str__(self) -> str:
        return f"{self.place} {self.rule} {self.what}"


def trial_states() -> list[tuple[str, str]]:
    return [(state, state) for state in ("running", "done", "failed")]


class Trial(models.Model):
    """A limit tried over a year's demands before it is set. `at`: the last demand looked at; `upto`: the last there was
    when it began; `result`: what was counted so far."""

    territory = models.CharField(max_length=12)
    rule = models.CharField(max_length=60)
    limit = models.FloatField()
    place = models.CharField(max_length=12, blank=True)
    first = models.DateField()
    last = models.DateField()
    state = models.CharField(max_length=8, choices=trial_states, default="running")
    there = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    at = models.BigIntegerField(default=0)
    upto = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("territory", "-id"), name="demand_trials_newest"),)

    def __str__(self) -> str:
        return f"{self.rule} {self.limit:g}"


class LeadSearch(models.Model):
    """A search for leads over a large record, done by a job. `result`: what it found, demands by their keys."""

    territory = models.CharField(max_length=12)
    days = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=trial_states, default="running")
    result = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("territory", "days", "-id"), name="lead_searches_newest"),)

    def __str__(self) -> str:
        return f"{self.days} {self.state}"
