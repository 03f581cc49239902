"""The words of a sheet's labels that bind a cell, and those that only explain it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from songbang.core.filling.bands import as_ages, by_age
from songbang.core.filling.binding import (
    age_in_head,
    but_ages,
    is_generic,
    names_classes,
    names_no_thing,
    nearest_strong,
    of_a_group,
    of_people,
    only_aged,
    other_people,
    said_already,
    tells_how,
    valued,
)
from songbang.core.filling.captions import ends_a_section, is_section
from songbang.core.filling.classes import canonical
from songbang.core.filling.counting import OF_UNITS, Counting, counts_units, element_of
from songbang.core.filling.elements import synonyms
from songbang.core.filling.laying import made_of
from songbang.core.filling.lexicon import (
    EVERY,
    Wording,
    any_in,
    clean,
    facets,
    is_crop,
    is_part,
    is_weak,
    is_whole,
    numbered,
    of_a_sex,
    squeezed,
    wording,
    words,
)
from songbang.core.filling.measures import Measure, measure
from songbang.core.filling.nesting import Row, is_done, task_in
from songbang.core.filling.slots import Slot
from songbang.core.filling.spans import tags_in
from songbang.core.filling.stockflow import as_moved
from songbang.core.filling.topics import joins_topics, sections_beside, topics_of
from songbang.core.filling.undated import dated
from songbang.core.filling.unsaid import NONE, Tokens, defaults, implied

IN_A_TIME = frozenset(("month", "quarter", "year", "this"))


class Bound(Counting):
    """What a reader of a sheet knows of words. `year` is the form's; without `named`, words stay as they stand."""

    year: int | None
    on: date | None
    title: Wording
    named: bool
    bands: dict[int, str]
    sections: set[str]
    row_sections: frozenset[str]
    wholes: set[tuple[str, str]]
    joins: set[str]
    bases: dict[str, str]
    scopes: dict[str, Tokens]
    definitions: dict[str, tuple[str, ...]]
    kinds_told: dict[str, str]
    ways: dict[int, dict[str, str]]
    accounts: frozenset[int]
    of_units: dict[tuple[int, int], str]
    of_ages: frozenset[str]
    """Labels that name bands of ages without saying so (60-69 beside 100+)."""
    aged: dict[str, Tokens]
    """Whom notes tell by an age → that age."""
    read_as: dict[str, str]
    """Labels that are read in other words than they stand in: what was carried over from the period before, as what
    that one had at its end (上季结转 as 上季末未办结); a heading without what its columns tell (粪污产生和利用)."""

    tiers: dict[int, dict[int, str]]
    tier_names: frozenset[str]
    """Headings that tell no more than whose a part of a total is (县级库)."""

    def left_of_part(self, slot: Slot) -> Tokens:
        """The words of the heading that a heading beginning with 其中 is a part of (持证残疾人 ｜ 其中：重度)."""
        paths, found = self.paths[slot.table], NONE
        for depth, label in enumerate(slot.path):
            if not self._words(label).part:
                continue
            left = (paths[column][depth] for column in sorted(paths, reverse=True)
                    if column < slot.column and len(paths[column]) > depth)  # fmt: skip
            wholes = (self._words(one) for one in left)
            found |= next((whole.tokens for whole in wholes if not whole.part and not of_a_sex(whole.tokens)), NONE)
        return found

    def day_of_whole(self, slot: Slot) -> Tokens:
        """What the column of which this one, marked 其中, is a part says of a day (年末劳动力 ｜ 其中：外出从业)."""
        whole = self._of_part(slot) if slot.path and self._words(slot.path[-1]).part else None
        ended = whole is not None and whole.measure == slot.measure
        return self._words(whole.path[-1]).tags & {"end"} if whole and ended else NONE

    def whose_people(self, slot: Slot) -> Tokens:
        """Whose people notes say that a line, by its label or its number, or one over it, counts; or a column."""
        if not self.bases:
            return NONE
        labels = [numbered(clean(row.label))[1] for row in (slot.row, *slot.row.above)]
        lines = (*labels, *map(_but_when_and_count, labels), slot.row.code or slot.code)
        heads = [clean(label).partition("(")[0] for label in slot.path]
        named = (one for one in self.bases if len(one) > 1 and any(one in (head, head[1:]) for head in heads))
        return frozenset(self.bases[line] for line in (*named, *lines) if line in self.bases)

    def based(self, slot: Slot, required: Tokens, unit: Measure | None) -> Tokens:
        """总户数（户籍）, 60岁以上老年人（常住）: brackets that tell whose bind like words, and so do notes on a line
        that says nothing more (1—9项为户籍口径)."""
        basis, everyone = frozenset(words()["basis"]), frozenset(words()["else_alone"]) | set(words()["people_bare"])
        if required & basis:
            return required
        asides = (self._words(label).aside for label in (slot.row.label, *slot.path[-1:]))
        own = NONE.union(*(aside for aside in asides if aside <= basis))  # no 用工单位（使用流动人口）
        told = own or self._everyone(required) or self._aged(required, slot)
        bare = required <= everyone and (required or (unit is not None and unit.dimension == "household"))
        kinds = {*words()["sexes"], *(token for token in required if token.startswith("age:"))}
        some = bool(required & kinds) and required - kinds <= everyone
        noted = self.whose_people(slot) & basis if bare or some else NONE
        return (required - everyone) | (told or noted) if told or noted else required

    def _aged(self, required: Tokens, slot: Slot) -> Tokens:
        """0—14岁 in a form on 常住人口, or under 退役军人年龄结构, are those of that age; women beside 合计 in a form
        on 残疾人 are those."""
        told = self.title.tokens & frozenset(words()["of_people"])
        persons = frozenset(words()["persons"])
        for row in slot.row.above if not told else []:
            told |= self._words(row.label).tokens & persons if row.heading else NONE
        ages = frozenset(token for token in required if token.startswith("age:"))
        of_all = not told and is_part(required) and all(is_whole(clean(label)) for label in slot.row.labels)
        if of_all and not slot.row.above:
            return self.title.tokens & persons if len(self.title.tokens & persons) == 1 else NONE
        rest = required - ages - frozenset(words()["sexes"]) - frozenset(words()["people_words"])
        return told if len(told) == 1 and ages and not rest else NONE

    def _everyone(self, required: Tokens) -> Tokens:
        """总人口, 总户数 in a form on 户籍人口 are those."""
        everyone = frozenset(words()["else_alone"]) | frozenset(words()["people_bare"])
        told = self.title.tokens & frozenset(words()["of_people"])
        parted = required - everyone
        return told if len(told) == 1 and required & everyone and (not parted or is_part(parted)) else NONE

    def of_one_kind(self, slot: Slot, required: Tokens) -> Tokens:
        """What a cell asks of the units of one kind alone, where its column is theirs (村 beside 社区); not where these
        themselves are counted (村委会 beside 居委会 under no heading, 村（居）委会 or 自治组织)."""
        kind = self.of_units.get((slot.table, slot.column))
        if not kind:
            return required
        thing = required - self._words(slot.path[-1]).tokens
        counted = not thing and all(map(counts_units, slot.path[:-1]))
        return required if counted else thing | {f"{OF_UNITS}{kind}"}

    def defined(self, slot: Slot) -> Tokens:
        """What notes say that a cell's line or column is: an answer may say that too (外出半年以上从业人员)."""
        labels = [clean(label) for label in (slot.row.label, *slot.path)]
        told = (
            piece for name, pieces in self.definitions.items() for piece in pieces if any(name in one for one in labels)
        )
        left_out = tuple(words()["left_out"])
        return frozenset(t for piece in told for t in self._words(piece).tokens if not piece.startswith(left_out))

    def told_as(self, slot: Slot) -> Tokens:
        """Whether notes say that a cell's line or column tells what there is or what is permitted (实有, 核定)."""
        labels = [clean(label).partition("(")[0] for label in (slot.row.label, *slot.path[-1:])]
        return frozenset(way for name, way in self.kinds_told.items() if any(one.endswith(name) for one in labels))

    def scope_of(self, slot: Slot) -> Tokens:
        """What notes say that a cell's line or column counts or does not: an answer may say that too."""
        told = [numbered(clean(row.label))[1] for row in (slot.row, *slot.row.above)] + [clean(h) for h in slot.path]
        labels = [label.partition("(")[0] for label in told]
        noted = NONE.union(*(self.scopes.get(one, NONE) for one in (EVERY, *labels)))
        own = re.sub(words()["some_end"], "", labels[0])  # 登记的 among those of 含登记和备案 are some
        return frozenset(scope for scope in noted if own not in scope)

    def _words(self, label: str) -> Wording:
        if label in self.tier_names:
            return Wording()
        said = dated(self.read_as.get(label, label), self.year, self.on, named=self.named)
        said = by_age(label, self.aged, said)
        return as_ages(said) if label in self.of_ages else said

    def _crossed(self, slot: Slot) -> tuple[Tokens, Tokens]:
        """A crosstab: the column says what, the row of whom. Headings that span columns bind, section names don't."""
        path = [self._words(label) for label in slot.path]
        required, context = (path[-1].tokens if path else NONE), NONE
        whole = self._whole(slot) if path and path[-1].part else NONE
        weak = self._weak_column(required, slot)
        if weak:
            required |= but_ages(whole - frozenset(words()["broad"]), required)
        else:
            context |= whole
        outer = zip(slot.path[:-1], path[:-1], strict=True)
        for label, part in reversed(list(outer)):
            broad = part.tokens & (_of_any_kind() | (frozenset(words()["broad"]) if not weak else NONE))
            broad |= frozenset(t for t in part.tokens if required & frozenset(facets()["kinds"].get(t, ())))
            if self._only_explains(label, part.tokens, required, slot) or tells_how(part.tokens, required):
                context |= part.tokens
            else:
                required |= but_ages(part.tokens - broad, required)
                context |= broad
        named = NONE.union(*(self._words(row.label).tokens for row in slot.row.above if not row.number))
        if names_no_thing(required):  # 期末实有, 本季新设 below 二、个体工商户
            required |= named
        return required, context | named

    def _weak_column(self, tokens: Tokens, slot: Slot) -> bool:
        """Whether a column's words say something only with what stands over it (男, 住宅); not where it names its own
        measure too, in which that is a thing (住宅套数), nor where it counts schools."""
        if not is_weak(tokens) or of_schools(tokens, slot.measure):
            return False
        label = clean(slot.path[-1]).partition("(")[0] if slot.path else ""
        unit = measure(slot.measure)
        own = unit is not None and label.endswith(f"{unit.name}{words()['number_of']}") and not numbered(label)[2]
        return not (own and element_of(implied(defaults(tokens)), unit))

    def _whole(self, slot: Slot) -> Tokens:
        """What the column says of which this one, marked 其中, is a part: the nearest to its left that is none."""
        whole = self._of_part(slot)
        return self._words(whole.path[-1]).tokens if whole else NONE

    def named_together(self, slot: Slot) -> Tokens:
        """The words of the element that a part and its whole name together (其中：已备案 of 出租房屋); NONE where none
        is called so."""
        if slot.path and self._words(slot.path[-1]).part:
            own, wholes = slot.path[-1], [*(one.path[-1] for one in [self._of_part(slot)] if one), *slot.path[-2:-1]]
        elif self._words(slot.row.label).part:
            own, wholes = slot.row.label, [row.label for row in slot.row.above[-1:] if not row.heading]
        else:
            return NONE
        part, *over = (tags_in(numbered(clean(label))[1].partition("(")[0])[1] for label in (own, *wholes))
        names = [squeezed(name) for whole in over for name in (part + whole, whole + part)]
        known = next((found for name in names if (found := synonyms().get(name))), "")
        return wording(known).tokens if known else NONE

    def _only_explains(self, label: str, outer: Tokens, inner: Tokens, slot: Slot) -> bool:
        """Whether a heading over columns need not be said: a section, or the whole of what stands below it (耕地 over
        有效灌溉面积). One that says whose or which people binds."""
        section = is_section(label) or label in self.sections
        if clean(label).partition("(")[0] in words()["of_many_kinds"]:
            return True  # 重点人群 over 60周岁以上, 残疾人, 低保户
        if self._weak_column(inner, slot):
            return section and bool(inner) and inner <= frozenset(words()["basis"])
        if label == self._over_unsaid(slot):
            return False
        if section or _names_one_of(inner, label) or label in self.joins:
            return True
        if outer and outer <= frozenset(words()["else_heads"]):
            return True
        if clean(label).endswith(words()["kind_end"]):
            return True  # 救生类 over 救生衣
        binding = frozenset(words()["scope"]) | frozenset(words()["persons"]) | frozenset(words()["basis"])
        if is_weak(outer) or outer & binding:
            return False
        known = element_of(implied(defaults(inner)), self._measure(slot, inner)) is not None
        return known or (label, slot.measure) in self.wholes

    def _over_unsaid(self, slot: Slot) -> str:
        """The nearest heading that names a thing over a column marked 其中 and the one that it follows, where that one
        names none (示范 of 季末数, both under 家庭农场); "" elsewhere."""
        whole, over = self._of_part(slot), reversed(slot.path[:-1])
        unsaid = whole is not None and not self._words(whole.path[-1]).tokens
        return next((label for label in over if self._words(label).tokens), "") if unsaid else ""

    def _explains(self, label: str) -> bool:
        return label in self.sections and clean(label).endswith(tuple(words()["explaining"]))

    def find_headings(self) -> None:
        """`sections`: headings over columns that count different things, each named in full; `wholes`: those that have
        a column 其中 below them, by its measure; `joins`: those that name their columns one after another."""
        under: dict[str, set[tuple[str, str]]] = {}
        for slot in self.sheet.slots:
            for label in slot.path[:-1]:
                under.setdefault(label, set()).add((slot.path[-1], slot.measure))
        self.row_sections = sections_beside(self.sheet.slots, self._words)
        self.joins = {name for name, found in under.items() if _joins(name, [label for label, _ in found])}
        self.wholes = {(n, unit) for n, found in under.items() for label, unit in found if self._words(label).part}
        self.sections = {
            name
            for name, found in under.items()
            if len({unit for _, unit in found}) > 1
            and (
                re.search(words()["particle_pattern"], clean(name))
                or clean(name).endswith(tuple(words()["explaining"]))
                or ends_a_section(name)
                or sum(bool(synonyms().get(squeezed(self._words(label).text))) for label, _ in found) * 2 >= len(found)
            )
            and not any(is_weak(self._words(label).tokens) or not self._words(label).tokens for label, _ in found)
        }
        self.sections |= topics_of(self.sheet.slots, self._words) | set(filter(joins_topics, under))

    def _listed(self, slot: Slot) -> tuple[Tokens, Tokens]:
        inner = slot.path[-1:]
        heads = [
            (label, self._words(label).tokens)
            for label in slot.path
            if not is_generic(label) and not (label not in inner and names_classes(label))
        ]
        said_below = [frozenset(t for _, tokens in heads[n + 1 :] for t in tokens) for n in range(len(heads))]
        columns = frozenset(
            token
            for (_, tokens), below in zip(heads, said_below, strict=True)
            for token in but_ages(tokens, below)
            if not said_already(token, below)
        )
        either = frozenset(t for label, tokens in heads if "/" in label and len(tokens) > 1 for t in tokens)
        either |= frozenset(
            token
            for (label, tokens), below in zip(heads[:-1], said_below, strict=False)
            if self._explains(label) or (clean(label).endswith(words()["kind_end"]) and not is_weak(below))
            for token in tokens - below
        )
        own = self._words(_but_measure(slot))
        if own.tokens and not is_weak(own.tokens) and heads and not any(tokens for _, tokens in heads[1:]):
            several = re.search(words()["particle_pattern"], clean(heads[0][0]))
            either |= heads[0][1] if several and len(heads) > 1 else NONE  # 学生和儿童数 over 本学期末
        either |= frozenset(t for _, tokens in heads for t in tokens if t in words()["change_heads"]) - columns
        columns -= either  # 累计建档/管理数: the line tells which
        if is_crop(own.text):
            sown = (words()["in_crop_forms"].get(self._words(label).text) for label in slot.path)
            columns |= frozenset(filter(None, sown))
        outside = NONE if is_weak(own.tokens) or own.part else self.row_sections
        outer = [
            self._words(label) for label in slot.row.labels[:-1] if label not in outside and not names_classes(label)
        ]
        within = frozenset(t for token in own.tokens for t in words()["lies_within"].get(token, ()))
        leaf = own.tokens | (frozenset(t for part in outer for t in part.tokens) - within)
        if not leaf and slot.table in self.bands:
            leaf = frozenset([self.bands[slot.table]])
        above = [(row, self._named_above(self._words(row.label).tokens, row)) for row in slot.row.above]
        leaf = self._named_above(leaf, slot.row)
        if not leaf | columns and is_whole(clean(slot.row.label)) and above and above[-1][0].number < slot.number:
            leaf = above[-1][1]  # 合计 below the heading 持证残疾人
        context = frozenset(token for _, tokens in above for token in tokens) | either
        context |= frozenset(t for label in slot.row.labels[:-1] if label in outside for t in self._words(label).tokens)
        context |= frozenset(t for row in slot.row.above for t in wording(row.label, self.year, named=False).tokens)
        over = columns | self._bound(slot.row.label, leaf, own.part or slot.row.among, above, columns, of_people(slot))
        return leaf | (over - _of_beasts(slot)), context

    def _named_above(self, tokens: Tokens, row: Row) -> Tokens:
        """A line's words; whom the section names, where the line repeats no more than what it says is done for them
        (保障人数 under 一、最低生活保障, 供养人数 under 二、特困人员供养)."""
        head = next((one for one in reversed(row.above) if one.heading), None)
        if head is None or len(tokens) != 1:
            return tokens
        rest = self._words(head.label).tokens - tokens
        who = bool(rest) and rest <= frozenset(words()["persons"])
        repeats = who and numbered(clean(head.label))[1].endswith(tuple(tokens))
        return rest if repeats else tokens

    def _bound(
        self, label: str, leaf: Tokens, part: bool, above: list[tuple[Row, Tokens]], columns: Tokens, of_people: bool
    ) -> Tokens:
        """What a label needs of the labels above it."""
        bound: set[str] = set()
        kinds = self._inherited(leaf | columns, above)
        weak = is_weak(leaf) or (part and (only_aged(leaf) or _of_children(leaf, above)))
        if weak and not age_in_head(leaf, columns) and not valued(leaf, columns | kinds):
            bound |= nearest_strong(above)
        nearest = above[-1][1] if above else NONE
        measured = bool(above) and not above[-1][0].heading
        if (measured or part) and leaf & nearest & frozenset(words()["heads"]):
            bound |= but_ages(nearest - frozenset(words()["broad"]) - leaf, leaf)
        bound |= kinds
        if above and is_done(label) and (task := task_in(above[-1][0].label)):
            bound |= self._words(task).tokens
        for row, tokens in above if of_people else []:
            if numbered(clean(row.label))[0] != "chinese":
                bound |= tokens & frozenset(words()["scope"])
        if of_people and measured and (other_people(leaf, nearest) or (part and of_a_group(leaf, nearest))):
            bound |= nearest - frozenset(words()["broad"])
        return but_ages(frozenset(bound), leaf)

    def _inherited(self, own: Tokens, above: list[tuple[Row, Tokens]]) -> Tokens:
        kinds = frozenset(words()["inherit"])
        if own & kinds:
            return NONE
        for row, tokens in reversed(above):
            pure = row.heading and not (tokens - kinds - frozenset(words()["broad"]))
            if tokens & kinds and (pure or not row.heading):
                return tokens & frozenset(words()["inherited_kinds"])
        return NONE

    def in_section_of_time(self, slot: Slot) -> bool:
        """Whether a section's heading, or one over a cell's column that names a thing, says in what time that came
        about (二、经营情况（全年）; 全年服务), whatever the column says besides."""
        over = [row.label for row in slot.row.above if row.heading]
        said = map(self._words, (*over, *slot.path[:-1]))
        return any(one.tokens and one.tags & IN_A_TIME - {"this"} and not one.tags - IN_A_TIME for one in said)

    def in_between(self, slot: Slot) -> bool:
        """Whether a cell's column tells of a time itself what came or went in it (本季接收), between what there was and
        what there is."""
        said = [self._words(label) for label in slot.path] if slot.table in self.accounts else []
        tags = frozenset(tag for part in said for tag in part.tags)
        return tags <= IN_A_TIME and bool(tags) and any(part.tokens for part in said)

    def at_first(self, slot: Slot, tags: Tokens) -> Tokens:
        """A cell's relative words; 上年结存, beside columns of what came and went since and of what there is, was there
        at the end of the year before, however far the form's year has gone."""
        ways = self.ways.get(slot.table, {}) if slot.path else {}
        if not ways or tags != {"back_year"} or self._words(slot.path[-1]).tokens & ways.keys():
            return tags
        return frozenset(("before_start",)) if "back_year" in self._words(slot.path[-1]).tags else tags

    def ways_of(self, slot: Slot, unit: Measure | None) -> dict[str, str]:
        """How things come and go by the headings of a cell's table. What goes out of a store by one of several ways
        (报废) is not all that goes out of it, unless several are named together."""
        found = self.ways.get(slot.table, {})
        kept = any_in("".join(map(clean, (*self._sections(slot), self.sheet.head.title))), "store_words")
        return as_moved(found, unit, together=kept and self._of_supplies(slot, unit))

    def _sections(self, slot: Slot) -> list[str]:
        return [*(row.label for row in slot.row.above if row.heading), *slot.path[:-1]]

    def _of_supplies(self, slot: Slot, unit: Measure | None) -> bool:
        """Whether a cell counts things that stand under 物资: in its section, else in the title."""
        sections = "".join(numbered(clean(label))[1] for label in self._sections(slot))
        if re.search(words()["joined"], sections):  # 队伍、物资和避险场所
            return any_in(sections, "moving_words") and unit is not None and unit.dimension in words()["goods"]
        if sections:
            return any_in(sections, "moving_words")
        counted = unit is not None and unit.name in words()["counted"]
        return counted and any_in(clean(self.sheet.head.title), "moving_words")


