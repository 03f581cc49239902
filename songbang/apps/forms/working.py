"""What the jobs do: study a template, make a round's papers. Each takes up where an earlier attempt died."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from songbang.apps.forms import facts
from songbang.apps.forms.books import grids_of, read_grids
from songbang.apps.forms.models import Doubt, Draw, Given, Paper, Round, Template
from songbang.apps.forms.papers import Disputed, Prefilled, known, prefilled
from songbang.apps.forms.states import check_may
from songbang.apps.journal.services import SYSTEM, Actor, record
from songbang.apps.units.models import Unit
from songbang.core.errors import SongbangError, Unreadable
from songbang.core.filling.many import AT_ONCE, Asking, each_of_many
from songbang.core.filling.study import study as studied
from songbang.core.filling.study import study_json
from songbang.ui import clock

_MOST_TOLD = 12


def targets(template: Template) -> list[Unit]:
    """The units that a template is meant for: those of its level in the district."""
    return list(Unit.objects.filter(territory=template.territory, level=template.level, valid_to=None).order_by("code"))


def study(key: int, *, give_up: bool = False) -> None:
    """Study a template that waits. Trouble with the file is kept with it, as code and parameters."""
    template = Template.objects.select_related("file", "unit").get(pk=key)
    if not template.stage:
        return
    try:
        if give_up:
            raise Unreadable("forms.gave_up", file=template.name)
        found, title, number = _study(template)
    except SongbangError as error:
        _studied(template, "fail", {"code": error.code, "parameters": _plain(error.parameters)})
        return
    template.title, template.number = title[:200], number[:60]
    _studied(template, "study", found)


def _study(template: Template) -> tuple[dict[str, Any], str, str]:
    template.read = read_grids(template)
    asking = _asking(template, clock.today())
    if not asking.form.sheets:
        raise Unreadable("fill.no_form", file=template.name)
    found = studied(asking, [unit.code for unit in targets(template)], lambda done: _note_done(template, done))
    head = found.head or asking.form.sheets[0].head
    told = study_json(found) | {
        "findings": list(head.findings), "organ": head.organ or "", "approval": head.approval or "",
        "valid_until": head.valid_until.isoformat() if head.valid_until else "",
        "left_behind": template.read["left_behind"],
    }  # fmt: skip
    return told, head.title or template.name, head.number or ""


def _asking(template: Template, on: date) -> Asking:
    """A template before it is filled: with what its district knows on the day."""
    return Asking(grids_of(template), facts.facts(template.territory), facts.places(template.territory), on)


def _note_done(template: Template, done: int) -> None:
    Template.objects.filter(pk=template.pk).update(done=done)


def _plain(parameters: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in parameters.items()}


@transaction.atomic
def _studied(template: Template, act: str, study: dict[str, Any]) -> None:
    template.state = check_may("template", template.state, act)
    template.stage, template.study = "", study
    template.version += 1
    template.save()
    about = {key: study.get(key) for key in ("cells", "units", "share", "minutes_before", "minutes_after", "code")}
    record(_system(template.territory), "form.studied", f"template:{template.pk}", after=about)


def _system(territory: str) -> Actor:
    return Actor(SYSTEM.name, territory=territory)


# -- papers ----------------------------------------------------------------------------------------------------------


def make_papers(key: int, *, give_up: bool = False) -> None:
    """Make the papers that the round still lacks, some at a time: a page shows how far it is."""
    asked = Round.objects.select_related("template__file", "template__unit").get(pk=key)
    if asked.state != "making":
        return
    try:
        if give_up:
            raise Unreadable("forms.gave_up", file=asked.template.name)
        _make(asked)
    except SongbangError:
        _moved(asked, "fail")
        return
    _moved(asked, "made")


def _make(asked: Round) -> None:
    units = {paper.unit.code: paper for paper in asked.papers.select_related("unit").filter(changed_at=None)}
    asking = _asking(asked.template, asked.on)
    for codes, parts in each_of_many(asking, sorted(units), prefilled):
        _keep_some(asked, [(units[code], _whole(of_sheets)) for code, *of_sheets in zip(codes, *parts, strict=True)])


def _whole(of_sheets: list[Prefilled]) -> Prefilled:
    whole = Prefilled()
    for made in of_sheets:
        whole.add(made)
    return whole


@transaction.atomic
def _keep_some(asked: Round, made: list[tuple[Paper, Prefilled]]) -> None:
    now = clock.now()
    owners = dict(Unit.objects.filter(territory=asked.territory).values_list("code", "pk"))
    for paper, told in made:
        paper.cells = told.cells
        paper.known = sum(known(cell) for cell in paper.cells)
        paper.left, paper.changed_at = len(paper.cells) - paper.known, now
    papers = [paper for paper, _ in made]
    Paper.objects.bulk_update(papers, ["cells", "known", "left", "changed_at"], batch_size=AT_ONCE)
    draws = [draw for paper, told in made for draw in _draws(paper, told, owners)]
    Draw.objects.bulk_create(draws, ignore_conflicts=True, batch_size=500)
    _doubts(asked, [(paper, cell) for paper, told in made for cell in told.disputed])


def _draws(paper: Paper, made: Prefilled, owners: dict[str, int]) -> list[Draw]:
    """Whose facts the paper drew on, and which."""
    return [
        Draw(
            paper=paper, territory=paper.territory, unit_id=owners[code], cells=len(lines),
            told=list(dict.fromkeys(lines))[:_MOST_TOLD],
        )
        for code, lines in made.drawn.items() if code in owners
    ]  # fmt: skip


def _doubts(asked: Round, disputed: list[tuple[Paper, Disputed]]) -> None:
    """A doubt for each set of facts that disagree, once, to be settled by who holds them."""
    still_open = Doubt.objects.filter(territory=asked.territory, settled_at=None, kind="conflict")
    open_ones = {tuple(sorted(found)) for found in still_open.values_list("givens", flat=True)}
    first = {cell.givens[0] for _, cell in disputed if cell.givens}
    holders = dict(Given.objects.filter(pk__in=first).values_list("pk", "holder_id"))
    made = []
    for paper, cell in disputed:
        if len(cell.givens) < 2 or cell.givens in open_ones:
            continue
        open_ones.add(cell.givens)
        made.append(Doubt(
            territory=asked.territory, unit=paper.unit, kind="conflict", about=cell.about[:300],
            givens=list(cell.givens), owner=cell.owner, holder_id=holders.get(cell.givens[0]), made_at=clock.now(),
        ))  # fmt: skip
    Doubt.objects.bulk_create(made, batch_size=500)


@transaction.atomic
def _moved(asked: Round, act: str) -> None:
    asked.state = check_may("round", asked.state, act)
    asked.version += 1
    asked.save(update_fields=["state", "version"])
    record(_system(asked.territory), f"form.round-{act}", f"form-round:{asked.pk}", after={"state": asked.state})
