"""What the door is told of a template's study (`intake.form_studies`), and a workbook that it has studied."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from songbang.apps.forms.models import Template
from songbang.apps.intake.form_studies import FormStudy, StudiedField
from songbang.core.filling.explain import cell_name


def study_of(territory: str, issuer: str, name: str, file: int | None = None) -> FormStudy | None:
    """The newest study of a template of one issuer: of this very file, else of that title or number."""
    kept = Template.objects.filter(territory=territory, unit__code=issuer, state="studied", stage="")
    named = Q(title=name) | Q(number=name) | Q(name=name)
    template = (_newest(kept.filter(file=file)) if file else None) or (_newest(kept.filter(named)) if name else None)
    if template is None:
        return None
    told = template.study
    fields = tuple(_field(line, told["units"]) for line in told["lines"])
    return FormStudy(
        template.pk, template.title, template.number, template.level, told["units"], told["asked"],
        told["totals"]["held"] + told["totals"]["derived"], told["minutes_before"], told["minutes_after"],
        relayed(told.get("organ", ""), template.unit.name), fields,
    )  # fmt: skip


def _newest(found: QuerySet[Template]) -> Template | None:
    return found.select_related("unit").defer("read").order_by("-pk").first()


def relayed(organ: str, own: str) -> bool | None:
    """Whether the form names another body than the one that asks as its maker; None where it names none."""
    if not organ:
        return None
    return not (organ.endswith(own) or own.endswith(organ))


def _field(line: dict[str, object], units: object) -> StudiedField:
    holders, oldest = line["holders"], line.get("oldest")  # studies of former versions do not tell the day
    known = isinstance(holders, list) and bool(holders) and line["known"] == units
    held_by = str(holders[0]) if known and isinstance(holders, list) else None
    as_of = date.fromisoformat(str(oldest)) if known and oldest else None
    name = cell_name(str(line["row"]), str(line["column"]))
    return StudiedField(name, str(line["measure"]), bool(line["explained"]), held_by, as_of)
