"""Two whole texts, one verdict. Shared text makes a pair worth a look; numbers, days, figures and heads decide it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, Literal

from songbang.core.matching.aligning import Alignment, Spot, align
from songbang.core.matching.fulltext import containment
from songbang.core.matching.heads import title_end
from songbang.core.matching.issuers import Issuers
from songbang.core.matching.known import Known
from songbang.core.matching.numbers import Likeness, likeness, misread
from songbang.core.matching.topics import Whole, other_topic
from songbang.core.matching.verdicts import Verdict, compare_figures, forward, in_time
from songbang.core.matching.wording import compare
from songbang.core.matching.writing import folded, table

Side = Literal["a", "b"]


def _limit(name: str) -> float:
    return float(table()["texts"]["limits"][name])


class Evidence:
    """What was seen of two texts."""

    def __init__(self, a: Whole, b: Whole, issuers: Issuers) -> None:
        self.a, self.b, self.issuers = a, b, issuers
        self.share_a, self.share_b = containment(a.text.shingles, b.text.shingles)
        self.verdict: Verdict | None = None

    @cached_property
    def alignment(self) -> Alignment:
        return align(self.a.text, self.b.text)

    @cached_property
    def noise(self) -> float:
        """Slips by character: how badly the two were scanned, taken together."""
        length = min(len(self.a.text.chars), len(self.b.text.chars))
        return len(self.alignment.of("slip")) / max(1, length)

    @cached_property
    def number(self) -> Likeness:
        one, two = self.a.known.number, self.b.known.number
        found = likeness(one, two)
        return "part" if found == "different" and misread(one, two) else found

    @cached_property
    def days_differ(self) -> bool:
        one, two = self.a.known.issued, self.b.known.issued
        return one is not None and two is not None and one != two

    @cached_property
    def changed_figures(self) -> int:
        """Figures that say something else, over what the scan explains."""
        return max(0, len(self.alignment.of("figure")) - int(_limit("figure_noise") * self.noise * self.digits))

    @cached_property
    def digits(self) -> int:
        """Digits in the text that has fewer."""
        return min(sum(map(str.isdecimal, whole.text.chars)) for whole in (self.a, self.b))

    @cached_property
    def versions_differ(self) -> bool:
        """Whether the heads name other days of adoption or amendment, and not merely one read badly."""
        one, two = set(self.a.head.versions), set(self.b.head.versions)
        if not one or not two:
            return False
        return max(one).year != max(two).year or len(one ^ two) > 1

    @cached_property
    def passages(self) -> list[Spot]:
        """Passages put in, left out or reworded, heads and signatures aside."""
        return [spot for spot in self.alignment.of("passage") if not self._at_edge(spot)]

    @cached_property
    def lost(self) -> list[Spot]:
        """Lines that one text lacks, heads and signatures aside."""
        return [spot for spot in self.alignment.of("lost") if not self._at_edge(spot)]

    def _at_edge(self, spot: Spot) -> bool:
        """Whether a spot is a masthead's or a signature's: short, and near the beginning or the end."""
        rest = min(len(self.a.text.chars) - spot.at_a, len(self.b.text.chars) - spot.at_b)
        return spot.size <= _limit("masthead") and min(spot.at_a, spot.at_b, rest) < _limit("head")

    @cached_property
    def words(self) -> float:
        """Words replaced, over those that two slips side by side explain."""
        length = min(len(self.a.text.chars), len(self.b.text.chars))
        return max(0.0, len(self.alignment.of("word")) - 2 * length * self.noise**2)


def judge_texts(a: Whole, b: Whole, issuers: Issuers) -> Evidence:
    """How two texts stand to each other: the evidence, its `verdict` None where they share too little."""
    seen = Evidence(a, b, issuers)
    share = max(seen.share_a, seen.share_b)
    if share >= _limit("share") or (share >= _limit("look") and (_one_title(a, b) or _scanned_badly(seen))):
        seen.verdict = _related(seen)
    return seen


def _related(seen: Evidence) -> Verdict | None:
    attached = _forward(seen)
    if attached:
        return _verdict(seen, "forward", ["attached"], attached)
    named = forward(seen.a.known, seen.b.known, seen.issuers)
    if named:  # pages may be missing from either, or the relay print a part only
        return _verdict(seen, "forward", list(named.why), named.derived)
    naming = _naming(seen)
    if naming:
        return _verdict(seen, "forward", ["relays_title"], naming)
    if other_topic(seen.a, seen.b, seen.alignment):
        return None
    if not _one_matter(seen):
        return _verdict(seen, "copy", ["copied"], _copier(seen))
    return _of_one_matter(seen)


def _scanned_badly(seen: Evidence) -> bool:
    """Whether two scans are one line by line, though few shingles came through unharmed."""
    return min(seen.alignment.common_a, seen.alignment.common_b) >= _limit("common")


def _one_title(a: Whole, b: Whole) -> bool:
    """Whether two acts of rule bear one title: a version may leave little of the one before."""
    one, two = a.known.title, b.known.title
    return one.rule and two.rule and one.tells and one.core == two.core and a.region == b.region


def _of_one_matter(seen: Evidence) -> Verdict:
    if seen.number == "equal" and not (seen.days_differ and seen.changed_figures > 1):
        return _verdict(seen, "same", ["number_equal"], None)
    said = _changes(seen)
    rewritten = _rewritten(seen)
    if not said and not rewritten:
        return _verdict(seen, "same", ["text_alike"], None)
    if not said and _torn(seen):
        return _verdict(seen, "same", ["page_missing"], None)
    if _series(seen, rewritten):
        return _verdict(seen, "recurring", ["series_text", *said], None)
    return _verdict(seen, "revision", ["revised_text", *said], _newer(seen))


def _number_differs(seen: Evidence) -> bool:
    if seen.number != "slip":
        return seen.number == "different"
    top = _limit("top")
    moved = any(max(spot.at_a, spot.at_b) < top for spot in seen.alignment.of("figure"))
    return seen.days_differ or (moved and (seen.changed_figures >= _limit("figures") or seen.noise < _limit("legible")))


def _day_differs(seen: Evidence) -> bool:
    """One digit of a day may be a slip; another month or year is another day."""
    one, two = seen.a.known.issued, seen.b.known.issued
    if not seen.days_differ or one is None or two is None:
        return False
    return seen.changed_figures >= 1 or abs(one - two) > _limit("day_slip")


def _changes(seen: Evidence) -> list[str]:
    """What tells that these are two instruments: number, day, figures, versions."""
    found = {
        "number_differs": _number_differs(seen),
        "day_differs": _day_differs(seen),
        "figures_differ": seen.changed_figures >= max(_limit("figures"), _limit("figures_share") * seen.digits),
    }
    return [code for code, holds in found.items() if holds]


def _rewritten(seen: Evidence) -> bool:
    """Whether more was put in, left out and reworded than a scan explains."""
    weight = sum(2 if spot.size >= _limit("long") else 1 for spot in seen.passages) + seen.words / 2
    weight += _versions_weight(seen)
    if seen.noise < _limit("clean"):
        weight += len(seen.lost)
    bound = _limit("rewritten") + _limit("rewritten_noise") * seen.noise
    return weight > bound * (2 if _one_day(seen) else 1)


def _versions_weight(seen: Evidence) -> float:
    """Heads that name other days of amendment; more where the line that names one stands in one text only."""
    if not seen.versions_differ:
        return 0.0
    whole_line = any(
        min(s.at_a, s.at_b) < _limit("top") and _one_sided(s) for s in seen.alignment.of("passage", "lost")
    )
    return _limit("versions") + (_limit("version_line") if whole_line else 0)


def _one_sided(spot: Spot) -> bool:
    return abs(len(spot.a) - len(spot.b)) >= 10


def _one_day(seen: Evidence) -> bool:
    """Whether both bear a day, and it is one: then more must have changed than otherwise."""
    return seen.a.known.issued is not None and seen.a.known.issued == seen.b.known.issued


def _series(seen: Evidence, rewritten: bool) -> bool:
    """Whether only days, numbers and figures move. Where a scan leaves it open, another year speaks for a revision."""
    a, b = seen.a.known, seen.b.known
    if a.title.versions != b.title.versions:
        return False
    if compare_figures(a.title.figures, b.title.figures) == "series":
        return True
    touched = len(seen.passages) + len(seen.lost) + seen.words / 2
    if rewritten or touched >= _limit("touched") + _limit("touched_noise") * seen.noise:
        return False
    return touched < _limit("touched") or not _other_year(a, b)


def _other_year(a: Known, b: Known) -> bool:
    """Whether both bear a year, by number or day, and it is not one."""
    one, two = _years(a), _years(b)
    return bool(one and two and not one & two)


def _years(known: Known) -> set[int]:
    by_number = {known.number.year} if known.number and known.number.year else set()
    return by_number or ({date.fromordinal(known.issued).year} if known.issued else set())


def _forward(seen: Evidence) -> Side | None:
    """Which of the two is a cover note with the other attached."""
    for relay, source, side in ((seen.a, seen.b, "a"), (seen.b, seen.a, "b")):
        if (relay.head.relays or (relay.head.prints and _names(relay, source))) and _attached(seen, side):
            return "a" if side == "a" else "b"
    return None


def _naming(seen: Evidence) -> Side | None:
    """Which of the two relays, as its title says, a document that bears the other's title."""
    for relay, source, side in ((seen.a, seen.b, "a"), (seen.b, seen.a, "b")):
        longer = len(relay.known.title.core) > len(source.known.title.core) or len(relay.known.title.chain) > len(
            source.known.title.chain
        )
        prints = relay.head.prints or source.head.prints
        passes_on = relay.head.relays and (longer or not source.head.relays) and not prints
        if passes_on and in_time(relay.known, source.known) and _names(relay, source):
            return "a" if side == "a" else "b"
    return None


