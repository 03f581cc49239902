"""What the overview says: cards, what rose and fell and where, tables, and warnings about comparisons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from songbang.apps.insight import links
from songbang.apps.insight.asking import Asked
from songbang.apps.insight.counts import Compared, Counts
from songbang.apps.insight.queries import Place, Places
from songbang.apps.insight.tables import Cell, Column, Table, change, number, number_shown, text, tone_of
from songbang.core.measuring import FIGURE_IDS
from songbang.core.measuring.definitions import BOTH_CHANNELS, LEVELLED, WATCHED
from songbang.core.registers import ISSUER_LEVELS, LINES
from songbang.core.words import Language, labels

BURDEN = "burden.minutes"
HEADLINE = (
    "documents.received", "meetings.attended", "inspections.received", "pledges.signed", "forms.received",
    "visits.received", "digital.accounts", "digital.groups", "signboards.present",
)  # fmt: skip
GRID = (BURDEN, "documents.received", "meetings.attended", "inspections.received", "forms.received", "visits.received")
OVERVIEW_PARTS = ("documents.received", "meetings.attended")
"""Figures whose parts stand on the overview; those of all are on each figure's own page."""
PART_NAMES = ("issuer_level", "line")
MOVED = 0.01
"""Changes below this are neither a rise nor a fall."""
MOST_NAMED = 6
MOST_PLACES = 3
MOST_ISSUERS = 10


@dataclass(frozen=True, slots=True)
class Card:
    name: str
    shown: str
    measure: str
    baseline: str
    change: Cell
    rows: str
    page: str
    like: str = ""
    spark: str = ""
    """Month by month as points of a drawing 100 wide and 24 high; empty where it is not counted by month."""


@dataclass(frozen=True, slots=True)
class Mover:
    """A figure that rose or fell, and the units in which it did most."""

    name: str
    change: Cell
    page: str
    places: tuple[tuple[str, str, str], ...]
    """(unit, difference, address of its rows)"""


