"""Voices are taken without names, and let out only as `core.voices` allows.

No journal entry: an entry has an account and a moment, which is what must not be known of a voice. That voices are
whole is shown by their number alone.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from django.db import transaction

from songbang.apps.helpline.models import QuarterSalt, Suggestion, Voice
from songbang.apps.units.models import Account
from songbang.apps.units.queries import names_in
from songbang.core.errors import BadInput, Conflict
from songbang.core.voices import anonymity
from songbang.core.voices.anonymity import Shown, quarter_of
from songbang.core.voices.clusters import Matter as Cluster
from songbang.core.voices.clusters import Said
from songbang.core.voices.clusters import matters as clusters_of
from songbang.core.voices.nameless import without_names
from songbang.ui import clock

MINUTES = (15, 30, 60, 120, 240, 480)
"""Brackets: an exact number of minutes could be recognised."""
LONGEST = 2000
MOST_TEXTS = 20_000


@dataclass(frozen=True, slots=True)
class About:
    """The demand that a voice is about."""

    key: str
    territory: str
    issuer: str
    kind: str


def _mark(quarter: str, *parts: object) -> str:
    salt = QuarterSalt.objects.get_or_create(quarter=quarter, defaults={"salt": secrets.token_hex(32)})[0].salt
    return hashlib.sha256("\0".join(map(str, (salt, *parts))).encode()).hexdigest()


def forget_salts() -> int:
    """Throw away the salts of quarters that are over: from then on nobody can tell whose a voice is."""
    return QuarterSalt.objects.exclude(quarter=quarter_of(clock.today())).delete()[0]


@transaction.atomic
def hear(account: Account, about: About, said: anonymity.Voice) -> None:
    """A tap on a demand; tapped again it takes the place of the first, until that has been counted with others.

    Raises `Conflict` ("voice.counted"): a counted voice that changes would show, by what changes, whose it is.
    """
    quarter = quarter_of(clock.today())
    forget_salts()
    if said.minutes is not None and said.minutes not in MINUTES:
        raise BadInput("voice.minutes")
    mark = _mark(quarter, account.pk, about.key)
    if _is_counted(mark):
        raise Conflict("voice.counted")
    told = {"needed": said.needed, "clear": said.clear, "twice": said.twice, "minutes": said.minutes}
    Voice.objects.update_or_create(
        mark=mark,
        defaults={
            "territory": about.territory, "quarter": quarter, "issuer": about.issuer[:120], "kind": about.kind, **told,
        },
    )  # fmt: skip


def _is_counted(mark: str) -> bool:
    """Is the voice among those of either of its cells that are let out already?"""
    known = Voice.objects.filter(mark=mark).first()
    if known is None:
        return False
    for name in ("issuer", "kind"):
        cell = Voice.objects.filter(territory=known.territory, quarter=known.quarter, **{name: getattr(known, name)})
        if cell.filter(pk__lt=known.pk).count() < anonymity.let_out(cell.count()):
            return True
    return False


@transaction.atomic
def suggest(account: Account, territory: str, text: str) -> None:
    """Free words, kept with the quarter and nothing else."""
    if not text.strip():
        raise BadInput("voice.says_nothing")
    quarter = quarter_of(clock.today())
    forget_salts()
    mark = _mark(quarter, account.pk, "suggestion")
    Suggestion.objects.create(territory=territory, quarter=quarter, mark=mark, text=text.strip()[:LONGEST])


@dataclass(frozen=True, slots=True)
class Heard:
    """What is let out of a territory: by (quarter, who asked), by (quarter, kind)."""

    by_issuer: dict[tuple[str, str], Shown]
    by_kind: dict[tuple[str, str], Shown]


def heard(territory: str, *, issuer: str | None = None) -> Heard:
    """What may be shown; of one issuer only where `issuer` is given. Always in whole quarters. One query."""
    rows = Voice.objects.filter(territory=territory)
    if issuer is not None:
        rows = rows.filter(issuer=issuer)
    voices = [
        (row.quarter, row.issuer, row.kind, anonymity.Voice(row.needed, row.clear, row.twice, row.minutes))
        for row in rows.order_by("id")
    ]
    return Heard(
        anonymity.cells(((quarter, asked), voice) for quarter, asked, _, voice in voices),
        {} if issuer is not None else anonymity.cells(((quarter, kind), voice) for quarter, _, kind, voice in voices),
    )


def suggestions(territory: str, quarters: tuple[str, ...]) -> list[Cluster]:
    """What at least five persons said, with words that at least three of them used and that name nobody.

    Of a quarter only the texts of its first persons count, in whole steps: who looks before and after one more text
    sees the same.
    """
    names, said = names_in(territory), []
    for quarter in quarters:
        rows = Suggestion.objects.filter(territory=territory, quarter=quarter).order_by("id")[:MOST_TEXTS]
        texts = [(row.pk, row.mark, row.text) for row in rows]
        marks = list(dict.fromkeys(mark for _, mark, _ in texts))
        heard_of = set(marks[: anonymity.let_out(len(marks))])
        said += [Said(str(key), mark, without_names(text, names)) for key, mark, text in texts if mark in heard_of]
    return [cluster for cluster in clusters_of(said) if cluster.persons >= anonymity.LEAST]
