"""Facts in time, templates, rounds, forms at units.

A *given* is one answer that somebody gave, once, about one unit. A *template* is a department's own workbook, with its
study. A *round* sends it to units; each unit has a *paper* with what is known, what is asked, and what was answered.
"""

from __future__ import annotations

from django.db import models

from songbang.apps.forms.states import PAPER, ROUND, TEMPLATE
from songbang.apps.intake.models import KeptFile
from songbang.apps.units.models import Account, Unit


def template_states() -> list[tuple[str, str]]:
    return [(state, state) for state in dict.fromkeys([s for s, _ in TEMPLATE] + list(TEMPLATE.values()))]


def round_states() -> list[tuple[str, str]]:
    return [(state, state) for state in dict.fromkeys([s for s, _ in ROUND] + list(ROUND.values()))]


def paper_states() -> list[tuple[str, str]]:
    return [(state, state) for state in dict.fromkeys([s for s, _ in PAPER] + list(PAPER.values()))]


def doubt_kinds() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in ("declined", "conflict")]


class Given(models.Model):
    """One answer about one unit, as it was worded. `live` False: found wrong, kept, and no longer counted."""

    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="givens")
    form = models.CharField(max_length=200)
    indicator = models.CharField(max_length=300)
    measure = models.CharField(max_length=30, blank=True)
    value = models.CharField(max_length=120, blank=True)
    """As given; empty where `sealed` holds it."""
    sealed = models.BinaryField(default=bytes, blank=True)
    """Personal data, encrypted (`sealing`)."""
    as_of = models.DateField()
    source = models.CharField(max_length=120, blank=True)
    holder = models.ForeignKey(Unit, models.PROTECT, related_name="held_givens", null=True)
    """The unit whose account brought it: it settles doubts about it."""
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    origin = models.CharField(max_length=200, blank=True)
    """Where it stood: file and line, or form and cell."""
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("territory", "unit", "live"), name="forms_given_by_unit"),
            models.Index(fields=("territory", "-id"), name="forms_given_newest"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("territory", "unit", "form", "indicator", "measure", "value", "as_of", "source"),
                condition=models.Q(sealed=b""), name="forms_given_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.unit_id} {self.indicator} {self.as_of}"


class Template(models.Model):
    """A department's workbook, kept as it came, and its study."""

    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="templates")
    """Who asks."""
    name = models.CharField(max_length=200)
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=template_states, default="waiting")
    stage = models.CharField(max_length=12, blank=True)
    done = models.PositiveIntegerField(default=0)
    """Units studied so far, of `study["units"]`."""
    title = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=12, default="village")
    """Level of the units that are to fill it."""
    study = models.JSONField(default=dict, blank=True)
    read = models.JSONField(default=dict, blank=True)
    """What the workbook says, cell by cell, as the room apart told (`books.read_grids`)."""
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("territory", "unit", "-id"), name="forms_template_by_unit"),)

    def __str__(self) -> str:
        return self.title or self.name


class Round(models.Model):
    """A template sent to units. `used_for`: what the answers were used for, told before the next round."""

    territory = models.CharField(max_length=12)
    template = models.ForeignKey(Template, models.PROTECT, related_name="rounds")
    on = models.DateField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=round_states, default="making")
    units = models.PositiveIntegerField()
    used_for = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("territory", "-id"), name="forms_round_newest"),)

    def __str__(self) -> str:
        return f"{self.template} {self.on}"


class Paper(models.Model):
    """A round's form at one unit. `cells`: every cell as contract `fill` writes it, with what a page needs to ask."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="papers")
    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="papers")
    state = models.CharField(max_length=12, choices=paper_states, default="open")
    cells = models.JSONField(default=list)
    left = models.PositiveIntegerField(default=0)
    """Cells still to be asked."""
    known = models.PositiveIntegerField(default=0)
    answers = models.JSONField(default=dict)
    """`sheet!cell` → what was typed."""
    sealed = models.JSONField(default=dict)
    """`sheet!cell` → personal data, encrypted (`sealing`)."""
    declined = models.JSONField(default=dict)
    """`sheet!cell` → why the known value is wrong."""
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("round", "unit"), name="forms_paper_once"),)
        indexes = (models.Index(fields=("territory", "unit", "state"), name="forms_paper_by_unit"),)

    def __str__(self) -> str:
        return f"{self.round} {self.unit_id}"


class Draw(models.Model):
    """A form drew on facts of a unit: so each unit sees who used its data."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="draws")
    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="draws")
    cells = models.PositiveIntegerField()
    told = models.JSONField(default=list)
    """What was drawn: labels, some of them."""

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("paper", "unit"), name="forms_draw_once"),)
        indexes = (models.Index(fields=("territory", "unit", "-id"), name="forms_draw_by_unit"),)

    def __str__(self) -> str:
        return f"{self.paper_id} {self.unit_id}"


class Doubt(models.Model):
    """A fact that the base calls wrong, or facts that disagree; settled by who holds them, never in silence."""

    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="doubts")
    holder = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=12, choices=doubt_kinds)
    about = models.CharField(max_length=300)
    owner = models.CharField(max_length=80, blank=True)
    givens = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    kept = models.JSONField(default=list)
    """The facts that still count after it was settled."""

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("territory", "settled_at", "-id"), name="forms_doubt_open"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class Confirmed(models.Model):
    """A suggestion that a person confirmed: the earlier wording means the asked one, from now on, in this district."""

    territory = models.CharField(max_length=12)
    asked = models.CharField(max_length=300)
    given = models.CharField(max_length=300)
    measure = models.CharField(max_length=30, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("territory", "asked", "given"), name="forms_confirmed_once"),)

    def __str__(self) -> str:
        return f"{self.given} → {self.asked}"
