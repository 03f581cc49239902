"""Whether two wordings name one quantity though their words are cut and ordered otherwise.

What both share is laid over each other, longest piece first, in any order. What is left over on a side must be
explained: a word that says nothing (`neutral`), that another one says already (`says`), or that stands around the
label. Anything else (微, 半, 新增, 农村, a sex, an age) keeps them apart. The words are in `facets*.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache

from songbang.core.filling.aims import said_as_planned
from songbang.core.filling.around import (
    cut_short,
    done_anew,
    finished,
    in_fact,
    in_register,
    in_title,
    of_own_budget,
    put_in,
    register_words,
    sized,
)
from songbang.core.filling.asked import Asked
from songbang.core.filling.classes import canonical, loosely
from songbang.core.filling.laying import LEAST, Rest, aligned, made_of, said_in
from songbang.core.filling.leftover import (
    acts,
    explained,
    free_words,
    implied,
    joined,
    only_done,
    said_with,
    section_words,
    things_of_a_sign,
    topic,
)
from songbang.core.filling.lexicon import clean, counted_places, facets, wording, words
from songbang.core.filling.measures import Measure
from songbang.core.filling.once import once
from songbang.core.filling.opposed import but_taken_in, of_other_people, only_planned, opposed
from songbang.core.filling.plainly import marked_words, plain_words
from songbang.core.filling.purposes import but_purpose
from songbang.core.filling.saying import Said, miscounted
from songbang.core.filling.stockflow import as_told, only_moves
from songbang.core.filling.stores import came_or_went
from songbang.core.filling.turning import in_order
from songbang.core.filling.unsaid import NONE, Tokens
from songbang.core.filling.untold import (
    beyond_scope,
    counted_in,
    of_grown,
    of_whole,
    old_by_years,
    old_enough,
    one_grade_of,
    told_otherwise,
)
from songbang.core.text import neighbours, plain


def same_quantity(asked: Asked, said: Said, given: Measure | None, *, titled: bool = False) -> int:
    """Whether an answer's words name just what the cell asks for, however they are cut and ordered.

    2 where they do by themselves, 1 where only with what stands around them, 0 where they do not; `titled`: what the
    form's title names stands around them too, unless it is all that an answer's last label says. Where elements' names
    were put for the words, the words as they stand may do too.
    """
    asked = as_told(of_whole(of_grown(old_by_years(asked, said), said), said), said)
    parted = said_in([*map(canonical, asked.parts)], map(canonical, said.tokens - asked.required - asked.context))
    if parted or came_or_went(asked, said) or told_otherwise(asked, said) or only_planned(asked, said):
        return 0
    if sure := _same_quantity(asked, said, given, titled):
        return sure
    if asked.literal and (
        sure := _same_quantity(replace(asked, required=asked.literal, literal=NONE), said, given, titled)
    ):
        return sure
    with_above = _with_above(asked, said, given)
    return _same_quantity(with_above, said, given, titled) if with_above else 0


def _with_above(asked: Asked, said: Said, given: Measure | None) -> Asked | None:
    """A cell whose own words tell nothing (使用金额, 完成, 入库额) with those of the line above it."""
    above = asked.outer[-1:] if asked.context - asked.required else ()
    over = frozenset(token for label in above for token in wording(label).tokens) & asked.context
    free = free_words(given.dimension if given else "")
    paid = frozenset(facets()["paid_in"]) if given and given.dimension == "money" else NONE
    own = frozenset(t for t in asked.required if t not in words()["else_alone"])
    if not over or over <= asked.required or not all(t in paid or made_of(canonical(t), free) for t in own):
        return None
    return replace(asked, required=(own - paid) | over, literal=NONE)


def _same_quantity(asked: Asked, said: Said, given: Measure | None, titled: bool) -> int:
    if of_other_aim(asked, said) or not asked.required or miscounted(said, given) or not anchored(asked, said):
        return 0
    if given and given.dimension == "boolean":
        asked = replace(asked, required=asked.required - counted_places())
    if asked.kind != "flow" and len(said.tokens) > 1:  # 应收款期末余额 is what is to be received
        said = _saying(said, said.tokens - frozenset(words()["neutral"]))
    if not _marked_alike(asked, said) or heads_another(asked, said) or _only_a_part(asked, said, given):
        return 0
    if titled:
        asked = replace(asked, context=asked.context | _named_by_title(asked, said))
    over = plain_words(asked.title) if titled else ()
    told = [
        said.tokens,
        *filter(None, (said.bare, said.tokens - said.optional, said.alias, _but_repeated(asked, said))),
        *filter(None, (_but_ways(asked, said), but_taken_in(asked.required, said.tokens, said.last))),
    ]
    return next((sure for tokens in told if (sure := _same_words(asked, _saying(said, tokens), given, over))), 0)


def _saying(said: Said, tokens: Tokens) -> Said:
    """An answer with other words."""
    return said if tokens == said.tokens else replace(said, tokens=tokens)


def _only_a_part(asked: Asked, said: Said, given: Measure | None) -> bool:
    """Whether an answer tells of a part in words that elsewhere say nothing (机井（已建成） / 其中：在用), of which the
    cell says nothing either."""
    free = free_words(given.dimension if given else "")
    part = said.part - said.outer - asked.required - asked.context
    return bool(part and said.outer) and all(made_of(word, free) for word in plain_words(part))


def of_other_aim(asked: Asked, said: Said) -> bool:
    """Whether one speaks of what is to be reached or is guessed, the other of what is."""
    if asked.aim or not said.aim:
        return not said.aim if asked.aim else said.estimate
    if asked.planned:
        return not said_as_planned(asked.planned, said.keys, said.form)  # 计划总投资, where a note says so
    return said.estimate or not any(t.endswith(tuple(words()["aim_words"])) for t in asked.required)  # 危房改造任务


def _but_repeated(asked: Asked, said: Said) -> Tokens:
    """An answer's words without a heading that its last label says again (健康教育 / 健康教育讲座; 湿地保护 / 湿地), or
    that only says what is done, as the line above the cell does (准予批准 / 原址翻建 under 批准宅基地)."""
    last, above = ("|".join(plain_words(side)) for side in (said.last, asked.context))
    outer = said.outer - said.last
    over = frozenset(t for t in outer if len(t) >= LEAST and topic(t) in last)
    over |= frozenset(t for t in outer if canonical(t) in only_done() and canonical(t) in above)
    return said.tokens - over if over else NONE


def _but_ways(asked: Asked, said: Said) -> Tokens:
    """An answer's words without how things came or went, where a heading over the cell says that they did, and the cell
    itself says no way of it (变更执行地转出 under 减少)."""
    heads = (asked.context - asked.required) & frozenset(words()["change_heads"])
    ways = [way for group in words()["added_or_gone"].values() if heads & frozenset(group) for way in group]
    if not ways or any(way in token for token in asked.required for way in ways):
        return NONE
    longest = sorted(ways, key=len, reverse=True)
    ends = {t: next((way for way in longest if t.endswith(way)), "") for t in said.tokens}
    but = frozenset(t.removesuffix(way) for t, way in ends.items()) - {""}
    return but if but != said.tokens and said.last - frozenset(ways) else NONE


def _named_by_title(asked: Asked, said: Said) -> Tokens:
    over = said.tokens - asked.required - asked.context - frozenset(words()["sexes"])
    named = frozenset(token for token in over if len(token) >= LEAST and any(token in word for word in asked.title))
    return NONE if said.last and said.last <= named else named


def _same_words(asked: Asked, said: Said, given: Measure | None, over: tuple[str, ...] = ()) -> int:
    """As `same_quantity`; `over`: words of the form's title, a piece of which need not be said."""
    if opposed(asked.required, said.tokens, asked.context) or opposed(asked.aside, said.tokens):
        return 0
    said = _saying(said, _but_licence(asked, said))
    if of_other_people(asked, said.tokens):
        return 0
    ours, theirs = plain_words(asked.required), _spoken(said)
    if not ours or not theirs or not in_order(asked.required, said.tokens):
        return 0
    found = aligned(ours, theirs)
    unit = counted_in(asked.measure, given)
    by_title = in_title(found.right, over, free_words(unit))
    if said.outer and all(made_of(word, frozenset(by_title), free_words(unit)) for word in plain_words(said.last)):
        by_title = ()  # 已完成整治 in a form on 排查整治: a part of 隐患房屋, and not these
    around_us = plain_words(asked.required | asked.context | asked.title)
    around_them = "|".join((*theirs, *plain_words(said.title)))
    by_register = in_register(found, said, implied("|".join((*ours, *around_us)), around_them))
    known = (*found.shared, *by_title, *_both(asked.context | asked.beside, said.tokens), *by_register)
    if not _names_a_thing(known, free_words(unit)):
        return 0
    aged = any(token.startswith("age:") for token in asked.required)
    people = (*words()["people_words"], *words()["children"]) if aged else ()
    if _by_whom(found.left, around_them):
        return 0
    beside = said_with(found.shared, "|".join(around_us), around_them)
    rural = frozenset(words()["village_own"]) if words()["rural"][-1] in asked.title else NONE
    rural |= sized(asked, said) | in_fact(asked, said)
    free = joined(free_words(unit), implied("|".join((*ours, *around_us)), around_them), beside, rural)
    free = free - kept if (kept := _kept(said)) else free
    by_then = finished(found, ours) | of_own_budget(asked) | done_anew(asked, found) | put_in(asked, said)
    if (wider := _widening()) & frozenset((*found.left, *found.right)):
        rest = [piece for piece in (*found.left, *found.right) if piece not in wider]
        return 0 if rest else 2  # 蔬菜（含食用菌）, 蔬菜及食用菌: both name the same two, or one of them only
    if explained(found.left, found.shared, people, free) and explained(
        found.right, found.shared, people, joined(free, by_then)
    ):
        return 2
    titled = (*register_words(said), *people)
    around = (*plain_words((asked.context - asked.sections) | asked.beside | said.optional), *people, *by_title)
    around += cut_short(said.outer, asked.context)
    left, right = but_purpose(asked, said, found)
    alone = explained(left, found.shared, people, free)
    if not alone:  # what a register's title must say already, other words than its own say only for the cell's own
        of_done = implied("|".join(found.shared), around_them) & (only_done() | acts() | _qualifiers())
        free = joined(free_words(unit), beside, implied("|".join(left), around_them), of_done) - kept
        own = joined(free, implied("|".join(ours), around_them)) - kept
        alone = lent(left, found.shared) and explained(left, found.shared, titled, own, inside=True)
    return int(alone and explained(right, found.shared, around, joined(free, by_then)))


