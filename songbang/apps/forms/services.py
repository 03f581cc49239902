"""Writes of forms. Each act is one transaction with its journal entry; who acts on an older version is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from songbang.apps.forms.models import Confirmed, Doubt, Given, Paper, Round, Template
from songbang.apps.forms.papers import asked_of, key_of, known
from songbang.apps.forms.sealing import seal, unseal
from songbang.apps.forms.states import check_may
from songbang.apps.forms.tasks import order_papers, order_study
from songbang.apps.intake import keeping
from songbang.apps.intake.models import KeptFile
from songbang.apps.journal.services import SYSTEM, Actor, record
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account, Unit
from songbang.core.errors import BadInput, Conflict, NotFound
from songbang.core.filling.facts import fact_of, read_number, read_rows
from songbang.core.filling.measures import measure_or_own
from songbang.ui import clock

MOST_ANSWER = 400
MOST_NAMED = 5
"""Cells that a refusal names."""
ENDINGS = (".xlsx", ".xls", ".xlsm", ".xltx", ".et")


@transaction.atomic
def receive_template(asker: Standing, name: str, laid: keeping.Laid, level: str) -> Template:
    """A department's workbook has come and lies in its place; it is studied in a job.

    Raises `BadInput` ("forms.no_workbook").
    """
    bare = keeping.clean_path(name).rpartition("/")[2]
    if not bare.lower().endswith(ENDINGS):
        raise BadInput("forms.no_workbook", file=bare)
    template = Template.objects.create(
        territory=asker.territory, unit=asker.unit, name=bare[-200:], file=keeping.note_kept(asker.territory, laid),
        stage="queued", level=level, by=asker.account, made_at=clock.now(),
    )  # fmt: skip
    about = {"name": template.name, "sha256": laid.sha256, "level": level}
    record(asker.actor, "form.template-received", f"template:{template.pk}", after=about)
    order_study(template.pk)
    return template


@transaction.atomic
def study_for_door(unit: Unit, by: Account, name: str, file: KeptFile) -> None:
    """A workbook that came in at the door is studied too, once for one file; what can be no template is left alone."""
    known = Template.objects.filter(territory=unit.territory, unit=unit, file=file).exclude(state="failed")
    if not name.lower().endswith(ENDINGS) or known.exists():
        return
    template = Template.objects.create(
        territory=unit.territory, unit=unit, name=name[-200:], file=file, stage="queued", by=by, made_at=clock.now()
    )
    about = {"name": template.name, "sha256": file.sha256, "level": template.level}
    actor = Actor(SYSTEM.name, territory=unit.territory)
    record(actor, "form.template-received", f"template:{template.pk}", after=about)
    order_study(template.pk)


@transaction.atomic
def study_again(asker: Standing, template: Template) -> Template:
    """The study anew, with what is known by now."""
    locked = Template.objects.select_for_update().get(pk=template.pk)
    if not locked.stage:
        locked.stage = "queued"
        locked.save(update_fields=["stage"])
        record(asker.actor, "form.study-ordered", f"template:{locked.pk}")
        order_study(locked.pk)
    return locked


@transaction.atomic
def send(asker: Standing, template: Template, units: list[Unit], due_on: date | None, version: int) -> Round:
    """Send a template to units. Raises `Conflict` where the last round's use was not told ("forms.tell_first")."""
    locked = Template.objects.select_for_update().get(pk=template.pk)
    if locked.version != version:
        raise Conflict("forms.changed_meanwhile")
    check_may("template", locked.state, "send")
    if not units:
        raise BadInput("forms.no_units")
    _check_told(locked)
    made = Round.objects.create(
        territory=locked.territory, template=locked, on=clock.today(), due_on=due_on, units=len(units),
        by=asker.account, made_at=clock.now(),
    )  # fmt: skip
    Paper.objects.bulk_create(Paper(round=made, territory=locked.territory, unit=unit) for unit in units)
    about = {"template": locked.pk, "units": len(units), "due_on": due_on.isoformat() if due_on else None}
    record(asker.actor, "form.sent", f"form-round:{made.pk}", after=about)
    order_papers(made.pk)
    return made


