"""Other words by which an answer says the same: those of its brackets, of its register's title, of what it defines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from songbang.core.filling.aims import tasked
from songbang.core.filling.lexicon import Wording, clean, is_weak, numbered, only_divides, wording, words
from songbang.core.filling.measures import measure
from songbang.core.filling.pieces import pieces_of
from songbang.core.filling.registers import built_then, by_title, certified, told_by_age
from songbang.core.filling.together import lists
from songbang.core.filling.unsaid import NONE, Tokens, defaults
from songbang.core.text import neighbours

_NAMED_AGAIN = re.compile(r"^([^()]{2,})\(([^()\d]{2,})\)([^()]*)$")
_KIND_LAST = re.compile(r"^([^():]{2,})\(([^():、,/\d<>≥≤其]{2,6})\)(?:合计|总计|数)?$")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an answer's words when its other names are looked for."""

    indicator: str
    title: str
    year: int
    segments: list[Wording]
    tokens: Tokens
    moved: Tokens
    """The words for what its paper says that came or went."""
    around: Tokens
    """The words of its paper's title."""
    tags: Tokens
    aim: bool


def other_name(told: Told) -> Tokens:
    """The words of the first other name that an answer has; none where it has none."""
    return next(filter(None, (name(told) for name in _NAMES)), NONE)


def _alias(indicator: str, year: int) -> Tokens:
    """The words of an indicator whose last label says in brackets what it means: another name that shares signs with
    it, or a short one for several (党组织和居委会（两委）成员)."""
    *outer, label = pieces_of(indicator) or [""]
    found = _NAMED_AGAIN.match(numbered(clean(label))[1])
    if not found:
        return NONE
    name, again, rest = found.groups()
    told = wording(again).tokens
    named = re.search(words()["particle_pattern"], re.sub(words()["ages_joined"], "", name))
    several = named and told and told <= frozenset(words()["words"]) - frozenset(words()["weak"])
    if not several and (rest or is_weak(told) or not neighbours((name,)) & neighbours((again,))):
        return NONE
    if re.search(words()["particle_pattern"], again) or again.startswith(tuple(words()["scope_marks"])):
        return NONE
    return defaults(frozenset(t for piece in (*outer, again + rest) for t in wording(piece, year).tokens))


def _defined(segments: list[Wording], tokens: Tokens) -> Tokens:
    """The words without brackets that list what a label takes together (出党（除名、开除、自行脱党）)."""
    listed = [one for one in segments if any(lists(inner, one) for inner in re.findall(r"\(([^()]*)\)", one.text))]
    told = [one for one in listed if one.tokens and not is_weak(one.tokens)]
    return tokens.difference(*(one.aside for one in told)) if told else NONE


def _of_kind(segments: list[Wording], tokens: Tokens) -> Tokens:
    """The words of a thing of which the last label names a kind by what says nothing elsewhere (社会组织 / 登记)."""
    last = segments[-1].text if len(segments) > 1 else ""
    return tokens | {f"{last}的"} if last in words()["said_of_some"] and tokens else NONE


def _bracket_first(indicator: str, year: int) -> Tokens:
    """The words of a last label whose bracket tells of what kind its thing is, as one would say them together
    (硬化路（村内）, 债务余额（政府性）)."""
    *outer, label = pieces_of(indicator) or [""]
    found = _KIND_LAST.match(numbered(clean(label))[1])
    if found is None or found[2].startswith((*words()["scope_marks"], *words()["all_kinds"])):
        return NONE
    if measure(found[2]) is not None:
        return NONE
    told = [wording(piece, year) for piece in (*outer, found[2] + found[1])]
    return defaults(frozenset(t for one in told for t in one.tokens))


def _of_registered(pieces: list[str], tokens: Tokens, titled: Tokens) -> Tokens:
    """The words of a line that stands under no more than by what all of a register is parted (按年龄 / 16—35岁), with
    those of its title."""
    over = [clean(piece) for piece in pieces[:-1]]
    return tokens | titled if over and all(map(only_divides, over)) and tokens and titled else NONE


_NAMES: tuple[Callable[[Told], Tokens], ...] = (
    lambda told: _alias(told.indicator, told.year),
    lambda told: _defined(told.segments, told.tokens - told.moved),
    lambda told: _of_kind(told.segments, told.tokens),
    lambda told: by_title(told.title, pieces_of(told.indicator), told.year, told.tokens),
    lambda told: _bracket_first(told.indicator, told.year),
    lambda told: _of_registered(pieces_of(told.indicator), told.tokens, told.around),
    lambda told: told_by_age(told.tokens),
    lambda told: built_then(told.tokens, told.tags),
    lambda told: certified(pieces_of(told.indicator), told.year, told.around),
    lambda told: tasked(told.title, told.tokens) if told.aim else NONE,
)
"""The ways in which one comes by another name, the surest first."""
