"""Composes the supervision report from figures.json alone, so that every sentence can be composed again and compared.

Says what the figures say and no more; how it looks is the renderers' job.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from songbang.core.measuring import TimeTable
from songbang.core.reporting.compose_appendix import Drawn, appendices, drawn_blocks, places_of
from songbang.core.reporting.compose_beside import (
    beside_appendices,
    campaigns_said,
    field_topic,
    measure_of,
    voice_said,
)
from songbang.core.reporting.compose_checks import judge
from songbang.core.reporting.compose_lacks import lacks_said, one_sided_groups
from songbang.core.reporting.compose_numbers import number
from songbang.core.reporting.compose_speaker import Speaker, Statement
from songbang.core.reporting.compose_suggestions import suggestions
from songbang.core.reporting.compose_words import Runs, Words, words_for
from songbang.core.reporting.figures import Figures
from songbang.core.reporting.report import Paragraph, Report, Section
from songbang.core.text import traditional

Topic = tuple[str, list[Statement]]
T = TypeVar("T")


def compose(figures: Mapping[str, Any], *, language: str, rulebook: Path | None = None) -> Report:
    """The report in `language` (`zh-Hans`, `zh-Hant`, `en`) from the content of figures.json.

    `rulebook` is a folder whose phrases.yaml stands in for the shipped one. Raises `BadInput` ("language.unknown").
    """
    view, words = Figures(figures), words_for(language, rulebook)
    speaker = _speaker(view, words)
    drawn = drawn_blocks(speaker)
    speaker = replace(speaker, places=places_of(words, drawn))
    topics = [(topic["name"], _statements(speaker, topic)) for topic in words.rules["topics"]]
    topics.append(("field", field_topic(speaker)))
    report = _report(speaker, [(name, said) for name, said in topics if said], drawn, TimeTable.load(rulebook))
    files = frozenset(str(source["file"]) for source in figures.get("sources") or ())
    return in_traditional(report, files) if language == "zh-Hant" else report


def problems_named(figures: Mapping[str, Any], *, language: str) -> list[tuple[str, str, str, str]]:
    """The problems that the report of these figures names: (topic, check, in short, its share or change)."""
    speaker = _speaker(Figures(figures), words_for(language))
    judged = [
        (topic["name"], check, judge(speaker, topic["name"], check))
        for topic in speaker.words.rules["topics"]
        for check in topic["checks"]
    ]
    return [
        (topic, check["name"], said.short, measure_of(speaker, check))
        for topic, check, said in judged
        if said and said.tone == "problem"
    ]


def _statements(speaker: Speaker, topic: Mapping[str, Any]) -> list[Statement]:
    said = (judge(speaker, topic["name"], check) for check in topic["checks"])
    return [statement for statement in said if statement]


def _report(speaker: Speaker, topics: list[Topic], drawn: list[Drawn], minutes: TimeTable) -> Report:
    view, words = speaker.figures, speaker.words
    issuer = str(view.raw.get("issuer") or "")
    district, period = str(view.raw.get("district") or ""), words.period(view.period)
    place = {key: words.plain(key, district=district) if district else "" for key in ("in_district", "for_district")}
    opening = words.say("opening", who=speaker.who(), period=period, baseline=_baseline_named(speaker), **place)
    return Report(
        language=words.language,
        issuer=issuer,
        title=words.plain("title", period=period, **place),
        addressee=_addressee(view, words),
        opening=(Paragraph(opening),),
        sections=(
            Section(words.template("headings.overall"), 1, tuple(_overall(speaker, topics))),
            Section(words.template("headings.problems"), 1, tuple(_problems(speaker, topics))),
            Section(words.template("headings.suggestions"), 1, tuple(suggestions(speaker))),
        ),
        closing=(),
        signature=issuer,
        signed_on=_signed_on(view, words),
        appendices=(*appendices(speaker, drawn, minutes), *beside_appendices(speaker)),
        notes=tuple(_notes(speaker)),
    )


def _speaker(view: Figures, words: Words) -> Speaker:
    """With the names of baseline and period: 去年同期, 去年同期末, 今年1—7月; by their months in any other case."""
    now, base = view.period, view.baseline
    if {(year - 1, month) for year, month in now.months()} != set(base.months()):
        end = words.plain("then.at", day=words.day(base.last))
        return Speaker(view, words, words.period(base), end, words.period(now))
    reported = view.raw.get("report_on")
    same_year = not reported or date.fromisoformat(reported).year == now.last.year
    then = "last_year" if same_year else "year_before"
    this = words.this_period(now) if same_year else words.period(now)
    return Speaker(view, words, words.template(f"then.{then}"), words.template(f"then.{then}_end"), this)


def _addressee(view: Figures, words: Words) -> str:
    """主送机关 with its colon."""
    named, colon = str(view.raw.get("addressee") or "").rstrip("：: "), words.template("joints.colon")
    return f"{named}{colon}" if named else ""


def _baseline_named(speaker: Speaker) -> str:
    label = speaker.words.period(speaker.figures.baseline)
    named = "baseline.label" if speaker.then == label else "baseline.named"
    return speaker.words.plain(named, then=speaker.then, label=label)


def _signed_on(view: Figures, words: Words) -> str:
    if not view.raw.get("report_on"):
        return ""
    return words.day(date.fromisoformat(view.raw["report_on"]))


def _overall(speaker: Speaker, topics: list[Topic]) -> list[Paragraph]:
    """What there was, what cannot be compared, what got better, and the topics that are no problem."""
    words = speaker.words
    head = [_covered(speaker), _counted(speaker), _absent(speaker), lacks_said(speaker), _burden(speaker)]
    good = [(name, said) for name, said in topics if not has_problem(said)]
    told = [Paragraph(words.sentences(s.runs for s in said), lead=_lead(words, name)) for name, said in good]
    progress = _progress(speaker, topics)
    parts = [
        Paragraph(campaigns_said(speaker)), Paragraph(words.sentences(head)), Paragraph(progress), *told,
        *voice_said(speaker),
    ]  # fmt: skip
    return [part for part in parts if part.runs]


def _counted(speaker: Speaker) -> Runs:
    words, items = speaker.words, []
    for figure_id in words.rules["overview"]:
        figure = speaker.figures.get(figure_id)
        if figure and figure.value is not None:
            items.append(words.say("overview." + figure_id.replace(".", "_"), n=number(figure.value, figure.key)))
    if not items:
        return words.say("overall.nothing")
    period = words.period(speaker.figures.period)
    return words.say("overall.counted", period=period, who=speaker.who(), items=words.listed(items, last="enum"))


def _absent(speaker: Speaker) -> Runs:
    """The registers of which nothing is stated; empty where none is missing, or all are."""
    words = speaker.words
    ids = words.rules["registers"]
    absent = [words.phrases["names"][one] for one in ids if speaker.figures.value(one) is None]
    if not absent or len(absent) == len(ids):
        return ()
    return words.say("overall.absent", names=words.listed(absent))


def _covered(speaker: Speaker) -> Runs:
    """Which units' registers it rests on: the town-level units by name, villages summarily."""
    words, stating = speaker.words, speaker.stating()
    towns = [unit for unit in stating if unit.level == "town"]
    named = towns or stating
    if not named:
        return ()
    villages = len(named) < len(stating)
    units = words.listed([unit.name for unit in named], last="comma" if villages else "and")
    if len(named) > words.rules["named_towns"]:
        units = words.say("units.many", n=speaker.how_many(named, speaker.widest()))
    return words.say("overall.covered", units=words.say("overall.covered_villages", units=units) if villages else units)


