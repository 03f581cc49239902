"""Rows of a register, typed: a `Row` for each unit, or a reject with code and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from songbang.core.reading.attendance import read_attendance
from songbang.core.reading.books import Value, blank, column_letters, text_of
from songbang.core.reading.cells import CellReader
from songbang.core.reading.clocks import NONE, Slot, read_clock, read_duration, read_slot
from songbang.core.reading.dates import DayReading, read_day
from songbang.core.reading.issuers import IssuerLevels
from songbang.core.reading.lexicon import Lexicon, header_words
from songbang.core.reading.regions import Region
from songbang.core.reading.rejects import Reject
from songbang.core.registers import UNSTATED, Row
from songbang.core.text import plain, simplified, tidy
from songbang.core.units import UnitTree

DAY_START, DAY_END, TOLERANCE = 8 * 60 + 30, 17 * 60 + 30, 30
"""The working day is 08:30-17:30; a meeting is at its edge within half an hour of either (contract `report.md`)."""


LONGEST_NOTHING = 6
"""Longer names are not looked up among the words that state nothing (names are many, and each is new)."""
_DATE_CODES = {"missing": "date_missing", "unparseable": "date_unparseable", "impossible": "date_impossible"}


class _Rejected(Exception):
    """A cell that a figure needs cannot be read. Caught in `RowTyper.read` alone."""

    def __init__(self, code: str, column: int | None, parameters: dict[str, object] | None = None) -> None:
        super().__init__(code)
        self.code, self.column, self.parameters = code, column, parameters or {}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands."""

    file: str
    sheet: str


