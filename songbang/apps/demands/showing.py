"""What pages show of drafts, verdicts and findings: words ready to be printed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from songbang.apps.demands.fields import Shown, common_fields, detail_fields, fields_of, shown, value_label
from songbang.apps.demands.models import Demand, Verdict
from songbang.apps.demands.requesting import Problem, told_as_values
from songbang.apps.demands.shapes import as_json
from songbang.core.rules import load_book
from songbang.core.words import Language, labels, message

GRAVITIES = ("refuse", "approve", "change", "advise")


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding with the label of the field that it is about."""

    rule: str
    level: str
    field: str
    value: str
    limit: str
    article: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class VerdictShown:
    """A verdict as a page shows it: the gravest findings first."""

    outcome: str
    on: str
    rulebook: str
    findings: list[FindingShown]
    looked_at: int
    not_checked: list[tuple[str, str]]


def verdict_shown(told: Mapping[str, Any], kind: str, language: Language) -> VerdictShown:
    """From the contract's JSON of a verdict."""
    found = [_finding(one, kind, language) for one in told["findings"]]
    found.sort(key=lambda one: GRAVITIES.index(one.level))
    lacking = [(one["rule"], lack_label(one["needs"], kind, language)) for one in told["not_checked"]]
    return VerdictShown(told["verdict"], told["on"], told["rulebook"], found, len(told["looked_at"]), lacking)


def stored_shown(verdict: Verdict, kind: str, language: Language) -> VerdictShown:
    return verdict_shown(json.loads(verdict.content), kind, language)


def _finding(one: Mapping[str, Any], kind: str, language: Language) -> FindingShown:
    return FindingShown(
        one["rule"], one["level"], where_label(one["where"], kind, language), _brief(one["value"], language),
        _limit(one, language), one["article"], one["why"], one["remedy"],
    )  # fmt: skip


def _limit(one: Mapping[str, Any], language: Language) -> str:
    """With its unit; a rule without one has no limit that says anything."""
    rule = load_book().rules.get(one["rule"])
    if rule is None or not rule.unit or one["limit"] is None:
        return ""
    return f"{_brief(one['limit'], language)} {labels(language)['rule_units'][rule.unit]}"


def _brief(value: Any, language: Language) -> str:
    words = labels(language)["demand_values"]
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    if isinstance(value, list):
        return "、".join(_brief(part, language) for part in value)
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else words.get(str(value), str(value))


def where_label(path: str, kind: str, language: Language) -> str:
    """The field's label for a path of the contract (`details.starts_at`, `details.fields[2]`)."""
    words = labels(language)["demand_fields"]
    bare = path.split("[")[0]
    own = bare.removeprefix("details.")
    name = words.get(f"{kind}.{own}" if bare.startswith("details.") else f"common.{own}", "")
    return name.split("（")[0].split(" (")[0].split(",")[0]


def lack_label(needs: str, kind: str, language: Language) -> str:
    """What a rule lacked, in words; who suspended it, where it is suspended."""
    words = labels(language)["door"]
    if needs.startswith("suspended:"):
        _, territory, until = needs.split(":", 2)
        return words["suspended"].format(territory=territory, until=until or words["until_further"])
    if needs.startswith("context.") or needs == "calendar":
        return words[needs.replace(".", "_")]
    return words["lacks_field"].format(field=where_label(needs, kind, language) or needs)


@dataclass(frozen=True, slots=True)
class ProblemShown:
    field: str
    what: str
    do: str


def problems_shown(problems: Iterable[Problem], language: Language) -> list[ProblemShown]:
    words = labels(language)["demand_fields"]
    found = []
    for one in problems:
        said = message(one.code, {**one.filled, "names": one.filled.get("names", "")}, language)
        found.append(ProblemShown(words.get(one.name, "").split("（")[0], said.what, said.do))
    return found


@dataclass(frozen=True, slots=True)
class FormShown:
    """The request form: the common fields, then those of the kind."""

    first: list[Shown]
    details: list[Shown]
    more: list[Shown]
    more_open: bool


def form_shown(
    kind: str, values: dict[str, list[str]], sources: dict[str, str], problems: Iterable[Problem], language: Language
) -> FormShown:
    by_field: dict[str, list[str]] = defaultdict(list)
    for one in problems:
        if one.code != "request.lacks":
            by_field[one.name].append(message(one.code, one.filled, language).what)
    common = [shown(one, values, sources, by_field, language) for one in common_fields()]
    details = [shown(one, values, sources, by_field, language) for one in detail_fields(kind)]
    more = common[5:]
    return FormShown(common[:5], details, more, any(one.filled and one.name != "common.text" for one in more))


def lead_lines(told: Mapping[str, Any], language: Language) -> list[str]:
    """What is said of a lead: a line for each thing that is there."""
    words, values = labels(language)["lead_told"], labels(language)["demand_values"]
    fields = labels(language)["demand_fields"]
    lines = []
    for name, value in told.items():
        if isinstance(value, list):
            value = "、".join(values.get(one, fields.get(f"inspection.{one}", one)) for one in value)
        if value not in ("", None):
            lines.append(words[name].format(value=value))
    return lines


def stated(demand: Demand, language: Language) -> list[tuple[str, str]]:
    """What a demand states, as label and words; not its text, and its units are listed apart."""
    words, values = labels(language)["demand_fields"], told_as_values(as_json(demand), demand.kind)
    coded = {one.name for one in fields_of(demand.kind) if one.choices or one.widget == "yes_no"}
    return [
        (
            words[name].split("（")[0],
            "、".join(value_label(name, one, language) if name in coded else one for one in texts),
        )
        for name, texts in values.items()
        if name not in ("common.text", "common.targets", "common.title")
    ]