def _but_licence(asked: Asked, said: Said) -> Tokens:
    """An answer's words without those that tell that a business has its licence, where it must and a paper of licences
    says so; the cell does not ask for it either."""
    law = facets()["licensed"]
    ours, theirs = ("|".join(sorted(side)) for side in (asked.required, said.tokens))
    both = any(thing in ours and (thing in theirs or thing in said.form) for thing in law["things"])
    told = any(word in said.form for word in law["titles"]) and not any(w in said.form for w in law["counted_all"])
    if not both or not told or any(word in ours for word in law["words"]):
        return said.tokens
    renewed = {law["new"] if token in law["newly"] else token for token in said.tokens}
    return frozenset(token for token in renewed if not made_of(token, frozenset(law["words"])))


def _both(one: Tokens, other: Tokens) -> tuple[str, ...]:
    """What stands around on both sides: long pieces of words, and a short word that one begins with (改厕完成)."""
    ours, theirs = plain_words(one), plain_words(other)
    begun = frozenset(word for word in ours if any(told.startswith(word) for told in theirs))
    return tuple(p for p in aligned(ours, theirs).shared if len(p) > LEAST or p in begun)


def lent(unsaid: Iterable[str], told: Iterable[str]) -> bool:
    """Whether a register's title may say what its lines leave unsaid: not what is done to some of what it lists
    (流转 of 家庭承包耕地 in a register of 土地流转), but where a line tells how far that is (开工小区)."""
    if any(canonical(plain(stage)) in canonical(piece) for piece in told for stage in facets()["stages"]):
        return True
    return not any(canonical(plain(done)) in canonical(piece) for piece in unsaid for done in facets()["not_lent"])