def _burden(speaker: Speaker) -> Runs:
    figure, words = speaker.figures.get("burden.minutes"), speaker.words
    if not figure or not figure.value:
        return ()
    compared = speaker.figures.comparison(figure.id)
    compare = speaker.compared(figure.id, words.template("overall.hours"), per=60) if compared else ()
    return words.say("overall.burden", n=speaker.total(figure.id, 60), compare=compare, see=speaker.see(figure.id))


def _progress(speaker: Speaker, topics: list[Topic]) -> Runs:
    """What fell inside topics that are problems all the same (the others are told in full), the steepest first."""
    words = speaker.words
    fell = [s.fell for _, said in topics if has_problem(said) for s in said if s.fell]
    fell.sort(key=lambda one: _change(speaker, one[0]))
    named, classes = words.rules["progress"]["named"], ("down_clear", "down_some", "down_slight")
    groups = [(one, [words.phrases["names"][what] for what, how in fell if how == one][:named]) for one in classes]
    items = [
        words.say("overall.progress_class", things=words.listed(names), fewer=words.template(f"fewer.{one}"))
        for one, names in groups
        if names
    ]
    return words.say("overall.progress", items=words.listed(items, comma="wide", last="wide")) if items else ()


def _change(speaker: Speaker, figure_id: str) -> Fraction:
    made = speaker.figures.comparison(figure_id)
    return made.change or Fraction(0) if made else Fraction(0)


def has_problem(said: list[Statement]) -> bool:
    return any(statement.tone == "problem" for statement in said)


def _lead(words: Words, topic: str) -> str:
    return words.template(f"{topic}.lead")


def _problems(speaker: Speaker, topics: list[Topic]) -> list[Paragraph]:
    words = speaker.words
    bad = [(name, said) for name, said in topics if has_problem(said)]
    if not topics:
        return [Paragraph(words.say("problems.none_stated"))]
    if not bad:
        return [Paragraph(words.say("problems.none" if speaker.compares() else "problems.none_uncompared"))]
    shorts = [next(s.short for s in said if s.tone == "problem") for _, said in bad]
    intro = "problems.intro" if len(shorts) > 1 else "problems.intro_one"
    parts = [Paragraph(words.say(intro, shorts=words.listed(shorts, comma="problems", last="problems")))]
    for place, (name, said) in enumerate(bad, start=1):
        lead = words.plain("problems.lead", number=str(place), lead=_lead(words, name))
        parts.append(Paragraph(words.sentences(s.runs for s in said), lead=lead))
    return parts


def _notes(speaker: Speaker) -> list[str]:
    notes, rejected = [], sum(speaker.figures.raw.get("rejects", {}).values())
    if rejected:
        notes.append(speaker.words.plain("notes.rejects", n=str(rejected)))
    if one_sided_groups(speaker.figures, speaker.figures.total_ids()):
        notes.append(speaker.words.template("notes.lacks"))
    entry, _, digest = speaker.figures.raw.get("journal", "").partition(":")
    if digest:
        notes.append(speaker.words.plain("notes.journal", entry=entry, digest=digest))
    return notes


def in_traditional(part: T, kept: frozenset[str] = frozenset()) -> T:
    """The same report (or part of it) in Traditional characters; keys of figures and texts `kept` stay as they are."""
    if isinstance(part, str):
        return part if part in kept else traditional(part)  # type: ignore[return-value]
    if isinstance(part, tuple):
        return tuple(in_traditional(item, kept) for item in part)  # type: ignore[return-value]
    if not is_dataclass(part) or isinstance(part, type):
        return part
    names = [f.name for f in fields(part) if f.name not in ("language", "kind", "figure", "without")]
    return replace(part, **{name: in_traditional(getattr(part, name), kept) for name in names})