@cache
def _of_any_kind() -> Tokens:
    """What a heading calls people of many kinds (重点人群签约 over 65岁以上): it says nothing of any."""
    return frozenset(words()["of_many_kinds"])


@lru_cache(maxsize=4096)
def _but_when_and_count(label: str) -> str:
    """What a label counts, as a note on it may call it: 出生 of 全年出生人数."""
    rest = tags_in(label)[1].partition("(")[0]
    ends = [end for end, counted in words()["counting_endings"].items() if counted in ("people", "household")]
    found = max((end for end in ends if rest.endswith(end)), key=len, default="")
    return rest.removesuffix(found) or rest


def _of_children(leaf: Tokens, above: list[tuple[Row, Tokens]]) -> bool:
    """Whether a part is the girls or the boys of the ages that stand above it (0—17岁儿童, 其中：女童)."""
    sexes, children = frozenset(words()["sexes"]), frozenset(words()["children"])
    aged = bool(above) and any(token.startswith("age:") for token in above[-1][1])
    return aged and bool(leaf & sexes) and leaf <= sexes | children


def _but_measure(slot: Slot) -> str:
    """A line's label without the measure that ends it: 桥梁延米, counted in 延米."""
    label, unit = slot.row.label.rstrip(), slot.measure
    named = len(unit) > 1 and unit not in words()["noise"]
    return label.removesuffix(unit) if named and len(label) > len(unit) + 1 else label