def _marked_alike(asked: Asked, said: Said) -> bool:
    """Whether ages, sexes and the like are the same, or stand around."""
    known = asked.required | asked.context | asked.title
    if asked.context & frozenset(words()["villages_counted"]):  # 建制村个数 over 其中：通客车
        known |= {words()["village"]}
    own, told = marked_words(asked.required), marked_words(said.tokens)
    over, under = told - marked_words(known) - own, own - told
    if any(word in token for token in said.tokens - said.optional for word in facets()["aged"]):
        over -= said.optional
    under -= old_enough(under, said)
    titled = frozenset(token for token in under if token in clean(said.form))
    beyond = beyond_scope(said, known) or one_grade_of(asked, said)
    return not over and not under - marked_words(said.title) - titled and not beyond


def anchored(asked: Asked, said: Said) -> bool:
    """Whether an answer's surroundings are the cell's, where the cell itself names only what is done (受理, 参保人数):
    the words around both share something, and do not stand against each other (医疗, 养老)."""
    own = plain_words(asked.required)
    above = asked.context - asked.sections - frozenset(words()["change_heads"])
    concerned = any(name.startswith(words()["concerned"]) for name in asked.keys[:1])
    if concerned and above and not asked.required & above and not _share(above, said.tokens | said.title):
        return False
    done = only_done() | (_done_below() if above else frozenset())
    if not all(made_of(word, done | free_words("")) for word in own) or all(
        made_of(word, free_words("")) for word in own
    ):
        return True
    keeper = frozenset(whose for who, whose in words()["basis_of"].items() if who in said.form)
    around, told = above or asked.context | asked.title | asked.beside, said.tokens | said.title | keeper
    ours, theirs = plain_words(around), plain_words(told)
    for group in facets()["apart"]:
        one, other = ({word for word in group if any(word in piece for piece in side)} for side in (ours, theirs))
        if one and other and not one & other and not only_done() & set(group):
            return False
    return not ours or bool(neighbours(ours) & neighbours(theirs) - neighbours(tuple(words()["title_noise"])))


