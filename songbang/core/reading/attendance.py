"""Whom a meeting requires, from running text: the principal and the deputy of the unit itself, heads of villages.

区级部门主要负责人、各镇（街道）分管领导 asks for the departments' principals and the towns' deputies: of a town
itself only the deputy. 主要领导或分管领导 is one of them, not both. A body named before a role owns it, and owns the
roles that follow until another body is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from songbang.core.text import plain

_PRINCIPAL = re.compile(
    r"主要领导|主要负责人|主要负责同志|主要同志|一把手|党政正职|党政主职|党政一把手|(?<![村区])(?:党委|党工委|党\(工\)委)(?:主要)?书记(?!助理)|正职领导"
)
_DEPUTY = re.compile(r"分管")
_HEAD = re.compile(r"(?<!副)(?:(?<!工委)(?<!党委)(?<![团妇]支部)(?<!纪委)书记(?!员|助理)|(?<!副)主任|主职|正职)")
_NOT_HEAD = re.compile(
    r"妇女主任|妇联主任|妇代会主任|治保主任|调解主任|调委会主任|计生主任|民兵.{0,3}主任|办公?室?主任|科室?主任|团支部书记|团书记|副书记|副主任|班主任|纪检书记|第一书记助理|服务中心主任|监委会主任|监督委员会主任"
)
_VILLAGE = re.compile(r"村|社区")
_OTHER_BODY = re.compile(
    r"部门|单位|企业|公司|学校|医院|局(?!限)|委办|科室|站所|园区|银行|协会|机关|市级|区级|省级|条线|(?:成员|责任|相关|有关|牵头)单位|办公室|院长|校长"
)
_OWN_BODY = re.compile(r"镇|街道|乡|管委会|党工委|新区|本级|本单位|各地|板块|属地|区域|度假区")
_SPLIT = re.compile(r"[、,;，；和及与暨/\s]+|以及|或者?|(?:之一)")
_EITHER = re.compile(r"或|之一|/|任选|均可|二选一|择一")


@dataclass(frozen=True, slots=True)
class Attendance:
    """`both_leaders`: the principal and the deputy of the unit itself; `village_heads`: secretary or director."""

    both_leaders: bool
    village_heads: bool


@lru_cache(maxsize=16384)
def read_attendance(text: str, *, at_village: bool) -> Attendance:
    """Whom the words of a cell require.

    >>> read_attendance("主要领导、分管领导", at_village=False)
    Attendance(both_leaders=True, village_heads=False)
    >>> read_attendance("区级部门主要负责人、各镇（街道）分管领导", at_village=False).both_leaders
    False
    """
    words = plain(text)
    heads = _village_heads(words, at_village)
    if at_village:
        return Attendance(False, heads)
    return Attendance(_both(words), heads)


def _both(words: str) -> bool:
    owners: set[str] = {"own"}
    pending: set[str] = set()
    principal = deputy = False
    for segment in _segments(words):
        owners, pending, has_role = _owners(segment, owners, pending)
        if has_role and "own" in owners:
            principal = principal or bool(_PRINCIPAL.search(segment))
            deputy = deputy or bool(_DEPUTY.search(segment))
    return principal and deputy and not _one_of_them(words)


def _segments(words: str) -> list[str]:
    """The parts of a list; brackets that hold a level (各镇(街道)) stay with their noun, others open a part."""
    words = re.sub(r"\((街道|社区|居|工|办事处|镇|村)\)", r"\1", words)
    return [part for part in _SPLIT.split(words.replace("(", "、").replace(")", "、")) if part]


def _owners(segment: str, owners: set[str], pending: set[str]) -> tuple[set[str], set[str], bool]:
    """Who owns the roles of this part; bodies named without a role wait for the next part's role."""
    named = set()
    if _VILLAGE.search(segment):
        named.add("village")
    elif _OWN_BODY.search(segment):
        named.add("own")
    if _OTHER_BODY.search(_DEPUTY.sub("", _PRINCIPAL.sub("", segment))):
        named.add("other")
    has_role = bool(_PRINCIPAL.search(segment) or _DEPUTY.search(segment))
    if not has_role:
        return owners, pending | named, False
    return (named | pending or owners), set(), True


def _one_of_them(words: str) -> bool:
    """主要领导或分管领导: the two stand around 或."""
    for match in _EITHER.finditer(words):
        before, after = words[: match.start()], words[match.end() :]
        if match[0] in ("之一", "任选", "均可", "二选一", "择一"):
            return True
        left, right = re.split(r"[、,;，；]", before)[-1], re.split(r"[、,;，；]", after)[0]
        if (_PRINCIPAL.search(left) and _DEPUTY.search(right)) or (_DEPUTY.search(left) and _PRINCIPAL.search(right)):
            return True
    return False


def _village_heads(words: str, at_village: bool) -> bool:
    words = re.sub(r"\((社区|居|村)\)", r"\1", _NOT_HEAD.sub("", words))
    if at_village:
        words = re.sub(
            r"(?:镇|街道|乡|区|管委会)(?:党委|党工委|党\(工\)委)书记|(?:镇|街道|乡|(?<!社)区)(?:书记|主任)", "", words
        )
        return bool(_HEAD.search(words))
    in_village = False
    for segment in _segments(words):
        if _VILLAGE.search(segment):
            in_village = True
        elif _OWN_BODY.search(segment) or _OTHER_BODY.search(segment) or _PRINCIPAL.search(segment):
            in_village = False
        if in_village and re.search(r"书记|主任|主职", segment):
            return True
    return False
