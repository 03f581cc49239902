"""Tables in html saved as .xls or .html, as many office systems export them."""

from __future__ import annotations

from lxml import etree, html

from songbang.core.errors import Unreadable
from songbang.core.extents import Extent, Limits, Total
from songbang.core.reading.books import Merge, Sheet
from songbang.core.reading.formats.separated import decoded

LIMITS = Limits(3_000_000, 256 * 2**20)
"""Cells, each as often as it spans: a page of a few lines may say that each of its cells spans a million."""


def score(head: bytes, name: str) -> int:
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<div", b"<style")):
        return 7
    return 4 if b"<table" in start or b"<html" in start else 0


def open_sheets(content: bytes, name: str) -> list[Sheet]:
    """One sheet a top-level table. Raises `Unreadable` ("file.no_table", "file.too_many_cells")."""
    try:
        tree = html.fromstring(decoded(content).encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError as error:  # not one element, or no text at all
        raise Unreadable("file.no_table") from error
    tables = tree.xpath("//table[not(ancestor::table)]")
    if not tables:
        raise Unreadable("file.no_table")
    total = Total(LIMITS)
    return [_sheet(table, "" if len(tables) == 1 else str(n), total) for n, table in enumerate(tables, 1)]


def _sheet(table: html.HtmlElement, name: str, total: Total) -> Sheet:
    rows: list[list[object]] = []
    merges: list[Merge] = []
    taken: set[tuple[int, int]] = set()
    lines = table.xpath(".//tr")
    for top, line in enumerate(lines):
        cells: list[object] = []
        for cell in line.xpath("./td|./th"):
            while (top, len(cells)) in taken:
                cells.append("")
            left, across, down = len(cells), _span(cell, "colspan"), _span(cell, "rowspan")
            down = min(down, len(lines) - top)  # as browsers end it
            total.take(Extent(bottom=down - 1, right=across - 1))
            cells += [" ".join(cell.text_content().split()), *[""] * (across - 1)]
            if across > 1 or down > 1:
                merges.append(Merge(top, left, top + down - 1, left + across - 1))
                taken |= {(top + i, left + j) for i in range(1, down) for j in range(across)}
        rows.append(cells)
    return Sheet(name, rows, merges)


def _span(cell: html.HtmlElement, attribute: str) -> int:
    value = str(cell.get(attribute, "1"))
    return min(max(int(value), 1), 1000) if value.isdigit() else 1
