"""Every page's tables as one workbook: what stands on the page, list by list, whole and not by pages.

A page that has no download of its own gets one from here (`?as=xlsx`), so that no list has to be retyped. Pages that
make larger downloads themselves (rows, journal) answer first.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from lxml import html

from songbang.core.words import labels
from songbang.ui import exports
from songbang.ui.middleware import language_of
from songbang.ui.paging import MOST_AT_ONCE, WHOLE

_NUMBER = re.compile(r"[+-]?\d{1,3}(,?\d{3})*(\.\d+)?")
_NOT_TEXT = ".//*[self::form or self::button or self::svg or self::script or contains(@class, 'no-print')]"
_TITLES = "preceding::*[self::h1 or self::h2 or self::h3]"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a page: what stands over it, its heads, its lines."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[tuple[Any, ...], ...]


def tables_of(page: str) -> list[Sheet]:
    """The tables within the page's content, without columns that hold nothing but buttons.

    >>> tables_of("<main><h1>来往</h1><table><tr><th>单位</th><th>份数</th></tr><tr><td>新丰镇</td>"
    ...           "<td class='num'>1,203</td></tr></table></main>")
    [Sheet(title='来往', heads=('单位', '份数'), lines=(('新丰镇', 1203),))]
    """
    root = html.fromstring(page)
    found = root.xpath("//main//table[not(contains(@class, 'month'))]")
    return [sheet for table in found if (sheet := _sheet(table)).lines]


def _sheet(table: Any) -> Sheet:
    over = table.xpath("./caption") or table.xpath(_TITLES)[-1:]
    rows = [_cells(row) for row in table.xpath("./thead/tr|./tbody/tr|./tr")]
    heads = next(iter(rows), [])
    told = [at for at in range(max(map(len, rows), default=0)) if any(row[at] for row in rows if at < len(row))]
    picked = [tuple(row[at] if at < len(row) else None for at in told) for row in rows[1:]]
    return Sheet(_text(over[0]) if over else "", tuple(str(heads[at]) if at < len(heads) else "" for at in told),
                 tuple(picked))  # fmt: skip


def _cells(row: Any) -> list[Any]:
    found: list[Any] = []
    for cell in row.xpath("./td|./th"):
        found += [_value(cell), *([None] * (int(cell.get("colspan") or 1) - 1))]
    return found


def _value(cell: Any) -> Any:
    text = _text(cell)
    if "num" in (cell.get("class") or "").split() and _NUMBER.fullmatch(text):
        number = float(text.replace(",", ""))
        return int(number) if number == int(number) else number
    try:
        return date.fromisoformat(text) if len(text) == 10 else text
    except ValueError:
        return text


def _text(element: Any) -> str:
    """What a reader sees, in one line."""
    unseen = set(element.xpath(_NOT_TEXT))
    return " ".join("".join(_pieces(element, unseen)).split())


def _pieces(element: Any, unseen: set[Any]) -> Iterator[str]:
    if element in unseen or not isinstance(element.tag, str):
        return
    yield element.text or ""
    for part in element:
        apart = " " if part.tag in ("div", "br", "p", "li") else ""
        yield apart
        yield from _pieces(part, unseen)
        yield apart
        yield part.tail or ""


class TableFilesMiddleware:
    """Answers `?as=xlsx` with the workbook of the page's tables where the page itself does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.method == "GET" and request.GET.get("as") == "xlsx"
        if wanted and "page" not in request.GET:
            asked = request.GET.copy()
            asked["page"] = WHOLE
            request.GET = asked  # type: ignore[assignment]  # what is asked for is the whole list
        response = self.get_response(request)
        if not wanted or response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            return response
        return _workbook(request, response.content.decode())


def _workbook(request: HttpRequest, page: str) -> HttpResponse:
    words = labels(language_of(request))["site"]
    found = tables_of(page)
    title = _text(html.fromstring(page).xpath("//h1")[0])
    if 'class="pagination"' in page:
        found.append(Sheet(words["file_cut"], (words["file_cut_told"].format(most=f"{MOST_AT_ONCE:,}"),), ()))
    made = io.BytesIO()
    exports.write_sheets(made, [(sheet.title or title, sheet.heads, sheet.lines) for sheet in found])
    return exports.download(made.getvalue(), f"{title}.xlsx")
