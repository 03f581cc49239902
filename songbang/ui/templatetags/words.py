"""Words of the catalogue in templates: `{% w "home.title" %}`, `{% w "intake.counted" count=5 %}`."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.base import Parser, Token
from django.template.context import RequestContext
from django.utils.html import format_html

from songbang.core.calendar import Period
from songbang.core.words import labels
from songbang.ui import dates
from songbang.ui.middleware import language_of

register = template.Library()


@register.simple_tag
def key() -> str:
    """A key of its own for what a form sends, so that sent twice it counts once."""
    return uuid.uuid4().hex


@register.simple_tag(takes_context=True)
def w(context: RequestContext, key: str, **filled: Any) -> str:
    """The label `group.key` in the language of the request, filled."""
    group, _, name = key.partition(".")
    text = labels(language_of(context["request"]))[group][name]
    return text.format(**filled) if filled else text


@register.simple_tag(takes_context=True)
def word(context: RequestContext, group: str, key: Any, default: str = "") -> str:
    """The label of a value, such as a register's kind: `{% word "registers" row.register %}`."""
    found = labels(language_of(context["request"]))[group]
    return found.get(str(key), default or str(key))


@register.simple_tag(takes_context=True)
def subject(context: RequestContext, said: str) -> str:
    """What a journal entry is about, `import:39`, in words: the kind's, and its key."""
    kind, _, key = said.partition(":")
    return f"{labels(language_of(context['request']))['subjects'].get(kind, kind)} {key}".strip()


@register.simple_tag(takes_context=True)
def day(context: RequestContext, value: date | None, form: str = "") -> str:
    """A day as people write it; `form` "short": without the year. Nothing for no day."""
    if value is None:
        return ""
    said = dates.day_of_year_said if form == "short" else dates.day_said
    return said(value, language_of(context["request"]))


@register.simple_tag(takes_context=True)
def days(context: RequestContext, first: date, last: date) -> str:
    return dates.days_said(first, last, language_of(context["request"]))


@register.simple_tag(takes_context=True)
def period(context: RequestContext, value: Period | str) -> str:
    """A period, or its written form such as `2019-01:2019-07`, as people write it."""
    known = Period.parse(value) if isinstance(value, str) else value
    return dates.period_said(known, language_of(context["request"]))


@register.filter
def pairs(told: dict[str, Any] | None) -> list[tuple[str, Any]]:
    """Name and value of each entry, whatever the names: a template's `.items` would take a key of that name."""
    return list((told or {}).items())


class _WithFile(template.Node):
    """The content, and under it the download of its tables where it has some and none of its own."""

    def __init__(self, inside: template.NodeList) -> None:
        self.inside = inside

    def render(self, context: template.Context) -> str:
        content = str(self.inside.render(context))
        request: HttpRequest | None = context.get("request")
        if request is None or "<table" not in content or "as=xlsx" in content:
            return content
        asked = request.GET.copy()
        asked.pop("page", None)
        asked["as"] = "xlsx"
        said = labels(language_of(request))["site"]["tables_file"]
        return content + format_html(
            '<p class="mt-3 small no-print"><a href="?{}" data-file>{}</a></p>', asked.urlencode(), said
        )


@register.tag
def with_file(parser: Parser, token: Token) -> _WithFile:
    """`{% with_file %}…{% endwith_file %}`: see `ui.table_files`."""
    inside = parser.parse(("endwith_file",))
    parser.delete_first_token()
    return _WithFile(inside)
