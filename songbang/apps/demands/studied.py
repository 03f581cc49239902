"""The study of the form that a demand asks, as its verdict uses it and keeps it."""

from __future__ import annotations

import json
from typing import Any

from songbang.apps.demands.models import Demand, Draft, Verdict
from songbang.apps.intake.form_studies import FormStudy, study_of
from songbang.core.demand import Demand as DemandFacts
from songbang.core.rules import load_book, readers_of


def study_here(territory: str, unit: str, facts: DemandFacts, file: int | None) -> FormStudy | None:
    """Of the workbook that was dropped (key of the kept file), else of the unit's template of the demand's title.

    None where it was studied for units of another level than those asked: what villages gave, towns need not hold.
    """
    if facts.kind != "form" or not (file or facts.title):
        return None
    study = study_of(territory, unit, facts.title or "", file)
    names = readers_of(load_book()).names
    levels = {names.level(target) for target in facts.targets}
    return study if study and (not levels or levels == {study.level}) else None


def study_told(study: FormStudy | None) -> dict[str, Any] | None:
    """As the context of a verdict has it (`core.demand.context.Study`)."""
    if study is None:
        return None
    cells = [
        {
            "name": one.name, "unit": one.unit, "explained": one.explained, "held_by": one.held_by,
            "as_of": one.as_of.isoformat() if one.as_of else None,
        }
        for one in study.fields
    ]  # fmt: skip
    return {"title": study.title, "cells": cells, "relayed_unchanged": study.relayed_unchanged}


def study_for(demand: Demand, facts: DemandFacts) -> dict[str, Any] | None:
    """For a stored demand: by the file of the draft that it was made from."""
    if facts.kind != "form" or demand.unit is None:
        return None
    drafts = Draft.objects.filter(demand=demand).exclude(file=None).order_by("-pk")
    file = drafts.values_list("file_id", flat=True).first()
    return study_told(study_here(demand.territory, demand.unit.code, facts, file))


def study_kept(demand: Demand) -> dict[str, Any] | None:
    """By which its newest verdict was given."""
    if demand.kind != "form":
        return None
    inputs = Verdict.objects.filter(demand=demand).values_list("inputs", flat=True).first()
    kept: dict[str, Any] | None = json.loads(inputs).get("study") if inputs else None
    return kept
