"""In what each cell of a form is counted: by its own label, its neighbours, or the units listed over the table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from songbang.core.filling.elements import Element, elements
from songbang.core.filling.head import ending_counts
from songbang.core.filling.lexicon import (
    Wording,
    any_in,
    clean,
    is_part,
    is_whole,
    numbered,
    of_a_sex,
    squeezed,
    wording,
    words,
)
from songbang.core.filling.measures import Measure, in_words, measure, measure_or_own
from songbang.core.filling.slots import Sheet, Slot
from songbang.core.filling.spans import THAN
from songbang.core.filling.tables import bracketed
from songbang.core.filling.unsaid import NONE, Tokens, implied

_LONGEST_NUMBER = 3
"""支数, 人次数; 百岁老人数 counts nothing by the hundred."""
_BOTH_WAYS = re.compile(r"\([-+−﹣±、,/]+\)")
"""That what is told may be more or less: 增减（+、-）."""


@lru_cache(maxsize=1)
def _by_tokens() -> dict[tuple[Tokens, str], Element]:
    return {(implied(wording(e.name).tokens), _dimension(e.measure)): e for e in reversed(elements())}


def _dimension(name: str) -> str:
    known = measure_or_own(name)
    return known.dimension if known else ""


def element_of(tokens: Tokens, unit: Measure | None) -> Element | None:
    return _by_tokens().get((tokens, unit.dimension if unit else ""))


def _leaf(slot: Slot) -> str:
    """The words nearest to a cell: its row's, else its column's."""
    return clean(slot.row.label or (slot.path[-1] if slot.path else "")).removesuffix(":")


def _tells_change(label: str) -> bool:
    """Whether a label says how much more there is than at a time that it names (本季末较上季末净增)."""
    than = THAN.match(label)
    if than is None or not any(word in than[0] for word in words()["compared_by"]):
        return False
    return label[than.end() :] in words()["changed_by"]


def role_of(labels: Iterable[str]) -> str:
    bare = {_unbracketed(_but_amount(label)) for label in labels}
    bare |= {THAN.sub("", label) for label in bare}
    bare |= {THAN.sub("", label) for label in bare}  # 累计同比增长
    bare |= {re.sub(words()["counted_change"], "", label) for label in bare}
    for role, names in words()["role_words"].items():
        if bare & {_unbracketed(name) for name in names}:
            return str(role)
    return "difference" if any(map(_tells_change, bare)) else ""


OF_UNITS = "units:"
"""Before the kind of the units below that a cell counts alone (units:村)."""


def kinds_of_units(sheet: Sheet) -> dict[tuple[int, int], str]:
    """(table, column) → the kind of the units that it counts alone, where one column is of villages and one beside it
    of communities (合计 ｜ 村 ｜ 社区)."""
    kinds: dict[str, str] = words()["unit_columns"]
    found: dict[tuple[int, tuple[str, ...]], dict[int, str]] = {}
    for slot in sheet.slots:
        if slot.path and (kind := kinds.get(clean(slot.path[-1]))):
            found.setdefault((slot.table, slot.path[:-1]), {})[slot.column] = kind
    return {
        (table, column): kind
        for (table, _), columns in found.items()
        if len(set(columns.values())) == len(columns) > 1
        for column, kind in columns.items()
    }


def counts_units(label: str) -> bool:
    """Whether a heading counts units themselves and nothing that they have.

    >>> counts_units("村（居）委会（个）"), counts_units("一、基层自治组织情况"), counts_units("村（居）委会成员")
    (True, True, False)
    """
    bare = numbered(clean(label))[1]
    inner = bracketed(bare)
    bare = squeezed(bare.removesuffix(f"({inner})") if inner and measure(inner) else bare)
    return re.fullmatch(f"{words()['only_units']}|{words()['heads_of_units']}", bare) is not None


def _names_places(label: str) -> bool:
    """Whether a heading ends in a place, or says no more than how many there are of one (园数)."""
    counted = label.removesuffix(words()["number_of"])
    return label.endswith(tuple(words()["place_endings"])) or (counted != label and counted in words()["places_short"])


def of_village(title: str, lines: Iterable[str] = ()) -> bool:
    """Whether a form asks of a village only: its title says so (村级 …, 村防返贫监测统计表), or a line over its tables
    where the village's name is to be put (填报村：)."""
    named = tuple(f"{label}:" for label in words()["village_lines"])
    by_line = any(line.startswith(named) for line in lines)
    return by_line or title.startswith(words()["village"]) or any_in(title, "village_forms")


