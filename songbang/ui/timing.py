"""How long the server took for an answer, told with it: read by the browser's own tools and by `benchmarks/web.py`."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class ServerTimingMiddleware:
    """Adds `Server-Timing`: `app` all the time, `cpu` what the processor worked of it (the rest was waiting), both in
    milliseconds, and the page's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun, worked = time.perf_counter(), time.thread_time()
        response = self.get_response(request)
        took, worked = (time.perf_counter() - begun) * 1000, (time.thread_time() - worked) * 1000
        page = request.resolver_match.view_name if request.resolver_match else ""
        response["Server-Timing"] = f'app;dur={took:.1f};desc="{page}", cpu;dur={worked:.1f}'
        return response
