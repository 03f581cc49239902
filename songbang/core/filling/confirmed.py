"""Wordings that somebody confirmed (`Fact.also`): an answer speaks of the cells that bear such labels, and of those
that ask for the same in other words, as if it had been told in these; of its time it says what it said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from songbang.core.filling.accord import same_label, same_words
from songbang.core.filling.asked import Asked
from songbang.core.filling.facts import Fact
from songbang.core.filling.measures import Measure
from songbang.core.filling.saying import Said, said
from songbang.core.filling.told import Wording


def confirmed_wordings(sample: Mapping[Wording, Fact], spoken: Mapping[Wording, Said]) -> dict[Wording, list[Said]]:
    """Wordings → what they say as well."""
    return {
        wording: [_in_words_of(label, spoken[wording], fact) for label in fact.also]
        for wording, fact in sample.items()
        if fact.also
    }


def _in_words_of(label: str, spoken: Said, fact: Fact) -> Said:
    """What an answer says, in a cell's labels: the words are theirs, the time and its paper are its own."""
    told = said("", label, fact.as_of)
    return replace(
        spoken, tokens=told.tokens, keys=told.keys, outer=told.outer, optional=told.optional, bare=told.bare,
        last=told.last, part=told.part, alias=told.alias, headings=told.headings, counts=told.counts,
    )  # fmt: skip


def meant(asked: Asked, told: Iterable[Said], unit: Measure | None) -> Said | None:
    """The confirmed words that are the cell's own; None where none are."""
    return next((one for one in told if same_label(asked, one) or same_words(asked, one, unit)), None)
