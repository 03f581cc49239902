"""Two records, one verdict: which relation they stand in, why, and in what they differ. Text alone never decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from songbang.core.matching.issuers import Identity, Issuers, key, of_two_bodies
from songbang.core.matching.known import Known
from songbang.core.matching.numbers import Likeness, likeness
from songbang.core.matching.titles import Figure
from songbang.core.matching.values import Relation
from songbang.core.matching.wording import Wording, compare, far
from songbang.core.matching.writing import table

Figures = Literal["equal", "series", "other"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` are codes of `reasons` in matching.yaml, `told` what these reasons fill in."""

    relation: Relation
    score: float
    why: tuple[str, ...]
    derived: Literal["a", "b"] | None = None
    told: Mapping[str, str] = field(default_factory=dict)


class Evidence(NamedTuple):
    """What was seen of two records. `days` None: not both stated."""

    a: Known
    b: Known
    wording: Wording
    number: Likeness
    issuer: Identity
    figures: Figures
    days: int | None
    elsewhere: bool
    """Whether the issuers are of two places: bodies of other districts bear the same numbers."""
    common: bool
    """Whether bodies of many places issue this title, so that it tells nothing of a row without issuer."""
    crowded: bool
    """Whether it is not known whose the number is, and bodies of several places bear such numbers."""
    strangers: bool
    """Whether one states no issuer, and their 机关代字 are those of two bodies."""

    def within(self, limit: str) -> bool:
        """Received within the named number of days, as far as it is stated."""
        return self.days is None or self.days <= days(limit)


def days(limit: str) -> int:
    """A number of days from matching.yaml."""
    return int(table()["days"][limit])


def judge(a: Known, b: Known, issuers: Issuers) -> Verdict | None:
    """How the records stand to each other; None: unrelated."""
    passed_on = forward(a, b, issuers)
    if passed_on:
        return passed_on
    seen = gather(a, b, issuers)
    if seen is None or len(a.title.chain) != len(b.title.chain) or _other_relay(seen, issuers):
        return None
    if seen.number != "equal" and _other_kind(seen):
        return None
    if _same(seen):
        return Verdict("same", _score(seen), _reasons(seen))
    return _version(seen) or _series(seen)


def gather(a: Known, b: Known, issuers: Issuers) -> Evidence | None:
    """Look at two records; None when their titles are about different things."""
    if not (a.title.tells and b.title.tells):
        return None
    number = likeness(a.number, b.number)
    identity = issuers.identity(a.issuer, b.issuer)
    wording = compare(a.title.core, b.title.core, a.title.cut, b.title.cut)
    if wording is None and number == "equal" and identity == "one":
        wording = far(a.title.core, b.title.core)
    if wording is None:
        return None
    figures = compare_figures(a.title.figures, b.title.figures, wording.cut)
    elsewhere = identity == "other" and issuers.places_apart(a.issuer, b.issuer)
    common = issuers.common(a.title.core)
    crowded = identity == "unknown" and a.number is not None and issuers.many_bear(a.number.code)
    strangers = identity == "unknown" and of_two_bodies(*(row.number.code if row.number else "" for row in (a, b)))
    return Evidence(a, b, wording, number, identity, figures, a.days_from(b), elsewhere, common, crowded, strangers)


def compare_figures(a: tuple[Figure, ...], b: tuple[Figure, ...], cut: bool = False) -> Figures:
    """Whether the figures of two titles agree, count a series, or part two matters. A year left out agrees with any."""
    if a == b:
        return "equal"
    if cut:
        a, b = a[: len(b)], b[: len(a)]
    if len(a) != len(b):
        return "other"
    apart = [(x, y) for x, y in zip(a, b, strict=True) if not _agree(x, y)]
    if not apart:
        return "equal"
    units = table()["series_units"]
    return "series" if all(x.unit == y.unit and x.unit in units for x, y in apart) else "other"


def _agree(a: Figure, b: Figure) -> bool:
    return a.value == b.value and a.unit == b.unit and (a.year == b.year or a.year is None or b.year is None)


def _other_relay(seen: Evidence, issuers: Issuers) -> bool:
    """Two relays whose sources are different bodies' documents."""
    chains = zip(seen.a.title.chain, seen.b.title.chain, strict=True)
    return any(issuers.identity(_key(x), _key(y)) == "other" for x, y in chains) or (
        seen.a.title.relayed_number != seen.b.title.relayed_number
    )