def _share(one: Tokens, other: Tokens) -> bool:
    """Whether two sides have two neighbouring signs in common that tell anything."""
    ours, theirs = neighbours(plain_words(one)), neighbours(plain_words(other))
    return bool(ours & theirs - neighbours(tuple(words()["title_noise"])))


def _by_whom(left: Iterable[str], around: str) -> bool:
    """Whether a cell names who does a thing (调解组织 of 调解组织受理争议), and no answer or title of it does."""
    doers = tuple(facets()["done_by"])
    named = (
        piece for piece in left for doer in doers if piece.endswith(doer) and made_of(piece.removesuffix(doer), acts())
    )
    return any(piece not in around for piece in named if piece not in doers)


@cache
def _done_below() -> frozenset[str]:
    return frozenset(canonical(plain(word)) for word in facets()["bare_below"])


def heads_another(asked: Asked, said: Said) -> bool:
    """Whether an answer's heading names another thing of the kind that the cell is a part of: 规范管理 under
    2型糖尿病患者健康管理 is not that under 高血压患者管理."""
    whole = asked.context - asked.sections
    if not whole or not said.optional:
        return False
    if any(over in name for name in said.last & asked.required for over in whole if len(over) > LEAST):
        return False  # 学校团支部 below 团支部, below 团组织: it names what it is a part of itself
    ours, theirs = plain_words(whole), plain_words(said.optional)
    found = aligned(ours, theirs)
    free = free_words("people") | implied("|".join(ours), "|".join(theirs)) | section_words()
    left, right = ([piece for piece in side if not made_of(piece, free)] for side in (found.left, found.right))
    return bool(found.shared and left and right)


def parts_off(said: Said, given: Measure | None) -> bool:
    """Whether an answer's last label tells of a part of what stands over it: 企业户数 / 私营企业, and not 低保金 /
    发放对象人数."""
    free = free_words(given.dimension if given else "") | only_done()
    return bool(said.outer) and not all(made_of(word, free) for word in plain_words(said.last))


