"""What a view does with an error of ours where the form that led to it is on the page: it is told there."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest

from songbang.core.errors import Conflict, SongbangError
from songbang.core.words import message
from songbang.ui.middleware import language_of


def tell(request: HttpRequest, form: Form, error: SongbangError) -> int:
    """Put the error's words over the form; the status of the answer."""
    words = message(error.code, error.parameters, language_of(request))
    for line in filter(None, (words.what, words.why, words.do)):
        form.add_error(None, line)
    return 409 if isinstance(error, Conflict) else 400
