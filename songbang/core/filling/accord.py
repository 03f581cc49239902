"""Whether an earlier answer speaks of just what a cell asks for: each side's words must be covered by the other's."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from songbang.core.filling.alike import anchored, heads_another, lent, of_other_aim
from songbang.core.filling.asked import Asked
from songbang.core.filling.head import Head
from songbang.core.filling.inner_heads import lengths_told
from songbang.core.filling.lexicon import any_in, clean, counted_places, is_part, is_weak, is_whole, turns, words
from songbang.core.filling.measures import Measure
from songbang.core.filling.opposed import only_planned
from songbang.core.filling.saying import Said, bare_title, form_names, miscounted, series
from songbang.core.filling.unsaid import NONE, Tokens, defaults
from songbang.core.filling.untold import beyond_scope, old_enough, to_be_served
from songbang.core.text import neighbours

LEAST_LETTERS = 3
_LIKE, _CLOSELY = 0.5, 0.7
_VILLAGE_OWN = 3
"""So many signs after 村 name a thing: no 村道, 村医."""
"""How much of a paper's title the form's must say."""
_EACH = {"day": "by_day", "people": "by_head", "household": "by_household"}
"""By one of what a figure is told where its label says so → the words of such labels."""


def same_form(head: Head, form: str) -> bool:
    """Whether a fact comes from this very form, of another period."""
    number, title = form_names(form)
    if number and head.number:
        return number == clean(head.number)
    return bool(title) and series(_but_place(title)) == series(_but_place(bare_title(head.title)))


def _but_place(title: str) -> str:
    """A title without the name of a place that it begins with: 石埠镇托育和学前教育基本情况."""
    found = re.match(words()["place_before"], title)
    return title[found.end() :] if found and len(title) - found.end() > LEAST_LETTERS else title


def like_title(head: Head, form: str, *, closely: bool = False) -> bool:
    """Whether a paper's title says what the form's does, with some of its words left out or put otherwise."""
    ours, theirs = neighbours((bare_title(head.title),)), neighbours((bare_title(form_names(form)[1]),))
    shared = len(ours & theirs)
    return shared >= LEAST_LETTERS and shared >= len(theirs) * (_CLOSELY if closely else _LIKE)


def same_measure(asked: Measure | None, given: Measure | None, villages: bool, counted: Tokens = NONE) -> bool:
    """Whether figures in one measure are figures in the other; `counted`: the words that say what is counted."""
    if asked is None or given is None:
        return False
    if asked.dimension == given.dimension:
        return True
    if given.dimension == "boolean":
        return villages and asked.dimension == "count"
    return _same_measure((asked.name, asked.dimension), (given.name, given.dimension), counted)


_Named = tuple[str, str]
"""A measure's name and dimension."""


@lru_cache(maxsize=65536)
def _same_measure(asked: _Named, given: _Named, counted: Tokens) -> bool:
    both = {asked[1], given[1]}
    if _drives_or_stands(asked[0], given[0], counted):
        return False
    if {asked[0], given[0]} <= frozenset(words()["of_business"]):
        return True
    if both <= {"count", "household"} and _of_businesses(counted):
        return True
    if both == {"time", "visit"} and any_in("|".join(counted), "rounds"):
        return True
    rooms = words()["rooms"]
    if both == {"count", rooms["measure"]} and any(one.endswith(rooms["end"]) for one in counted):
        return True  # 老年活动室
    if any(one[0] in words()["also_things"] and other[1] in words()["classifiers"][0]
           for one, other in ((asked, given), (given, asked))):  # fmt: skip
        return True
    if _of_water(counted) and asked[1].replace("volume", "mass") == given[1].replace("volume", "mass"):
        return True
    if any(_per_one(one, *both) and any_in("|".join(counted), group) for one, group in _EACH.items()):
        return True
    return any(both <= frozenset(alike) for alike in words()["classifiers"])


def _drives_or_stands(asked: str, given: str, counted: Tokens) -> bool:
    """Whether vehicles are counted on one side (客运班车, 辆) and places on the other (客运招呼站, 个)."""
    driven = frozenset(words()["vehicles_in"])
    return (asked in driven) != (given in driven) and any(one.endswith(tuple(words()["stands"])) for one in counted)


def _per_one(one: str, asked: str, given: str) -> bool:
    """Whether a measure is the other by one of something: of what a plant is able to do (处理能力) 吨 are those of a
    day, of 人均 平方米 those of a head."""
    apart = {asked.partition("/")[0], given.partition("/")[0]}
    return len(apart) == 1 and {asked.partition("/")[2], given.partition("/")[2]} == {"", one}


def _of_water(counted: Tokens) -> bool:
    """Whether it is water that is counted: in 吨 as in 立方米."""
    said = "|".join(sorted(counted))
    return any(word in said for word in words()["waters"])


