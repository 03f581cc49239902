"""三、意见建议: each suggestion cites the figure that prompts it, and is not made where no figure does."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from songbang.core.reporting.compose_beside import voice_suggestions
from songbang.core.reporting.compose_numbers import bound, mean_run
from songbang.core.reporting.compose_speaker import Check, Speaker
from songbang.core.reporting.compose_words import Runs, Slot
from songbang.core.reporting.report import Paragraph


def suggestions(speaker: Speaker) -> list[Paragraph]:
    """One paragraph a group of suggestions (一是… 二是…); one that says so where nothing prompts any."""
    words = speaker.words
    groups = [(group["name"], _clauses(speaker, group)) for group in words.rules["suggestions"]]
    prompted = [(name, clauses) for name, clauses in groups if clauses]
    said = [(words.template(f"suggestions.{name}.lead"), words.sentences(clauses)) for name, clauses in prompted]
    said += voice_suggestions(speaker)
    if not said:
        return [Paragraph(words.say("suggestions.none"))]
    ordinals = words.phrases["ordinals"]
    return [
        Paragraph(runs, lead=words.plain("suggestions.lead", ordinal=ordinals[place], lead=lead))
        for place, (lead, runs) in enumerate(said)
    ]


def _clauses(speaker: Speaker, group: Check) -> list[Runs]:
    prompted = [clause for clause in group["clauses"] if is_prompted(speaker, clause)]
    return [_said(speaker, f"suggestions.{group['name']}.{clause['name']}", clause) for clause in prompted]


def is_prompted(speaker: Speaker, clause: Check) -> bool:
    """Does the clause's figure reach its bound? Never where the registers do not state it."""
    if speaker.figures.value(clause["figure"]) is None:
        return False
    return all(_PROMPTS[name](speaker, clause) for name in _PROMPTS if name in clause)


def _share(speaker: Speaker, clause: Check) -> Fraction | None:
    ratio = speaker.figures.ratio(clause["figure"], clause["of"])
    return ratio.share if ratio else None


def _from(speaker: Speaker, clause: Check) -> bool:
    share = _share(speaker, clause)
    return share is not None and share >= bound(clause["from"])


def _below(speaker: Speaker, clause: Check) -> bool:
    share = _share(speaker, clause)
    return share is not None and share < bound(clause["below"])


def _per(speaker: Speaker, clause: Check) -> bool:
    mean = speaker.figures.mean(clause["figure"])
    return mean is not None and mean.share >= bound(clause["per"])


def _at_least(speaker: Speaker, clause: Check) -> bool:
    return (speaker.figures.value(clause["figure"]) or 0) >= int(clause["at_least"])


def _per_unit(speaker: Speaker, clause: Check) -> bool:
    units = len(speaker.figures.stating(clause["figure"]))
    return Fraction(speaker.figures.value(clause["figure"]) or 0) / max(1, units) >= bound(clause["per_unit"])


def _rises(speaker: Speaker, clause: Check) -> bool:
    made = speaker.figures.comparison(clause["figure"])
    return bool(made and made.change is not None and speaker.words.change_key(made.change).startswith("up"))


_PROMPTS: dict[str, Callable[[Speaker, Check], bool]] = {
    "from": _from,
    "below": _below,
    "per": _per,
    "at_least": _at_least,
    "per_unit": _per_unit,
    "rises": _rises,
}


def _said(speaker: Speaker, phrase: str, clause: Check) -> Runs:
    slots: dict[str, Slot] = {"n": speaker.total(clause["figure"]), "rise": _rise(speaker, clause["figure"])}
    ratio = speaker.figures.ratio(clause["figure"], clause["of"]) if "of" in clause else None
    if ratio:
        slots["share"] = speaker.share_said(ratio, clause["of"])
    mean = speaker.figures.mean(clause["figure"]) if "per" in clause else None
    if mean:
        why = speaker.words.template("follows.stating_rows")
        slots["mean"] = mean_run(mean.part, mean.whole, mean.key, why)
        some = ratio is not None and mean.whole < ratio.whole
        slots["among"] = speaker.words.template(f"{phrase}_among") if some else ""
    return speaker.words.say(phrase, **slots)


def _rise(speaker: Speaker, figure_id: str) -> Runs:
    """比去年同期增长7.0%; empty where the baseline is too small for a percentage."""
    made = speaker.figures.comparison(figure_id)
    if not made or made.change is None or speaker.is_small(made.baseline):
        return ()
    rise = "comparison.rise_part" if made.units else "comparison.rise"
    return speaker.words.say(rise, then=speaker.when(figure_id), pct=speaker.change_run(made, figure_id))
