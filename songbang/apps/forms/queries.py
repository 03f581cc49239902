"""Reads of forms, each kept within what the asker may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet, Sum

from songbang.apps.forms.models import Confirmed, Doubt, Draw, Given, Paper, Round, Template
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Unit
from songbang.core.errors import NotFound
from songbang.ui.paging import page_of

A_PAGE = 30
_UNSEEN = ("round__template__read", "round__template__study")
"""Large, and on no list."""


def _own(asker: Standing, field: str, action: str) -> Q:
    """What an asking body may see: its own templates and rounds; supervisors all of the territory."""
    inside = Q(territory=asker.territory)
    if asker.reach("forms", action) == "all":
        return inside
    return inside & Q(**{field: asker.unit.pk})


def templates(asker: Standing, number: str) -> Page[Template]:
    found = Template.objects.filter(_own(asker, "unit", "view")).select_related("unit", "by").defer("read")
    return page_of(found.order_by("-pk"), number, A_PAGE)


def templates_before(asker: Standing, before: int | None, most: int) -> list[Template]:
    """So many of them older than one, the newest first."""
    found = Template.objects.filter(_own(asker, "unit", "view")).select_related("unit").defer("read")
    return list((found.filter(pk__lt=before) if before else found).order_by("-pk")[:most])


def template(asker: Standing, pk: int, action: str = "view") -> Template:
    """Raises `NotFound`."""
    found = Template.objects.filter(_own(asker, "unit", action), pk=pk).select_related("unit", "file", "by").first()
    if found is None:
        raise NotFound("forms.no_template", id=pk)
    return found


def rounds_of(template: Template) -> list[Round]:
    return list(_counted(Round.objects.filter(template=template)).order_by("-pk"))


def round_keys(template: Template) -> list[int]:
    return list(Round.objects.filter(template=template).order_by("-pk").values_list("pk", flat=True))


def round_of(asker: Standing, pk: int, action: str = "view") -> Round:
    """Raises `NotFound`."""
    found = _counted(Round.objects.filter(_own(asker, "template__unit", action), pk=pk)).first()
    if found is None:
        raise NotFound("forms.no_round", id=pk)
    return found


def _counted(found: QuerySet[Round]) -> QuerySet[Round]:
    handed = Count("papers", filter=Q(papers__state="handed_in"))
    made = Count("papers", filter=Q(papers__changed_at__isnull=False))
    return (
        found.select_related("template__unit", "template__file")
        .defer("template__read", "template__study")
        .annotate(handed_in=handed, made=made, known=Sum("papers__known"), left_over=Sum("papers__left"))
    )


def papers_of(asked: Round) -> list[Paper]:
    """A round's papers by unit, without their cells. One query."""
    return list(asked.papers.select_related("unit", "by").defer("cells", "answers", "sealed").order_by("unit__code"))


def has_personal(asked: Round) -> bool:
    """Whether personal data were answered in the round."""
    return asked.papers.exclude(sealed={}).exists()


def whole_papers(asked: Round) -> list[Paper]:
    """The same with all that was answered."""
    return list(asked.papers.select_related("unit").order_by("unit__code"))


def papers(asker: Standing, number: str, *, state: str = "") -> Page[Paper]:
    """The forms of the units within reach that are to be or were answered, the newest first."""
    found = Paper.objects.filter(asker.within("papers", "view", unit="unit__code"), round__state__in=("sent", "closed",
                                 "told")).select_related("unit", "round__template__unit")  # fmt: skip
    found = found.filter(state=state, round__state="sent") if state else found
    return page_of(found.defer("cells", "answers", "sealed", *_UNSEEN).order_by("-pk"), number, A_PAGE)


def paper(asker: Standing, pk: int, action: str = "view") -> Paper:
    """Raises `NotFound` for others', as for those that are not there, and while it is being made."""
    found = Paper.objects.filter(asker.within("papers", action, unit="unit__code"), pk=pk).exclude(
        round__state__in=("making", "failed"))  # fmt: skip
    one = found.select_related("unit", "round__template__unit", "round__template__file").first()
    if one is None:
        raise NotFound("forms.no_paper", id=pk)
    return one


