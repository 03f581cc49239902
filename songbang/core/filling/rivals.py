"""Whether an answer of another paper speaks of what is held, and in how many words it need not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from songbang.core.filling.asked import Asked
from songbang.core.filling.classes import canonical, loosely
from songbang.core.filling.facts import Fact
from songbang.core.filling.lexicon import clean, words
from songbang.core.filling.saying import Said, said


def told_alike(asked: Asked, held: tuple[Fact, ...]) -> Asked:
    """The cell without the words of headings that what is held leaves to its register: its rivals may leave them."""
    told = [said(fact.form, fact.indicator, fact.as_of) for fact in held]
    spoken = [frozenset().union(one.tokens, one.alias) for one in told]
    own = frozenset(t for t in asked.required if all(any(t in word for word in words_) for words_ in spoken))
    named = any(token in label for token in asked.required - own for label in asked.keys)
    return replace(asked, required=own) if own and own != asked.required and not named else asked


def explained_by(over: tuple[str, ...], told: Iterable[str]) -> bool:
    """Whether all that an answer says more the titles of the papers that it stands against say, or the form."""
    around = [loosely(canonical(clean(word))) for word in told]
    return all(any(piece in word for word in around) for piece in over)


def of_same_thing(spoken: Said, held: Fact) -> bool:
    """Whether an answer says in words what the register of another says in its title only (自建房 / D级危房; 鉴定为D级
    in 自建房安全整治), and the same at last."""
    one = said(held.form, held.indicator, held.as_of)
    over = spoken.tokens - one.tokens
    return bool(over) and one.last == spoken.last and all(token in clean(held.form) for token in over)


def of_other_duty(asked: Asked, spoken: Said) -> bool:
    """Whether an answer tells who should (应参保) and the cell who does (参保), or the other way round."""
    due = words()["due"]
    return (due in spoken.tokens) != (due in asked.required | asked.context)


def kept_for_another(asked: Asked, form: str) -> bool:
    """Whether a paper lists who came for an end of which the cell and its form say nothing (税务登记户数 beside what
    there is of 个体工商户): it knows but those."""
    ends = _kept_for(form)
    told = "|".join((*asked.title, *asked.keys, *asked.outer)) if ends else ""
    return bool(ends) and not any(sign in told for sign in ends)


@lru_cache(maxsize=4096)
def _kept_for(form: str) -> frozenset[str]:
    return frozenset(sign for word, sign in words()["kept_for"].items() if word in clean(form))
