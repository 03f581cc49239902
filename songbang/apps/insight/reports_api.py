"""Reports, for programs: what there is, its files, a draft, its publication."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Schema
from ninja.responses import Status
from pydantic import Field

from songbang.apps.insight import reports, tasks
from songbang.apps.insight.asking import year_before
from songbang.apps.insight.models import Report
from songbang.apps.units.access import standing
from songbang.apps.units.operations import Cursor, Key, Limit, Page, Routes, one_of
from songbang.core.calendar import Period
from songbang.core.reporting.make import FILES
from songbang.ui.cursors import read_cursor, write_cursor

router = Routes("reports")

_PERIOD = r"^[0-9]{4}-(0[1-9]|1[0-2]):[0-9]{4}-(0[1-9]|1[0-2])$"
_BINARY = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
State = Literal["", "waiting", "draft", "published", "failed"]
Name = Annotated[str, Path(), one_of(FILES)]


class ReportOut(Schema):
    """`waiting`: a job makes it. `number` (`2019-3`) and the days of publication only where it is published; `files`
    only in an answer about one report; `trouble` is the code of what kept a `failed` one from being made."""

    id: int
    state: str
    unit: str
    period: str
    baseline: str
    report_on: date | None
    language: str
    rows: int
    digest: str
    trouble: str
    made_at: datetime
    number: str | None
    published_at: datetime | None
    files: list[str]


class OrderIn(Schema):
    """`baseline` null: the same months a year before."""

    unit: str = Field(pattern=r"^[A-Za-z0-9_.-]+$", max_length=12)
    period: str = Field(pattern=_PERIOD, examples=["2019-01:2019-07"])
    baseline: str | None = Field(None, pattern=_PERIOD)
    report_on: date | None = None
    language: Literal["zh-Hans", "zh-Hant", "en"] = "zh-Hans"


def _told(report: Report, files: list[str] | None = None) -> ReportOut:
    return ReportOut(
        id=report.pk, state=report.state, unit=report.unit.code, period=report.period, baseline=report.baseline,
        report_on=report.report_on, language=report.language, rows=report.rows, digest=report.digest,
        trouble=report.trouble, made_at=report.made_at, published_at=report.published_at,
        number=f"{report.year}-{report.serial}" if report.serial else None, files=files or [],
    )  # fmt: skip


@router.reads("/reports", "reports", response=Page[ReportOut])
def list_reports(
    request: HttpRequest, state: Annotated[State, Query()] = "", after: Cursor = "", limit: Limit = 50
) -> Any:
    """Reports within reach, the newest first; drafts only for who may draft."""
    keys = read_cursor("reports", after, int)
    found = reports.within(standing(request)).order_by("-pk")
    found = found.filter(state=state) if state else found
    page = list((found.filter(pk__lt=keys[0]) if keys else found)[: limit + 1])
    following = write_cursor("reports", page[limit - 1].pk) if len(page) > limit else None
    return {"items": [_told(report) for report in page[:limit]], "next": following}


@router.reads("/reports/{key}", "reports", response=ReportOut)
def read_report(request: HttpRequest, key: Key) -> Any:
    """One report and the names of its files."""
    report = reports.one(standing(request), key)
    return _told(report, list(report.files.values_list("name", flat=True)))


@router.reads(
    "/reports/{key}/files/{name}", "reports", response={200: None}, openapi_extra={"responses": {200: _BINARY}}
)
def read_report_file(request: HttpRequest, key: Key, name: Name) -> HttpResponse:
    """One file of a report, as it was made."""
    content = reports.content_of(reports.one(standing(request), key), name)
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@router.writes("/reports", "reports", "draft", response={202: ReportOut})
def order_report(request: HttpRequest, told: OrderIn) -> Any:
    """Order a draft; a job makes it."""
    period = Period.parse(told.period)
    baseline = Period.parse(told.baseline) if told.baseline else year_before(period)
    asked = reports.Order(told.unit, period, baseline, told.report_on, told.language)
    made = reports.order(standing(request), asked)
    tasks.make_report.enqueue(made.pk)
    return Status(202, _told(made))


@router.writes("/reports/{key}/publish", "reports", "publish", response=ReportOut)
def publish_report(request: HttpRequest, key: Key) -> Any:
    """Give a draft its number; from then on it never changes."""
    return _told(reports.publish(standing(request), key))
