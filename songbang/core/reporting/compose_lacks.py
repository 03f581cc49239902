"""What may not be compared, and why: which units lack which registers for which of the two periods."""

from __future__ import annotations

from collections.abc import Sequence

from songbang.core.reporting.compose_speaker import Speaker
from songbang.core.reporting.compose_words import Runs, Slot, merged
from songbang.core.reporting.figures import Figures
from songbang.core.reporting.report import Run
from songbang.core.units import Unit

WHOLE = {
    "documents.received",
    "meetings.attended",
    "inspections.received",
    "pledges.signed",
    "forms.received",
    "visits.received",
}
"""The figures that are a register's rows themselves."""

Group = tuple[list[Unit], bool, list[str]]
"""Units, whether it is the baseline that they lack (else the period itself), and the figures that they lack."""


def one_sided_groups(figures: Figures, ids: Sequence[str]) -> list[Group]:
    """Units that lack the same figures on the same side, together; figures whose whole is comparable are left out."""
    lacked: dict[tuple[str, bool], list[str]] = {}
    for figure_id in ids:
        whole = figures.get(figure_id)
        if not whole or whole.comparable:
            continue
        for baseline, units in enumerate(figures.one_sided(figure_id)):
            for unit in units:
                lacked.setdefault((unit.code, bool(baseline)), []).append(figure_id)
    lacked = {where: summed_up(ids_lacked) for where, ids_lacked in lacked.items()}
    groups: dict[tuple[bool, tuple[str, ...]], list[Unit]] = {}
    for (code, baseline), lacks in lacked.items():
        groups.setdefault((baseline, tuple(lacks)), []).append(figures.units[code])
    return [(units, baseline, list(lacks)) for (baseline, lacks), units in groups.items()]


def summed_up(ids: list[str]) -> list[str]:
    """A register that is lacking as a whole stands for its figures; minutes of burden follow from the others."""
    whole = {one.split(".")[0] for one in ids if one in WHOLE}
    kept = [one for one in ids if one in WHOLE or one.split(".")[0] not in whole]
    return [one for one in kept if one != "burden.minutes"] or kept


def group_said(speaker: Speaker, group: Group) -> Runs:
    """府南社区缺2018年1—7月收文、会议登记；凤桥镇2018年1—7月会议台账未载明是否报备"""
    units, baseline, lacks = group
    words, figures = speaker.words, speaker.figures
    unstated: dict[str, list[str]] = {}
    for figure_id in lacks:
        if figure_id in words.phrases["unstated"]:
            unstated.setdefault(figure_id.split(".")[0], []).append(words.phrases["unstated"][figure_id])
    missing = [words.phrases["names"][one] for one in lacks if one not in words.phrases["unstated"]]
    whole = figures.get(lacks[0])
    who = speaker.units_named(units, whole.key if whole else lacks[0])
    slots: dict[str, Slot] = {"units": who, "period": words.period(figures.baseline if baseline else figures.period)}
    said = [words.say("caveat.lack", names=words.listed(missing), **slots)] if missing else []
    for register, columns in unstated.items():
        ledger = words.template(f"ledgers.{register}")
        said.append(words.say("caveat.unstated", ledger=ledger, what=words.listed(columns), **slots))
    return words.listed(said, comma="clause", last="clause")


def is_one_column(speaker: Speaker, group: Group) -> bool:
    """Is one figure all that the group lacks, since its registers do not state it?"""
    return len(group[2]) == 1 and group[2][0] in speaker.words.phrases["unstated"]


def groups_said(speaker: Speaker, groups: list[Group]) -> Runs:
    if len(groups) > speaker.words.rules["named_groups"]:
        codes = {unit.code for units, _, _ in groups for unit in units}
        units = [unit for code, unit in speaker.figures.units.items() if code in codes]
        return speaker.words.say("caveat.lack_many", n=speaker.how_many(units, speaker.widest()))
    clause = speaker.words.template("joints.clause")
    said: Runs = ()
    for group in groups:
        said = merged((*said, *([Run(clause)] if said else []), *group_said(speaker, group)))
    return said


def lacks_said(speaker: Speaker) -> Runs:
    """The caveat of the overview; empty where all main figures are comparable."""
    words, figures = speaker.words, speaker.figures
    ids = [one for one in words.rules["overview"] if figures.get(one)]
    groups = one_sided_groups(figures, ids)
    if groups:
        return words.say(f"caveat.{_extent(speaker, ids)}", lacks=groups_said(speaker, groups))
    if ids and not speaker.compares():
        return words.say("caveat.none")
    return words.say("caveat.other") if one_sided_groups(figures, figures.total_ids()) else ()


def _extent(speaker: Speaker, ids: list[str]) -> str:
    """Whether some of the main figures can be compared over part of the units, none of them can, or nothing at all."""
    if not speaker.compares():
        return "all"
    return "some" if any(speaker.figures.comparison(one) for one in ids) else "main"
