"""What stands beside the registers, in words: campaigns and findings, the base's voice, what became of the last report.

Everything is composed from figures.json alone. Nothing here names a unit of a case or anybody who spoke.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from songbang.core.calendar import Period
from songbang.core.reporting.compose_checks import judge
from songbang.core.reporting.compose_numbers import percent_text, signed_percent
from songbang.core.reporting.compose_speaker import Speaker, Statement
from songbang.core.reporting.compose_words import Runs, Slot, Words
from songbang.core.reporting.report import Block, Cell, Paragraph, Run, Section, Table
from songbang.core.words import labels

NAMED_CAMPAIGNS = 3
NAMED_RULES = 5
TEXTS_OF_A_CASE = 6


def _field(speaker: Speaker) -> Mapping[str, Any]:
    part: Mapping[str, Any] = speaker.figures.raw.get("field") or {}
    return part


def _voice(speaker: Speaker) -> Mapping[str, Any]:
    part: Mapping[str, Any] = speaker.figures.raw.get("voice") or {}
    return part


def rule_key(rule: str) -> str:
    """By which the text points to the findings under one rule."""
    return f"findings.found|rule={rule}"


def campaigns_said(speaker: Speaker) -> Runs:
    """Who went where and when, on what ground; empty without a campaign."""
    campaigns, words = _field(speaker).get("campaigns", ()), speaker.words
    if not campaigns:
        return ()
    if len(campaigns) > NAMED_CAMPAIGNS:
        return words.say("field.campaigns_many", n=str(len(campaigns)), see=_see(speaker))
    return words.sentences(_campaign_said(speaker, one) for one in campaigns)


def _campaign_said(speaker: Speaker, one: Mapping[str, Any]) -> Runs:
    words = speaker.words
    names = [speaker.figures.units[code].name for code in one["units"] if code in speaker.figures.units]
    few = len(names) <= words.rules["named_units"]
    return words.say(
        "field.campaign",
        ground=_ground(words, one),
        days=_days(words, one["first"], one["last"]),
        bodies=words.listed(one["bodies"]),
        units=words.listed(names) if few else words.plain("units.many", n=str(len(names))),
        title=one["title"],
    )


def _ground(words: Words, one: Mapping[str, Any]) -> Slot:
    if one["plan_item"]:
        return words.say("field.planned", item=one["plan_item"])
    return words.say("field.grounded", ground=one["ground"]) if one["ground"] else ""


def _days(words: Words, first: str, last: str) -> str:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if start == end:
        return words.day(start)
    whole = "field.days" if start.year != end.year else "field.days_year"
    return words.plain(
        "field.days_month" if (start.year, start.month) == (end.year, end.month) else whole,
        first=words.day(start), last=words.day(end), month=words.month(end), day=str(end.day),
        start_month=words.month(start), start_day=str(start.day), year=str(end.year),
    )  # fmt: skip


def _see(speaker: Speaker) -> Runs:
    number = _numbers(speaker).get("field")
    return speaker.words.say("field.see", n=str(number)) if number else ()


def field_topic(speaker: Speaker) -> list[Statement]:
    """What was found in the field, as a topic like those of the registers; none without a campaign."""
    field, words = _field(speaker), speaker.words
    if not field.get("campaigns") and not field.get("rules"):
        return []
    values = {one["id"].removeprefix("findings."): one["value"] for one in field["figures"]}
    if not values["found"]:
        return [Statement("progress", words.say("field.none"))]
    runs = {name: Run(str(value), f"findings.{name}") for name, value in values.items()}
    ends = {
        name: words.say(f"field.{name}", n=runs[name]) if values[name] else ""
        for name in ("confirmed", "mended", "open", "late", "relapsed")
    }
    said = words.say("field.found", n=runs["found"], see=_see(speaker), **ends)
    most = words.say("field.most", items=words.listed(_rules_said(speaker), comma="wide", last="wide"))
    return [Statement("problem", words.sentences([said, most]), words.template("field.short"))]


def _rules_said(speaker: Speaker) -> list[Runs]:
    field, words = _field(speaker), speaker.words
    return [
        words.say(
            "field.rule", name=_rule_name(speaker, one["rule"]),
            n=Run(str(len(one["rows"])), rule_key(one["rule"])), units=str(one["units"]),
        )
        for one in field["rules"][:NAMED_RULES]
    ]  # fmt: skip


def _rule_name(speaker: Speaker, rule: str) -> str:
    if not rule:
        return speaker.words.template("field.no_rule")
    return str(_field(speaker).get("names", {}).get(rule, rule))


def voice_said(speaker: Speaker) -> list[Paragraph]:
    """How the base judged what was asked of it, and what it asked help for."""
    voice, words = _voice(speaker), speaker.words
    if not voice:
        return []
    parts: list[Runs] = []
    if voice["voices"]:
        items = [
            words.say(f"voice.{name}", share=percent_text(Fraction(voice["yes"][name], voice["said"][name])),
                      yes=str(voice["yes"][name]), said=str(voice["said"][name]))
            for name in ("needed", "clear", "twice") if voice["said"].get(name)
        ]  # fmt: skip
        among = words.say("voice.among", items=words.listed(items, comma="wide", last="wide")) if items else ""
        quarters = words.listed([_quarter(words, one) for one in voice["quarters"]])
        parts.append(words.say("voice.said", quarters=quarters, n=str(voice["voices"]), among=among))
    if voice["matters"]:
        parts.append(words.say("voice.matters", n=str(voice["matters"]), answered=str(voice["answered"])))
    return [Paragraph(words.sentences(parts), lead=words.template("voice.lead"))] if parts else []


def _quarter(words: Words, quarter: str) -> str:
    year, _, number = quarter.partition("Q")
    return words.plain("voice.quarter", year=year, n=number)


def voice_suggestions(speaker: Speaker) -> list[tuple[str, Runs]]:
    """(what it is about, what is said): what the base proposes, and what lies under its matters."""
    voice, words = _voice(speaker), speaker.words
    said: list[tuple[str, Runs]] = []
    opinions = [one for one in voice.get("opinions", ()) if one["quotations"]]
    if opinions:
        items = [_opinion(words, one) for one in opinions]
        runs = words.say("suggestions.voice.opinions", items=words.listed(items, comma="clause", last="clause"))
        said.append((words.template("suggestions.voice.lead"), runs))
    causes = [
        words.say(
            "suggestions.causes.cause", n=str(one["matters"]), title=one["title"], proposal=_bare(one["proposal"])
        )
        for one in voice.get("causes", ())
    ]
    if causes:
        runs = words.say("suggestions.causes.said", items=words.listed(causes, comma="clause", last="clause"))
        said.append((words.template("suggestions.causes.lead"), runs))
    return said


def _opinion(words: Words, one: Mapping[str, Any]) -> Runs:
    quoted = [words.say("suggestions.voice.quoted", words=quotation) for quotation in one["quotations"]]
    return words.say("suggestions.voice.opinion", quoted=words.listed(quoted), n=str(one["persons"]))


def _bare(text: str) -> str:
    return text.strip().rstrip("。.;；")


def _numbers(speaker: Speaker) -> dict[str, int]:
    """The numbers of the appendices that are there, after the three that every report has."""
    raw = speaker.figures.raw
    there = {
        "field": bool(_field(speaker)), "cases": bool(_field(speaker).get("cases")), "before": bool(raw.get("before")),
    }  # fmt: skip
    return {name: place for place, name in enumerate((name for name, is_there in there.items() if is_there), start=4)}


def beside_appendices(speaker: Speaker) -> list[Section]:
    """How campaigns were drawn and what they found; the circular of cases; the follow-up of the last report."""
    made = {"field": _field_blocks, "cases": _case_blocks, "before": _before_blocks}
    return [
        Section(speaker.words.plain(f"headings.{name}", n=str(number)), 1, tuple(made[name](speaker)))
        for name, number in _numbers(speaker).items()
    ]


def _field_blocks(speaker: Speaker) -> Iterator[Block]:
    field, words = _field(speaker), speaker.words
    columns = words.phrases["field"]["columns"]
    if field["campaigns"]:
        yield Paragraph(words.say("field.drawn"))
        rows = [_campaign_row(words, one) for one in field["campaigns"]]
        header = tuple(columns[name] for name in ("campaign", "ground", "days", "units", "seed"))
        yield Table(words.template("field.campaigns_caption"), header, tuple(rows))
    if field["rules"]:
        found = [
            (Cell(_rule_name(speaker, one["rule"])), Cell(str(len(one["rows"])), rule_key(one["rule"])),
             Cell(str(one["units"])))
            for one in field["rules"]
        ]  # fmt: skip
        header = tuple(columns[name] for name in ("rule", "found", "units"))
        yield Table(words.template("field.rules_caption"), header, tuple(found))


def _campaign_row(words: Words, one: Mapping[str, Any]) -> tuple[Cell, ...]:
    told = (
        one["title"], one["plan_item"] or one["ground"], _days(words, one["first"], one["last"]),
        str(len(one["units"])), one["seed"] or words.template("tables.unknown"),
    )  # fmt: skip
    return tuple(map(Cell, told))


def _case_blocks(speaker: Speaker) -> Iterator[Block]:
    words = speaker.words
    yield Paragraph(words.say("cases.said"))
    for place, case in enumerate(_field(speaker)["cases"], start=1):
        lead = words.plain(
            "cases.lead", number=str(place), name=_rule_name(speaker, case["name"]), n=str(case["units"])
        )
        texts = [_bare(text) for text in case["texts"][:TEXTS_OF_A_CASE]]
        yield Paragraph(words.say("cases.texts", items=words.listed(texts, comma="clause", last="clause")), lead=lead)


def _before_blocks(speaker: Speaker) -> Iterator[Block]:
    """Each problem of the last report by the same check now; each earlier finding as it stands now."""
    words, before = speaker.words, speaker.figures.raw["before"]
    period = words.period(Period.parse(before["period"]))
    yield Paragraph(words.say("before.said", number=before["number"], period=period))
    columns = words.phrases["before"]["columns"]
    if before["problems"]:
        rows = [_problem_row(speaker, one) for one in before["problems"]]
        header = tuple(columns[name] for name in ("problem", "then", "now", "became"))
        yield Table(words.template("before.problems_caption"), header, tuple(rows))
    else:
        yield Paragraph(words.say("before.no_problems"))
    earlier = _field(speaker).get("earlier", ())
    if earlier:
        header = tuple(columns[name] for name in ("unit", "finding", "deadline", "became"))
        rows = [_earlier_row(speaker, one) for one in earlier]
        yield Table(words.template("before.findings_caption"), header, tuple(rows))


def _problem_row(speaker: Speaker, one: Mapping[str, Any]) -> tuple[Cell, ...]:
    words = speaker.words
    now = _check_now(speaker, one["topic"], one["check"])
    became = "unknown" if now is None else "still" if now[0].tone == "problem" else "better"
    unknown = words.template("tables.unknown")
    return (
        Cell(one["said"]["en" if words.language == "en" else "zh-Hans"]),
        Cell(one["measure"] or unknown),
        Cell(now[1] or unknown, now[2]) if now else Cell(unknown),
        Cell(words.template(f"before.{became}")),
    )


def _check_now(speaker: Speaker, topic: str, name: str) -> tuple[Statement, str, str | None] | None:
    """What the check says now, with its share or change and the figure's key; None where it can say nothing."""
    found = [check for one in speaker.words.rules["topics"] if one["name"] == topic for check in one["checks"]]
    check = next((one for one in found if one["name"] == name), None)
    statement = judge(speaker, topic, check) if check else None
    if check is None or statement is None:
        return None
    return statement, measure_of(speaker, check), speaker.key(check["figure"])


