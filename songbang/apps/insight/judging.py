"""What people say of documents that were found twice: kept, counted by reason, never fed back into the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from songbang.apps.insight.models import Judgement
from songbang.apps.intake.models import RegisterRow
from songbang.apps.journal.services import record
from songbang.apps.units.holding import Standing
from songbang.core.matching import Record, compare_with
from songbang.ui import clock


@transaction.atomic
def judge(standing: Standing, electronic: RegisterRow, paper: RegisterRow, *, same: bool) -> Judgement:
    """Keep what a person says of two receipts; a later word takes the place of the earlier."""
    made, _ = Judgement.objects.update_or_create(
        territory=standing.territory, electronic=electronic.row, paper=paper.row,
        defaults={
            "unit": electronic.unit, "same": same, "why": reasons(electronic, paper)[0],
            "by": standing.account, "made_at": clock.now(),
        },
    )  # fmt: skip
    record(
        standing.actor, "duplicate.judged", f"judgement:{made.pk}",
        after={"electronic": made.electronic, "paper": made.paper, "same": same},
    )  # fmt: skip
    return made


def reasons(one: RegisterRow, two: RegisterRow) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Why the two are one document, and (what, there, here) in which they differ; empty where they are not."""
    pairs = compare_with(_record(one), [_record(two)])
    if not pairs:
        return [], []
    return list(pairs[0].why), [(told.what, told.a, told.b) for told in pairs[0].differs]


def _record(row: RegisterRow) -> Record:
    return Record(str(row.pk), row.name, row.number or None, row.issuer or None, row.day, row.issued_on, row.channel)


def judged(territory: str, pairs: Iterable[tuple[RegisterRow, RegisterRow]]) -> dict[tuple[str, str], bool]:
    """What was said of these pairs, by the origins of their rows. One query."""
    origins = [(one.row, two.row) for one, two in pairs]
    found = Judgement.objects.filter(territory=territory, electronic__in=[one for one, _ in origins])
    return {(said.electronic, said.paper): said.same for said in found}


@dataclass(frozen=True, slots=True)
class Tally:
    """How often people confirmed and rejected what was found for one set of reasons."""

    why: Sequence[str]
    confirmed: int
    rejected: int

    @property
    def share(self) -> float:
        """Of what people judged, the part that they confirmed."""
        return self.confirmed / (self.confirmed + self.rejected)


def tallies(territory: str, codes: Collection[str]) -> list[Tally]:
    """By reasons, those rejected most first. One query; judgements are few."""
    counts: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for why, same in Judgement.objects.filter(territory=territory, unit__in=codes).values_list("why", "same"):
        counts[tuple(why)][0 if same else 1] += 1
    return sorted((Tally(why, *told) for why, told in counts.items()), key=lambda one: (-one.rejected, -one.confirmed))


def rejected(territory: str, codes: Collection[str], most: int = 50) -> list[Judgement]:
    """What people said is not one document, the latest first."""
    found = Judgement.objects.filter(territory=territory, unit__in=codes, same=False)
    return list(found.select_related("by")[:most])
