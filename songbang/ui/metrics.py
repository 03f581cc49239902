"""Answers counted and timed by page and status, for Prometheus.

prometheus_client decides at its first import whether several processes count together (PROMETHEUS_MULTIPROC_DIR, which
`songbang serve` sets): therefore it is imported at the first answer and not before.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Histogram

SHARED = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 10.0)
"""Edges of the histogram; 0.3 is what the busiest minute of the week is held to."""


@cache
def answers() -> Histogram:
    """Seconds of each answer by the page's name (never its address: that may hold what somebody looked for)."""
    from prometheus_client import Histogram

    return Histogram("songbang_answer_seconds", "Time of answers.", ("page", "status"), buckets=SECONDS)


def counted() -> CollectorRegistry:
    """A registry with what all processes of the site counted; callers may add to it."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    if os.environ.get(SHARED):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(answers())
    return registry


class MetricsMiddleware:
    """Counts every answer, those of errors too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        page = request.resolver_match.view_name if request.resolver_match else ""
        answers().labels(page, str(response.status_code)).observe(time.perf_counter() - begun)
        return response
