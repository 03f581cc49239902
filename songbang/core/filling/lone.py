"""An answer that comes near in words is the cell's where neither could mean anything else.

A register that tells 涉案当事人 means the 当事人 of a form on its cases, if it tells no others and the form asks for no
others. So an answer of the cell's own time and measure that speaks of no cell is taken where it comes nearest to this
cell only and nothing of another figure comes as near; where one side says all that the other says and some more; and
where that more parts off nothing: no word of a kind, a state, a stage, an owner, a level (`parting` in `facets.yaml`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from songbang.core.filling.alike import common, rest_of
from songbang.core.filling.asked import Asked
from songbang.core.filling.classes import canonical, loosely
from songbang.core.filling.facts import Fact
from songbang.core.filling.judging import Judge
from songbang.core.filling.laying import LEAST, Rest, aligned, made_of
from songbang.core.filling.ledger import Match
from songbang.core.filling.leftover import acts, free_words, only_done
from songbang.core.filling.lexicon import clean, facets, wording, words
from songbang.core.filling.nesting import Row
from songbang.core.filling.pieces import pieces_of
from songbang.core.filling.saying import Said, miscounted
from songbang.core.filling.verdict import Verdict
from songbang.core.text import plain

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled


@dataclass(frozen=True)
class _Meant:
    """What the words of a cell and of an answer are to each other."""

    one_sided: bool
    """Whether one side says all that the other does."""
    parts_off: bool
    """Whether what one side says more parts off some of what the other counts."""
    same: bool
    """Whether neither says more."""


class Alone:
    """Fills what no answer is known to speak of from the one that can mean nothing else."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self._meant: dict[tuple[int, str, str], _Meant] = {}

    def take(self, cells: list[Filled]) -> bool:
        """Fill the cells of one form, for one unit, that are alone with an answer; whether there is any such."""
        open_ = [cell for cell in cells if not cell.verdict.known and not cell.asked.role]
        first = [(cell, *found[0], found) for cell in open_ if (found := self._nearest(cell))]
        free = self._unclaimed([(cell, match) for cell, match, _, _ in first], cells)
        for cell, match, verdict, found in first:
            if id(cell) not in free or not _goes_on(cell.verdict, verdict) or _outgrows(cell, cells, verdict):
                continue
            alone = self._is_alone(cell.asked, match, verdict, found) and not self._told_below(cell)
            if alone and not self._told_otherwise(cell, match, verdict):
                last = cell.verdict.value if isinstance(cell.verdict.value, Fraction) else None
                held = replace(verdict, confidence=float(words()["lone"]["confidence"]), alone=True, continues=last)
                cell.verdict = self.judge.doubted(cell.asked, cell.unit, held, [])
        return any(cell.verdict.alone for cell in open_)

    def _unclaimed(self, first: list[tuple[Filled, Match]], cells: list[Filled]) -> set[int]:
        """The cells to whose nearest answer none comes nearer and no other may lay claim; who says just what it says
        need not mind those who say more or less."""
        taken = {fact for cell in cells if cell.verdict.known for fact in cell.verdict.facts}
        nearest: dict[Fact, float] = {}
        claims, same = Counter[Fact](), Counter[Fact]()
        for cell, match in first:
            meant = self._words(cell.asked, match)
            nearest[match.fact] = max(match.confidence, nearest.get(match.fact, 0.0))
            claims[match.fact] += meant.one_sided
            same[match.fact] += meant.same
        return {
            id(cell)
            for cell, match in first
            if match.fact not in taken
            and match.confidence == nearest[match.fact]
            and (same if self._words(cell.asked, match).same else claims)[match.fact] == 1
        }

    def _nearest(self, cell: Filled) -> list[tuple[Match, Verdict]]:
        """What answers near in words that speak of no cell tell of a cell, the nearest first."""
        least = words()["lone"]["alike"]
        matches = self.judge.ledger.unclaimed(cell.asked, cell.unit, least)
        return [(match, told) for match in matches if (told := self.judge.told_by(cell.asked, match))]

    def _is_alone(self, asked: Asked, match: Match, verdict: Verdict, found: list[tuple[Match, Verdict]]) -> bool:
        """Whether an answer may be meant, and nothing near of another figure may."""
        meant = self._words(asked, match)
        if not meant.one_sided or meant.parts_off:
            return False
        others = [other for other, told in found if told.value != verdict.value]
        second = max((other.confidence for other in others), default=0.0)
        rivals = () if meant.same else (self._words(asked, other) for other in others)
        return match.confidence >= second + words()["lone"]["apart"] and not any(
            rival.one_sided and not rival.parts_off for rival in rivals
        )

    def _told_otherwise(self, cell: Filled, match: Match, verdict: Verdict) -> bool:
        """Whether another paper tells of the very thing that is all an answer shares with a cell, and nearly as much:
        which of the two (巡查记录数 71, 安全巡查次数 64) the cell asks for, nobody knows."""
        shared, value = set(rest_of(cell.asked, match.said).shared), verdict.value
        if self._words(cell.asked, match).same or not isinstance(value, Fraction):
            return False
        table = words()["lone"]
        for other in self.judge.ledger.unclaimed(cell.asked, cell.unit, table["rival"]):
            if other.fact.form == match.fact.form:
                continue
            told, rest = self.judge.told_by(cell.asked, other), rest_of(cell.asked, other.said)
            if told and not rest.apart and shared <= set(rest.shared) and _nearly(told.value, value):
                return True
        return False

    def _told_below(self, cell: Filled) -> bool:
        """Whether units below tell the like, which may add up to another figure."""
        least, below = words()["lone"]["alike"], self.judge.places.below(cell.unit)
        told = (match for place in below for match in self.judge.ledger.unclaimed(cell.asked, place.code, least))
        return any((found := self._words(cell.asked, match)).one_sided and not found.parts_off for match in told)

    def _words(self, asked: Asked, match: Match) -> _Meant:
        key = (id(asked), match.fact.form, match.fact.indicator)
        if key not in self._meant:
            rest = _but_free(rest_of(asked, match.said))
            one_sided = not rest.apart and not (rest.unsaid and rest.over)
            parts_off = one_sided and _parts_off(asked, match.said, match.fact, rest)
            self._meant[key] = _Meant(one_sided, parts_off, not rest.unsaid and not rest.over)
        return self._meant[key]


