"""What the door is told of a template's study (`intake.form_studies`)."""

from __future__ import annotations

from django.db.models import Q

from songbang.apps.forms.models import Template
from songbang.apps.intake.form_studies import FormStudy, StudiedField
from songbang.core.filling.lexicon import words


def study_of(territory: str, issuer: str, name: str) -> FormStudy | None:
    """The newest study of a template of that title or number, of one issuer."""
    named = Q(title=name) | Q(number=name) | Q(name=name)
    found = Template.objects.filter(named, territory=territory, unit__code=issuer, state="studied", stage="")
    template = found.select_related("unit").order_by("-pk").first()
    if template is None or not name:
        return None
    told = template.study
    fields = tuple(_field(line, told["units"]) for line in told["lines"])
    return FormStudy(
        template.pk, template.title, template.number, told["units"], told["asked"],
        told["totals"]["held"] + told["totals"]["derived"], told["minutes_before"], told["minutes_after"],
        relayed(told.get("organ", ""), template.unit.name), fields,
    )  # fmt: skip


def relayed(organ: str, own: str) -> bool | None:
    """Whether the form names another body than the one that asks as its maker; None where it names none."""
    if not organ:
        return None
    return not (organ.endswith(own) or own.endswith(organ))


def _field(line: dict[str, object], units: object) -> StudiedField:
    column = "" if line["column"] in words()["generic_columns"] else line["column"]
    name = " / ".join(str(part) for part in (line["row"], column) if part)
    holders = line["holders"]
    known = isinstance(holders, list) and bool(holders) and line["known"] == units
    explanation = str(line["means"]) if line["explained"] else ""
    held_by = str(holders[0]) if known and isinstance(holders, list) else None
    return StudiedField(name, str(line["measure"]), explanation or ("—" if line["explained"] else ""), held_by)