def _other_kind(seen: Evidence) -> bool:
    """A 函 and a 通知 on one matter, both saying what they are."""
    one, two = seen.a.title.kind, seen.b.title.kind
    return bool(one and two and one != two)


def _key(name: str | None) -> str | None:
    return key(name) if name else None


def _same(seen: Evidence) -> bool:
    if not _one_version(seen) or seen.number == "different" or (seen.figures != "equal" and not _figure_dropped(seen)):
        return False
    if seen.number == "equal" and not seen.crowded:
        return _same_numbered(seen) and not seen.elsewhere
    if seen.issuer == "other" or _issued_apart(seen) or not seen.within("same"):
        return False
    if seen.number == "slip":
        return (
            seen.wording.edits <= 1 and seen.wording.slips_only and seen.issuer == "one" and seen.within("number_slip")
        )
    if seen.number == "part":
        return not seen.wording.risky and seen.wording.foreign <= 1
    if seen.number == "equal":
        clean = not seen.wording.risky and seen.wording.foreign <= 1
        return seen.within("same_without_number") and (clean or seen.within("score"))
    return _same_unnumbered(seen)


def _figure_dropped(seen: Evidence) -> bool:
    """Whether one title merely lost a figure in typing (第季度): number and issuer are one, and so is the rest."""
    whole = seen.number == "equal" and seen.a.number is not None and seen.a.number.whole
    return whole and seen.issuer == "one" and seen.within("number_slip") and seen.wording.edits <= 2


def _one_version(seen: Evidence) -> bool:
    """Whether both titles say they are of one version; a cut one may have lost its mark."""
    a, b = seen.a.title, seen.b.title
    return a.versions == b.versions or (a.cut and a.versions < b.versions) or (b.cut and b.versions < a.versions)


def _same_numbered(seen: Evidence) -> bool:
    """The number decides where the title is near; long after, only where the title is wholly alike."""
    return seen.within("number_slip" if seen.wording.far else "same") or seen.wording.edits == 0


def _same_unnumbered(seen: Evidence) -> bool:
    if not _only_slips(seen):
        return False
    if seen.issuer == "one" and (seen.a.number or seen.b.number):
        return True
    channel = seen.a.record.channel
    again = channel in ("electronic", "paper") and channel == seen.b.record.channel
    return seen.within("sent_again_without_number" if again else "same_without_number")


def _only_slips(seen: Evidence) -> bool:
    """Whether slips explain the difference of the titles, and no more of them than a title of this length may hold."""
    length = min(len(seen.a.title.core), len(seen.b.title.core))
    loose = 0 if length < 5 else 1 if length < 8 else 2
    return seen.wording.slips_only and seen.wording.loose <= loose and (length > 3 or seen.wording.edits == 0)


def _issued_apart(seen: Evidence) -> bool:
    one, two = seen.a.issued, seen.b.issued
    return one is not None and two is not None and abs(one - two) > days("issued")


def _version(seen: Evidence) -> Verdict | None:
    """A later issue of one act by its issuer, or the same notice sent again corrected."""
    apart = {mark.rstrip("(一二三四五六七八九十)") for mark in seen.a.title.versions ^ seen.b.title.versions}
    if seen.issuer == "other" or (seen.issuer == "unknown" and seen.common) or seen.strangers:
        return None
    if not _only_slips(seen) or seen.figures == "other" or apart - {"revised", "trial"}:
        return None
    marked = bool(apart) and seen.figures == "equal"
    again = _rules(seen) and _apart(seen)
    if not marked and not again:
        return None
    return Verdict("revision", _score(seen), ("revised", *_reasons(seen)), _newer(seen))


def _rules(seen: Evidence) -> bool:
    """Whether both are acts of rule, as far as a cut title shows it."""
    whole = [row.title.rule for row in (seen.a, seen.b) if not row.title.cut]
    return bool(whole) and all(whole)


def _apart(seen: Evidence) -> bool:
    """Two issues for certain: other numbers, or too far apart for one."""
    return seen.number in ("different", "slip") or not seen.within("series")


