"""What a paper's answers amount to: relations that do not hold, what follows from them, what cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from songbang.apps.forms import facts
from songbang.apps.forms.books import grids_of
from songbang.apps.forms.models import Paper
from songbang.apps.forms.papers import key_of, known
from songbang.apps.units.models import Unit
from songbang.core.filling.answers import broken, odd, put
from songbang.core.filling.explain import figure, in_words, labels
from songbang.core.filling.facts import read_number
from songbang.core.filling.fill import FilledSheet, Form
from songbang.core.filling.measures import measure_or_own


@dataclass
class Checked:
    """`unread`: cells with no figure; `broken`: (relation, cells); `odd`: labels far from their last value;
    `follows`: (label, value) that the form's own relations give from the answers."""

    unread: list[str] = field(default_factory=list)
    broken: list[tuple[str, list[str]]] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    follows: list[tuple[str, str]] = field(default_factory=list)


def check(paper: Paper) -> Checked:
    """Fill the form with what is known and what was answered, and look at its relations."""
    below = list(Unit.objects.filter(territory=paper.territory, parent_id=paper.unit_id).values_list("code", flat=True))
    known_facts = facts.facts(paper.territory, [paper.unit.code, *below])
    form = Form(grids_of(paper.round.template), known_facts, facts.places(paper.territory), paper.round.on)
    sheets = form.fill(paper.unit.code)
    answers = {_at(key): typed for key, typed in paper.answers.items()}
    unread = put(sheets, answers, frozenset(_at(key) for key in paper.declined))
    names = {c.slot.row.code: labels(c.slot)[0] for s in sheets for c in s.cells if c.slot.row.code}
    failing = [(in_words(relation, names), cells) for relation, cells in broken(sheets)]
    return Checked(unread, failing, _odd(paper, sheets), _follows(paper, sheets))


def _at(key: str) -> tuple[str, str]:
    sheet, _, cell = key.rpartition("!")
    return sheet, cell


def _odd(paper: Paper, sheets: list[FilledSheet]) -> list[str]:
    told = {_at(key_of(cell)): cell for cell in paper.cells}
    found = []
    for filled in sheets:
        for cell in filled.cells:
            kept = told.get((filled.sheet.name, cell.slot.cell))
            last = kept["value"] if kept and key_of(kept) in paper.answers else None
            number = read_number(str(last), measure_or_own(kept["unit"] or "")) if kept and last is not None else None
            if odd(cell, number):
                found.append(cell.slot.row.label)
    return found


def _follows(paper: Paper, sheets: list[FilledSheet]) -> list[tuple[str, str]]:
    """Cells that nobody answered and that follow now."""
    told = {_at(key_of(cell)): cell for cell in paper.cells}
    return [
        (cell.slot.row.label, str(figure(cell.verdict.value)))
        for filled in sheets
        for cell in filled.cells
        if cell.verdict.status == "derived"
        and (kept := told.get((filled.sheet.name, cell.slot.cell)))
        and not known(kept)
        and key_of(kept) not in paper.answers
    ]