def _check_told(template: Template) -> None:
    """The same form (its number, else its title) asked before by this unit must say what it was used for."""
    same = Round.objects.filter(territory=template.territory, template__unit_id=template.unit_id)
    same = same.filter(template__number=template.number) if template.number else same.filter(
        template__title=template.title)  # fmt: skip
    if same.filter(state__in=("making", "sent", "closed")).exists():
        raise Conflict("forms.tell_first", title=template.title)


@transaction.atomic
def close(asker: Standing, pk: int, version: int) -> Round:
    """No more answers are taken."""
    return _act(asker, _locked_round(pk, version), "close")


@transaction.atomic
def tell_use(asker: Standing, pk: int, version: int, used_for: str) -> Round:
    """What the answers were used for: each unit reads it. Raises `BadInput` ("forms.say_use")."""
    found = _locked_round(pk, version)
    if len(used_for.strip()) < 4:
        raise BadInput("forms.say_use")
    found.used_for = used_for.strip()[:2000]
    return _act(asker, found, "tell", used_for=found.used_for)


def _locked_round(pk: int, version: int) -> Round:
    found = Round.objects.select_for_update().get(pk=pk)
    if found.version != version:
        raise Conflict("forms.changed_meanwhile")
    return found


def _act(asker: Standing, found: Round, act: str, **after: object) -> Round:
    found.state = check_may("round", found.state, act)
    found.version += 1
    found.save()
    record(asker.actor, f"form.round-{act}", f"form-round:{found.pk}", after={"state": found.state, **after})
    return found


# -- at the base -----------------------------------------------------------------------------------------------------


@transaction.atomic
def save_answers(asker: Standing, pk: int, typed: dict[str, str], *, hand_in: bool = False) -> Paper:
    """Keep what was typed (`sheet!cell` → text); empty takes an answer back. Personal data are kept encrypted.

    Raises `Conflict` where the form was handed in or the round closed; "forms.unanswered" where it is not complete,
    "forms.unread_answers" where an answer is no figure in its measure.
    """
    paper = Paper.objects.select_for_update(of=("self",)).select_related("round").get(pk=pk)
    if paper.round.state != "sent":
        raise Conflict("forms.round_closed")
    paper.state = check_may("paper", paper.state, "hand_in" if hand_in else "save")
    changed = _keep(paper, typed)
    paper.by, paper.changed_at = asker.account, clock.now()
    paper.version += 1
    if hand_in:
        _check_complete(paper)
        _give(asker, paper)
    paper.save()
    act = "form.handed-in" if hand_in else "form.saved"
    record(asker.actor, act, f"form:{paper.pk}", after={"changed": changed, "left": paper.left})
    return paper


def _keep(paper: Paper, typed: dict[str, str]) -> int:
    cells = {key_of(cell): cell for cell in paper.cells}
    asked = {key_of(cell) for cell in asked_of(paper.cells, paper.declined)}
    changed = 0
    for key in asked & typed.keys():
        text = typed[key].strip()[:MOST_ANSWER]
        store = paper.sealed if cells[key]["personal"] else paper.answers
        kept = seal(text).decode() if cells[key]["personal"] and text else text
        if text and (cells[key]["personal"] or store.get(key) != text):
            store[key] = kept
            changed += 1
        elif not text and key in store and not cells[key]["personal"]:
            del store[key]
            changed += 1
    paper.left = len(asked - paper.answers.keys() - paper.sealed.keys())
    return changed


def _check_complete(paper: Paper) -> None:
    if paper.left:
        raise Conflict("forms.unanswered", left=paper.left)
    wrong = [
        cell["row_label"]
        for cell in asked_of(paper.cells, paper.declined)
        if not cell["text"]
        and (typed := paper.answers.get(key_of(cell)))
        and read_number(typed, measure_or_own(cell["unit"] or "")) is None
    ]
    if wrong:
        raise Conflict("forms.unread_answers", cells="、".join(wrong[:MOST_NAMED]))


def _give(asker: Standing, paper: Paper) -> None:
    """Answers become facts, so that nobody asks again."""
    template, at = paper.round.template, clock.now()
    made = []
    for cell in asked_of(paper.cells, paper.declined):
        value = paper.answers.get(key_of(cell))
        if value is None or cell["text"] or cell["of"] != paper.unit.code:
            continue
        indicator = " / ".join(part for part in (cell["row_label"], cell["column_label"]) if part)
        made.append(Given(
            territory=paper.territory, unit=paper.unit, form=f"{template.number} {template.title}".strip()[:200],
            indicator=indicator[:300], measure=(cell["unit"] or "")[:30], value=value[:120],
            as_of=_day_of(cell, paper), source=paper.unit.name, holder=paper.unit, by=asker.account, given_at=at,
            origin=f"form:{paper.pk} {key_of(cell)}"[:200],
        ))  # fmt: skip
    Given.objects.bulk_create(made, ignore_conflicts=True)


