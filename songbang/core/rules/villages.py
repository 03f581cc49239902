"""Rules on tasks handed to villages, communities and towns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from songbang.core.demand.kinds import VillageTask
from songbang.core.rules.book import Rule
from songbang.core.rules.case import Answer, Case, Found, Lacks, Named, below_limit, check, forbidden, quoted
from songbang.core.rules.workdays import between
from songbang.core.text import plain


@check("village.outside-list")
def outside_list(case: Case, rule: Rule) -> Answer:
    listed = case.details(VillageTask).list
    if listed in rule.settings["allowed"]:
        return None
    code = listed or "unstated"
    return Found(listed, said={"named": Named("listed", (code,)), "listed": Named("listed", (code,))})


@check("village.responsible-party")
def responsible_party(case: Case, rule: Rule) -> Answer:
    stated = case.details(VillageTask).responsible_party
    villages = [one for one in case.demand.targets if case.readers.names.is_village(one)]
    if case.demand.targets and not villages:
        return None
    if stated is not None:
        return forbidden(stated, quoted="")
    phrase = case.readers.phrases.first("responsible", case.demand.text)
    return Found(True, where="text", said={"quoted": quoted(phrase)}) if phrase else None


@check("village.certificate")
def certificate(case: Case, rule: Rule) -> Answer:
    stated = case.details(VillageTask).certificate
    named = stated or case.readers.phrases.certificate(case.demand.title, case.demand.text)
    if not named:
        return None
    item = next((item for item, name in _listed(case) if name == _bare(case, named)), None)
    where = None if stated else "title"
    return Found(named, where=where, said={"named": named, "item": item}) if item else None


def _listed(case: Case) -> Iterator[tuple[str, str]]:
    for item, names in case.book.certificates.items():
        for name in (item, *names):
            yield item, _bare(case, name)


def _bare(case: Case, name: str) -> str:
    """A certificate's name without 证明, 状况 and the like."""
    return re.sub(case.book.words["certificate_noise"], "", plain(name))


@check("village.access-time")
def access_time(case: Case, rule: Rule) -> Answer:
    starts, given = case.details(VillageTask).starts_on, case.demand.issued_on
    if starts is None or given is None:
        return Lacks("details.starts_on" if starts is None else "issued_on")
    return below_limit(case, rule, between(given, starts), "calendar")
