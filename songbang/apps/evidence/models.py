"""Evidence of units, traits of units, schemes of indicators, what covers them, marks, and rooms of inspectors."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from songbang.apps.intake.models import KeptFile
from songbang.apps.units.models import Account, Unit


def evidence_kinds() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in ("photo", "document", "table", "sound", "film", "link", "other")]


def evidence_stages() -> list[tuple[str, str]]:
    return [(stage, stage) for stage in ("queued", "read", "no_text", "failed")]


def coverage_states() -> list[tuple[str, str]]:
    return [(state, state) for state in ("confirmed", "rejected")]


class Evidence(models.Model):
    """Something a unit has to show: kept once by content, whatever it is asked for and how often."""

    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12, choices=evidence_kinds)
    file = models.ForeignKey(KeptFile, models.PROTECT, null=True, blank=True, related_name="evidence")
    name = models.CharField(max_length=380)
    """The file's name as it came, or the address of a link."""
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    """What was read of it; what it is found by, with title, place and topic."""
    place = models.CharField(max_length=120, blank=True)
    topic = models.CharField(max_length=120, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    """The day it shows, which is seldom the day on which it came."""
    valid_to = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=12, choices=evidence_stages, default="queued")
    trouble = models.JSONField(default=dict, blank=True)
    """Code and parameters where reading failed."""
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="evidence")
    came_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "file"), condition=Q(withdrawn_at=None), name="evidence_once_by_content"
            ),
        )
        indexes = (models.Index(fields=("territory", "unit", "-id"), name="evidence_by_unit"),)

    def __str__(self) -> str:
        return self.title


class UnitTrait(models.Model):
    """What is known of a unit that decides which indicators apply: 建成年份 1986, 老旧小区 yes."""

    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="trait_values")
    name = models.CharField(max_length=40)
    number = models.FloatField(null=True, blank=True)
    """None: the trait is one that a unit has or has not, and `has` tells."""
    has = models.BooleanField(null=True, blank=True)
    known_on = models.DateField()

    class Meta:
        ordering = ("unit_id", "name")
        constraints = (models.UniqueConstraint(fields=("unit", "name"), name="evidence_trait_once"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.name}"


class Assessment(models.Model):
    """A department's scheme over a period."""

    territory = models.CharField(max_length=12)
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="assessments")
    title = models.CharField(max_length=200)
    first = models.DateField()
    last = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    findings = models.JSONField(default=list, blank=True)
    """What was found in reading the scheme: code and parameters each."""

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("territory", "-id"), name="evidence_assessments"),)

    def __str__(self) -> str:
        return self.title


class SchemeIndicator(models.Model):
    """One indicator of an assessment, as `core.assessing.schemes.Indicator`."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="indicators")
    place = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    group = models.CharField(max_length=200, blank=True)
    name = models.TextField()
    points = models.DecimalField(max_digits=8, decimal_places=3)
    standard = models.TextField(blank=True)
    wants = models.TextField(blank=True)
    applies = models.CharField(max_length=400, blank=True)
    alternative = models.TextField(blank=True)

    class Meta:
        ordering = ("assessment_id", "place")
        constraints = (models.UniqueConstraint(fields=("assessment", "place"), name="evidence_indicator_place"),)

    def __str__(self) -> str:
        return self.name


class AssessedUnit(models.Model):
    """A unit that an assessment is about."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="assessed")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assessed_in")

    class Meta:
        ordering = ("assessment_id", "unit_id")
        constraints = (models.UniqueConstraint(fields=("assessment", "unit"), name="evidence_assessed_once"),)

    def __str__(self) -> str:
        return str(self.unit)


class Coverage(models.Model):
    """A person of the unit said that this shows this indicator, or that it does not: a piece of evidence, or what is
    known of the unit (a fact, a row of a register), kept as it was then."""

    indicator = models.ForeignKey(SchemeIndicator, models.CASCADE, related_name="coverage")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="covers")
    known = models.CharField(max_length=540, blank=True)
    """Its key (`fact:12`, `row:<origin>`) where it is no evidence."""
    told = models.JSONField(default=dict, blank=True)
    """{"title", "day", "source"} of what is known, as it stood when the person said so."""
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="coverage")
    state = models.CharField(max_length=12, choices=coverage_states)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="coverage")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("indicator", "evidence"), name="evidence_covers_once"),
            models.UniqueConstraint(
                fields=("indicator", "unit", "known"), condition=~Q(known=""), name="evidence_known_covers_once"
            ),
            models.CheckConstraint(
                condition=Q(evidence=None, known__gt="") | Q(evidence__isnull=False, known=""),
                name="evidence_covers_by_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.key} {self.state}"

    @property
    def key(self) -> str:
        """Under which it is proposed: `evidence:7`, `fact:12`, `row:<origin>`."""
        return self.known or f"evidence:{self.evidence_id}"

    @property
    def title(self) -> str:
        return self.evidence.title if self.evidence else str(self.told.get("title", ""))

    @property
    def shown_on(self) -> date | None:
        """The day that it shows."""
        if self.evidence:
            return self.evidence.effective_on
        return date.fromisoformat(self.told["day"]) if self.told.get("day") else None

    @property
    def source(self) -> str:
        """Where what is known stands; empty for evidence, which has its own page."""
        return str(self.told.get("source", ""))


class Mark(models.Model):
    """Points given to a unit for an indicator, with the ground."""

    indicator = models.ForeignKey(SchemeIndicator, models.CASCADE, related_name="marks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="marks")
    points = models.DecimalField(max_digits=8, decimal_places=3)
    ground = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="marks")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("indicator", "unit"), name="evidence_mark_once"),)

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.unit_id} {self.points}"


class Room(models.Model):
    """An inspector's room: exactly the confirmed evidence of one assessment at some units, until a moment."""

    territory = models.CharField(max_length=12)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="rooms")
    units = models.ManyToManyField(Unit, related_name="rooms")
    visitor = models.CharField(max_length=120)
    """Who looks: stands on every page as its watermark."""
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="rooms")
    made_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.visitor
