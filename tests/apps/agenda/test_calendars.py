"""iCalendar out and in, read by other programs' libraries; tokens; busy times of foreign zones."""

from __future__ import annotations

from datetime import date, timedelta

import caldav
import pytest
import vobject
from django.test import Client

from songbang.apps.agenda import feeds, ics, services
from songbang.apps.agenda.models import BusyTime, Entry
from songbang.core.errors import NotFound, Unreadable
from tests.apps.agenda.world import MONDAY, at, make_world, meeting, post, standing
from tests.apps.units.places import logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.either_engine]
WEEK = (MONDAY, MONDAY + timedelta(days=6))


@pytest.fixture(autouse=True)
def announced(db: None, monkeypatch: pytest.MonkeyPatch) -> Entry:
    make_world()
    monkeypatch.setattr("songbang.ui.clock.today", lambda: MONDAY)
    office = standing("supervisor")
    entry = meeting("经济例会")
    chosen = [post("镇长").person_id, post("街道主任").person_id]
    services.decide(office, entry.pk, None, services.When(at(0, "08:30"), None, chosen))
    return services.announce(office, entry.pk, None)


def _feed(token: str) -> bytes:
    answer = Client().get(f"/agenda/feed/{token}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return answer.content


def test_a_feed_is_read_by_another_library_at_the_right_moment() -> None:
    content = _feed(feeds.make_feed(standing("town")))
    (event,) = vobject.readOne(content.decode()).vevent_list
    assert event.summary.value == "经济例会"
    assert event.dtstart.value == at(0, "08:30")
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=60)
    assert "副镇长、街道副主任不必参加" in event.description.value


def test_a_caldav_client_takes_the_invitation_as_its_own() -> None:
    content = logged_in_client().get(f"/agenda/{Entry.objects.get().pk}/invitation.ics").content.decode()
    event = caldav.Event(data=content)
    component = event.icalendar_component
    assert component["summary"] == "经济例会"
    assert component.start == at(0, "08:30")
    assert {str(one.params["CN"]) for one in component["attendee"]} == {"区长甲", "镇长", "街道主任"}


def logged_in_client() -> Client:
    standing("town")
    return logged_in("town")


def test_a_feed_of_a_person_holds_what_the_person_comes_to_only() -> None:
    town = standing("town")
    comes, spared = post("镇长").person, post("副镇长").person
    assert b"SUMMARY" in _feed(feeds.make_feed(town, comes))
    assert b"SUMMARY" not in _feed(feeds.make_feed(town, spared))


def test_a_revoked_token_and_one_whose_account_lost_its_place_end() -> None:
    town = standing("town")
    token, other = feeds.make_feed(town), feeds.make_feed(town, post("镇长").person)
    feeds.revoke(town, feeds.feed_of(token)[0].pk)
    assert Client().get(f"/agenda/feed/{token}.ics").status_code == 404
    town.account.holdings.all().delete()
    with pytest.raises(NotFound):
        feeds.feed_of(other)


def test_what_is_called_off_goes_out_as_cancelled_with_a_higher_sequence() -> None:
    services.cancel(standing("supervisor"), Entry.objects.get().pk, None, "不开了")
    (event,) = vobject.readOne(_feed(feeds.make_feed(standing("town"))).decode()).vevent_list
    assert (event.status.value, int(event.sequence.value)) == ("CANCELLED", 1)


ZONES = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//other//EN
BEGIN:VTIMEZONE
TZID:Somewhere
BEGIN:STANDARD
DTSTART:20241103T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20240310T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
END:VTIMEZONE
{events}
END:VCALENDAR
"""


def busy(*lines: str, days: tuple[date, date] = WEEK) -> list[tuple[str, str]]:
    """Busy times of one event, in Shanghai's clock."""
    body = "\r\n".join(["BEGIN:VEVENT", "UID:1", "DTSTAMP:20250101T000000Z", *lines, "END:VEVENT"])
    content = ZONES.format(events=body).replace("\r\n", "\n").replace("\n", "\r\n").encode()
    shown = "%m-%d %H:%M"
    local = [
        (a.astimezone(at(0, "00:00").tzinfo), b.astimezone(at(0, "00:00").tzinfo))
        for a, b in ics.read_busy(content, *days)
    ]
    return [(a.strftime(shown), b.strftime(shown)) for a, b in local]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART:20250303T010000Z", "DTEND:20250303T020000Z"), [("03-03 09:00", "03-03 10:00")]),
        (("DTSTART:20250303T090000", "DTEND:20250303T100000"), [("03-03 09:00", "03-03 10:00")]),
        (("DTSTART;TZID=Europe/Berlin:20250303T090000", "DURATION:PT1H"), [("03-03 16:00", "03-03 17:00")]),
        (("DTSTART;TZID=Somewhere:20250303T200000", "DURATION:PT1H"), [("03-04 09:00", "03-04 10:00")]),
        (("DTSTART;TZID=China Standard Time:20250303T090000", "DURATION:PT1H"), [("03-03 09:00", "03-03 10:00")]),
        (("DTSTART;VALUE=DATE:20250304",), [("03-04 00:00", "03-05 00:00")]),
        (("DTSTART:20250303T010000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"), []),
        (("DTSTART:20250303T010000Z", "DURATION:PT1H", "STATUS:CANCELLED"), []),
        (
            ("DTSTART:20250224T010000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=10", "EXDATE:20250304T010000Z"),
            [("03-03 09:00", "03-03 10:00"), ("03-05 09:00", "03-05 10:00")],
        ),
    ],
)  # fmt: skip
def test_busy_times_of_any_zone_are_read(lines: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert busy(*lines) == expected


def test_the_clock_of_a_foreign_zone_changes_with_its_daylight_time() -> None:
    lines = ("DTSTART;TZID=Somewhere:20250303T200000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")
    found = busy(*lines, days=(MONDAY, MONDAY + timedelta(days=20)))
    assert [start for start, _ in found] == ["03-04 09:00", "03-11 08:00", "03-18 08:00"]


def test_free_busy_periods_are_read_and_free_ones_left_out() -> None:
    content = ZONES.format(
        events="BEGIN:VFREEBUSY\nUID:2\nDTSTAMP:20250101T000000Z\nFREEBUSY;FBTYPE=BUSY:20250303T010000Z/PT2H,20250304T010000Z/20250304T020000Z"
        "\nFREEBUSY;FBTYPE=FREE:20250305T010000Z/PT2H\nEND:VFREEBUSY"
    )
    assert len(ics.read_busy(content.replace("\n", "\r\n").encode(), *WEEK)) == 2


@pytest.mark.parametrize(
    "content", [b"", b"no calendar", b"\xff\xfe\x00", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"PK\x03\x04"]
)
def test_what_is_no_calendar_is_said_so(content: bytes) -> None:
    with pytest.raises(Unreadable):
        ics.read_busy(content, *WEEK)


def test_busy_times_replace_those_before_and_keep_nothing_but_times() -> None:
    town, person = standing("town"), post("镇长").person
    for start in ("20250303T010000Z", "20250304T010000Z"):
        body = (
            f"BEGIN:VEVENT\nUID:1\nDTSTAMP:20250101T000000Z\nSUMMARY:secret\nDTSTART:{start}\nDURATION:PT1H\nEND:VEVENT"
        )
        assert feeds.take_busy(town, person, ZONES.format(events=body).replace("\n", "\r\n").encode()) == 1
    kept = BusyTime.objects.get()
    assert kept.starts_at == at(1, "09:00")
    assert "secret" not in str(vars(kept))
