"""Checks of the rulebook put to the figures: each says one sentence and whether what it says is a problem."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from songbang.core.reporting.compose_numbers import bound, mean_run, number, share_run, whole_shares
from songbang.core.reporting.compose_speaker import Check, Speaker, Statement, Tone
from songbang.core.reporting.compose_spread import spread, tiers
from songbang.core.reporting.compose_words import Runs, Slot, Words
from songbang.core.reporting.figures import Comparison, Figure, Figures


def judge(speaker: Speaker, topic: str, check: Check) -> Statement | None:
    """The check's sentence; None where the registers state too little to say anything."""
    return _TESTS[check["test"]](speaker, f"{topic}.{check['name']}", check)


def _stated(speaker: Speaker, figure_id: str) -> tuple[Figure, float] | None:
    figure = speaker.figures.get(figure_id)
    return (figure, figure.value) if figure and figure.value is not None else None


def _volume(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    stated = _stated(speaker, check["figure"])
    if not stated:
        return None
    figure, value = stated
    words, made = speaker.words, speaker.figures.comparison(figure.id)
    change = made.change if made else None
    little = change is not None and _little(words, change, check)
    variant = "zero" if not value else "little" if little else _variant(words, phrase, change)
    plainly = little or check["name"] != "volume"
    compare = speaker.compared(figure.id, words.template(f"{phrase}.measure"), plainly=plainly)
    slots = _volume_slots(speaker, phrase, check, figure.id)
    runs = words.say(f"{phrase}.{variant}", n=number(value, figure.key), compare=compare, **slots)
    tone = "problem" if little else _volume_tone(words, made, check)
    fell = fall_of(speaker, figure.id) if "down" not in check and not little else None
    return Statement(tone, runs, _volume_short(words, phrase, change, little), fell)


def _volume_slots(speaker: Speaker, phrase: str, check: Check, figure_id: str) -> dict[str, Slot]:
    """What some of the phrases ask for beside number and comparison."""
    words, several = speaker.words, len(speaker.figures.stating(figure_id)) > 1
    collective = words.template(f"{phrase}.collective") if several and words.has(f"{phrase}.collective") else ""
    removed = _removed(speaker, phrase, check["removed"], figure_id) if "removed" in check else ""
    return {
        "until": words.day(speaker.figures.period.last),
        "see": speaker.see(figure_id),
        "collective": collective,
        "removed": removed,
    }


def _removed(speaker: Speaker, phrase: str, removed_id: str, figure_id: str) -> Runs:
    """What was removed in the period: a part of the fall only where the fall is at least as large."""
    removed, made = speaker.figures.value(removed_id), speaker.figures.comparison(figure_id)
    if not removed:
        return ()
    part = made is not None and not made.units and made.baseline - made.value >= removed
    n = number(removed, speaker.key(removed_id))
    return speaker.words.say(f"{phrase}.{'removed' if part else 'removed_apart'}", this=speaker.this, n=n)


def _variant(words: Words, phrase: str, change: Fraction | None) -> str:
    """A phrase of its own for this class of change, where the catalogue has one."""
    wanted = words.change_key(change) if change is not None else "stated"
    return wanted if words.has(f"{phrase}.{wanted}") else "stated"


def fall_of(speaker: Speaker, figure_id: str) -> tuple[str, str] | None:
    """The figure and the class of its fall, where it fell enough to be told as progress."""
    made = speaker.figures.comparison(figure_id)
    change, rule = made.change if made else None, speaker.words.rules["progress"]
    if not made or change is None or -change < bound(rule["from"]) or made.baseline < rule["least"]:
        return None
    return figure_id, speaker.words.change_key(change)


def _little(words: Words, change: Fraction, check: Check) -> bool:
    """Did not rise, and fell by less than the bound?"""
    rose = words.change_key(change).startswith("up")
    return "little" in check and not rose and -change < bound(check["little"])


def _volume_tone(words: Words, made: Comparison | None, check: Check) -> Tone:
    if not made:
        return "neutral"
    change = made.change if made.change is not None else Fraction(bool(made.value))
    direction = words.change_key(change).split("_")[0]
    if direction == "up" and max(made.value, made.baseline) < words.rules["small"]:
        return "neutral"
    usual: dict[str, Tone] = {"up": "problem", "down": "progress", "flat": "neutral"}
    told: Tone = check.get(direction, usual[direction])
    return told


def _volume_short(words: Words, phrase: str, change: Fraction | None, little: bool) -> str:
    if little:
        return words.template(f"{phrase}.short_little")
    word = words.template("change.up_clear") if change is None else words.change_word(change)
    return words.plain(f"{phrase}.short", **{"class": word})


def _share(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    ratio = speaker.figures.ratio(check["figure"], check["of"])
    if not ratio:
        return None
    words, measure = speaker.words, speaker.words.template(f"{phrase}.measure")
    wanted = "below" in check
    bad = ratio.share < bound(check["below"]) if wanted else ratio.share >= bound(check["from"])
    many = "many" in check and ratio.share >= bound(check["many"])
    variant = "none" if not ratio.part else "many" if many else "problem" if bad else "fair"
    slots: dict[str, Slot] = {
        "n": number(ratio.part, ratio.key),
        "share": speaker.share_said(ratio, check["of"]),
        "among": "" if speaker.is_whole(ratio, check["of"]) else words.template("share.among"),
        "compare": speaker.compared(check["figure"], measure, plainly=True),
    }
    tone: Tone = "problem" if bad else "progress" if wanted or not ratio.part else "neutral"
    fell = None if wanted else fall_of(speaker, check["figure"])
    return Statement(tone, words.say(f"{phrase}.{variant}", **slots), _short(words, phrase, bad), fell)


def _short(words: Words, phrase: str, bad: bool) -> str:
    """A share's summary names the problem, so it is empty where there is none."""
    return words.template(f"{phrase}.short") if bad else ""


def _per_unit(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    stated = _stated(speaker, check["figure"])
    if not stated:
        return None
    (figure, value), words = stated, speaker.words
    units = speaker.figures.stating(figure.id)
    bad = Fraction(value) / max(1, len(units)) >= bound(check["from"])
    mean_phrase = "mean_towns" if all(unit.level == "town" for unit in units) else "mean"
    mean = mean_run(value, max(1, len(units)), figure.key)
    slots: dict[str, Slot] = {
        "n": number(value, figure.key),
        "mean_said": words.say(f"{phrase}.{mean_phrase}", mean=mean) if len(units) > 1 else "",
        "compare": speaker.compared(figure.id, words.template(f"{phrase}.measure"), plainly=True),
        "until": words.day(speaker.figures.period.last),
        "see": speaker.see(figure.id),
    }
    variant = "problem" if bad else "fair" if value else "none"
    tone: Tone = "problem" if bad else "neutral" if value else "progress"
    runs = words.say(f"{phrase}.{variant}", **slots)
    return Statement(tone, runs, _short(words, phrase, bad), fall_of(speaker, figure.id))


def _levels(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    words = speaker.words
    found = [speaker.figures.get(check["figure"], issuer_level=level) for level in ("above", "county", "town")]
    known = [(figure, figure.value) for figure in found if figure and figure.value is not None]
    total = sum(value for _, value in known)
    if len(known) < 3 or not total:
        return None
    shares = whole_shares([value for _, value in known])
    items = [
        words.say(
            f"levels.{figure.scope['issuer_level']}",
            county=county_word(speaker),
            n=number(value, figure.key),
            share=share_run(f"{share}%", value, total, figure.key),
        )
        for (figure, value), share in zip(known, shares, strict=True)
        if value
    ]
    variant = "stated" if total == speaker.figures.value(check["figure"]) else "part"
    runs = words.say(f"{phrase}.{variant}", items=words.listed(items, comma="wide", last="wide"))
    return Statement("neutral", runs) if runs else None


def county_word(speaker: Speaker) -> str:
    """区级, 县级 … by the last character of the district's name."""
    district = str(speaker.figures.raw.get("district", ""))
    names = speaker.words.phrases["levels"]["county_names"]
    return str(names.get(district[-1:], names["other"]))


def _lines(speaker: Speaker, phrase: str, check: Check) -> Statement | None:
    words, heavy = speaker.words, heavy_lines(speaker.figures, speaker.words, check["figure"])
    if not heavy:
        return None
    names = [words.template(f"lines.{figure.scope['line']}") for figure, _ in heavy]
    told = sum(figure.value or 0 for figure, _ in line_shares(speaker.figures, words, check["figure"]))
    items = [
        words.say(
            f"{phrase}.item",
            line=name,
            n=number(figure.value or 0, figure.key),
            share=share_run(f"{share}%", figure.value or 0, told, figure.key),
        )
        for name, (figure, share) in zip(names, heavy, strict=True)
    ]
    lines = words.listed(names)
    variant = "problem" if told == speaker.figures.value(check["figure"]) else "part"
    runs = words.say(f"{phrase}.{variant}", lines=lines, items=words.listed(items, comma="wide", last="wide"))
    changes = [figure.change for figure, _ in heavy]
    fell = all(change is not None and words.change_key(change).startswith("down") for change in changes)
    return Statement("neutral" if fell else "problem", runs, words.plain(f"{phrase}.short", lines=lines))


def line_shares(figures: Figures, words: Words, figure_id: str) -> list[tuple[Figure, Decimal]]:
    """Each line's figure and its percent of all lines (they add to 100.0), highest first; empty where none is named."""
    found = [figures.get(figure_id, line=line) for line in words.phrases["lines"]]
    known = [(figure, figure.value) for figure in found if figure and figure.value is not None]
    if not sum(value for _, value in known):
        return []
    known.sort(key=lambda row: -row[1])
    shares = whole_shares([value for _, value in known])
    return [(figure, share) for (figure, _), share in zip(known, shares, strict=True)]


def heavy_lines(figures: Figures, words: Words, figure_id: str) -> list[tuple[Figure, Decimal]]:
    """The lines that weigh most, by the rulebook's bound; none where all weigh about the same."""
    shares, rule = line_shares(figures, words, figure_id), words.rules["heavy_lines"]
    total, least = sum(figure.value or 0 for figure, _ in shares), bound(rule["weight"]) / max(1, len(shares))
    return [row for row in shares if Fraction(row[0].value or 0) >= least * Fraction(total)][: rule["most"]]


_TESTS: dict[str, Callable[[Speaker, str, Check], Statement | None]] = {
    "volume": _volume,
    "share": _share,
    "per_unit": _per_unit,
    "spread": spread,
    "tiers": tiers,
    "levels": _levels,
    "lines": _lines,
}