def measure_of(speaker: Speaker, check: Mapping[str, Any]) -> str:
    """What a check weighs, as text that is the same in every language: +5.7%, 18.1%; empty for others."""
    if check["test"] == "volume":
        made = speaker.figures.comparison(check["figure"])
        return signed_percent(made.change) if made and made.change is not None else ""
    if check["test"] == "share":
        ratio = speaker.figures.ratio(check["figure"], check["of"])
        return percent_text(ratio.share) if ratio else ""
    return ""


def _earlier_row(speaker: Speaker, one: Mapping[str, Any]) -> tuple[Cell, ...]:
    words, unit = speaker.words, speaker.figures.units.get(one["unit"])
    language = "en" if words.language == "en" else "zh-Hans"
    return (
        Cell(unit.name if unit else one["unit"]),
        Cell(_rule_name(speaker, one["rule"])),
        Cell(one["deadline"] or words.template("tables.unknown")),
        Cell(labels(language)["finding_states"][one["state"]]),
    )


def figures_beside(figures: Mapping[str, Any], words: Words) -> dict[str, tuple[str, Sequence[str]]]:
    """Figure key → (what it is called, its rows): what the page opens of findings."""
    field = figures.get("field") or {}
    made = {
        one["id"]: (words.template(f"field.labels.{one['id'].removeprefix('findings.')}"), one["rows"])
        for one in field.get("figures", ())
    }
    names = field.get("names", {})
    for one in field.get("rules", ()):
        name = names.get(one["rule"], one["rule"]) or words.template("field.no_rule")
        made[rule_key(one["rule"])] = (str(name), one["rows"])
    return made
