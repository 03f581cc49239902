"""The columns of a register of meetings: its many ways of telling when, how long and who must come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from samples.cells import Cell, Formula, Typed, write_clock, write_day, write_duration, write_slot
from samples.desk import Column, Desk, Written
from samples.facts import Fact
from samples.words import words


def meetings(
    desk: Desk,
    name: Column,
    issuer: Column,
    day: Callable[[Desk], Column],
    line: Callable[[Desk], Column],
) -> list[Column]:
    """All columns; `name`, `issuer`, `day` and `line` are made as in the other registers."""
    made = [name, issuer, *_when(desk, day)]
    with_form = desk.has(0.8)
    name.write = _naming(name.write, with_form)
    made += _form(desk) if with_form else []
    if desk.has(0.9):
        made += _attendance(desk)
    made += [desk.yes_no("nested", lambda fact: fact.said["nested"], "nested")] if desk.has(0.65) else []
    made += [desk.yes_no("filed", lambda fact: fact.said["filed"], "filed")] if desk.has(0.65) else []
    made += [line(desk)] if desk.has(0.85) and desk.keeper.level != "village" else []
    for key, word in (("place", "places"), ("signer", "people"), ("remark", "remarks")):
        if desk.has(0.45):
            made.append(_filler(desk, key, word))
    return made


def _filler(desk: Desk, key: str, word: str) -> Column:
    return desk.filler(key, lambda fact: desk.word(word))


def _naming(write: Callable[[Fact], Written], with_form: bool) -> Callable[[Fact], Written]:
    """Without a form column, the meeting's name tells whether it is by video."""
    return write if with_form else lambda fact: (write(fact)[0], {"video": fact.said["video"]})


def _when(desk: Desk, day: Callable[[Desk], Column]) -> list[Column]:
    ways = (_start_and_end, _start_and_duration, _slot, _together, _grouped)
    if desk.keeper.level == "village" and desk.has(0.3):
        return [day(desk)]
    first_town = desk.keeper == desk.district.towns[0]  # so that every district has durations in words
    return (_start_and_duration if first_town else desk.rng.choice(ways))(desk, day)


def _start_and_end(desk: Desk, day: Callable[[Desk], Column]) -> list[Column]:
    return [day(desk), _start(desk), _end(desk)]


def _start_and_duration(desk: Desk, day: Callable[[Desk], Column]) -> list[Column]:
    return [day(desk), _start(desk), _duration(desk)]


def _grouped(desk: Desk, day: Callable[[Desk], Column]) -> list[Column]:
    """Day, start and end under one word in a two-row header."""
    made = [day(desk), _start(desk), _end(desk)]
    group = desk.group("time")
    for column in made:
        column.group = group
    return made


def _slot(desk: Desk, day: Callable[[Desk], Column]) -> list[Column]:
    return [day(desk), desk.column("slot", lambda fact: _slot_cell(desk, fact))]


def _slot_cell(desk: Desk, fact: Fact) -> Written:
    start, minutes = fact.said["start"], fact.said["minutes"]
    if start is None:
        if minutes and fact.said["half_day"]:
            return desk.rng.choice(("上午", "下午", "半天")), {"minutes": 210}
        return desk.rng.choice(("", "", "未明确", "待定")) if desk.mess else "", {}
    if minutes is None:
        return write_slot(start, None, desk.clock, desk.rng), {"start": start}
    return write_slot(start, start + minutes, desk.clock, desk.rng), _span(start, minutes)


def _span(start: int, minutes: int) -> dict[str, Any]:
    return {"start": start, "end": start + minutes, "minutes": minutes}


def _together(desk: Desk, day: Callable[[Desk], Column]) -> list[Column]:
    """Day and slot in one cell: `2019-01-02 9:30-10:10`, or a moment as the spreadsheet holds it."""
    made = day(desk)
    made.label = desk.label("datetime")
    write_bad = made.write
    if desk.date_style in ("serial", "number", "formula", "midnight", "compact", "weekday"):
        desk.date_style = "iso" if desk.container == "csv" else "typed"

    def write(fact: Fact) -> Written:
        if fact.flaw and fact.flaw.startswith("date"):
            return write_bad(fact)
        return _moment(desk, fact)

    made.write = write
    return [made]


