"""The columns of each register as clerks keep it, with what each cell states by the contract."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from samples.cells import Cell, restyle_number, write_day, write_span
from samples.desk import Column, Desk, Written
from samples.facts import Fact
from samples.meeting_columns import meetings
from samples.words import words


def columns(desk: Desk) -> list[Column]:
    """The columns of a register of the desk's kind, in the order in which the clerk lays them out."""
    made = _BUILDERS[desk.kind](desk)
    if desk.unit_column:
        made.insert(1, unit_column(desk))
    if desk.messy():
        made = _reordered(desk, made)
    if desk.mess >= 0.5 and desk.has(0.15):
        made.insert(desk.rng.randint(1, len(made)), Column("blank", "", lambda fact: ("", {})))
    if desk.has(0.75):
        made.insert(0, desk.filler("no", lambda fact: None))
    return made


def _reordered(desk: Desk, made: list[Column]) -> list[Column]:
    """Shuffled, but columns under one group stay together."""
    blocks: list[list[Column]] = []
    for column in made:
        if column.group and blocks and blocks[-1][0].group == column.group:
            blocks[-1].append(column)
        else:
            blocks.append([column])
    desk.rng.shuffle(blocks)
    return [column for block in blocks for column in block]


def day_column(desk: Desk, key: str = "date") -> Column:
    """The deciding day; a fact with a flaw of days gets a bad one."""

    def write(fact: Fact) -> Written:
        if fact.flaw in ("date_unparseable", "date_impossible") and not fact.said.get("bad_closing"):
            return desk.rng.choice(words("cells")["bad_dates"][fact.flaw]), {}
        if fact.flaw == "date_missing":
            return "", {}
        if fact.said.get("days") and key == "date":
            return write_span(fact.day, fact.said["days"], desk.date_style, desk.rng), {}
        return write_day(fact.day, desk.date_style, desk.rng), {}

    made = desk.column(key, write)
    made.flaws = ("date_missing", "date_unparseable", "date_impossible")
    return made


def name_column(desk: Desk, wrap: Callable[[str], str] = str) -> Column:
    """Title, name or topic."""
    made = desk.column("name", lambda fact: ("" if fact.flaw == "title_missing" else wrap(fact.name), {}))
    made.flaws = ("title_missing",)
    return made


def issuer_column(desk: Desk) -> Column:
    """Who asks; now and then left blank."""

    def write(fact: Fact) -> Written:
        if not fact.flaw and desk.rng.random() < 0.01:
            return "", {"level": None}
        return fact.issuer, {"level": fact.level}

    return desk.column("issuer", write)


def unit_column(desk: Desk) -> Column:
    """Whose row it is: what the fact says, or a name that no unit has."""

    def write(fact: Fact) -> Written:
        if fact.flaw == "unit_unknown":
            return desk.rng.choice([*words("cells")["unknown_units"], *desk.district.ambiguous]), {}
        return (f" {fact.unit_words}　" if desk.messy() and desk.has(0.08) else fact.unit_words), {}

    made = desk.column("unit", write)
    made.flaws = ("unit_unknown",)
    return made


def closed_column(desk: Desk) -> Column:
    """The day of closing or removal, blank while it lasts."""

    def write(fact: Fact) -> Written:
        end = fact.said["closed"]
        if fact.said.get("bad_closing"):
            return desk.rng.choice(words("cells")["bad_dates"][fact.flaw]), {}
        return ("" if end is None else write_day(end, desk.date_style, desk.rng)), {"end": end and end.isoformat()}

    return desk.column("closed", write)


def line_column(desk: Desk) -> Column:
    """The line, in one of its words; sometimes blank."""

    def write(fact: Fact) -> Written:
        if desk.messy() and desk.rng.random() < 0.03:
            return "", {"line": None}
        return desk.rng.choice(words("issuers")["lines"][fact.line]), {"line": fact.line}

    return desk.column("line", write)


def either(desk: Desk, states: str, flag: Column, named: tuple[str, Callable[[], str]], share: float) -> list[Column]:
    """A yes/no column, a column that names bodies or forms, or both; the yes/no column decides."""
    key, word = named

    def naming(fact: Fact) -> Written:
        yes = bool(fact.said[states])
        return (word() if yes else desk.rng.choice(("", "", "无")) if desk.mess else ""), {states: yes}

    if desk.has(share):
        return [flag, desk.column(key, naming)] if desk.has(0.4) else [desk.column(key, naming)]
    return [flag]


