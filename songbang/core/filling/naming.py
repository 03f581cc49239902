"""An answer whose words are all of one cell's is none of another's that says fewer, whatever stands around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from songbang.core.filling.accord import letters
from songbang.core.filling.asked import Asked
from songbang.core.filling.saying import Said
from songbang.core.filling.spans import When
from songbang.core.filling.told import Wording
from songbang.core.filling.unsaid import Tokens

Key = tuple[object, ...]
"""What cells of one meaning share, whatever time they ask of."""
Known = dict[Key, list[tuple[Wording, float, bool]]]
"""Wordings that speak of a cell, how sure, and whether only their labels say so."""


def left_to_named(
    known: Known,
    cells: Mapping[Key, Asked],
    times: Mapping[Key, set[When]],
    said: Mapping[Wording, Said],
    labelled: Collection[Wording],
) -> Known:
    """`known` without what another cell of that time names in full (小型拖拉机 of 拖拉机合计 below it); what bears the
    cell's label (`labelled`) stays."""
    named = _named(known, cells, said)
    asked_of: dict[Tokens, set[When]] = defaultdict(set)
    for key, one in cells.items():
        asked_of[one.required] |= times[key]

    def anothers(key: Key, wording: Wording) -> bool:
        own = cells[key].required
        return any(
            own != cell and letters(own) < letters(all_) and times[key] & asked_of[cell]
            for cell, all_ in named[wording].items()
        )

    return {
        key: [one for one in found if one[0] in labelled or not anothers(key, one[0])] for key, found in known.items()
    }


def _named(
    known: Known, cells: Mapping[Key, Asked], said: Mapping[Wording, Said]
) -> dict[Wording, dict[Tokens, Tokens]]:
    """Wordings → what a cell asks whose words are all that they say → the words in which they say it."""
    named: dict[Wording, dict[Tokens, Tokens]] = defaultdict(dict)
    for key, found in known.items():
        for wording, _, _ in found:
            spoken, required = said[wording], cells[key].required
            if required in (spoken.tokens, spoken.alias) or _all_but_optional(required, spoken):
                named[wording][required] = required
            elif required < spoken.alias <= required | cells[key].context:
                named[wording][required] = spoken.alias  # 社会组织 / 登记 of 登记的 below 社会组织
    return named


def _all_but_optional(required: Tokens, spoken: Said) -> bool:
    """Whether a cell asks for all that an answer says but for headings that need not be said."""
    return required <= spoken.tokens and spoken.tokens - required <= spoken.optional