def _but_free(rest: Rest) -> Rest:
    """What is left without what tells nothing where nothing else could be meant (集中式, 今年)."""
    free = frozenset(facets()["unsaid_alone"])
    unsaid, over = (tuple(piece for piece in side if piece not in free) for side in (rest.unsaid, rest.over))
    return replace(rest, unsaid=unsaid, over=over)


def _nearly(one: object, other: Fraction) -> bool:
    """Whether two figures differ, by as much as two papers' counts of one thing may."""
    if not isinstance(one, Fraction) or one == other or not other:
        return False
    return abs(one - other) <= abs(other) * Fraction(str(words()["lone"]["told_apart"]))


def _goes_on(last: Verdict, now: Verdict) -> bool:
    """Whether nothing is known yet, or only an old figure that another may well go on from."""
    if last.status != "stale":
        return last.status == "unknown"
    if not isinstance(last.value, Fraction) or not isinstance(now.value, Fraction) or not last.value:
        return False
    table = words()["lone"]
    return Fraction(str(table["least"])) <= now.value / last.value <= Fraction(str(table["most"]))


def _outgrows(cell: Filled, cells: list[Filled], now: Verdict) -> bool:
    """Whether what is marked as a part (其中) would be more than its whole, or a whole less than such a part."""
    if not isinstance(now.value, Fraction):
        return False
    beside = (c for c in cells if c.slot.column == cell.slot.column and c.unit == cell.unit and c.verdict.known)
    same = [(c.slot.row, c.verdict.value) for c in beside if c.asked.measure == cell.asked.measure]
    figures = [(row, value) for row, value in same if isinstance(value, Fraction)]
    return any(value < now.value for row, value in figures if _is_part(cell.slot.row, row)) or any(
        value > now.value for row, value in figures if _is_part(row, cell.slot.row)
    )


def _is_part(row: Row, whole: Row) -> bool:
    return clean(row.label).startswith(_parts()) and any(one is whole for one in row.above[-1:])