def _day_of(cell: dict[str, Any], paper: Paper) -> date:
    told = cell.get("day")
    return date.fromisoformat(told) if told else paper.round.on


@transaction.atomic
def take_back(asker: Standing, pk: int) -> Paper:
    """A form that was handed in is open again, while the round is."""
    paper = Paper.objects.select_for_update(of=("self",)).select_related("round").get(pk=pk)
    if paper.round.state != "sent":
        raise Conflict("forms.round_closed")
    paper.state = check_may("paper", paper.state, "take_back")
    paper.version += 1
    paper.save()
    record(asker.actor, "form.taken-back", f"form:{paper.pk}")
    return paper


@transaction.atomic
def decline(asker: Standing, pk: int, key: str, reason: str) -> Paper:
    """A value that the system knows is wrong: asked anew, and its owner is told why.

    Raises `NotFound` where the cell is not known, `BadInput` ("forms.say_why").
    """
    paper = Paper.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pk)
    check_may("paper", paper.state, "save")
    cell = next((cell for cell in paper.cells if key_of(cell) == key and known(cell)), None)
    if cell is None:
        raise NotFound("forms.no_cell", cell=key)
    if len(reason.strip()) < 2:
        raise BadInput("forms.say_why")
    paper.declined[key] = reason.strip()[:MOST_ANSWER]
    paper.left = len(
        {key_of(c) for c in asked_of(paper.cells, paper.declined)} - paper.answers.keys() - paper.sealed.keys()
    )
    paper.version += 1
    paper.save()
    first = Given.objects.filter(pk__in=cell["from"]).first()
    doubt = Doubt.objects.create(
        territory=paper.territory, unit=paper.unit, kind="declined", about=cell["row_label"][:300],
        givens=cell["from"], owner=cell["owner"] or "", reason=paper.declined[key], made_at=clock.now(),
        holder=first.holder if first else None,
    )  # fmt: skip
    record(asker.actor, "form.declined", f"form:{paper.pk}", after={"cell": key, "doubt": doubt.pk})
    return paper


@transaction.atomic
def reveal(asker: Standing, paper: Paper, key: str, reason: str) -> str:
    """Personal data in full, for a reason that stands in the journal. Raises `BadInput`, `NotFound`."""
    if len(reason.strip()) < 4:
        raise BadInput("forms.say_why")
    if key not in paper.sealed:
        raise NotFound("forms.no_cell", cell=key)
    record(asker.actor, "form.personal-read", f"form:{paper.pk}", after={"cell": key, "reason": reason.strip()[:200]})
    return unseal(paper.sealed[key].encode())


@transaction.atomic
def read_personal(asker: Standing, asked: Round, reason: str) -> None:
    """Who asked takes the personal data of a round in full; the reason stands in the journal. Raises `BadInput`."""
    if len(reason.strip()) < 4:
        raise BadInput("forms.say_why")
    record(asker.actor, "form.personal-read", f"form-round:{asked.pk}", after={"reason": reason.strip()[:200]})


# -- facts -----------------------------------------------------------------------------------------------------------


def import_facts(asker: Standing, path: Path, name: str) -> tuple[int, list[int]]:
    """FACTS.csv of contract `fill`: how many facts are new, and the lines that were not taken. Raises `Unreadable`."""
    new, passed = give_facts(asker, read_rows(path), name)
    return new, [position + 2 for position in passed]


