"""Rules on pledges, signboards, showcases and secondment."""

from __future__ import annotations

from songbang.core.demand.kinds import Pledge, Secondment, Showcase, Signboard
from songbang.core.demand.levels import above
from songbang.core.rules.book import Rule
from songbang.core.rules.case import Answer, Case, Found, Lacks, Piece, above_limit, check, forbidden, wanted


@check("pledge.not-on-list")
def not_on_list(case: Case, rule: Rule) -> Answer:
    return wanted(case.details(Pledge).in_approved_list)


@check("pledge.veto-on-village")
def veto_on_village(case: Case, rule: Rule) -> Answer:
    if not any(case.readers.names.is_village(one) for one in case.demand.targets):
        return None
    if case.details(Pledge).pledge_kind == "one_vote_veto":
        return Found("one_vote_veto")
    phrase = case.readers.phrases.first("veto", case.demand.title, case.demand.text)
    return Found(phrase, where="text") if phrase else None


@check("signboard.not-allowed")
def not_allowed(case: Case, rule: Rule) -> Answer:
    return wanted(case.details(Signboard).in_allowed_list)


@check("signboard.mechanism")
def mechanism(case: Case, rule: Rule) -> Answer:
    stated = case.details(Signboard).creates_mechanism
    if stated is not None:
        return forbidden(stated)
    phrase = case.readers.phrases.first("mechanism", case.demand.text)
    return Found(phrase, where="text") if phrase else None


@check("showcase.by-whom")
def by_whom(case: Case, rule: Rule) -> Answer:
    issuer = case.demand.issuer
    level = case.readers.names.level(issuer)
    if level is None:
        return Lacks("issuer.level")
    official = issuer.body not in ("association", "enterprise", "village")
    return forbidden(official and level in ("city", "county", "town"), level)


@check("showcase.kept-list")
def kept_list(case: Case, rule: Rule) -> Answer:
    showcase = case.details(Showcase)
    if showcase.renamed_from:
        renamed = Piece("renamed", {"name": showcase.renamed_from})
        return Found(showcase.renamed_from, where="details.renamed_from", said={"renamed": renamed})
    return wanted(showcase.in_kept_list, renamed="")


@check("showcase.fee")
def fee(case: Case, rule: Rule) -> Answer:
    charged = case.details(Showcase).fee
    free = isinstance(charged, str) and charged.strip() in ("", "0", *case.book.words["free"])
    return forbidden(bool(charged) and not free, charged)


@check("secondment.from-county-below")
def from_county_below(case: Case, rule: Rule) -> Answer:
    secondment, issuer = case.details(Secondment), case.readers.names.level(case.demand.issuer)
    if secondment.from_post == "community_worker":
        return None
    level = secondment.from_level
    if level is None or issuer is None:
        return Lacks("details.from_level" if level is None else "issuer.level")
    return forbidden(level in ("county", "town", "village") and above(issuer, level), level)


@check("secondment.community-worker")
def community_worker(case: Case, rule: Rule) -> Answer:
    issuer = case.demand.issuer
    town = issuer.body == "town" or case.readers.names.level(issuer) == "town"
    borrowed = case.details(Secondment).from_post == "community_worker"
    return forbidden(borrowed and not (town and case.approved(rule.settings["approval"])), "community_worker")


@check("secondment.length")
def length(case: Case, rule: Rule) -> Answer:
    return above_limit(case, rule, case.details(Secondment).months)
