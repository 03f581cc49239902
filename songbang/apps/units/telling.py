"""What a view does with an error of ours where the form that led to it is on the page: it is told there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest

from songbang.core.errors import Conflict, NotFound, SongbangError
from songbang.core.words import message
from songbang.ui.middleware import language_of


def version_sent(request: HttpRequest) -> int:
    """The version of what the sender saw; 0 where it says none, which no record has: then they are told."""
    version = request.POST.get("version", "")
    return int(version) if version.isdigit() else 0


def tell(request: HttpRequest, form: Form, error: SongbangError) -> int:
    """Put the error's words over the form; the status of the answer."""
    words = message(error.code, error.parameters, language_of(request))
    for line in filter(None, (words.what, words.why, words.do)):
        form.add_error(None, line)
    return 409 if isinstance(error, Conflict) else 400


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a form: `made` by the act where it was done, else the status and, where it was refused, why."""

    done: bool
    status: int
    made: Any = None
    error: SongbangError | None = None


def attempt(request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], object]) -> Outcome:
    """Do what a sent form asks. The form bears the words of what is wrong; a form that was not sent is only shown.

    Raises `NotFound`: what is not there is a page of its own.
    """
    if request.method != "POST":
        return Outcome(False, 200)
    if not form.is_valid():
        return Outcome(False, 400)
    try:
        return Outcome(True, 302, act(form.cleaned_data))
    except NotFound:
        raise
    except SongbangError as error:
        return Outcome(False, tell(request, form, error), error=error)