@transaction.atomic
def give_facts(asker: Standing, rows: Iterable[dict[str, str]], name: str) -> tuple[int, list[int]]:
    """Take facts: how many are new, and the positions (from 0) of those not taken.

    Not taken: no day, no figure in its measure, a unit out of reach.
    """
    reach = asker.codes("facts", "give")
    units = {
        unit.code: unit
        for unit in Unit.objects.filter(territory=asker.territory)
        if reach is None or unit.code in reach
    }
    made, passed, at = [], [], clock.now()
    for position, row in enumerate(rows):
        unit = units.get((row["unit"] or "").strip())
        given = _read(position + 2, row) if unit else None
        if given is None or unit is None:
            passed.append(position)
            continue
        given.territory, given.unit, given.holder, given.by, given.given_at = (
            asker.territory, unit, asker.unit, asker.account, at)  # fmt: skip
        given.origin = f"{name}#{position + 2}"[:200]
        made.append(given)
    before = Given.objects.filter(territory=asker.territory).count()
    Given.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
    new = Given.objects.filter(territory=asker.territory).count() - before
    record(asker.actor, "facts.imported", f"facts:{name[:100]}", after={"new": new, "passed_over": len(passed)})
    return new, passed


def _read(line: int, row: dict[str, str]) -> Given | None:
    try:
        as_of = date.fromisoformat((row["as_of"] or "").strip())
    except ValueError:
        return None
    form, indicator, measure, value, source = (
        (row[name] or "").strip() for name in ("form", "indicator", "measure", "value", "source")
    )
    if fact_of(line, "", form, indicator, measure, value, as_of, source) is None:
        return None
    return Given(form=form[:200], indicator=indicator[:300], measure=measure[:30], value=value[:120], as_of=as_of,
                 source=source[:120])  # fmt: skip


@transaction.atomic
def settle(asker: Standing, doubt: Doubt, keep: Iterable[int]) -> Doubt:
    """Who holds the facts says which of them stand (none: all are wrong). Raises `Conflict` where it is settled."""
    locked = Doubt.objects.select_for_update().get(pk=doubt.pk)
    if locked.settled_at is not None:
        raise Conflict("forms.settled")
    locked.kept = sorted(set(keep) & set(locked.givens))
    locked.settled_at, locked.settled_by = clock.now(), asker.account
    locked.save()
    Given.objects.filter(pk__in=set(locked.givens) - set(locked.kept), territory=locked.territory).update(live=False)
    record(asker.actor, "facts.settled", f"doubt:{locked.pk}", before={"givens": locked.givens},
           after={"kept": locked.kept})  # fmt: skip
    return locked


@transaction.atomic
def confirm_of(asker: Standing, template: Template, chosen: Iterable[str]) -> int:
    """Suggestions of a template's study are right: `chosen` names each as `sheet!cell:place` among the cell's. How many
    there were; the study is made anew. Raises `BadInput` ("forms.none_chosen"; "forms.two_meanings" where one wording
    is to mean two)."""
    near = {
        f"{line['sheet']}!{line['cell']}:{place}": (line.get("name") or line["row"], told)
        for line in template.study.get("lines", ())
        for place, told in enumerate(line["near"])
    }
    found = {(asked, told["indicator"]): told for key in chosen if key in near for asked, told in (near[key],)}
    if not found:
        raise BadInput("forms.none_chosen")
    times = Counter(given for _, given in found)
    if twice := next((given for given, count in times.items() if count > 1), None):
        raise BadInput("forms.two_meanings", wording=twice)
    for (asked, given), told in found.items():
        confirm(asker, asked, given, told["measure"])
    study_again(asker, template)
    return len(found)


@transaction.atomic
def take_back_confirmed(asker: Standing, key: int) -> None:
    """A wording was confirmed by mistake: from now on it means no other. Raises `NotFound`."""
    found = Confirmed.objects.filter(territory=asker.territory, pk=key).first()
    if found is None:
        raise NotFound("forms.no_confirmed", id=key)
    record(asker.actor, "facts.confirmed-taken-back", f"wording:{found.pk}",
           before={"asked": found.asked, "given": found.given})  # fmt: skip
    found.delete()


@transaction.atomic
def confirm(asker: Standing, asked: str, given: str, measure: str) -> Confirmed:
    """A suggestion is right: the earlier wording means what was asked, from now on."""
    made, new = Confirmed.objects.get_or_create(
        territory=asker.territory, asked=asked[:300], given=given[:300],
        defaults={"measure": measure[:30], "by": asker.account, "made_at": clock.now()},
    )  # fmt: skip
    if new:
        record(asker.actor, "facts.confirmed", f"wording:{made.pk}", after={"asked": asked, "given": given})
    return made
