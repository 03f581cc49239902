"""How near an answer's words come to a cell's, and how far its figure may be from another that is held for the cell.

Two papers on one thing tell figures that differ a little, in words that differ a little. What another paper counts
besides (the registered ones only, those of a year before) differs too; what tells them apart is in docs/forms.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log

from songbang.core.filling.alike import common, rest_of
from songbang.core.filling.asked import Asked
from songbang.core.filling.lexicon import facets, words
from songbang.core.filling.saying import Said
from songbang.core.filling.unsaid import Tokens


@dataclass(frozen=True)
class Likeness:
    """How near an answer's words come to a cell's."""

    value: float
    """How much of the words of both sides is shared, 0 to 1, less what is left over unexplained."""
    told: bool
    """Whether the answer says all that the cell says; it may say more."""
    narrowed: bool
    """Whether what it says more parts off some of what the cell counts (注册登记拖拉机)."""
    over: tuple[str, ...] = ()
    """What it says more."""
    whole: bool = False
    """Whether it leaves nothing unsaid, or leaves it to its title (大专及以上学历 in a register of 党员)."""
    headed: bool = False
    """Whether it leaves nothing unsaid and only its headings say more (受让方 / 企业)."""
    by_kind: bool = False
    """Whether it shares no more than the kind of figure (播种面积): it is of another thing."""

    def apart(self, *, same: bool, larger: bool, few: bool) -> tuple[Fraction, int]:
        """By what share, and by how much, another paper's figure may differ from the one that is held where both are
        of one thing. `same`: it speaks in the very words of what is held; `larger`: its figure is the larger one (no
        part is larger than its whole); `few`: both figures are small."""
        table = words()["likeness"]
        if self.narrowed and not larger:
            return Fraction(0), 0
        alike, near = same or self.value >= table["alike"], same or self.value >= table["least_doubted"]
        shares = (
            (table["figures_apart"], near),
            (table["alike_apart"], alike),
            (table["headed_apart"], self.headed),
            (table["told_apart"], self.told),
            (table["larger_apart"], self.told and larger),
            (table["spoken_apart"], same),
        )
        share = max((share for share, holds in shares if holds), default=0)
        return Fraction(str(share)), table["few_apart"] if (alike if few else near) else 0


SPOKEN = Likeness(1.0, told=True, narrowed=False)
"""Of an answer that says what the cell says."""


def likeness(asked: Asked, said: Said, tells: Callable[[str], float]) -> Likeness:
    """`tells`: how much words say among the labels of the form, where 人数 is everywhere and says nothing."""
    rest = rest_of(asked, said)
    every = tells("".join(rest.words))
    if not every:
        return Likeness(0.0, told=False, narrowed=False)
    table = words()["likeness"]
    less = table["each_sign_over"] * tells("".join((*rest.unsaid, *rest.over))) + table["apart"] * rest.apart
    narrowed = any(word in piece for piece in rest.over for word in facets()["narrowing"])
    value = max(0.0, 2 * tells("".join(rest.shared)) / every - float(less))
    whole = bool(rest.shared) and not rest.unsaid and not rest.apart
    last = "|".join(common(said.last))
    headed = whole and bool(rest.over) and bool(said.outer) and not any(piece in last for piece in rest.over)
    by_kind = bool(rest.unsaid) and set(rest.shared) <= {*words()["inherited_kinds"]}
    return Likeness(value, rest.named and whole, narrowed, rest.over, whole, headed, by_kind)


def telling(labels: Sequence[Tokens]) -> Callable[[str], float]:
    """How much words say among these labels: a sign that is in few of them says more (inverse document frequency)."""
    seen = Counter(sign for label in labels for sign in set("".join(label)))
    return lambda words_: sum(1 + log((len(labels) + 1) / (seen[sign] + 1)) for sign in words_)
