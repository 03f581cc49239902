"""The demo's form: known before, sent, answered by some, and something left to do for the demo's village."""

from __future__ import annotations

from songbang.apps.forms.demo import make_forms
from songbang.apps.forms.models import Paper, Template
from songbang.apps.units.demo import make_district
from songbang.core.units import UnitTree
from tests.apps.forms import making


def test_the_demos_form_is_half_known_and_answered_by_some(db: None) -> None:
    make_district(UnitTree(making.UNITS), lambda name: True)
    sent = make_forms()
    template = Template.objects.get()
    assert template.study["share"] > 0.5
    assert not template.study["findings"]
    papers = {paper.unit.name: paper for paper in Paper.objects.filter(round=sent).select_related("unit")}
    assert {paper.state for paper in papers.values()} == {"open", "handed_in"}
    assert papers["净湘村"].state == "open"
    assert 0 < papers["净湘村"].left < 10
