"""Reports: drafts made from the stored rows, published with a number and frozen figures."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db import transaction
from django.db.models import Max

from songbang.apps.insight import stored
from songbang.apps.insight.asking import check_periods
from songbang.apps.insight.beside import beside_of
from songbang.apps.insight.models import Report, ReportFile
from songbang.apps.insight.queries import Places
from songbang.apps.journal.services import record
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Unit
from songbang.apps.units.queries import unit_tree
from songbang.core.calendar import Period
from songbang.core.errors import Conflict, NotFound, SongbangError
from songbang.core.measuring import TimeTable
from songbang.core.reporting.content import Question
from songbang.core.reporting.make import FILES, Made, make_report
from songbang.core.units import UnitTree
from songbang.core.words import Language
from songbang.ui import clock

SHOWN = "report.html"


@dataclass(frozen=True, slots=True)
class Order:
    """What a draft is asked for."""

    unit: str
    period: Period
    baseline: Period
    report_on: date | None
    language: Language


def within(standing: Standing) -> Any:
    """The reports that the standing may see: drafts only where it may draft."""
    found = Report.objects.filter(standing.within("reports", "view", unit="unit__code")).select_related(
        "unit", "made_by", "published_by"
    )
    return found if standing.may("reports", "draft") else found.filter(state="published")


def one(standing: Standing, key: int) -> Report:
    """Raises `NotFound` ("report.unknown")."""
    found: Report | None = within(standing).filter(pk=key).first()
    if found is None:
        raise NotFound("report.unknown")
    return found


@transaction.atomic
def order(standing: Standing, asked: Order) -> Report:
    """A draft that waits to be made. Raises `BadInput` for periods that overlap, `NotFound` for a foreign unit."""
    check_periods(asked.period, asked.baseline)
    if asked.unit not in Places(standing, "reports", "draft"):
        raise NotFound("unit.out_of_reach", unit=asked.unit)
    made = Report.objects.create(
        territory=standing.territory, unit=Unit.objects.get(code=asked.unit), period=str(asked.period),
        baseline=str(asked.baseline), report_on=asked.report_on, language=asked.language, made_by=standing.account,
        made_at=clock.now(),
    )  # fmt: skip
    told = {"unit": asked.unit, "period": made.period, "baseline": made.baseline}
    record(standing.actor, "report.ordered", f"report:{made.pk}", after=told)
    return made


def make(key: int) -> None:
    """Make the files of a report that waits. Trouble with its rows makes it `failed`, with the code."""
    report = Report.objects.select_related("unit").get(pk=key)
    if report.state != "waiting":
        return
    try:
        made, rows = _made(report)
    except SongbangError as error:
        Report.objects.filter(pk=key, state="waiting").update(state="failed", trouble=error.code)
        return
    _keep(report, made, rows)


def _made(report: Report) -> tuple[Made, int]:
    tree = unit_tree(report.territory)
    scope = _scope(tree, report.unit.code)
    books = stored.books(report.territory, None if scope is tree else frozenset(scope.units))
    rows = sum(len(book.rows) for book in books)
    if not rows:
        raise NotFound("report.no_rows")
    question = Question(
        Period.parse(report.period), Period.parse(report.baseline), TimeTable.load(), report.report_on
    )  # fmt: skip
    beside = beside_of(report, None if scope is tree else frozenset(scope.units))
    language = cast(Language, report.language)
    return make_report(books, scope, question, language=language, made_at=report.made_at, beside=beside), rows


def _scope(tree: UnitTree, code: str) -> UnitTree:
    """The whole district, or the unit and what is under it."""
    if tree.county is not None and tree.county.code == code:
        return tree
    below = {unit.code for unit in tree.below(code)} | {code}
    return UnitTree(unit for unit in tree.units.values() if unit.code in below)


@transaction.atomic
def _keep(report: Report, made: Made, rows: int) -> None:
    changed = Report.objects.filter(pk=report.pk, state="waiting").update(
        state="draft", digest=made.content["digest"], rows=rows
    )
    if changed:
        ReportFile.objects.bulk_create(_file(report, name, made.files[name]) for name in FILES)


def _file(report: Report, name: str, content: bytes) -> ReportFile:
    digest = hashlib.sha256(content).hexdigest()
    return ReportFile(report=report, name=name, content=content, sha256=digest, size=len(content))


@transaction.atomic
def publish(standing: Standing, key: int) -> Report:
    """Number a draft; from then on the database refuses changes. Raises `Conflict` ("report.not_a_draft")."""
    report = one(standing, key)
    now = clock.now()
    year = clock.today().year
    last = Report.objects.filter(territory=report.territory, year=year).aggregate(n=Max("serial"))["n"] or 0
    changed = Report.objects.filter(pk=key, state="draft").update(
        state="published", year=year, serial=last + 1, published_at=now, published_by=standing.account
    )
    if not changed:
        raise Conflict("report.not_a_draft")
    told = {"number": f"{year}-{last + 1}", "digest": report.digest}
    record(standing.actor, "report.published", f"report:{key}", before={"state": "draft"}, after=told)
    return one(standing, key)


@transaction.atomic
def discard(standing: Standing, key: int) -> None:
    """Delete a report that is not published. Raises `Conflict` ("report.not_a_draft")."""
    report = one(standing, key)
    if report.state == "published":
        raise Conflict("report.not_a_draft")
    told = {"state": report.state, "period": report.period, "digest": report.digest}
    report.delete()
    record(standing.actor, "report.discarded", f"report:{key}", before=told)


def content_of(report: Report, name: str) -> bytes:
    """One file. Raises `NotFound` ("report.unknown")."""
    found = ReportFile.objects.filter(report=report, name=name).first()
    if found is None:
        raise NotFound("report.unknown")
    return bytes(found.content)


def folder_of(report: Report) -> bytes:
    """All files as one zip: unpacked, `songbang verify` takes it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in ReportFile.objects.filter(report=report).iterator():
            packed.writestr(file.name, bytes(file.content))
    return target.getvalue()


def number_of(report: Report, words: Mapping[str, str]) -> str:
    """The number as it is printed; empty for a draft."""
    return words["number"].format(year=report.year, serial=report.serial) if report.serial else ""