def of_schools(tokens: Tokens, unit: str) -> bool:
    """Whether what is mostly the level of those who went there is the school itself: 初中, counted in 所."""
    return unit == words()["schools_in"] and tokens <= frozenset(words()["school_levels"])


def _of_beasts(slot: Slot) -> Tokens:
    """What no farm is counted in: 生猪规模养殖场（个） under 期末存栏."""
    unit = measure(slot.measure)
    farms = slot.measure in words()["of_business"] or (unit is not None and unit.dimension == "count")
    return frozenset(words()["heads_counted"] if farms else ())


def _joins(heading: str, columns: list[str]) -> bool:
    """Whether a heading is the names of several of its columns, one after another (资产负债 over 资产总额,
    负债总额): it says nothing more of any."""
    labels = (numbered(clean(label))[1].partition("(")[0] for label in (heading, *columns))
    bare, *names = (squeezed(tags_in(label)[1]) for label in labels)
    told = {name for name in names if len(name) > 1 and name in bare}
    return len(told) > 1 and made_of(bare, frozenset(told), frozenset(words()["explaining"]))


def _names_one_of(own: Tokens, heading: str) -> bool:
    """Whether a column names one of the things that the heading over it joins (悬挂光荣牌户数 under 烈属和光荣之家): of
    the others it is not."""
    things = re.split(words()["joined"], clean(heading).partition("(")[0])
    named = [canonical(token) for thing in things if len(things) > 1 for token in wording(thing).tokens]
    return any(len(name) > 1 and name in canonical(token) for name in named for token in own)
