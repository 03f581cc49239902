"""No two looks at what is shown differ by fewer than five voices; no quotation is one person's own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from songbang.core.voices.anonymity import LEAST, Voice, cells, quarter_of, shown, total
from songbang.core.voices.clusters import QUOTED_BY, Said, matters
from songbang.core.voices.routing import Duty, route

CELL = st.tuples(st.sampled_from(["2025Q1", "2025Q2"]), st.sampled_from(["民政局", "应急局", "农业局"]))
VOICE = st.builds(Voice, st.none() | st.booleans(), st.none() | st.booleans(), st.none() | st.booleans())


@given(st.lists(st.tuples(CELL, VOICE), max_size=80), st.integers(0, 80))
def test_two_looks_differ_by_none_or_by_a_whole_step(said: list[tuple[tuple[str, str], Voice]], until: int) -> None:
    before, after = cells(said[:until]), cells(said)
    for cell, now in after.items():
        then = before[cell].voices if cell in before else 0
        assert (now.voices - then) % LEAST == 0
        for name, count in now.said.items():
            earlier = before[cell].said.get(name, 0) if cell in before else 0
            assert (count - earlier) % LEAST == 0
    assert before.keys() <= after.keys()


@given(st.lists(st.tuples(CELL, VOICE), max_size=80))
def test_no_total_of_any_filter_tells_of_what_is_held_back(said: list[tuple[tuple[str, str], Voice]]) -> None:
    """By quarter, by who asked, over all: every difference of totals is a whole number of steps."""
    by_both = cells(said)
    by_quarter = cells(((quarter,), voice) for (quarter, _), voice in said)
    by_asker = cells(((asker,), voice) for (_, asker), voice in said)
    totals = [total(by_both.values()), total(by_quarter.values()), total(by_asker.values())]
    totals += [one.voices for shown_ in (by_both, by_quarter, by_asker) for one in shown_.values()]
    assert all((a - b) % LEAST == 0 for a in totals for b in totals)


def test_four_voices_are_not_shown_and_five_are() -> None:
    voices = [Voice(needed=False, minutes=30)] * 4
    assert shown(voices) is None
    told = shown([*voices, Voice(needed=True, minutes=60)])
    assert told is not None
    assert (told.voices, dict(told.yes), told.minutes) == (5, {"needed": 1}, 30)


def test_quarters() -> None:
    from datetime import date

    assert [quarter_of(date(2025, month, 1)) for month in (1, 3, 4, 12)] == ["2025Q1", "2025Q1", "2025Q2", "2025Q4"]


SUGGESTIONS = [
    *[Said(f"a{n}", f"p{n}", text) for n, text in enumerate([
        "防汛物资报表希望不要每天重复报送", "建议防汛物资报表不要每天重复报送，王村长说太多了",
        "我们村防汛物资报表不要每天重复报送3次", "防汛物资报表能不能不要每天重复报送",
    ])],
    *[Said(f"b{n}", f"q{n}", text) for n, text in enumerate([
        "会议通知请写明会期多长", "开会通知应写明会期多长，方便安排", "希望会议通知写明会期多长",
    ])],
    Said("c", "r", "路灯坏了没人修"),
]  # fmt: skip


def test_suggestions_in_free_words_come_to_matters_with_counts() -> None:
    found = matters(SUGGESTIONS)
    assert [(matter.persons, sorted(matter.ids)[0][0]) for matter in found] == [(4, "a"), (3, "b"), (1, "c")]
    assert any("防汛物资报表" in quotation for quotation in found[0].quotations)
    assert found[2].quotations == ()


def test_no_quotation_is_one_persons_own_or_holds_a_name_or_a_figure() -> None:
    for matter in matters(SUGGESTIONS, hidden=["防汛"]):
        for quotation in (*matter.quotations, *matter.words):
            users = {one.by for one in SUGGESTIONS if quotation in one.text}
            assert len(users) >= QUOTED_BY
            assert "防汛" not in quotation
            assert "王村长" not in quotation


def test_one_person_saying_it_often_is_one_voice() -> None:
    found = matters([Said(str(n), "same", "不要每天重复报送防汛物资报表") for n in range(9)])
    assert [(matter.persons, matter.quotations) for matter in found] == [(1, ())]


DUTIES = [
    Duty("1", "水利局", "负责河道管理、水利工程维护和防汛抗旱", ("河", "水闸", "堤防", "积水")),
    Duty("2", "城管局", "负责市容环境卫生、占道经营、违法建设查处", ("乱停车", "垃圾", "摊贩")),
    Duty("3", "民政局", "负责低保、养老服务、社会救助", ("孤寡老人", "救助")),
]


def test_a_matter_goes_to_the_department_whose_duty_says_so_with_its_words() -> None:
    routed = route("村口河道堤防塌了一段，水利工程需要维护", DUTIES)
    assert routed.sure is not None
    assert (routed.sure.department, routed.sure.duty) == ("水利局", "1")
    assert any("堤防" in word or "河道" in word for word in routed.sure.words)


def test_a_matter_that_two_could_lead_or_none_is_undetermined() -> None:
    assert route("请帮忙", DUTIES).sure is None
    between = route("垃圾堆在河道里", DUTIES)
    assert between.sure is None or len(between.routes) > 1
