"""What a fillable cell asks for, and what an earlier answer said: both as sets of words with time and measure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from songbang.core.filling.aims import but_aims, is_aim, planned_in, stage_of
from songbang.core.filling.asked import Asked
from songbang.core.filling.bands import aged_names, bare_bands, edges, whole_bands
from songbang.core.filling.beside import Columns
from songbang.core.filling.binding import carried_over, in_sections, lines_before, of_nursery
from songbang.core.filling.counting import element_of, kinds_of_units, of_village, role_of
from songbang.core.filling.head import bases, called, definitions, kinds_told, listed_measures, manners, scopes
from songbang.core.filling.inner_heads import inner_heads, lengths
from songbang.core.filling.joined_heads import heads_that_list
from songbang.core.filling.kinds_listed import but_kinds, of_kinds
from songbang.core.filling.leftover import done_above, worked_in
from songbang.core.filling.levels import level_of
from songbang.core.filling.lexicon import (
    Wording,
    any_in,
    clean,
    counted_places,
    facets,
    is_weak,
    is_whole,
    numbered,
    squeezed,
    wording,
    words,
)
from songbang.core.filling.measures import Measure
from songbang.core.filling.noted import Noted
from songbang.core.filling.rolling import rolled_in, things_moved
from songbang.core.filling.slots import Sheet, Slot
from songbang.core.filling.spans import When, period_of, so_far, when_of
from songbang.core.filling.stockflow import accounts_in, ways_of
from songbang.core.filling.stores import but_sides, named_again
from songbang.core.filling.tiers import ALONE, names_below, of_own_store, tiers_in
from songbang.core.filling.timing import OF_PERIOD, OF_STOCK, Timed
from songbang.core.filling.titles import as_titled, in_own_section
from songbang.core.filling.unsaid import NONE, Tokens, defaults

_ANY_YEAR = 2000
"""That 1—2季度 is a time, whatever the year."""
BEFORE = frozenset(("last_year", "back_year", "before_start", "back_quarter_end", "back_month_end", "back_period"))


def key(label: str) -> str:
    """A label as the same form would word it another year: numbering, blanks and words of time off."""
    return squeezed(wording(label, _ANY_YEAR).text)


class Reader(Timed):
    """Reads the slots of one sheet; `units` tells of whom a cell is whose row names a unit."""

    def __init__(self, sheet: Sheet, units: dict[tuple[int, int], str], on: date | None = None) -> None:
        self.sheet, self.units, self.on, self.named = sheet, units, on, True
        self.paths: dict[int, dict[int, tuple[str, ...]]] = {}
        for slot in sheet.slots:
            self.paths.setdefault(slot.table, {})[slot.column] = slot.path
        self.tiers = {table: tiers_in(paths) for table, paths in self.paths.items()}
        self.own_store = of_own_store(sheet.head.title, sheet.head.notes)
        self.tier_names = frozenset(self.paths[table][at][-1] for table, found in self.tiers.items() for at in found)
        self.noted = Noted(sheet.head, on)
        self.read_as: dict[str, str] = carried_over(sheet) | heads_that_list(sheet)
        self.aged = aged_names(sheet.head)
        self.of_ages, self.of_units = bare_bands(sheet), kinds_of_units(sheet)
        self.period = sheet.head.period
        self.year = self.period.last.year if self.period else None
        self.title = self._words(sheet.head.title)
        village = of_village(clean(sheet.head.title), map(clean, sheet.head.lines))
        self.rural = frozenset(words()["rural"] if village else ())
        self.in_community = words()["community_named"] in clean("|".join((sheet.head.title, *sheet.head.lines)))
        self.measures = listed_measures(sheet.head)
        self.manners, self.bases, self.scopes = manners(sheet.head), bases(sheet.head), scopes(sheet.head)
        self.definitions, self.kinds_told = definitions(sheet.head), kinds_told(sheet.head)
        self.called = called(sheet.head)
        self.inner = {table: inner_heads(paths, self._words) for table, paths in self.paths.items()}
        heads = {label for slot in sheet.slots for label in slot.path}
        self.years = len({span.last.year for label in heads if (span := self._words(label).span)})
        self.find_headings()
        self.added_up = {slot.table for slot in sheet.slots if any(self._adds_up(label) for label in slot.path)}
        self.ended = {slot.table for slot in sheet.slots if "end" in self._tags(slot.path)}
        self.before = lines_before(sheet)
        self.parted, self.parted_columns = self._parted(), self._parted_columns()
        self.columns = Columns(sheet, self._words)
        self.edges = edges(sheet, self._words)
        self.ways, self.accounts = ways_of(sheet.slots, self._words), accounts_in(sheet.slots, self._words)
        self.moved = things_moved(rolled_in(sheet.slots, self._words))
        self.bands = whole_bands(sheet, self._words)

    def _adds_up(self, label: str) -> bool:
        """Whether a heading asks for what came about over several months: 累计, 1—10月."""
        said = self._words(label)
        return "to_date" in said.tags or bool(said.span and ":" in said.span.label)

    def all(self) -> list[Asked]:
        """The meaning of every slot; labels that are used twice carry what stands above them."""
        found = [self._not_whole(self.asked(slot), slot) for slot in self.sheet.slots]
        seen: dict[object, set[Tokens]] = {}
        for asked, slot in zip(found, self.sheet.slots, strict=True):
            seen.setdefault(self._place(asked, slot), set()).add(self._above(slot))
        return in_own_section(self.sheet, self._words, [
            replace(asked, required=asked.required | self._above(slot))
            if len(seen[self._place(asked, slot)]) > 1 or not (asked.required or is_whole(clean(slot.row.label)))
            else asked
            for asked, slot in zip(found, self.sheet.slots, strict=True)
        ])  # fmt: skip

    def _parted(self) -> dict[tuple[int, int], Tokens]:
        """(table, line) → the words of the parts that stand below it and count in its unit."""
        found: dict[tuple[int, int], Tokens] = {}
        for slot in self.sheet.slots:
            whole, own = self._whole_of(slot), self._words(slot.row.label)
            if own.part and whole is not None and whole.measure == slot.row.measure and len(own.tokens) == 1:
                at = slot.table, whole.number
                found[at] = found.get(at, NONE) | (own.tokens - self._words(whole.label).tokens)
        return found

    def _parted_columns(self) -> dict[tuple[int, int], Tokens]:
        """(table, column) → the words of the columns marked 其中 that are parts of it, in its measure."""
        found: dict[tuple[int, int], Tokens] = {}
        for slot in {(one.table, one.column): one for one in self.sheet.slots}.values():
            whole, own = self._of_part(slot), self.marked(slot)
            if whole is not None and len(own) == 1:
                found[slot.table, whole.column] = found.get((slot.table, whole.column), NONE) | own
        return found

    def _not_whole(self, asked: Asked, slot: Slot) -> Asked:
        """A part in words that need not be said elsewhere (其中：已登记小餐饮 of 小餐饮) is not its whole."""
        whole = self._whole_of(slot)
        if whole is None or not self._words(slot.row.label).part or slot.row.measure != whole.measure:
            return asked
        own, over = self._words(slot.row.label), self._words(whole.label)
        nothing_else = bool(own.tokens) and all(any(t in whole_ for whole_ in over.tokens) for t in own.tokens)
        same = nothing_else and own.span == over.span and own.tags == over.tags
        return replace(asked, required=asked.required | {key(slot.row.label)}) if same else asked

    def both(self) -> list[Asked]:
        """As `all`, each with its words as they stand too (火化, whose element's name is 殡葬火化)."""
        found = self.all()
        self.named = False
        as_they_stand = self.all()
        self.named = True
        return [
            replace(
                one,
                literal=self._told_by_note(one, slot)
                or (other.required if other.required != one.required else self._otherwise(one, slot)),
            )
            for one, other, slot in zip(found, as_they_stand, self.sheet.slots, strict=True)
        ]

    def _told_by_note(self, asked: Asked, slot: Slot) -> Tokens:
        """A cell's words in which notes say that its line or column is told (占地面积按批准用地面积填报), or that what
        stands over its column is (门牌 / 总数)."""
        for label in (slot.row.label, *reversed(slot.path)) if self.called else ():
            own = numbered(clean(label))[1].partition("(")[0]
            if own in self.called and (label == slot.row.label or self._words(own).tokens <= asked.required):
                return (asked.required - self._words(own).tokens) | self._words(self.called[own]).tokens
        return NONE

    def _otherwise(self, asked: Asked, slot: Slot) -> Tokens:
        """What a cell may be called as well: with what notes say that it counts (小学不含教学点); a part, by the name
        that it has with its whole (已备案出租房屋); in a community's form, by what a thing of a community is called
        elsewhere (社区社会组织); by what the form's title makes of it; by what is done with what stands above it
        (厕所 / 改造); by the way that its brackets name (购进（轮入）); without what its line is a kind of (培训人数).
        NONE where it has one name."""
        again = named_again(asked.required, asked.aside)
        other = again or self.named_together(slot) or done_above(asked.required, asked.context)
        other = other or worked_in(asked.required, asked.context) or self._but_level(asked, slot)
        if other := other or but_kinds(asked.required, slot.row, slot.path, self._words):
            return other
        names = words()["in_community"] if self.in_community or self.rural else {}
        titled = as_titled(asked.required, clean(self.sheet.head.title))
        other = frozenset(names.get(token, token) for token in titled) | self.scope_of(slot)
        return other if other != asked.required else NONE

    def _but_level(self, asked: Asked, slot: Slot) -> Tokens:
        """What a cell of one village asks of its own (村级妇联执委), as that village's papers call it."""
        if (slot.number, slot.column) not in self.units:
            return NONE
        bare = frozenset(re.sub(words()["own_level"], "", token) or token for token in asked.required)
        return bare if bare != asked.required else NONE

    def _place(self, asked: Asked, slot: Slot) -> object:
        dimension = asked.measure.dimension if asked.measure else ""
        return (
            asked.required,
            dimension,
            asked.when,
            asked.aim,
            asked.role,
            slot.whose,
            self.units.get((slot.number, slot.column)),
        )

    def _above(self, slot: Slot) -> Tokens:
        for row in reversed(slot.row.above):
            if tokens := self._words(row.label).tokens:
                return tokens
        return NONE

    def asked(self, slot: Slot) -> Asked:
        crossed = (slot.number, slot.column) in self.units
        labels = [*slot.path, *slot.row.labels]
        said = [self._words(label) for label in labels]
        tags, spans = self._times(slot, said)
        tags = self.at_first(slot, tags)
        during = NONE if tags - OF_PERIOD else self._during(slot)
        either = self._either(slot)
        comes_about = self._comes_about(slot, tags, during, timed=bool(spans), either=either)
        required, context, unit = self._bound_words(slot, said)
        village = bool(required & counted_places())
        element = element_of(required, unit)
        if element and element.kind != "flow" and (self._of_flow(slot, unit) or self.in_between(slot)):
            element = None  # 就业困难人员 among those who found work are such as did
        kind = self._kind(slot, (required, element, unit), timed=bool(tags or spans))
        if either:  # 本年累计（或月末）, and 上年同期 beside it
            done = kind == "flow" or self._in_a_time(slot.row.label, False, slot)
            tags -= {"end"} if done and "end" not in self._words(slot.row.label).tags else {"to_date"}
        if element is None and (tags & OF_STOCK or comes_about):
            kind = "stock" if tags & OF_STOCK else "flow"
        elif spans and ":" in spans[0].label and not tags & OF_STOCK:
            kind = "flow"  # 期初数 under 1—5月 is what there was
        tags |= during - {"end"} if kind == "flow" else during & OF_STOCK
        kind, tags, day = (
            self._as_noted(slot, unit, required, (kind, tags), element)
            if not spans
            else (self._in_noted_year(slot, kind, tags, spans), tags, None)
        )
        goods = unit is not None and unit.dimension in words()["goods"]
        if kind == "stock" and (element is None or goods) and self._of_supplies(slot, unit):
            kind = "moving"
        explicit = so_far(spans[0], self.period) if spans and kind == "flow" else next(iter(spans), None)
        meant = period_of(self.period, tags, self.on)
        when = When(day=day) if day else when_of(meant, tags, explicit, flow=kind == "flow")
        latest = self._latest(slot) or (tags == {"year"} and self.on and when.day and when.day > self.on)
        if kind != "flow" and when.day and not when.start and not tags & BEFORE and latest:
            when, tags = When(), NONE  # 当年参保人数, before the year is over: until now
        in_all = kind != "flow" and tags == {"to_date"} and not any(any_in(clean(label), "since") for label in labels)
        when, tags = (When(), NONE) if in_all else (when, tags)
        event = self.sheet.head.event if not tags - {"this"} and not spans else None
        if event:
            kind, when, tags = "stock", When(), NONE
        aim = self._aim_of(labels, unit)
        if aim:
            required, kind, when, tags = but_aims(required), "fixed", When(), NONE
        return Asked(
            required, context, when, kind, unit,
            role_of(labels), self._keys(slot, crossed), self._outer(slot, crossed), tags, village, element,
            self.title.tokens | self.rural, self._aside(slot, said),
            in_sections(slot, self._words), any_in(clean(slot.row.label), "entire"), self._beside(slot, required),
            "last_year" in tags or any(self._over(span) for span in spans),
            aim=aim, stage=stage_of("|".join(map(clean, labels))) if aim else "",
            in_all=in_all, season=self._season(slot), since=event, ways=self.ways_of(slot, unit),
            newest=self._latest(slot), level=level_of(labels), tier=self._tier(slot),
            parts=self.parted.get((slot.table, slot.row.number), NONE)
            | self.parted_columns.get((slot.table, slot.column), NONE),
            inner=self._inner_keys(slot, crossed),
            lengths=lengths(self.inner[slot.table].get(slot.column, ()), self._words),
            planned=self._planned(slot), marked=self.marked(slot),
        )  # fmt: skip

    def _bound_words(self, slot: Slot, said: list[Wording]) -> tuple[Tokens, Tokens, Measure | None]:
        """The words that an answer must say, those that it may, and the measure. `said`: of the cell's own labels."""
        crossed = (slot.number, slot.column) in self.units
        required, context = self._crossed(slot) if crossed else self._listed(slot)
        context |= self.left_of_part(slot) | self.whose_people(slot) | self.defined(slot)
        context |= of_kinds(slot.row, self._words)
        context |= self._words(slot.row.sum.label).tokens if slot.row.sum else NONE
        context |= NONE.union(*(self.moved.get((slot.table, slot.block, row.number), NONE) for row in slot.row.above))
        required |= self.moved.get((slot.table, slot.block, slot.number), NONE)
        unit = self._measure(slot, required)
        required = frozenset(self.edges.get((slot.table, token), token) for token in required)
        required = but_sides(of_nursery(defaults(self.based(slot, required, unit)), self.title.tokens))
        acts = {
            act: name for thing, named in words()["acts_of"].items() if thing in context for act, name in named.items()
        }
        required = frozenset(acts.get(token, token) for token in required)
        manner = self._words(self.manners.get(numbered(clean(slot.row.label))[1], "")).tokens
        above = [self._words(row.label) for row in slot.row.above]
        asides = frozenset(token for part in [*said, *above] for token in part.aside)
        return self.of_one_kind(slot, required) | manner, of_nursery(context, self.title.tokens) | asides, unit

    def _tier(self, slot: Slot) -> str:
        """Which part of a total the cell's column is, or that it is of the filler's own store alone."""
        lies = slot.measure in words()["lies_in_land"]  # reservoirs in a form on the own store are in no store
        alone = self.own_store and not lies and not names_below((*slot.path, slot.row.label))
        return self.tiers[slot.table].get(slot.column, ALONE if alone else "")

    def _aim_of(self, labels: list[str], unit: Measure | None) -> int:
        """The year of which a cell asks what is to be reached; a share of it (完成年度目标%) is reached already."""
        share = unit is not None and unit.dimension == "part"
        year = self.year or (self.on.year if self.on else 0)
        return year if not share and any(map(is_aim, labels)) else 0

    def _planned(self, slot: Slot) -> Tokens:
        """What is to be reached by which notes define what a cell's line or column is called (计划总投资)."""
        names = {clean(label).partition("(")[0] for label in (slot.row.label, *slot.path)} if self.definitions else ()
        pieces = (piece for name in names for piece in self.definitions.get(name, ()))
        told = (planned_in(piece) for piece in pieces if not piece.startswith(tuple(words()["left_out"])))
        return frozenset(key(name) for name in told if name)

    def _beside(self, slot: Slot, required: Tokens) -> Tokens:
        before = self.before.get((slot.table, slot.block, slot.number))
        if before is None or before.measure == slot.row.measure:
            return NONE
        tokens = self._words(before.label).tokens
        binding = frozenset(word for group in ("basis", "scope", "persons", "sexes") for word in words()[group])
        binding -= frozenset(words()["villages"])
        same = [
            token
            for token in tokens & required
            if len(token) > 1 and token not in binding and not is_weak(frozenset([token]))
        ]
        bare = required <= frozenset(facets()["bare_below"])  # 参加人次 after 文艺演出
        return tokens - binding if same or bare else NONE

    def _keys(self, slot: Slot, crossed: bool) -> tuple[str, ...]:
        outer = [label for label in slot.path[:-1] if self._words(label).tokens]  # 本年实际 over 1—本季
        own = [slot.path[-1]] if crossed else [slot.row.label, *outer, *slot.path[-1:]]
        return tuple(
            dict.fromkeys(
                k for label in own if (k := key(self.read_as.get(label, label))) and k not in words()["generic_columns"]
            )
        )

    def _aside(self, slot: Slot, said: list[Wording]) -> Tokens:
        """The words in brackets of a cell's own labels, and what notes put beside them."""
        return frozenset(token for part in said for token in part.aside) | self.told_as(slot)

    def _inner_keys(self, slot: Slot, crossed: bool) -> tuple[str, ...]:
        alone = self.inner[slot.table].get(slot.column)
        return self._keys(replace(slot, path=alone), crossed) if alone else ()

    def _outer(self, slot: Slot, crossed: bool) -> tuple[str, ...]:
        labels = [row.label for row in slot.row.above] + (list(slot.path[:-1]) if crossed else [])
        return tuple(key(label) for label in labels)
