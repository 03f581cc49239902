"""Which earlier answers speak of a cell: worked out once for each wording, used for every unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from songbang.core.filling.accord import (
    letters,
    like_title,
    of_one_total,
    same_form,
    same_label,
    same_measure,
    same_words,
    unbased,
)
from songbang.core.filling.alike import pairs_of, pairs_said, parts_off, same_quantity
from songbang.core.filling.asked import Asked, a_year_before
from songbang.core.filling.confirmed import confirmed_wordings, meant
from songbang.core.filling.facts import Fact
from songbang.core.filling.head import Head
from songbang.core.filling.hearing import heard
from songbang.core.filling.in_all import of_all_until_then, of_one_year, tells_all_until_then
from songbang.core.filling.levels import told_by_level
from songbang.core.filling.lexicon import any_in, clean, counted_places, numbered, words
from songbang.core.filling.likening import SPOKEN, Likeness, likeness, telling
from songbang.core.filling.measures import Measure
from songbang.core.filling.naming import left_to_named
from songbang.core.filling.once import once
from songbang.core.filling.pieces import pieces_of
from songbang.core.filling.rivals import explained_by, of_other_duty, of_same_thing, told_alike
from songbang.core.filling.saying import Said, form_names, left_out, said
from songbang.core.filling.spans import When
from songbang.core.filling.spelled import of_its_whole, told_in_papers
from songbang.core.filling.subjects import of_subject, titles_another, told_apart
from songbang.core.filling.told import Told, Wording, first_of, forms_of
from songbang.core.filling.unsaid import NONE, Tokens, last_of
from songbang.core.filling.untold import but_listed, with_bands
from songbang.core.text import neighbours


@dataclass(frozen=True, slots=True)
class Match:
    """An answer that speaks of the cell, how sure, and whether only its label says so (`unsure`: never filled)."""

    fact: Fact
    said: Said
    confidence: float
    unsure: bool = False
    likeness: Likeness = SPOKEN
    """How near its words come where they do not say just what the cell asks for."""
    same: bool = False
    """Whether they are the very words of another answer that is held for the cell."""
    series: bool = False  # whether its paper is called as the form is, in some words less or more


_Rival = tuple[Wording, Likeness, bool]
"""A wording, how near it comes to a cell's, and whether it says the very same as what is held."""
_FEW = 3
"""A paper that tells no more than so many things of a form may be another."""
_MANY = 12
"""So many labels alike are no chance, though none bears a number."""
_QUARTER = 3
_PLAIN = 2  # words that may be said of several things


