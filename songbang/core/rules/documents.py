"""Rules on documents: length, kind, title, what they ask, to whom they give orders."""

from __future__ import annotations

import re

from songbang.core.demand.kinds import Document
from songbang.core.rules.book import Rule
from songbang.core.rules.case import Answer, Case, Found, Lacks, Piece, above_limit, below_limit, check, quoted, wanted
from songbang.core.rules.plans import not_in_plan
from songbang.core.rules.workdays import between
from songbang.core.text import plain, without_blanks


def _characters(case: Case) -> int | None:
    """As stated, else counted: every character of the text that is not a blank."""
    stated = case.details(Document).characters
    if stated is None and case.demand.text:
        return len(without_blanks(case.demand.text))
    return stated


@check("document.length")
def length(case: Case, rule: Rule) -> Answer:
    if case.details(Document).scope == "comprehensive":
        return None
    return above_limit(case, rule, _characters(case))


@check("document.length-special")
def length_special(case: Case, rule: Rule) -> Answer:
    if case.details(Document).scope not in ("special", "task"):
        return None
    return above_limit(case, rule, _characters(case))


@check("document.pages-policy")
def pages_policy(case: Case, rule: Rule) -> Answer:
    document = case.details(Document)
    return above_limit(case, rule, document.pages) if document.scope == "policy" else None


def directive(case: Case) -> tuple[bool, str | None]:
    """Whether it gives orders to a Party committee or government, as stated or else as the text says."""
    stated = case.details(Document).directive_to_party_or_government
    if stated is not None:
        return stated, None
    phrase = case.readers.phrases.first("directive", case.demand.text)
    return phrase is not None, phrase


@check("document.directive-downwards")
def directive_downwards(case: Case, rule: Rule) -> Answer:
    demand, names = case.demand, case.readers.names
    gives, phrase = directive(case)
    if not gives or demand.issuer.body not in ("department", "coordination_body", "office"):
        return None
    lower = [one for one in demand.targets if names.below(one, demand.issuer)]
    led = [one for one in lower if names.leads_place(one)]
    if (demand.targets and not lower) or (phrase and not led):
        return None
    return Found(True, said={"quoted": quoted(phrase)})


@check("document.consistency-review")
def consistency_review(case: Case, rule: Rule) -> Answer:
    return wanted(case.details(Document).consistency_review)


@check("document.asks-supporting")
def asks_supporting(case: Case, rule: Rule) -> Answer:
    document, first = case.details(Document), case.readers.phrases.first
    stated = {
        "asks_for_report": document.asks_for_report,
        "asks_for_supporting_document": document.asks_for_supporting_document,
    }
    for name, asked in stated.items():
        if asked:
            return Found(True, where=f"details.{name}", said={"quoted": ""})
    for name, group in (("asks_for_report", "asks_report"), ("asks_for_supporting_document", "asks_supporting")):
        phrase = first(group, case.demand.text) if stated[name] is None else None
        if phrase:
            return Found(True, where="text", said={"quoted": quoted(phrase)})
    return None


@check("document.unplanned")
def unplanned(case: Case, rule: Rule) -> Answer:
    return not_in_plan(case)


@check("document.consultation-time")
def consultation_time(case: Case, rule: Rule) -> Answer:
    document, demand = case.details(Document), case.demand
    if document.consultation_reply_working_days is not None:
        return below_limit(case, rule, document.consultation_reply_working_days)
    if document.consultation_round is None and not case.readers.phrases.is_consultation(demand.title):
        return None
    given = demand.notified_on or demand.issued_on
    days = between(given, demand.due_on) if given and demand.due_on else None
    return below_limit(case, rule, days)


@check("document.white-head")
def white_head(case: Case, rule: Rule) -> Answer:
    document = case.details(Document)
    numbers = {plain(number) for number in document.merged_from}
    if len(numbers) >= rule.settings["merged"]:
        how = Piece("merged", {"count": len(numbers)})
        return Found(list(document.merged_from), where="details.merged_from", said={"how": how})
    if document.as_ in ("white_head", "memo") and directive(case)[0]:
        return Found(document.as_, said={"how": Piece("white", {"as": Piece(document.as_)})})
    return None


@check("document.kind-and-title")
def kind_and_title(case: Case, rule: Rule) -> Answer:
    document = case.details(Document)
    if not case.demand.title and not document.number:
        return Lacks("title")
    faults = _faults_of_title(case) + _faults_of_kind(case, document)
    where = "title" if faults else "details.number"
    if document.number and not re.fullmatch(case.book.words["number"], without_blanks(document.number)):
        faults.append(Piece("bad_number", {"number": document.number}))
    value = case.demand.title if where == "title" else document.number
    return Found(value, where=where, said={"faults": faults}) if faults else None


def _faults_of_title(case: Case) -> list[Piece]:
    words, names = case.book.words, case.readers.names
    if not case.demand.title:
        return [Piece("no_title")]
    title = plain(case.demand.title)
    bare = names.issuer_key(case.demand.issuer)
    ends = re.sub(words["added_notes"], "", title)
    faults = [
        ("no_issuer", bool(bare) and not names.without_marks(title).startswith(bare)),
        ("no_about", words["about"] not in title),
        ("no_kind", not ends.endswith(tuple(words["kinds"]))),
    ]
    return [Piece(name) for name, broken in faults if broken]


def _faults_of_kind(case: Case, document: Document) -> list[Piece]:
    words = case.book.words
    kind = re.sub(words["added_notes"], "", plain(document.document_kind or ""))
    known = not kind or kind in words["kinds"]
    return [] if known else [Piece("bad_kind", {"kind": document.document_kind})]
