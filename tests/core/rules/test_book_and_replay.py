"""The rulebook is whole, its digest tells every change, and a verdict replays to the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from songbang.core import rulebook
from songbang.core.demand import Body, Demand, Document, Visit, read_context, read_demand
from songbang.core.errors import BadInput, Conflict
from songbang.core.rules import History, known_from, load_book, readers_of, replay, weigh
from songbang.core.rules.workdays import between, is_working
from tests.core.rules.cases_of import RuleCase, built, every

BOOK = load_book()


def test_every_rule_has_its_words_in_both_languages_an_article_and_a_first_day() -> None:
    for rule in BOOK.rules.values():
        assert set(rule.words) == {"zh-Hans", "en"}
        assert all(words["why"] and words["remedy"] for words in rule.words.values())
        assert all(set(value.article) == {"zh-Hans", "en"} and all(value.article.values()) for value in rule.values)
        assert [value.since for value in rule.values] == sorted(value.since for value in rule.values)
        assert rule.in_force(rule.valid_from)
        assert not rule.in_force(rule.valid_from - timedelta(days=1))


def test_a_rule_that_is_local_names_its_places() -> None:
    assert all(rule.territories for rule in BOOK.rules.values() if rule.scope == "local")
    assert not any(rule.territories for rule in BOOK.rules.values() if rule.scope != "local")


@pytest.mark.parametrize("case", list(every("broken"))[::5], ids=str)
def test_a_verdict_replays_to_the_same_bytes(case: RuleCase) -> None:
    demand, context = built(case.rule, case.change)
    first = weigh(read_demand(demand), BOOK, known_from(read_context(context), BOOK))
    again = replay(first, read_demand(demand), BOOK, known_from(read_context(context), BOOK))
    assert again.as_bytes() == first.as_bytes()


def test_a_verdict_is_not_replayed_by_another_rulebook(tmp_path: Path) -> None:
    text = (Path(rulebook.__file__).parent.parent / "rulebook" / "rules_form.yaml").read_text("utf-8")
    (tmp_path / "rules_form.yaml").write_text(text.replace("value: 2,", "value: 3,"), "utf-8")
    other, form = load_book(tmp_path), read_demand({"kind": "form", "issued_on": "2025-03-02"})
    assert other.digest != BOOK.digest
    with pytest.raises(Conflict):
        replay(weigh(form, other), form, BOOK)


def test_a_malformed_rule_is_named(tmp_path: Path) -> None:
    (tmp_path / "rules_visit.yaml").write_text("visit.escorts: {level: change}\n", "utf-8")
    with pytest.raises(BadInput, match=r"visit\.escorts"):
        load_book(tmp_path)


def test_another_place_adopts_a_local_rule_from_a_day_to_a_day(tmp_path: Path) -> None:
    shipped = (Path(rulebook.__file__).parent.parent / "rulebook" / "local.yaml").read_text("utf-8")
    days = "from: 2025-01-01, until: 2025-12-31"
    row = f"switches:\n  - {{territory: '99', rule: meeting.notice, state: adopted, {days}, ground: g}}"
    (tmp_path / "local.yaml").write_text(shipped.replace("switches: []", row), "utf-8")
    rule = load_book(tmp_path).rules["meeting.notice"]
    runs = {"2024-12-31": False, "2025-01-01": True, "2025-12-31": True, "2026-01-01": False}
    assert {day: rule.runs_at(date.fromisoformat(day), ("990121",)) for day in runs} == runs


def test_working_days_count_make_up_days_and_not_holidays() -> None:
    assert between(date(2025, 4, 25), date(2025, 4, 27)) == 1
    assert between(date(2025, 4, 30), date(2025, 5, 6)) == 1
    assert between(date(2025, 4, 25), date(2025, 4, 25)) == 0
    assert between(date(2031, 4, 25), date(2031, 4, 28)) is None
    assert not is_working(date(2025, 10, 1))


_DAYS = st.dates(date(2024, 1, 1), date(2024, 6, 30))
_UNITS = st.sampled_from([
    Body("柳桥镇", "town", None, "990121101"), Body("青禾县柳桥镇人民政府", "town", None, "990121101"),
    Body("柳桥镇", "town"), Body("城西镇", "town", None, "990103101"), Body("柳桥镇卫生院", "town", None, "990121101"),
])  # fmt: skip
_VISITS = st.builds(
    lambda unit, day: Demand("visit", Visit(starts_on=day), issuer=Body("民政局"), issued_on=day, targets=(unit,)),
    _UNITS,
    _DAYS,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # whatever else the machine does
@given(st.lists(_VISITS, max_size=20), _UNITS, _DAYS, _DAYS)
def test_the_index_finds_what_a_look_at_every_demand_finds(
    visits: list[Demand], unit: Body, one: date, other: date
) -> None:
    readers, (first, last) = readers_of(BOOK), sorted((one, other))
    history = History(visits, readers.names, readers.matters)

    def same(target: Body) -> bool:
        mine, theirs = readers.names.keys(unit), readers.names.keys(target)
        return mine[0] == theirs[0] if unit.code and target.code else mine[1] == theirs[1]

    wanted = [visit for visit in visits if same(visit.targets[0]) and first <= (visit.issued_on or first) <= last]
    assert sorted(map(id, history.received(unit, "visit", first, last))) == sorted(map(id, wanted))


def test_texts_that_differ_in_a_figure_are_two_documents() -> None:
    text = "请各单位于五月二十日前完成辖区沿街广告牌的登记、检测和加固，费用由设置人承担，逾期由我局统一处置。"
    unit = Body("柳桥镇", "town", None, "990121101")
    sent = Demand("document", Document(), "甲", text, Body("甲局"), date(2025, 3, 1), targets=(unit,))
    known = known_from(read_context({"history": []}), BOOK)
    assert isinstance(known.history, History)
    known.history.add(sent)

    def again(words: str) -> bool:
        demand = replace(sent, title="乙", text=words, issuer=Body("乙局"), issued_on=date(2025, 3, 9))
        return "document.forwarded-again" in {one.rule for one in weigh(demand, BOOK, known).findings}

    assert again(text)
    assert again(text.replace("我局", "我办"))
    assert not again(text.replace("五月二十日", "六月二十日"))
