"""发文字号: reading one however it was typed, and saying whether two are one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from songbang.core.matching.joins import coded
from songbang.core.matching.plain_numbers import Lines, Plain, read_plain
from songbang.core.matching.writing import confusable, digits, folded, uniform, whole_number
from songbang.core.text import without_blanks

Likeness = Literal["equal", "part", "slip", "missing", "different"]

_D = r"\dOoDQlI|丨ZzSsBbGqgA"
_CODE = r"[一-鿿]{1,14}"
_YEAR = rf"[12１２lI丨Zz][{_D}]{{3}}"
_SERIAL = rf"第?([{_D}]{{1,5}})号?"
_WHOLE = re.compile(
    rf"(.*?)(?:\(({_YEAR})年?\)|({_YEAR})年第?|({_YEAR})[-/]|(?<=[一-鿿])({_YEAR})\)|\(({_YEAR})年?(?=第?[{_D}])){_SERIAL}"
)
"""One bracket may be lost."""
_YEARLESS = re.compile(rf"(.*?[^{_D}第(])?{_SERIAL}")
_ISSUE = re.compile(r"(.+?)第?([一二三四五六七八九十百零〇]+)[期号]")

_PLAIN_ONE = r"([一-鿿]{1,14})[〔\[(（【﹝［]([12]\d{3})[〕\])）】﹞］]第?(\d{1,5})号?"
"""As nearly all are written: read at once."""
_PLAIN = re.compile(_PLAIN_ONE)
_ANGLES = str.maketrans("<>《》〈〉「」", "()()()()")
_MISREAD_BRACKETS = re.compile(rf"(?<=[一-鿿])[CLEt](?={_YEAR}[)Jj年])|(?<=(?<=[(CLEt])[12]\d\d\d)[Jj](?=第?[{_D}])")
"""A square bracket that a scan gives as a letter."""
_AROUND = re.compile(r"^(?:发文字号|文件编?号|文号|字号|编号):|(?<=号)(?:文件?|\([^()]*\))$|\\")
_YEAR_FIRST = re.compile(rf"^\(({_YEAR})年?\)((?!第){_CODE}?)(第?[{_D}]{{1,5}}号?)$")
_RUN_TOGETHER = re.compile(r"^([一-鿿]{2,14})((?:19|20)\d\d)(0\d{2,3})号?$")
_NUMERO = re.compile(r"(?<=[)年-])(?:[Nn][Oo]\.?|№)")
_CHINESE_YEAR = re.compile(r"(?<=\()[〇零一二三四五六七八九]{4}(?=年?\))")
_CHINESE_SERIAL = re.compile(r"(?<=[)第])(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=号)")
_SHORT_YEAR = re.compile(r"\((\d{2})\)(?=第?\d)")

_BODY = rf"(?:{_CODE})?\s*(?:\(\s*{_YEAR}\s*年?\s*\)|(?<=[一-鿿]){_YEAR}(?:-|年第?))\s*第?\s*[{_D}]{{1,5}}\s*号?"
_ORDER = r"[一-鿿]{1,14}(?:令|发|函|办|字|规|政)\s*第?\s*[0-9]{1,5}\s*号"
_AT_END = re.compile(rf"(?:\s+|\s*\(\s*)({_BODY}|{_ORDER})\s*\)?\s*$")
_AFTER_KIND = re.compile(rf"(?<=通知|意见|办法|通报|批复|方案|决定)({_BODY})\s*$")
_DIGIT = re.compile(r"\d")
_TELLING = re.compile(rf"[{_D}]号?[\s)）]*$")
_NUMBER_END = re.compile(rf"[{_D}号][\s)]*$")
_AT_START = re.compile(
    rf"^\s*\(?({_CODE}\s*\(\s*{_YEAR}\s*\)\s*第?\s*[{_D}]{{1,5}}\s*号)\)?[\s:]*(?=.{{6}})"
    rf"|^\s*({_BODY}|{_ORDER})(?:\s+|:)(?=.{{6}})"
)


class Number(NamedTuple):
    """机关代字, year and serial number; what was not written is empty or None."""

    code: str
    year: int | None
    serial: int

    @property
    def whole(self) -> bool:
        return bool(self.code) and self.year is not None


def parse_number(written: str) -> Number | None:
    """The number that `written` states; None where it states none.

    >>> parse_number("南政办发［２０１９］第０12号")
    Number(code='南政办发', year=2019, serial=12)
    >>> parse_number("发〔2O19〕l2")
    Number(code='发', year=2019, serial=12)
    """
    plain = _PLAIN.fullmatch(written)
    if plain:
        return Number(_plain_code(plain[1]), int(plain[2]), int(plain[3]))
    return _parse(written)


def parse_numbers(written: Lines) -> Plain:
    """Many numbers at once, each as `parse_number` reads it. A code not stated is the first of the codes.

    >>> found = parse_numbers(Lines(["南政办发〔2019〕12号", "待补"]))
    >>> found.codes, found.code.tolist(), found.year.tolist(), found.serial.tolist()
    (['', '南政办发'], [1, 0], [2019, 0], [12, -1])
    """
    typed, odd = read_plain(written)
    known: dict[str, int] = {}
    code = coded((_plain_code(code) if code else "" for code in typed.codes), known)[typed.code]
    for at in odd.tolist():
        number = _parse(written[at])
        if number:
            code[at] = known.setdefault(number.code, len(known))
            typed.year[at], typed.serial[at] = number.year or 0, number.serial
    return Plain(list(known), code, typed.year, typed.serial)


@lru_cache(maxsize=65536)
def _plain_code(written: str) -> str:
    return _code(without_blanks(uniform(written)))


@lru_cache(maxsize=65536)
def _parse(written: str) -> Number | None:
    text = _plain_digits(without_blanks(uniform(written).translate(_ANGLES)))
    match = _WHOLE.fullmatch(text)
    if match:
        year = next(filter(None, match.groups()[1:-1]))
        return Number(_code(match[1]), int(digits(year)), int(digits(match[match.lastindex or 0])))
    match = _YEARLESS.fullmatch(text)
    if match:
        return Number(_code(match[1] or ""), None, int(digits(match[2])))
    return _issue_number(text)


def _plain_digits(text: str) -> str:
    """`(二〇一九)七号` and `(19)7号` as `(2019)7号`; brackets that were misread, and words around the number."""
    text = _NUMERO.sub("第", _MISREAD_BRACKETS.sub(_bracket, _AROUND.sub("", text)))
    text = _RUN_TOGETHER.sub(r"\1(\2)\3", _YEAR_FIRST.sub(r"\2(\1)\3", text))
    text = _CHINESE_YEAR.sub(lambda match: digits(match[0]), text)
    text = _CHINESE_SERIAL.sub(lambda match: str(whole_number(match[0])), text)
    return _SHORT_YEAR.sub(r"(20\1)", text)


def _bracket(misread: re.Match[str]) -> str:
    return ")" if misread[0] in "Jj" else "("


def _issue_number(text: str) -> Number | None:
    match = _ISSUE.fullmatch(text)
    serial = whole_number(match[2]) if match else None
    return Number(_code(match[1]), None, serial) if match and serial is not None else None


def _code(text: str) -> str:
    text = text.strip("()-/").removeprefix("中华人民共和国").replace("国务院令", "国令")
    return folded(text.removesuffix("字") if text.endswith("发字") else text)


def split_number(title: str) -> tuple[str, str | None]:
    """A title and the number written into it (`uniform` text in, blanks still there).

    >>> split_number("关于做好防汛工作的通知 南防指(2019)5号")
    ('关于做好防汛工作的通知', '南防指(2019)5号')
    """
    if not _DIGIT.search(title):
        return title, None
    if _NUMBER_END.search(title):
        for pattern in (_AT_END, _AFTER_KIND):
            match = pattern.search(title)
            if match and match.start() > 3:
                return title[: match.start()], match[1]
    match = _AT_START.match(title)
    return (title[match.end() :], match[1] or match[2]) if match else (title, None)


def split_issuer(written: str) -> tuple[str, str | None]:
    """What a column of issuers states: the name, and a number that was entered there.

    >>> split_issuer("区林业局 青林〔2020〕7号"), split_issuer("青林〔2020〕7号"), split_issuer("第12中学")
    (('区林业局', '青林(2020)7号'), ('', '青林(2020)7号'), ('第12中学', None))
    """
    if not _TELLING.search(written):
        return written, None
    text = uniform(written).strip()
    match = _AT_END.search(text)
    if match and match.start():
        return text[: match.start()], match[1]
    number = parse_number(text)
    return ("", text) if number and number.code and (number.year or text.endswith("号")) else (written, None)


def likeness(a: Number | None, b: Number | None) -> Likeness:
    """How two numbers stand to each other.

    `part`: all that both state agrees. `slip`: one digit or one look-alike off. `missing`: one is None.
    """
    if a is None or b is None:
        return "missing"
    same_code, part_code = a.code == b.code, part_of(a.code, b.code)
    same_year, part_year = a.year == b.year, a.year is None or b.year is None
    if a.serial == b.serial and (same_year or part_year) and (same_code or part_code):
        return "equal" if same_code and same_year and a.code else "part"
    if (same_code or part_code) and _one_digit(a, b):
        return "slip"
    if same_year and a.serial == b.serial and typed_alike(a.code, b.code):
        return "slip"
    return "different"


def misread(a: Number | None, b: Number | None) -> bool:
    """Whether two numbers are one but for a 机关代字 that a scan may have garbled: year and serial agree."""
    if a is None or b is None or a.year is None or (a.year, a.serial) != (b.year, b.serial):
        return False
    longest = max(len(a.code), len(b.code))
    return Levenshtein.distance(a.code, b.code) <= (longest + 1) // 2


def part_of(a: str, b: str) -> bool:
    """Whether one code is the other without its beginning (发 of 南政办发) or is not stated."""
    return a.endswith(b) or b.endswith(a)


def typed_alike(a: str, b: str) -> bool:
    """Whether one look-alike character parts two codes."""
    if len(a) != len(b) or len(a) < 2:
        return False
    apart = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(apart) == 1 and confusable(*apart[0])


def _one_digit(a: Number, b: Number) -> bool:
    if a.year is None or b.year is None:
        return False
    left, right = f"{a.year}{a.serial}", f"{b.year}{b.serial}"
    return len(left) == len(right) and sum(x != y for x, y in zip(left, right, strict=True)) == 1
