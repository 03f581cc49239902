"""Duties, matters and their steps; voices without names; threads of guidance."""

from __future__ import annotations

from django.db import models

from songbang.apps.helpline.states import STATES
from songbang.apps.units.models import Account, Unit


def matter_states() -> list[tuple[str, str]]:
    return [(state, state) for state in STATES]


def matter_classes() -> list[tuple[str, str]]:
    return [(name, name) for name in ("urgent", "ordinary", "complex")]


def cause_kinds() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in ("rule", "list", "duty", "practice")]


class Duty(models.Model):
    """A line of the duty list: what a department answers for."""

    territory = models.CharField(max_length=12)
    department = models.ForeignKey(Unit, models.PROTECT, related_name="duties")
    text = models.TextField()
    words = models.JSONField(default=list, blank=True)
    """Further words that people use for it."""
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("department_id", "id")
        indexes = (models.Index(fields=("territory", "valid_to"), name="helpline_duties"),)

    def __str__(self) -> str:
        return self.text[:40]


class Matter(models.Model):
    """Something that exceeds a town or village, raised to those who can help."""

    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="matters")
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="matters")
    title = models.CharField(max_length=120)
    text = models.TextField()
    kind = models.CharField(max_length=12, choices=matter_classes, default="ordinary")
    points = models.JSONField(default=list)
    """What is asked, point by point: [{"text", "answer"}]."""
    state = models.CharField(max_length=12, choices=matter_states, default="offered")
    offered = models.ManyToManyField(Unit, related_name="offered_matters", blank=True)
    """The departments that may sign; the first that does leads."""
    reason = models.JSONField(default=list, blank=True)
    """Why they: [{"unit", "duty", "words"}]."""
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="led_matters")
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    """When the next step is due."""
    answer_due_at = models.DateTimeField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    """1 to 5, by the base."""
    rated_on = models.DateField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    """When the unit that raised it last looked."""
    published_at = models.DateTimeField(null=True, blank=True)
    """Since when everyone who plans visits may read its title, as a need of the base."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("territory", "state", "-id"), name="helpline_by_state"),
            models.Index(fields=("unit", "-id"), name="helpline_by_unit"),
            models.Index(
                fields=("territory", "published_at"),
                condition=models.Q(published_at__isnull=False),
                name="helpline_published",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """What was done on a matter, told to the unit that raised it; `late`: after it was due."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="steps")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    late = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.matter_id} {self.act}"


class Cause(models.Model):
    """The root of several matters, and what ought to change."""

    territory = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=cause_kinds)
    proposal = models.TextField()
    matters = models.ManyToManyField(Matter, related_name="causes")
    made_at = models.DateTimeField()
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=400, blank=True)
    """What was changed, or why nothing is."""

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title


class QuarterSalt(models.Model):
    """By it one person is one voice within a quarter; it is thrown away afterwards, and nobody can tell any more."""

    quarter = models.CharField(max_length=6, unique=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.quarter


class Voice(models.Model):
    """One tap on one demand. Neither unit nor account nor moment: only the quarter, who asked, and of what kind."""

    territory = models.CharField(max_length=12)
    quarter = models.CharField(max_length=6)
    issuer = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    mark = models.CharField(max_length=64, unique=True)
    """Digest of salt, account and demand: a second tap changes the first."""
    needed = models.BooleanField(null=True)
    clear = models.BooleanField(null=True)
    twice = models.BooleanField(null=True)
    minutes = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("territory", "quarter"), name="helpline_voices"),)

    def __str__(self) -> str:
        return self.quarter


class Suggestion(models.Model):
    """Free words, with the quarter and nothing else."""

    territory = models.CharField(max_length=12)
    quarter = models.CharField(max_length=6)
    mark = models.CharField(max_length=64)
    """Digest of salt and account: several texts of one person are one voice."""
    text = models.TextField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("territory", "quarter"), name="helpline_suggestions"),)

    def __str__(self) -> str:
        return self.quarter


class Thread(models.Model):
    """Guidance on one thing: units ask, the body answers once for all."""

    territory = models.CharField(max_length=12)
    body = models.ForeignKey(Unit, models.PROTECT, related_name="threads")
    title = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question in a thread; the answer is everybody's, who asked is not shown to the others."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="questions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="questions")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text[:40]
