"""Rules on one meeting by itself: how long, who is called, how far down, on which day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from songbang.core.demand.kinds import Meeting
from songbang.core.demand.levels import LEVELS, Level
from songbang.core.rules import workdays
from songbang.core.rules.book import Rule
from songbang.core.rules.case import Answer, Case, Found, Lacks, Named, above_limit, below_limit, check, forbidden
from songbang.core.rules.durations import sitting

_DEPARTMENTAL = ("department", "coordination_body", "mass_organisation", "association", "institution", "enterprise")


def days_of(meeting: Meeting) -> list[date]:
    """The days on which it sits; empty where no start is stated."""
    if meeting.starts_at is None:
        return []
    first = meeting.starts_at.date()
    last = meeting.ends_at.date() if meeting.ends_at else first
    return [first + timedelta(days=count) for count in range(min((last - first).days, 31) + 1)]


@check("meeting.duration-stated")
def duration_stated(case: Case, rule: Rule) -> Answer:
    meeting = case.details(Meeting)
    return Found() if meeting.duration_minutes is None and meeting.ends_at is None else None


@check("meeting.half-day")
def half_day(case: Case, rule: Rule) -> Answer:
    meeting = case.details(Meeting)
    return None if meeting.group_discussion else above_limit(case, rule, sitting(meeting))


@check("meeting.discussion-days")
def discussion_days(case: Case, rule: Rule) -> Answer:
    meeting = case.details(Meeting)
    return above_limit(case, rule, sitting(meeting)) if meeting.group_discussion else None


@check("meeting.main-speech")
def main_speech(case: Case, rule: Rule) -> Answer:
    return above_limit(case, rule, case.details(Meeting).main_speech_minutes)


@check("meeting.video-minutes")
def video_minutes(case: Case, rule: Rule) -> Answer:
    meeting = case.details(Meeting)
    video = meeting.form == "video" or (meeting.form is None and "video" in case.demand.channels)
    return above_limit(case, rule, sitting(meeting)) if video else None


@check("meeting.department-summons-leaders")
def department_summons_leaders(case: Case, rule: Rule) -> Answer:
    meeting, demand, names = case.details(Meeting), case.demand, case.readers.names
    if meeting.called_by != "department" and demand.issuer.body not in _DEPARTMENTAL:
        return None
    called = {"principal", "deputy"} & {*meeting.requires, *meeting.invited}
    units = [one for one in demand.targets if names.leads_place(one) and names.below(one, demand.issuer)]
    if not called or not units:
        return None
    where = "details.requires" if called & set(meeting.requires) else "details.invited"
    return Found(sorted(called), where=where, said={"units": [one.name for one in units]})


@check("meeting.deputy-calls-principal")
def deputy_calls_principal(case: Case, rule: Rule) -> Answer:
    meeting = case.details(Meeting)
    return forbidden(meeting.called_by == "deputy" and "principal" in meeting.requires, "principal")


@check("meeting.principal-and-deputy")
def principal_and_deputy(case: Case, rule: Rule) -> Answer:
    both = {"principal", "deputy"} <= set(case.details(Meeting).requires)
    return forbidden(both, ["principal", "deputy"])


@check("meeting.reaches-base")
def reaches_base(case: Case, rule: Rule) -> Answer:
    reached = case.details(Meeting).levels_reached
    names = case.readers.names
    if reached is None:
        reached = tuple(level for one in case.demand.targets if (level := names.level(one)))
    own = names.level(case.demand.issuer)
    base = [one for one in _ordered(reached) if one in ("town", "village") and one != own]
    return forbidden(bool(base), base)


@check("meeting.village-heads-filed")
def village_heads_filed(case: Case, rule: Rule) -> Answer:
    heads = [one for one in case.details(Meeting).requires if one in ("village_secretary", "village_director")]
    filed = case.demand.filed is True and case.approved("party_committee_secretary")
    return forbidden(bool(heads) and not filed, heads)


@check("meeting.extended-down")
def extended_down(case: Case, rule: Rule) -> Answer:
    meeting = case.details(Meeting)
    if meeting.levels_reached is None:
        return Lacks("details.levels_reached")
    if meeting.approved_levels is None:
        return Lacks("details.approved_levels")
    beyond = _ordered(set(meeting.levels_reached) - set(meeting.approved_levels))
    said = Named("level", tuple(_ordered(meeting.approved_levels)))
    return forbidden(bool(beyond), beyond, approved=said, value=Named("level", tuple(beyond)))


def _ordered(levels: set[Level] | tuple[Level, ...]) -> list[Level]:
    return sorted(set(levels), key=LEVELS.index)


@check("meeting.edge-of-day")
def edge_of_day(case: Case, rule: Rule) -> Answer:
    meeting, tolerance = case.details(Meeting), case.limit(rule)
    start = meeting.starts_at
    if start is None:
        return Lacks("details.starts_at")
    if _near(start, rule.settings["day_starts"], tolerance):
        return None
    minutes = sitting(meeting)
    end = start + timedelta(minutes=minutes) if meeting.duration_minutes is not None and minutes else meeting.ends_at
    if end is None:
        return Lacks("details.ends_at")
    if _near(end, rule.settings["day_ends"], tolerance):
        return None
    hours = {name: rule.settings[name] for name in ("day_starts", "day_ends")}
    return Found(f"{start:%H:%M}-{end:%H:%M}", said=hours)


def _near(moment: datetime, hour: str, tolerance: float) -> bool:
    edge = datetime.combine(moment.date(), time.fromisoformat(hour))
    return abs((moment - edge).total_seconds()) <= tolerance * 60


@check("meeting.no-meeting-day")
def no_meeting_day(case: Case, rule: Rule) -> Answer:
    days = days_of(case.details(Meeting))
    if not days:
        return Lacks("details.starts_at")
    hit = [day for day in days if day.isoweekday() == case.limit(rule)]
    return forbidden(bool(hit), hit[0].isoformat() if hit else None)


@check("meeting.working-day")
def working_day(case: Case, rule: Rule) -> Answer:
    days = days_of(case.details(Meeting))
    if not days:
        return Lacks("details.starts_at")
    if not all(workdays.decreed(day) for day in days):
        return Lacks("calendar")
    rest = [day for day in days if not workdays.is_working(day)]
    return Found(rest[0].isoformat(), said={"next": workdays.next_working(rest[0])}) if rest else None


@check("meeting.notice")
def notice(case: Case, rule: Rule) -> Answer:
    meeting, given = case.details(Meeting), case.demand.notified_on or case.demand.issued_on
    if meeting.starts_at is None:
        return Lacks("details.starts_at")
    if given is None:
        return Lacks("notified_on")
    return below_limit(case, rule, workdays.between(given, meeting.starts_at.date()), "calendar")