def _documents(desk: Desk) -> list[Column]:
    number = desk.column("number", lambda fact: (_number(desk, fact), {}))
    made = [day_column(desk), issuer_column(desk), number, name_column(desk, lambda name: _retitle(desk, name))]
    if not desk.channel_known and desk.keeper.level != "village":
        made += _channels(desk)
    made += [line_column(desk)] if desk.has(0.35) else []
    fillers: dict[str, Callable[[Fact], Cell]] = {
        "copies": lambda fact: desk.rng.randint(1, 3), "secret": lambda fact: desk.word("secret"),
        "urgency": lambda fact: desk.word("urgency"), "department": lambda fact: desk.word("departments"),
        "deadline": lambda fact: write_day(fact.day + timedelta(5), desk.date_style, desk.rng),
        "pages": lambda fact: desk.rng.randint(2, 30), "signer": lambda fact: desk.word("people"),
    }  # fmt: skip
    return made + _fill(desk, fillers)


def _number(desk: Desk, fact: Fact) -> str:
    if not fact.said["number"]:
        return desk.rng.choice(("", "", "/", "无")) if desk.messy() else ""
    return restyle_number(fact.said["number"], desk.rng, desk.messy())


def _retitle(desk: Desk, name: str) -> str:
    if not desk.messy() or desk.rng.random() > 0.12:
        return name
    return desk.rng.choice(
        (f"{name}（急件）", f" {name} ", name.replace("《", "“").replace("》", "”"), f"{name[:9]}\n{name[9:]}")
    )


def _channels(desk: Desk) -> list[Column]:
    """Text, or two tick columns under one group."""
    if desk.messy() and desk.has(0.35):
        ticks, group = words("layouts")["ticks"], desk.group("channel")
        paper = desk.tick(ticks["p"], lambda fact: fact.said["channel"] == "p", group)
        electronic = desk.tick(ticks["e"], lambda fact: fact.said["channel"] == "e", group)
        electronic.write = _stating(electronic.write, lambda fact: {"channel": fact.said["channel"]})
        return [electronic, paper]

    def write(fact: Fact) -> Written:
        if "of" not in fact.said and desk.messy() and desk.rng.random() < 0.02 and not fact.said.get("twinned"):
            return desk.rng.choice(words("cells")["channel"]["none"]), {}
        return desk.rng.choice(words("cells")["channel"][fact.said["channel"]]), {"channel": fact.said["channel"]}

    return [desk.column("channel", write)]


def _stating(write: Callable[[Fact], Written], states: Callable[[Fact], dict[str, Any]]) -> Callable[[Fact], Written]:
    return lambda fact: (write(fact)[0], states(fact))


def _fill(desk: Desk, fillers: dict[str, Callable[[Fact], Cell]], share: float = 0.35) -> list[Column]:
    chosen = [desk.filler(key, write) for key, write in fillers.items() if desk.has(share)]
    remark = [desk.filler("remark", lambda fact: desk.word("remarks"))] if desk.has(0.6) else []
    return chosen + remark


def _inspections(desk: Desk) -> list[Column]:
    made = [name_column(desk), issuer_column(desk), *_inspection_days(desk)]
    if desk.has(0.85):
        made.append(desk.filler("type", lambda fact: fact.said["type"]))
    if desk.keeper.level != "village":
        flag = desk.yes_no("planned", lambda fact: fact.said["planned"], "planned")
        made += [_plan_number(desk)] if desk.has(0.4) else [flag]
        joint = desk.yes_no("joint", lambda fact: fact.said["joint"], "joint")
        made += either(desk, "joint", joint, ("joint_with", lambda: desk.word("joint_bodies")), 0.5)
    ledger = desk.yes_no("ledger", lambda fact: fact.said["ledger"], "ledger")
    made += either(desk, "ledger", ledger, ("ledger_form", lambda: desk.word("ledger_forms")), 0.5)
    return made + _fill(desk, {"signer": lambda fact: desk.word("people")})


def _inspection_days(desk: Desk) -> list[Column]:
    """One column of days and spans, or first and last day in two, under a group."""
    if desk.has(0.65):
        return [day_column(desk)]
    group = desk.group("range")
    first = day_column(desk, "date_from")
    last = desk.filler(
        "date_to", lambda fact: write_day(fact.day + timedelta(fact.said["days"]), desk.date_style, desk.rng)
    )
    first.group = last.group = group if desk.has(0.5) else ""
    return [first, last]