def _of_businesses(counted: Tokens) -> bool:
    said = "|".join(sorted(counted))
    return any(word in said for word in words()["businesses"])


def same_words(asked: Asked, said: Said, given: Measure | None) -> float:
    """How sure an answer's words mean the cell's: 0 where any word is left over on either side."""
    if not anchored(asked, said):
        return 0.0
    sure = _same_words(asked, said, given)
    if not sure and asked.literal == said.tokens != asked.required and asked.literal & asked.required:
        sure = _same_words(replace(asked, required=asked.literal), said, given)  # 抽水泵, whatever its element's name
    if sure or not said.alias:
        return sure
    return _same_words(asked, replace(said, tokens=said.alias, outer=said.outer & said.alias, alias=NONE), given)


def _same_words(asked: Asked, said: Said, given: Measure | None) -> float:
    required, neutral = asked.required, frozenset(words()["neutral"])
    if asked.kind != "flow" and len(required - neutral):
        required -= neutral
    places = counted_places() if given and given.dimension == "boolean" else NONE  # 是否少数民族村
    required -= places
    if (
        of_other_aim(asked, said)
        or not required
        or miscounted(said, given)
        or heads_another(asked, said)
        or _of_title(asked, said)
        or to_be_served(asked, said)
        or only_planned(asked, said)
    ):
        return 0.0
    required = _reordered(asked, required, said)
    known = required | places | asked.context | asked.title
    if asked.kind != "flow":
        known |= neutral
    missing = required - said.tokens
    rural = _rural_anyway(missing, asked)
    missing -= rural | old_enough(missing, said) | _of_a_band(missing, said)
    bracketed = said.tokens == asked.aside  # 健身团队 in a register of 群众体育组织, for 群众体育组织（健身团队）
    if missing == required and said.tokens and said.tokens <= asked.context - asked.sections and not bracketed:
        return 0.0  # 住宅小区总数 in a register of 物业管理 are not those of them that have it
    if not lent(missing, said.tokens) or missing - said.title or (said.part - said.outer) - (required | asked.context):
        return 0.0
    # what an answer leaves to its register, it does not say in words that the form's title must excuse
    own = known - (asked.title - required - asked.context) if missing else known
    extra = said.tokens - own - (said.outer & frozenset(words()["broad"]))
    if missing:
        extra |= said.title - known
    if any(token.startswith("age:") for token in required):
        extra -= frozenset(words()["people_words"])
    extra -= said.optional - said.title
    if _named_in_full(required, said, given):
        made = (*words()["comes_about"], *words()["works"])
        named = frozenset(token for token in said.outer if not token.startswith(made))  # 新改建公路 / 其中：村道
        done = words()["land_acts"] if asked.kind != "flow" else ()
        extra -= frozenset(token for token in named if not any(act in token for act in done))
    above = letters(asked.context)
    extra = frozenset(token for token in extra if len(token) < LEAST_LETTERS or Counter(token) - above)
    if extra or beyond_scope(said, known):
        return 0.0
    return float(words()["confidence"]["in_context" if rural else "with_title" if missing else "same_words"])


def _of_title(asked: Asked, said: Said) -> bool:
    """居住小区 / 有物业 in a form on 物业 is not every 小区: the last label says it itself."""
    return bool(said.outer and said.last) and said.last <= (said.tokens & asked.title) - asked.required - asked.context


def _rural_anyway(missing: Tokens, asked: Asked) -> Tokens:
    """农村 of 农村保洁员 in a form on the country: an answer on cleaners need not say it; one on people must, but in a
    form on villages (`of_villagers`)."""
    where = frozenset(words()["villages"]) | {words()["town_wide"]}
    rest = asked.required - where
    if not rest or is_weak(rest) or (rest & _people() and words()["rural"][-1] not in asked.title):
        return frozenset()
    return missing & asked.title & where


def _of_a_band(missing: Tokens, said: Said) -> Tokens:
    """What a band is of, where the answer tells the band: 船长 of 船长24米以上."""
    told = any(token.startswith("range:") for token in said.tokens - said.outer)
    return missing & frozenset(words()["bands_of"]) if told else NONE


def of_villagers(asked: Asked, said: Said) -> bool:
    """Whether an answer on people leaves unsaid that they are the country's: who lives in a village is."""
    where = frozenset(words()["villages"])
    unsaid = (asked.required - said.tokens) & where and (asked.required - where) & _people()
    return bool(unsaid) and words()["rural"][-1] in asked.title


def but_rural(asked: Asked) -> Asked:
    """What a cell asks of all villages, as one of them tells it: 常住人口 for 农村常住人口, 文化广场 for 村文化广场."""
    where, village = frozenset(words()["villages"]), words()["village"]

    def bare(tokens: Tokens) -> Tokens:
        named = (token.removeprefix(village) if len(token) > _VILLAGE_OWN else token for token in tokens - where)
        return frozenset(named)

    required = bare(asked.required)
    if not required or required == asked.required:
        return asked
    return replace(asked, required=required, literal=bare(asked.literal))


