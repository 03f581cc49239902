"""Jobs of insight, run by `songbang work`."""

from __future__ import annotations

from django_tasks import task

from songbang.apps.insight import reports, services
from songbang.ui import wall


@task()
@wall.of("insight.FigureSet")
def compute_figures(key: int) -> None:
    """Compute a set of figures that a page asked for."""
    if services.compute(key):
        compare_documents.enqueue(key)


@task(queue_name="long")
@wall.of("insight.FigureSet")
def compare_documents(key: int) -> None:
    """Compare the documents of a set of figures: of half a million that takes minutes."""
    services.compare(key)


@task()
@wall.of("insight.Report")
def make_report(key: int) -> None:
    """Make the files of a report that was asked for."""
    reports.make(key)