class Speaker:
    """Says a set of figures in one language, for one question and the units in reach."""

    def __init__(self, counts: Counts, places: Places, asked: Asked, language: Language) -> None:
        self.counts, self.places, self.asked, self.language = counts, places, asked, language
        self.words = labels(language)["overview"]
        self.names = labels(language)["figures"]

    # -- cards and movers -----------------------------------------------------------------------------------------

    def cards(self) -> list[Card]:
        return [self.card(figure) for figure in (*HEADLINE, BOTH_CHANNELS) if self.counts.total(figure).known]

    def card(self, figure: str) -> Card:
        found = self.counts.total(figure)
        return Card(
            self.names[figure], number_shown(figure, found.value), labels(self.language)["measures"][figure],
            number_shown(figure, found.baseline), change(found, self.words), links.rows(self.asked, figure),
            links.figure(self.asked, figure), self._like(found), self._spark(figure),
        )  # fmt: skip

    def _spark(self, figure: str) -> str:
        """The months of the period as a line, from 0 to the highest; two months at least."""
        values = [value or 0 for _, value, _ in self.counts.months(figure)] if figure in WATCHED else []
        if len(values) < 2 or not max(values):
            return ""
        return " ".join(
            f"{at * 100 / (len(values) - 1):.1f},{22 - value * 20 / max(values):.1f}" for at, value in enumerate(values)
        )

    def per_cadre(self) -> str:
        """Hours of burden for each cadre of the units that state both; empty where nobody knows how many there are."""
        stating = [code for code in self.codes if self.counts.at(BURDEN, code).value is not None]
        cadres = [place.cadres for code in stating if (place := self.places.by_code.get(code))]
        total = self.counts.total(BURDEN).value
        if total is None or not cadres or None in cadres:
            return ""
        hours = total / 60 / max(1, sum(one for one in cadres if one))
        return self.words["hours_each"].format(hours=f"{hours:,.1f}")

    def _like(self, found: Compared) -> str:
        """The change among comparable units, where the whole may not be compared."""
        if found.comparable or found.like_change is None:
            return ""
        return self.words["like"].format(change=f"{found.like_change:+.1%}")

    @cached_property
    def movers(self) -> list[Mover]:
        """What rose or fell, the steepest first; where the whole may not be compared, among comparable units."""
        found = []
        for figure in (BURDEN, *HEADLINE):
            total = self.counts.total(figure)
            share = total.change if total.comparable else total.like_change
            if share is not None and abs(share) >= MOVED:
                found.append((share, self._mover(figure, share, like=not total.comparable)))
        return [mover for _, mover in sorted(found, key=lambda one: -abs(one[0]))]

    def rising(self) -> list[Mover]:
        return [mover for mover in self.movers if mover.change.tone == "up"]

    def falling(self) -> list[Mover]:
        return [mover for mover in self.movers if mover.change.tone == "down"]

    def _mover(self, figure: str, share: float, *, like: bool) -> Mover:
        sign = 1 if share > 0 else -1
        at = [(self.counts.at(figure, code), code) for code in self.codes]
        moved = [(one.difference, code) for one, code in at if one.difference and one.difference * sign > 0]
        moved.sort(key=lambda one: (-abs(one[0]), one[1]))
        named = tuple(
            (self.places.name(code), self._signed(figure, amount), links.rows(self.asked.at(code, exact=True), figure))
            for amount, code in moved[:MOST_PLACES]
        )
        shown = Cell(round(share, 4), f"{share:+.1%}" + ("*" if like else ""), "", tone_of(share))
        return Mover(self.names[figure], shown, links.figure(self.asked, figure), named)

    def _signed(self, figure: str, amount: float) -> str:
        sign = "+" if amount > 0 else "−"
        measure = labels(self.language)["measures"][figure]
        return f"{sign}{number_shown(figure, abs(amount))}{measure}"

    # -- tables ---------------------------------------------------------------------------------------------------

    @cached_property
    def codes(self) -> list[str]:
        """The units in reach that have any figure, towns before villages."""
        stated = {code for parts in self.counts.set.figures.values() for code in parts.get("", ())}
        return sorted(self.counts.codes & stated, key=lambda code: (len(code), code))

    def where(self) -> Table:
        """Unit by unit: the main figures, and how each changed; the largest rise of burden first."""
        shown = [figure for figure in GRID if self.counts.total(figure).known]
        columns = [Column(self.words["unit"], num=False)]
        for figure in shown:
            columns += [Column(self.names[figure]), Column(self.words["change"])]
        stating = [code for code in self._steepest() if any(self.counts.at(figure, code).known for figure in shown)]
        rows = [self._across(text(self.places.name(code), self._at(code)), code, shown) for code in stating]
        total = self._total_row(shown)
        return Table("where", self.words["where"], tuple(columns), (total, *rows), self.words["where_note"])

    def _steepest(self) -> list[str]:
        """Each level by itself, towns before villages: they do not compare; in it the largest rise first."""
        return sorted(self.codes, key=lambda code: (len(code), -(self.counts.at(BURDEN, code).difference or 0), code))

    def _at(self, code: str) -> str:
        return links.overview(self.asked.at(code))

    def _across(self, head: Cell, code: str, figures: Iterable[str]) -> tuple[Cell, ...]:
        cells = [head]
        for figure in figures:
            found = self.counts.at(figure, code)
            address = links.rows(self.asked.at(code, exact=True), figure)
            cells += [number(figure, found.value, address), change(found, self.words)]
        return tuple(cells)

    def _total_row(self, figures: Iterable[str]) -> tuple[Cell, ...]:
        cells = [text(self.words["total"])]
        for figure in figures:
            found = self.counts.total(figure)
            cells += [number(figure, found.value, links.rows(self.asked, figure)), change(found, self.words)]
        return tuple(cells)

    def by_unit(self, figure: str) -> Table:
        heads = (Column(self.words["unit"], num=False), *self._sides(), Column(self.words["per_cadre"]))
        rows = []
        for code in self.codes:
            found = self.counts.at(figure, code)
            if found.known:
                at = self.asked.at(code, exact=True)
                rows.append(
                    (text(self.places.name(code)), *self._pair(figure, found, at), self._per_cadre(figure, code))
                )
        return Table("units", self.words["by_unit"], heads, tuple(rows), self.words["rows_note"], "bars")

    def _per_cadre(self, figure: str, code: str) -> Cell:
        place: Place | None = self.places.by_code.get(code)
        value = self.counts.at(figure, code).value
        if place is None or not place.cadres or value is None:
            return text("—")
        amount = value / place.cadres / (60 if figure in (BURDEN, "meetings.minutes") else 1)
        return Cell(round(amount, 2), f"{amount:,.2f}")

    def _sides(self) -> tuple[Column, ...]:
        return (Column(self.words["now"]), Column(self.words["then"]), Column(self.words["change"]))

    def _pair(self, figure: str, found: Compared, asked: Asked, **more: str) -> tuple[Cell, Cell, Cell]:
        return (
            number(figure, found.value, links.rows(asked, figure, **more)),
            number(figure, found.baseline, links.rows(asked, figure, "baseline", **more)),
            change(found, self.words),
        )

    def by_part(self, figure: str, name: str) -> Table | None:
        """By issuer level or by line; None where the registers state none."""
        found = self.counts.parts(figure, name)
        if figure not in LEVELLED or not any(one.value or one.baseline for one in found.values()):
            return None
        order = ISSUER_LEVELS if name == "issuer_level" else LINES
        values = labels(self.language)["values"]
        rows = tuple(
            (text(values[value]), *self._pair(figure, found[value], self.asked, **{name: value}))
            for value in order
            if value in found
        )
        caption = self.words[f"by_{name}"].format(figure=self.names[figure])
        return Table(
            f"{name}-{_short(figure)}",
            caption,
            (Column(self.words[name], num=False), *self._sides()),
            rows,
            chart="bars",
        )

    def by_month(self, figure: str) -> Table | None:
        months = self.counts.months(figure) if figure in WATCHED else []
        if not any(value is not None for _, value, _ in months):
            return None
        rows = tuple(
            (text(self.words["month_name"].format(month=month)), number(figure, value), number(figure, then))
            for month, value, then in months
        )
        heads = (Column(self.words["month"], num=False), *self._sides()[:2])
        caption = self.words["by_month"].format(figure=self.names[figure])
        return Table(f"months-{_short(figure)}", caption, heads, rows, chart="lines")

    def by_issuer(self) -> Table | None:
        """The bodies that ask most: documents, meetings, inspections, pledges, forms and visits together."""
        found = self.counts.issuers()[:MOST_ISSUERS]
        if not found:
            return None
        return Table("issuers", self.words["by_issuer"], *self._asking("demands", found), self.words["issuer_note"])

    def by_issuer_of(self, figure: str) -> Table | None:
        """The bodies of which most of one figure comes."""
        found = self.counts.issuers(figure)[:MOST_ISSUERS]
        if not found:
            return None
        caption = self.words["by_issuer_of"].format(figure=self.names[figure])
        return Table("issuers", caption, *self._asking(figure, found), chart="bars")

    def _asking(
        self, figure: str, found: Sequence[tuple[str, list[str], Compared]]
    ) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
        rows = tuple((text(name), *self._pair(figure, one, self.asked, issuer=name)) for name, _, one in found)
        return (Column(self.words["issuer"], num=False), *self._sides()), rows

    def everything(self, group: str = "") -> Table:
        """All figures, or those of one register."""
        rows = []
        for figure in FIGURE_IDS:
            found = self.counts.total(figure)
            if found.known and figure.startswith(group):
                name = text(self.names[figure], links.figure(self.asked, figure))
                rows.append((name, *self._pair(figure, found, self.asked)))
        heads = (Column(self.words["figure"], num=False), *self._sides())
        return Table("all", self.words["all"], heads, tuple(rows))

    def imbalance(self) -> Table | None:
        """Theil indices of the district's towns; they are not defined for a part of them."""
        rows = []
        for figure in GRID:
            value, base = self.counts.set.imbalance.get(figure, (None, None))
            if value is not None:
                page = text(self.names[figure], links.figure(self.asked, figure))
                rows.append((page, _index(value), _index(base), self._more_or_less(value, base)))
        if not rows:
            return None
        heads = (
            Column(self.words["figure"], num=False),
            *self._sides()[:2],
            Column(self.words["what_it_says"], num=False),
        )
        return Table("imbalance", self.words["imbalance"], heads, tuple(rows), self.words["imbalance_note"])

    def _more_or_less(self, value: float, base: float | None) -> Cell:
        if base is None or abs(value - base) < 0.001:
            return text(self.words["as_even"] if base is not None else "—")
        return text(self.words["less_even"] if value > base else self.words["more_even"])

    # -- warnings -------------------------------------------------------------------------------------------------

    def warnings(self, figures: Sequence[str] = (BURDEN, *HEADLINE)) -> list[str]:
        """Why sums may not be compared, in words; figures that lack the same units are told together."""
        alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = defaultdict(list)
        for figure in figures:
            found = self.counts.total(figure)
            if found.known and not found.comparable:
                alike[found.lacking_value, found.lacking_baseline].append(figure)
        return [self._warning(lack, names) for lack, names in alike.items()]

    def _warning(self, lack: tuple[tuple[str, ...], tuple[str, ...]], figures: Sequence[str]) -> str:
        why = labels(self.language)["why"]
        said = [
            why[f"{side}_missing"].format(units=self._units(codes))
            for side, codes in zip(("value", "baseline"), lack, strict=True)
            if codes
        ]
        names = self.words["comma"].join(self.names[figure] for figure in figures)
        return self.words["warning"].format(figures=names, why=self.words["semicolon"].join(said))

    def _units(self, codes: Sequence[str]) -> str:
        named = self.words["comma"].join(self.places.name(code) for code in codes[:MOST_NAMED])
        return named if len(codes) <= MOST_NAMED else self.words["and_more"].format(units=named, count=len(codes))