def _plan_number(desk: Desk) -> Column:
    pattern = desk.word("plan_numbers")

    def write(fact: Fact) -> Written:
        planned = fact.said["planned"]
        number = pattern.format(y=fact.day.year, n=desk.rng.randint(1, 120))
        return (number if planned else desk.rng.choice(("", "", "无", "计划外"))), {"planned": planned}

    return desk.column("plan_number", write)


def _pledges(desk: Desk) -> list[Column]:
    typed = desk.has(0.8)
    made = [name_column(desk), issuer_column(desk), day_column(desk)]
    made[0].write = _stating(
        made[0].write, lambda fact: {"veto": fact.said["veto"] or (typed and fact.said["veto_type"])}
    )
    if typed:
        made.append(desk.column("type", lambda fact: (_pledge_type(desk, fact), {})))
    return made + _fill(desk, {"basis": lambda fact: desk.word("bases")}, 0.7)


def _pledge_type(desk: Desk, fact: Fact) -> str:
    return (
        desk.rng.choice(("一票否决", "一票否决事项"))
        if fact.said["veto_type"]
        else desk.rng.choice(("责任状", "责任书"))
    )


def _digital(desk: Desk) -> list[Column]:
    type_column = desk.column(
        "type", lambda fact: (desk.word(f"{fact.said['class']}_types"), {"class": fact.said["class"]})
    )
    punch = desk.yes_no("punch", lambda fact: fact.said["punch"], "punch")
    made = [name_column(desk), type_column, issuer_column(desk), day_column(desk), closed_column(desk), punch]
    return made + _fill(
        desk, {"members": lambda fact: desk.rng.randint(5, 300) if fact.said["class"] == "group" else ""}
    )


def _signboards(desk: Desk) -> list[Column]:
    place = desk.filler("place", lambda fact: "内" if fact.said["inside"] else "外")
    return [name_column(desk), place, issuer_column(desk), day_column(desk), closed_column(desk), *_fill(desk, {})]


def _forms(desk: Desk) -> list[Column]:
    def fields(fact: Fact) -> Written:
        number = fact.said["fields"]
        if number is None:
            return desk.rng.choice(("", "", "—") if desk.mess else ("",)), {"fields": None}
        words_for = (number, number, f"{number}个", f"{number}项", str(number))
        return (desk.rng.choice(words_for) if desk.messy() else number), {"fields": number}

    made = [name_column(desk), issuer_column(desk), day_column(desk)]
    made += [desk.column("fields", fields)] if desk.has(0.85) else []
    deadline = desk.filler("deadline", lambda fact: write_day(fact.said["deadline"], desk.date_style, desk.rng))
    return [
        *made,
        deadline,
        *_fill(desk, {"frequency": lambda fact: desk.word("frequencies"), "way": lambda fact: desk.word("ways")}, 0.8),
    ]


def _visits(desk: Desk) -> list[Column]:
    made = [day_column(desk), name_column(desk), issuer_column(desk)]
    brings, solves = desk.rng.choice(((True, False), (False, True), (True, True)))
    if brings:
        made.append(desk.yes_no("problem", lambda fact: fact.said["problem"], "problem"))
    if solves:
        made.append(desk.yes_no("solved", lambda fact: fact.said["solved"], "problem"))
        made[-1].write = _stating(
            made[-1].write, lambda fact: {"problem": fact.said["solved"] or (brings and fact.said["problem"])}
        )
    if desk.keeper.level != "village":
        joint = desk.yes_no("joint", lambda fact: fact.said["joint"], "joint")
        made += either(desk, "joint", joint, ("joint_with", lambda: desk.word("joint_bodies")), 0.5)
    fillers: dict[str, Callable[[Fact], Cell]] = {
        "persons": lambda f: f.said["persons"],
        "escorts": lambda f: f.said["escorts"],
    }
    return made + _fill(desk, fillers, 0.8)


_BUILDERS: dict[str, Callable[[Desk], list[Column]]] = {
    "documents": _documents, "meetings": lambda desk: _meetings(desk), "inspections": _inspections, "pledges": _pledges,
    "digital": _digital, "signboards": _signboards, "forms": _forms, "visits": _visits,
}  # fmt: skip


def _meetings(desk: Desk) -> list[Column]:
    return meetings(desk, name_column(desk), issuer_column(desk), day_column, line_column)
