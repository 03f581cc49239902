"""What need not be said on one side because it stands around the other: in a title, a heading, a figure of size."""

from __future__ import annotations

from functools import cache

from songbang.core.filling.aims import is_aim
from songbang.core.filling.asked import Asked
from songbang.core.filling.classes import canonical
from songbang.core.filling.laying import LEAST, Aligned, made_of
from songbang.core.filling.lexicon import clean, facets, words
from songbang.core.filling.plainly import plain_words
from songbang.core.filling.saying import Said, but_besides
from songbang.core.filling.unsaid import NONE, Tokens
from songbang.core.text import plain


def sized(asked: Asked, said: Said) -> frozenset[str]:
    """The words for a size that both sides tell in figures (规模经营户（50亩以上）, 经营50亩以上的户)."""
    told = asked.required | asked.context | asked.aside
    both = any(token.startswith("range:") for token in told & said.tokens)
    return frozenset(canonical(plain(word)) for word in facets()["sized"]) if both else NONE


def finished(found: Aligned, ours: tuple[str, ...]) -> frozenset[str]:
    """The words by which an answer tells that works are done that are counted only when they are (已竣工加装电梯), or
    that the cell says to be (完成改造)."""
    works, done, as_done, by_then = _done_anyway()
    if found.shared and any(work in piece for work in works for piece in ours):
        return done
    return by_then if found.shared and any(word in piece for word in as_done for piece in ours) else NONE


def done_anew(asked: Asked, found: Aligned) -> frozenset[str]:
    """What an answer says was newly done with a thing (新悬挂 of 光荣牌) whose cell asks what came about in a time."""
    if asked.kind != "flow":
        return NONE
    new, done = words()["newly"], facets()["handed_over"]
    again = frozenset(f"{new}{act}" for act in done) & frozenset(found.right)
    return again | ({new} if any(piece.startswith(tuple(done)) for piece in found.shared) else NONE)


@cache
def _done_anyway() -> list[frozenset[str]]:
    """The works that are counted only when they are done, the words by which an answer tells that they are, the words
    by which a cell does, and those that then mean no more."""
    table = facets()["done_anyway"]
    return [frozenset(canonical(plain(w)) for w in table[n]) for n in ("works", "words", "told", "finished")]


def in_fact(asked: Asked, said: Said) -> frozenset[str]:
    """The word by which a cell asks what was done in fact, beside what was to be (实种, 应种), and that by which an
    answer's label says that it was done (流动儿童接种 / 乙肝疫苗剂次): not its title, which may be on what is to be."""
    if asked.kind != "flow":
        return NONE
    told = ((word, done) for word, acts in facets()["in_fact"].items() if word in asked.required for done in acts)
    return frozenset(canonical(plain(one)) for pair in told if pair[1] in said.tokens for one in pair)


def of_own_budget(asked: Asked) -> frozenset[str]:
    """The words by which a paper tells that money is a level's own, where the cell stands in that level's budget
    (镇级收入 / 印花税 under 一般公共预算收入)."""
    heads, own = _budgets()
    return own if any(head in word for word in asked.context | asked.required for head in heads) else NONE


def put_in(asked: Asked, said: Said) -> frozenset[str]:
    """The words by which an answer tells that money was spent where the cell asks what was put in (实际支出, 实际投入),
    or is to be (年度计划投资, 计划投入); 总投资 is of more years than one."""
    put, spent, laid_out, of_all = _money_put()
    if asked.measure is None or asked.measure.dimension != "money" or not any(put in key for key in asked.keys):
        return NONE
    planned = asked.aim and any(laid_out in key and is_aim(key) and of_all not in key for key in said.keys)
    return frozenset((canonical(spent), canonical(laid_out)) if planned else (canonical(spent),))


@cache
def _money_put() -> tuple[str, str, str, str]:
    """What is put in, spent, laid out, and laid out in all."""
    table = facets()["money_put"]
    put, spent, laid_out, of_all = (plain(str(table[name])) for name in ("put", "spent", "laid_out", "of_all"))
    return put, spent, laid_out, of_all


@cache
def _budgets() -> tuple[frozenset[str], frozenset[str]]:
    """The words for a level's budget, and for what is its own."""
    heads, own = (frozenset(canonical(plain(w)) for w in facets()["of_own_budget"][n]) for n in ("heads", "own"))
    return heads, own


def cut_short(outer: Tokens, above: Tokens) -> tuple[str, ...]:
    """Headings of an answer that say in fewer signs what stands over the cell (受理案件 for 受理数字城管案件), or that
    it was taken in (受理物业投诉 for 物业投诉)."""
    long = (*plain_words(above), *(f"{done}{word}" for done in facets()["taken_in"] for word in plain_words(above)))
    short = (word for word in plain_words(outer) if len(word) > LEAST + 1)
    return tuple(word for word in short if any(_in_turn(word, one) for one in long))


def _in_turn(short: str, long: str) -> bool:
    signs = iter(long)
    return all(sign in signs for sign in short)


def in_title(pieces: tuple[str, ...], over: tuple[str, ...], free: frozenset[str]) -> tuple[str, ...]:
    """What of an answer's words the form's title says: 食品安全 of 食品安全案件 / 罚款."""
    cut = {
        piece[:end]
        for piece in pieces
        for end in range(LEAST, len(piece) + 1)
        if end == len(piece) or piece[end:] in free
    }
    return tuple(sorted({core for core in cut if len(core) >= LEAST and any(core in word for word in over)}))


def register_words(said: Said) -> tuple[str, ...]:
    """The words of an answer's register, and its title as it stands."""
    return (*plain_words(said.title), canonical(but_besides(clean(said.form))))


def in_register(found: Aligned, said: Said, free: frozenset[str]) -> tuple[str, ...]:
    """What of a cell's words an answer leaves to its register's title: 残疾人 of 持证残疾人 / 持证人数, 养老机构 of
    核定床位. `free`: what the answer need not have said."""
    alone = found.shared and all(made_of(piece, free) for piece in found.right)
    told = register_words(said) if alone else ()
    return tuple(piece for piece in found.left if len(piece) >= LEAST and any(piece in word for word in told))
