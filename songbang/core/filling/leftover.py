"""What is left over of two labels when what they share is laid over each other, and which words need not be said."""

from __future__ import annotations

from functools import cache, lru_cache

from songbang.core.filling.classes import canonical
from songbang.core.filling.laying import LEAST, aligned, made_of
from songbang.core.filling.lexicon import facets, words
from songbang.core.text import plain


def explained(
    left: tuple[str, ...],
    shared: tuple[str, ...],
    around: tuple[str, ...],
    free: frozenset[str],
    *,
    inside: bool = False,
) -> bool:
    """Whether every piece is words that need not be said; `inside`: a piece of what stands around is one."""
    twice = _done_in(shared)
    if inside:  # 垃圾 of 垃圾清运, where 清运 is shared
        twice |= {rest for word in around for one in shared if one in word for rest in word.split(one, 1)}
    return all(
        made_of(piece, free, twice)
        or (inside and len(piece) >= LEAST and any(piece in word for word in around))
        or made_of(piece, free, twice, _parts(around, piece, free, frozenset(shared)))
        for piece in left
    )


@lru_cache(maxsize=65536)
def _done_in(shared: tuple[str, ...]) -> frozenset[str]:
    return frozenset(act for act in facets()["acts"] if any(act in word for word in shared))


def _parts(around: tuple[str, ...], piece: str, *said: frozenset[str]) -> frozenset[str]:
    """Words that stand around; what of a longer one is left when what is said already is off (高标准农田 of
    建成高标准农田); and what a longer one is at last (隐患 of 排查隐患)."""
    said = (*said, _doings(), section_words())
    longer = [word for word in around if piece in word and word != piece]
    inner = {piece for word in longer if all(made_of(rest, *said) for rest in word.split(piece, 1) if rest)}
    inner |= {piece for word in longer if word.endswith(piece) and len(piece) >= LEAST}
    inner |= {part for word in around for part in aligned((word,), (piece,)).shared if _names(part, word, *said)}
    return frozenset(word for word in around if len(word) >= LEAST or word == piece) | inner


def _names(part: str, word: str, *said: frozenset[str]) -> bool:
    """Whether a piece of what stands around names it: all but what is done (口蹄疫 of 口蹄疫强制免疫)."""
    rest = word.removeprefix(part)
    return len(part) > LEAST and rest != word and bool(rest) and made_of(rest, *said, acts())


def implied(one: str, other: str) -> frozenset[str]:
    """What the words of both sides, or what stands around them, say without being said. Of a word on one side only,
    nothing follows: 热线 would explain away 工单 and 工单 热线."""
    both, sayings = _saying(one) & _saying(other), _sayings()
    return frozenset(unsaid for n in both for unsaid in sayings[n][1])


@lru_cache(maxsize=65536)
def _saying(text: str) -> frozenset[int]:
    """Which words a text holds that say others."""
    begun = _begun()
    return frozenset(
        n
        for at in range(len(text))
        for n, word in (*begun.get(text[at], ()), *begun.get(text[at : at + 2], ()))
        if text.startswith(word, at)
    )


@cache
def _begun() -> dict[str, tuple[tuple[int, str], ...]]:
    """The words that say others by the two signs that they begin with: a text is asked for few of them."""
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    for n, (word, _) in enumerate(_sayings()):
        found[word[:2]] = (*found.get(word[:2], ()), (n, word))
    return found


def said_with(shared: tuple[str, ...], one: str, other: str) -> frozenset[str]:
    """What need not be said beside a shared word where both sides also speak of another (缴费 of 参保, of 医疗保险)."""
    told = [others for word, others in _said_with().items() if word in shared]
    return joined(*(unsaid for others in told for of, unsaid in others.items() if of in one and of in other))


@cache
def _said_with() -> dict[str, dict[str, frozenset[str]]]:
    """A shared word → another one that both sides speak of → what then need not be said."""
    return {
        canonical(plain(word)): {
            canonical(plain(of)): frozenset(canonical(plain(o)) for o in unsaid) for of, unsaid in others.items()
        }
        for word, others in facets()["says_with"].items()
    }


def joined(*told: frozenset[str]) -> frozenset[str]:
    """All words of several tables, of which all but one are mostly empty: a large one is not copied without need."""
    some = [one for one in told if one]
    return some[0] if len(some) == 1 else frozenset().union(*some)


@cache
def _sayings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    told = [
        *facets()["says"].items(),
        *((kind, [whole]) for whole, kinds in facets()["kinds"].items() for kind in kinds),
        *((kind, told) for whole, told in facets()["says_of_kinds"].items() for kind in facets()["kinds"][whole]),
    ]
    return tuple((canonical(plain(word)), tuple(canonical(plain(str(o))) for o in others)) for word, others in told)


@cache
def things_of_a_sign() -> frozenset[str]:
    """Kinds of which something is known and whose name is one sign: 梨, 橙, 牛."""
    return frozenset(word for word, _ in _sayings() if len(word) == 1)


@cache
def free_words(unit: str) -> frozenset[str]:
    table = facets()
    return frozenset(canonical(plain(word)) for word in (*table["neutral"], *table["neutral_of"].get(unit, ())))


@cache
def only_done() -> frozenset[str]:
    return frozenset(canonical(plain(word)) for word in facets()["bare"])


@cache
def acts() -> frozenset[str]:
    return frozenset(canonical(plain(word)) for word in facets()["acts"])


@lru_cache(maxsize=4096)
def done_above(own: frozenset[str], above: frozenset[str]) -> frozenset[str]:
    """A cell's words with the one word for what is done with a thing, where one of them says what is done, one beside
    it or above the thing, and both together have another name (改厕 for 改造 under 厕所)."""
    finished = ("", *facets()["done_anyway"]["told"])
    done = {word: act for word in own for act in _acts_told() if any(word == f"{told}{act}" for told in finished)}
    if len(done) != 1:
        return frozenset()
    word, act = done.popitem()
    named = ((thing, f"{thing}{act}") for thing in (*sorted(own - {word}), *sorted(above - own)))
    found = next(((t, name) for t, name in named if canonical(name) != canonical(t) + canonical(act)), None)
    return (own - {word, found[0]}) | {found[1]} if found else frozenset()


def worked_in(own: frozenset[str], above: frozenset[str]) -> frozenset[str]:
    """A cell's words for who works in firms (快递企业 below 从业人员), as other papers call them (快递从业人员)."""
    told = facets()["worked_in"]
    named = told["firms"] in own and told["people"] in above - own and len(own) > 1
    return (own - {told["firms"]}) | {told["people"]} if named else frozenset()


@cache
def _acts_told() -> tuple[str, ...]:
    return (*facets()["acts"], *facets()["spent"])


@cache
def _doings() -> frozenset[str]:
    """What is done with things, one against another: 隐患 is what is left of 隐患排查 where a part says 整改."""
    return frozenset(canonical(plain(word)) for group in facets()["apart"] for word in group)


@cache
def section_words() -> frozenset[str]:
    return frozenset(canonical(plain(word)) for word in words()["header"]["section_like"])


def topic(token: str) -> str:
    """What a heading is about: 湿地 of 湿地保护."""
    bare = next((token.removesuffix(end) for end in facets()["topics"] if token.endswith(end)), token)
    return canonical(bare if len(bare) >= LEAST else token)
