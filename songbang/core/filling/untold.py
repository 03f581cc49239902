"""What an answer need not tell because its register, its measure or its own words do: whose it is, what age, what."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from songbang.core.filling.asked import Asked
from songbang.core.filling.lexicon import words
from songbang.core.filling.measures import Measure
from songbang.core.filling.saying import Said
from songbang.core.filling.unsaid import NONE, Tokens


def beyond_scope(said: Said, known: Tokens) -> Tokens:
    """What a register's title parts off that a cell does not ask for, in whichever of its words (城市低保, 城镇); all
    that an answer says where that is only what it counts besides."""
    if _only_widened(said) and not said.tokens <= known:
        return said.tokens
    alike = (frozenset(line) for line in words()["scopes_alike"])
    told = frozenset(word for line in alike if line & known for word in line)
    return frozenset(word for word in said.scope - told if not any(word in token for token in known))


def but_listed(asked: Asked, said: Said) -> Said:
    """An answer without what it says to count in where the cell's own brackets list that: 出库（含报废） of
    减少（消耗、调出、报废）."""
    if not asked.aside:
        return said
    listed = "|".join(asked.aside)
    marks = [mark for mark in words()["scope_marks"] if mark not in words()["left_out"]]
    own = frozenset(t for t in said.tokens for mark in marks if t.startswith(mark) and t.removeprefix(mark) in listed)
    return replace(said, tokens=said.tokens - own, last=said.last - own) if own and own < said.tokens else said


def of_grown(asked: Asked, said: Said) -> Asked:
    """The cell in the answer's words where both speak of grown people (务工, 党员): of these 妇女 are all 女."""
    woman, sex = words()["women"]
    own, told = asked.required - {woman}, said.tokens - {sex}
    if woman not in asked.required or sex not in said.tokens or woman in told or not own:
        return asked
    grown = any(word in token for token in own & told for word in words()["grown"])
    return replace(asked, required=own | {sex}) if grown else asked


def _only_widened(said: Said) -> bool:
    """Whether an answer names nothing but what it counts besides: 机构数（含村卫生室） are no 村卫生室."""
    return bool(said.tokens) and all(token.startswith(tuple(words()["scope_marks"])) for token in said.tokens)


def old_enough(missing: Tokens, said: Said) -> Tokens:
    """独居老人 are 60 and older; in papers on public health the elderly are 65."""
    later = any(word in said.form for word in words()["elder_later_in"])
    old = frozenset([f"age:{words()['elder_later_from' if later else 'elder_from']}+"])
    aged = any(token.startswith("age:") for token in said.tokens)
    return old if missing == old and words()["elder"] in said.tokens and len(said.tokens) > 1 and not aged else NONE


def old_by_years(asked: Asked, said: Said) -> Asked:
    """The cell in the answer's words where that tells by years who is old (特困供养 / 60周岁及以上, 特困老年人)."""
    elder, years = words()["elder"], f"age:{words()['elder_from']}+"
    alone = {token for token in said.tokens if token.startswith("age:")} == {years}
    if elder not in asked.required or len(asked.required) == 1 or elder in said.tokens or not alone:
        return asked
    return replace(asked, required=(asked.required - {elder}) | {years})


def of_whole(asked: Asked, said: Said) -> Asked:
    """The cell in the answer's words where those say in full what the line above it says, and its own word is the end
    of that (县内就业 below 转移就业: 转移就业 / 县内)."""
    above = (asked.context - asked.required) & said.tokens
    ends = {t: full for t in asked.required - said.tokens for full in above if len(t) > 1 and full.endswith(t)}
    if not ends or len(ends) == len(asked.required):
        return asked
    return replace(asked, required=frozenset(ends.get(t, t) for t in asked.required))


def counted_in(asked: Measure | None, given: Measure | None) -> str:
    """The measure whose own words need not be said; none where one side counts in another of the kind: 快递车, counted
    in 辆, are no 快递点, counted in 个."""
    same = given and (asked is None or asked.dimension == given.dimension or given.dimension not in _named_by_unit())
    return given.dimension if given and same else ""


@cache
def _named_by_unit() -> frozenset[str]:
    return frozenset(words()["named_by_unit"])


def one_grade_of(asked: Asked, said: Said) -> bool:
    """Whether an answer tells of one grade only where the cell's brackets name several (D级 of 危房（C、D级）)."""
    patterns = words()["grades"]
    told = {grade for grades in re.findall(patterns["told"], "|".join(said.tokens)) for grade in grades}
    several = (found[1] for token in asked.aside if (found := re.fullmatch(patterns["several"], token)))
    return any(len(told & {*grades}) == 1 for grades in several)


def told_otherwise(asked: Asked, said: Said) -> bool:
    """Whether notes, or the cell's brackets, ask what there is and an answer tells what is permitted, or the other way
    round (核定床位 where 床位按实有数填报); or a cell asks who belongs to a body and an answer names none."""
    others = (words()["told_as"].get(way, ()) for way in asked.aside)
    otherwise = any(other in token for group in others for other in group for token in said.tokens)
    return otherwise or _of_no_body(asked, said) or to_be_served(asked, said)


def to_be_served(asked: Asked, said: Said) -> bool:
    """Whether a cell asks for how many something is done, and an answer's last label only says again who these are of
    whom its heading tells that (儿童健康管理 / 辖区儿童数): it counts them all, served or not."""
    done = (said.outer - said.last) & asked.required
    again = bool(said.last) and said.last <= said.outer
    return again and any(token.endswith(tuple(words()["done_for_people"])) for token in done)


def _of_no_body(asked: Asked, said: Said) -> bool:
    """Whether a cell asks who belongs to a body, naming it (志愿服务队队员), and an answer names none (注册志愿者):
    there are more who do the same and belong to none."""
    bodies = {sign for name in asked.keys for sign in _belonging().findall(name)}
    if not bodies:
        return False
    around = "|".join((*said.tokens, *said.title, said.form))
    return any(body not in around for body in bodies)


@cache
def _belonging() -> re.Pattern[str]:
    return re.compile(words()["belongs_to_body"])


def with_bands(spoken: Said, bands: dict[str, str]) -> Said:
    """An answer in whose words bands of age bear other names."""

    def closed(tokens: Tokens) -> Tokens:
        return frozenset(bands.get(token, token) for token in tokens)

    return replace(spoken, tokens=closed(spoken.tokens), last=closed(spoken.last), outer=closed(spoken.outer),
                   part=closed(spoken.part), bare=closed(spoken.bare), alias=closed(spoken.alias))  # fmt: skip