def _parts_off(asked: Asked, said: Said, fact: Fact, rest: Rest) -> bool:
    """Whether what one side says more parts off some of what the other counts."""
    if _leaves_a_heading(asked, rest):
        return True
    labels = [_in_common(label) for label in pieces_of(fact.indicator)] or [""]
    if rest.over and (_below_it(asked, labels, rest.over) or _under_another(asked, rest.over)):
        return True
    if rest.over and asked.required and asked.required <= _ways():
        return True  # 年内新增: what came of another thing
    if rest.unsaid and any(re.search(words()["joined"], label) for label in asked.keys[:1]):
        return True  # 幼儿园、托儿所
    headless = any(word.endswith(piece) and word != piece for piece in rest.unsaid for word in rest.words)
    headless = headless or any(piece.endswith(tuple(facets()["bodies"])) for piece in rest.over)
    if headless or miscounted(said, fact.measure) or fact.indicator.rpartition("/")[2].strip().startswith(_parts()):
        return True
    if _narrows(rest.over, rest.shared, labels[-1], _in_common(fact.form)):
        return True
    if _narrows(rest.unsaid, rest.shared, "|".join(map(_in_common, asked.keys)), _in_common(fact.form)):
        return True
    own = (*rest.unsaid, *(piece for piece in rest.over if piece in labels[-1]))
    done = any(len(piece) < LEAST or piece in acts() | only_done() for piece in own)
    return done or any(map(_tells_some, (*rest.unsaid, *rest.over)))


def _leaves_a_heading(asked: Asked, rest: Rest) -> bool:
    """Whether an answer says nothing at all of one of several headings of a cell that counts people (森林扑火 9人 of
    获奖人数 in the line of 森林扑火): it may be of any column."""
    people = asked.measure is not None and asked.measure.dimension == "people"
    said = (common(wording(key).tokens) for key in asked.keys) if people and len(asked.keys) > 1 and rest.unsaid else ()
    free = free_words("people")
    own = ([piece for piece in pieces if not made_of(piece, free)] for pieces in said)
    return any(pieces and all(piece in rest.unsaid for piece in pieces) for pieces in own)


def _narrows(over: tuple[str, ...], shared: tuple[str, ...], label: str, title: str) -> bool:
    """Whether a word stands right before all that both sides say (撂荒耕地), and the register is not all of that."""
    return len(shared) == 1 and any(f"{piece}{shared[0]}" in label and piece not in title for piece in over)


@lru_cache(maxsize=65536)
def _in_common(label: str) -> str:
    return loosely(canonical(clean(label)))


def _parts() -> tuple[str, ...]:
    return tuple(words()["part_words"])


@cache
def _ways() -> frozenset[str]:
    """What says that something came or went, and not what."""
    return frozenset(word for group in words()["added_or_gone"].values() for word in group)


def _below_it(asked: Asked, labels: list[str], over: tuple[str, ...]) -> bool:
    """Whether all that an answer says more stands below what the cell names (禽蛋 / 产量 / 鸡蛋)."""
    own = common(asked.required)
    named = [any(len(piece) >= LEAST for piece in aligned(own, (label,)).shared) for label in labels]
    below = "|".join(labels[named.index(True) + 1 :] if True in named else ())
    return all(piece in below for piece in over)


def _under_another(asked: Asked, over: tuple[str, ...]) -> bool:
    """Whether it stands under another thing of the kind that the cell stands under (乙肝疫苗, 脊灰疫苗)."""
    above = common(asked.context - asked.sections)
    return any(_of_one_kind(word, piece) for word in above for piece in over)


def _of_one_kind(one: str, other: str) -> bool:
    """Whether two words end alike and begin otherwise."""
    alike = next((n for n in range(min(len(one), len(other)), 0, -1) if one.endswith(other[-n:])), 0)
    return LEAST <= alike < min(len(one), len(other))


@lru_cache(maxsize=65536)
def _tells_some(piece: str) -> bool:
    """Whether a word is one that parts off some."""
    return (
        any(map(str.isascii, piece))
        or piece.endswith(tuple(facets()["place_ends"]))
        or piece.startswith(tuple(facets()["parting_signs"]))
        or any(word in piece for word in _parting())
    )


@cache
def _parting() -> frozenset[str]:
    table = facets()
    groups = [*table["parting"], table["some_only"], table["narrowing"], table["wider"], *table["apart"]]
    told = {plain(str(word)) for group in groups for word in group}
    told |= {canonical(word) for word in told}
    return frozenset(told | {loosely(word) for word in told})