def _newer(seen: Evidence) -> Literal["a", "b"] | None:
    for one, two in ((seen.a, "a"), (seen.b, "b")):
        other = seen.b if two == "a" else seen.a
        if "revised" in one.title.versions and "revised" not in other.title.versions:
            return "a" if two == "a" else "b"
    if seen.a.day is None or seen.b.day is None or seen.a.day == seen.b.day:
        return None
    return "a" if seen.a.day > seen.b.day else "b"


def _series(seen: Evidence) -> Verdict | None:
    if (seen.issuer == "unknown" and seen.common) or seen.strangers:
        return None
    plain = seen.a.title.versions == seen.b.title.versions and not seen.a.title.chain
    if not plain or seen.issuer == "other" or not _only_slips(seen) or seen.figures == "other":
        return None
    if seen.figures == "series":
        return Verdict("recurring", _score(seen), ("series", *_reasons(seen)))
    return Verdict("recurring", _score(seen), ("again", *_reasons(seen))) if _apart(seen) else None


def forward(a: Known, b: Known, issuers: Issuers) -> Verdict | None:
    """One passes the other on, as its title says; None: neither does."""
    for relay, source, side in ((a, b, "a"), (b, a, "b")):
        why = _relays(relay, source, issuers)
        if why:
            return Verdict("forward", 0.95 if why == "relays_number" else 0.9, (why,), "a" if side == "a" else "b")
    return None


def _relays(relay: Known, source: Known, issuers: Issuers) -> str | None:
    """The reason for which `relay` passes `source` on, by number or by issuer and title; None: it does not."""
    if not relay.title.chain or not in_time(relay, source):
        return None
    if relay.title.relayed_number and likeness(relay.title.relayed_number, source.number) == "equal":
        return "relays_number"
    level = len(relay.title.chain) - 1 - len(source.title.chain)
    if level < 0 or relay.title.relayed_number != source.title.relayed_number:
        return None
    if issuers.identity(_key(relay.title.chain[level]), source.issuer) == "other":
        return None
    return "relays_title" if _one_matter(relay, source) else None


def _one_matter(relay: Known, source: Known) -> bool:
    wording = compare(relay.title.core, source.title.core, relay.title.cut, source.title.cut)
    if wording is None or wording.risky or wording.foreign:
        return False
    return compare_figures(relay.title.figures, source.title.figures, wording.cut) == "equal"


def in_time(relay: Known, source: Known) -> bool:
    """Whether the days, as far as they are stated, leave it open that one relays the other."""
    if relay.day is None or source.day is None:
        return True
    late = relay.day - source.day
    return -days("relay_before") <= late <= days("relay_after")


def _score(seen: Evidence) -> float:
    """From the evidence: a number counts most, then the wording, the issuer and the days."""
    wording = 0.3 * (1 - min(1.0, seen.wording.edits / 6)) - (0.05 if seen.wording.cut else 0)
    near = 0.05 if seen.days is not None and seen.days <= days("score") else 0.0
    return round(_NUMBER_COUNTS[seen.number] + wording + _ISSUER_COUNTS[seen.issuer] + near, 3)


_NUMBER_COUNTS: dict[Likeness, float] = {"equal": 0.5, "part": 0.4, "missing": 0.25, "slip": 0.2, "different": 0.2}
_ISSUER_COUNTS: dict[Identity, float] = {"one": 0.15, "unknown": 0.08, "other": 0.0}


def _reasons(seen: Evidence) -> tuple[str, ...]:
    number = {"equal": "number_equal", "part": "number_part", "slip": "number_slip", "missing": "number_missing"}
    title = (
        "title_far"
        if seen.wording.far
        else "title_cut"
        if seen.wording.cut
        else "title_slips"
        if seen.wording.edits
        else "title_equal"
    )
    issuer = {"one": "issuer_equal", "unknown": "issuer_unstated"}
    near = seen.days is not None and seen.days <= days("same_without_number")
    said = (number.get(seen.number), title, issuer.get(seen.issuer), "days_near" if near else None)
    return tuple(code for code in said if code)


def again(verdict: Verdict, *, version: bool = False) -> Verdict:
    """The verdict for two that look like one, but each of which is another's twin."""
    return replace(verdict, relation="revision" if version else "recurring", score=round(verdict.score * 0.7, 3))
