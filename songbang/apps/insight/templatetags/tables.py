"""The lines of a table: a whole district has thousands of cells, over which template language takes a tenth of a
second."""

from __future__ import annotations

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from songbang.apps.insight.tables import Cell, Column, Table

register = template.Library()


@register.simple_tag
def lines(table: Table) -> SafeString:
    """The table's rows as HTML. Everything that is not ours is escaped."""
    heads = [(f' data-label="{escape(column.label)}"', column) for column in table.columns]
    rows = ("".join(map(_cell, heads, row)) for row in table.rows)
    return mark_safe("".join(f"<tr>{row}</tr>" for row in rows))


def _cell(head: tuple[str, Column], cell: Cell) -> str:
    label, column = head
    classes = f"{'num' if column.num else ''} {f'tone-{escape(cell.tone)}' if cell.tone else ''}"
    value = f' data-value="{escape(str(cell.value))}"' if column.num and cell.value is not None else ""
    shown = escape(cell.shown)
    inside = f'<a href="{escape(cell.href)}">{shown}</a>' if cell.href else shown
    return f'<td class="{classes}"{label}{value}>{inside}</td>'
