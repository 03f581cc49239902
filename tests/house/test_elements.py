"""The dictionary of elements is whole: every element has owner, meaning, measure, kind; no name means two things."""

from __future__ import annotations

from collections import defaultdict

from songbang.core.filling.elements import Element, elements
from songbang.core.filling.lexicon import clean, wording
from songbang.core.filling.measures import measure_or_own
from songbang.core.filling.printing import printed

KINDS = {"flow", "stock", "moving", "fixed"}


def dimension(element: Element) -> str:
    unit = measure_or_own(element.measure)
    return unit.dimension if unit else ""


def test_there_are_three_hundred_and_more_and_no_name_stands_twice() -> None:
    names = [element.name for element in elements()]
    assert len(names) >= 300
    assert len(set(names)) == len(names)


def test_every_element_has_owner_meaning_measure_and_kind() -> None:
    wrong = [e.name for e in elements() if not (e.owner and e.means and e.measure and e.kind in KINDS)]
    assert not wrong
    assert not [e.name for e in elements() if e.validity is not None and e.validity < 1]


def test_no_other_name_stands_for_two_elements_of_one_measure() -> None:
    claimed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for element in elements():
        for name in (element.name, *element.also):
            claimed[clean(name), dimension(element)].add(element.name)
    assert not {name: found for name, found in claimed.items() if len(found) > 1}


def test_no_two_elements_of_one_measure_are_read_alike() -> None:
    alike: dict[tuple[frozenset[str], str], list[str]] = defaultdict(list)
    for element in elements():
        alike[wording(element.name).tokens, dimension(element)].append(element.name)
    assert not [found for found in alike.values() if len(found) > 1]
    assert not [element.name for element in elements() if not wording(element.name).tokens]


def test_relations_and_near_names_are_read_and_speak_of_known_elements() -> None:
    names = {element.name for element in elements()}
    for element in elements():
        for relation in element.relations:
            (one,) = printed((relation,))
            assert {term for _, term in (*one.left, *one.right)} <= names, relation
        assert not set(element.near) & {element.name, *element.also}