@lru_cache(maxsize=65536)
def _but_amount(label: str) -> str:
    """A heading without the unit in its brackets, but for one of shares: 增减（人） is a difference, 增减（%）
    a rate."""
    inner = re.search(r"\(([^()]+)\)$", clean(label))
    unit = measure(inner[1]) if inner else None
    return clean(label)[: inner.start()] if inner and unit and unit.dimension != "part" else label


@lru_cache(maxsize=65536)
def _unbracketed(label: str) -> str:
    return re.sub("[()±]", "", _BOTH_WAYS.sub("", clean(label)))


def _ending(head: str) -> str:
    return next((unit for end, unit in words()["ending_measures"].items() if clean(head).endswith(end)), "")


class Counting:
    """What a reader of a sheet knows of measures; `measures` are those listed over the table."""

    sheet: Sheet
    units: dict[tuple[int, int], str]
    measures: list[Measure]
    paths: dict[int, dict[int, tuple[str, ...]]]

    def _words(self, label: str) -> Wording:
        return wording(label)

    def _per_area(self, slot: Slot) -> Measure | None:
        """每公顷产量（公斤） is in 公斤/公顷."""
        labels = [clean(label) for label in (*slot.path, slot.row.label)]
        area = next((area for word, area in words()["per_area"].items() for one in labels if one.startswith(word)), "")
        return measure(f"{slot.measure}/{area}") if area and "/" not in slot.measure else None

    def _measure(self, slot: Slot, required: Tokens) -> Measure | None:
        """What a cell counts in, where units are listed one of those: over its table before those over the form."""
        over_form = self.measures
        self.measures = [unit for name in slot.listed if (unit := measure(name))] or over_form
        found = self._measured(slot, required)
        self.measures = over_form
        return found

    def _measured(self, slot: Slot, required: Tokens) -> Measure | None:
        if counted := self._number_of(slot):
            return counted
        if slot.measure:
            return self._per_area(slot) or measure_or_own(slot.measure)
        if self._own_label(slot).startswith(words()["whether"]):
            return measure(str(words()["whether_measure"]))
        if len(self.measures) == 1:
            return self.measures[0]
        if unit := self._of_neighbours(slot) or self._of_parts(slot):
            return unit
        label = self._own_label(slot)
        listed = {unit.dimension for unit in self.measures}
        heads = [re.sub(r"\(.*?\)", "", clean(part)) for part in reversed(slot.path)]
        wanted = (
            ending_counts(label, listed)
            or self._dimension_of(implied(required))
            or next((d for word, d in words()["kind_dimensions"].items() if word in required), "")
            or self._amount_of_whole(slot)
            or self._counted(label, required)
            or self._share(label, listed)
            or self._of_listed_whole(slot, listed)
            or next((d for head in heads if (d := ending_counts(head, listed))), "")
        )
        for unit in self.measures:
            if unit.dimension == wanted or unit.dimension in label:
                return unit
        ending = _ending(_leaf(slot))
        if ending and not self.measures:
            return measure(ending)
        named = {e.measure for (tokens, _), e in _by_tokens().items() if tokens == implied(required)}
        usual = next((name for word, name in words()["usual_measures"].items() if word in required), "")
        if found := measure(usual or (next(iter(named)) if len(named) == 1 else "")):
            return found
        return (
            self._but_named(slot)
            or self._of_columns(slot, label)
            or self._of_whole_column(slot)
            or self._but_shares(label)
            or self._told(slot)
        )

    def _number_of(self, slot: Slot) -> Measure | None:
        """The measure of which a cell's own heading, or its label, says no more than how many there are (支数, 处数),
        whatever stands over both; none where its line counts in the like (万户 under 户数). % of a rate."""
        if role_of([*slot.path, *slot.row.labels]) == "rate":
            return measure("%")
        given = measure(slot.measure) or (self.measures[0] if len(self.measures) == 1 else None)
        if bracketed(slot.row.label):
            return None  # 上门服务（人次） below 人数
        for label in (*slot.path[-1:], slot.row.label):
            bare = numbered(clean(label))[1]
            name = bare.removesuffix(words()["number_of"])
            unit = measure(name) if len(name) < len(bare) <= _LONGEST_NUMBER else None
            if unit is None or unit.name in words()["counted_things_too"] or (given and given.dimension == "count"):
                continue
            alike = given and any({unit.dimension, given.dimension} <= {*one} for one in words()["classifiers"])
            if not alike and (given is None or given.dimension != unit.dimension):
                return unit
        return None

    def _but_named(self, slot: Slot) -> Measure | None:
        """The one unit listed over a table that no label of it names in brackets: 亩 of 亩、万元, where what is counted
        in 万元 says so."""
        table = (one for one in self.sheet.slots if one.table == slot.table)
        named = {unit.name for one in table if one.measure and (unit := measure(one.measure))}
        left = [unit for unit in self.measures if unit.name not in named]
        return left[0] if len(left) == 1 < len(self.measures) else None

    def _of_whole_column(self, slot: Slot) -> Measure | None:
        whole = self._of_part(slot)
        return self._measure(whole, self._words(whole.path[-1]).tokens) if whole else None

    def _told(self, slot: Slot) -> Measure | None:
        """What is told in words: 管理方式."""
        named = clean(slot.path[-1] if slot.path else "").endswith(tuple(words()["told_in_words"]))
        return in_words() if named else None

    def _but_shares(self, label: str) -> Measure | None:
        """人 where 人 and % are listed over a table: what no label calls a share is counted in the other."""
        others = [unit for unit in self.measures if unit.dimension != "part"]
        share = any(label.endswith(ending) for ending in words()["share_endings"])
        return others[0] if len(others) == 1 and not share else None

    def _of_columns(self, slot: Slot, label: str) -> Measure | None:
        """Where several units are listed: whoever is counted are people, the rest is counted in 个. Where none is: as
        a heading's ending says (期初实有户数), its own or that of the columns beside it."""
        heads = [re.sub(r"\(.*?\)", "", clean(part)) for part in slot.path] or [label]
        if self.measures:
            if amount := self._amount_beside_count(heads, label):
                return amount
            people = any(re.search(words()["people_ending"], numbered(head)[1]) for head in [*heads, label])
            wanted = "people" if people else "count"
            return next((unit for unit in self.measures if unit.dimension == wanted), None)
        if _names_places(numbered(heads[-1])[1]):
            return measure(str(words()["of_places"]))  # 服务中心, 园数 beside 服务人数
        beside = list(self.paths[slot.table].values())
        for paths in ([slot.path], beside):
            ends = {unit for path in paths for head in path if (unit := _ending(head))}
            if len(ends) == 1:
                return measure(ends.pop())
        return None

    def _amount_beside_count(self, heads: list[str], label: str) -> Measure | None:
        """万元 where 万元 and 个 are listed: what no heading's ending calls a number of things, and what ends in
        no thing that is counted (新入库项目)."""
        amounts = [unit for unit in self.measures if unit.dimension in words()["amounts"]]
        only = len(amounts) == 1 and len(self.measures) == len(amounts) + 1
        counted = heads[-1].endswith(words()["number_of"]) or label.endswith(tuple(words()["counted_things"]))
        return amounts[0] if only and not counted else None

    def _of_part(self, slot: Slot) -> Slot | None:
        """The column of which a column marked 其中 is a part (流转面积, 其中：流入合作社), left of it."""
        if not slot.path or not self._words(slot.path[-1]).part:
            return None
        beside = [one for one in self.sheet.slots if one.number == slot.number and one.path[:-1] == slot.path[:-1]]
        told = [(o, self._words(o.path[-1])) for o in beside if o.path and o.column < slot.column]
        wholes = [o for o, label in told if not label.part and not of_a_sex(label.tokens)]
        return max(wholes, key=lambda one: one.column, default=None)

    def marked(self, slot: Slot) -> Tokens:
        """What a column marked 其中 says more than the one of which it is a part, where both are in one measure."""
        whole = self._of_part(slot)
        if whole is None or whole.measure != slot.measure:
            return NONE
        return self._words(slot.path[-1]).tokens - self._words(whole.path[-1]).tokens

    def _amount_of_whole(self, slot: Slot) -> str:
        """What a column marked 其中 is in where its whole is no number of things: 流入合作社 of 流转面积 is an area."""
        unit = self._of_whole_column(slot)
        return unit.dimension if unit and unit.dimension in words()["amounts"] else ""

    def _share(self, label: str, listed: set[str]) -> str:
        """参保率 where % is listed over a table."""
        return "part" if "part" in listed and label.endswith(tuple(words()["share_endings"])) else ""

    def _of_listed_whole(self, slot: Slot, listed: set[str]) -> str:
        """其中：资助参保 is counted as 已参保人数 is."""
        unit = self._of_whole_column(slot)
        return unit.dimension if unit and unit.dimension in listed else ""

    def _of_parts(self, slot: Slot) -> Measure | None:
        """人 for 小计 under a heading where the columns beside it are kinds of people (脱贫人口, 低保对象)."""
        if len(slot.path) == 1 or not slot.path or not is_whole(clean(slot.path[-1])):
            return None
        beside = [one for one in self.sheet.slots if one.number == slot.number and one.path[:-1] == slot.path[:-1]]
        kinds = [self._words(one.path[-1]).tokens for one in beside if not is_whole(clean(one.path[-1]))]
        people = bool(kinds) and all(kind & frozenset(words()["persons"]) for kind in kinds)
        return next((unit for unit in self.measures if unit.dimension == "people"), None) if people else None

    def _of_neighbours(self, slot: Slot) -> Measure | None:
        """男 beside 合计（人）: a column that only parts what its line counts is in the measure of the others."""
        if not slot.path or not is_part(self._words(slot.path[-1]).tokens):
            return None
        beside = {one.measure for one in self.sheet.slots if one.number == slot.number and one.table == slot.table}
        named = beside - {""}
        unit = measure_or_own(named.pop()) if len(named) == 1 else None
        return None if unit and self.measures and unit.dimension in words()["amounts"] else unit  # 人、万元 are listed

    def _own_label(self, slot: Slot) -> str:
        """The label that says what a cell counts: its column's where rows name units."""
        crossed = (slot.number, slot.column) in self.units and slot.path
        return clean(slot.path[-1] if crossed else slot.row.label)

    def _counted(self, label: str, required: Tokens) -> str:
        """Of units listed over the table, the one that a label counts in: persons; 站, 室, 中心."""
        listed = {unit.dimension for unit in self.measures}
        said = "people" if required & frozenset(words()["persons"]) else ""
        if not said and label.endswith(tuple(words()["place_endings"])):
            said = "count"
        return said if said in listed else ""

    def _dimension_of(self, required: Tokens) -> str:
        """The dimension of an element whose name the label is, where the form lists it among several."""
        listed = {unit.dimension for unit in self.measures}
        bare = required - frozenset(words()["inherit"])
        for element in elements():
            if implied(wording(element.name).tokens) == bare and _dimension(element.measure) in listed - {
                "area",
                "mass",
            }:
                return _dimension(element.measure)
        return ""
