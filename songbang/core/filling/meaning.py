"""What a fillable cell asks for, and what an earlier answer said: both as sets of words with time and measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from songbang.core.filling.aims import but_aims, is_aim, stage_of
from songbang.core.filling.asked import Asked
from songbang.core.filling.bands import aged_names, bare_bands, edges, whole_bands
from songbang.core.filling.beside import Columns
from songbang.core.filling.binding import carried_over, in_sections, lines_before, of_nursery
from songbang.core.filling.bound import IN_A_TIME, Bound
from songbang.core.filling.counting import element_of, kinds_of_units, of_village, role_of
from songbang.core.filling.elements import Element
from songbang.core.filling.head import bases, called, definitions, kinds_told, listed_measures, manners, scopes
from songbang.core.filling.inner_heads import inner_heads, lengths
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
from songbang.core.filling.nesting import Row
from songbang.core.filling.noted import NAMED, Noted
from songbang.core.filling.rolling import rolled_in, things_moved
from songbang.core.filling.slots import Sheet, Slot
from songbang.core.filling.spans import Span, When, but_explained, nested, period_of, season_in, so_far, when_of
from songbang.core.filling.stockflow import accounts_in, ways_of
from songbang.core.filling.stores import but_sides
from songbang.core.filling.tiers import ALONE, names_below, of_own_store, tiers_in
from songbang.core.filling.titles import in_own_section
from songbang.core.filling.unsaid import NONE, Tokens, defaults, kind_of

_ANY_YEAR = 2000
"""That 1—2季度 is a time, whatever the year."""
_IN_TIME = frozenset(("month", "quarter", "year", "to_date"))
_OF_SECTION = _IN_TIME | {"end", "last_year"}
BEFORE = frozenset(("last_year", "back_year", "before_start", "back_quarter_end", "back_month_end", "back_period"))
_IN_PERIOD = frozenset(("month", "quarter", "year", "this"))
_OF_PERIOD = frozenset(("this", "back_year"))
_OF_STOCK = frozenset(("end", "start", "before_start", "back_quarter_end", "back_month_end"))


def key(label: str) -> str:
    """A label as the same form would word it another year: numbering, blanks and words of time off."""
    return squeezed(wording(label, _ANY_YEAR).text)


class Reader(Bound):
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
        self.carried: dict[str, str] = carried_over(sheet)
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
        self.parted = self._parted()
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
        """A cell's words in which notes say that its line or column is told (占地面积按批准用地面积填报)."""
        for label in (slot.row.label, *slot.path[-1:]) if self.called else ():
            own = numbered(clean(label))[1].partition("(")[0]
            if own in self.called:
                return (asked.required - self._words(own).tokens) | self._words(self.called[own]).tokens
        return NONE

    def _otherwise(self, asked: Asked, slot: Slot) -> Tokens:
        """What a cell may be called as well: with what notes say that it counts (小学不含教学点); a part, by the name
        that it has with its whole (已备案出租房屋); in a community's form, by what a thing of a community is called
        elsewhere (社区社会组织). NONE where it has one name."""
        if together := self.named_together(slot):
            return together
        names = words()["in_community"] if self.in_community or self.rural else {}
        other = frozenset(names.get(token, token) for token in asked.required) | self.scope_of(slot)
        return other if other != asked.required else NONE

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
        during = NONE if tags - _OF_PERIOD else self._during(slot)
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
        if element is None and (tags & _OF_STOCK or comes_about):
            kind = "stock" if tags & _OF_STOCK else "flow"
        elif spans and ":" in spans[0].label and not tags & _OF_STOCK:
            kind = "flow"  # 期初数 under 1—5月 is what there was
        tags |= during - {"end"} if kind == "flow" else during & _OF_STOCK
        kind, tags, day = (
            self._as_noted(slot, unit, required, (kind, tags), element) if not spans else (kind, tags, None)
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
            parts=self.parted.get((slot.table, slot.row.number), NONE),
            inner=self._inner_keys(slot, crossed),
            lengths=lengths(self.inner[slot.table].get(slot.column, ()), self._words),
        )  # fmt: skip

    def _bound_words(self, slot: Slot, said: list[Wording]) -> tuple[Tokens, Tokens, Measure | None]:
        """The words that an answer must say, those that it may, and the measure. `said`: of the cell's own labels."""
        crossed = (slot.number, slot.column) in self.units
        required, context = self._crossed(slot) if crossed else self._listed(slot)
        context |= self.left_of_part(slot) | self.whose_people(slot) | self.defined(slot)
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

    def _kind(self, slot: Slot, thing: tuple[Tokens, Element | None, Measure | None], *, timed: bool) -> str:
        """Of what kind a cell's figure is by its words, and by those of the lines it is a part of. `thing`: what it
        must say, its element and measure."""
        required, element, unit = thing
        measured = [row.label for row in slot.row.above if not row.heading]
        labels = "".join(map(clean, [*slot.path, *slot.row.labels, *measured]))
        kind = kind_of(self._but_places(slot, required), labels, element, unit, timed)
        untimed = kind == "flow" and element is None and not (timed or self.period)
        latest = untimed and any_in(clean("|".join(self.sheet.head.notes)), "latest")  # whoever works 外出 at last
        if latest and (whole := self._whole_of(slot)) and whole.measure == slot.row.measure:
            tokens = self._words(whole.label).tokens
            return kind_of(tokens, clean(whole.label), element_of(tokens, unit), unit)
        return "flow" if kind == "stock" and element is None and self._of_flow(slot, unit) else kind

    def _tier(self, slot: Slot) -> str:
        """Which part of a total the cell's column is, or that it is of the filler's own store alone."""
        lies = slot.measure in words()["lies_in_land"]  # reservoirs in a form on the own store are in no store
        alone = self.own_store and not lies and not names_below((*slot.path, slot.row.label))
        return self.tiers[slot.table].get(slot.column, ALONE if alone else "")

    def _comes_about(self, slot: Slot, tags: Tokens, during: Tokens, *, timed: bool, either: bool) -> bool:
        """Whether what stands around a cell says that it asks for what came about. `during`: the time of its section;
        `timed`: its labels name months; `either`: its heading asks for that or for what there is."""
        crossed = (slot.number, slot.column) in self.units
        return (
            bool(during - {"end"})
            or (not tags and self.noted.span_of(slot) is not None)
            or (not tags & _OF_STOCK and self.in_section_of_time(slot))
            or self._in_a_time(slot.row.label, crossed, slot)
            or self._since(slot)
            or (not either and slot.table in self.added_up and (timed or bool(tags & _IN_TIME)))
            or (bool(self.ended) and tags - {"back_year"} == {"year"} and self._only_when(slot))  # 本年数, 年末数
            or (bool(tags & _IN_PERIOD) and self._came_about_above(slot) is not None)
            or bool(slot.path and self._words(slot.path[-1]).tokens & self.ways.get(slot.table, {}).keys())
            or self.in_between(slot)
        )

    def _as_noted(
        self, slot: Slot, unit: Measure | None, required: Tokens, read: tuple[str, Tokens], element: Element | None
    ) -> tuple[str, Tokens, date | None]:
        """A cell's kind, its relative words and its day, as notes tell them of a line that names no time and of which
        nothing says that it came or went (离园)."""
        kind, tags = read
        if required & frozenset(words()["comes_about"]):
            return kind, tags, None
        sure = kind in ("stock", "moving")
        told = self.noted.time_of(slot) if sure else ""
        if told and {tag.removeprefix("back_") for tag in tags or (told,)} == {told}:
            return "flow", tags or frozenset((told,)), None  # 临时救助为本月发生数, on lines 本月 and 上月 too
        if sure and tags == {"this"} and self.noted.names_period:
            return kind, tags | {"end"}, None  # 本期指1—6月: no figure of before it
        day, held = self.noted.day_of(slot, unit) if not (tags - {"this"} or self._latest(slot)) else (None, 0)
        ended = self.period is not None and not tags  # 年末 of a form that tells no year is no day
        held = held if day else self.noted.at_end.hold(slot, unit) if ended else 0
        if (held and sure) or (held == NAMED and kind == "flow" and element is None):
            return kind if sure else "stock", frozenset(("end",)), day
        return kind, tags, None

    def _but_places(self, slot: Slot, required: Tokens) -> Tokens:
        """The words that tell of what kind of time a figure is: not 水库 of 红岩水库 under what was done there."""
        labels = [label for label in slot.path if self._words(label).tokens]
        if not labels or kind_of(self._words(labels[-1]).tokens, "".join(map(clean, slot.path)), None) != "flow":
            return required
        return required - frozenset(words()["places_named"])

    def _of_flow(self, slot: Slot, unit: Measure | None) -> bool:
        """Whether a line marked 其中, set in, or numbered below one that is not is of what came about (再就业)."""
        whole = slot.row.above[-1] if slot.row.above else None
        if whole is None or whole.heading or whole.measure != slot.row.measure:
            return False
        numbers = [numbered(clean(label))[0] for label in (slot.row.label, whole.label)]
        marked = self._words(slot.row.label).part or slot.row.indent > whole.indent
        if not marked and (numbers[0] is None or numbers[1] is not None):
            return False
        said = self._words(whole.label)
        tokens = said.tokens
        if tokens and said.tags & IN_A_TIME and not said.tags - IN_A_TIME:
            return True  # 1.春季 below 全年播种
        return kind_of(tokens, clean(whole.label), element_of(tokens, unit), unit) == "flow"

    def _aim_of(self, labels: list[str], unit: Measure | None) -> int:
        """The year of which a cell asks what is to be reached; a share of it (完成年度目标%) is reached already."""
        share = unit is not None and unit.dimension == "part"
        year = self.year or (self.on.year if self.on else 0)
        return year if not share and any(map(is_aim, labels)) else 0

    def _either(self, slot: Slot) -> bool:
        """Whether a heading asks, as the line is, for what came about or for what there is at the end; or the one left
        of it does, of which this is the year before."""
        paths = self.paths[slot.table]
        left = [paths[column] for column in sorted(paths) if column < slot.column][-1:]
        near = [slot.path, *(left if "back_year" in frozenset(self._tags(slot.path)) else [])]
        return any(any_in(clean(label), "either") for path in near for label in path)

    def _season(self, slot: Slot) -> str:
        """The season that the form's title names, or a line of a school's half year (2026年秋季学期)."""
        term = [label for label in (slot.row.label, *slot.path) if words()["term"] in label]
        return season_in(clean((*term, self.sheet.head.title)[0]), self.year)

    def _only_when(self, slot: Slot) -> bool:
        """Whether the heading over a cell names the year and nothing more."""
        head = self._words(slot.path[-1]) if slot.path else Wording()
        return "year" in head.tags and not head.tokens

    def _tags(self, labels: Iterable[str]) -> Iterator[str]:
        return (tag for label in labels for tag in self._words(label).tags)

    def _times(self, slot: Slot, said: list[Wording]) -> tuple[Tokens, list[Span]]:
        """The relative words and the spans that a cell's labels say, else what stands around them says."""
        tags = frozenset(tag for part in said for tag in but_explained(part.tags, part.span))
        own, whole = self._own_times(slot, tags), self._whole_of(slot)
        if own & _OF_STOCK and "to_date" not in own:
            tags -= {"to_date"}  # 期末生态护林员 in a column 1—本季
        above = self._came_about_above(slot) if tags & (_DURING.keys() | {"end"}) and not own else None
        own |= self._words(above.label).tags & {"month", "quarter"} if above else NONE
        tags |= own
        if self._since(slot) or (own & {"month", "quarter"} and not own & _OF_STOCK):
            tags = frozenset(_DURING.get(tag, tag) for tag in tags - {"end"})  # 本月高温日数 in a column 本月末, 上月末
        if "back_year" in own and words()["same_time"] not in slot.row.label:
            tags = (tags - {"back_year"}) | {"last_year"}  # a line 上年集体总收入 is of the whole year before
        tags -= {then for then in _IN_TIME if f"back_{then}" in tags}  # 本月新接收 under 上月（月末）
        spans = nested([part.span for part in said if part.span])
        if spans and self.years > 1:
            tags |= {"year"}
        if not spans and not tags - _OF_PERIOD - {"start", "end"}:
            spans = self._of_whole(slot)
        if not spans and not tags:  # 期末户籍人口, 其中：60周岁以上
            tags |= self._time_of_whole(whole) if whole else self.day_of_whole(slot)
        if not spans and not tags and (above := self._came_about_above(slot)):
            tags |= self._words(above.label).tags & _IN_PERIOD  # 本月登记求职人数, 其中：零工人员
        if not spans and not tags & _IN_TIME and (beside := self.columns.meant(slot)):
            spans, tags = [beside.span] if beside.span else [], tags | beside.tags
        if not spans and not tags and (noted := self.noted.span_of(slot)):
            spans = [noted]
        return tags, spans

    def _time_of_whole(self, whole: Row) -> Tokens:
        """The day of which a line's whole is, or that it is of the year before (上年排查, 其中：整改)."""
        tags = self._words(whole.label).tags
        before = "back_year" in tags and words()["same_time"] not in whole.label
        return tags & _OF_STOCK or frozenset(("last_year",) if before else ())

    def _own_times(self, slot: Slot, tags: Tokens) -> Tokens:
        """The relative words of a line; below 期末家禽存栏 a line 鸡 is of that day in a column 本季 too."""
        own, whole = self._words(slot.row.label).tags, self._whole_of(slot)
        in_short_time = whole is not None and not own and tags & {"month", "quarter"}
        return self._words(whole.label).tags & _OF_STOCK if whole and in_short_time else own

    def _over(self, span: Span) -> bool:
        """Whether a span is a whole year that is over when the form is filled."""
        now = self.period.last if self.period else self.on
        return span.months == 12 and now is not None and span.last <= now

    def _latest(self, slot: Slot) -> bool:
        """Whether the form asks for the latest figure (报出时在册数), in a section's heading or a note on its line."""
        sections = [*(row.label for row in slot.row.above if row.heading), slot.row.label]
        if any(any_in(clean(label), "latest") for label in sections):
            return True
        return self.noted.asks_latest(slot)

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

    def _in_a_time(self, label: str, crossed: bool, slot: Slot) -> bool:
        """当年新改建公路, 本季新改: what its own label says of a year, a quarter or a month came about in it."""
        own = self._words(slot.path[-1] if crossed and slot.path else label)
        return bool(own.tags & {"year", "quarter", "month", "this"} and own.tokens) and not any_in(
            own.text, "stock_words"
        )

    def _since(self, slot: Slot) -> bool:
        """Whether a line says since when it adds up: 本年累计征收保险费."""
        return "to_date" in self._words(slot.row.label).tags and any_in(clean(slot.row.label), "since")

    def _during(self, slot: Slot) -> Tokens:
        """The time that a section's heading names (本月工作, 年末人口): what stands in it is of then."""
        sections = [*(row.label for row in slot.row.above if row.heading), *slot.path[:-1]]
        return frozenset(tag for label in sections for tag in self._words(label).tags) & _OF_SECTION

    def _of_whole(self, slot: Slot) -> list[Span]:
        """The months that a line's whole names (1—9月受理信访, 其中：办结), or its section."""
        whole = self._whole_of(slot)
        above = [row.label for row in slot.row.above if row.heading or row is whole]
        return [span for label in reversed(above) if (span := self._words(label).span)]

    def _whole_of(self, slot: Slot) -> Row | None:
        """The line that a line is a part of: it begins with 其中 or is set in under it."""
        whole = next((row for row in reversed(slot.row.above) if not row.heading), None)
        part = whole is not None and (self._words(slot.row.label).part or slot.row.indent > whole.indent)
        return whole if part else None

    def _came_about_above(self, slot: Slot) -> Row | None:
        """The line of what came about in the form's time that a line in the same measure is a part of: it begins with
        其中, or has no number below one that has (七、本期接收退役士兵, below it 自主就业)."""
        whole = next((row for row in reversed(slot.row.above) if not row.heading), None)
        if whole is None or whole.measure != slot.row.measure or self._words(slot.row.label).tags:
            return None
        unnumbered = numbered(clean(slot.row.label))[0] is None and numbered(clean(whole.label))[0] is not None
        part = self._words(slot.row.label).part or unnumbered
        return whole if part and self._in_a_time(whole.label, False, slot) else None

    def _keys(self, slot: Slot, crossed: bool) -> tuple[str, ...]:
        outer = [label for label in slot.path[:-1] if self._words(label).tokens]  # 本年实际 over 1—本季
        own = [slot.path[-1]] if crossed else [slot.row.label, *outer, *slot.path[-1:]]
        return tuple(
            dict.fromkeys(
                k for label in own if (k := key(self.carried.get(label, label))) and k not in words()["generic_columns"]
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


_DURING = {"back_quarter_end": "back_quarter", "back_month_end": "back_month"}