def _index(value: float | None) -> Cell:
    return Cell(value, "—" if value is None else f"{value:.3f}")


def _short(figure: str) -> str:
    """A figure in the key of a table: its register, where no other of that register has such tables."""
    return figure.replace(".", "-") if figure.startswith("digital.") else figure.partition(".")[0]


def all_tables(speaker: Speaker, *, whole: bool) -> dict[str, Table]:
    """Every table of the overview by its key; `whole`: all of the territory is in reach."""
    made: list[Table | None] = [
        speaker.where(),
        *(speaker.by_month(figure) for figure in GRID),
        *(speaker.by_part(figure, name) for figure in OVERVIEW_PARTS for name in PART_NAMES),
        speaker.by_issuer(), speaker.imbalance() if whole else None, speaker.everything(),
    ]  # fmt: skip
    return {table.key: table for table in made if table and table.rows}


def figure_tables(speaker: Speaker, figure: str) -> dict[str, Table]:
    """Every table of a figure's page."""
    group = figure.partition(".")[0]
    made: list[Table | None] = [
        speaker.by_unit(figure), speaker.by_month(figure), speaker.by_issuer_of(figure),
        *(speaker.by_part(figure, name) for name in PART_NAMES), speaker.everything(f"{group}."),
    ]  # fmt: skip
    return {table.key: table for table in made if table and table.rows}


def sentence(words: Mapping[str, str], speaker: Speaker) -> str:
    """The one line that says it: how much time, and how it changed."""
    found = speaker.counts.total(BURDEN)
    if found.value is None:
        return ""
    return words["sentence"].format(hours=number_shown(BURDEN, found.value))
