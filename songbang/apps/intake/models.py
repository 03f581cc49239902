"""Files taken in, what was understood of them, and their rows.

A source is a register file over its versions (`2019年会议.xlsx` of 新丰镇, again each month). An import reads one
version of one source: first `previewed` (nothing counts yet), then `accepted` (its rows count), perhaps `undone`.
"""

from __future__ import annotations

from dataclasses import fields

from django.db import models
from django.db.models import Q

from songbang.apps.intake.states import STATES
from songbang.apps.units.models import Account, Unit
from songbang.core.registers import REGISTER_KINDS, Row

ROW_FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Row))
"""The columns that `RegisterRow` shares with `core.registers.Row`, in its order."""


def register_kinds() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in REGISTER_KINDS]


def import_states() -> list[tuple[str, str]]:
    return [(state, state) for state in STATES]


class KeptFile(models.Model):
    """An uploaded file, kept once by content under a name that has nothing of the user's."""

    territory = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("territory", "sha256"), name="intake_file_once"),)

    def __str__(self) -> str:
        return self.sha256[:12]


class Source(models.Model):
    """A register file over its versions: the name it comes under, and who brings it."""

    territory = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sources")
    """The unit whose account brings it; rows may belong to other units."""
    name = models.CharField(max_length=400)
    """Path relative to the folder that was given."""
    mapping = models.JSONField(default=list, blank=True)
    """What a person settled of doubtful sheets and columns, as entries of a mapping file."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("territory", "unit", "name"), name="intake_source_once"),)
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """One version of a source, read once."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="imports")
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="imports")
    territory = models.CharField(max_length=12)
    state = models.CharField(max_length=12, choices=import_states, default="waiting")
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="imports")
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    """The accepted version before this one."""
    account = models.JSONField(default=dict, blank=True)
    """What was understood: the sheets as in contract `read.md`; for `failed` the error's code and parameters."""
    counted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    not_data = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    """Grows with every act of a person; who acts on an older one is told (`Conflict`)."""
    stage = models.CharField(max_length=12, blank=True)
    """How far a reading that is under way has come: queued, reading, storing; empty: none is."""
    tallied = models.CharField(max_length=16, blank=True)
    """By which definitions its sums were made (`tallying.edition`); empty: it has none."""

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("source",), condition=Q(state="accepted"), name="intake_one_accepted"),
        )
        indexes = (
            models.Index(fields=("territory", "state", "-id"), name="intake_by_state"),
            models.Index(
                fields=("territory", "state", "accepted_at", "undone_at", "counted", "rejected", "version"),
                name="intake_state_of_rows",  # all that `rows_state` asks for, so that no long account is read for it
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} #{self.pk}"


class RegisterRow(models.Model):
    """A counted row at one unit: the columns of `core.registers.Row`, whose docstrings say what they mean.

    `live` rows count; rows of an import that is previewed, undone or replaced do not.
    """

    taken = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    territory = models.CharField(max_length=12)
    live = models.BooleanField(default=False)
    content = models.CharField(max_length=16)
    """Check of the row's content (`reporting.rows_book.check_of`): equal content is an equal row."""
    likeness = models.CharField(max_length=16, blank=True)
    """Check of what the row says whatever its place: by it the versions of a register are compared."""
    cells = models.JSONField(default=list)
    """The row as it stood in the file, cell by cell."""

    row = models.CharField(max_length=520)
    file = models.CharField(max_length=400)
    sheet = models.CharField(max_length=100, blank=True)
    line_no = models.PositiveIntegerField()
    register = models.CharField(max_length=12, choices=register_kinds)
    unit = models.CharField(max_length=12)
    day = models.DateField()
    name = models.TextField()
    issuer = models.TextField(null=True)  # noqa: DJ001 - None: the sheet has no such column
    issuer_level = models.CharField(max_length=10, null=True)  # noqa: DJ001
    line = models.CharField(max_length=20, null=True)  # noqa: DJ001
    number = models.TextField(null=True)  # noqa: DJ001
    issued_on = models.DateField(null=True)
    channel = models.CharField(max_length=12, null=True)  # noqa: DJ001
    video = models.BooleanField(null=True)
    nested = models.BooleanField(null=True)
    filed = models.BooleanField(null=True)
    both_leaders = models.BooleanField(null=True)
    village_heads = models.BooleanField(null=True)
    starts_at = models.IntegerField(null=True)
    ends_at = models.IntegerField(null=True)
    duration_stated = models.BooleanField(null=True)
    minutes = models.IntegerField(null=True)
    edge_of_day = models.BooleanField(null=True)
    planned = models.BooleanField(null=True)
    joint = models.BooleanField(null=True)
    ledger_required = models.BooleanField(null=True)
    veto = models.BooleanField(null=True)
    digital_class = models.CharField(max_length=10, null=True)  # noqa: DJ001
    punch_in = models.BooleanField(null=True)
    closed_on = models.DateField(null=True)
    fields_stated = models.BooleanField(null=True)
    fields = models.IntegerField(null=True)
    with_problem = models.BooleanField(null=True)
    remark = models.TextField(null=True)  # noqa: DJ001

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("territory", "row"), condition=Q(live=True), name="intake_row_counts_once"),
        )
        indexes = (
            models.Index(fields=("likeness", "taken"), name="intake_rows_by_likeness"),
            models.Index(fields=("territory", "live", "register", "unit", "day"), name="intake_rows_by_unit"),
            models.Index(fields=("territory", "live", "register", "day"), name="intake_rows_by_day"),
            models.Index(fields=("taken", "row"), name="intake_rows_by_origin"),
            # and intake_rows_by_issuer, which is another in each kind of database: migration 0003
        )

    def __str__(self) -> str:
        return self.row


