"""Reports: list, draft, look, publish, download."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from songbang.apps.insight import queries, reports, services, standing_figures, tasks
from songbang.apps.insight.asking import year_before
from songbang.apps.insight.forms import DraftForm
from songbang.apps.units.access import page, standing
from songbang.core.calendar import Period
from songbang.core.reporting.make import FILES
from songbang.core.words import labels
from songbang.ui import clock, exports
from songbang.ui.middleware import language_of

_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": exports.WORKBOOK, "json": "application/json", "html": "text/html; charset=utf-8",
}  # fmt: skip
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@page("reports", "view")
def see_reports(request: HttpRequest) -> HttpResponse:
    """All reports within reach, and the form for a new one."""
    own = standing(request)
    context: dict[str, Any] = {"reports": list(reports.within(own)[:200]), "may_draft": own.may("reports", "draft")}
    if own.may("reports", "draft"):
        at = standing_figures.situation(own, {})
        context |= {
            "places": [p for p in at.places.by_code.values() if p.level in ("county", "town")],
            "asked": at.asked,
        }
        context |= {"today": clock.today()}
    return render(request, "insight/reports.html", context)


@require_POST
@page("reports", "draft")
def draft(request: HttpRequest) -> HttpResponse:
    """Order a draft; small ones are made at once, large ones by a job."""
    own = standing(request)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return redirect("insight:reports")
    told = form.cleaned_data
    period = Period.parse(f"{told['period_first']}:{told['period_last']}")
    given = told["baseline_first"] and told["baseline_last"]
    baseline = Period.parse(f"{told['baseline_first']}:{told['baseline_last']}") if given else year_before(period)
    made = reports.order(own, reports.Order(told["unit"], period, baseline, told["report_on"], language_of(request)))
    if queries.rows_state(own.territory).rows <= services.AT_ONCE:
        reports.make(made.pk)
    else:
        tasks.make_report.enqueue(made.pk)
    return redirect("insight:report", key=made.pk)


@page("reports", "view")
def see_report(request: HttpRequest, key: int) -> HttpResponse:
    """One report: what it is, its files, and what may be done."""
    own = standing(request)
    report = reports.one(own, key)
    words = labels(language_of(request))["reports_page"]
    files = list(report.files.defer("content"))
    context = {
        "report": report, "files": files, "number": reports.number_of(report, words),
        "may_publish": own.may("reports", "publish") and report.state == "draft",
        "may_discard": own.may("reports", "draft") and report.state != "published",
    }  # fmt: skip
    response = render(request, "insight/report.html", context)
    if report.state == "waiting":
        response["Refresh"] = "5"
    return response


@require_POST
@page("reports", "publish")
def publish(request: HttpRequest, key: int) -> HttpResponse:
    reports.publish(standing(request), key)
    return redirect("insight:report", key=key)


@require_POST
@page("reports", "draft")
def discard(request: HttpRequest, key: int) -> HttpResponse:
    reports.discard(standing(request), key)
    return redirect("insight:reports")


@page("reports", "view")
def read(request: HttpRequest, key: int) -> HttpResponse:
    """report.html as it was made. It brings its own policy, by digests of its scripts: stricter than the site's."""
    report = reports.one(standing(request), key)
    content = reports.content_of(report, reports.SHOWN)
    response = HttpResponse(content, content_type=_KINDS["html"])
    own = _POLICY.search(content[:4096].decode("utf-8", "ignore"))
    policy = own[1].replace("&#39;", "'") if own else "default-src 'none'"
    response["Content-Security-Policy"] = f"{policy}; frame-ancestors 'none'"
    return response


@page("reports", "view")
def download(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """One file of the report, or all of them as a zip."""
    report = reports.one(standing(request), key)
    if name == "report.zip":
        return exports.download(reports.folder_of(report), name, "application/zip")
    if name not in FILES:
        raise Http404(name)
    return exports.download(reports.content_of(report, name), name, _KINDS[name.rpartition(".")[2]])