def _moment(desk: Desk, fact: Fact) -> Written:
    start, minutes = fact.said["start"], fact.said["minutes"]
    if start is None:
        return write_day(fact.day, desk.date_style, desk.rng), {}
    if minutes is None and desk.date_style == "typed":
        clock = time(start // 60, start % 60)
        return Typed(datetime.combine(fact.day, clock), "yyyy-mm-dd h:mm"), {"start": start}
    written = write_day(fact.day, "cn" if desk.date_style == "typed" else desk.date_style, desk.rng)
    gap = "" if str(written).endswith("日") and desk.has(0.5) else " "
    if minutes is None:
        return f"{written}{gap}{write_clock(start, desk.clock)}", {"start": start}
    return f"{written}{gap}{write_slot(start, start + minutes, desk.clock, desk.rng)}", _span(start, minutes)


def _clock_cell(desk: Desk, minutes: int, typed: bool) -> Cell:
    if typed:
        return Typed(time(minutes // 60, minutes % 60), "h:mm")
    return write_clock(minutes, desk.clock)


def _start(desk: Desk) -> Column:
    typed = desk.container != "csv" and desk.has(0.4)

    def write(fact: Fact) -> Written:
        start = fact.said["start"]
        return ("", {}) if start is None else (_clock_cell(desk, start, typed), {"start": start})

    return desk.column("start", write)


def _end(desk: Desk) -> Column:
    typed = desk.container != "csv" and desk.has(0.4)

    def write(fact: Fact) -> Written:
        start, minutes = fact.said["start"], fact.said["minutes"]
        if start is None or minutes is None:
            return (desk.word("no_duration") if desk.messy() else ""), {}
        return _clock_cell(desk, start + minutes, typed), {"end": start + minutes, "minutes": minutes}

    return desk.column("end", write)


def _duration(desk: Desk) -> Column:
    """A duration in words, or a bare number in the unit that the header gives."""
    unit = desk.rng.choice(("", "", "分钟", "小时"))
    label = desk.label("duration") + (desk.rng.choice(("（{}）", "({})", "/{}")).format(unit) if unit else "")

    def write(fact: Fact) -> Written:
        if fact.flaw == "duration_unparseable":
            return desk.word("bad_durations"), {}
        minutes, start = fact.said["minutes"], fact.said["start"]
        if minutes is None:
            return (desk.word("no_duration") if desk.messy() else ""), {}
        cell, exact = _duration_cell(desk, fact, unit)
        return cell, {"minutes": minutes, **({"end": start + minutes} if exact and start is not None else {})}

    made = desk.column("duration", write, label=label)
    made.flaws = ("duration_unparseable",)
    return made


def _duration_cell(desk: Desk, fact: Fact, unit: str) -> tuple[Cell, bool]:
    minutes = fact.said["minutes"]
    if not unit:
        return write_duration(minutes, fact.said["half_day"], desk.mess >= 0.5, desk.rng)
    number = minutes if unit == "分钟" else round(minutes / 60, 4)
    if unit == "小时" and minutes % 15:
        return f"{minutes}分钟", True
    if desk.container == "xlsx" and desk.messy() and unit == "分钟":
        return Formula(f"=ROUND({minutes}/60*60,0)", minutes), True
    return (number if number != int(number) else int(number)), True


def _form(desk: Desk) -> list[Column]:
    """Text, or two tick columns; a blank leaves it to the name."""
    if desk.messy() and desk.has(0.3):
        ticks, group = words("layouts")["ticks"], desk.group("form")
        onsite = desk.tick(ticks["onsite"], lambda fact: not fact.said["video"], group)
        video = desk.tick(ticks["video"], lambda fact: fact.said["video"], group)
        video.write = lambda fact: ("√" if fact.said["video"] else "", {"video": fact.said["video"]})
        onsite.write = lambda fact: ("" if fact.said["video"] else "√", {})
        return [onsite, video]

    def write(fact: Fact) -> Written:
        video = fact.said["video"]
        if desk.messy() and desk.rng.random() < 0.05:
            return "", {"video": video}
        return desk.word("video" if video else "no_video"), {"video": video}

    return [desk.column("form", write)]


def _attendance(desk: Desk) -> list[Column]:
    if desk.keeper.level == "village":
        return [desk.column("attend", lambda fact: _called_in_village(desk, fact))]
    if desk.messy() and desk.has(0.35):
        return _attendance_ticks(desk)
    return [desk.column("attend", lambda fact: _called(desk, fact))]


def _called_in_village(desk: Desk, fact: Fact) -> Written:
    heads = fact.said["called"] in ("heads", "both")
    word = desk.word("heads_in_village" if heads else "nobody_in_village")
    return word, {"both_leaders": False, "village": heads}


def _called(desk: Desk, fact: Fact) -> Written:
    called = fact.said["called"]
    key = {"nobody": "nobody", "one": "one_leader", "both": "principal_and_deputy", "heads": "village_heads"}[called]
    return desk.word(key), {"both_leaders": called == "both", "village": called == "heads"}


def _attendance_ticks(desk: Desk) -> list[Column]:
    """Who must come, as three columns of ticks under one group."""
    ticks, group = words("layouts")["ticks"], desk.group("attend")

    def principal(fact: Fact) -> bool:
        return fact.said["called"] == "both" or (fact.said["called"] == "one" and fact.day.day % 2 == 0)

    def deputy(fact: Fact) -> bool:
        return fact.said["called"] == "both" or (fact.said["called"] == "one" and fact.day.day % 2 == 1)

    made = [
        desk.tick(ticks["principal"], principal, group),
        desk.tick(ticks["deputy"], deputy, group),
        desk.tick(ticks["heads"], lambda fact: fact.said["called"] == "heads", group),
    ]
    write = made[2].write
    made[2].write = lambda fact: (
        write(fact)[0],
        {"both_leaders": fact.said["called"] == "both", "village": fact.said["called"] == "heads"},
    )
    return made
