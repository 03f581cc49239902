"""The second wall: which territory this thread of work is about, told to PostgreSQL, whose row-level security then
shows it no row of another. The application's own checks stand before it; a filter forgotten there meets this one.

A request begins NOWHERE and gets a territory with its log-in or token; a job begins NOWHERE and gets that of what it
works on (`of`); commands of the machine's owner are EVERYWHERE. On SQLite the same is noted, and nothing holds to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.apps import apps
from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
R = TypeVar("R")
NOWHERE, EVERYWHERE = "-", "*"
UNWALLED: set[str] = set()
"""Functions (module.name) that work everywhere: read by a test, which knows the reason of each."""
WALLED: dict[str, str] = {}
"""Jobs (module.name) that work in the territory of a row → of which model: a test finds every job here or above."""
_asked: ContextVar[str | None] = ContextVar("songbang-territory", default=None)
_outside = NOWHERE


def open_house() -> None:
    """This program is the machine's owner's: what is no request and no job is everywhere."""
    global _outside
    _outside = EVERYWHERE


def asked() -> str:
    """The territory whose rows may be seen now; NOWHERE, EVERYWHERE."""
    told = _asked.get()
    return _outside if told is None else told


def enter(territory: str) -> None:
    """From here to the end of the request or job."""
    _asked.set(territory)


@contextmanager
def within(territory: str) -> Iterator[None]:
    """Meanwhile only rows of this territory are there."""
    before = _asked.set(territory)
    try:
        yield
    finally:
        _asked.reset(before)


@contextmanager
def everywhere() -> Iterator[None]:
    """Meanwhile rows of all territories are there: for who somebody is, what must be one over all, and the journal's
    chain, never for what a page shows."""
    with within(EVERYWHERE):
        yield


def unwalled(act: Callable[P, R]) -> Callable[P, R]:
    """A view or job that works everywhere."""
    UNWALLED.add(f"{act.__module__}.{act.__qualname__}")

    @wraps(act)
    def opened(*given: P.args, **named: P.kwargs) -> R:
        with everywhere():
            return act(*given, **named)

    return opened


def of(label: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """A job on a row (or rows, all of one territory) of the model `label`, whose key is its last argument: it works in
    that row's territory."""

    def made(job: Callable[P, None]) -> Callable[P, None]:
        WALLED[f"{job.__module__}.{job.__qualname__}"] = label

        @wraps(job)
        def walled(*given: P.args, **named: P.kwargs) -> None:
            key = [*given, *named.values()][-1]
            with within(_territory_of(label, key)):
                job(*given, **named)

        return walled

    return made


def _territory_of(label: str, key: object) -> str:
    keys = key if isinstance(key, list) else [key]
    with everywhere():
        rows = apps.get_model(label)._default_manager.filter(pk__in=keys)
        found = set(rows.values_list("territory", flat=True).distinct()[:2])
    if len(found) > 1:
        raise ValueError(f"one job for rows of several territories: {label} {keys}")
    return str(found.pop()) if found else NOWHERE


class WallMiddleware:
    """A request sees nothing until it is known whose it is (`units.middleware`, `units.operations`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with within(NOWHERE):
            return self.get_response(request)
