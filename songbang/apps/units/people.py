"""People and their posts: who is who. Posts of one name are one person only where they stand at one unit, or where
somebody said so; nothing is joined by name alone.

Reads and writes of that; each write writes its journal entry in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from django.db import transaction
from django.db.models import Q, QuerySet

from songbang.apps.journal.services import Actor, record
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Apart, Person, Post
from songbang.core.errors import Conflict, NotFound

MOST = 2000
"""People on one page."""


@dataclass(slots=True)
class Somebody:
    """A person as pages show one: with the posts of all that were said to be this person."""

    person: Person
    posts: list[Post] = field(default_factory=list)
    joined: list[Person] = field(default_factory=list)

    @property
    def now(self) -> list[Post]:
        return [post for post in self.posts if post.valid_to is None]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """People of one name who may be one. `why`: town (all posts in one town), apart (principal in two units at one
    time: rather not), else name."""

    name: str
    people: tuple[Somebody, ...]
    why: str


def people_of(standing: Standing, asked: str = "") -> list[Somebody]:
    """Those who hold or held a post within reach; `asked`: part of name or unit. Two queries."""
    seen = standing.within("people", "view", unit="unit__code", territory="unit__territory")
    posts = Post.objects.filter(seen).select_related("person", "unit").order_by("person__name", "pk")
    if asked:
        posts = posts.filter(Q(person__name__icontains=asked) | Q(unit__name__icontains=asked))
    return _gathered(standing.territory, list(posts[:MOST]))


def _gathered(territory: str, posts: Sequence[Post]) -> list[Somebody]:
    joined = {one.pk: one for one in Person.objects.filter(territory=territory).exclude(same_as=None)}
    links = {pk: one.same_as_id for pk, one in joined.items()}
    found: dict[int, Somebody] = {}
    roots = {post.person_id: _root(post.person_id, links) for post in posts}
    known = {post.person_id: post.person for post in posts}
    lacking = {root for root in roots.values() if root not in known}
    known |= {one.pk: one for one in Person.objects.filter(pk__in=lacking)} if lacking else {}
    for post in posts:
        root = roots[post.person_id]
        somebody = found.setdefault(root, Somebody(known[root]))
        somebody.posts.append(post)
        if post.person_id != root and post.person not in somebody.joined:
            somebody.joined.append(post.person)
    return list(found.values())


def _root(pk: int, links: dict[int, int | None]) -> int:
    while (above := links.get(pk)) is not None:
        pk = above
    return pk


def namesakes(standing: Standing) -> list[Namesakes]:
    """What is proposed: people of one name that nobody has decided on, the likeliest first. Three queries."""
    by_name: dict[str, list[Somebody]] = defaultdict(list)
    for somebody in people_of(standing):
        by_name[somebody.person.name].append(somebody)
    apart = {frozenset(pair) for pair in _apart(standing.territory).values_list("a", "b")}
    found = [
        Namesakes(name, tuple(people), _why(people))
        for name, people in by_name.items()
        if len(people) > 1 and not all(frozenset(pair) in apart for pair in _pairs(people))
    ]
    return sorted(found, key=lambda one: (("town", "name", "apart").index(one.why), one.name))


def _pairs(people: Iterable[Somebody]) -> list[tuple[int, int]]:
    return list(combinations(sorted(one.person.pk for one in people), 2))


def _apart(territory: str) -> QuerySet[Apart]:
    return Apart.objects.filter(a__territory=territory)


def _why(people: Sequence[Somebody]) -> str:
    principals = [{post.unit_id for post in one.now if post.kind in ("principal", "secretary")} for one in people]
    if sum(map(bool, principals)) > 1:
        return "apart"
    towns = {
        post.unit.parent_id if post.unit.level == "village" else post.unit_id for one in people for post in one.posts
    }
    return "town" if len(towns) == 1 else "name"


@transaction.atomic
def join(actor: Actor, territory: str, chosen: Iterable[int]) -> Person:
    """Say that these are one person. Their posts stay with each, so that it can be undone.

    Raises `NotFound`, `Conflict` ("people.too_few", "people.two_names", "people.said_apart").
    """
    people = _taken_up(territory, chosen)
    if len({one.name for one in people}) > 1:
        raise Conflict("people.two_names", names=sorted({one.name for one in people}))
    if _apart(territory).filter(a__in=people, b__in=people).exists():
        raise Conflict("people.said_apart", name=people[0].name)
    first, *others = people
    Person.objects.filter(pk__in=[one.pk for one in others]).update(same_as=first)
    record(
        actor, "people.joined", f"person:{first.pk}",
        after={"name": first.name, "persons": [one.pk for one in people]},
    )  # fmt: skip
    return first


@transaction.atomic
def tell_apart(actor: Actor, territory: str, chosen: Iterable[int]) -> None:
    """Say that these are different people: they are not proposed again. Raises `NotFound`, `Conflict`."""
    people = _taken_up(territory, chosen)
    pairs = [Apart(a=a, b=b) for a, b in combinations(people, 2)]
    Apart.objects.bulk_create(pairs, ignore_conflicts=True)
    after = {"name": people[0].name, "persons": [one.pk for one in people]}
    record(actor, "people.told_apart", f"person:{people[0].pk}", after=after)


@transaction.atomic
def part(actor: Actor, territory: str, pk: int) -> Person:
    """Undo that a person was said to be another. Raises `NotFound`."""
    found = Person.objects.select_for_update().filter(territory=territory, pk=pk).exclude(same_as=None).first()
    if found is None:
        raise NotFound("people.unknown")
    before = {"name": found.name, "same_as": found.same_as_id}
    found.same_as = None
    found.save(update_fields=["same_as"])
    record(actor, "people.parted", f"person:{found.pk}", before=before)
    return found


def _taken_up(territory: str, chosen: Iterable[int]) -> list[Person]:
    """The chosen people, locked, in the order of their keys; each still a person by itself."""
    asked = sorted(set(chosen))
    people = list(Person.objects.select_for_update().filter(territory=territory, pk__in=asked).order_by("pk"))
    if len(people) != len(asked):
        raise NotFound("people.unknown")
    if len(people) < 2:
        raise Conflict("people.too_few")
    if any(one.same_as_id is not None for one in people):
        raise Conflict("people.changed", name=people[0].name)
    return people
