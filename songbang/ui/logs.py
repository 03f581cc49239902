"""Logs as lines of JSON, and questions to the database that took long. Neither tells values: no words searched for, no
names, no parameters of a question."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

slow = logging.getLogger("songbang.slow")
MOST_SQL = 2000


class NoSecretAddresses(logging.Filter):
    """Where the address itself is the secret (a calendar's feed, an inspector's room), the page's name is told."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        match = request.resolver_match if isinstance(request, HttpRequest) else None
        if request is not None and match and "token" in match.kwargs and isinstance(record.args, tuple):
            record.args = tuple(match.view_name if one == request.path else one for one in record.args)
        return True


class JsonFormatter(logging.Formatter):
    """One object a line: `at`, `level`, `logger`, `told`, and where there is one `page`, `status`, `ms`, `trace`."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "logger": record.name, "told": record.getMessage(),
        }  # fmt: skip
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and request.resolver_match:
            told["page"] = request.resolver_match.view_name
        more = {name: getattr(record, name, None) for name in ("status_code", "page", "ms")}
        told |= {name: value for name, value in more.items() if value not in (None, "")}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


class SlowQueriesMiddleware:
    """Logs each question of an answer that took SONGBANG_SLOW_QUERY_MS or longer: its SQL with places for values, never
    the values."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def timed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            begun = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                took = (time.perf_counter() - begun) * 1000
                if took >= settings.SLOW_QUERY_MS:
                    page = request.resolver_match.view_name if request.resolver_match else ""
                    slow.warning("%s", sql[:MOST_SQL], extra={"ms": round(took, 1), "page": page})

        with connection.execute_wrapper(timed):
            return self.get_response(request)