def _attached(seen: Evidence, side: str) -> bool:
    """Whether the text of `side` is the other text whole, with a cover before it and nothing else changed."""
    laid = seen.alignment
    held = laid.common_b if side == "a" else laid.common_a
    if held < _limit("attached") - _limit("attached_noise") * seen.noise:
        return False
    cover = sum(_more(spot, side) for spot in laid.spots if (spot.at_a if side == "a" else spot.at_b) < _limit("cover"))
    changed = [s for s in laid.of("passage") if min(s.at_a, s.at_b) >= _limit("cover") and s.size >= _limit("head")]
    return cover >= _limit("cover_least") and len(changed) <= 2 + _limit("rewritten_noise") * seen.noise


def _more(spot: Spot, side: str) -> int:
    """By how many characters the text of `side` is longer at a spot."""
    return max(0, (len(spot.a) - len(spot.b)) * (1 if side == "a" else -1))


def _names(relay: Whole, source: Whole) -> bool:
    """Whether the relay's title holds the source's, as of a document of another body."""
    inner, outer = source.known.title.core, relay.known.title.core
    if len(inner) < 5 or relay.region == source.region:
        return False
    return inner in outer or compare(inner, outer[-len(inner) :]) is not None


def _one_matter(seen: Evidence) -> bool:
    """Whether both are documents of one body on one matter, as their heads tell; nearly equal texts are, whatever the
    title that a scan left of them."""
    a, b = seen.a.known, seen.b.known
    common = min(seen.alignment.common_a, seen.alignment.common_b)
    if _other_place(seen) and not (common >= _limit("one") and _misread(seen)):
        return False
    if common >= _limit("one") or _one_number(seen) or ((_headless(a) or _headless(b)) and _torn(seen)):
        return True
    return not _other_body(seen) and _titles_alike(a, b) is not False


