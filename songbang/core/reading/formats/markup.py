"""Tables in html saved as .xls or .html, as many office systems export them."""

from __future__ import annotations

from lxml import html

from songbang.core.errors import Unreadable
from songbang.core.reading.books import Merge, Sheet
from songbang.core.reading.formats.separated import decoded


def score(head: bytes, name: str) -> int:
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<div", b"<style")):
        return 7
    return 4 if b"<table" in start or b"<html" in start else 0


def open_sheets(content: bytes, name: str) -> list[Sheet]:
    """One sheet a top-level table. Raises `Unreadable` (file.no_table) where the page has none."""
    tree = html.fromstring(decoded(content).encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    tables = tree.xpath("//table[not(ancestor::table)]")
    if not tables:
        raise Unreadable("file.no_table")
    return [_sheet(table, "" if len(tables) == 1 else str(n)) for n, table in enumerate(tables, 1)]


def _sheet(table: html.HtmlElement, name: str) -> Sheet:
    rows: list[list[object]] = []
    merges: list[Merge] = []
    taken: set[tuple[int, int]] = set()
    for top, line in enumerate(table.xpath(".//tr")):
        cells: list[object] = []
        for cell in line.xpath("./td|./th"):
            while (top, len(cells)) in taken:
                cells.append("")
            left, across, down = len(cells), _span(cell, "colspan"), _span(cell, "rowspan")
            cells += [" ".join(cell.text_content().split()), *[""] * (across - 1)]
            if across > 1 or down > 1:
                merges.append(Merge(top, left, top + down - 1, left + across - 1))
                taken |= {(top + i, left + j) for i in range(1, down) for j in range(across)}
        rows.append(cells)
    return Sheet(name, rows, merges)


def _span(cell: html.HtmlElement, attribute: str) -> int:
    value = str(cell.get(attribute, "1"))
    return min(max(int(value), 1), 1000) if value.isdigit() else 1
