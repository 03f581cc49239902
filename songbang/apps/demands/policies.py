"""Writes of what a place decides: plans, editions of lists, changes of rules. Each with its journal entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from songbang.apps.demands.models import LISTS, ListEdition, ListItem, PlanItem, PlanRule, RuleChange
from songbang.apps.journal.services import Actor, record
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account
from songbang.core.errors import BadInput, Conflict, NotFound
from songbang.core.rules import load_book
from songbang.core.words import labels
from songbang.ui import clock


@transaction.atomic
def take_plan(actor: Actor, territory: str, lines: Iterable[Mapping[str, Any]], year: int, issuer: str) -> int:
    """Items of a plan come in; those of a code that is there are brought up to date. How many are new or changed.

    `year` and `issuer` stand in where a line states none. Raises `Conflict` ("plan.one_in_one_out") where new items
    need another taken out.
    """
    known = {item.code: item for item in PlanItem.objects.select_for_update().filter(territory=territory)}
    closed = PlanRule.objects.filter(territory=territory, one_in_one_out=True).exists() and bool(known)
    changed = 0
    for place, line in enumerate(lines, start=1):
        values = {
            "title": line["title"], "kind": line["kind"], "issuer": (line.get("issuer") or issuer)[:120],
            "year": line.get("year") or year, "starts_on": _day(line.get("starts_on")),
            "ends_on": _day(line.get("ends_on")),
        }  # fmt: skip
        code = _code(line, values, place)
        item = known.get(code)
        if item is None and closed:
            raise Conflict("plan.one_in_one_out", title=line["title"])
        if item is None:
            PlanItem.objects.create(territory=territory, code=code, **values)
            changed += 1
        elif any(getattr(item, name) != value for name, value in values.items()):
            PlanItem.objects.filter(pk=item.pk).update(**values)
            changed += 1
    record(actor, "plan.taken_in", f"territory:{territory}", after={"changed": changed, "year": year})
    return changed


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _code(line: Mapping[str, Any], values: Mapping[str, Any], place: int) -> str:
    """The item's own number within kind and year; a bare serial is told apart by both."""
    kind = labels("zh-Hans")["demand_kinds"][values["kind"]]
    own = str(line.get("code") or place).removesuffix(".0")
    return own[:40] if not own.isdigit() else f"{values['year']}-{kind}-{values['issuer'][:12]}-{int(own):03}"[:40]


@transaction.atomic
def add_item(standing: Standing, values: Mapping[str, Any], out: int | None) -> PlanItem:
    """One more item in the course of the year; `out` the item that goes for it.

    Raises `Conflict` ("plan.one_in_one_out", "plan.code_taken").
    """
    territory = standing.territory
    replaced = (
        PlanItem.objects.select_for_update().filter(territory=territory, pk=out, out_since=None).first()
        if out
        else None
    )
    if replaced is None and PlanRule.objects.filter(territory=territory, one_in_one_out=True).exists():
        raise Conflict("plan.one_in_one_out", title=values["title"])
    if PlanItem.objects.filter(territory=territory, code=values["code"]).exists():
        raise Conflict("plan.code_taken", taken=values["code"])
    if replaced is not None:
        replaced.out_since = clock.today()
        replaced.save(update_fields=["out_since"])
    item = PlanItem.objects.create(territory=territory, in_place_of=replaced, **values)
    after = {"code": item.code, "title": item.title, "out": replaced.code if replaced else None}
    record(standing.actor, "plan.item_added", f"plan:{item.pk}", after=after)
    return item


@transaction.atomic
def set_one_in_one_out(standing: Standing, on: bool) -> None:
    PlanRule.objects.update_or_create(territory=standing.territory, defaults={"one_in_one_out": on})
    record(standing.actor, "plan.rule_set", f"territory:{standing.territory}", after={"one_in_one_out": on})


