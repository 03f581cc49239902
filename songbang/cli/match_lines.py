"""JSON lines of documents (contract `match.md`), read as a table; line by line where they are not plain."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.json
from pyarrow import compute

from songbang.core.errors import BadInput
from songbang.core.matching import Record
from songbang.core.matching.arrow import Table
from songbang.core.reading.dates import read_day

_DAYS = ("received_on", "issued_on")
_WORDS = ("title", "number", "issuer", "channel")
_SCHEMA = pa.schema([(name, pa.string()) for name in ("id", *_WORDS, "text", *_DAYS)])
_AT_ONCE = 1 << 24
"""Bytes that Arrow reads at a time: no line is longer, or all are read one by one."""


def read_lines(path: Path) -> Table:
    """Raises `BadInput` ("match.line") with the number of the line that cannot be read."""
    content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    found = _plain_lines(content)
    return Table.of(_one_by_one(content.decode(), path.name)) if found is None else found


def _plain_lines(content: bytes) -> Table | None:
    """Lines of texts only, each with an id of its own, read together; None where they are not, or one is wrong."""
    content.decode()
    try:
        table = pyarrow.json.read_json(
            pa.BufferReader(content),
            read_options=pyarrow.json.ReadOptions(block_size=_AT_ONCE),
            parse_options=pyarrow.json.ParseOptions(explicit_schema=_SCHEMA, unexpected_field_behavior="ignore"),
        )
        days = {name: _read_days(table[name]) for name in _DAYS}
    except ValueError:
        return None
    lines = sum(1 for line in content.split(b"\n") if not line.isspace() and line)
    if table.num_rows != lines or table["id"].null_count or compute.count_distinct(table["id"]).as_py() != lines:
        return None
    return Table(pa.table({name: days.get(name, table[name]) for name in table.column_names}))


def _read_days(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Days as JSON writes them or as people do. Raises `ValueError` where one is no whole day."""
    try:
        return column.cast(pa.date32())
    except ValueError:
        coded = column.dictionary_encode().combine_chunks()
        read = [_day(text) if text else None for text in coded.dictionary.to_pylist()]
        return pa.chunked_array([pa.array(read, pa.date32()).take(coded.indices)])


def _one_by_one(content: str, file: str) -> list[Record]:
    lines = [(number, line) for number, line in enumerate(content.split("\n"), 1) if line.strip()]
    records = []
    seen: set[str] = set()
    for (number, _), told in zip(lines, _parsed(lines, file), strict=True):
        record = _record(told, number, file)
        if record.id in seen:
            raise BadInput("match.line", file=file, line=number, field="id")
        seen.add(record.id)
        records.append(record)
    return records


def _parsed(lines: Sequence[tuple[int, str]], file: str) -> list[Any]:
    """All lines at once; where one cannot be read, one by one, to tell which."""
    try:
        found: list[Any] = json.loads(f"[{','.join([line for _, line in lines])}]")
        if len(found) == len(lines):
            return found
    except ValueError:
        pass  # told below, with its line
    return [_parsed_alone(line, number, file) for number, line in lines]


def _parsed_alone(line: str, number: int, file: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise BadInput("match.line", file=file, line=number, field="id") from error


@lru_cache(maxsize=65536)
def _day(given: str) -> date:
    """A day as JSON writes it, or as people do (2019年3月5日). Raises `ValueError` where it states no whole one."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        read = read_day(given).day
        if read is None:
            raise
        return read


def _record(told: Any, number: int, file: str) -> Record:
    try:
        record_id = str(told["id"])
    except (KeyError, TypeError) as error:
        raise BadInput("match.line", file=file, line=number, field="id") from error
    title, written, issuer, channel = (str(told[name]) if told.get(name) else None for name in _WORDS)
    days: dict[str, date | None] = {}
    for name in _DAYS:
        given = told.get(name)
        try:
            days[name] = _day(given) if given else None
        except (ValueError, TypeError) as error:
            raise BadInput("match.line", file=file, line=number, field=name) from error
    return Record(
        record_id, title or "", written, issuer, days["received_on"], days["issued_on"], channel,
        text=told.get("text") or None,
    )  # fmt: skip
