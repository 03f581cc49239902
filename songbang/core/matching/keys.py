"""Under which keys a document is kept in an index, so that one that may be the same is found by a look-up.

A key is a whole number that fits a signed 64-bit column. Two documents that share none are not the same (their number
or a good part of their title would have to be equal); two that share one are compared (`pairing.compare_with`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from songbang.core.matching.numbers import Number, parse_number
from songbang.core.matching.titles import Title, read_title
from songbang.core.matching.values import Record
from songbang.core.matching.writing import table


@dataclass(frozen=True, slots=True)
class Keys:
    """`number`: of the document's own number and of one that it relays; `title`: the title but for issuer, 关于 and
    figures; `near`: its beginning and end, one of which a slip of typing leaves whole."""

    number: tuple[int, ...]
    title: tuple[int, ...]
    near: tuple[int, ...]

    @property
    def all(self) -> tuple[int, ...]:
        """Every key, each once."""
        return tuple(dict.fromkeys((*self.number, *self.title, *self.near)))


def keys_of(record: Record) -> Keys:
    """The keys of a record.

    >>> one = keys_of(Record("1", "关于做好防汛工作的通知", "南防指〔2019〕5号"))
    >>> two = keys_of(Record("2", "关于做好防汛工怍的通知", "南防指[2019]第05号"))
    >>> one.number == two.number
    True
    """
    title = read_title(record.title)
    return Keys(tuple(_numbers(record, title)), *_title_keys(title))


def _numbers(record: Record, title: Title) -> Iterator[int]:
    written = record.number or title.number
    for number in (parse_number(written) if written else None, title.relayed_number):
        if number and _tells(number):
            yield _key("n", number.code, str(number.year), str(number.serial))


def _tells(number: Number) -> bool:
    return bool(number.code) and number.year is not None


def _title_keys(title: Title) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if not title.tells:
        return (), ()
    length = int(table()["blocks"]["title_end"])
    ends = (("b", title.core[:length]), ("e", title.core[-length:])) if len(title.core) >= length else ()
    return (_key("t", title.core),), tuple(_key(kind, part) for kind, part in ends)


def _key(*parts: str) -> int:
    """Equal parts, equal key, on every machine and in every year."""
    digest = blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