@transaction.atomic
def take_list(
    actor: Actor, territory: str, name: str, lines: Iterable[Mapping[str, Any]], valid_from: date, source: str,
    by: Account | None = None,
) -> ListEdition:  # fmt: skip
    """A new edition of a list, in force from a day. Raises `BadInput` ("list.unknown", "list.empty")."""
    listed = list(lines)
    if name not in LISTS:
        raise BadInput("list.unknown", name=name)
    if not listed:
        raise BadInput("list.empty")
    edition = ListEdition.objects.create(
        territory=territory, name=name, valid_from=valid_from, source=source[:200], made_at=clock.now(), by=by
    )
    ListItem.objects.bulk_create(
        ListItem(edition=edition, place=line["place"], text=line["text"], clause=line.get("clause", ""),
                 remark=line.get("remark", ""))
        for line in listed
    )  # fmt: skip
    after = {"list": name, "items": len(listed), "from": valid_from.isoformat(), "source": source}
    record(actor, "list.taken_in", f"list:{edition.pk}", after=after)
    return edition


# -- changes of rules -------------------------------------------------------------------------------------------------


@transaction.atomic
def propose(standing: Standing, said: Mapping[str, Any]) -> RuleChange:
    """Somebody authorised proposes a limit, an adoption or a suspension; nothing is in force yet.

    Raises `BadInput` ("rule.unknown", "rule.no_number", "rule.value_missing", "rule.before_rule", "rule.days_turned").
    """
    rule = load_book().rules.get(said["rule"])
    if rule is None:
        raise BadInput("rule.unknown", rule=said["rule"])
    if said["what"] == "limit" and not rule.unit:
        raise BadInput("rule.no_number", rule=rule.id)
    if said["what"] == "limit" and said.get("value") is None:
        raise BadInput("rule.value_missing", rule=rule.id)
    if said["since"] < rule.valid_from:
        raise BadInput("rule.before_rule", rule=rule.id, day=rule.valid_from)
    if said.get("until") and said["until"] < said["since"]:
        raise BadInput("rule.days_turned")
    place = said.get("place") or standing.territory
    if not place.startswith(standing.territory):
        raise BadInput("rule.other_place", place=place)
    change = RuleChange.objects.create(
        territory=standing.territory, place=place, rule=rule.id, what=said["what"],
        value=said["value"] if said["what"] == "limit" else None, since=said["since"], until=said.get("until"),
        article=said["article"], ground=said["ground"], proposed_by=standing.account, proposed_at=clock.now(),
    )  # fmt: skip
    record(standing.actor, "rule.proposed", f"rule_change:{change.pk}", after=_told(change))
    return change


def _told(change: RuleChange) -> dict[str, Any]:
    return {
        "rule": change.rule, "what": change.what, "place": change.place, "value": change.value,
        "since": change.since.isoformat(), "until": change.until.isoformat() if change.until else None,
        "article": change.article,
    }  # fmt: skip


def _open_change(standing: Standing, pk: int) -> RuleChange:
    found = RuleChange.objects.select_for_update().filter(territory=standing.territory, pk=pk).first()
    if found is None:
        raise NotFound("rule.not_here", id=pk)
    if found.dropped_at or found.confirmed_at:
        raise Conflict("rule.settled")
    return found


@transaction.atomic
def confirm(standing: Standing, pk: int) -> RuleChange:
    """A second person confirms it: from its day on it is in force. Raises `Conflict` ("rule.second_person")."""
    change = _open_change(standing, pk)
    if change.proposed_by_id == standing.account.pk:
        raise Conflict("rule.second_person")
    change.confirmed_by, change.confirmed_at = standing.account, clock.now()
    change.save(update_fields=["confirmed_by", "confirmed_at"])
    record(standing.actor, "rule.confirmed", f"rule_change:{change.pk}", after=_told(change))
    return change


@transaction.atomic
def drop(standing: Standing, pk: int) -> None:
    """It is not pursued."""
    change = _open_change(standing, pk)
    change.dropped_at = clock.now()
    change.save(update_fields=["dropped_at"])
    record(standing.actor, "rule.dropped", f"rule_change:{change.pk}", after=_told(change))