class RowTyper:
    """Types the rows of one region."""

    def __init__(
        self, region: Region, place: Place, lexicon: Lexicon, units: UnitTree, cells: CellReader, levels: IssuerLevels,
        headers: tuple[str, ...], width: int, has_ranges: bool, has_clocks: bool,
    ) -> None:  # fmt: skip
        self.region, self.place, self.lexicon, self.units = region, place, lexicon, units
        self.cells, self.levels, self.headers, self.width = cells, levels, headers, width
        self.at = {name: choice.column for name, choice in region.assignment.choices.items()}
        self.year, self.month = region.year, region.month
        self.has_slot = bool({"ends_at", "duration", "slot"} & set(self.at)) or has_ranges
        self.has_start = bool({"starts_at", "slot"} & set(self.at)) or has_clocks
        self.has_requires = bool(
            {"requires", "requires_principal", "requires_deputy", "requires_village"} & set(self.at)
        )
        self.duration_unit = _duration_unit(region)
        self._details = getattr(self, f"_{region.kind}")

    def value(self, row: Sequence[Value], name: str) -> Value:
        column = self.at.get(name)
        return row[column] if column is not None and column < len(row) else ""

    def text(self, row: Sequence[Value], name: str) -> str:
        return tidy(text_of(self.value(row, name)))

    def read(self, line_no: int, row: Sequence[Value]) -> list[Row] | Reject:
        """The row's `Row`s, one for each unit, or why it cannot be read. `row` has merged cells filled in."""
        try:
            return self._read(line_no, row)
        except _Rejected as reason:
            return self._reject(line_no, row, reason)

    def _read(self, line_no: int, row: Sequence[Value]) -> list[Row]:
        reading = read_day(self.value(row, "day"), year=self.year, month=self.month)
        if reading.day is None:
            raise _Rejected(_DATE_CODES[reading.trouble or "missing"], self.at["day"])
        name = self.text(row, "name")
        if len(name) <= LONGEST_NOTHING and plain(name).lower() in self.lexicon.nothing:
            raise _Rejected("title_missing", self.at["name"])
        codes = self._units(row)
        origin = f"{self.place.file}#{self.place.sheet}#{line_no}"
        made = Row(
            origin, self.place.file, self.place.sheet, line_no, self.region.kind, codes[0], reading.day, name,
            remark=self.text(row, "remark") if "remark" in self.at else None,
        )  # fmt: skip
        self._issuer(made, row)
        self._details(made, row, reading)
        if len(codes) == 1:
            return [made]
        return [replace(made, row=f"{origin}@{code}", unit=code) for code in codes]

    def _reject(self, line_no: int, row: Sequence[Value], reason: _Rejected) -> Reject:
        column = reason.column
        return Reject(
            self.place.file, self.place.sheet, line_no, self.region.kind, reason.code,
            "" if column is None else column_letters(column),
            self.headers[column] if column is not None and column < len(self.headers) else "",
            "" if column is None or column >= len(row) else text_of(row[column]),
            tuple(text_of(value) for value in row), self.headers, reason.parameters,
        )  # fmt: skip

    def _units(self, row: Sequence[Value]) -> tuple[str, ...]:
        text = self.text(row, "unit") if "unit" in self.at else ""
        if text and plain(text).lower() not in self.lexicon.nothing:
            named = self.units.cell(text, self.region.keeper)
            if named.unknown is not None:
                raise _Rejected("unit_unknown", self.at["unit"], {"unit": named.unknown})
            return named.codes
        if self.region.keeper is None:
            raise _Rejected("unit_unknown", self.at.get("unit"), {"unit": ""})
        return (self.region.keeper,)

    def _issuer(self, made: Row, row: Sequence[Value]) -> None:
        if "issuer" in self.at:
            made.issuer = self.text(row, "issuer")
            made.issuer_level = self.levels.level(made.issuer)
        if "line" in self.at:
            made.line = self.cells.line(self.text(row, "line"))

    def _closed(self, made: Row, row: Sequence[Value]) -> None:
        """The day of closing or removal: nothing, or words such as 在用, leave the thing open."""
        value = self.value(row, "closed_on")
        if isinstance(value, str) and (
            plain(value).lower() in self.lexicon.nothing or self.lexicon.still_open.match(plain(value))
        ):
            return
        if blank(value):
            return
        reading = read_day(value, year=self.year, month=self.month)
        if reading.day is None:
            trouble = "unparseable" if reading.trouble == "missing" else reading.trouble
            raise _Rejected(_DATE_CODES[trouble or "missing"], self.at["closed_on"])
        made.closed_on = reading.day

    def _flag(self, row: Sequence[Value], name: str) -> bool | None:
        return self.cells.yes(self.value(row, name)) if name in self.at else None

    def _flag_or_named(self, row: Sequence[Value], flag: str, named: str) -> bool | None:
        """A yes/no column decides; without one, something named in the other column is a yes."""
        return self._flag(row, flag) if flag in self.at else self._flag(row, named)

    # -- the eight registers --------------------------------------------------------------------------------------

    def _documents(self, made: Row, row: Sequence[Value], reading: DayReading) -> None:
        made.number = self.text(row, "number") if "number" in self.at else None
        if "issued_on" in self.at:
            made.issued_on = read_day(self.value(row, "issued_on"), year=self.year).day
        ticked = self._ticked_channel(row)
        if ticked:
            made.channel = ticked
        elif "channel" in self.at:
            stated = self.cells.channel(self.text(row, "channel"))
            made.channel = stated if stated != UNSTATED or not self.region.channel else self.region.channel
        else:
            made.channel = self.region.channel

    def _ticked_channel(self, row: Sequence[Value]) -> str | None:
        """The channel that two columns 电子 and 纸质 tick; UNSTATED where both or neither is; None without them."""
        columns = {"electronic": "channel_electronic", "paper": "channel_paper"}
        if not any(name in self.at for name in columns.values()):
            return None
        ticked = [channel for channel, name in columns.items() if self._flag(row, name)]
        return ticked[0] if len(ticked) == 1 else UNSTATED

    def _meetings(self, made: Row, row: Sequence[Value], reading: DayReading) -> None:
        form = self.text(row, "form")
        if self._flag(row, "form_video") or self._flag(row, "form_onsite"):
            made.video = bool(self._flag(row, "form_video"))
        elif form and plain(form).lower() not in self.lexicon.nothing:
            made.video = self._video(form)
        else:
            made.video = bool(self.lexicon.video_name.search(simplified(made.name)))
        made.nested, made.filed = self._flag(row, "nested"), self._flag(row, "filed")
        if self.has_requires:
            self._requires(made, row)
        self._times(made, row, reading)

    def _video(self, form: str) -> bool:
        answer = self.lexicon.answer(form)
        return bool(self.lexicon.video.search(simplified(form))) if answer is None else answer

    def _requires(self, made: Row, row: Sequence[Value]) -> None:
        village = self.units[made.unit].level == "village" if made.unit in self.units else False
        words = read_attendance(self.text(row, "requires"), at_village=village)
        ticked = {
            name: bool(self._flag(row, name)) for name in ("requires_principal", "requires_deputy", "requires_village")
        }
        made.both_leaders = not village and (
            words.both_leaders or (ticked["requires_principal"] and ticked["requires_deputy"])
        )
        made.village_heads = words.village_heads or ticked["requires_village"]

    def _times(self, made: Row, row: Sequence[Value], reading: DayReading) -> None:
        slot, where = self._slot(row, reading)
        if slot.trouble:
            raise _Rejected("duration_unparseable", where)
        if self.has_start:
            made.starts_at = slot.start
        if self.has_slot:
            made.duration_stated = slot.stated
            made.minutes, made.ends_at = slot.minutes, slot.end
        if self.has_start or slot.end is not None:
            made.edge_of_day = _edge(slot) if self.has_start else None

    def _slot(self, row: Sequence[Value], reading: DayReading) -> tuple[Slot, int | None]:
        """Start, end and duration from all columns that tell them; and the column of trouble, if any."""
        found = Slot(start=reading.clock)
        parts = [("day", read_slot(reading.rest) if reading.rest else NONE)]
        parts += [
            (name, self._slot_cell(row, name))
            for name in ("slot", "starts_at", "ends_at", "duration")
            if name in self.at
        ]
        for name, part in parts:
            if part.trouble and name != "day":
                return part, self.at[name]
            found = _joined(found, part, is_end=name == "ends_at")
        if found.start is not None and found.end is not None:
            if found.end <= found.start:
                return replace(found, trouble=True), self.at.get("ends_at", self.at.get("slot"))
            return replace(found, minutes=found.end - found.start), None
        if found.start is not None and found.minutes and found.exact:
            return replace(found, end=found.start + found.minutes), None
        return found, None

    def _slot_cell(self, row: Sequence[Value], name: str) -> Slot:
        value = self.value(row, name)
        if blank(value) or (isinstance(value, str) and self._no_duration(value)):
            return NONE
        if name == "duration":
            return read_duration(value, header_unit=self.duration_unit)
        return read_clock(value) if name in ("starts_at", "ends_at") else read_slot(value)

    def _no_duration(self, text: str) -> bool:
        words = plain(text)
        if words.lower() in self.lexicon.nothing:
            return True
        return bool(self.lexicon.no_duration.match(words)) and not any(c.isdigit() for c in words)

    def _inspections(self, made: Row, row: Sequence[Value], reading: DayReading) -> None:
        made.planned = self._flag_or_named(row, "planned", "plan_number")
        made.joint = self._flag_or_named(row, "joint", "joint_with")
        made.ledger_required = self._flag_or_named(row, "ledger", "ledger_form")

    def _pledges(self, made: Row, row: Sequence[Value], reading: DayReading) -> None:
        stated = self.text(row, "type")
        header = self.headers[self.at["type"]] if "type" in self.at else ""
        by_type = bool(self.lexicon.veto.search(simplified(stated))) or (
            bool(self.lexicon.veto.search(simplified(header))) and self.lexicon.answer(stated) is True
        )
        made.veto = by_type or bool(self.lexicon.veto.search(simplified(made.name)))

    def _digital(self, made: Row, row: Sequence[Value], reading: DayReading) -> None:
        made.digital_class = self.cells.digital_class(self.text(row, "type"), made.name)
        made.punch_in = self._flag(row, "punch_in")
        self._closed(made, row)

    def _signboards(self, made: Row, row: Sequence[Value], reading: DayReading) -> None:
        self._closed(made, row)

    def _forms(self, made: Row, row: Sequence[Value], reading: DayReading) -> None:
        if "fields" in self.at:
            made.fields = self.cells.count(self.value(row, "fields"))
            made.fields_stated = made.fields is not None

    def _visits(self, made: Row, row: Sequence[Value], reading: DayReading) -> None:
        told = [self._flag(row, name) for name in ("problem", "solved") if name in self.at]
        made.with_problem = any(told) if told else None
        made.joint = self._flag_or_named(row, "joint", "joint_with")


def _joined(found: Slot, part: Slot, *, is_end: bool) -> Slot:
    """What one more cell adds; what is known already stays."""
    start = part.start if not is_end else None
    end = (part.end or part.start) if is_end else part.end
    return Slot(
        start=found.start if found.start is not None else start,
        end=found.end if found.end is not None else end,
        minutes=found.minutes or part.minutes,
        exact=found.exact and (part.exact or not part.minutes),
    )


def _edge(slot: Slot) -> bool:
    starts = slot.start is not None and abs(slot.start - DAY_START) <= TOLERANCE
    ends = slot.end is not None and abs(slot.end - DAY_END) <= TOLERANCE
    return starts or ends


def _duration_unit(region: Region) -> str | None:
    choice = region.assignment.choices.get("duration")
    if choice is None:
        return None
    header = header_words(choice.header)
    if "分" in header.whole or "min" in header.whole:
        return "minutes"
    return "hours" if "小时" in header.whole or header.hint in ("时", "h") else None


def day_of(value: Value, region: Region) -> date | None:
    """The day in a cell of the deciding column, for telling rows that are none."""
    return read_day(value, year=region.year, month=region.month).day