class MonthTally(models.Model):
    """What the rows of an import at one unit add up to in a month: made and read by `tallying` alone."""

    taken = models.ForeignKey(Import, models.CASCADE, related_name="tallies")
    territory = models.CharField(max_length=12)
    live = models.BooleanField()
    """As its rows."""
    unit = models.CharField(max_length=12)
    register = models.CharField(max_length=12, choices=register_kinds)
    month = models.CharField(max_length=7)
    numbers = models.JSONField(default=dict)
    """`core.measuring.by_month.MonthSum.key` → number."""
    issuers = models.JSONField(default=dict)
    """Issuer as written → rows."""
    issued = models.JSONField(default=dict)
    """`MonthSum.key` → issuer as written → number: those sums of `core.measuring.by_issuer` that do not count rows."""

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("territory", "live", "register", "month"), name="intake_tallies_by_month"),)

    def __str__(self) -> str:
        return f"{self.taken_id} {self.unit} {self.register} {self.month}"


class DocumentKey(models.Model):
    """A key under which a document that counts is found (`core.matching.keys`). See `seen`."""

    territory = models.CharField(max_length=12)
    key = models.BigIntegerField()
    day = models.DateField()
    unit = models.CharField(max_length=12)
    row = models.BigIntegerField()
    """Primary key of the row. No constraint: keys come and go with their import."""
    taken = models.ForeignKey(Import, models.CASCADE, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("territory", "key", "-day"), name="intake_documents_by_key"),)

    def __str__(self) -> str:
        return f"{self.key} {self.row}"


class RejectedRow(models.Model):
    """A row that could not be read, as `reading.rejects.Reject` tells it, until it is mended."""

    taken = models.ForeignKey(Import, models.CASCADE, related_name="rejects")
    territory = models.CharField(max_length=12)
    file = models.CharField(max_length=400)
    sheet = models.CharField(max_length=100, blank=True)
    line_no = models.PositiveIntegerField()
    register = models.CharField(max_length=12, choices=register_kinds)
    code = models.CharField(max_length=40)
    column = models.CharField(max_length=4, blank=True)
    header = models.TextField(blank=True)
    value = models.TextField(blank=True)
    cells = models.JSONField(default=list)
    headers = models.JSONField(default=list)
    fields = models.JSONField(default=dict)
    """Field → column index, for mending."""
    parameters = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict, blank=True)
    """Field → the cell as a person corrected it; the row is read again with these."""
    mended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("taken_id", "sheet", "line_no")

    def __str__(self) -> str:
        return f"{self.file}#{self.sheet}#{self.line_no} {self.code}"
