"""A campaign passes the door, is drawn from a seed, and finds what stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from songbang.apps.agenda.models import BusyTime
from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import SYSTEM
from songbang.apps.oversight import findings, services
from songbang.apps.oversight.models import Campaign, Finding, Visit
from songbang.apps.units.models import Account, Holding, Person, Post
from songbang.core.errors import BadInput, Conflict, NotAllowed
from songbang.ui import clock
from tests.apps.evidence.test_ledger import give
from tests.apps.units.places import HERE, account, logged_in, make_places, unit

VILLAGE, NEIGHBOUR = "330402103208", "330402103209"
FIRST, LAST = date(2025, 6, 9), date(2025, 6, 20)
CHECKS = [{"rule": "inspection.ledger-paper", "text": "消防演练台账"}, {"rule": "", "text": "牌子数量"}]
JPEG = b"\xff\xd8\xff pixels"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places() -> None:
    make_places()


@pytest.fixture
def chief() -> Account:
    return account("supervisor")


@pytest.fixture
def supervisor(chief: Account) -> Client:
    return logged_in("supervisor")


@pytest.fixture
def village() -> Client:
    account("village")
    return logged_in("village")


def planned(chief: Account, **changed: object) -> Campaign:
    told = {
        "title": "减负专项督查",
        "first": FIRST,
        "last": LAST,
        "checks": CHECKS,
        "plan_item": "",
        "ground": "区委批准",
    }
    order = services.Order(**{**told, **changed})  # type: ignore[arg-type]
    return services.plan_campaign(SYSTEM, unit(HERE), order, [chief], by=chief)


def running(chief: Account) -> Campaign:
    campaign = planned(chief)
    services.draw_sample(SYSTEM, campaign.pk, campaign.version, "village", 2, seed="s", on=FIRST)
    Campaign.objects.filter(pk=campaign.pk).update(state="running")
    return Campaign.objects.get(pk=campaign.pk)


def noted(campaign: Campaign, chief: Account, key: str = "key-00001", **changed: object) -> Finding:
    told = {"text": "净湘村仍要求纸质台账", "rule": "inspection.ledger-paper", "deadline": date(2025, 7, 1), **changed}
    visit = Visit.objects.select_related("unit__parent", "campaign").get(campaign=campaign, unit__code=VILLAGE)
    return findings.note(SYSTEM, visit, chief, findings.Noted(key, **told), [])  # type: ignore[arg-type]


def test_a_campaign_needs_a_plan_item_or_a_ground_days_and_something_to_look_at(chief: Account) -> None:
    for changed, code in [
        ({"ground": " "}, "campaign.no_ground"), ({"checks": []}, "campaign.no_checks"),
        ({"last": date(2025, 1, 1)}, "campaign.ends_before"),
    ]:  # fmt: skip
        with pytest.raises(BadInput) as caught:
            planned(chief, **changed)
        assert caught.value.code == code


def test_the_same_seed_draws_the_same_units_and_the_door_is_asked(supervisor: Client, chief: Account) -> None:
    campaign = planned(chief)
    told = {"version": campaign.version, "level": "village", "size": 1, "seed": "abc"}
    assert supervisor.post(f"/campaigns/{campaign.pk}/draw/", told).status_code == 302
    first = Campaign.objects.get()
    assert first.verdict["verdict"] in ("admit", "admit_with_changes", "needs_approval", "refuse")
    supervisor.post(f"/campaigns/{campaign.pk}/draw/", {**told, "version": first.version})
    again = Campaign.objects.get()
    assert again.drawn["units"] == first.drawn["units"]
    assert Entry.objects.filter(act="campaign.drawn", after__seed="abc").count() == 2
    too_many = supervisor.post(f"/campaigns/{campaign.pk}/draw/", {**told, "version": again.version, "size": 99})
    assert too_many.status_code == 409


def test_what_the_door_refuses_does_not_go_out(chief: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = planned(chief)
    services.draw_sample(SYSTEM, campaign.pk, 1, "village", 1, seed="s", on=FIRST)
    refusal = {"verdict": "refuse", "findings": [{"why": "六十天内查过"}]}
    monkeypatch.setattr(services.facts, "verdict_on", lambda campaign: refusal)
    with pytest.raises(Conflict) as caught:
        services.start(SYSTEM, campaign.pk, 2)
    assert caught.value.parameters == {"why": "六十天内查过"}
    assert Campaign.objects.get().state == "planned"


def test_who_holds_a_post_at_a_unit_neither_draws_nor_inspects_it(chief: Account) -> None:
    Holding.objects.create(account=chief, role="village", unit=unit(VILLAGE))
    campaign = planned(chief)
    services.draw_sample(SYSTEM, campaign.pk, 1, "village", 1, seed="s", on=FIRST)
    drawn = Campaign.objects.get().drawn
    assert drawn["units"] == [NEIGHBOUR]
    assert [VILLAGE, "conflict"] in drawn["passed_over"]
    Campaign.objects.update(state="running")
    Visit.objects.update(unit=unit(VILLAGE))
    with pytest.raises(NotAllowed) as caught:
        noted(Campaign.objects.get(), chief)
    assert caught.value.code == "finding.conflict"


def test_the_checklist_asks_for_nothing_that_the_ledger_holds(
    supervisor: Client, chief: Account, village: Client
) -> None:
    evidence = give(village, "消防演练台账照片.jpg", JPEG)
    village.post(
        f"/ledger/{evidence.pk}/describe/", {"version": 1, "title": evidence.title, "effective_on": "2025-06-10"}
    )
    campaign = running(chief)
    visit = Visit.objects.get(campaign=campaign, unit__code=VILLAGE)
    assert "消防演练台账照片" in supervisor.get(f"/campaigns/{campaign.pk}/visits/{visit.pk}/").content.decode()


def test_a_finding_sent_twice_from_the_field_is_one_and_pictures_are_pictures(
    supervisor: Client, chief: Account
) -> None:
    campaign = running(chief)
    visit = Visit.objects.get(campaign=campaign, unit__code=VILLAGE)
    address = f"/campaigns/{campaign.pk}/visits/{visit.pk}/note/"
    for _ in range(2):
        photos = [SimpleUploadedFile("a.jpg", JPEG), SimpleUploadedFile("evil.jpg", b"<svg onload=alert(1)>")]
        told = {"key": "phone-0001", "text": "要求纸质台账", "deadline": "2025-07-01", "photos": photos}
        assert supervisor.post(address, told, headers={"accept": "application/json"}).status_code == 200
    finding = Finding.objects.get()
    assert finding.photos.count() == 1
    picture = supervisor.get(f"/campaigns/findings/{finding.pk}/photos/{finding.photos.get().pk}/")
    assert picture.headers["Content-Type"] == "image/jpeg"


def test_of_two_who_change_a_finding_offline_the_second_is_told(chief: Account) -> None:
    campaign = running(chief)
    finding = noted(campaign, chief)
    visit = Visit.objects.select_related("unit__parent", "campaign").get(pk=finding.visit_id)
    findings.note(SYSTEM, visit, chief, findings.Noted("key-00001", "先改的"), [], version=1)
    with pytest.raises(Conflict) as caught:
        findings.note(SYSTEM, visit, chief, findings.Noted("key-00001", "后改的"), [], version=1)
    assert caught.value.parameters["text"] == "先改的"


def test_what_is_signed_does_not_change_and_the_base_sees_only_that(chief: Account, village: Client) -> None:
    campaign = running(chief)
    finding = noted(campaign, chief)
    page = f"/campaigns/{campaign.pk}/visits/{finding.visit_id}/"
    assert "仍要求纸质台账" not in village.get(page).content.decode()
    findings.sign(SYSTEM, finding.pk, chief)
    assert "仍要求纸质台账" in village.get(page).content.decode()
    with pytest.raises(Conflict) as caught:
        noted(campaign, chief, text="改口")
    assert caught.value.code == "finding.signed"
    signed = Finding.objects.get()
    assert signed.digest == findings.digest_of(signed)


def test_a_finding_is_mended_rechecked_and_a_relapse_is_seen(
    chief: Account, village: Client, supervisor: Client
) -> None:
    finding = noted(running(chief), chief)
    findings.sign(SYSTEM, finding.pk, chief)
    assert village.post(f"/campaigns/findings/{finding.pk}/mend/", {"note": " "}).status_code == 409
    assert village.post(f"/campaigns/findings/{finding.pk}/mend/", {"note": "改为电子台账"}).status_code == 302
    assert supervisor.post(f"/campaigns/findings/{finding.pk}/recheck/", {"well": "no", "note": ""}).status_code == 409
    assert supervisor.post(f"/campaigns/findings/{finding.pk}/recheck/", {"well": "yes"}).status_code == 302
    later = planned(chief, first=date(2025, 11, 10), last=date(2025, 11, 12))
    services.draw_sample(SYSTEM, later.pk, 1, "village", 2, seed="s", on=FIRST)
    Campaign.objects.filter(pk=later.pk).update(state="running")
    again = noted(Campaign.objects.get(pk=later.pk), chief, key="key-00002")
    findings.sign(SYSTEM, again.pk, chief)
    finding.refresh_from_db()
    assert finding.state == "relapsed"
    assert "relapse" in finding.steps.values_list("act", flat=True)


def test_the_planner_lays_the_visits_out_around_what_the_units_have(chief: Account) -> None:
    """On the only day of the campaign the village's head is busy until eleven: its neighbour is visited first, and
    nobody is in two places."""
    monday = date(2025, 6, 9)
    head = Person.objects.create(territory=HERE, name="李书记")
    Post.objects.create(person=head, unit=unit(VILLAGE), kind="secretary", valid_from=date(2024, 1, 1))
    busy = [clock.start_of(monday) + timedelta(hours=hour) for hour in (8, 11)]
    BusyTime.objects.create(territory=HERE, person=head, starts_at=busy[0], ends_at=busy[1])
    campaign = planned(chief, last=FIRST)
    services.draw_sample(SYSTEM, campaign.pk, campaign.version, "village", 2, seed="s", on=FIRST)
    services.plan_itinerary(campaign.pk, "another seed", rounds=50)
    assert not campaign.visits.exclude(starts_at=None).exists()
    services.plan_itinerary(campaign.pk, "s", rounds=50)
    visits = list(campaign.visits.select_related("unit").order_by("place"))
    hours = {visit.unit.code: visit.starts_at for visit in visits}
    assert all(visit.starts_at and visit.day == monday for visit in visits)
    assert hours[VILLAGE] >= busy[1]
    first, second = (visit.starts_at for visit in visits)
    assert second - first >= timedelta(minutes=90)
    assert Entry.objects.filter(act="campaign.laid_out").count() == 1
    page = logged_in("supervisor").get(f"/campaigns/{campaign.pk}/").content.decode()
    assert f"{timezone.localtime(first):%H:%M}" in page


def test_a_circular_names_no_unit(chief: Account, supervisor: Client) -> None:
    campaign = running(chief)
    findings.sign(SYSTEM, noted(campaign, chief).pk, chief)
    page = supervisor.get(f"/campaigns/{campaign.pk}/circular/").content.decode()
    assert "仍要求纸质台账" in page
    assert "净湘" not in page


def test_campaigns_of_others_are_not_there(chief: Account, village: Client) -> None:
    campaign = planned(chief)
    assert village.get(f"/campaigns/{campaign.pk}/").status_code == 404
    account("village", NEIGHBOUR, "neighbour")
    running_one = running(chief)
    visit = Visit.objects.get(campaign=running_one, unit__code=VILLAGE)
    assert logged_in("neighbour").get(f"/campaigns/{running_one.pk}/visits/{visit.pk}/").status_code == 404
    assert village.get(f"/campaigns/{running_one.pk}/visits/{visit.pk}/").status_code == 200
    foreign = account("supervisor", "330411", "foreign")
    assert logged_in(foreign.username).get(f"/campaigns/{campaign.pk}/").status_code == 404
    assert village.post(f"/campaigns/{running_one.pk}/visits/{visit.pk}/note/", {"key": "key-00003"}).status_code == 404
