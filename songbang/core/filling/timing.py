"""Of what time a cell asks, and of what kind its figure is: by its labels, what stands around them, and the notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from songbang.core.filling.beside import Columns
from songbang.core.filling.bound import IN_A_TIME, Bound
from songbang.core.filling.counting import element_of
from songbang.core.filling.elements import Element
from songbang.core.filling.lexicon import Wording, any_in, clean, numbered, words
from songbang.core.filling.measures import Measure
from songbang.core.filling.nesting import Row
from songbang.core.filling.noted import NAMED, Noted
from songbang.core.filling.slots import Slot
from songbang.core.filling.spans import Span, but_explained, nested, season_in
from songbang.core.filling.unsaid import NONE, Tokens, kind_of

OF_STOCK = frozenset(("end", "start", "before_start", "back_quarter_end", "back_month_end"))
OF_PERIOD = frozenset(("this", "back_year"))
_IN_TIME = frozenset(("month", "quarter", "year", "to_date"))
_OF_SECTION = _IN_TIME | {"end", "last_year"}
_IN_PERIOD = frozenset(("month", "quarter", "year", "this"))
_YEAR = 12
_DURING = {"back_quarter_end": "back_quarter", "back_month_end": "back_month"}


class Timed(Bound):
    """What a reader of a sheet knows of time. `on` is the day the form is filled, `period` the form's own."""

    on: date | None
    period: Span | None
    noted: Noted
    columns: Columns
    years: int
    added_up: set[int]
    """Tables of which a heading asks for what came about over several months."""
    ended: set[int]
    """Tables of which a heading asks for what there is at the end."""

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
        if self._adds_up_by_note(slot, unit, (kind, tags), element):
            return "flow", frozenset(("to_date",)), None
        if sure and tags == {"this"} and self.noted.names_period:
            return kind, tags | {"end"}, None  # 本期指1—6月: no figure of before it
        day, held = self.noted.day_of(slot, unit) if not (tags - {"this"} or self._latest(slot)) else (None, 0)
        ended = self.period is not None and not tags  # 年末 of a form that tells no year is no day
        held = held if day else self.noted.at_end.hold(slot, unit) if ended else 0
        if (held and sure) or (held == NAMED and kind == "flow" and element is None):
            return kind if sure else "stock", frozenset(("end",)), day
        return kind, tags, None

    def _in_noted_year(self, slot: Slot, kind: str, tags: Tokens, spans: list[Span]) -> str:
        """A cell's kind under the name of a year (2024年): what a note says of the whole year came about in it."""
        whole = kind == "stock" and not tags - {"year"} and spans[0].months == _YEAR
        return "flow" if whole and self.noted.time_of(slot) == "year" else kind

    def _adds_up_by_note(
        self, slot: Slot, unit: Measure | None, read: tuple[str, Tokens], element: Element | None
    ) -> bool:
        """Whether notes say of a line that names no time that it adds up what came about since the year began. What
        stands by its nature (常住人口) does so only where they name it."""
        kind, tags = read
        if tags or self.period is None or kind not in ("flow", "stock"):
            return False
        held = self.noted.adds_up(slot, unit)
        return held == NAMED or (held > 0 and (kind == "flow" or element is None))

    def _but_places(self, slot: Slot, required: Tokens) -> Tokens:
        """The words that tell of what kind of time a figure is: not 水库 of 红岩水库 under what was done there."""
        labels = [label for label in slot.path if self._words(label).tokens]
        if not labels or kind_of(self._words(labels[-1]).tokens, "".join(map(clean, slot.path)), None) != "flow":
            return required
        return required - frozenset(words()["places_named"])

    def _comes_about(self, slot: Slot, tags: Tokens, during: Tokens, *, timed: bool, either: bool) -> bool:
        """Whether what stands around a cell says that it asks for what came about. `during`: the time of its section;
        `timed`: its labels name months; `either`: its heading asks for that or for what there is."""
        crossed = (slot.number, slot.column) in self.units
        return (
            bool(during - {"end"})
            or (not tags and self.noted.span_of(slot) is not None)
            or (not tags & OF_STOCK and self.in_section_of_time(slot))
            or self._in_a_time(slot.row.label, crossed, slot)
            or self._came_of_stock(slot)
            or self._since(slot)
            or (not either and slot.table in self.added_up and (timed or bool(tags & _IN_TIME)))
            or (bool(self.ended) and tags - {"back_year"} == {"year"} and self._only_when(slot))  # 本年数, 年末数
            or (bool(tags & _IN_PERIOD) and self._came_about_above(slot) is not None)
            or bool(slot.path and self._words(slot.path[-1]).tokens & self.ways.get(slot.table, {}).keys())
            or self.in_between(slot)
        )

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
        text = "".join(map(clean, (*slot.path, whole.label)))
        return kind_of(tokens, text, element_of(tokens, unit), unit) == "flow"

    def _either(self, slot: Slot) -> bool:
        """Whether a heading asks, as the line is, for what came about or for what there is at the end; or the one left
        of it does, of which this is the year before."""
        paths = self.paths[slot.table]
        left = [paths[column] for column in sorted(paths) if column < slot.column][-1:]
        near = [slot.path, *(left if "back_year" in frozenset(self._tags(slot.path)) else [])]
        return any(any_in(clean(label), "either") for path in near for label in path)

    def _latest(self, slot: Slot) -> bool:
        """Whether the form asks for the latest figure (报出时在册数), in a section's heading or a note on its line."""
        sections = [*(row.label for row in slot.row.above if row.heading), slot.row.label]
        if any(any_in(clean(label), "latest") for label in sections):
            return True
        return self.noted.asks_latest(slot)

    def _only_when(self, slot: Slot) -> bool:
        """Whether the heading over a cell names the year and nothing more."""
        head = self._words(slot.path[-1]) if slot.path else Wording()
        return "year" in head.tags and not head.tokens

    def _over(self, span: Span) -> bool:
        """Whether a span is a whole year that is over when the form is filled."""
        now = self.period.last if self.period else self.on
        return span.months == 12 and now is not None and span.last <= now

    def _own_times(self, slot: Slot, tags: Tokens) -> Tokens:
        """The relative words of a line; below 期末家禽存栏 鸡 is of that day in a column 本季, or 1—本季, too."""
        own, whole = self._words(slot.row.label).tags, self._whole_of(slot)
        in_short_time = whole is not None and not own and tags & {"month", "quarter", "to_date"}
        return self._words(whole.label).tags & OF_STOCK if whole and in_short_time else own

    def _season(self, slot: Slot) -> str:
        """The season that the form's title names, or a line of a school's half year (2026年秋季学期)."""
        term = [label for label in (slot.row.label, *slot.path) if words()["term"] in label]
        return season_in(clean((*term, self.sheet.head.title)[0]), self.year)

    def _tags(self, labels: Iterable[str]) -> Iterator[str]:
        return (tag for label in labels for tag in self._words(label).tags)

    def _time_of_whole(self, whole: Row) -> Tokens:
        """The day of which a line's whole is, or that it is of the year before (上年排查, 其中：整改)."""
        tags = self._words(whole.label).tags
        before = "back_year" in tags and words()["same_time"] not in whole.label
        return tags & OF_STOCK or frozenset(("last_year",) if before else ())

    def _times(self, slot: Slot, said: list[Wording]) -> tuple[Tokens, list[Span]]:
        """The relative words and the spans that a cell's labels say, else what stands around them says."""
        tags = frozenset(tag for part in said for tag in but_explained(part.tags, part.span))
        tags -= self._day_of_stock(slot)
        own, whole = self._own_times(slot, tags), self._whole_of(slot)
        if own & OF_STOCK and "to_date" not in own:
            tags -= {"to_date"}  # 期末生态护林员 in a column 1—本季
        above = self._came_about_above(slot) if tags & (_DURING.keys() | {"end"}) and not own else None
        done = {"month", "quarter"} | ({"year"} if self.period and self.period.months == 12 else NONE)
        own |= self._words(above.label).tags & done if above else NONE
        tags |= own
        if self._since(slot) or (own & done and not own & OF_STOCK):
            tags = frozenset(_DURING.get(tag, tag) for tag in tags - {"end"})  # 本月高温日数 in a column 本月末, 上月末
        if "back_year" in own and words()["same_time"] not in slot.row.label:
            tags = (tags - {"back_year"}) | {"last_year"}  # a line 上年集体总收入 is of the whole year before
        tags -= {then for then in _IN_TIME if f"back_{then}" in tags}  # 本月新接收 under 上月（月末）
        spans = nested([part.span for part in said if part.span])
        if spans and self.years > 1:
            tags |= {"year"}
        if not spans and not tags - OF_PERIOD - {"start", "end"}:
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

    def _came_about_above(self, slot: Slot) -> Row | None:
        """The line of what came about in the form's time that a line in the same measure is a part of: it begins with
        其中, or has no number below one that has (七、本期接收退役士兵, below it 自主就业)."""
        whole = next((row for row in reversed(slot.row.above) if not row.heading), None)
        if whole is None or whole.measure != slot.row.measure or self._words(slot.row.label).tags:
            return None
        unnumbered = numbered(clean(slot.row.label))[0] is None and numbered(clean(whole.label))[0] is not None
        part = self._words(slot.row.label).part or unnumbered
        return whole if part and self._in_a_time(whole.label, False, slot) else None

    def _during(self, slot: Slot) -> Tokens:
        """The time that a section's heading names (本月工作, 年末人口): what stands in it is of then."""
        sections = [*(row.label for row in slot.row.above if row.heading), *slot.path[:-1]]
        return frozenset(tag for label in sections for tag in self._words(label).tags) & _OF_SECTION

    def _in_a_time(self, label: str, crossed: bool, slot: Slot) -> bool:
        """当年新改建公路, 本季新改: what its own label says of a year, a quarter or a month came about in it; of what
        there is too where that is said to have come or gone (本期新增参保)."""
        own = self._words(slot.path[-1] if crossed and slot.path else label)
        moved = own.text.startswith(tuple(words()["comes_about"]))
        timed = bool(own.tags & {"year", "quarter", "month", "this"} and own.tokens)
        return timed and (moved or not any_in(own.text, "stock_words"))

    def _came_of_stock(self, slot: Slot) -> bool:
        """Whether a column marked as a part of what there was on a day says of a time itself that it came or went in
        it (年末藏书 over 其中：本年新增)."""
        own = self._words(slot.path[-1]) if slot.path else Wording()
        return own.part and bool(own.tags & _IN_PERIOD) and own.text.startswith(tuple(words()["comes_about"]))

    def _day_of_stock(self, slot: Slot) -> Tokens:
        """What the headings over such a column say of the day of what there was."""
        return OF_STOCK - self._words(slot.path[-1]).tags if self._came_of_stock(slot) else NONE

    def _of_whole(self, slot: Slot) -> list[Span]:
        """The months that a line's whole names (1—9月受理信访, 其中：办结), or its section."""
        whole = self._whole_of(slot)
        above = [row.label for row in slot.row.above if row.heading or row is whole]
        return [span for label in reversed(above) if (span := self._words(label).span)]

    def _since(self, slot: Slot) -> bool:
        """Whether a line says since when it adds up: 本年累计征收保险费."""
        return "to_date" in self._words(slot.row.label).tags and any_in(clean(slot.row.label), "since")

    def _whole_of(self, slot: Slot) -> Row | None:
        """The line that a line is a part of: it begins with 其中 or is set in under it."""
        whole = next((row for row in reversed(slot.row.above) if not row.heading), None)
        part = whole is not None and (self._words(slot.row.label).part or slot.row.indent > whole.indent)
        return whole if part else None