def _names_a_thing(shared: tuple[str, ...], free: frozenset[str]) -> bool:
    """Whether what is shared tells what is counted, and not only whose or where."""
    long = [piece for piece in shared if (len(piece) >= LEAST or piece in things_of_a_sign()) and piece not in free]
    return len(long) > 1 or any(piece not in _qualifiers() for piece in long)


@lru_cache(maxsize=65536)
def _spoken(said: Said) -> tuple[str, ...]:
    """The words of an answer; where they only tell that something was counted or done (发放人数), its register tells
    what (高龄津贴发放表)."""
    own = plain_words(said.tokens)
    titled = "|".join(plain_words(said.title))
    free = free_words("people") | implied(titled, titled) | said_with(own, titled, titled)
    done = free_words("people") | only_done() | acts()
    unsaid = all(made_of(word, free) for word in own) and any(made_of(word, done) for word in own)
    return tuple(sorted({*own, *plain_words(said.title)})) if unsaid else own


def pairs_said(said: Said) -> frozenset[str]:
    """As `pairs_of`, of the words by which an answer is known: by its register's where it only says that what that is
    on came or went."""
    return pairs_of(frozenset(_spoken(said)) | said.bare | said.alias | (said.title if only_moves(said) else NONE))


def pairs_of(tokens: Tokens) -> frozenset[str]:
    """Neighbouring signs of the words in their common form: what shares none with another names nothing of it."""
    return neighbours(plain_words(tokens)) | frozenset(word for word in plain_words(tokens) if len(word) == 1)


def _kept(said: Said) -> frozenset[str]:
    """What an answer must not leave unsaid: the class by which its last label parts what stands over it (安置帮教 /
    重点对象 are not all of them), and who does it where it tells to how many it was done (培训人数 are no 培训员)."""
    parted = frozenset(canonical(word) for word in said.last if said.outer and word in facets()["kinds"])
    manned = any(word.endswith(tuple(facets()["teams"])) for word in said.tokens)
    return parted | frozenset(facets()["doers"] if said.counts == "people" and not manned else ())


@cache
def _qualifiers() -> frozenset[str]:
    """Words that tell whose, where or which, never what."""
    groups = ("basis", "scope", "sexes", "weak")
    named = frozenset(map(plain, facets()["things"]))
    return frozenset(canonical(plain(word)) for group in groups for word in words()[group]) - named


@cache
def _widening() -> frozenset[str]:
    """Words by which brackets widen what is counted, as 及 does."""
    return frozenset(map(plain, facets()["widening"]))


@lru_cache(maxsize=65536)
def common(tokens: Tokens) -> tuple[str, ...]:
    """Words in the form in which all that may mean the same is one."""
    return tuple(sorted(set(map(loosely, plain_words(tokens)))))


@once
def rest_of(asked: Asked, said: Said) -> Rest:
    """What is shared and what is left unexplained of what both sides say, words that come near taken for the same."""
    ours, theirs = common(asked.required), tuple(sorted(set(map(loosely, _spoken(said)))))
    found, free = aligned(ours, theirs), free_words("people")
    titled = (*found.shared, *register_words(said))
    around = (*found.shared, *plain_words(asked.context | asked.title | asked.beside))
    unsaid, over = (
        tuple(piece for piece in pieces if not made_of(piece, free) and not _told_by(piece, by))
        for pieces, by in ((found.left, titled), (found.right, around))
    )
    apart = (
        not _marked_alike(asked, said)
        or opposed(asked.required, said.tokens, asked.context)
        or of_other_aim(asked, said)
        or told_otherwise(asked, said)
        or came_or_went(asked, said)
        or only_planned(asked, said)
    )
    wider = any(piece.startswith(word) for piece in over for word in _widening())
    wider |= any(word in piece for piece in over for word in facets()["wider"])
    return Rest((*ours, *theirs), found.shared, unsaid, over, apart, _names_a_thing(found.shared, free) and not wider)


def _told_by(piece: str, by: tuple[str, ...]) -> bool:
    """Whether what stands around says a piece, or the two halves of it."""
    cuts = range(LEAST, len(piece) - LEAST + 1)
    halves = [(piece,), *((piece[:at], piece[at:]) for at in cuts)]
    return any(all(any(half in word for word in by) for half in cut) for cut in halves)
