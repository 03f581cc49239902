"""Voices are shown from five on and lead to nobody; a question is answered once, for all."""

from __future__ import annotations

import pytest
from django.test import Client

from songbang.apps.helpline import hearing
from songbang.apps.helpline.models import QuarterSalt, Question, Suggestion, Thread, Voice
from songbang.apps.journal.models import Entry
from songbang.core.voices import anonymity
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
