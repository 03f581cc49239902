"""Voices are shown from five on and lead to nobody; a question is answered once, for all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.test import Client

from songbang.apps.helpline import hearing
from songbang.apps.helpline.models import QuarterSalt, Question, Suggestion, Thread, Voice
from songbang.apps.journal.models import Entry
from songbang.apps.units.models import Account
from songbang.core.errors import Conflict
from songbang.core.voices import anonymity
from songbang.ui import clock
from tests.apps.units.places import HERE, account, logged_in, make_places

ABOUT = hearing.About("row:1", HERE, "区民政局", "forms")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places() -> None:
    make_places()


def speak(count: int, *, start: int = 0, about: hearing.About = ABOUT) -> None:
    for number in range(start, start + count):
        person = account("village", username=f"person-{number}")
        hearing.hear(person, about, anonymity.Voice(needed=False, minutes=60))


def test_four_voices_are_not_there_and_five_are() -> None:
    speak(4)
    account("supervisor")
    supervisor = logged_in("supervisor")
    assert "区民政局" not in supervisor.get("/help/voices/").content.decode()
    speak(1, start=4)
    page = supervisor.get("/help/voices/").content.decode()
    assert "区民政局" in page
    assert "0 / 5" in page


def test_the_department_learns_nothing_by_looking_after_each_voice() -> None:
    account("department")
    department = logged_in("department")
    about = hearing.About("row:1", HERE, "南湖区", "forms")
    looks = []
    for number in range(12):
        speak(1, start=number, about=about)
        looks.append([told.voices for told in hearing.heard(HERE, issuer="南湖区").by_issuer.values()])
    assert looks == [[]] * 4 + [[5]] * 5 + [[10]] * 3
    speak(6, start=50)
    assert "区民政局" not in department.get("/help/voices/").content.decode()


class _Looks:
    """A department that looks after every voice, at all that it is shown, with every filter that there is."""

    def __init__(self) -> None:
        self.seen: list[dict[str, object]] = []

    def look(self) -> None:
        told: dict[str, object] = {}
        for issuer in (None, "区民政局", "区水利局"):
            heard = hearing.heard(HERE, issuer=issuer)
            told |= {f"{issuer} {cell}": shown for cell, shown in heard.by_issuer.items()}
            told |= {f"{issuer} {cell}": shown for cell, shown in heard.by_kind.items()}
        quarters = [anonymity.quarter_of(clock.today()), "2001Q1"]
        for asked in ((quarters[0],), tuple(quarters), (quarters[1],)):
            told[f"words {asked}"] = [(one.persons, one.quotations) for one in hearing.suggestions(HERE, asked)]
        self.seen.append(told)


def test_no_two_looks_with_whatever_filter_differ_by_fewer_than_five_voices() -> None:
    """Differencing: for any cell, between any two looks, what is shown differs by none or by at least five voices."""
    looks, offices = _Looks(), ("区民政局", "区水利局", "区民政局", "区教育局")
    for number in range(24):
        person = Account(pk=5000 + number)
        about = hearing.About(f"row:{number}", HERE, offices[number % 4], ("forms", "meetings")[number % 2])
        hearing.hear(person, about, anonymity.Voice(needed=number % 3 == 0, minutes=60))
        if number % 2:
            hearing.suggest(person, HERE, "同样的数字不要反复填报，我们第一小组说过了")
        looks.look()
    for cell in {cell for told in looks.seen for cell in told}:
        shown = [told.get(cell) for told in looks.seen]
        if cell.startswith("words"):
            assert len([at for at in range(1, 24) if shown[at] != shown[at - 1]]) <= 2, cell
            continue
        voices = [0 if one is None else one.voices for one in shown]  # type: ignore[attr-defined]
        assert all(later - before in (0, 5) for before, later in pairwise(voices)), cell
        same = [at for at in range(1, 24) if voices[at] == voices[at - 1]]
        assert all(shown[at] == shown[at - 1] for at in same), cell


def test_a_department_is_not_shown_another_departments_cell_by_any_address() -> None:
    speak(10, about=hearing.About("row:1", HERE, "区水利局", "forms"))
    account("department")
    department = logged_in("department")
    for query in ("", "?issuer=区水利局", "?quarter=2001Q1", "?kind=forms", "?unit=330402103208", "?day=2025-01-01"):
        assert "区水利局" not in department.get(f"/help/voices/{query}").content.decode()


def test_a_second_tap_changes_the_first_and_nothing_leads_to_a_person() -> None:
    person = account("village")
    hearing.hear(person, ABOUT, anonymity.Voice(needed=False))
    hearing.hear(person, ABOUT, anonymity.Voice(needed=True))
    voice = Voice.objects.get()
    assert voice.needed is True
    fields = {field.name for field in Voice._meta.get_fields()} | {
        field.name for field in Suggestion._meta.get_fields()
    }
    assert not fields & {"account", "by", "unit", "at", "said_at", "address"}
    assert not Entry.objects.filter(act__startswith="voice").exists()


def test_a_voice_that_was_counted_with_others_no_longer_changes() -> None:
    speak(5)
    before = hearing.heard(HERE)
    with pytest.raises(Conflict, match=r"voice\.counted"):
        hearing.hear(Account.objects.get(username="person-0"), ABOUT, anonymity.Voice(needed=True))
    assert hearing.heard(HERE) == before


def test_the_salt_of_a_quarter_that_is_over_is_thrown_away() -> None:
    QuarterSalt.objects.create(quarter="2001Q1", salt="x")
    speak(1)
    assert "2001Q1" not in set(QuarterSalt.objects.values_list("quarter", flat=True))


def test_free_words_of_five_persons_come_as_one_matter_without_a_name() -> None:
    for number in range(5):
        person = account("village", username=f"p{number}")
        hearing.suggest(person, HERE, "净湘村的防汛物资报表不要每天重复报送")
    account("supervisor")
    page = logged_in("supervisor").get("/help/voices/").content.decode()
    assert "防汛物资报表不要每天重复报送" in page
    assert "净湘村的防汛" not in page


def test_an_exact_number_of_minutes_is_not_taken() -> None:
    with pytest.raises(hearing.BadInput):
        hearing.hear(account("village"), ABOUT, anonymity.Voice(minutes=37))


@pytest.fixture
def thread() -> Thread:
    account("department")
    logged_in("department").post("/help/guidance/new/", {"title": "安全检查怎么准备", "about": ""})
    return Thread.objects.get()


def test_a_question_is_answered_once_for_all_and_who_asked_stays_unknown(thread: Thread) -> None:
    account("village")
    village = logged_in("village")
    assert village.post(f"/help/guidance/{thread.pk}/ask/", {"text": "台账要纸质的吗？"}).status_code == 302
    account("village", "330402103209", "neighbour")
    neighbour = logged_in("neighbour")
    assert "台账要纸质的吗" not in neighbour.get(f"/help/guidance/{thread.pk}/").content.decode()
    question = Question.objects.get()
    department = logged_in("department")
    answer = f"/help/guidance/{thread.pk}/answer/{question.pk}/"
    assert department.post(answer, {"text": " "}).status_code == 400
    assert department.post(answer, {"text": "电子的就行"}).status_code == 302
    page = neighbour.get(f"/help/guidance/{thread.pk}/").content.decode()
    assert "电子的就行" in page
    assert "净湘村" not in page


def test_only_the_body_that_opened_a_thread_answers(thread: Thread) -> None:
    account("village")
    logged_in("village").post(f"/help/guidance/{thread.pk}/ask/", {"text": "要交什么？"})
    question = Question.objects.get()
    account("supervisor", "330402010", "other")
    client: Client = logged_in("other")
    answer = client.post(f"/help/guidance/{thread.pk}/answer/{question.pk}/", {"text": "x"})
    assert answer.status_code in (400, 403)
    assert not Question.objects.get().answer