def draws(asker: Standing, number: str) -> Page[Draw]:
    """Which forms drew on facts of the units within reach."""
    found = Draw.objects.filter(asker.within("uses", "view", unit="unit__code"))
    unseen = ("paper__cells", "paper__answers", *(f"paper__{name}" for name in _UNSEEN))
    found = found.select_related("unit", "paper__round__template__unit").defer(*unseen)
    return page_of(found.order_by("-pk"), number, A_PAGE)


def givens(asker: Standing, number: str, *, asked: str = "") -> Page[Given]:
    found = Given.objects.filter(asker.within("facts", "view", unit="unit__code"))
    if asker.reach("facts", "view") == "asked":
        found = found.filter(holder=asker.unit)
    if asked:
        found = found.filter(Q(indicator__icontains=asked) | Q(form__icontains=asked) | Q(unit__name=asked))
    return page_of(found.select_related("unit", "holder").order_by("-pk"), number, A_PAGE)


def givens_before(asker: Standing, before: int | None, most: int) -> list[Given]:
    """Facts that count and are not sealed, so many of them older than one, the newest first."""
    found = Given.objects.filter(asker.within("facts", "view", unit="unit__code"), live=True, sealed=b"")
    if asker.reach("facts", "view") == "asked":
        found = found.filter(holder=asker.unit)
    found = found.filter(pk__lt=before) if before else found
    return list(found.select_related("unit").order_by("-pk")[:most])


@dataclass(frozen=True, slots=True)
class Doubted:
    """A doubt with the facts that it is about."""

    doubt: Doubt
    givens: list[Given]


def doubts(asker: Standing) -> list[Doubted]:
    """The open doubts that the asker is to settle, the oldest first. Two queries."""
    found = list(_doubts(asker, "view").filter(settled_at=None).select_related("unit", "holder").order_by("pk")[:100])
    rows = Given.objects.in_bulk({pk for doubt in found for pk in doubt.givens})
    return [Doubted(doubt, [rows[pk] for pk in doubt.givens if pk in rows]) for doubt in found]


def doubt(asker: Standing, pk: int) -> Doubt:
    """One of them. Raises `NotFound`."""
    found = _doubts(asker, "settle").filter(pk=pk).first()
    if found is None:
        raise NotFound("forms.no_doubt", id=pk)
    return found


def _doubts(asker: Standing, action: str) -> QuerySet[Doubt]:
    if asker.reach("facts", action) == "asked":
        return Doubt.objects.filter(territory=asker.territory, holder=asker.unit)
    return Doubt.objects.filter(asker.within("facts", action, unit="unit__code"))


def units_for(asker: Standing, level: str, parent: str) -> list[Unit]:
    """The units that a form is sent to: of a level, all or those under one."""
    found = Unit.objects.filter(territory=asker.territory, level=level, valid_to=None)
    return list(found.filter(parent__code=parent).order_by("code") if parent else found.order_by("code"))


def towns(asker: Standing) -> list[Unit]:
    return list(Unit.objects.filter(territory=asker.territory, level="town", valid_to=None).order_by("code"))


def confirmed(asker: Standing, asked: str, number: str) -> Page[Confirmed]:
    """Which wordings the district confirmed to mean the same, the newest first."""
    found = Confirmed.objects.filter(territory=asker.territory).select_related("by")
    found = found.filter(Q(asked__contains=asked) | Q(given__contains=asked)) if asked else found
    return page_of(found.order_by("-pk"), number, A_PAGE)


def elements_found(asked: str) -> list[Any]:
    """The dictionary's elements whose name, other name, meaning or owner holds the words."""
    from songbang.core.filling.elements import elements

    return [e for e in elements() if asked in e.name or asked in e.owner or any(asked in name for name in e.also)]
