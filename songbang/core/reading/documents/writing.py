"""How parts of a document are written: document numbers, days, kinds, names of bodies."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from songbang.core.reading.dates import read_day
from songbang.core.reading.documents.words import any_of, bare, pattern, table
from songbang.core.text import half_width

_LATIN_BLANK = re.compile(r"(?<=[A-Za-z0-9,.])\s+(?=[A-Za-z])|(?<=[A-Za-z])\s+(?=[0-9])")
_BLANKS = re.compile(r"\s+")
_TOKENS = re.compile(r"\s+|\t")


def close_up(text: str) -> str:
    """A title or name as one would type it: no blanks but those between words of letters.

    >>> close_up("几 个 问 题 的 通 知"), close_up("Office open XML")
    ('几个问题的通知', 'Office open XML')
    """
    return _BLANKS.sub("", _LATIN_BLANK.sub("\x00", text.strip())).replace("\x00", " ")


# -- numbers ----------------------------------------------------------------------------------------------------------


@cache
def _number_form(name: str) -> re.Pattern[str]:
    """A pattern of `number` with the brackets and digits filled in."""
    loaded = table()
    written: str = loaded["number"][name]
    digits = "0-9" + re.escape("".join(loaded["digit_slips"]))
    for hole, characters in (
        ("{open}", re.escape(loaded["brackets_open"])),
        ("{close}", re.escape(loaded["brackets_close"])),
        ("{digit}", digits),
    ):
        written = written.replace(hole, characters)
    return re.compile(written)


@cache
def _slips() -> dict[int, str]:
    return str.maketrans(table()["digit_slips"])


def read_number(text: str) -> str | None:
    """The document number that `text` is, brackets and digits as the standard has them; None where it is none.

    >>> read_number("南政办发［2O19］第12号"), read_number("〔2019〕5号"), read_number("关于〔2019〕5号文的通知")
    ('南政办发〔2019〕12号', '〔2019〕5号', None)
    """
    plain = _chinese_year(pattern("number.before").sub("", bare(text)))
    for form in ("whole", "short"):
        match = _number_form(form).fullmatch(plain) or _number_form(form).fullmatch(plain.strip("()"))
        if match:
            year = match["year"].translate(_slips())
            year = year if len(year) == 4 else ("19" if int(year) > 48 else "20") + year
            return f"{match['code']}〔{year}〕{_serial(match['serial'])}号"
    match = _number_form("bare").fullmatch(plain)
    return f"〔{match['year'].translate(_slips())}〕{_serial(match['serial'])}号" if match else None


def _serial(written: str) -> str:
    return written.translate(_slips()).lstrip("0") or "0"


def _chinese_year(text: str) -> str:
    """〔二〇一九〕 as 〔2019〕."""
    written: str = table()["number"]["written_years"]
    values = str.maketrans(written, "0" * (len(written) - 9) + "123456789")
    return re.sub(rf"(?<=[\[〔(【])[{written}]{{4}}(?=[\]〕)】])", lambda match: match[0].translate(values), text)


# -- days -------------------------------------------------------------------------------------------------------------

_YEAR_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_FIRST = str.maketrans({"元": "一"})


def read_written_day(text: str) -> date | None:
    """The day that a whole line states (`2019年7月3日`, `二〇一九年七月三日`, `2019年7月3`), else None."""
    plain = bare(text).strip("()")
    match = pattern("day").fullmatch(plain)
    if match is None:
        return None
    written = match["day"].translate(_FIRST)
    if written[:1].isdigit() or written[:1] in "lI":
        written = written[:4].translate(_YEAR_SLIPS) + written[4:]
    return read_day(written).day


# -- kinds and titles -------------------------------------------------------------------------------------------------


@cache
def _kind_ends() -> tuple[str, ...]:
    return tuple(sorted(table()["kinds"], key=len, reverse=True))


def untailed(title: str) -> str:
    """The bare title without （试行）, quotation marks and the like at its end."""
    return pattern("title_tail").sub("", bare(title)).rstrip("》>”\"'")


def kind_end(title: str) -> str | None:
    """The word of a kind that a title ends with (`复函`), else None."""
    end = untailed(title)
    return next((kind for kind in _kind_ends() if end.endswith(kind)), None)


def kind_of(title: str) -> str | None:
    """Which of the 15 kinds a title says it is."""
    end = kind_end(title)
    kind = table()["kinds"][end] if end else None
    return str(kind) if kind else None


def ends_like_title(text: str) -> bool:
    return kind_end(text) is not None or untailed(text).endswith(tuple(table()["other_ends"]))


# -- bodies -----------------------------------------------------------------------------------------------------------


def without_trial_mark(name: str) -> str:
    return any_of("trial_marks").sub("", name)


def is_body(name: str) -> bool:
    """Whether a bare text ends as names of bodies do, and nothing in it is a sentence."""
    return 2 <= len(name) <= 45 and pattern("organ").search(name) is not None and not _sentence(name)


def _sentence(text: str) -> bool:
    return pattern("signature_never").search(text) is not None


def names_in(text: str) -> list[str]:
    """The names of bodies that stand beside each other on a line, parted by blanks or 、.

    >>> names_in("国务院　中央军委"), names_in("国 务 院"), names_in("南湖区 民政局")
    (['国务院', '中央军委'], ['国务院'], ['南湖区民政局'])
    """
    tokens = [token for token in _TOKENS.split(half_width(text).strip()) if token]
    if len(tokens) > 1 and all(len(token) > 2 and is_body(token) for token in tokens) and not _place_first(tokens):
        return [without_trial_mark(token) for token in tokens]
    whole = without_trial_mark(close_up(text))
    both = pattern("party_and_government").match(whole)
    if both:
        return list(both.groups())
    parts = [part for part in re.split("[、,，]", whole) if part]
    return parts if len(parts) > 1 and all(is_body(bare(part)) for part in parts) else [whole]


def _place_first(tokens: list[str]) -> bool:
    return len(tokens[0]) < 5 and pattern("place").search(tokens[0]) is not None