class Ledger:
    """Facts by wording and unit, matched to the cells of one form."""

    def __init__(self, told: Told, head: Head, asked: list[Asked]) -> None:
        self.facts = heard(told, head, asked)
        self.sample = {wording: first_of(by_unit) for wording, by_unit in self.facts.items()}
        own = {form for form in forms_of(self.sample) if same_form(head, form)}
        self.own = {w for w in self.sample if w[0] in own}
        self.series = {form for form in forms_of(self.sample) if like_title(head, form)}
        self.adds_up = head.period is not None and head.period.months > _QUARTER and head.period.first.month == 1
        self.anew = head.period.first if head.period and head.period.months <= _QUARTER else None
        self.quarterly = head.period is not None and head.period.months == _QUARTER
        self.said = {w: said(w[0], w[1], f.as_of) for w, f in self.sample.items()}
        self._closed: dict[str, dict[str, str]] = {}
        self.own |= self._told_alike(head, asked)
        self.said |= {w: self._spoken(w, self.sample[w].as_of) for w in self.own}
        self._leaving = {w: out for w, one in self.said.items() if (out := left_out(one))}
        self._beside = [(one.required, one.outer) for one in asked] if self._leaving else []
        self._close_bands(frozenset(token for one in asked for token in one.required))
        self._by_token: dict[str, list[Wording]] = defaultdict(list)
        for wording, found in self.said.items():
            for token in found.tokens | found.title | found.alias:
                self._by_token[token].append(wording)
        self._by_sign: dict[str, set[Wording]] = defaultdict(set)
        for wording, found in self.said.items():
            for sign in letters(found.tokens):
                self._by_sign[sign].add(wording)
        self._level = told_by_level(
            (w, pieces_of(w[1])[-1]) for w in self.sample if w not in self.own and pieces_of(w[1])
        )
        self._lines = told_in_papers(self.said)
        self._by_label = self._labelled(asked)
        every = [one.required for one in asked] or [frozenset()]
        self._parting = frozenset.union(*every) - frozenset.intersection(*every)
        self._titled = self._parting & frozenset(token for one in self.said.values() for token in one.title)
        self._every: dict[tuple[Tokens, str], set[When]] = defaultdict(set)
        for one in asked:
            self._every[one.required, one.measure.dimension if one.measure else ""].add(one.when)
        self._by_pair: dict[str, set[Wording]] = defaultdict(set)
        for wording, found in self.said.items():
            for pair in pairs_said(found):
                self._by_pair[pair].add(wording)
        self._in_all = frozenset(one.required for one in asked if of_all_until_then(one))
        self._known: dict[tuple[object, ...], list[tuple[Wording, float, bool]]] = {}
        self._also = confirmed_wordings(self.sample, self.said)
        self._meant: dict[tuple[tuple[object, ...], Wording], Said] = {}
        self._subjects = told_apart(head.title, (w for w in self.sample if w not in self.own))
        self._claim(asked)
        self._claimed: dict[Wording, set[tuple[Tokens, When]]] = {}
        for one in asked:
            for wording, _, _ in self._known[_key(one)]:
                self._claimed.setdefault(wording, set()).add((one.required, one.when))
        self._papers: dict[str, set[Tokens]] = {}
        self._near: dict[tuple[object, ...], list[tuple[Wording, Likeness]]] = {}
        self._free: dict[tuple[object, ...], list[tuple[Wording, Likeness]]] = {}
        self._rivals: dict[tuple[object, ...], list[_Rival]] = {}
        self._telling = telling([one.required for one in asked])

    def _told_alike(self, head: Head, asked: list[Asked]) -> set[Wording]:
        """Answers of this very form under a like title (宅基地及危房改造季报 of 农村宅基地管理和危房改造情况季报): most
        of what it tells bears a label of this form, some with its number or 其中."""
        papers: dict[str, list[Wording]] = defaultdict(list)
        for wording in self.sample:
            if wording not in self.own and like_title(head, wording[0]):
                papers[form_names(wording[0])[1]].append(wording)
        labels = {(one.keys, one.outer): one for one in asked if one.keys}
        found: set[Wording] = set()
        for told in papers.values():
            alike = [w for w in told if any(same_label(one, self.said[w]) for one in labels.values())]
            marked = [w for w in alike if any(map(_marked, pieces_of(w[1])))]
            many = len(alike) >= _MANY and like_title(head, told[0][0], closely=True) and any_in(told[0][0], "reports")
            if len(alike) > _FEW and len(alike) * 5 >= len(told) * 3 and (len(marked) > 1 or many):
                found |= set(alike)
        return found

    def _close_bands(self, asked: Tokens) -> None:
        """35岁及以下 beside 36—45岁 in a paper is the band below 36, where the form asks for that one."""
        ages: dict[str, set[str]] = defaultdict(set)
        for (form, _, _), spoken in self.said.items():
            ages[form] |= {token for token in spoken.tokens if token.startswith("age:")}
        ends = {form: last_of(found).items() for form, found in ages.items()}
        closed = {
            form: {band: end for band, end in found if end in asked and band not in asked}
            for form, found in ends.items()
        }
        for wording, spoken in self.said.items():
            bands = closed.get(wording[0], {})
            if bands and spoken.tokens & bands.keys():
                self.said[wording] = with_bands(spoken, bands)
        self._closed = closed

    def _spoken(self, wording: Wording, as_of: date) -> Said:
        """What an answer says. A form that asks from January on (1—三季度) did so when it was called 二季度 too; one
        that asks of a quarter meant the like."""
        spoken = said(wording[0], wording[1], as_of)
        quarter = self.adds_up and wording in self.own and spoken.tags <= {"this"} and spoken.months in (_QUARTER, -1)
        spoken = replace(spoken, months=as_of.month) if quarter else spoken
        of_quarter = self.quarterly and wording in self.own and spoken.months == -1 and "to_date" not in spoken.tags
        spoken = replace(spoken, months=_QUARTER) if of_quarter else spoken
        bands = self._closed.get(wording[0], {})
        return with_bands(spoken, bands) if bands and spoken.tokens & bands.keys() else spoken

    def _labelled(self, asked: list[Asked]) -> dict[Wording, list[Asked]]:
        """Answers of this very form → the cells that bear their labels."""
        found: dict[Wording, list[Asked]] = {}
        for wording in self.own:
            spoken, unit = self.said[wording], self.sample[wording].measure
            counted = [a for a in asked if same_measure(a.measure, unit, False)]
            cells = [a for a in counted if same_label(a, spoken)]
            cells = cells or of_one_total(counted, spoken, pieces_of(wording[1]))
            exact = [a for a in cells if not (set(spoken.keys) - set(a.keys))]
            named = [a for a in cells if set(spoken.keys) <= {*a.keys, *a.outer}]  # of two like sections its own
            own = exact or named or cells
            found[wording] = own + [a for a in counted if own and a_year_before(a, own)]
        return found

    def _claim(self, asked: list[Asked]) -> None:
        """What the cells' words say outright, then what they say in other words: an answer that one cell names
        outright, or that two might mean, is no other's."""
        cells = {_key(one): one for one in asked}
        times: dict[tuple[object, ...], set[When]] = defaultdict(set)
        for one in asked:
            times[_key(one)].add(one.when)
        self._known = {key: self._speaking(key, one) for key, one in cells.items()}
        self._known = left_to_named(self._known, cells, times, self.said, {*self._by_label, *self._also})
        taken: dict[Wording, set[tuple[Tokens, When]]] = defaultdict(set)
        for key, found in self._known.items():
            for wording, _, unsure in found:
                if not unsure:
                    taken[wording] |= {(cells[key].required, when) for when in times[key]}
        self._claim_loosely(cells, times, taken)
        self._known = of_subject(self._known, self._subjects)

    def _speaking(self, key: tuple[object, ...], asked: Asked) -> list[tuple[Wording, float, bool]]:
        """Wordings that speak of a cell by themselves, and those of which somebody confirmed that they do."""
        found, sure = self._wordings(asked), float(words()["confidence"]["same_words"])
        for wording, told in self._also.items():
            unit = self.sample[wording].measure
            same = same_measure(asked.measure, unit, asked.villages, asked.required | asked.context)
            if same and (one := meant(asked, told, unit)):
                self._meant[key, wording] = one
                found.append((wording, sure, False))
        return found

    def _claim_loosely(
        self,
        cells: dict[tuple[object, ...], Asked],
        times: dict[tuple[object, ...], set[When]],
        taken: dict[Wording, set[tuple[Tokens, When]]],
    ) -> None:
        loose = {key: self._loosely(one) for key, one in cells.items()}
        surest: dict[Wording, float] = {}
        for wording, sure in ((w, s) for wordings in loose.values() for w, s in wordings.items()):
            surest[wording] = max(sure, surest.get(wording, sure))
        # what one cell's words say by themselves, another's say only at need
        meant = {key: {w for w, sure in found.items() if sure == surest[w]} for key, found in loose.items()}
        for key, wordings in meant.items():
            for wording in wordings:
                taken[wording] |= {(cells[key].required, when) for when in times[key]}
        for key, wordings in meant.items():
            own, required = {wording for wording, _, _ in self._known[key]}, cells[key].required
            self._known[key] += [
                (wording, loose[key][wording], False)
                for wording in sorted(wordings - own)
                if not any(other != required and when in times[key] for other, when in taken[wording])
            ]

    def _loosely(self, asked: Asked) -> dict[Wording, float]:
        """Answers that name the cell's quantity in other words, and how sure."""
        touched: set[Wording] = set()
        for pair in pairs_of(asked.required | asked.literal):
            touched |= self._by_pair.get(pair, set())
        found, counted = {}, asked.required | asked.context
        for wording in sorted(touched):
            unit = self.sample[wording].measure
            if (
                not self._by_label.get(wording)
                and self._of_level(asked, wording)
                and same_measure(asked.measure, unit, asked.villages, counted)
                and not self._of_sister(asked, self.said[wording])
                and not titles_another(asked, self.said[wording], self._every)
                and not of_its_whole(asked, self.said[wording], self._lines[wording[0]])
            ):
                found[wording] = self._how_sure(asked, self._heard(asked, wording), unit)
        return {wording: sure for wording, sure in found.items() if sure}

    def _how_sure(self, asked: Asked, spoken: Said, unit: Measure | None) -> float:
        table = words()["confidence"]
        if alike := same_quantity(asked, spoken, unit):
            return float(table["other_words" if alike > 1 else "in_context"])
        over = spoken.tokens - asked.required - asked.context
        titled = neighbours(asked.title)
        named = frozenset(token for token in over if neighbours((token,)) & titled)
        named = named or frozenset(token for token in spoken.title if neighbours((token,)) & titled)
        if not named or (named & self._parting and self._is_rivals(asked, spoken, named)):
            return 0.0
        return float(table["in_title"]) if same_quantity(asked, spoken, unit, titled=True) else 0.0

    def _of_level(self, asked: Asked, wording: Wording) -> bool:
        """Whether an answer is of the cell's level, where its paper tells the like of several."""
        return self._level.get(wording, asked.level) == asked.level

    def matches(self, asked: Asked, unit: str) -> list[Match]:
        """Every answer of a unit that speaks of the cell."""
        key = _key(asked)
        if key not in self._known:
            self._known[key] = self._speaking(key, asked)
        of_year = asked.required in self._in_all and of_one_year(asked)
        return [
            Match(
                fact,
                self._meant.get((key, wording)) or self._spoken(wording, fact.as_of),
                sure,
                unsure,
                series=wording[0] in self.series,
            )
            for wording, sure, unsure in self._known[key]
            if not (of_year and tells_all_until_then(wording[1]))
            for fact in self.facts[wording].get(unit, ())
        ]

    def _wordings(self, asked: Asked) -> list[tuple[Wording, float, bool]]:
        found, counted = [], asked.required | asked.context
        for wording in sorted(self._candidates(asked)):
            unit = self.sample[wording].measure
            if not (same_measure(asked.measure, unit, asked.villages, counted) and self._of_level(asked, wording)):
                continue
            sure, unsure = self._sure(asked, wording)
            if sure:
                found.append((wording, sure, unsure))
        return found

    def _heard(self, asked: Asked, wording: Wording) -> Said:
        """What an answer says to a cell: what it leaves out (不含食用菌) is nothing of the cell's where the form has a
        line of its own for it beside the cell's."""
        spoken, out = but_listed(asked, self.said[wording]), self._leaving.get(wording)
        if not out:
            return spoken
        beside = [required for required, outer in self._beside if outer == asked.outer and required != asked.required]
        told = frozenset(t for t, thing in out.items() if any(thing in required for required in beside))
        return replace(spoken, tokens=spoken.tokens - told, last=spoken.last - told) if told else spoken

    def _sure(self, asked: Asked, wording: Wording) -> tuple[float, bool]:
        labelled = self._by_label.get(wording)
        if labelled:
            if not any(self._alike(asked, other) for other in labelled):
                return 0.0, False
            several = any(other.required != labelled[0].required for other in labelled)
            if several and not self._alike(asked, labelled[0]):
                return 0.0, False
            return float(words()["confidence"]["same_form"]), several
        spoken = self._heard(asked, wording)
        by_title = spoken.tokens - asked.required - asked.context
        named = by_title & asked.title & self._parting
        lists_all = "、" in wording[1] and by_title & asked.title != named
        if named and not lists_all and self._is_rivals(asked, spoken, named):
            return 0.0, False  # another cell of the form asks for just this
        if self._of_sister(asked, spoken) or of_its_whole(asked, spoken, self._lines[wording[0]]):
            return 0.0, False
        sure = same_words(asked, spoken, self.sample[wording].measure)
        if not sure and (unbased(asked, spoken) or self._of_all_kinds(asked, spoken, self.sample[wording].measure)):
            return float(words()["confidence"]["in_title"]), True
        return sure, False

    def _of_all_kinds(self, asked: Asked, spoken: Said, given: Measure | None) -> bool:
        """Whether a register says that it counts too (花名册（含民办）) what the form asks for beside the cell as some
        of the same (教职工 / 民办, 教职工 / 合计): it may be the whole, and gainsay what another paper tells."""
        unit = asked.measure.dimension if asked.measure else ""
        own = spoken.scope - asked.required - asked.context
        if not own or any((asked.required | {kind}, unit) not in self._every for kind in own):
            return False
        return bool(same_quantity(asked, replace(spoken, scope=NONE), given, titled=True))

    def _of_sister(self, asked: Asked, spoken: Said) -> bool:
        """Whether an answer's register is one of several of a kind each that cells beside this one ask for (教职工 in a
        register of 小学, beside 教职工 / 小学), or this one's kind is one of those that an answer lists as the form's
        title does (中小学、幼儿园教职工 are not those of 幼儿园)."""
        unit = asked.measure.dimension if asked.measure else ""
        kinds = [kind for kind in self._titled - asked.required if (asked.required | {kind}, unit) in self._every]
        if len(kinds) > 1 and spoken.title & frozenset(kinds) - asked.context:
            return True
        listed = (spoken.tokens & asked.title) - asked.required - asked.context
        own = asked.required & asked.title & self._parting if listed else NONE
        return any((asked.required - {kind}, unit) in self._every for kind in own)

    def _is_rivals(self, asked: Asked, spoken: Said, named: Tokens) -> bool:
        """Whether another cell names what this one leaves to the form's title: of 康复服务 and 残疾人康复服务 in a form
        on 残疾人 the second is meant; where there is no second of that time, all that the form asks is of 残疾人."""
        unit = asked.measure.dimension if asked.measure else ""
        others = [
            required
            for (required, dimension), times in self._every.items()
            if dimension == unit and required != asked.required and asked.when in times
        ]
        own = asked.required - asked.context or asked.required
        own = own - frozenset(words()["measured_only"]) or own  # 产量 of 池塘 and of 淡水养殖 is of two things
        return not own or any(own & other and named <= other for other in others)

    def _alike(self, asked: Asked, other: Asked) -> bool:
        return asked.required == other.required and asked.keys == other.keys and asked.outer == other.outer

    def _candidates(self, asked: Asked) -> set[Wording]:
        elders = f"age:{words()['elder_from']}+"
        unsaid = {*counted_places(), *words()["villages"], *words()["bands_of"], words()["town_wide"], elders}
        told = sorted(asked.required - unsaid) or sorted(asked.required - counted_places())
        rarest = min((self._by_token.get(token, []) for token in told), key=len, default=[])
        spelled = [self._by_token.get(token, []) for token in asked.literal - asked.required]
        signs = [self._by_sign.get(sign, set()) for sign in letters(asked.required)]
        alike = set.intersection(*signs) if signs else set()
        return set(rarest).union(alike, *spelled, (w for w, cells in self._by_label.items() if cells))

    def near(self, asked: Asked, unit: str) -> Iterator[Match]:
        """A unit's answers that come near in words, of the same measure, the nearest first."""
        least = words()["likeness"]["least_suggested"]
        for wording, alike in self._nearest(asked):
            if alike.value < least:
                return
            for fact in sorted(self.facts[wording].get(unit, ()), key=lambda fact: fact.as_of, reverse=True):
                yield Match(fact, said(fact.form, fact.indicator, fact.as_of), alike.value * 0.9)

    def unclaimed(self, asked: Asked, unit: str, least: float) -> Iterator[Match]:
        """A unit's answers that come near in words, by `least` at least, and speak of no cell of the form, the nearest
        first."""
        for wording, alike in self._free_for(asked):
            if alike.value < least:
                return
            for fact in self.facts[wording].get(unit, ()):
                yield Match(fact, said(wording[0], wording[1], fact.as_of), alike.value)

    def _free_for(self, asked: Asked) -> list[tuple[Wording, Likeness]]:
        """Wordings near to the cell's that speak of no cell, the nearest first: the same for every unit."""
        key = _key(asked)
        if key not in self._free:
            taken = self._claimed.keys() | self.own
            near = (one for one in self._nearest(asked) if one[0] not in taken and not self.said[one[0]].estimate)
            self._free[key] = [one for one in near if self._of_level(asked, one[0])]
        return self._free[key]

    def _nearest(self, asked: Asked) -> list[tuple[Wording, Likeness]]:
        key = _key(asked)
        if key not in self._near:
            self._near[key] = self._ranked(asked)
        return self._near[key]

    def rivals(self, asked: Asked, unit: str, held: tuple[Fact, ...]) -> Iterator[Match]:
        """A unit's answers that may speak of the cell too, in other papers than those that are held: near in words,
        what no other cell asks for, nor a part or the whole of what is held."""
        for wording, alike, same in self._rivalling(asked, held):
            for fact in self.facts[wording].get(unit, ()):
                once = said(fact.form, fact.indicator, fact.as_of)
                yield Match(fact, once, alike.value * 0.9, likeness=alike, same=same)

    def _rivalling(self, asked: Asked, held: tuple[Fact, ...]) -> list[_Rival]:
        """Wordings that may speak of the cell too, whichever unit's answers they are."""
        key = (*_key(asked), asked.when, *((fact.form, fact.indicator, fact.as_of) for fact in held))
        if key not in self._rivals:
            ranked, less = dict(self._nearest(asked)), told_alike(asked, held)
            if less is not asked:
                ranked |= {w: alike for w, alike in self._nearest(less) if alike.whole and not alike.over}
            near = ((w, alike, self._gainsays(asked, w, alike, held)) for w, alike in ranked.items())
            self._rivals[key] = [(w, alike, same) for w, alike, same in near if same is not None]
        return self._rivals[key]

    def _gainsays(self, asked: Asked, wording: Wording, alike: Likeness, held: tuple[Fact, ...]) -> bool | None:
        """Whether a wording says the very same as what is held; None where it does not speak of the cell."""
        spoken, papers = self.said[wording], {fact.form for fact in held}
        if alike.by_kind or wording[0] in papers or spoken.part or spoken.estimate or self._anothers(asked, wording):
            return None
        if of_other_duty(asked, spoken):
            return None
        titled = any(of_same_thing(spoken, fact) for fact in held)
        entire = alike.whole and explained_by(alike.over, papers | asked.title)
        told = {said(fact.form, fact.indicator, fact.as_of).tokens for fact in held}
        least = words()["likeness"]["least_same" if len(spoken.tokens) <= _PLAIN else "least_same_in_many"]
        same = entire or (spoken.tokens in told and alike.value >= least)
        beside = ({asked.required}, *(self._told_in().get(paper, set()) for paper in papers))
        if not same and (wording in self._claimed or any(spoken.tokens <= one for tells in beside for one in tells)):
            return None
        # a part of the whole that the cell is a part of
        in_place = entire or alike.headed or spoken.outer <= asked.required | asked.context
        if parts_off(spoken, self.sample[wording].measure) and not (titled or in_place):
            return None
        return same

    def _told_in(self) -> dict[str, set[Tokens]]:
        """What each paper tells, worked out once for all units."""
        if not self._papers:
            for wording, one in self.said.items():
                self._papers.setdefault(wording[0], set()).add(one.tokens)
        return self._papers

    def _anothers(self, asked: Asked, wording: Wording) -> bool:
        """Whether another cell of the same time asks for just this, or of the time that ends on the cell's day."""
        claims = self._claimed.get(wording, ())
        return any(
            (when == asked.when or (when.end and when.end == asked.when.end)) and required != asked.required
            for required, when in claims
        )

    def _ranked(self, asked: Asked) -> list[tuple[Wording, Likeness]]:
        """Wordings that share something with the cell's, the nearest first."""
        touched: set[Wording] = set()
        counted = asked.required | asked.context
        for pair in pairs_of(asked.required | asked.literal):
            touched |= self._by_pair.get(pair, set())
        near = {
            w: likeness(asked, self.said[w], self._telling)
            for w in sorted(touched)
            if same_measure(asked.measure, self.sample[w].measure, asked.villages, counted)
        }
        return sorted(near.items(), key=lambda item: -item[1].value)

    def asks_whether(self, asked: Asked) -> bool:
        """Whether the answers that speak of the cell are 是 or 否, to be counted."""
        self.matches(asked, "")
        units = [self.sample[wording].measure for wording, _, _ in self._known[_key(asked)]]
        return any(unit is not None and unit.dimension == "boolean" for unit in units)


def _marked(label: str) -> bool:
    """Whether a label stands with a number, or with 其中."""
    style, _, part = numbered(clean(label))
    return style is not None or part


@once
def _key(asked: Asked) -> tuple[object, ...]:
    told = asked.required, asked.context, asked.measure, asked.keys, asked.outer, asked.villages
    return *told, asked.aim, asked.level, asked.parts, words()["rural"][-1] in asked.title