_UNITS = ("settlement", "village", "community")


def one_in_each(asked: Asked) -> Asked | None:
    """What a cell asks of what a village has one of or none (村文化服务中心, 农家书屋 under 村级设施), as villages tell
    whether they have it (是否建有农家书屋), or of what a village is called (示范村). Of 公厕 or 候车亭 one may have
    several."""
    unit, village = asked.measure, words()["village"]
    if asked.kind == "flow" or unit is None or unit.name not in words()["has_or_not"]:
        return None
    if asked.villages or _called(asked):
        return _of_such_units(asked)
    if not any(len(token) > 1 and token.startswith(village) for token in asked.required | asked.sections):
        return None
    return replace(but_rural(asked), villages=True, required=but_rural(asked).required | {village}, literal=NONE)


def _called(asked: Asked) -> re.Match[str] | None:
    """What the units are called of which a cell counts those that are called something (示范村, 平安村居)."""
    return _units_called(asked.keys[0]) if asked.keys else None


@lru_cache(maxsize=4096)
def _units_called(label: str) -> re.Match[str] | None:
    return re.fullmatch(words()["units_called"], label)


def _of_such_units(asked: Asked) -> Asked | None:
    """What a cell asks of units that are called something, as they answer whether they are (是否无毒村)."""
    named = _called(asked)
    if named is None:
        return None
    place = next(str(words()[kind]) for kind in _UNITS if named[kind])
    name = f"{named['stem']}{words()['village']}" if not named["community"] else ""
    rest = frozenset(token for token in asked.required if not name or token not in name)
    return replace(asked, villages=True, required=(rest | {name, place}) - {""}, literal=NONE)


def unbased(asked: Asked, said: Said) -> bool:
    """Whether an answer counts the same men, women or ages without telling whose: of it nothing is filled, but it may
    gainsay the one that tells."""
    basis = frozenset(words()["of_people"])
    rest = asked.required - basis
    told = said.tokens - frozenset(words()["people_bare"])
    return rest != asked.required and is_part(rest) and told == rest and not said.title & frozenset(words()["basis"])


def _people() -> Tokens:
    return frozenset(word for group in ("persons", "basis", "people_words", "else_alone") for word in words()[group])


def _named_in_full(required: Tokens, said: Said, given: Measure | None) -> bool:
    """Whether a part needs no whole: 户籍人口 / 其中：农业户籍人口. People among others (社工 / 其中：党员) need it;
    where the whole's name holds the part's, what stands over both is needed (跨境电商 / 进出口额 / 其中：出口)."""
    if is_weak(required) or defaults(said.part) != required:
        return False
    wholes = frozenset(whole for whole in said.outer if any(part in whole for part in said.part))
    if wholes and said.outer - wholes - said.optional - frozenset(words()["broad"]):
        return False
    people = given is not None and given.dimension in ("people", "household")
    return not people or not letters(said.outer - frozenset(words()["broad"])) - letters(said.part)


def _reordered(asked: Asked, required: Tokens, said: Said) -> Tokens:
    """`required` in the answer's words where the same signs say it in another order: 清运生活垃圾, 生活垃圾清运量.

    Signs that the label leaves to what stands above it may be said too: 智能投放点 under 垃圾分类投放点.
    """
    left, over = required - said.tokens, said.tokens - required
    given, rest = letters(over), letters(required - left)
    if not left or sum(map(len, left)) < LEAST_LETTERS or any(":" in token for token in left | over):
        return required
    if any(map(turns, left | over)):
        return required
    beside = given
    for token in left:
        if Counter(token) - given - rest:
            return required
        beside = beside - Counter(token)
    if beside - letters(asked.context):
        return required
    return (required - left) | over


def letters(tokens: Tokens) -> Counter[str]:
    """The signs of words, whatever their order."""
    return Counter("".join(tokens))


def same_label(asked: Asked, said: Said) -> bool:
    """Whether an answer of the same form bears the cell's own label."""
    if not asked.keys or not said.keys or of_other_aim(asked, said):
        return False
    if asked.inner and set(said.keys) == set(asked.inner) and lengths_told(said) == asked.lengths:
        return True
    over = set(said.keys) - set(asked.keys) - set(asked.outer)
    over -= {name for name in over & said.headings if neighbours((name,)) & neighbours(asked.outer)}
    return not over and set(asked.keys) <= set(said.keys)


def of_one_total(asked: list[Asked], said: Said, labels: list[str]) -> list[Asked]:
    """The cells of a form's one line 合计, where an answer of the same form says no more (合计 / 2022年末)."""
    if said.keys or not any(is_whole(clean(label)) for label in labels):
        return []
    cells = [one for one in asked if not one.keys and not one.role]
    return cells if len({(one.required, one.outer) for one in cells}) == 1 else []
