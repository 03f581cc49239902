"""Registers in columns: an Arrow table, or whatever can be read as one (a data frame of pandas or Polars, DuckDB's).

Titles, issuers and days stay in Arrow's columns and numbers are read from there in one piece, so that a row costs
nothing until it is part of a pair. Kept apart from `written` so that whoever has records needs no Arrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from songbang.core.matching.joins import Flags, Ints
from songbang.core.matching.plain_numbers import Lines
from songbang.core.matching.values import Record
from songbang.core.matching.written import Day, Repeated, Stated, Written

_EPOCH = date(1970, 1, 1).toordinal()
_DAYS = ("received_on", "issued_on")
_KINDS = {
    **{name: pa.string() for name in ("id", "title", "number", "issuer", "channel", "group")},
    **{name: pa.date32() for name in _DAYS},
    "text": pa.large_string(),
}
"""Texts may come to more than the two thousand million bytes that a plain column holds."""
_REPEATED: tuple[Repeated, ...] = ("title", "issuer", "channel", "group")
_ONCE = ("id", "number", "text", *_DAYS)


class Table(Written):
    """Rows of a table with columns named like the fields of `Record`; those that it lacks are not stated.

    >>> table = Table({"id": ["1", "2"], "title": ["防汛的通知"] * 2, "number": ["青农〔2019〕3号", None]})
    >>> table[1].title, table[1].number, table[0].number
    ('防汛的通知', None, '青农〔2019〕3号')
    """

    def __init__(self, given: Any) -> None:
        """`given`: what `pyarrow.table` takes. Days are dates or ISO texts. Raises `KeyError` where it lacks an id or a
        title, `ValueError` where a column is not of its kind."""
        table = given if isinstance(given, pa.Table) else pa.table(given)
        self._length: int = table.num_rows
        self._columns = {
            name: _one_piece(table[name], kind)
            for name, kind in _KINDS.items()
            if name in table.column_names or name in ("id", "title")
        }
        self._repeated: dict[Repeated, tuple[Ints, list[str | None]]] = {}

    @classmethod
    def of(cls, records: Iterable[Record]) -> Table:
        """The same rows in columns."""
        given = list(records)
        return cls({name: pa.array([getattr(one, name) for one in given], kind) for name, kind in _KINDS.items()})

    def __add__(self, other: Table) -> Table:
        """The rows of both, one after the other."""
        both = [pa.table(side._columns) for side in (self, other)]
        return Table(pa.concat_tables(both, promote_options="default"))

    def with_ids(self, before: str) -> Table:
        """The same rows with `before` put before each id."""
        ids = pc.binary_join_element_wise(_text(before), self._columns["id"], _text(""))
        return Table(pa.table(self._columns | {"id": ids}))

    def apart(self, name: Repeated) -> tuple[Ints, list[str | None]]:
        if name not in self._repeated:
            self._repeated[name] = self._told_apart(name)
        return self._repeated[name]

    def _told_apart(self, name: Repeated) -> tuple[Ints, list[str | None]]:
        if name not in self._columns:
            return np.zeros(self._length, dtype=np.int64), ["" if name == "group" else None]
        column = self._filled(name) if name in ("title", "group") else self._columns[name]
        coded = column.dictionary_encode(null_encoding="encode")
        return np.from_dlpack(coded.indices).astype(np.int64), coded.dictionary.to_pylist()

    def numbers(self) -> Lines:
        return _Column(self._filled("number"))

    def days(self, name: Day) -> Ints:
        if name not in self._columns:
            return np.zeros(self._length, dtype=np.int64)
        ordinals = self._columns[name].cast(pa.int32()).cast(pa.int64())
        found: Ints = np.from_dlpack(ordinals.fill_null(_whole_numbers(np.array([-_EPOCH]))[0])).astype(np.int64)
        return found + _EPOCH

    def texts(self) -> Flags:
        if "text" not in self._columns:
            return np.zeros(self._length, dtype=np.bool_)
        lengths = pc.binary_length(self._columns["text"])
        found: Flags = np.from_dlpack(lengths.fill_null(_whole_numbers(np.array([0]))[0])) > 0
        return found

    def several(self, name: Stated, places: Ints) -> list[str | None]:
        if name == "title" or name == "issuer":
            codes, values = self.apart(name)
            return [values[code] for code in codes[places].tolist()]
        if name not in self._columns:
            return [None] * places.size
        found: list[str | None] = self._columns[name].take(_whole_numbers(places)).to_pylist()
        return found

    def _filled(self, name: str) -> pa.Array:
        found = self._columns.get(name)
        return pa.repeat(_text(""), self._length) if found is None else found.fill_null(_text(""))

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> list[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | list[Record]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        if not -self._length <= place < self._length:
            raise IndexError(place)
        title, issuer, channel, group = (self._value(name, place) for name in _REPEATED)
        id_, number, text, received_on, issued_on = (self._scalar(name, place) for name in _ONCE)
        return Record(id_, title or "", number, issuer, received_on, issued_on, channel, group or "", text)

    def _value(self, name: Repeated, place: int) -> str | None:
        codes, values = self.apart(name)
        return values[int(codes[place])]

    def _scalar(self, name: str, place: int) -> Any:
        column = self._columns.get(name)
        return None if column is None else column[place].as_py()

    def __len__(self) -> int:
        return self._length


class _Column(Lines):
    """A column of texts, none of them null."""

    def __init__(self, column: Any) -> None:
        self._column = column

    def __getitem__(self, place: int) -> str:
        found: str = self._column[place].as_py()
        return found

    def __len__(self) -> int:
        return len(self._column)

    def joined(self, start: int, stop: int) -> str:
        some = self._column.slice(start, stop - start)
        whole = pa.LargeListArray.from_arrays(_whole_numbers(np.array([0, len(some)])), some)
        found: str = pc.binary_join(whole, _text("\n"))[0].as_py()
        return found


def _one_piece(column: pa.ChunkedArray, kind: pa.DataType) -> pa.Array:
    whole = column.cast(kind) if column.type != kind else column
    return pa.concat_arrays(whole.chunks) if whole.num_chunks else whole.combine_chunks()


# `pyarrow.array`, `.scalar` and `.to_numpy` import pandas where it is installed, only to see whether they are given
# some of it: that takes longer than matching ten thousand rows.


def _whole_numbers(column: Ints) -> pa.Array:
    return pa.Array.from_buffers(pa.int64(), column.size, [None, pa.py_buffer(np.ascontiguousarray(column))])


def _text(text: str) -> pa.Scalar:
    content = text.encode()
    bounds = np.array([0, len(content)], dtype=np.int32)
    return pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(bounds), pa.py_buffer(content)])[0]