def _headless(known: Known) -> bool:
    """Whether a text begins in the middle: no title, no number to go by."""
    return known.number is None and not known.title.tells


def _torn(seen: Evidence) -> bool:
    """Whether the two are one text, of which pages are missing: a few long stretches aside, nothing was changed."""
    pages, rest = _pages(seen)
    bound = _limit("rewritten") + _limit("rewritten_noise") * seen.noise
    return 0 < pages <= _limit("torn_pages") and rest < bound and not seen.versions_differ


def _pages(seen: Evidence) -> tuple[int, float]:
    """How many long stretches one of the texts lacks, and the weight of what parts them elsewhere.

    Where both lack a page side by side, words that come in both by chance are found within: one stretch all the same.
    """
    stretches: list[list[Spot]] = []
    for spot in seen.alignment.of("passage", "lost", "word", "edge", "blurred", "figure"):
        last = stretches[-1][-1] if stretches else None
        if last and spot.at_a - last.at_a - len(last.a) <= _limit("torn_common"):
            stretches[-1].append(spot)
        else:
            stretches.append([spot])
    long = [own for own in stretches if max(_length(own, "a"), _length(own, "b")) >= _limit("torn")]
    rest = [spot for own in stretches if own not in long for spot in own if spot.sort in ("passage", "word")]
    return len(long), sum(0.5 if spot.sort == "word" else 1.0 for spot in rest)


