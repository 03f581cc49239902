"""A whole that no answer tells, from all the parts of it that one register tells of one day.

特困人员 are 集中供养 and 分散供养; 小学在校学生 are boys and girls; 发包及租赁收入 is 发包收入 and 租赁收入.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from songbang.core.filling.asked import Asked, in_words_of
from songbang.core.filling.lexicon import clean, wording, words
from songbang.core.filling.measures import is_summed
from songbang.core.filling.once import once
from songbang.core.filling.unsaid import Tokens

if TYPE_CHECKING:
    from songbang.core.filling.verdict import Verdict

Tell = Callable[[Asked], "Verdict"]
_WHO = frozenset(("people", "household", "household_visit", "visit"))


def made_of_parts(asked: Asked, tell: Tell) -> Verdict | None:
    """The sum of a cell's parts where one register tells all of them, each by itself; None where it does not."""
    if asked.role or asked.aim or asked.measure is None or not is_summed(asked.measure.dimension):
        return None
    for parts, names in _parted(asked):
        told = [tell(in_words_of(asked, part)) for part in parts]
        facts = [fact for one in told for fact in one.facts]
        one_paper = len({(fact.form, fact.as_of) for fact in facts}) == 1 and len(set(facts)) == len(parts)
        if one_paper and all(one.known and isinstance(one.value, Fraction) for one in told):
            value = Fraction(sum(Fraction(one.value or 0) for one in told))
            name = str(words()["transforms"]["grades"]).format(grades="+".join(names))
            grain = sum((one.grain for one in told), Fraction(0))
            sure = min(one.confidence for one in told)
            return replace(told[0], status="derived", value=value, facts=tuple(facts), transform=name, grain=grain,
                           confidence=sure)  # fmt: skip
    return _but_others(asked, tell)


@once
def _parted(asked: Asked) -> list[tuple[list[Tokens], list[str]]]:
    """The ways in which a whole may be told by its parts: what these must say, and what they are called."""
    return [*_kinds(asked), *_joined(asked), *_graded(asked)]


def _but_others(asked: Asked, tell: Tell) -> Verdict | None:
    """Women, or men, where one register tells of all and of the others on one day."""
    sexes = words()["parts_of_all"][0]["parts"]
    own = [sex for sex in sexes if sex in asked.required]
    rest = asked.required - {*own}
    if (
        len(own) != 1
        or not rest
        or _of_all_people(asked)
        or asked.measure is None
        or asked.measure.dimension != "people"
    ):
        return None
    other = next(sex for sex in sexes if sex not in own)
    whole, others = (tell(in_words_of(asked, one)) for one in (rest, rest | {other}))
    papers = {(fact.form, fact.as_of) for one in (whole, others) for fact in one.facts}
    if len(papers) != 1 or not (whole.known and others.known):
        return None
    left = Fraction(whole.value or 0) - Fraction(others.value or 0)
    if left < 0:
        return None
    name = str(words()["transforms"]["but_others"]).format(others=other)
    facts = tuple(dict.fromkeys((*whole.facts, *others.facts)))
    return replace(whole, status="derived", value=left, facts=facts, transform=name, grain=whole.grain + others.grain,
                   confidence=min(whole.confidence, others.confidence))  # fmt: skip


def _kinds(asked: Asked) -> Iterator[tuple[list[Tokens], list[str]]]:
    """The parts that make all of a thing, by its kind: men and women of whoever is counted; but of all people there are
    registers that tell how many they are, of whatever day their men and women are."""
    if _of_all_people(asked):
        return
    told = "|".join(sorted(asked.required))
    for whole in words()["parts_of_all"]:
        parts = whole["parts"]
        counted = asked.measure is not None and asked.measure.dimension in whole["measures"]
        if counted and not any(part in told for part in parts) and any(word in told for word in whole["of"] or [""]):
            yield [asked.required | {part} for part in parts], parts


def _of_all_people(asked: Asked) -> bool:
    return bool(asked.required & frozenset((*words()["basis"], *words()["people_bare"], *words()["else_alone"])))


def _graded(asked: Asked) -> Iterator[tuple[list[Tokens], list[str]]]:
    """The grades of things that a label names together (CD级危房)."""
    several = re.compile(words()["grades"]["several"])
    whole = next((token for token in sorted(asked.required) if several.search(token)), "")
    found = several.search(whole)
    if found and asked.measure and asked.measure.dimension not in _WHO:
        names = [whole.replace(found[1], grade) for grade in found[1]]
        yield [asked.required - {whole} | {name} for name in names], names


def _joined(asked: Asked) -> Iterator[tuple[list[Tokens], list[str]]]:
    """The two things that a label names together, each with the end that both have (收入). Who is counted may be both,
    and is never added up so."""
    if asked.measure is None or asked.measure.dimension in _WHO or not asked.keys:
        return
    label = clean(asked.keys[0])
    own = wording(label).tokens
    joins = list(re.finditer(words()["joined"], label))
    match = joins[0] if len(joins) == 1 else None
    if match is None or not own <= asked.required:
        return
    first, second = label[: match.start()], label[match.end() :]
    for cut in range(1, len(second)):
        names = [first + second[cut:], second]
        parts = [(asked.required - own) | wording(name).tokens for name in names]
        if first and parts[0] != parts[1]:
            yield parts, names
