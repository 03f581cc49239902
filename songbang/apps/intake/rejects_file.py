"""rejects.xlsx of an import, from its stored rejects: the same workbook that `songbang report` writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import cast

from songbang.apps.intake.models import RejectedRow
from songbang.apps.intake.showing import as_reject
from songbang.core.reading.columns import Assignment, Choice
from songbang.core.reading.headers import ColumnHeader, HeaderBlock
from songbang.core.reading.lexicon import header_words
from songbang.core.reading.reader import BookReading, RegionReading, SheetReading
from songbang.core.reading.regions import Region
from songbang.core.registers import RegisterKind
from songbang.core.reporting.rejects_book import write_rejects
from songbang.core.words import Language


def rejects_file(rejects: Iterable[RejectedRow], *, language: Language, made_at: datetime) -> bytes:
    """The workbook of the rows given."""
    by_register: dict[tuple[object, ...], list[RejectedRow]] = defaultdict(list)
    for reject in rejects:
        key = (reject.sheet, reject.register, tuple(reject.headers), tuple(sorted(reject.fields.items())))
        by_register[key].append(reject)
    sheets = [SheetReading(found[0].sheet, False, 0, [_part(found)]) for found in by_register.values()]
    return write_rejects([BookReading("", "", sheets)], language=language, made_at=made_at)


def _part(rejects: list[RejectedRow]) -> RegionReading:
    """The rejects of one register, with the columns that it had."""
    first = rejects[0]
    columns = tuple(_header(text) if text else None for text in first.headers)
    kind = cast(RegisterKind, first.register)
    choices = {name: Choice(at, _at(first.headers, at), name, 10.0, 0.0) for name, at in first.fields.items()}
    region = Region(HeaderBlock(0, 0, columns), Assignment(kind, choices), [])
    return RegionReading(region, rejects=[as_reject(reject) for reject in rejects])


def _header(text: str) -> ColumnHeader:
    words = header_words(text)
    return ColumnHeader(text, header_words(""), words, words)


def _at(headers: list[str], column: int) -> str:
    return headers[column] if column < len(headers) else ""
