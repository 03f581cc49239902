"""Words that both layouts add to a report (附件：, brackets of notes, labels), and headings and titles taken apart."""

from __future__ import annotations

import re
from collections.abc import Mapping

from songbang.core.errors import BadInput
from songbang.core.reporting.report import Report
from songbang.core.rulebook import load
from songbang.core.text import traditional

_APPENDIX = re.compile(
    r"^\s*((?:附件|Appendix|Annex|Attachment)\s*[0-9一二三四五六七八九十]*)\s*[:：.、]?\s*(.*)$", re.IGNORECASE
)

MONTHS = re.compile(r"\d{1,2}—\d{1,2}月")
"""Months that a line may not part: 1—7月."""
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_TITLE_EMS = 19
"""What a line of the title holds: 156 mm at 22 pt is 20 characters; one is kept free."""
_TIED = re.compile(
    r"[0-9A-Za-z.,%〔〕\[\]－-]+[年月日]?|关于|基层|减负|減負|基層|工作|落实|落實|情况|情況|督查|检查|檢查|考核|报告|報告|.",
    re.DOTALL,
)
_NO_START = "的了和与及、，。；：！？）》”’〕"
_GOOD_END = "的与和及、，于对年月日"


def words_for(language: str) -> Mapping[str, str]:
    """The layouts' words in `language` (`zh-Hans`, `zh-Hant`, `en`), from the rulebook's `html_words.yaml`.

    Raises `BadInput` ("language.unknown").
    """
    catalogue: Mapping[str, Mapping[str, str]] = load("html_words.yaml")
    if language == "zh-Hant":
        return {key: traditional(word) for key, word in catalogue["zh-Hans"].items()}
    if language not in catalogue:
        raise BadInput("language.unknown", language=language, known=sorted([*catalogue, "zh-Hant"]))
    return dict(catalogue[language])


def appendix_label_and_title(heading: str) -> tuple[str, str]:
    """The label and the title of an appendix's heading; an empty label where it carries none.

    >>> appendix_label_and_title("附件1 各镇（街道）收文情况")
    ('附件1', '各镇（街道）收文情况')
    """
    found = _APPENDIX.match(heading)
    return (found[1].strip(), found[2].strip()) if found else ("", heading.strip())


def attachment_lines(report: Report, words: Mapping[str, str]) -> list[str]:
    """附件说明: the appendices named below the text, numbered only when there are several (GB/T 9704-2012, 7.3.4)."""
    titles = [appendix_label_and_title(section.heading)[1] for section in report.appendices if section.level == 1]
    if len(titles) == 1:
        return [words["attachment"] + titles[0]]
    numbered = [f"{number}.{title}" for number, title in enumerate(titles, start=1)]
    return [words["attachment"] + numbered[0], *numbered[1:]] if numbered else []


def notes_line(report: Report) -> str:
    """附注: the notes in one pair of round brackets, as GB/T 9704-2012 sets them below the date (7.3.6)."""
    if not report.notes:
        return ""
    return f"({' '.join(report.notes)})" if report.language == "en" else f"（{''.join(report.notes)}）"


def title_lines(title: str) -> list[str]:
    """The title over lines of near-equal length, parted after a particle where one is near, never inside a number.

    >>> title_lines("关于2019年1月至7月基层减负工作督查情况的报告")
    ['关于2019年1月至7月', '基层减负工作督查情况的报告']
    """
    width = em_width(title)
    count = -(-int(width * 10) // (_TITLE_EMS * 10))
    if count <= 1 or title.isascii():
        return [title] if title else []
    pieces = _TIED.findall(title)
    lines, rest = [], pieces
    for left in range(count, 1, -1):
        cut = _cut(rest, left)
        lines.append("".join(rest[:cut]))
        rest = rest[cut:]
    return [*lines, "".join(rest)]


def _cut(pieces: list[str], lines: int) -> int:
    """After how many of `pieces` the first of `lines` lines ends best."""
    total = em_width("".join(pieces))

    def badness(at: int) -> float:
        length = em_width("".join(pieces[:at]))
        too_long = length > _TITLE_EMS or total - length > _TITLE_EMS * (lines - 1)
        penalty = 50.0 * too_long + 50.0 * (pieces[at] in _NO_START)
        return abs(length - total / lines) + penalty - (4.5 if pieces[at - 1][-1] in _GOOD_END else 0)

    return min(range(1, len(pieces)), key=badness) if len(pieces) > 1 else 1


def printable(text: str) -> str:
    """Text without control characters, which no .docx may hold; breaks and tabs as one blank.

    >>> printable("收文\\x01登记\\n表")
    '收文登记 表'
    """
    return _UNPRINTABLE.sub("", _BREAKS.sub(" ", text))


def em_width(text: str) -> float:
    """The width of a text in characters of its size: 1 a Chinese character, 0.55 any other."""
    return sum(0.55 if letter < "⺀" and letter not in "“”‘’—…" else 1.0 for letter in text)
