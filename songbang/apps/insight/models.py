"""What is computed from the rows and kept: sets of figures, reports with their files, tokens of calendars."""

from __future__ import annotations

from django.db import models

from songbang.apps.units.models import Account, Unit


def report_states() -> list[tuple[str, str]]:
    return [(state, state) for state in ("waiting", "draft", "published", "failed")]


class FigureSet(models.Model):
    """All figures of one question (territory, period, baseline, asked by whom), as of one state of the rows."""

    territory = models.CharField(max_length=12)
    period = models.CharField(max_length=15)
    baseline = models.CharField(max_length=15)
    issuer = models.CharField(max_length=12, blank=True)
    """Code of the department whose demands alone are counted; empty: everything."""
    wanted = models.CharField(max_length=64, blank=True)
    """The state of the rows for which a job was asked."""
    state = models.CharField(max_length=64, blank=True)
    """The state of the rows that these figures were computed from (`queries.rows_state`)."""
    computed_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    """Figure → slice ("" or `issuer_level=county`) → unit → [value, baseline]; see `counting.figures_of`."""
    monthly = models.JSONField(default=dict)
    """Figure → unit → month → number (`core.measuring.by_month.watched_by_month`)."""
    issuers = models.JSONField(default=list)
    """The bodies that ask most: `{"name", "names", "units": {unit: [value, baseline]}}`."""
    by_issuer = models.JSONField(default=dict)
    """Figure → the bodies of which most of it comes, as in `issuers`. Read by the page of one figure alone."""
    imbalance = models.JSONField(default=dict)
    """Figure → [value, baseline], over the towns of the territory."""
    pairs = models.JSONField(default=dict)
    """What comparing documents found: figure → unit → [value, baseline]."""
    pairs_wanted = models.CharField(max_length=64, blank=True)
    """The state of the rows for which a job was asked to compare documents."""
    pairs_state = models.CharField(max_length=64, blank=True)
    """The state of the rows whose documents were compared. Another than `state`: the figures of pairs are left out."""
    again = models.JSONField(default=dict)
    """What came again by other hands: `value` and `baseline`, each `edges` and `chains` as in `again.again_of`."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("territory", "period", "baseline", "issuer"), name="insight_figures_once"),
        )

    def __str__(self) -> str:
        return f"{self.territory} {self.period} {self.baseline} {self.issuer}"


class Behind(models.Model):
    """A row behind a figure that is counted in pairs, so that no filter finds it.

    `twin` numbers the pairs of a set: its electronic and its paper receipt. `note` stands at the electronic one.
    """

    figures = models.ForeignKey(FigureSet, models.CASCADE, related_name="behind")
    figure = models.CharField(max_length=40)
    side = models.CharField(max_length=8)
    unit = models.CharField(max_length=12)
    row = models.BigIntegerField()
    """Primary key of the row. No constraint: rows come and go with their imports, and the set is computed again."""
    twin = models.PositiveIntegerField(null=True)
    note = models.JSONField(null=True)
    """Why the two are one document, and in what they differ."""
    issuer = models.CharField(max_length=120, blank=True, default="")
    """Of a twin: who issued it, under the name that is written most often. Empty: not stated."""

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("figures", "figure", "side", "unit", "row"), name="insight_behind_by_unit"),
            models.Index(fields=("figures", "figure", "side", "twin"), name="insight_behind_by_twin"),
        )

    def __str__(self) -> str:
        return f"{self.figure} {self.side} {self.row}"


class Judgement(models.Model):
    """What a person said of two receipts that were found to be one document. It tells how good the finding is and
    never changes it. Rows are known by their origin, which stays when a register is brought again."""

    territory = models.CharField(max_length=12)
    unit = models.CharField(max_length=12)
    electronic = models.CharField(max_length=520)
    paper = models.CharField(max_length=520)
    same = models.BooleanField()
    why = models.JSONField(default=list)
    """The reasons that were shown."""
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("territory", "electronic", "paper"), name="insight_judged_once"),
        )

    def __str__(self) -> str:
        return f"{self.electronic} {self.paper}"


class AskedNames(models.Model):
    """Under which names a department stands as issuer in the rows, as of one state of these."""

    territory = models.CharField(max_length=12)
    department = models.CharField(max_length=12)
    state = models.CharField(max_length=64)
    names = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("territory", "department"), name="insight_names_once"),)

    def __str__(self) -> str:
        return self.department


class Report(models.Model):
    """A supervision report made from the stored rows. Published ones never change: triggers refuse it."""

    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The scope: this unit and all under it."""
    period = models.CharField(max_length=15)
    baseline = models.CharField(max_length=15)
    report_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=10, choices=report_states, default="waiting")
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)
    """The digest that figures.json states."""
    rows = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=60, blank=True)
    year = models.PositiveIntegerField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("territory", "year", "serial"), name="insight_report_number"),)

    def __str__(self) -> str:
        return f"{self.period} #{self.pk}"


class ReportFile(models.Model):
    """One file of a report, in the database: it is there with the report or not at all."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="files")
    name = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("report", "name"), name="insight_report_file_once"),)

    def __str__(self) -> str:
        return self.name


class FeedToken(models.Model):
    """A token by which a calendar program reads one unit's week. Only its digest is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="feed_tokens")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.account} {self.unit}"