def _length(spots: list[Spot], side: Side) -> int:
    first, last = spots[0], spots[-1]
    if side == "a":
        return last.at_a + len(last.a) - first.at_a
    return last.at_b + len(last.b) - first.at_b


def _one_number(seen: Evidence) -> bool:
    """Whether both bear one number in full: then no title that a scan garbled makes two documents of them."""
    number = seen.a.known.number
    return seen.number == "equal" and number is not None and number.whole


def _other_body(seen: Evidence) -> bool:
    """Whether their numbers are two bodies', or one only names its place."""
    a, b = seen.a.known, seen.b.known
    numbered = a.number and b.number and a.number.code and b.number.code
    if bool(seen.a.region) != bool(seen.b.region):
        return not (a.number and b.number and numbered and compare(a.number.code, b.number.code))
    if a.number and b.number and numbered and likeness(a.number, b.number) == "different":
        one, two = a.number.code, b.number.code
        if compare(one, two) is None and not (one.endswith(two) or two.endswith(one)):
            return seen.issuers.identity(a.issuer, b.issuer) != "one"
    return False


def _other_place(seen: Evidence) -> bool:
    """Whether both name the place they are of, and it is not one place."""
    one, two = seen.a.region, seen.b.region
    return bool(one and two and one != two and compare(one, two) is None)


def _misread(seen: Evidence) -> bool:
    """Whether one text's place stands in the other too, which names its own once only: a slip of the scan."""
    one, two = (whole.region or "" for whole in (seen.a, seen.b))
    first, second = folded(seen.a.text.chars), folded(seen.b.text.chars)
    return (one in second and second.count(two) <= 1) or (two in first and first.count(one) <= 1)


def _titles_alike(a: Known, b: Known) -> bool | None:
    """None: one of them has no title that tells."""
    if not (a.title.tells and b.title.tells) or min(len(a.title.core), len(b.title.core)) < 4:
        return None
    if _kind(a) and _kind(b) and _kind(a) != _kind(b):
        return False
    one, two = _pieces(a.title.core), _pieces(b.title.core)
    common = len(one & two)
    return common >= _limit("titles") * min(len(one), len(two))


def _kind(known: Known) -> str:
    """What a title calls its document (条例, 方案), a notice that issues one aside."""
    match = title_end().search(known.title.core)
    return match[0] if match else ""


def _pieces(core: str) -> set[str]:
    return {core[at : at + 2] for at in range(len(core) - 1)}


def _newer(seen: Evidence) -> Side | None:
    """The one that names more versions, or the later day; by its own day or number's year where heads name none."""
    a, b = seen.a, seen.b
    ways: list[tuple[Any, Any]] = [
        ("revised" in a.known.title.versions, "revised" in b.known.title.versions),
        (max(a.head.versions, default=None), max(b.head.versions, default=None)),
        (a.known.issued, b.known.issued),
        (a.known.number and a.known.number.year, b.known.number and b.known.number.year),
        (len(a.head.versions), len(b.head.versions)),
    ]
    for one, two in ways:
        if one is not None and two is not None and one != two:
            return "a" if one > two else "b"
    return None


def _copier(seen: Evidence) -> Side | None:
    """The later one; where days do not tell, the lower body's; else the one that prints it as its own."""
    a, b = seen.a, seen.b
    one, two = _day(a), _day(b)
    if one and two and one != two:
        return "a" if one > two else "b"
    if a.head.prints != b.head.prints:
        return "a" if a.head.prints else "b"
    if seen.share_a == seen.share_b:
        return None
    return "a" if seen.share_a < seen.share_b else "b"


def _day(whole: Whole) -> int | None:
    days = [day.toordinal() for day in whole.head.versions]
    if whole.known.issued:
        days.append(whole.known.issued)
    return max(days, default=None)


def _verdict(seen: Evidence, relation: Any, why: list[str], derived: Side | None) -> Verdict:
    shares = f"{max(seen.share_a, seen.alignment.common_a):.0%}", f"{max(seen.share_b, seen.alignment.common_b):.0%}"
    score = round(min(1.0, max(seen.share_a, seen.share_b, seen.alignment.common_a, seen.alignment.common_b)), 3)
    return Verdict(relation, score, (*why, "shares"), derived, {"share_a": shares[0], "share_b": shares[1]})
